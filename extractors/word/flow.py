"""Running text in which marks end cells and rows (Word 97, RTF), put into blocks: paragraphs, and tables on their full grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.document import PLAIN, Builder, Place, Style
from extractors.word.rows import Bounds, spots

DEEPEST = 30  # tables within tables: no report comes near, a hostile file may ask for thousands
_placed = lru_cache(8192)(Place)  # the grids of reports are alike: row 3, column 2 stands in all of them
_CELL = 1440  # the width of a cell whose row does not define it


@dataclass(slots=True)
class Row:
    """A finished row: what its cells say, how it defines them, and the tables that stand in them."""

    cells: list[str]
    bounds: Sequence[Bounds]
    inner: dict[int, list[Rows]]


@dataclass(slots=True)
class Rows:
    """A table that is being read: finished rows, the cells of the one that is not, and the `lines` of the cell that is not."""

    rows: list[Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    inner: dict[int, list[Rows]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def hold(self, table: Rows) -> None:
        """A table inside the cell that is being read."""
        self.inner.setdefault(len(self.cells), []).append(table)

    def end_cell(self, text: str | None = None) -> None:
        """The cell is over; `text` is its last line, where that is still to come."""
        if self.lines:
            text = "\n".join(self.lines if text is None else (*self.lines, text))
            self.lines = []
        self.cells.append(text or "")

    def end_row(self, bounds: Sequence[Bounds], kept: bool = True) -> None:
        cells, inner = self.cells, self.inner
        if self.lines or len(cells) in inner:
            self.end_cell()
        while 0 < len(bounds) < len(cells) and len(cells) - 1 not in inner and not cells[-1].strip("\n"):
            cells.pop()  # LibreOffice writes more marks than cells
        if cells and kept:
            self.rows.append(Row(cells, _fitting(bounds, len(cells)), inner))
        self.cells, self.inner = [], {}


class Flow:
    """Takes paragraphs and marks in their order; `depth` is how many tables deep they stand."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._tables: list[Rows] = []
        self._notes: list[str] = []

    def paragraph(self, depth: int, text: str, style: Style = PLAIN) -> None:
        if len(self._tables) != depth:
            self.leave(depth)
        if self._tables:
            self._tables[-1].lines.append(text)
        elif text.strip():
            self._builder.add("paragraph", text, style=style)

    def note(self, text: str) -> None:
        """A note follows the paragraph or the table that cites it."""
        if text:
            self._notes.append(text)
        if not self._tables:
            self._tell_notes()

    def cell(self, depth: int, text: str | None = None) -> None:
        """A cell ends; `text` is its last paragraph, where that was not told before."""
        if len(self._tables) != depth:
            self.leave(depth)
        if self._tables:
            self._tables[-1].end_cell(text)

    def row(self, depth: int, bounds: Sequence[Bounds], kept: bool = True) -> None:
        self.leave(depth)
        if self._tables:
            self._tables[-1].end_row(bounds, kept)

    def leave(self, depth: int = 0) -> None:
        """End the tables deeper than that, begin those not yet begun."""
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
            self._tables[-1].hold(table)
        else:
            self._tell(table)
            self._tell_notes()

    def _tell_notes(self) -> None:
        for text in self._notes:
            self._builder.add("note", text)
        self._notes.clear()

    def _tell(self, table: Rows) -> None:
        """The cells in reading order; a table inside a cell follows it."""
        add, number, rows = self._builder.add, self._builder.table(), table.rows
        for spot in spots([row.bounds for row in rows]):
            row = rows[spot.row]
            add("cell", row.cells[spot.index], _placed(None, (), number, spot.row, spot.col, spot.rows, spot.cols))
            for inner in row.inner.get(spot.index, ()):
                self._tell(inner)


def _fitting(bounds: Sequence[Bounds], count: int) -> Sequence[Bounds]:
    """One definition for every cell there is, whatever the row defined."""
    if len(bounds) == count:
        return bounds
    kept = list(bounds[:count])
    while len(kept) < count:
        left = kept[-1].right if kept else 0
        kept.append(Bounds(left, left + _CELL))
    return kept
