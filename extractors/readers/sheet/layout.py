"""A sheet as a reader sees it: cells on the grid of what is not hidden, cut into lines of text and tables.

Titles, unit lines and notes stand around a table in cells of the same sheet; the frame tells them apart. Where a sheet has no
frames, the rows with one text above and below are lines. A title within the frame stays in the table, as it does in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.frozen import frozen
from extractors.readers.sheet.formats import Value, shown
from extractors.readers.sheet.look import ROOM, Look, SheetLook

Merge = tuple[tuple[int, int], tuple[int, int]]
_UNIT_LINE = re.compile(r"单\s*位\s*[:：][^元]*元")
_IN_A_LINE = 3  # texts: who filled it in, when, and the unit


@frozen
class Box:
    """One cell on the visible grid."""

    row: int
    col: int
    rows: int
    cols: int
    text: str
    look: Look


@frozen
class Line:
    """A row outside of tables."""

    boxes: tuple[Box, ...]


@frozen
class Table:
    """The cells of one table, blank ones too, counted from its own corner."""

    boxes: tuple[Box, ...]


def pieces(values: Sequence[Sequence[Value]], merges: Sequence[Merge], look: SheetLook) -> Iterator[Line | Table]:
    """A sheet from top to bottom."""
    rows = _visible(values, merges, look)
    texts = [[box for box in row if box.text.strip()] for row in rows]
    lines = _lines(rows, texts)
    start = 0
    for n, row in enumerate([*texts, []]):
        if n < len(rows) and not lines[n]:
            continue
        yield from _table(rows[start:n], texts[start:n])
        if row:
            yield Line(tuple(row))
        start = n + 1


def left_out(values: Sequence[Sequence[Value]], look: SheetLook) -> tuple[int, int]:
    """How many rows and columns with text are hidden."""
    rows = sum(any(map(_told, values[n])) for n in look.hidden_rows if n < len(values))
    columns = sum(any(n < len(row) and _told(row[n]) for row in values) for n in look.hidden_columns)
    return rows, columns


def _told(value: Value) -> bool:
    return value != "" and str(value).strip() != ""


def _visible(values: Sequence[Sequence[Value]], merges: Sequence[Merge], look: SheetLook) -> list[list[Box]]:
    """Every cell that is not hidden by row or column nor covered by a merged one, row by row; their spans count visible rows."""
    width = _width(values, merges, look)
    across, down = _places(range(width), look.hidden_columns), _places(range(len(values)), look.hidden_rows)
    spans = {start: end for start, end in merges if start != end}
    covered: set[tuple[int, int]] = set()
    made: list[list[Box]] = [[] for _ in range(down[-1])]
    for row, cells in enumerate(values):
        for col in range(width):
            if (row, col) in covered or ((row, col) not in spans and (row in look.hidden_rows or col in look.hidden_columns)):
                continue
            bottom, right = _end(spans.get((row, col), (row, col)), len(values), width, row, col, covered)
            covered.update((r, c) for r in range(row, bottom) for c in range(col, right))
            high, wide = down[bottom] - down[row], across[right] - across[col]
            if high and wide:
                seen = look.at(row, col)
                text = shown(cells[col], seen.format) if col < len(cells) else ""
                made[down[row]].append(Box(down[row], across[col], high, wide, _plain(text), seen))
    return made


def _width(values: Sequence[Sequence[Value]], merges: Sequence[Merge], look: SheetLook) -> int:
    """Columns to the last one with text, or with the frame of a cell that is merged beyond it."""
    told = max(map(len, values), default=0)
    framed = max((col + 1 for (_, col), seen in look.looks.items() if seen.bordered), default=0)
    merged = min(framed, max((end[1] + 1 for _, end in merges), default=0))
    return max(told, merged) if merged * len(values) <= ROOM else told


def _places(numbers: range, hidden: set[int]) -> list[int]:
    """For every number (and the end) how many before it can be seen."""
    places = [0]
    for number in numbers:
        places.append(places[-1] + (number not in hidden))
    return places


def _end(last: tuple[int, int], height: int, width: int, row: int, col: int, covered: set[tuple[int, int]]) -> tuple[int, int]:
    """Where a cell ends, within the sheet and before a cell that is taken."""
    right = next((c for c in range(col, min(last[1] + 1, width)) if (row, c) in covered), min(last[1] + 1, width))
    return min(last[0] + 1, height), max(right, col + 1)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "").rstrip("\n") if "\r" in text or text.endswith("\n") else text


def _lines(rows: Sequence[Sequence[Box]], texts: Sequence[Sequence[Box]]) -> list[bool]:
    """Which rows stand outside of tables."""
    framed = [any(box.look.bordered for box in row) for row in rows]
    if any(framed):
        first, last = framed.index(True), len(framed) - 1 - framed[::-1].index(True)
        return [not framed[n] and (len(row) <= 1 or (len(row) <= _IN_A_LINE and not first < n < last)) for n, row in enumerate(texts)]
    top = next((n for n, row in enumerate(texts) if len(row) > 1 and not _names_unit(row)), len(texts))
    bottom = next((n for n in range(len(texts) - 1, top, -1) if len(texts[n]) > 1 or (texts[n] and texts[n][0].col)), len(texts))
    return [n < top or n > bottom for n in range(len(texts))]


def _names_unit(row: Sequence[Box]) -> bool:
    return len(row) <= _IN_A_LINE and any(_UNIT_LINE.search(box.text) for box in row)


def _table(rows: Sequence[Sequence[Box]], texts: Sequence[Sequence[Box]]) -> Iterator[Table]:
    """The rows of a table without blank ones at its edges."""
    told = [box for row in texts for box in row]
    if not told:
        return
    top, bottom = min(box.row for box in told), max(box.row for box in told) + 1
    left, right = min(box.col for box in told), max(box.col + box.cols for box in told)
    yield Table(tuple(_cut(box, top, bottom, left, right) for row in rows for box in row if _within(box, top, bottom, left, right)))


def _within(box: Box, top: int, bottom: int, left: int, right: int) -> bool:
    return top <= box.row < bottom and left <= box.col < right


def _cut(box: Box, top: int, bottom: int, left: int, right: int) -> Box:
    rows, cols = min(box.rows, bottom - box.row), min(box.cols, right - box.col)
    return Box(box.row - top, box.col - left, rows, cols, box.text, box.look)
