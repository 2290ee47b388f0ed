"""What an analyst sums over the views is what the report prints: no figure counts twice, no part beside its total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, rows_of

TOTALS = {"budget_yuan": ("budget", "initial_budget"), "executed_yuan": ("executed",)}


def summed(rows: Mapping[str, list[dict[str, Any]]], project: str, measure: str) -> Decimal:
    """sum(amount_yuan) over v_figures where part_of is null."""
    told = (f for f in rows["budget_figures"] if f["repeat_of"] is None and f["part_of"] is None)
    return sum((f["amount_yuan"] for f in told if f["project_id"] == project and f["measure"] == measure), Decimal(0))


def printed(sample: Path) -> Iterator[tuple[str, str, Decimal, list[Decimal]]]:
    rows = rows_of(sample)
    for project in rows.get("projects", ()):
        for column, measures in TOTALS.items():
            if project[column] is not None:
                yield project["name"], column, project[column], [summed(rows, project["project_id"], measure) for measure in measures]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_figures_of_a_project_sum_up_to_its_printed_total(sample: Path) -> None:
    for name, column, total, sums in printed(sample):
        assert total in sums, (name, column, total, sums)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_link_leads_to_a_figure_that_leads_nowhere_else(sample: Path) -> None:
    figures = {f["figure_id"]: f for f in rows_of(sample)["budget_figures"]}
    for figure in figures.values():
        if figure["repeat_of"] is not None:
            assert figures[figure["repeat_of"]]["repeat_of"] is None
            assert figure["part_of"] is None
        if figure["part_of"] is not None:
            assert figures[figure["part_of"]]["repeat_of"] is None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_execution_rate_agrees_with_the_figures_it_is_linked_to(sample: Path) -> None:
    for rate in rows_of(sample)["rates"]:
        if rate["kind"] == "execution" and rate["budget_figure_id"] is not None:
            assert rate["consistent"], rate["quote"]
