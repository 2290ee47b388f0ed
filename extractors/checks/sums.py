"""Parts against their total: the sources of a form's funds, its cost indicators, and the two sides that must balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.checks.ledger import FundRow, Ledger, allowed, finding, in_unit_of, step_of, unit_of
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.indicators import IndicatorRow
from patterns.loader import load

MANY = 40  # amounts of a paragraph that are looked at
NO_SUMS = ("prose.per_unit", "prose.threshold")  # 人均接待费100元: of one of many, or a bound
MULTIPLES = ("万", "亿", "千", "百")
MOST = 10  # parts whose choices are still tried
MEASURES = ("initial_budget", "budget", "executed")

_BALANCED = load("checks")["balanced"].find


def check(ledger: Ledger) -> Iterator[Finding]:
    for facts, rows in ledger.fund_tables():
        yield from _sources(rows, ledger.read.project_key(facts.project))
        if facts.project is not None:
            yield from _costs(ledger, rows, ledger.read.project_key(facts.project))
    yield from _balance(ledger)
    yield from _units(ledger)


def _sources(rows: Sequence[FundRow], project: str | None) -> Iterator[Finding]:
    """The total against its sources, where the form lists them all: a row for other money is there."""
    total = next((row for row in rows if row.source == "total"), None)
    rest = [row for row in rows if row is not total]
    if total is None or len(rest) < 2 or not any(row.source == "other" for row in rest):
        return
    for measure in MEASURES:
        whole = total.cells.get(measure)
        parts = [f for row in rest if (f := row.cells.get(measure)) is not None]
        if whole is None or not any(p.amount_yuan for p in parts) or len(parts) > MOST or _some_make(parts, whole):
            continue
        complete = all(row.cells.get(measure) is not None for row in rest)
        yield _sum("error" if complete else "warning", whole, parts, project)


def _some_make(parts: Sequence[BudgetFigure], whole: BudgetFigure) -> bool:
    """Whether some of the parts make the whole: funds rows may hold rows that break down another one."""
    slack = allowed(parts, whole)
    sums = {Decimal(0)}
    for part in parts:
        sums |= {one + part.amount_yuan for one in sums}
    return any(abs(one - whole.amount_yuan) <= slack for one in sums)


def _sum(severity: str, whole: BudgetFigure, parts: Sequence[BudgetFigure], project: str | None) -> Finding:
    made = sum((p.amount_yuan for p in parts), Decimal(0))
    told = "+".join(p.amount_text for p in parts)
    return finding(
        "sum_mismatch",
        severity,
        whole,
        f"合计{whole.amount_text}，而各部分{told}={in_unit_of(made, whole)}",
        f"The total is {whole.amount_text}, but its parts {told} = {in_unit_of(made, whole)}",
        stated=whole.amount_text,
        expected=in_unit_of(made, whole),
        project=project,
        parts=[p.anchor for p in parts],
    )


def _costs(ledger: Ledger, rows: Sequence[FundRow], project: str | None) -> Iterator[Finding]:
    """What the cost indicators of a project come to cannot be more than it spent. One that alone is as much or more tells the whole cost,
    of several years or of money that the form does not list: then nothing is said."""
    whole = next((f for row in rows if row.source == "total" and (f := row.cells.get("executed")) is not None), None)
    parts = None if whole is None else _cost_parts(ledger, project)
    if whole is None or not parts or len(parts) < 2 or any(p.amount_yuan >= whole.amount_yuan for p in parts):
        return
    made = sum((p.amount_yuan for p in parts), Decimal(0))
    if made > whole.amount_yuan + allowed(parts, whole):
        told, all_costs = "+".join(p.amount_text for p in parts), in_unit_of(made, whole)
        yield finding(
            "sum_mismatch",
            "warning",
            whole,
            f"执行数{whole.amount_text}，而成本指标完成值{told}={all_costs}，超过执行数",
            f"The executed amount is {whole.amount_text}, but the cost indicators come to {told} = {all_costs}, which is more",
            stated=whole.amount_text,
            expected=all_costs,
            project=project,
            parts=[p.anchor for p in parts],
        )


def _cost_parts(ledger: Ledger, project: str | None) -> list[BudgetFigure] | None:
    """The amounts of a project's cost indicators, one a row; None where a row is a price or tells several."""
    found = []
    for row in ledger.indicators:
        if row.project_id != project or row.aspect != "cost" or row.source != "table":
            continue
        cells = [e.span.block for e in row.evidence if e.field == "actual"]
        told = [f for block in cells for f in ledger.by_block.get(block, ()) if f.rule == "form.cost"]
        if len(told) > 1:
            return None
        if told and not _is_price(row):
            found.append(told[0])
    return found


