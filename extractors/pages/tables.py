"""Grids filled with their text, and tables put together again where a page break cut them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile
from typing import NamedTuple

from extractors.document import Line
from extractors.pages.grid import NEAR, Cell, RuledGrid
from extractors.pages.lines import TextLine, ends, joined, paragraphs, room, surety, text_lines, weight
from extractors.pages.runs import Box, Run
from patterns.loader import load

_MARK = re.compile(r"[（(]\s*[0-9０-９.]{1,4}\s*分\s*[）)]")  # the full mark below a label


class Told(NamedTuple):
    """What a cell says once nothing can be added to it: all that its block needs, without the lines it was printed in."""

    text: str
    places: tuple[Line, ...]
    bold: bool | None = None
    size: float | None = None
    confidence: float | None = None


NOTHING = Told("", ())


@dataclass(slots=True, eq=False)
class TableCell:
    """A cell and its paragraphs; `box` is where it stands on the page it was last printed on."""

    row: int
    col: int
    rows: int
    cols: int
    box: Box
    paragraphs: list[list[TextLine]] = field(default_factory=list)
    told: Told | None = None

    @property
    def text(self) -> str:
        return self.told.text if self.told is not None else "\n".join(joined(lines).text for lines in self.paragraphs)

    def settled(self) -> Told:
        """Tells what the cell says and lets its lines go."""
        if self.told is None:
            self.told, self.paragraphs = _told(self.paragraphs) if self.paragraphs else NOTHING, []
        return self.told

    def takes(self, more: TableCell) -> None:
        """The rest of this cell's text, from the next page."""
        if self.flows_into(more):
            self.paragraphs[-1] = self.paragraphs[-1] + more.paragraphs[0]
            self.paragraphs.extend(more.paragraphs[1:])
        else:
            self.paragraphs.extend(more.paragraphs)
        self.box = more.box

    def flows_into(self, more: TableCell) -> bool:
        """Whether the last line here is full, so that the text there goes on with it."""
        if not self.paragraphs or not more.paragraphs:
            return False
        lines = [line for lines in self.paragraphs for line in lines]
        return not ends(lines[-1], more.paragraphs[0][0], room(lines, self.box[0], self.box[2]))

    def is_cut_before(self, more: TableCell) -> bool:
        """Whether a page break cut the text: it fills the cell to the bottom here and goes on from the top there."""
        return self.flows_into(more) and self.meets(more)

    def meets(self, more: TableCell) -> bool:
        if not self.paragraphs or not more.paragraphs:
            return False
        last, first = self.paragraphs[-1][-1], more.paragraphs[0][0]
        return self.box[3] - last.bottom < 1.2 * last.size and first.top - more.box[1] < 1.2 * first.size


def _told(paragraphs: list[list[TextLine]]) -> Told:
    passage = joined(paragraphs[0])
    text, places, printed = passage.text, list(passage.places()), paragraphs[0]
    for lines in paragraphs[1:]:
        passage = joined(lines)
        places.extend(passage.places(len(text) + 1))
        text, printed = f"{text}\n{passage.text}", printed + lines
    return Told(text, tuple(places), weight(printed), round(printed[0].size, 1), surety(printed))


@dataclass(slots=True, eq=False)
class Table:
    """`xs` are the column sides relative to `left`; `top` and `bottom` where it stands on its first and last page.
    `done` are the cells of the pages before that do not reach the last row, so that nothing on the next page adds to them."""

    page: int
    last_page: int
    left: float
    xs: tuple[float, ...]
    top: float
    bottom: float
    height: int
    cells: list[TableCell]
    done: list[TableCell] = field(default_factory=list)

    def row(self, n: int) -> list[TableCell]:
        """(The first rows are asked for, page after page.)"""
        before = takewhile(lambda cell: cell.row <= n, self.done)
        return [cell for cell in chain(before, self.cells) if cell.row == n]

    def leave(self) -> Iterator[TableCell]:
        """Every cell in reading order, for good: a table of hundreds of pages is never held beside its blocks."""
        cells = sorted(self.done + self.cells, key=_position, reverse=True)
        self.done, self.cells = [], []
        while cells:
            yield cells.pop()

    @property
    def empty(self) -> bool:
        return not any(cell.paragraphs for cell in self.cells)


