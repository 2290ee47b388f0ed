"""Amounts of a form: what a cell's number is worth, in the unit its cell, header, row or form prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extractors.document import Document, Mention, Span
from extractors.forms.cells import Cell
from extractors.frozen import frozen
from extractors.mentions import bare

Unit = tuple[str, Span]


@frozen
class Printed:
    """What the grammar saw in each block: amounts and percents with their unit beside them."""

    document: Document
    amounts: Mapping[int, Sequence[Mention]]
    percents: Mapping[int, Sequence[Mention]]


def printed(document: Document, mentions: Iterable[Mention]) -> Printed:
    amounts, percents = defaultdict[int, list[Mention]](list), defaultdict[int, list[Mention]](list)
    for mention in mentions:
        if mention.kind == "amount":
            amounts[mention.span.block].append(mention)
        elif mention.kind == "percent":
            percents[mention.span.block].append(mention)
    return Printed(document, amounts, percents)


def amounts(place: Span, printed: Printed, unit: Unit | None) -> Sequence[Mention]:
    """The amounts printed with their unit in a cell, else its bare number in the unit printed elsewhere."""
    own = printed.amounts.get(place.block)
    if own:
        return [m for m in own if place.start <= m.span.start < place.end]
    if unit is None:
        return ()
    told = bare(printed.document, place, unit[0], unit[1])
    return () if told is None else (told,)


def bare_percent(cell: Cell, sign: Span | None, printed: Printed) -> Mention | None:
    """A bare number in a rate column, as a fraction."""
    return bare(printed.document, cell.span, "%", sign, "percent")
