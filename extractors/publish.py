"""From facts to plain rows: full keys, anchors with their quotes, evidence rows, vocabularies checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extractors.document import Document
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
    return head + tuple(own_values(document_id, fact))


def own_values(document_id: str, row: Row) -> Iterator[Any]:
    """A row's own columns: keys completed, vocabularies checked."""
    own = columns(type(row))[FACT_HEAD if isinstance(row, Fact) else 0 :]
    for column in own:
        value = getattr(row, column.name)
        if value is None:
            if not column.nullable:
                raise BrokenRow(f"{row.TABLE}.{column.name} must not be null")
        elif column.vocabulary is not None and value not in column.vocabulary:
            raise BrokenRow(f"{row.TABLE}.{column.name}: {value!r} is not in the vocabulary")
        elif column.kind == "key" and isinstance(row, Fact):
            value = f"{document_id}-{value}"
        yield value
