"""Outlines of many provinces' styles: short reports of our own writing with the outline a reader would draw.

A file of `outlines/` holds a report (a line that starts with | is a table row, ⏎ a line end in a cell), a line of =====, and its
outline: indented by depth, * before an item, the number (- for none), the title.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import readers
from extractors.document import Builder, Document, Place, Section
from extractors.outline import outline

FILES = sorted((Path(__file__).parent / "outlines").glob("*.txt"))
RULE = "=====\n"


def document(text: str) -> Document:
    """The report as its reader would hand it on; rows of cells are set by hand."""
    if "\n|" not in text:
        return readers.read(text.encode(), "report.txt")
    builder, table, row = Builder(), None, 0
    for line in text.splitlines():
        if not line.startswith("|"):
            builder.add("paragraph", line)
            table = None
            continue
        table, row = (builder.table(), 0) if table is None else (table, row + 1)
        for col, cell in enumerate(line[1:].split("|")):
            builder.add("cell", cell.replace("⏎", "\n"), Place(table=table, row=row, col=col))
    return Document("report.txt", "txt", tuple(builder.blocks), "text")


def drawn(sections: tuple[Section, ...]) -> str:
    return "".join(f"{'  ' * (s.depth - 1)}{'*' * (s.kind == 'item')}{s.number or '-'} {s.title}\n" for s in sections)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_outline_is_the_one_a_reader_would_draw(path: Path) -> None:
    text, expected = path.read_text("utf-8").split(RULE)
    assert drawn(outline(document(text))) == expected


def test_at_least_ten_styles_are_tried() -> None:
    assert len(FILES) >= 10
