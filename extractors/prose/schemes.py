"""The scheme of an evaluation: the full marks of its parts, where nothing is scored yet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.document import Mention, Span
from extractors.prose.clauses import sentence_around
from extractors.prose.finds import nearest
from extractors.prose.points import Scored, part_of
from patterns.loader import asked

MARK = asked("prose_marks")
FEWEST = 3  # parts a scheme has at least
ZERO, HUNDRED = Decimal(0), Decimal(100)


def scheme(text: str, begin: int, rest: Sequence[Mention]) -> list[Scored]:
    """采用百分制，其中预算执行率10分、产出指标50分、效益指标40分: parts that make a hundred, and no word of scores among them."""
    if len(rest) < FEWEST:
        return []
    first = rest[0].span.start
    start, end = sentence_around(first, text, 0)
    printed = [one for one in rest if one.span.start < end]
    parts = printed[1:] if printed[0].value == HUNDRED else printed
    if len(parts) < FEWEST or "得" in text[start:end] or sum((one.value or ZERO for one in parts), ZERO) != HUNDRED:
        return []
    if parts is printed and MARK["scheme"].search(text, start, first) is None:
        return []
    told: list[Scored] = []
    for mark in printed:
        one = _mark(text, begin, mark)
        if one is None:
            return []
        told.append(one)
        begin = mark.span.end
    scored = any(text.find(text[one.words.start : one.words.end], end) >= 0 for one in told)  # 产出指标50分。经自评，产出指标得46分
    return [] if scored else told


def _mark(text: str, begin: int, mark: Mention) -> Scored | None:
    """The full mark of a part of a scheme, by the name before it."""
    named = MARK["marked_part"].search(text, begin, mark.span.start)
    if named is None:
        return None
    start, end = named.span("name")
    if mark.value != HUNDRED:
        return Scored(mark, part_of(named["name"]), Span(mark.span.block, start, end), mark, None, "prose.score.mark")
    whole = nearest("prose_scores", named["name"])
    start += whole.start if whole and whole.id == "total" else 0
    return Scored(mark, "total", Span(mark.span.block, start, end), mark, None, "prose.score.mark")
