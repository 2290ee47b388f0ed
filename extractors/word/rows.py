"""Tables whose rows say where their cells end on paper (Word 97, RTF), on the full grid: columns are the edges of all rows together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import lt

from extractors.frozen import frozen

TOLERANCE = 30  # twips, half a millimetre: edges nearer than that look like one
WIDEST = 1000  # columns: Word itself stops at 63


@frozen
class Bounds:
    """One cell as its row defines it, in twips; `joined` to the cell left of it, `merge` with the one above (restart, continue)."""

    left: int
    right: int
    joined: bool = False
    merge: str | None = None


@dataclass(slots=True)
class Spot:
    """An origin cell on the grid; `index` is its place among the cells of its row."""

    index: int
    row: int
    col: int
    rows: int
    cols: int


Rows = Sequence[Sequence[Bounds]]
Cells = list[tuple[int, int, int, str | None]]  # of one row: place among its cells, first column, columns, merge


def spots(rows: Rows) -> list[Spot]:
    """The origin cells in reading order. A cell merged with the one above only makes it taller, where both are equally wide."""
    found: list[Spot] = []
    above: dict[int, Spot] = {}
    for number, cells in enumerate(_columned(rows)):
        mergeable: dict[int, Spot] = {}
        for index, col, cols, merge in cells:
            origin = above.get(col) if merge == "continue" else None
            if origin is not None and origin.cols == cols:
                origin.rows += 1
            else:
                origin = Spot(index, number, col, 1, cols)
                found.append(origin)
            if merge is not None:
                mergeable[col] = origin
        above = mergeable
    return found


def _columned(rows: Rows) -> list[Cells]:
    """Every row's cells with their columns. The rows of a form mostly share one definition, and with it all that follows from it."""
    shared = {id(row): row for row in rows}
    edges = {key: _edges(row) for key, row in shared.items()}
    column = _columns(edges.values())
    lines = {key: [column[edge] for edge in own] for key, own in edges.items()}
    if max(column.values(), default=0) > WIDEST:
        lines = {key: list(range(len(own))) for key, own in edges.items()}
    elif not all(all(map(lt, line, line[1:])) for line in lines.values()):
        return list(map(_joined, rows, _parted([edges[id(row)] for row in rows])))
    cells = {key: _joined(row, lines[key]) for key, row in shared.items()}
    return [cells[id(row)] for row in rows]


def _columns(rows: Iterable[list[int]]) -> dict[int, int]:
    """The column that begins at every edge; edges that look like one are one."""
    column: dict[int, int] = {}
    count, anchor = -1, 0
    for edge in sorted(set[int]().union(*rows)):
        if count < 0 or edge - anchor > TOLERANCE:
            count, anchor = count + 1, edge
        column[edge] = count
    return column


def _parted(rows: Sequence[list[int]]) -> list[list[int]]:
    """The columns of rows some of which have edges too near to tell apart: those of one row never fall together all the same."""
    columns = [[0] * len(row) for row in rows]
    count, anchor, seen = -1, 0, set[int]()
    for edge, number, at in sorted((edge, number, at) for number, row in enumerate(rows) for at, edge in enumerate(row)):
        if count < 0 or edge - anchor > TOLERANCE or number in seen:
            count, anchor, seen = count + 1, edge, set()
        seen.add(number)
        columns[number][at] = count
    return columns if count <= WIDEST else [list(range(len(row))) for row in rows]


def _joined(row: Sequence[Bounds], columns: Sequence[int]) -> Cells:
    """The cells of a row, those merged sideways already one."""
    cells: Cells = []
    for index, bounds in enumerate(row):
        if bounds.joined and cells:
            first, col, _, merge = cells[-1]
            cells[-1] = first, col, columns[index + 1] - col, merge
        else:
            cells.append((index, columns[index], columns[index + 1] - columns[index], bounds.merge))
    return cells


def _edges(row: Sequence[Bounds]) -> list[int]:
    """The edges of a row from left to right, never falling back."""
    edges = [row[0].left] if row else []
    for bounds in row:
        edges.append(max(bounds.right, edges[-1]))
    return edges
