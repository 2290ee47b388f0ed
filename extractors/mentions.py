"""Every number of a report that means something, in block order: amounts, percents, counts, scores and dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from extractors.amounts import bare, cued, mention
from extractors.document import Document, Mention
from extractors.quantities import scan
from extractors.units import money_unit, unit_of_header

__all__ = ["bare", "mentions", "merge", "money_unit", "unit_of_header"]


def mentions(document: Document) -> tuple[Mention, ...]:
    """Every number whose unit stands beside it, and amounts that lost theirs in a sentence of amounts."""
    told = [tuple(mention(found, block.order) for found in scan(block.text, block.kind == "cell")) for block in document.blocks]
    return merge((m for block in told for m in block), cued(document, told))


def merge(found: Iterable[Mention], more: Iterable[Mention]) -> tuple[Mention, ...]:
    """Both lists in reading order, without overlaps: what comes later knows more about its place and wins."""
    later = sorted(more, key=lambda m: m.span)
    starts = [m.span for m in later]
    kept = [m for m in found if not any(_overlap(m, other) for other in later[max(0, bisect_left(starts, m.span) - 1) :][:3])]
    return tuple(sorted([*kept, *later], key=lambda m: m.span))


def _overlap(one: Mention, other: Mention) -> bool:
    a, b = one.span, other.span
    return a.block == b.block and a.start < b.end and b.start < a.end
