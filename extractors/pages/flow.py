"""The pages' lines and tables in reading order: paragraphs joined and tables continued over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Builder, Line, Place, Style
from extractors.pages.lines import TextLine, joined
from extractors.pages.margins import Sheet
from extractors.pages.prose import Column, columns, paragraphs
from extractors.pages.tables import Table, continued


@dataclass(slots=True)
class Flow:
    """What is open while pages go by: lines of prose or one table, and the margins passed since, which come after it."""

    builder: Builder
    column: dict[int, Column]
    lines: list[TextLine] = field(default_factory=list)
    table: Table | None = None
    margins: list[tuple[str, TextLine]] = field(default_factory=list)

    def take(self, item: TextLine | Table) -> None:
        if isinstance(item, TextLine):
            if self.table is not None:
                self.close()
            self.lines.append(item)
        elif self.table is None or self.table.last_page == item.page or not continued(self.table, item):
            self.close()
            self.table = item

    def close(self) -> None:
        if self.table is not None:
            add_table(self.builder, self.table)
        for lines in paragraphs(self.lines, self.column):
            add_paragraph(self.builder, lines, self.column)
        for kind, line in self.margins:
            passage = joined([line])
            self.builder.add(kind, passage.text, Place(line.page, tuple(passage.places())))
        self.table, self.lines, self.margins = None, [], []


def flow(sheets: Sequence[Sheet], builder: Builder) -> None:
    """Every block of the document, in order."""
    open_things = Flow(builder, columns(sheets))
    for sheet in sheets:
        open_things.margins.extend(("header", line) for line in sheet.header)
        items: list[TextLine | Table] = [*sheet.lines, *sheet.tables]
        for item in sorted(items, key=lambda item: item.top):
            open_things.take(item)
        open_things.margins.extend(("footer", line) for line in sheet.footer)
    open_things.close()


def add_paragraph(builder: Builder, lines: Sequence[TextLine], column: dict[int, Column]) -> None:
    first, passage = lines[0], joined(lines)
    centred = len(lines) == 1 and column[first.page].centred(first)
    style = Style(bold=_bold(lines), size=round(first.size, 1), centred=centred)
    builder.add("paragraph", passage.text, Place(first.page, tuple(passage.places())), style, _confidence(lines))


def add_table(builder: Builder, table: Table) -> None:
    number = builder.table()
    for cell in table.cells:
        text, places = "", list[Line]()
        for lines in cell.paragraphs:
            passage = joined(lines)
            text += "\n" if text else ""
            places.extend(passage.places(len(text)))
            text += passage.text
        page = places[0].page if places else table.page
        printed = [line for lines in cell.paragraphs for line in lines]
        style = Style(bold=_bold(printed), size=round(printed[0].size, 1)) if printed else Style()
        where = Place(page, tuple(places), number, cell.row, cell.col, cell.rows, cell.cols)
        builder.add("cell", text, where, style, _confidence(printed))


def _bold(lines: Sequence[TextLine]) -> bool | None:
    """OCR does not tell."""
    return all(line.bold for line in lines) if lines[0].confidence is None else None


def _confidence(lines: Sequence[TextLine]) -> float | None:
    return min((line.confidence for line in lines if line.confidence is not None), default=None)
