"""Running text in which marks end cells and rows (Word 97, RTF), put into blocks: paragraphs, and tables on their full grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.document import PLAIN, Builder, Place, Style
from extractors.word.rows import Bounds, spots

DEEPEST = 30  # tables within tables: no report comes near, a hostile file may ask for thousands
_CELL = 1440  # the width of a cell whose row does not define it


@dataclass(slots=True)
class Content:
    """What stands in one cell: its paragraphs, and the tables inside it."""

    lines: list[str] = field(default_factory=list)
    inner: list[Rows] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not self.inner and not any(self.lines)


@dataclass(slots=True)
class Rows:
    """A table that is being read: finished rows, and the cells of the one that is not."""

    rows: list[tuple[list[Content], Sequence[Bounds]]] = field(default_factory=list)
    cells: list[Content] = field(default_factory=list)
    open: Content | None = None

    def content(self) -> Content:
        self.open = self.open or Content()
        return self.open

    def end_cell(self) -> None:
        self.cells.append(self.content())
        self.open = None

    def end_row(self, bounds: Sequence[Bounds], kept: bool = True) -> None:
        if self.open is not None:
            self.end_cell()
        while 0 < len(bounds) < len(self.cells) and self.cells[-1].blank:  # LibreOffice writes more marks than cells
            self.cells.pop()
        if self.cells and kept:
            self.rows.append((self.cells, _fitting(bounds, len(self.cells))))
        self.cells = []


class Flow:
    """Takes paragraphs and marks in their order; `depth` is how many tables deep they stand."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._tables: list[Rows] = []
        self._notes: list[str] = []

    def paragraph(self, depth: int, text: str, style: Style = PLAIN) -> None:
        self.leave(depth)
        if self._tables:
            self._tables[-1].content().lines.append(text)
        elif text.strip():
            self._builder.add("paragraph", text, style=style)

    def note(self, text: str) -> None:
        """A note follows the paragraph or the table that cites it."""
        if text:
            self._notes.append(text)
        if not self._tables:
            self._tell_notes()

    def cell(self, depth: int) -> None:
        self.leave(depth)
        if self._tables:
            self._tables[-1].end_cell()

    def row(self, depth: int, bounds: Sequence[Bounds], kept: bool = True) -> None:
        self.leave(depth)
        if self._tables:
            self._tables[-1].end_row(bounds, kept)

    def leave(self, depth: int = 0) -> None:
        """End the tables deeper than that, begin those not yet begun."""
        if len(self._tables) == depth:
            return
        depth = min(max(depth, 0), DEEPEST)
        while len(self._tables) > depth:
            self._end_table()
        while len(self._tables) < depth:
            self._tables.append(Rows())

    def _end_table(self) -> None:
        table = self._tables.pop()
        table.end_row(())
        if not table.rows:
            return
        if self._tables:
            self._tables[-1].content().inner.append(table)
        else:
            for text, place in self._cells(table):
                self._builder.add("cell", text, place)
            self._tell_notes()

    def _tell_notes(self) -> None:
        for text in self._notes:
            self._builder.add("note", text)
        self._notes.clear()

    def _cells(self, table: Rows) -> Iterator[tuple[str, Place]]:
        """The cells in reading order; a table inside a cell follows it."""
        number = self._builder.table()
        for spot in spots([bounds for _, bounds in table.rows]):
            content = table.rows[spot.row][0][spot.index]
            yield "\n".join(content.lines), Place(None, (), number, spot.row, spot.col, spot.rows, spot.cols)
            for inner in content.inner:
                yield from self._cells(inner)


def _fitting(bounds: Sequence[Bounds], count: int) -> Sequence[Bounds]:
    """One definition for every cell there is, whatever the row defined."""
    if len(bounds) == count:
        return bounds
    kept = list(bounds[:count])
    while len(kept) < count:
        left = kept[-1].right if kept else 0
        kept.append(Bounds(left, left + _CELL))
    return kept
