"""Several marks or scores told in one breath: the scheme of an evaluation, where nothing is scored yet, and lists of names and scores."""

from __future__ import annotations

import re
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
JOINED = re.compile("[）)]?[、，,和及与 　]+")


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


def respectively(clause: str, at: int, printed: Sequence[Mention], text: str) -> list[Scored]:
    """决策、过程、产出和效益分别得18分、19分、36分和27分: one score for each name, each with its mark or none (18分（满分20分）、…)."""
    found = MARK["respectively"].search(clause) if "分别" in clause else None
    names = [*re.finditer('[^、和及与“”"]+', found["names"])] if found else []
    if found is None or not 1 < len(names) <= len(printed):
        return []
    own = printed[: len(names)]
    marks: Sequence[Mention | None] = [None] * len(names)
    if len(printed) >= 2 * len(names) and is_mark_of(text, printed[0], printed[1]):
        own, marks = printed[: 2 * len(names) : 2], printed[1 : 2 * len(names) : 2]
    ends = [mark or one for one, mark in zip(own, marks, strict=True)]
    if not all(JOINED.fullmatch(text, one.span.end, other.span.start) for one, other in zip(ends, own[1:], strict=False)):
        return []
    start = at + found.start("names")
    words = [Span(own[0].span.block, start + name.start(), start + name.end()) for name in names]
    components = [part_of(name[0]) for name in names]
    parts = zip(own, components, words, marks, strict=True)
    return [Scored(one, component, name, mark, None, f"prose.score.{component}") for one, component, name, mark in parts]


def is_mark_of(text: str, score: Mention, mark: Mention) -> bool:
    """14分（15分）, 61.9分（满分70分）: the mark in the bracket behind a score is its full mark, a lesser one where it is called so."""
    if mark.value is None or score.value is None or text[mark.span.end : mark.span.end + 1] not in ("）", ")"):
        return False
    found = MARK["marked_behind"].fullmatch(text, score.span.end, mark.span.start)
    return found is not None and (mark.value >= score.value or "满分" in found[0])
