"""What joins the facts the extractors found, made once above the tables: repeats, parts, the figures a rate follows from, owners."""

from __future__ import annotations

from extractors.links.claims import owners
from extractors.links.figures import figures_joined
from extractors.links.rates import rates_joined
from extractors.read import Read
from extractors.row import Fact
from extractors.tables import mentions, of_table
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.projects import ProjectRow
from extractors.tables.rates import RateRow

__all__ = ["joined"]


def joined(read: Read, facts: dict[str, list[Fact]]) -> dict[str, list[Fact]]:
    """The facts with what links them, and every mention with the one that owns it."""
    projects, figures, rates = of_table(ProjectRow, facts), of_table(BudgetFigure, facts), of_table(RateRow, facts)
    linked_figures, linked_rates = rates_joined(read.told, figures_joined(read.told, projects, figures), rates, read.document)
    found: dict[str, list[Fact]] = facts | {"budget_figures": [*linked_figures], "rates": [*linked_rates]}
    return found | {"mentions": list(mentions.extract(read, owners(read.mentions, found)))}
