"""Tables whose rows say where their cells end on paper (Word 97, RTF), on the full grid: columns are the edges of all rows together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE = 30  # twips, half a millimetre: edges nearer than that look like one
WIDEST = 1000  # columns: Word itself stops at 63


@dataclass(frozen=True, slots=True)
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
    rows: int = 1
    cols: int = 1
    merge: str | None = None


Rows = Sequence[Sequence[Bounds]]


def spots(rows: Rows) -> list[Spot]:
    """The origin cells in reading order. A cell merged with the one above only makes it taller, where both are equally wide."""
    found: list[Spot] = []
    above: dict[int, Spot] = {}
    for cells in _columned(rows):
        mergeable: dict[int, Spot] = {}
        for cell in cells:
            origin = above.get(cell.col) if cell.merge == "continue" else None
            if origin is not None and origin.cols == cell.cols:
                origin.rows += 1
                cell = origin
            else:
                found.append(cell)
            if cell.merge is not None:
                mergeable[cell.col] = cell
        above = mergeable
    return found


def _columned(rows: Rows) -> list[list[Spot]]:
    """Every row's cells with their columns, those merged sideways already one."""
    columns = _columns(rows)
    lined: list[list[Spot]] = []
    for number, row in enumerate(rows):
        cells: list[Spot] = []
        for index, bounds in enumerate(row):
            left, right = columns[number][index]
            if bounds.joined and cells:
                cells[-1].cols = right - cells[-1].col
            else:
                cells.append(Spot(index, number, left, 1, right - left, bounds.merge))
        lined.append(cells)
    return lined


def _columns(rows: Rows) -> list[list[tuple[int, int]]]:
    """First and last column edge of every cell. Edges of one row never fall together, however near they are."""
    marks = sorted((edge, number, at) for number, row in enumerate(rows) for at, edge in enumerate(_edges(row)))
    column: dict[tuple[int, int], int] = {}
    count, anchor, seen = -1, 0, set[int]()
    for edge, number, at in marks:
        if count < 0 or edge - anchor > TOLERANCE or number in seen:
            count, anchor, seen = count + 1, edge, set()
        seen.add(number)
        column[number, at] = count
    if count > WIDEST:
        return [[(at, at + 1) for at in range(len(row))] for row in rows]
    return [[(column[number, at], column[number, at + 1]) for at in range(len(row))] for number, row in enumerate(rows)]


def _edges(row: Sequence[Bounds]) -> list[int]:
    """The edges of a row from left to right, never falling back."""
    edges = [row[0].left] if row else []
    for bounds in row:
        edges.append(max(bounds.right, edges[-1]))
    return edges
