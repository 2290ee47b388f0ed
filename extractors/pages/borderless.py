"""Tables of figures without ruling lines. Their rows show in pdfium's runs; pdfplumber finds the columns by aligned words."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from statistics import median
from typing import Any

from extractors.pages.grid import Cell, RuledGrid
from extractors.pages.lines import baselines
from extractors.pages.runs import Run

# A gap this wide, in em, parts two columns; a table has this many of them and of rows, and this many amounts.
COLUMN_GAP, COLUMNS, ROWS, AMOUNTS = 1.0, 3, 3, 3
_AMOUNT = re.compile(r"[0-9０-９][.．][0-9０-９]|[0-9],[0-9]{3}|[0-9０-９][%％]")
_BY_WORDS = {"vertical_strategy": "text", "horizontal_strategy": "text"}


class Plumber:
    """pdfplumber on the same file, opened when a page first needs it. On damaged files it leaks zlib.error, TypeError and
    more, from closing too: whatever it raises, the region then stays prose."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file: Any = None

    def columns(self, page: int, box: tuple[float, float, float, float]) -> tuple[float, ...]:
        """The column sides of a table in a region of a page; none where pdfplumber sees no table."""
        try:
            return self._columns(page, box)
        except Exception:
            return ()

    def _columns(self, page: int, box: tuple[float, float, float, float]) -> tuple[float, ...]:
        import pdfplumber  # only here: few files have such tables, and it takes a while to load

        logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font on stderr
        self.file = self.file or pdfplumber.open(io.BytesIO(self.data))
        table = self.file.pages[page - 1].crop(box, strict=False).find_table(_BY_WORDS)
        self.file.pages[page - 1].close()
        return tuple(sorted({x for cell in table.cells for x in (cell[0], cell[2])})) if table else ()

    def close(self) -> None:
        if self.file is not None:
            with suppress(Exception):
                self.file.close()


def borderless_grids(runs: Sequence[Run], page: int, plumber: Plumber) -> list[RuledGrid]:
    return [grid for rows in _regions(runs) if (grid := _grid(rows, page, plumber)) is not None]


def _regions(runs: Sequence[Run]) -> Iterator[list[list[Run]]]:
    """Rows of columns that follow each other, the first and most of them of three columns at least."""
    if len(runs) - len({round(run.baseline / 4) for run in runs}) < (COLUMNS - 1) * ROWS:
        return  # hardly more runs than lines: prose
    region: list[list[Run]] = []
    for row in baselines(runs):
        pieces = _pieces(row)
        if pieces >= COLUMNS or (region and pieces > 1):
            region.append(row)
            continue
        yield from _if_table(region)
        region = []
    yield from _if_table(region)


def _pieces(row: Sequence[Run]) -> int:
    ordered = sorted(row, key=lambda run: run.x0)
    return 1 + sum(b.x0 - a.x1 > COLUMN_GAP * min(a.size, b.size) for a, b in pairwise(ordered))


def _if_table(region: list[list[Run]]) -> Iterator[list[list[Run]]]:
    wide = sum(_pieces(row) >= COLUMNS for row in region)
    amounts = sum(bool(_AMOUNT.search(run.text)) for row in region for run in row)
    if wide >= ROWS and amounts >= AMOUNTS:
        yield region


def _grid(rows: list[list[Run]], page: int, plumber: Plumber) -> RuledGrid | None:
    members = [run for row in rows for run in row]
    left, right = min(run.x0 for run in members), max(run.x1 for run in members)
    top, bottom = min(run.top for run in members), max(run.bottom for run in members)
    xs = [left, *plumber.columns(page, (left - 2, top - 2, right + 2, bottom + 2))[1:-1], right]
    lines = [median(run.baseline for run in row) for row in rows]
    if len(xs) <= COLUMNS or len(lines) < ROWS:
        return None
    size = median(run.size for run in members)
    ys = [top, *((a + b) / 2 - 0.35 * size for a, b in pairwise(lines)), bottom]
    cells = tuple(Cell(row, col, 1, 1) for row in range(len(lines)) for col in range(len(xs) - 1))
    owner = tuple(tuple(range(row * (len(xs) - 1), (row + 1) * (len(xs) - 1))) for row in range(len(lines)))
    return RuledGrid(tuple(xs), tuple(ys), cells, owner)
