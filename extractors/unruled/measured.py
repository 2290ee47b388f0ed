"""Measures of money and their figures below one another: 计划投资额, （万元）, 120; and their parts, once for each of them, in lines
below: 其中：中央财政80 其中：中央财政80 省财政40 省财政40."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.forms.words import MONEY_ROLES, word
from extractors.numbers.units import unit_of_header
from extractors.unruled.blanks import Found
from extractors.unruled.placing import Row

_LONGEST = 20  # characters of a label
_LEAST = 2  # measures
_NUMBER = r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
_FIGURE = re.compile(rf"([（(][^（()）]{{1,8}}[)）])?\s*({_NUMBER})")
_UNIT = re.compile(r"[（(][^（()）]{1,8}[)）]")
_PART = re.compile(rf"\s*([^\s0-9０-９]{{2,12}})\s*({_NUMBER})(?=\s|$|[^\s0-9.,])")


def measured(texts: Sequence[str]) -> Iterator[Found]:
    """The tables among paragraphs."""
    at = 0
    while at < len(texts):
        row, end = _measures(texts, at)
        if len(row) < 2 * _LEAST:
            at += 1
            continue
        rows = [row]
        while taken := next((n for n in (1, len(row)) if (parts := _parts(" ".join(texts[end : end + n]), len(row) // 2))), 0):
            rows += parts
            end += taken
        yield Found(at, end, rows)
        at = end


def _measures(texts: Sequence[str], at: int) -> tuple[Row, int]:
    """Every measure with its unit, and its figure; and the paragraph behind the last."""
    row: Row = []
    while at + 1 < len(texts) and len(texts[at]) < _LONGEST and word(texts[at]).column in MONEY_ROLES:
        beside = at + 1
        unit = texts[beside].strip() if _UNIT.fullmatch(texts[beside].strip()) else ""
        beside += bool(unit)
        found = _FIGURE.fullmatch(texts[beside].strip()) if beside < len(texts) else None
        label = texts[at].strip() + (unit or (found[1] or "" if found else ""))
        if found is None or unit_of_header(label) is None:
            break
        row += [label, found[2]]
        at = beside + 1
    return row, at


def _parts(text: str, count: int) -> list[Row]:
    """The rows of a line that tells a source and a figure for each of `count` measures."""
    found = list(_PART.finditer(text))
    if not found or len(found) % count or "".join(m[0] for m in found).split() != text.split():
        return []
    rows = [found[at : at + count] for at in range(0, len(found), count)]
    if any(word(row[0][1]).source is None or len({m[1] for m in row}) > 1 for row in rows):
        return []
    return [[cell for m in row for cell in (m[1], m[2])] for row in rows]
