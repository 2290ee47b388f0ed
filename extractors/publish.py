"""From facts to plain rows: full keys, anchors with their quotes, evidence rows, vocabularies checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from extractors.document import Document
from extractors.frozen import frozen
from extractors.row import FACT_HEAD, Evidence, Fact, Row, columns
from extractors.tables.evidence import EvidenceRow

Plain = tuple[Any, ...]


class BrokenRow(Exception):
    """A row that its own row class forbids: a defect of an extractor, never of a report."""


def facts_to_rows(document_id: str, document: Document, facts: Sequence[Fact]) -> list[Plain]:
    """All facts of one table as plain rows in the order of its columns, sorted by key."""
    rows = [_plain(document_id, document, fact, f"{document_id}-{key}") for fact, key in zip(facts, _keys(facts), strict=True)]
    return sorted(rows, key=lambda row: row[0])


def evidence_of(facts: Sequence[Fact]) -> Iterator[EvidenceRow]:
    """One evidence row per further printed field of every fact."""
    for fact, key in zip(facts, _keys(facts), strict=True):
        for item in fact.evidence:
            yield _evidence(fact, key, item)


def _evidence(fact: Fact, key: str, item: Evidence) -> EvidenceRow:
    return EvidenceRow(
        anchor=item.span, rule=fact.rule, source=fact.source, table=fact.TABLE, fact_id=key, field=item.field, part=item.part
    )


def _keys(facts: Iterable[Fact]) -> Iterator[str]:
    """A second row on the same span gets `.2`, a third `.3`."""
    seen: dict[str, int] = {}
    for fact in facts:
        key = fact.key
        seen[key] = count = seen.get(key, 0) + 1
        yield key if count == 1 else f"{key}.{count}"


def _plain(document_id: str, document: Document, fact: Fact, full_key: str) -> Plain:
    anchor = fact.anchor
    quote = document.text(anchor)
    if not quote:
        raise BrokenRow(f"{document.name}: {fact.TABLE} {fact.key} has an empty anchor")
    head = (full_key, document_id, f"{document_id}-b{anchor.block}.0", anchor.start, anchor.end, quote, fact.source, fact.rule)
    return head + own_values(document_id, fact)


@frozen
class _Own:
    """How a row class's own columns are taken and checked; worked out once, since every row of every report passes here."""

    names: tuple[str, ...]
    values: Callable[[Row], tuple[Any, ...]]
    required: tuple[int, ...]
    closed: tuple[tuple[int, frozenset[str]], ...]
    keys: tuple[int, ...]


_OWN: dict[type[Row], _Own] = {}


def _own(row: type[Row]) -> _Own:
    known = _OWN.get(row)
    if known is None:
        known = _OWN[row] = _worked_out(row)
    return known


def _worked_out(row: type[Row]) -> _Own:
    own = columns(row)[FACT_HEAD if issubclass(row, Fact) else 0 :]
    names = tuple(column.name for column in own)
    return _Own(
        names=names,
        values=attrgetter(*names),
        required=tuple(at for at, column in enumerate(own) if not column.nullable),
        closed=tuple((at, frozenset(column.vocabulary)) for at, column in enumerate(own) if column.vocabulary is not None),
        keys=tuple(at for at, column in enumerate(own) if column.kind == "key") if issubclass(row, Fact) else (),
    )


def own_values(document_id: str, row: Row) -> tuple[Any, ...]:
    """A row's own columns: keys completed, vocabularies checked."""
    own = _own(type(row))
    values = own.values(row)
    for at in own.required:
        if values[at] is None:
            raise BrokenRow(f"{row.TABLE}.{own.names[at]} must not be null")
    for at, words in own.closed:
        if values[at] is not None and values[at] not in words:
            raise BrokenRow(f"{row.TABLE}.{own.names[at]}: {values[at]!r} is not in the vocabulary")
    if not own.keys:
        return values
    full = list(values)
    for at in own.keys:
        if full[at] is not None:
            full[at] = f"{document_id}-{full[at]}"
    return tuple(full)
