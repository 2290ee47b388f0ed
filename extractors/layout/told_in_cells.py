"""A report laid out in a table: its headings in the cells at the left, each with its text in the last cell of the row.

一、部门基本情况 | （一）部门概况 | …。 is read as running text; a form has labels without a number, a statement numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.document import Block
from extractors.layout.numerals import chinese

_FIRST = "一"
HEADING_CELL = re.compile(
    r"\s*(?:(?P<chapter>[一二三四五六七八九十]{1,3})[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|[0-9]{1,2}[、.．](?![0-9]))\s*\S.{1,39}\s*",
    re.DOTALL,
)
_SENTENCE = "。"
_OPENING = 3  # rows within which the first chapter stands: a title may be the first of them


def told_in_cells(blocks: Sequence[Block]) -> frozenset[int | None]:
    """The numbers of such tables."""
    opened = {b.place.table for b in blocks if b.kind == "cell" and b.text[:1] == _FIRST and not b.place.col and _is_high(b)}
    if not opened:
        return frozenset()
    cells = [b for b in blocks if b.place.table in opened and b.kind == "cell" and b.text.strip()]
    return frozenset(table for table, own in groupby(cells, key=lambda b: b.place.table) if _is_report(list(own)))


def _is_high(cell: Block) -> bool:
    return (cell.place.row or 0) < _OPENING


def _is_report(cells: Sequence[Block]) -> bool:
    rows = [list(row) for _, row in groupby(cells, key=lambda b: b.place.row)]
    lasts = [(row[-1].text, len(row) == 1 and HEADING_CELL.fullmatch(row[-1].text)) for row in rows]
    texts = [text for text, heading in lasts if not heading]
    labels = [[HEADING_CELL.fullmatch(b.text) for b in row[:-1]] for row in rows]
    if not all(map(all, labels)) or not texts or sum(_SENTENCE in text for text in texts) * 2 < len(texts):
        return False
    chapters = [word for own, (_, heading) in zip(labels, lasts, strict=True) for word in _chapters([*own, heading or None])]
    return len(chapters) > 1 and chapters == [chinese(n) for n in range(1, len(chapters) + 1)]


def _chapters(headings: Sequence[re.Match[str] | None]) -> Iterator[str]:
    yield from (found["chapter"] for found in headings if found is not None and found["chapter"])
