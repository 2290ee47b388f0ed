"""What joins the facts the extractors found: who owns which mention."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from extractors.document import Mention, Span
from extractors.row import Fact, key

# One mention has one owner; the first table that uses it owns it.
OWNERS = ("statement_lines", "budget_figures", "rates", "scores", "indicators")
INDICATOR_FIELDS = ("target", "actual")
_BLOCK, _START, _END = attrgetter("block"), attrgetter("start"), attrgetter("end")


def owners(mentions: Sequence[Mention], facts: Mapping[str, Sequence[Fact]]) -> dict[Span, str]:
    """The key of the fact that owns a mention, for every mention that has one: the first claim on any of its characters counts."""
    spans = [mention.span for mention in mentions]  # in reading order
    numbers, by_block = set(spans), {block: list(own) for block, own in groupby(spans, key=_BLOCK)}
    owner: dict[Span, Fact] = {}
    for span, fact in reversed(_claims(facts)):  # an earlier claim takes over
        if span in numbers:
            owner[span] = fact
        elif span.block in by_block:
            owner |= dict.fromkeys(_within(span, by_block[span.block]), fact)
    return {span: key(fact.LETTER, fact.anchor) for span, fact in owner.items()}


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
    """The numbers of its block that have a character in a wider or narrower stretch of text."""
    return numbers[bisect_right(numbers, span.start, key=_END) : bisect_left(numbers, span.end, key=_START)]
