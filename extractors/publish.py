"""From facts to plain rows: full keys, anchors with their quotes, evidence rows, vocabularies checked.

A table is made column by column: what is the same work for every row is then done by one loop, not by a call for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from extractors.document import Document, Span
from extractors.frozen import frozen
from extractors.row import FACT_HEAD, Fact, Row, columns
from extractors.tables.evidence import EvidenceRow

Plain = tuple[Any, ...]
BY_KEY = itemgetter(0)
STANDS = attrgetter("anchor", "source", "rule")


class BrokenRow(Exception):
    """A row that its own row class forbids: a defect of an extractor, never of a report."""


def published(document_id: str, document: Document, facts: Mapping[str, Sequence[Fact]]) -> dict[str, list[Plain]]:
    """All facts as plain rows by table, each in the order of its table's columns and sorted by key, and their evidence."""
    rows: dict[str, list[Plain]] = {}
    evidence: list[Plain] = []
    seen: dict[str, int] = {}  # a table's letter is part of its keys
    texts = [block.text for block in document.blocks]
    for table, items in facts.items():
        letter = items[0].LETTER if items else ""
        heads = list(_heads(document_id, letter, texts, seen, map(STANDS, items)))
        rows[table] = sorted((head + own for head, own in zip(heads, plain(document_id, items), strict=True)), key=BY_KEY)
        evidence += _evidence(document_id, texts, seen, items, [head[0] for head in heads])
    return rows | {EvidenceRow.TABLE: sorted(evidence, key=BY_KEY)}


def _evidence(document_id: str, texts: Sequence[str], seen: dict[str, int], items: Sequence[Fact], keys: Sequence[str]) -> Iterator[Plain]:
    """One row per further printed field, in the order of `EvidenceRow`'s columns: there are more of these than of all facts,
    too many to make each a row object first."""
    told = [(fact, key, one) for fact, key in zip(items, keys, strict=True) for one in fact.evidence]
    heads = _heads(document_id, EvidenceRow.LETTER, texts, seen, ((one.span, fact.source, fact.rule) for fact, _, one in told))
    for head, (fact, key, one) in zip(heads, told, strict=True):
        yield (*head, fact.TABLE, key, one.field, one.part)


def _heads(
    document_id: str, letter: str, texts: Sequence[str], seen: dict[str, int], facts: Iterable[tuple[Span, str, str]]
) -> Iterator[Plain]:
    """The columns every fact's row begins with: key, document, anchor, source and rule. A second row on the same span gets `.2`."""
    for (block, start, end), source, rule in facts:
        key = f"{document_id}-{letter}{block}.{start}"
        seen[key] = count = seen.get(key, 0) + 1
        if not (quote := texts[block][start:end]):
            raise BrokenRow(f"{key} has an empty anchor")
        yield key if count == 1 else f"{key}.{count}", document_id, f"{document_id}-b{block}.0", start, end, quote, source, rule


@frozen
class _Own:
    """How a row class's own columns are taken and checked; worked out once, since every row of every report passes here."""

    names: tuple[str, ...]
    values: Callable[[Row], tuple[Any, ...]]
    required: tuple[int, ...]
    closed: tuple[tuple[int, frozenset[str | None]], ...]
    keys: frozenset[int]


_OWN: dict[type[Row], _Own] = {}


def _worked_out(row: type[Row]) -> _Own:
    own = columns(row)[FACT_HEAD if issubclass(row, Fact) else 0 :]
    names = tuple(column.name for column in own)
    _OWN[row] = known = _Own(
        names=names,
        values=attrgetter(*names),
        required=tuple(at for at, column in enumerate(own) if not column.nullable),
        closed=tuple((at, frozenset((*column.vocabulary, None))) for at, column in enumerate(own) if column.vocabulary is not None),
        keys=frozenset(at for at, column in enumerate(own) if column.kind == "key") if issubclass(row, Fact) else frozenset(),
    )
    return known


def plain(document_id: str, rows: Sequence[Row]) -> list[Plain]:
    """The own columns of rows of one table: keys completed, vocabularies checked."""
    if not rows:
        return []
    own = _OWN.get(type(rows[0])) or _worked_out(type(rows[0]))
    values = [*map(own.values, rows)]
    told = [*zip(*values, strict=True)]
    for at in own.required:
        if None in told[at]:
            raise BrokenRow(f"{rows[0].TABLE}.{own.names[at]} must not be null")
    for at, words in own.closed:
        if strange := frozenset(told[at]) - words:
            raise BrokenRow(f"{rows[0].TABLE}.{own.names[at]}: {min(map(repr, strange))} is not in the vocabulary")
    if not own.keys:
        return values
    full = ([key and f"{document_id}-{key}" for key in column] if at in own.keys else column for at, column in enumerate(told))
    return [*zip(*full, strict=True)]
