"""What joins the facts the extractors found: who owns which mention."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from extractors.document import Span
from extractors.row import Fact
from extractors.tables.mentions import MentionRow

# One mention has one owner; the first table that uses it owns it.
OWNERS = ("statement_lines", "budget_figures", "rates", "scores", "indicators")
INDICATOR_FIELDS = ("target", "actual")


def claim(mentions: Iterable[MentionRow], facts: Mapping[str, Sequence[Fact]]) -> list[MentionRow]:
    """Every mention with the fact that owns it, if any."""
    owners: dict[int, list[tuple[Span, str]]] = {}
    for table in OWNERS:
        for fact in facts.get(table, ()):
            for span in _claimed(table, fact):
                owners.setdefault(span.block, []).append((span, fact.key))
    return [_owned(mention, owners.get(mention.anchor.block, ())) for mention in mentions]


def _claimed(table: str, fact: Fact) -> list[Span]:
    """A figure claims its number; an indicator only what lies in its own target or actual."""
    if table != "indicators":
        return [fact.anchor]
    return [e.span for e in fact.evidence if e.field in INDICATOR_FIELDS]


def _owned(mention: MentionRow, owners: Iterable[tuple[Span, str]]) -> MentionRow:
    anchor = mention.anchor
    for span, owner in owners:
        if span.start < anchor.end and anchor.start < span.end:
            return dataclasses.replace(mention, claimed_by=owner)
    return mention
