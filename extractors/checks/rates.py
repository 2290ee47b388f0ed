"""Rates against the figures they are made of, and low execution nobody explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from extractors.checks import budgets
from extractors.checks.budgets import Headline, headlines
from extractors.checks.ledger import Ledger, finding, is_slip, percent, span_of, step_of
from extractors.checks.midyear import is_midyear, monitored
from extractors.checks.pairs import MOST, Pairs
from extractors.document import Span
from extractors.numbers.rounding import agrees, places
from extractors.row import plain
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.projects import ProjectRow
from extractors.tables.rates import RateRow
from patterns.loader import asked, load

LOW = 0.6
CLEAR = 5  # characters of a rate in which a slip is no chance: 71.35
PLANNED = ("budget", "initial_budget", "received")

_EXPLAINED = load("checks")["explained"].find
_OF_PLAN = asked("link_words")["of_plan"]


def check(ledger: Ledger) -> Iterator[Finding]:
    told, pairs = list(headlines(ledger)), Pairs(ledger)
    yield from _of_rows(ledger, pairs)
    yield from _of_projects(ledger, told, pairs)
    yield from _swapped(ledger, pairs)
    yield from _empty_base(ledger)
    yield from budgets.check(ledger, told)
    yield from _low_execution(ledger)


def _of_rows(ledger: Ledger, pairs: Pairs) -> Iterator[Finding]:
    """Rates whose two figures are known. In prose another pair of the same project may be meant: then nothing is said."""
    for rate in ledger.rates:
        if rate.consistent is not False:
            continue
        base, part = ledger.figure(rate.budget_figure_id), ledger.figure(rate.executed_figure_id)
        if base is None or part is None or not base.amount_yuan:
            continue
        stated = Decimal(str(rate.rate))
        if rate.source == "narrative" and base.measure != "contract":
            clear = _is_misprinted(ledger, rate, base, part)
            if pairs.like(base, part).make(stated, rate.rate_text, clear=clear):
                continue
        if rate.source == "table" and pairs.in_other_column(base, part, stated, rate.rate_text):
            continue
        yield from _mismatch(rate, rate.rate_text, stated, base, part)


def _of_projects(ledger: Ledger, told: Sequence[Headline], pairs: Pairs) -> Iterator[Finding]:
    """A project's headline rate in prose, where one budget and one spending are told of it."""
    linked = {r.anchor for r in ledger.rates if r.computed_rate is not None}
    for project, at, base, part in told:
        if at is None or at in linked or project.stated_rate is None or not base.amount_yuan:
            continue
        stated, text = Decimal(str(project.stated_rate)), plain(ledger.text(at))
        share = part.amount_yuan / base.amount_yuan
        if not agrees(stated, share, text) and not pairs.of(project.key).make(stated, text):
            yield from _mismatch(at, text, stated, base, part, project.key)


def _swapped(ledger: Ledger, pairs: Pairs) -> Iterator[Finding]:
    """A rate of what was spent right before it that nothing told gives, but for two digits in each other's place."""
    open_rates = (r for r in ledger.rates if r.source == "narrative" and r.kind in ("execution", "share") and r.computed_rate is None)
    for rate in open_rates:
        spent, told = _spent_before(ledger, rate), rate.rate_text.strip("%％ ")
        words = _OF_PLAN.search(ledger.between(spent.anchor, rate.anchor)) if spent is not None else None
        if spent is None or len(told) < CLEAR or not (rate.kind == "execution" or words):
            continue
        planned = ("received",) if words and "到位" in words[0] else PLANNED
        bases = pairs.planned(spent.project_id, planned)
        if len(bases) > MOST or any(agrees(Decimal(str(rate.rate)), spent.amount_yuan / amount, rate.rate_text) for amount in bases):
            continue
        likely = [base for amount, base in bases.items() if is_slip(told, _percent(spent.amount_yuan / amount, told), swapped=True)]
        if len(likely) == 1:
            yield from _mismatch(rate, rate.rate_text, Decimal(str(rate.rate)), likely[0], spent)


def _percent(share: Decimal, told: str) -> str:
    """A share as a rate is printed, to as many places."""
    return str((share * 100).quantize(Decimal(1).scaleb(-places(told)), ROUND_HALF_UP))


def _is_misprinted(ledger: Ledger, rate: RateRow, base: BudgetFigure, part: BudgetFigure) -> bool:
    """Whether the two amounts of a rate's own clause give it but for one digit, or two in each other's place."""
    if not base.anchor.block == part.anchor.block == rate.anchor.block or not base.amount_yuan:
        return False
    told, between = rate.rate_text.strip("%％ "), ledger.between(min(base.anchor, part.anchor), rate.anchor)
    made = _percent(part.amount_yuan / base.amount_yuan, told)
    return len(told) >= CLEAR and not any(mark in between for mark in "。；;") and is_slip(told, made)


def _mismatch(
    at: RateRow | Span, text: str, stated: Decimal, base: BudgetFigure, part: BudgetFigure, project: str | None = None
) -> Iterator[Finding]:
    share = part.amount_yuan / base.amount_yuan
    severity = "info" if _rounded(stated, text, base, part) else "error"
    expected = percent(share)
    yield finding(
        "rate_mismatch",
        severity,
        at,
        f"所列比率{text}，但{part.amount_text}÷{base.amount_text}={expected}",
        f"The printed rate is {text}, but {part.amount_text} / {base.amount_text} = {expected}",
        stated=text,
        expected=expected,
        project=project,
        against=(part.anchor, base.anchor),
    )