def _position(cell: TableCell) -> tuple[int, int]:
    return cell.row, cell.col


def filled(grid: RuledGrid, runs: Iterable[Run], page: int) -> Table:
    """A grid with the runs that stand on it; a run that crosses a line between two cells is cut there."""
    inside: dict[int, list[Run]] = {}
    for run in runs:
        first, last = grid.at(run.x0 + run.size * 0.4, run.middle), grid.at(run.x1 - run.size * 0.4, run.middle)
        if first == last or run.x1 - run.x0 < run.size:
            inside.setdefault(first if first == last else grid.at((run.x0 + run.x1) / 2, run.middle), []).append(run)
            continue
        for piece in _pieces(grid, run):
            inside.setdefault(grid.at((piece.x0 + piece.x1) / 2, piece.middle), []).append(piece)
    cells = [_cell(grid, cell, inside.get(n), page) for n, cell in enumerate(grid.cells)]
    return Table(page, page, grid.xs[0], tuple(x - grid.xs[0] for x in grid.xs), grid.ys[0], grid.ys[-1], len(grid.ys) - 1, cells)


def _cell(grid: RuledGrid, cell: Cell, runs: list[Run] | None, page: int) -> TableCell:
    box = grid.box(cell)
    told = paragraphs(text_lines(runs, page), box[0], box[2]) if runs else []
    return TableCell(cell.row, cell.col, cell.rows, cell.cols, box, told)


def _pieces(grid: RuledGrid, run: Run) -> Iterable[Run]:
    """A run cut wherever it passes into another cell."""
    start, cell = 0, grid.at(run.x0 + run.size * 0.4, run.middle)
    ends = [*run.edges[1:], run.x1]
    for n, (left, right) in enumerate(zip(run.edges, ends, strict=True)):
        here = grid.at((left + right) / 2, run.middle)
        if here != cell and n > start:
            before, run = run.cut(n - start)
            yield before
            start = n
        cell = here
    yield run


def continued(table: Table, more: Table) -> bool:
    """Puts `more`, the first thing on the next page, under `table` if it is the same table; tells whether it was."""
    columns = _columns(table.xs, more.xs)
    if columns is None or _begins_anew(table, more):
        return False
    xs, old, new = columns
    _project(table, xs, old)
    _project(more, xs, new)
    if not more.empty:
        _append(table, _without(more, _repeated(table, more)))
    table.last_page, table.bottom = more.last_page, more.bottom
    return True


def _columns(xs: tuple[float, ...], more: tuple[float, ...]) -> tuple[tuple[float, ...], list[int], list[int]] | None:
    """The columns of both pages and where each page's own lie among them; None where they differ.

    A page shows only the lines its rows need, so one may have fewer of the other's columns, but no foreign ones."""
    near = 0.05 * xs[-1] if len(xs) == len(more) else 2 * NEAR
    long, short = (xs, more) if len(xs) >= len(more) else (more, xs)
    if abs(xs[-1] - more[-1]) > 2 * near:
        return None
    index: list[int] = []
    for x in short:
        n = min(range(len(long)), key=lambda n: abs(long[n] - x))
        if abs(long[n] - x) > near or (index and n <= index[-1]):
            return None
        index.append(n)
    whole = list(range(len(long)))
    return (long, whole, index) if long is xs else (long, index, whole)


def _project(table: Table, xs: tuple[float, ...], index: list[int]) -> None:
    if len(index) < len(xs):
        for cell in chain(table.done, table.cells):
            left, right = index[cell.col], index[cell.col + cell.cols]
            cell.col, cell.cols = left, right - left
    table.xs = xs


def _begins_anew(table: Table, more: Table) -> bool:
    """A title inside the grid, printed again, opens the next form of its kind."""
    first, again = table.row(0), more.row(0)
    return len(first) == 1 == len(again) and bool(first[0].text) and first[0].text == again[0].text


