"""Columns where flattened text has lost the span of a header cell: the rows below are longer than their header.

Such a header ends early and its last cell is stretched over what is left. Which of its cells was wide, its rows tell:
numbers belong under weights, scores, amounts and rates, words under names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.forms.cells import Cell, Sheet
from extractors.forms.columns import Column
from extractors.forms.words import FUND_ROLES, LEVEL_ROLES
from extractors.frozen import changed

_NUMERIC = re.compile(r"[-+<>=≤≥]?\s*[0-9０-９][0-9０-９,，.．]*\s*(?:%|％|分|[十百千]?[万亿]?元|万)?")
NUMBERS = FUND_ROLES | {"weight", "score", "review_score"}


def settled(sheet: Sheet, columns: tuple[Column, ...], rows: Sequence[int]) -> tuple[Column, ...]:
    """The columns as the rows below them need them."""
    if not columns or columns[-1].cols == 1 or not rows:
        return columns
    missing = _missing(sheet, columns, rows)
    if missing < 1:
        return columns
    choices = [_moved(columns, first, missing) for first in range(len(columns))]
    return max(choices, key=lambda choice: _fit(sheet, choice, rows))


def _missing(sheet: Sheet, columns: tuple[Column, ...], rows: Sequence[int]) -> int:
    """How many cells stand under the last header cell beyond the one that belongs there."""
    last = columns[-1]
    counts = Counter(len(set(sheet.grid.at[row][last.col : last.col + last.cols]) - {None}) for row in rows)
    return counts.most_common(1)[0][0] - 1


def _moved(columns: tuple[Column, ...], first: int, missing: int) -> tuple[Column, ...]:
    """Every column from `first` on stands further right; the one before it is wide."""
    kept = columns[:first]
    if kept:
        kept = (*kept[:-1], changed(kept[-1], cols=kept[-1].cols + missing))
    moved = [changed(c, col=c.col + missing) for c in columns[first:]]
    moved[-1] = changed(moved[-1], cols=moved[-1].cols - missing)
    return (*kept, *moved)


def _fit(sheet: Sheet, columns: tuple[Column, ...], rows: Sequence[int]) -> int:
    return sum(_fits(sheet.at(row, c.col), c.role) for row in rows for c in columns if c.role is not None)


def _fits(cell: Cell | None, role: str | None) -> int:
    if cell is None or cell.blank:
        return 0
    numeric = _NUMERIC.fullmatch(cell.value) is not None
    if role in NUMBERS:
        return 1 if numeric else -1
    return -1 if numeric and role in LEVEL_ROLES else 0