def _rounded(stated: Decimal, text: str, base: BudgetFigure, part: BudgetFigure) -> bool:
    """Whether amounts before rounding, or digits cut off instead of rounded, may still give the rate."""
    half, last = step_of(base) / 2, Decimal(1).scaleb(-places(text) - 2)
    over, under = base.amount_yuan + half, max(base.amount_yuan - half, Decimal(1))
    spent = step_of(part) / 2
    low, high = (part.amount_yuan - spent) / over, (part.amount_yuan + spent) / under
    return low - last / 2 <= stated <= high + last / 2 or 0 <= part.amount_yuan / base.amount_yuan - stated < last


def _empty_base(ledger: Ledger) -> Iterator[Finding]:
    """A completion of nothing: the budget is 0, or what was spent is and the rate is not."""
    if all(figure.amount_yuan for figure in ledger.figures):
        return
    for rate in ledger.rates:
        if rate.kind not in ("execution", "completion") or rate.rate <= 0 or rate.computed_rate:  # of two figures, neither is 0
            continue
        zero = ledger.figure(rate.budget_figure_id)
        if zero is None:
            zero = ledger.figure(rate.executed_figure_id) or _spent_before(ledger, rate)
        if zero is None or zero.amount_yuan:
            continue
        yield finding(
            "empty_base",
            "warning",
            rate,
            f"金额为{zero.amount_text}，却称完成{rate.rate_text}：预算为0，不存在完成率",
            f"The amount is {zero.amount_text}, yet {rate.rate_text} is said to be completed: nothing can be completed of a budget of 0",
            stated=rate.rate_text,
            against=(zero.anchor,),
        )


def _spent_before(ledger: Ledger, rate: RateRow) -> BudgetFigure | None:
    """What the sentence of a rate in prose calls spent right before it."""
    near = ledger.before(rate.anchor) if rate.source == "narrative" else None
    if near is None or near.measure != "executed" or any(c in ledger.between(near.anchor, rate.anchor) for c in "。；;"):
        return None
    return near


def _low_execution(ledger: Ledger) -> Iterator[Finding]:
    """A project's printed rate below 60% of the whole year whose own text says nothing about the rest of the money."""
    low = [p for p in ledger.projects if p.stated_rate is not None and p.stated_rate < LOW and p.budget_yuan != 0]
    if not low:
        return
    texts = _told_of(ledger, low)
    excused = {row.project_id for row in ledger.indicators if row.reason} | monitored(ledger)
    for project in low:
        at = span_of(project, "stated_rate")
        if at is None or project.key in excused:
            continue
        told = texts[project.anchor]
        if ledger.read.document.blocks[at.block].text not in told:
            told = [*told, _sentence(ledger, at)]
        if _is_explained(project, told) or is_midyear(ledger, at):
            continue
        text = plain(ledger.text(at))
        amounts = [(name, s) for name in ("executed", "budget") if (s := span_of(project, name)) is not None]
        zh, en = _of_amounts([(name, plain(ledger.text(s))) for name, s in amounts])
        yield finding(
            "low_execution",
            "warning",
            at,
            f"执行率{text}{zh}低于60%，未说明原因",
            f"The execution rate of {text}{en} is below 60% and no reason is given",
            stated=text,
            expected="≥60%",
            project=project.key,
            against=[s for _, s in amounts],
        )


def _of_amounts(told: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """（支出90万元，预算200万元） and (90万元 executed, 200万元 budgeted), as far as they are printed."""
    if not told:
        return "", ""
    zh = "，".join(f"{'支出' if name == 'executed' else '预算'}{words}" for name, words in told)
    en = ", ".join(f"{words} {'executed' if name == 'executed' else 'budgeted'}" for name, words in told)
    return f"（{zh}）", f" ({en})"


def _told_of(ledger: Ledger, about: Sequence[ProjectRow]) -> dict[Span | None, list[str]]:
    """The paragraphs of some projects, by their names."""
    projects = ledger.read.projects
    told: dict[Span | None, list[str]] = {project.anchor: [] for project in about}
    for block, section in zip(ledger.read.document.blocks, ledger.read.section_of, strict=True):
        above = projects.whole if section is None else projects.by_section.get(section, projects.whole)
        name = projects.by_block.get(block.order, above)
        if name in told and block.kind != "cell":
            told[name].append(block.text)
    return told


def _sentence(ledger: Ledger, at: Span) -> str:
    """What is told around a rate: a project in a paragraph of several has its reason beside it."""
    text = ledger.read.document.blocks[at.block].text
    end = text.find("。", at.end)
    return text[text.rfind("。", 0, at.start) + 1 : end if end >= 0 else len(text)]


def _is_explained(project: ProjectRow, told: Sequence[str]) -> bool:
    assert _EXPLAINED is not None
    own = (project.goal_actual, project.problems, project.improvements)
    return any(map(_EXPLAINED.search, (*filter(None, own), *told)))
