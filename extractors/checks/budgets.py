"""Spending against its budget: of a project, of a row of its form, of a cost indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.checks.ledger import Ledger, finding, percent, span_of, step_of
from extractors.document import Span
from extractors.numbers.units import money_unit
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.indicators import IndicatorRow
from extractors.tables.projects import ProjectRow

LATER = ("added", "opening_balance", "received")  # money that may be spent beyond the budget

Headline = tuple[ProjectRow, Span | None, BudgetFigure, BudgetFigure]  # a project, its printed rate, its budget and its spending


def check(ledger: Ledger, told: Sequence[Headline]) -> Iterator[Finding]:
    yield from _over_budget(ledger, told)
    yield from _costs(ledger)


def headlines(ledger: Ledger) -> Iterator[Headline]:
    """The projects of whose budget and spending one figure each is told."""
    for project in ledger.projects:
        if project.budget_yuan is not None and project.executed_yuan is not None:
            at = {name: span for name, span, _ in project.evidence}
            base, part = ledger.by_anchor.get(at["budget"]), ledger.by_anchor.get(at["executed"])
            if base is not None and part is not None:
                yield project, at.get("stated_rate"), base, part


def _over_budget(ledger: Ledger, told: Sequence[Headline]) -> Iterator[Finding]:
    """More spent than the full-year budget of the same project, or of the same row of its form."""
    for project, _, base, part in told:
        if base.measure != "budget" or part.rule == "form.funds" or part.amount_yuan <= base.amount_yuan:
            continue
        if not any(f.measure in LATER for f in ledger.by_project.get(project.key, ())) and not _has_a_base(ledger, part):
            yield from _over(base, part, project.key)
    for facts, rows in ledger.fund_tables():
        for row in rows:
            plan, spent = row.cells.get("budget"), row.cells.get("executed")
            if plan is not None and spent is not None:
                yield from _over(plan, spent, ledger.read.project_key(facts.project))


def _has_a_base(ledger: Ledger, part: BudgetFigure) -> bool:
    """项目总投资3.2亿元，累计完成2.56亿元: what was spent is measured beside it, not by the year's budget."""
    beside = ledger.by_block.get(part.anchor.block, ())
    return any(f.measure in ("budget", "initial_budget", "contract") and f.amount_yuan >= part.amount_yuan for f in beside)


def _over(base: BudgetFigure, part: BudgetFigure, project: str | None) -> Iterator[Finding]:
    if part.amount_yuan <= base.amount_yuan or base.amount_yuan <= 0:
        return
    if part.amount_yuan <= base.amount_yuan + max(step_of(base), step_of(part)):
        return
    share = percent(part.amount_yuan / base.amount_yuan)
    yield finding(
        "over_budget",
        "warning",
        part,
        f"支出{part.amount_text}超过预算{base.amount_text}（{share}）",
        f"Spending of {part.amount_text} exceeds the budget of {base.amount_text} ({share})",
        stated=part.amount_text,
        expected=f"≤{base.amount_text}",
        project=project,
        against=(base.anchor,),
    )


def _costs(ledger: Ledger) -> Iterator[Finding]:
    """Cost indicators of a form that cost more than their target and give no reason: one finding a project."""
    over: dict[str | None, list[IndicatorRow]] = {}
    for row in ledger.indicators:
        if row.aspect == "cost" and row.source == "table" and not row.reason and _costs_more(row):
            over.setdefault(row.project_id, []).append(row)
    for project, rows in over.items():
        told = [(str(row.actual_text), str(row.target_text)) for row in rows]
        first = span_of(rows[0], "actual") or rows[0].anchor
        yield finding(
            "over_budget",
            "warning",
            first,
            f"成本指标超出指标值且未说明原因：{'；'.join(f'{actual}（指标值{target}）' for actual, target in told)}",
            f"Cost indicators exceed their targets and no reason is given: {'; '.join(f'{a} (target {t})' for a, t in told)}",
            stated=told[0][0],
            expected=f"≤{told[0][1]}",
            project=project,
            against=[s for row in rows if (s := span_of(row, "target"))],
            parts=[s for row in rows[1:] if (s := span_of(row, "actual"))],
        )


def _costs_more(row: IndicatorRow) -> bool:
    """Only whole amounts of one unit: a price per person is no budget, and more savings are welcome."""
    target, actual = row.target_value, row.actual_value
    if target is None or actual is None or row.target_upper is not None or row.target_op not in ("=", "<", "<="):
        return False
    if row.target_unit != row.actual_unit or (row.target_unit is not None and money_unit(row.target_unit) is None):
        return False
    words = f"{row.level3 or ''}{row.target_text}{row.actual_text}"
    return actual > target and not any(word in words for word in ("/", "每", "率", "节约", "比例", "人均"))
