"""What joins the facts the extractors found, made once above the tables: repeats, parts, the figures a rate follows from, owners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from extractors.links.claims import owners
from extractors.links.figures import figures_joined
from extractors.links.rates import rates_joined
from extractors.read import Read
from extractors.row import Fact
from extractors.tables import mentions
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.projects import ProjectRow
from extractors.tables.rates import RateRow

Row = TypeVar("Row", bound=Fact)
__all__ = ["joined"]


def joined(read: Read, facts: dict[str, list[Fact]]) -> dict[str, list[Fact]]:
    """The facts with what links them, and every mention with the one that owns it."""
    projects, figures, rates = _of(ProjectRow, facts["projects"]), _of(BudgetFigure, facts["budget_figures"]), _of(RateRow, facts["rates"])
    figures = figures_joined(read.told, projects, figures)
    figures, rates = rates_joined(read.told, figures, rates)
    found = facts | {"budget_figures": list(figures), "rates": list(rates)}
    return found | {"mentions": list(mentions.extract(read, owners(read.mentions, found)))}


def _of(kind: type[Row], facts: Sequence[Fact]) -> list[Row]:
    return [fact for fact in facts if isinstance(fact, kind)]
