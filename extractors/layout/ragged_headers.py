"""Where the cells of a header of two rows stood: 安排 | 下达 | 支出率 over blanks and 省级 | 市级 | 省级 | 市级 | blank.

The lower row is as wide as the table. A blank of it goes on a cell of the row above, words part one: so the cells above that are
not gone on stand over the words, one over each run of them, or one wherever the words begin anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

_LONGEST = 24  # a longer cell is no header word


def header_spans(rows: Sequence[list[str]]) -> tuple[int, list[int]] | None:
    """The row whose words part those above it, and how many columns each cell above them takes."""
    width = max(map(len, rows))
    lower = next(i for i, row in enumerate(rows) if len(row) == width)
    if lower == 0 or lower + 1 == len(rows) or not _parts(rows[lower - 1], rows[lower]):
        return None
    spans = _spans(len(rows[lower - 1]), rows[lower])
    return None if spans is None else (lower, spans)


def _parts(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether both are words of a header, none of them missing above, some below."""
    words = [cell.strip() for cell in (*above, *below)]
    return all(map(str.strip, above)) and "" in below and all(len(w) <= _LONGEST and not any(map(str.isdigit, w)) for w in words)


def _spans(cells: int, below: Sequence[str]) -> list[int] | None:
    runs = [(filled, [cell.strip() for cell in run]) for filled, run in groupby(below, key=lambda cell: bool(cell.strip()))]
    words = [run for filled, run in runs if filled]
    heads = cells - (len(below) - sum(map(len, words)))
    for part in (_whole, _repeated, _equal):
        parted = [part(run, heads) for run in words]
        if words and sum(map(len, parted)) == heads:
            of_run = iter(parted)
            return [span for filled, run in runs for span in (next(of_run) if filled else [1] * len(run))]
    return None


def _whole(run: Sequence[str], heads: int) -> list[int]:
    """One head over the whole run."""
    return [len(run)]


def _repeated(run: Sequence[str], heads: int) -> list[int]:
    """A head wherever the run's first word is said again."""
    starts = [*(at for at, word in enumerate(run) if word == run[0]), len(run)]
    return [end - start for start, end in pairwise(starts)]


def _equal(run: Sequence[str], heads: int) -> list[int]:
    """Heads over as many words each; only a lone run can be as long as they need."""
    return [len(run) // heads] * heads if 0 < heads <= len(run) and len(run) % heads == 0 else []