def _is_price(row: IndicatorRow) -> bool:
    """A price per person or time, unless the actual value works it out: 5*4=20万元."""
    actual = row.actual_text or ""
    if "=" in actual or "＝" in actual:
        return False
    return any(mark in f"{row.level3 or ''}{row.target_text or ''}{actual}" for mark in ("/", "每", "人均", "单价", "标准"))


def _balance(ledger: Ledger) -> Iterator[Finding]:
    """收入总计 and 支出总计 of one sentence are equal: a 总计 holds what is carried over."""
    assert _BALANCED is not None
    for figures in ledger.by_block.values():
        for first, second in pairwise(figures):
            if not ((first.subject or "").endswith("收入总计") and (second.subject or "").endswith("支出总计")):
                continue
            between = ledger.between(first.anchor, second.anchor)
            if "。" in between or "change" in (first.measure, second.measure) or not _BALANCED.search(between):
                continue
            if abs(first.amount_yuan - second.amount_yuan) <= max(step_of(first), step_of(second)):
                continue
            yield finding(
                "sum_mismatch",
                "warning",
                second,
                f"收入总计{first.amount_text}与支出总计{second.amount_text}不相等：总计应含结转结余，两边相等",
                f"收入总计 {first.amount_text} and 支出总计 {second.amount_text} differ; both hold what is carried over and must be equal",
                stated=second.amount_text,
                expected=first.amount_text,
                against=(first.anchor,),
            )


def _units(ledger: Ledger) -> Iterator[Finding]:
    """An amount in 元 among amounts in 万元 that is told in 万元 elsewhere, or has to be for its paragraph to add up."""
    in_yuan = [f for f in ledger.figures if f.amount_text[-1:] == "元" and f.amount_text[-2:-1] not in MULTIPLES]
    bare = [f for f in in_yuan if f.source == "narrative" and f.rule not in NO_SUMS and 10 <= f.amount_yuan < 10000]
    among = [(figure, [f for f in ledger.by_block[figure.anchor.block][:MANY] if f is not figure]) for figure in bare]
    wanted = any(map(_are_in_wan, (beside for _, beside in among)))
    wide = {_digits(f): f for f in ledger.figures if f.amount_text.endswith("万元")} if wanted else {}
    for figure, beside in among:
        text = figure.amount_text
        proof = _proof(figure, beside, wide.get(_digits(figure)))
        if proof is not None:
            whole, zh, en = proof
            yield finding(
                "unit_suspect",
                "warning",
                figure,
                f"{text}与前后金额相差万倍，应为{text[:-1]}万元（{zh}）",
                f"{text} is off by 10,000 against its neighbours; {text[:-1]}万元 is {en}",
                stated=text,
                expected=f"{text[:-1]}万元",
                against=(whole.anchor,),
            )


def _proof(figure: BudgetFigure, beside: Sequence[BudgetFigure], other: BudgetFigure | None) -> tuple[BudgetFigure, str, str] | None:
    """What tells that 元 stands for 万元, and how it does; `other` has the same digits in 万元."""
    if part := _of_parts(figure, beside):
        return part, "与其中各部分之和相符", "what its parts come to"
    if not _are_in_wan(beside):
        return None
    if other is not None:
        return other, "别处如此", f"what {other.amount_text} needs"
    whole = _missing(figure, beside)
    return None if whole is None else (whole, f"与{whole.amount_text}相符", f"what {whole.amount_text} needs")


def _are_in_wan(beside: Sequence[BudgetFigure]) -> bool:
    return bool(beside) and all(unit_of(f) == 10000 for f in beside)


def _of_parts(figure: BudgetFigure, beside: Sequence[BudgetFigure]) -> BudgetFigure | None:
    """The last of two or more parts told of the amount, where they are in 万元 and make it if it is so, too."""
    parts = [f for f in beside if f.part_of == figure.key and f.anchor > figure.anchor and unit_of(f) == 10000]
    made = sum((f.amount_yuan for f in parts), Decimal(0))
    return parts[-1] if len(parts) > 1 and made == figure.amount_yuan * 10000 else None


def _missing(figure: BudgetFigure, beside: Sequence[BudgetFigure]) -> BudgetFigure | None:
    """The total before it that the amount, taken as 万元, makes together with two or more of the others."""
    if len(beside) > MOST:
        return None
    for whole in (f for f in reversed(beside) if f.anchor < figure.anchor):
        parts = [f for f in beside if f.anchor > whole.anchor and f.amount_yuan < whole.amount_yuan]
        sums = {(figure.amount_yuan * 10000, 0)}
        for part in parts:
            sums |= {(made + part.amount_yuan, count + 1) for made, count in sums}
        if any(count > 1 and made == whole.amount_yuan for made, count in sums):
            return whole
    return None


def _digits(figure: BudgetFigure) -> str:
    return figure.amount_text.replace(",", "").replace("，", "").rstrip("元万亿千百 ")
