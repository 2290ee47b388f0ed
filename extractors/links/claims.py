"""What joins the facts the extractors found: who owns which mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.document import Mention, Span
from extractors.row import Fact

# One mention has one owner; the first table that uses it owns it.
OWNERS = ("statement_lines", "budget_figures", "rates", "scores", "indicators")
INDICATOR_FIELDS = ("target", "actual")
STRETCH = 256  # characters of a block whose claims are kept together

Claim = tuple[int, Span, Fact]  # its rank, what it claims, who does


def owners(mentions: Sequence[Mention], facts: Mapping[str, Sequence[Fact]]) -> dict[Span, str]:
    """The key of the fact that owns a mention, for every mention that has one: the first claim on any of its characters counts."""
    numbers = {mention.span for mention in mentions}
    exact: dict[Span, Claim] = {}
    wide: dict[tuple[int, int], list[Claim]] = {}  # claims on more or less than one mention, by where to look them up
    for rank, (span, fact) in enumerate(_claims(facts)):
        if span in numbers:
            exact.setdefault(span, (rank, span, fact))
        else:
            for stretch in _stretches(span):
                wide.setdefault(stretch, []).append((rank, span, fact))
    blocks = {block for block, _ in wide}
    near = ((span, _first(span, exact.get(span), wide)) for span in numbers if span.block in blocks) if wide else ()
    first = exact | {span: claim for span, claim in near if claim is not None}
    return {span: fact.key for span, (_, _, fact) in first.items()}


def _claims(facts: Mapping[str, Sequence[Fact]]) -> Iterator[tuple[Span, Fact]]:
    """A figure claims its number; an indicator only what lies in its own target or actual."""
    for table in OWNERS:
        for fact in facts.get(table, ()):
            if table != "indicators":
                yield fact.anchor, fact
            else:
                yield from ((span, fact) for field, span, _ in fact.evidence if field in INDICATOR_FIELDS)


def _stretches(span: Span) -> Sequence[tuple[int, int]]:
    """Where to look a span up: a report on one endless line is one block with thousands of claims."""
    block, start, end = span
    first, last = start // STRETCH, max(end - 1, start) // STRETCH
    return ((block, first),) if first == last else [(block, n) for n in range(first, last + 1)]


def _first(span: Span, exact: Claim | None, wide: Mapping[tuple[int, int], Sequence[Claim]]) -> Claim | None:
    _, start, end = span
    first = exact
    for stretch in _stretches(span):
        for claim in wide.get(stretch, ()):
            _, begin, close = claim[1]
            if begin < end and start < close and (first is None or claim[0] < first[0]):
                first = claim
    return first
