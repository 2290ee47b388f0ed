"""Tables in running text, a row a line and its cells between TABs: as Word saves a report as plain text, and as one is pasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.layout.markup import Cell
from extractors.layout.printed import clean
from extractors.layout.ragged import FIGURE, figures_last, laid_out

_LEAST = 3  # cells of the widest row: behind a TAB a title's words or a page number may stand, too
_LONGEST_PAGE = 3  # digits


def parts(text: Sequence[str]) -> Iterator[tuple[list[str], list[Cell]]]:
    """Lines of running text and the table behind them, whose cells are none at the end of the text."""
    running: list[str] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and "\t" in text[end] and text[end].strip():
            end += 1
        rows = [[clean(cell).strip() for cell in line.split("\t")] for line in text[at:end]]
        if _is_table(rows):
            yield running, laid_out(rows if any(line.endswith("\t") for line in text[at:end]) else _restored(rows))
            running = []
        else:
            running += text[at : max(end, at + 1)]
        at = max(end, at + 1)
    yield running, []


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Rows of several words, not all in two columns, nor a list of contents with its pages."""
    filled = [[cell for cell in row if cell] for row in rows]
    full = sum(len(row) > 1 for row in filled)
    return full > 1 and full * 2 >= len(rows) and max(map(len, filled)) >= _LEAST and not _are_contents(filled)


def _are_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every line ends in a page number, none smaller than the one above."""
    pages = [row[-1] for row in rows]
    if not all(page.isdecimal() and len(page) <= _LONGEST_PAGE for page in pages):
        return False
    return [*map(int, pages)] == sorted(map(int, pages))


def _restored(rows: Sequence[list[str]]) -> list[list[str]]:
    """Rows whose lines lost the TABs at their ends, blanks where only these can have been: 总分 | 100 | 98.5 ends below the scores of
    the rows above, though a column of reasons comes behind them."""
    width = max(map(len, rows))
    told: list[list[str]] = []
    ends: Counter[int] = Counter()  # where the last figure of a row stands, in the rows below one header
    for row in rows:
        if len(row) == width and _last_figure(row) is None:
            ends.clear()
        elif len(row) > _LEAST and (last := _last_figure(row)) is not None:
            ends[last] += 1
        elif ends and len(row) < width and figures_last(row):
            row = row + [""] * (width - 1 - ends.most_common(1)[0][0])
        told.append(row)
    return told


def _last_figure(row: Sequence[str]) -> int | None:
    return next((at for at in range(len(row) - 1, -1, -1) if row[at] and FIGURE.issuperset(row[at])), None)
