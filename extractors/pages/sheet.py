"""One page's runs on its grids and in its lines: what every reader of pages ends in, however it came by runs and rulings."""

from __future__ import annotations

from extractors.pages.borderless import Plumber, borderless_grids
from extractors.pages.grid import RuledGrid, ruled_grids
from extractors.pages.lines import text_lines
from extractors.pages.margins import Sheet
from extractors.pages.rulings import Rulings
from extractors.pages.runs import Run
from extractors.pages.tables import filled


def sheet(number: int, printed: list[Run], lines: Rulings, size: tuple[float, float], plumber: Plumber | None = None) -> Sheet:
    """A page's runs on its grids and outside of them."""
    grids = ruled_grids(lines)
    inside, outside = _shared_out(grids, printed)
    if plumber is not None and (more := borderless_grids(outside, number, plumber)):
        columns, outside = _shared_out(more, outside)
        grids, inside = grids + more, inside + columns
    tables = [filled(grid, members, number) for grid, members in zip(grids, inside, strict=True)]
    return Sheet(number, *size, text_lines(outside, number), [table for table in tables if not table.empty])


def _shared_out(grids: list[RuledGrid], printed: list[Run]) -> tuple[list[list[Run]], list[Run]]:
    """The runs on each grid, and those on none."""
    inside: list[list[Run]] = [[] for _ in grids]
    if not grids:
        return inside, printed
    outside: list[Run] = []
    pairs = list(zip(grids, inside, strict=True))
    for run in printed:
        x, y = (run.x0 + run.x1) / 2, run.middle
        for grid, members in pairs:
            if grid.holds(x, y):
                members.append(run)
                break
        else:
            outside.append(run)
    return inside, outside
