"""Ruling lines to grids: columns and rows where lines run, one cell wherever no line parts two positions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from extractors.frozen import frozen
from extractors.pages.rulings import Rulings

# Lines closer than this are one line, drawn twice or in pieces; a line reaches another that begins this near.
NEAR = 3.5

Segment = tuple[float, float, float]  # position, from, to


@frozen
class Cell:
    row: int
    col: int
    rows: int
    cols: int


@frozen
class RuledGrid:
    """`xs` and `ys` are the positions of the lines, so there is one column less than there are `xs`."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owner: tuple[tuple[int, ...], ...]

    def box(self, cell: Cell) -> tuple[float, float, float, float]:
        return self.xs[cell.col], self.ys[cell.row], self.xs[cell.col + cell.cols], self.ys[cell.row + cell.rows]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] - NEAR <= x <= self.xs[-1] + NEAR and self.ys[0] - NEAR <= y <= self.ys[-1] + NEAR

    def at(self, x: float, y: float) -> int:
        """The index of the cell that covers a point on the grid."""
        col = bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1
        row = bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1
        return self.owner[row][col]


def ruled_grids(rulings: Rulings) -> list[RuledGrid]:
    """Every grid of a page from the top; frames of one cell and single lines are none."""
    across, down = _joined(rulings.across), _joined(rulings.down)
    found = [_grid(a, d) for a, d in _connected(across, down)]
    return sorted((g for g in found if g is not None and len(g.cells) > 1), key=lambda g: g.ys[0])


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Collinear pieces made one, positions of lines side by side made equal."""
    ordered = sorted(segments)
    joined: list[Segment] = []
    start = 0
    for end in range(1, len(ordered) + 1):
        if end == len(ordered) or ordered[end][0] - ordered[start][0] > NEAR:
            joined.extend(_merged(ordered[start:end]))
            start = end
    return joined


def _merged(members: list[Segment]) -> Iterable[Segment]:
    position = sum(p for p, _, _ in members) / len(members)
    spans = sorted((low, high) for _, low, high in members)
    low, high = spans[0]
    for next_low, next_high in spans[1:]:
        if next_low > high + NEAR:
            yield position, low, high
            low, high = next_low, next_high
        else:
            high = max(high, next_high)
    yield position, low, high


def _connected(across: list[Segment], down: list[Segment]) -> Iterable[tuple[list[Segment], list[Segment]]]:
    """Lines that touch belong to one grid."""
    group = list(range(len(across)))

    def root(n: int) -> int:
        while group[n] != n:
            group[n] = group[group[n]]
            n = group[n]
        return n

    positions = [y for y, _, _ in across]
    touched: list[int | None] = []
    for x, y0, y1 in down:
        near = range(bisect_left(positions, y0 - NEAR), bisect_right(positions, y1 + NEAR))
        touching = [n for n in near if across[n][1] - NEAR <= x <= across[n][2] + NEAR]
        for n in touching[1:]:
            group[root(n)] = root(touching[0])
        touched.append(touching[0] if touching else None)
    members: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for line, first in zip(down, touched, strict=True):
        if first is not None:
            members.setdefault(root(first), ([], []))[1].append(line)
    for n, line in enumerate(across):
        if root(n) in members:
            members[root(n)][0].append(line)
    return members.values()


def _grid(across: list[Segment], down: list[Segment]) -> RuledGrid | None:
    xs, ys = _positions(down, across), _positions(across, down)
    if len(xs) < 2 or len(ys) < 2:
        return None
    wall, floor = _drawn(down, xs, ys), _drawn(across, ys, xs)
    height, width = len(ys) - 1, len(xs) - 1
    owner = [[-1] * width for _ in range(height)]
    cells: list[Cell] = []
    for row in range(height):
        for col in range(width):
            if owner[row][col] >= 0:
                continue
            right = col + 1
            while right < width and not wall[right][row] and owner[row][right] < 0:
                right += 1
            below = row + 1
            while below < height and not any(floor[below][col:right]):
                below += 1
            for r in range(row, below):
                owner[r][col:right] = [len(cells)] * (right - col)
            cells.append(Cell(row, col, below - row, right - col))
    return RuledGrid(xs, ys, tuple(cells), tuple(map(tuple, owner)))


def _positions(lines: list[Segment], crossing: list[Segment]) -> tuple[float, ...]:
    """Where lines stand, and where the crossing lines end: a grid may have no outer border."""
    places = sorted({p for p, _, _ in lines})
    if crossing and places:
        low, high = min(c[1] for c in crossing), max(c[2] for c in crossing)
        places = ([low] if low < places[0] - 2 * NEAR else []) + places + ([high] if high > places[-1] + 2 * NEAR else [])
    return tuple(places)


def _drawn(lines: list[Segment], places: tuple[float, ...], stops: tuple[float, ...]) -> list[bytearray]:
    """For every place and every interval between stops: is a line drawn there?"""
    middles = [(a + b) / 2 for a, b in pairwise(stops)]
    drawn = [bytearray(len(middles)) for _ in places]
    index = {place: n for n, place in enumerate(places)}
    for place, low, high in lines:
        first, last = bisect_left(middles, low), bisect_right(middles, high)
        drawn[index[place]][first:last] = b"\x01" * (last - first)
    return drawn
