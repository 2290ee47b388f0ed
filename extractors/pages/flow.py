"""The pages' lines and tables in reading order: paragraphs joined and tables continued over page breaks.

Pages come in and blocks go out: what is held of the pages is a window of them and what is open at its end, however long the report is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from extractors.document import Builder, Place, Style
from extractors.pages.lines import TextLine, joined, surety, weight
from extractors.pages.margins import Margins, Sheet
from extractors.pages.prose import Column, Sides, begins_paragraph, columns
from extractors.pages.tables import Table, continued

# So many pages tell what runs along their edges and how wide their prose is; together with those before, where there are more.
WINDOW = 50


@dataclass(slots=True)
class Flow:
    """What is open while pages go by: one paragraph or one table, and the margins passed since, which come after it."""

    builder: Builder
    column: dict[int, Column] = field(default_factory=dict)
    widest: dict[int, Sides] = field(default_factory=dict)
    lines: list[TextLine] = field(default_factory=list)
    table: Table | None = None
    margins: list[tuple[str, str, Place]] = field(default_factory=list)

    def pages(self, sheets: Sequence[Sheet]) -> None:
        open_still = {line.page for line in self.lines}
        self.column = {page: column for page, column in self.column.items() if page in open_still} | columns(sheets, self.widest)
        for sheet in sheets:
            self.pass_margins("header", sheet.header)
            items: list[TextLine | Table] = [*sheet.lines, *sheet.tables]
            for item in sorted(items, key=_top):
                self.take(item)
            self.pass_margins("footer", sheet.footer)

    def pass_margins(self, kind: str, lines: Iterable[TextLine]) -> None:
        for line in lines:
            passage = joined([line])
            self.margins.append((kind, passage.text, Place(line.page, tuple(passage.places()))))

    def take(self, item: TextLine | Table) -> None:
        if isinstance(item, TextLine):
            if self.table is not None:
                self.close()
            elif self.lines and begins_paragraph(self.lines, item, self.column):
                self.close_paragraph()
            self.lines.append(item)
        elif self.table is None or self.table.last_page == item.page or not continued(self.table, item):
            self.close()
            self.table = item

    def close_paragraph(self) -> None:
        if self.lines:
            add_paragraph(self.builder, self.lines, self.column)
            self.lines = []

    def close(self) -> None:
        if self.table is not None:
            add_table(self.builder, self.table)
            self.table = None
        self.close_paragraph()
        for margin in self.margins:
            self.builder.add(*margin)
        self.margins = []


def _top(item: TextLine | Table) -> float:
    return item.top


def flow(sheets: Iterable[Sheet], builder: Builder) -> None:
    """Every block of the document, in order; pages are asked for as they are needed."""
    open_things, margins, coming = Flow(builder), Margins(), iter(sheets)
    while window := list(islice(coming, WINDOW)):
        margins.set_apart(window)
        open_things.pages(window)
    open_things.close()


def add_paragraph(builder: Builder, lines: Sequence[TextLine], column: dict[int, Column]) -> None:
    first, passage = lines[0], joined(lines)
    centred = len(lines) == 1 and column[first.page].centred(first)
    style = _style(weight(lines), round(first.size, 1), centred)
    builder.add("paragraph", passage.text, Place(first.page, tuple(passage.places())), style, surety(lines))


def add_table(builder: Builder, table: Table) -> None:
    number = builder.table()
    for cell in table.leave():
        told = cell.settled()
        page = told.places[0].page if told.places else table.page
        where = Place(page, told.places, number, cell.row, cell.col, cell.rows, cell.cols)
        builder.add("cell", told.text, where, _style(told.bold, told.size), told.confidence)


@lru_cache(maxsize=256)
def _style(bold: bool | None, size: float | None, centred: bool | None = None) -> Style:
    """A report is printed in a handful of styles."""
    return Style(bold=bold, size=size, centred=centred)
