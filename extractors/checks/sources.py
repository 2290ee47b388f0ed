"""A sentence that lists all that a project's money comes from (资金来源为中央补助80万元和自筹18万元), against the project's budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding, in_unit_of, span_of, step_of, unit_of
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.projects import ProjectRow
from patterns.loader import asked

NEAR = Decimal("0.1")  # of the budget: further off, the sources are of something else
PLANNED = ("budget", "initial_budget")
_SOURCES = asked("checks")["sources_are"]


def check(ledger: Ledger) -> Iterator[Finding]:
    projects = {project.key: project for project in ledger.projects}
    for order, figures in ledger.by_block.items():
        text = ledger.read.document.blocks[order].text
        named = _SOURCES.search(text) if "来源" in text and len(figures) > 1 else None
        if named is None:
            continue
        end = text.find("。", named.end())
        own = [f for f in figures if f.anchor.start >= named.end() and (f.anchor.start < end or end < 0)]
        project = projects.get(own[0].project_id or "") if own else None
        if project is not None and _are_sources(own):
            yield from _against_budget(ledger, project, own)


def _are_sources(own: list[BudgetFigure]) -> bool:
    """Each from somewhere else, all of one project and all planned."""
    sources = {f.fund_source for f in own}
    alike = len({(f.project_id, f.year, unit_of(f)) for f in own}) == 1 and all(f.measure in PLANNED for f in own)
    return alike and 1 < len(own) == len(sources) and not sources & {None, "total"}


def _against_budget(ledger: Ledger, project: ProjectRow, own: list[BudgetFigure]) -> Iterator[Finding]:
    """The budget is told elsewhere, by one amount, and near what the sources make."""
    at = span_of(project, "budget")
    whole = None if at is None else ledger.by_anchor.get(at)
    if whole is None or whole.anchor.block == own[0].anchor.block or whole.year != own[0].year or unit_of(whole) != unit_of(own[0]):
        return
    planned = {f.amount_yuan for f in ledger.by_project.get(project.key, ()) if f.measure in PLANNED and f not in own}
    made = sum((f.amount_yuan for f in own), Decimal(0))
    off = abs(made - whole.amount_yuan)
    if planned != {whole.amount_yuan} or off <= max(map(step_of, (whole, *own))) or off > whole.amount_yuan * NEAR:
        return
    told = "+".join(f.amount_text for f in own)
    yield finding(
        "sum_mismatch",
        "warning",
        whole,
        f"预算{whole.amount_text}，而资金来源{told}={in_unit_of(made, whole)}",
        f"The budget is {whole.amount_text}, but its sources {told} = {in_unit_of(made, whole)}",
        stated=whole.amount_text,
        expected=in_unit_of(made, whole),
        project=project.key,
        parts=[f.anchor for f in own],
    )
