"""Header cells over their columns where a flattened text has lost the spans: each row is laid over the row below it.

A blank cell goes on with the cell above it, so it has one column there; what stands between blanks hangs under one cell,
or under several: two that begin alike (项目 … 项目 …) or labels and amounts (科目编码 科目名称 | 合计 财政拨款 …).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractors.statements.words import LABEL_ROLES, bare, word

Spans = list[tuple[int, int]]  # first column and number of columns of every cell of a row


def laid(rows: Sequence[Sequence[str]], width: int) -> list[Spans]:
    """The spans of every header row; the lowest row that is full carries those above it."""
    full = next((i for i in range(len(rows) - 1, -1, -1) if len(rows[i]) == width), None)
    below: Spans = [(col, 1) for col in range(width)]
    texts: Sequence[str] = [""] * width if full is None else rows[full]
    spans: list[Spans] = [below[: len(row)] for row in rows]
    for index in range((len(rows) if full is None else full) - 1, -1, -1):
        spans[index] = _over(rows[index], texts, below)
        texts, below = rows[index], spans[index]
    return spans


def _over(row: Sequence[str], texts: Sequence[str], below: Spans) -> Spans:
    """The spans of a row by the cells below it."""
    for units in _readings(texts, len(row)):
        if len(units) == len(row):
            return [(below[unit[0]][0], sum(below[i][1] for i in unit)) for unit in units]
    if len(row) > len(below):  # more than there is room for: what is left over heads nothing
        return [*below, *[(below[-1][0], 0)] * (len(row) - len(below))]
    last = below[len(row) - 1 :]
    return [*below[: len(row) - 1], (last[0][0], sum(cols for _, cols in last))]


def _readings(texts: Sequence[str], count: int) -> Iterator[list[list[int]]]:
    """Ways to group the cells of a row under `count` cells above, the likeliest first."""
    yield [[i] for i in range(len(texts))]
    runs = [list(group) for blank, group in groupby(range(len(texts)), lambda i: not texts[i]) if not blank]
    yield _units(texts, [[run] for run in runs])
    repeats = [_split_at(run, [i for i in run if bare(texts[i]) == bare(texts[run[0]])]) for run in runs]
    yield _units(texts, repeats)
    missing = len(_units(texts, repeats)) - count
    if repeats and 0 < missing < len(repeats[-1]):  # three halves under two words: the last has the rest
        last = repeats[-1]
        yield _units(texts, [*repeats[:-1], [*last[: -missing - 1], [i for unit in last[-missing - 1 :] for i in unit]]])
    yield _units(texts, [_split_at(run, _turns(texts, run)) for run in runs])


def _units(texts: Sequence[str], runs: Sequence[Sequence[list[int]]]) -> list[list[int]]:
    """Blank cells alone, the others by runs, from left to right."""
    return sorted([[i] for i, text in enumerate(texts) if not text] + [unit for run in runs for unit in run])


def _split_at(run: list[int], starts: Sequence[int]) -> list[list[int]]:
    bounds = [*starts, run[-1] + 1]
    return [list(range(start, end)) for start, end in pairwise(bounds)]


def _turns(texts: Sequence[str], run: list[int]) -> list[int]:
    """Where labels, amounts and their changes turn into one another."""
    kinds = {i: _kind(texts[i]) for i in run}
    return [i for i in run if i == run[0] or kinds[i] != kinds[i - 1]]


def _kind(text: str) -> str:
    known = word(text)
    return "label" if known.role in LABEL_ROLES else "change" if known.id in ("change", "rate") else "amount"
