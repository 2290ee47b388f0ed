"""Every number of a report that means something, in block order: amounts, percents, counts, scores and dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from extractors.document import Document, Mention
from extractors.numbers.amounts import bare, cued, mention
from extractors.numbers.quantities import scan
from extractors.numbers.units import money_unit, unit_of_header

__all__ = ["bare", "mentions", "merge", "money_unit", "unit_of_header"]


def mentions(document: Document) -> tuple[Mention, ...]:
    """Every number whose unit stands beside it, and amounts that lost theirs in a sentence of amounts."""
    told = [tuple(mention(found, block.order) for found in scan(block.text, block.kind == "cell")) for block in document.blocks]
    return merge((m for block in told for m in block), cued(document, told))


def merge(found: Iterable[Mention], more: Iterable[Mention]) -> tuple[Mention, ...]:
    """Both lists in reading order, without overlaps: what comes later knows more about its place and wins."""
    later = sorted(more, key=_place)
    starts = [_place(m) for m in later]
    kept = [m for m in found if not _hidden(m, later, starts)]
    return tuple(sorted([*kept, *later], key=_place))


def _hidden(mention: Mention, later: list[Mention], starts: list[tuple[int, int]]) -> bool:
    """Later ones do not overlap each other, so only the neighbours of the mention's own start and end can meet it."""
    first = max(0, bisect_left(starts, _place(mention)) - 1)
    last = bisect_left(starts, (mention.span.block, mention.span.end))
    return any(_overlap(mention, other) for other in later[first:last])


def _place(mention: Mention) -> tuple[int, int]:
    return mention.span.block, mention.span.start


def _overlap(one: Mention, other: Mention) -> bool:
    a, b = one.span, other.span
    return a.block == b.block and a.start < b.end and b.start < a.end
