"""What joins the facts the extractors found: who owns which mention."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from extractors.document import Mention, Span
from extractors.row import Fact

# One mention has one owner; the first table that uses it owns it.
OWNERS = ("statement_lines", "budget_figures", "rates", "scores", "indicators")
INDICATOR_FIELDS = ("target", "actual")


def owners(mentions: Sequence[Mention], facts: Mapping[str, Sequence[Fact]]) -> dict[Span, str | None]:
    """The key of the fact that owns a mention, if any does, for every mention: the first claim on any of its characters counts."""
    spans = [mention.span for mention in mentions]  # in reading order
    owner: dict[Span, str | None] = dict.fromkeys(spans)
    for span, fact in _claims(facts):
        for number in (span,) if span in owner else _within(span, spans):
            if owner[number] is None:
                owner[number] = fact.key
    return owner


def _claims(facts: Mapping[str, Sequence[Fact]]) -> list[tuple[Span, Fact]]:
    """A figure claims its number; an indicator only what lies in its own target or actual."""
    found: list[tuple[Span, Fact]] = []
    for table in OWNERS:
        if table == "indicators":
            found += [(span, fact) for fact in facts.get(table, ()) for field, span, _ in fact.evidence if field in INDICATOR_FIELDS]
        else:
            found += [(fact.anchor, fact) for fact in facts.get(table, ())]
    return found


def _within(span: Span, numbers: Sequence[Span]) -> Sequence[Span]:
    """The numbers, none of which overlaps another, that have a character in a wider or narrower stretch of text."""
    block, start, end = span
    first = bisect_left(numbers, (block, start))
    if first and numbers[first - 1].block == block and numbers[first - 1].end > start:
        first -= 1
    return numbers[first : bisect_left(numbers, (block, end))]
