"""Every number of a report that means something, in block order: amounts, percents, counts, scores and dates."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

from extractors.document import Document, Mention, Span
from extractors.numbers.amounts import bare, cued, unmarked
from extractors.numbers.quantities import scan
from extractors.numbers.units import money_unit, unit_of_header

_PLACE = attrgetter("span")
__all__ = ["bare", "mentions", "merge", "money_unit", "unit_of_header"]


def mentions(document: Document) -> tuple[Mention, ...]:
    """Every number whose unit stands beside it, amounts that lost theirs in a sentence of amounts, and scores that never had one."""
    lost: list[Span] = []
    told = scan(document.blocks, lost)
    found = [*chain.from_iterable(told)]
    for one in (*cued(document, told, lost), *unmarked(document)):
        insort(found, one, key=_PLACE)
    return tuple(found)


def merge(found: Sequence[Mention], more: Iterable[Mention]) -> tuple[Mention, ...]:
    """Both lists in reading order, as the first one is, without overlaps: what comes later knows more about its place and wins."""
    later = sorted(more, key=_PLACE)
    if not later:
        return tuple(found)
    within = {m.span.block for m in later}
    starts = [m.span for m in later]
    kept = [m for m in found if m.span.block not in within or not _hidden(m.span, starts)]
    return tuple(sorted([*kept, *later], key=_PLACE))


def _hidden(span: Span, starts: list[Span]) -> bool:
    """Later ones do not overlap each other, so only the neighbours of the mention's own start and end can meet it."""
    first = max(0, bisect_left(starts, span) - 1)
    last = bisect_left(starts, (span.block, span.end))
    return any(other.block == span.block and span.start < other.end and other.start < span.end for other in starts[first:last])
