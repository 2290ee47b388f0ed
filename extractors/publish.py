"""From facts to plain rows: full keys, anchors with their quotes, evidence rows, vocabularies checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from extractors.document import Document, Span
from extractors.frozen import frozen
from extractors.row import FACT_HEAD, Fact, Row, columns, key
from extractors.tables.evidence import EvidenceRow

Plain = tuple[Any, ...]
BY_KEY = itemgetter(0)


class BrokenRow(Exception):
    """A row that its own row class forbids: a defect of an extractor, never of a report."""


def published(document_id: str, document: Document, facts: Mapping[str, Sequence[Fact]]) -> dict[str, list[Plain]]:
    """All facts as plain rows by table, each in the order of its table's columns and sorted by key, and their evidence."""
    rows: dict[str, list[Plain]] = {}
    evidence: list[Plain] = []
    seen: dict[str, int] = {}  # a table's letter is part of its keys
    for table, items in facts.items():
        keyed = [(fact, _numbered(fact.key, seen)) for fact in items]
        rows[table] = sorted((_plain(document_id, document, fact, own) for fact, own in keyed), key=BY_KEY)
        evidence += (row for fact, own in keyed for row in _evidence(document_id, document, fact, own, seen))
    return rows | {EvidenceRow.TABLE: sorted(evidence, key=BY_KEY)}


def _numbered(own: str, seen: dict[str, int]) -> str:
    """A second row on the same span gets `.2`, a third `.3`."""
    seen[own] = count = seen.get(own, 0) + 1
    return own if count == 1 else f"{own}.{count}"


def _plain(document_id: str, document: Document, fact: Fact, own: str) -> Plain:
    return _head(document_id, document, fact, own, fact.anchor) + own_values(document_id, fact)


def _evidence(document_id: str, document: Document, fact: Fact, own: str, seen: dict[str, int]) -> Iterator[Plain]:
    """One row per further printed field, in the order of `EvidenceRow`'s columns: there are more of these than of all facts,
    too many to make each a row object first."""
    for name, span, part in fact.evidence:
        head = _head(document_id, document, fact, _numbered(key(EvidenceRow.LETTER, span), seen), span)
        yield (*head, fact.TABLE, f"{document_id}-{own}", name, part)


def _head(document_id: str, document: Document, fact: Fact, own: str, span: Span) -> Plain:
    """The columns every fact's row begins with: key, document, anchor, source and rule."""
    block, start, end = span
    quote = document.blocks[block].text[start:end]
    if not quote:
        raise BrokenRow(f"{document.name}: {fact.TABLE} {own} has an empty anchor")
    return f"{document_id}-{own}", document_id, f"{document_id}-b{block}.0", start, end, quote, fact.source, fact.rule


@frozen
class _Own:
    """How a row class's own columns are taken and checked; worked out once, since every row of every report passes here."""

    names: tuple[str, ...]
    values: Callable[[Row], tuple[Any, ...]]
    required: tuple[int, ...]
    closed: tuple[tuple[int, frozenset[str | None]], ...]
    keys: tuple[int, ...]


_OWN: dict[type[Row], _Own] = {}


def _worked_out(row: type[Row]) -> _Own:
    own = columns(row)[FACT_HEAD if issubclass(row, Fact) else 0 :]
    names = tuple(column.name for column in own)
    _OWN[row] = known = _Own(
        names=names,
        values=attrgetter(*names),
        required=tuple(at for at, column in enumerate(own) if not column.nullable),
        closed=tuple((at, frozenset((*column.vocabulary, None))) for at, column in enumerate(own) if column.vocabulary is not None),
        keys=tuple(at for at, column in enumerate(own) if column.kind == "key") if issubclass(row, Fact) else (),
    )
    return known


def own_values(document_id: str, row: Row) -> tuple[Any, ...]:
    """A row's own columns: keys completed, vocabularies checked."""
    own = _OWN.get(type(row)) or _worked_out(type(row))
    values = own.values(row)
    for at in own.required:
        if values[at] is None:
            raise BrokenRow(f"{row.TABLE}.{own.names[at]} must not be null")
    for at, words in own.closed:
        if values[at] not in words:
            raise BrokenRow(f"{row.TABLE}.{own.names[at]}: {values[at]!r} is not in the vocabulary")
    if not own.keys:
        return values
    full = list(values)
    for at in own.keys:
        if full[at] is not None:
            full[at] = f"{document_id}-{full[at]}"
    return tuple(full)
