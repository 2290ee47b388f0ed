"""Every family of evaluation forms is read whole: all rows of all tables, each field as printed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from form_notation import TABLES, document, filled_up, flattened, piped, rows, run_on, shown, spaced, stacked, table

from extractors import readers
from extractors.document import Document, grids
from extractors.forms import unmatched

HERE = Path(__file__).parent / "forms"
FAMILIES = sorted(HERE.glob("*.toml"))


def family(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def check_rows(told: dict[str, Any], source: Document) -> None:
    found = rows(source)
    names = {fact.key: fact.name for fact in found["projects"]}  # type: ignore[attr-defined]
    if told.get("nothing"):
        assert not any(found.values())
        return
    for name in TABLES:
        columns, wanted = table(told[name])
        assert shown(found[name], columns, names) == wanted, name


@pytest.mark.parametrize("path", FAMILIES, ids=lambda p: p.stem)
def test_a_form_gives_exactly_its_rows(path: Path) -> None:
    told = family(path)
    check_rows(told, document(told["page"]))


@pytest.mark.parametrize("path", FAMILIES, ids=lambda p: p.stem)
def test_a_form_whose_spans_were_lost_gives_the_same_rows(path: Path) -> None:
    told = family(path)
    check_rows(told, readers.read(flattened(told["page"]).encode(), "form.txt"))


@pytest.mark.parametrize("path", FAMILIES, ids=lambda p: p.stem)
def test_a_form_whose_cells_are_parted_by_pipes_gives_the_same_rows(path: Path) -> None:
    told = family(path)
    check_rows(told, readers.read(piped(told["page"]).encode(), "form.txt"))


@pytest.mark.parametrize("printed", [filled_up, spaced, run_on, stacked])
@pytest.mark.parametrize("path", FAMILIES, ids=lambda p: p.stem)
def test_a_form_whose_blank_cells_were_dropped_gives_no_other_row(path: Path, printed: Callable[[str], str]) -> None:
    told = family(path)
    found = rows(readers.read(printed(told["page"]).encode(), "form.txt"))
    names = {fact.key: fact.name for fact in found["projects"]}  # type: ignore[attr-defined]
    for name in ("budget_figures", "rates", "indicators") if not told.get("nothing") else ():
        columns, wanted = table(told[name])
        assert not [row for row in _plain(shown(found[name], columns, names)) if row not in _plain(wanted)], name


def _plain(told: list[list[str]]) -> list[list[str]]:
    """However the lines of a cell are parted."""
    return [["".join(cell.split()) for cell in row] for row in told]


@pytest.mark.parametrize("path", FAMILIES, ids=lambda p: p.stem)
def test_words_nobody_knows_are_named(path: Path) -> None:
    told = family(path)
    source = document(told["page"])
    found = [[file, source.text(span)] for file, span in unmatched(source, grids(source.blocks))]
    assert found == told.get("unmatched", [])


@pytest.mark.parametrize("path", FAMILIES, ids=lambda p: p.stem)
def test_every_field_stands_where_its_evidence_says(path: Path) -> None:
    source = document(family(path)["page"])
    for facts in rows(source).values():
        for fact in facts:
            for place in (fact.anchor, *(item.span for item in fact.evidence)):
                assert source.text(place).strip()