def _repeated(table: Table, more: Table) -> int:
    """How many header rows the next page prints again."""
    count = 0
    while count < min(table.height, more.height) and _same(table.row(count), more.row(count)):
        count += 1
    # A cell that reaches below the rows told again belongs to what follows.
    while count and any(cell.row + cell.rows > count for n in range(count) for cell in more.row(n)):
        count -= 1
    return count


def _same(row: list[TableCell], other: list[TableCell]) -> bool:
    words = [(cell.col, cell.cols, "".join(cell.text.split())) for cell in row]
    return any(text for _, _, text in words) and words == [(cell.col, cell.cols, "".join(cell.text.split())) for cell in other]


def _without(table: Table, rows: int) -> Table:
    for cell in table.cells:
        cell.row -= rows
    return replace(table, height=table.height - rows, cells=[cell for cell in table.cells if cell.row >= 0])


def _append(table: Table, more: Table) -> None:
    last = {(cell.col, cell.cols): cell for cell in table.cells if cell.row + cell.rows == table.height}
    split = _row_is_cut(last, more.row(0))
    labels = _carried(last, more.row(0))
    below = table.height - (1 if split else 0)
    for cell in more.cells:
        above = last.get((cell.col, cell.cols)) if cell.row == 0 else None
        cut = above is not None and (_is_torn_label(above, cell) or (cell.rows > 1 and above.is_cut_before(cell)))
        if above is not None and (split or cell in labels or cut):
            above.takes(cell)
            above.rows += cell.rows - (1 if split else 0)
        else:
            cell.row += below
            table.cells.append(cell)
    table.height = below + more.height
    _settle(table)


def _settle(table: Table) -> None:
    """Sets the cells apart that end above the last row."""
    open_still = [cell for cell in table.cells if cell.row + cell.rows == table.height]
    ended = sorted((cell for cell in table.cells if cell.row + cell.rows < table.height), key=_position)
    for cell in ended:
        cell.settled()
    table.done.extend(ended)
    table.cells = open_still


def _row_is_cut(last: dict[tuple[int, int], TableCell], row: list[TableCell]) -> bool:
    """Whether the page break cut the row: what the new page's first row says goes on with what stands above it."""
    if not all((cell.col, cell.cols) in last for cell in row):
        return False
    pairs = [(last[cell.col, cell.cols], cell) for cell in sorted(row, key=lambda cell: cell.col)]
    told = [(above, cell) for above, cell in pairs if cell.paragraphs]
    cut = any(above.is_cut_before(cell) for above, cell in told)
    if all(above.flows_into(cell) for above, cell in told):
        return cut
    # Paragraphs of their own may stand there too: where words go on, and the row's name or its figures were all told above.
    if not all(_words(cell.text) and above.meets(cell) for above, cell in told):
        return False
    before = takewhile(lambda pair: not pair[1].paragraphs, pairs)
    named = any(above.paragraphs and above.rows == cell.rows == 1 for above, cell in before)
    return named or (cut and any(above.paragraphs and not cell.paragraphs and not _words(above.text) for above, cell in pairs))


def _carried(last: dict[tuple[int, int], TableCell], row: list[TableCell]) -> list[TableCell]:
    """Label cells left empty because their text stands on the page before: from the left, each a merged cell of words."""
    found = []
    for cell in sorted(row, key=lambda cell: cell.col):
        above = last.get((cell.col, cell.cols))
        merged = above is not None and (above.rows > 1 or cell.rows > 1)
        if merged and above is not None and _is_torn_label(above, cell):
            continue
        if above is None or cell.paragraphs or not merged or not _words(above.text):
            break
        found.append(cell)
    return found


def _is_torn_label(above: TableCell, cell: TableCell) -> bool:
    """Whether only both together are a label of forms: 年度总体 | 目标, 效益指标 | （30分）."""
    labels = load("labels")
    if _MARK.fullmatch(cell.text):
        return _words(above.text) and not above.text.rstrip().endswith(("）", ")"))
    return labels.meaning(above.text + cell.text) is not None and labels.meaning(above.text) is None and labels.meaning(cell.text) is None


def _words(text: str) -> bool:
    """Words, not the code or number of a row."""
    return any(char.isalpha() and not char.isascii() for char in text)
