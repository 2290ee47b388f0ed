"""Comparisons of prose with the amounts they are of: 决算数小于预算数, and what 比上年增加70万元，增长5.83% follows from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractors.checks.ledger import Ledger, finding, is_slip, percent, step_of
from extractors.document import Span
from extractors.numbers.rounding import agrees, places
from extractors.projects.headlines import BUDGETS
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.rates import RateRow
from patterns.loader import load

MANY = 40  # amounts in one paragraph: a report on one endless line, whose sentences are another matter
LESS, MORE = ("小于", "低于", "少于"), ("大于", "高于", "多于", "超过")
TOLD_AS_CHANGE = ("prose.cue.change", "prose.compared")

_LEVEL = load("checks")["compared_level"].find
_MAY = re.compile("[于过平](?:年初|调整|全年)*预算")  # few texts have any
_NEAR = regex.compile(r"[^。；;]*")


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _levels(ledger)
    yield from _changes(ledger)


def _levels(ledger: Ledger) -> Iterator[Finding]:
    """决算数小于预算数 where it is not, by the one budget and the one spending of the paragraph's sentence."""
    assert _LEVEL is not None
    for order, figures in ledger.by_block.items():
        block = ledger.read.document.blocks[order]
        if block.kind == "cell" or len(figures) > MANY or "预算" not in block.text or _MAY.search(block.text) is None:
            continue
        for match in _LEVEL.finditer(block.text):
            before = _compared(block.text, match.start(), [f for f in figures if f.anchor.end <= match.start()])
            plans = [f for f in before if f.measure in BUDGETS]
            spent = [f for f in before if f.measure == "executed"]
            if len(plans) != 1 or len(spent) != 1:
                continue
            plan, part = plans[0], spent[0]
            word, gap = match["word"], part.amount_yuan - plan.amount_yuan
            if (word in LESS and gap >= 0) or (word in MORE and gap <= 0) or (word not in LESS + MORE and abs(gap) > step_of(plan)):
                yield finding(
                    "direction_mismatch",
                    "error" if word in LESS + MORE and gap else "warning",
                    Span(order, match.start("word"), match.end("word")),
                    f"称决算数{word}预算数，但决算{part.amount_text}，预算{plan.amount_text}",
                    f"The account is said to be {word} the budget, but it is {part.amount_text} against {plan.amount_text}",
                    stated=word,
                    expected="大于" if gap > 0 else "小于" if gap < 0 else "等于",
                    project=part.project_id,
                    against=(part.anchor, plan.anchor),
                )


def _compared(text: str, at: int, before: Sequence[BudgetFigure]) -> Sequence[BudgetFigure]:
    """Of the amounts before a comparison those it is of: the two right before it (预算48万元，决算36万元，决算数大于预算数), or what its
    sentence tells under the name it says once more (接待费决算36万元，…预算为48万元，接待费决算数大于预算数)."""
    if before and at - before[-1].anchor.end <= 2:
        wholes = [f for f in before if f.part_of is None]
        return before[-2:] if before[-1].part_of is not None else wholes[-2:]  # what a whole is divided into is compared with no whole
    start = text.rfind("。", 0, at) + 1
    name = text[max(text.rfind(mark, start, at) for mark in "，；,;") + 1 : at]
    named = len(name) > 2 and text.startswith(name, start)
    return (named and [f for f in before if f.anchor.start >= start]) or before


def _changes(ledger: Ledger) -> Iterator[Finding]:
    """增加X，下降Y%; and a change rate against its change and the level before them."""
    for rate in ledger.rates:
        change = ledger.before(rate.anchor) if rate.kind == "change" and rate.rule == "prose.rate.change" else None
        if change is None or change.rule not in TOLD_AS_CHANGE or not _NEAR.fullmatch(ledger.between(change.anchor, rate.anchor)):
            continue
        if change.direction and rate.direction and change.direction != rate.direction and rate.rate and change.amount_yuan:
            yield finding(
                "direction_mismatch",
                "warning",
                rate,
                f"金额变动{change.amount_text}与比率{rate.rate_text}方向相反",
                f"The change of {change.amount_text} and its rate {rate.rate_text} go in opposite directions",
                stated=rate.rate_text,
                against=(change.anchor,),
            )
            continue
        yield from _change_rate(ledger, change, rate)


def _change_rate(ledger: Ledger, change: BudgetFigure, rate: RateRow) -> Iterator[Finding]:
    """Of the one level before the change in its paragraph; of the one in its sentence only where a slip of the pen parts the two."""
    level, before = _level_of(ledger, change), _level_before(ledger, change)
    level = before or level
    if level is None or not change.amount_yuan:
        return
    alone = before is not None or ledger.by_block[rate.anchor.block][0] is level
    stated, bases = Decimal(str(rate.rate)), [level.amount_yuan] if before else _bases(level, change, both=not alone)
    shares = [change.amount_yuan / base for base in bases if base > 0]
    slack = [(step_of(change) + step_of(level)) / 2 / base + Decimal(1).scaleb(-places(rate.rate_text) - 2) for base in bases if base > 0]
    if not shares or any(agrees(stated, one, rate.rate_text) or abs(stated - one) <= off for one, off in zip(shares, slack, strict=True)):
        return
    share = shares[0] if alone else next((one for one in shares if _is_misprinted(rate, one)), None)
    if share is None:
        return
    yield finding(
        "rate_mismatch",
        "warning",
        rate,
        f"所列变动比率{rate.rate_text}，但{level.amount_text}与变动额{change.amount_text}得{percent(share)}",
        f"The printed change is {rate.rate_text}, but {change.amount_text} up to {level.amount_text} makes {percent(share)}",
        stated=rate.rate_text,
        expected=percent(share),
        against=(change.anchor, level.anchor),
    )


def _level_of(ledger: Ledger, change: BudgetFigure) -> BudgetFigure | None:
    """The level right before a change: the first amount of its paragraph, else of its sentence."""
    level = ledger.before(change.anchor)
    if level is None or level.measure not in ("income", "executed") or "各" in (lead := ledger.between(level.anchor, change.anchor)):
        return None
    first = ledger.before(level.anchor)
    return level if first is None or ("。" not in lead and "。" in ledger.between(first.anchor, level.anchor)) else None


def _level_before(ledger: Ledger, change: BudgetFigure) -> BudgetFigure | None:
    """今年支出500万元，上年为430万元，增加70万元: the level right before a change that the one before it, less the change, comes to."""
    earlier = ledger.before(change.anchor)
    later = None if earlier is None else ledger.before(earlier.anchor)
    if earlier is None or later is None or "。" in ledger.between(later.anchor, change.anchor):
        return None
    sign = -1 if change.direction == "decrease" else 1
    made = later.amount_yuan - sign * change.amount_yuan
    return earlier if earlier.amount_yuan > 0 and abs(made - earlier.amount_yuan) <= step_of(change) else None


def _bases(level: BudgetFigure, change: BudgetFigure, *, both: bool) -> list[Decimal]:
    """What a change is measured by: the level itself where it is of the year before (较2021年的430万元增加70万元), else what it was before
    the change; `both`, where nothing but their own arithmetic can tell."""
    before = level.amount_yuan - change.amount_yuan if change.direction == "increase" else level.amount_yuan + change.amount_yuan
    earlier = bool(level.year and change.year and level.year < change.year)
    return [level.amount_yuan, before] if both else [level.amount_yuan if earlier else before]


def _is_misprinted(rate: RateRow, share: Decimal) -> bool:
    printed = rate.rate_text.strip("%％")
    return len(printed) > 3 and is_slip(printed, f"{abs(share) * 100:.{places(printed)}f}")
