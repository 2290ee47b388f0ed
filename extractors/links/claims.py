"""What joins the facts the extractors found: who owns which mention."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.document import Span
from extractors.row import Fact
from extractors.tables.mentions import MentionRow

# One mention has one owner; the first table that uses it owns it.
OWNERS = ("statement_lines", "budget_figures", "rates", "scores", "indicators")
INDICATOR_FIELDS = ("target", "actual")
STRETCH = 256  # characters of a block whose claims are kept together

Claim = tuple[int, Span, str]  # its rank, what it claims, who does


def claim(mentions: Iterable[MentionRow], facts: Mapping[str, Sequence[Fact]]) -> list[MentionRow]:
    """Every mention with the fact that owns it, if any."""
    owners: dict[tuple[int, int], list[Claim]] = {}
    claims = ((span, fact.key) for table in OWNERS for fact in facts.get(table, ()) for span in _claimed(table, fact))
    for rank, (span, owner) in enumerate(claims):
        for stretch in _stretches(span):
            owners.setdefault(stretch, []).append((rank, span, owner))
    return [_owned(mention, owners) for mention in mentions]


def _stretches(span: Span) -> Iterator[tuple[int, int]]:
    """Where to look a span up: a report on one endless line is one block with thousands of claims."""
    return ((span.block, n) for n in range(span.start // STRETCH, max(span.end - 1, span.start) // STRETCH + 1))


def _claimed(table: str, fact: Fact) -> list[Span]:
    """A figure claims its number; an indicator only what lies in its own target or actual."""
    if table != "indicators":
        return [fact.anchor]
    return [e.span for e in fact.evidence if e.field in INDICATOR_FIELDS]


def _owned(mention: MentionRow, owners: Mapping[tuple[int, int], Sequence[Claim]]) -> MentionRow:
    """The first claim on any of its characters counts."""
    anchor = mention.anchor
    near = (claim for stretch in _stretches(anchor) for claim in owners.get(stretch, ()))
    claims = [(rank, owner) for rank, span, owner in near if span.start < anchor.end and anchor.start < span.end]
    return dataclasses.replace(mention, claimed_by=min(claims)[1]) if claims else mention
