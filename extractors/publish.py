"""From facts to plain rows: full keys, anchors with their quotes, evidence rows, vocabularies checked.

A table is made column by column: what is the same work for every row is then done by one loop, not by a call for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from extractors.document import Document, Span
from extractors.frozen import frozen, taker
from extractors.row import FACT_HEAD, Column, Fact, Row, columns
from extractors.tables import blocks
from extractors.tables.evidence import EvidenceRow

Plain = tuple[Any, ...]
BY_KEY = itemgetter(0)


class BrokenRow(Exception):
    """A row that its own row class forbids: a defect of an extractor, never of a report."""


def published(
    document_id: str, document: Document, facts: Mapping[str, Sequence[Fact]], itself: Iterable[Fact] = ()
) -> dict[str, list[Plain]]:
    """All facts as plain rows by table, each in the order of its table's columns and sorted by key, and their evidence; `itself` is
    what the document's own row says, of which only the evidence is told here."""
    rows: dict[str, list[Plain]] = {}
    told: list[tuple[Fact, str]] = [(fact, document_id) for fact in itself]  # every fact with its key
    page = _Page.of(document_id, document)
    for table, items in facts.items():
        head = page.head(items[0].LETTER, items, [fact.anchor for fact in items]) if items else []
        rows[table] = sorted(zip(*head, *_columns(document_id, items), strict=True), key=BY_KEY)
        told += zip(items, head[0], strict=True) if items else ()
    return rows | {EvidenceRow.TABLE: sorted(page.evidence(told), key=BY_KEY)}


@frozen
class _Page:
    """What every row of a document that has an anchor takes from it, made once for each block."""

    document_id: str
    texts: tuple[str, ...]
    keys: tuple[str, ...]
    starts: tuple[str, ...]  # `12.`: how the keys of what stands in block 12 go on behind the table's letter

    @classmethod
    def of(cls, document_id: str, document: Document) -> _Page:
        texts = tuple([block.text for block in document.blocks])
        return cls(document_id, texts, blocks.keys(document_id, len(texts)), tuple([f"{order}." for order in range(len(texts))]))

    def head(self, letter: str, facts: Sequence[Fact], anchors: Sequence[Span]) -> list[Sequence[Any]]:
        """The columns every fact's row begins with: key, document, anchor, source and rule. A second row on the same span gets `.2`."""
        orders, starts, ends = zip(*anchors, strict=True)
        head, begin = f"{self.document_id}-{letter}", self.starts
        keys = [f"{head}{begin[block]}{start}" for block, start in zip(orders, starts, strict=True)]
        quotes = [self.texts[block][start:end] for block, start, end in zip(orders, starts, ends, strict=True)]
        if not all(quotes):
            raise BrokenRow(f"{keys[quotes.index('')]} has an empty anchor")
        if len(set(keys)) < len(keys):
            keys = _numbered(keys)
        within = [self.keys[block] for block in orders]
        return [keys, [self.document_id] * len(keys), within, starts, ends, quotes, [f.source for f in facts], [f.rule for f in facts]]

    def evidence(self, told: Sequence[tuple[Fact, str]]) -> Iterator[Plain]:
        """One row per further printed field of every fact, in the order of `EvidenceRow`'s columns: there are more of these than of all
        facts, too many to make each a row object first, and most facts have one or none."""
        document_id, texts, blocks, begin, seen = self.document_id, self.texts, self.keys, self.starts, dict[str, int]()
        head = f"{document_id}-{EvidenceRow.LETTER}"
        for fact, of in told:
            for field, (block, start, end), part in fact.evidence:
                key, quote = f"{head}{begin[block]}{start}", texts[block][start:end]
                if not quote:
                    raise BrokenRow(f"{key} has an empty anchor")
                seen[key] = count = seen.get(key, 0) + 1
                key = key if count == 1 else f"{key}.{count}"
                yield key, document_id, blocks[block], start, end, quote, fact.source, fact.rule, fact.TABLE, of, field, part


def _numbered(keys: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    numbered = [*keys]
    for at, key in enumerate(keys):
        if key in seen:
            seen[key] += 1
            numbered[at] = f"{key}.{seen[key]}"
        else:
            seen[key] = 1
    return numbered


@frozen
class _Own:
    """How a row class's own columns are taken and checked; worked out once, since every row of every report passes here."""

    names: tuple[str, ...]
    values: Callable[[Iterable[Row]], list[list[Any]]]
    required: tuple[int, ...]
    closed: tuple[tuple[int, frozenset[str | None]], ...]
    keys: frozenset[int]


_OWN: dict[type[Row], _Own] = {}


def _worked_out(row: type[Row]) -> _Own:
    own = columns(row)[FACT_HEAD if issubclass(row, Fact) else 0 :]
    names = tuple(column.name for column in own)
    _OWN[row] = known = _Own(
        names=names,
        values=taker(*names),
        required=tuple(at for at, column in enumerate(own) if not column.nullable and column.vocabulary is None),
        closed=tuple((at, _words(column)) for at, column in enumerate(own) if column.vocabulary is not None),
        keys=frozenset(at for at, column in enumerate(own) if column.kind == "key") if issubclass(row, Fact) else frozenset(),
    )
    return known


def _words(column: Column) -> frozenset[str | None]:
    """What a column of a closed vocabulary may hold."""
    words = column.vocabulary or ()
    return frozenset((*words, None) if column.nullable else words)


def plain(document_id: str, rows: Sequence[Row]) -> list[Plain]:
    """The own columns of rows of one table, row by row."""
    return [*zip(*_columns(document_id, rows), strict=True)]


def rows_of(table: type[Row], columns: Sequence[Sequence[Any]]) -> list[Plain]:
    """The rows of a table that is told column by column, checked like all others."""
    _check(table, _OWN.get(table) or _worked_out(table), columns)
    return [*zip(*columns, strict=True)]


def _columns(document_id: str, rows: Sequence[Row]) -> list[list[Any]]:
    """The own columns of rows of one table: keys completed, vocabularies checked."""
    if not rows:
        return []
    table = type(rows[0])
    own = _OWN.get(table) or _worked_out(table)
    told = own.values(rows)
    _check(table, own, told)
    for at in own.keys:
        told[at] = [key and f"{document_id}-{key}" for key in told[at]]
    return told


def _check(table: type[Row], own: _Own, told: Sequence[Sequence[Any]]) -> None:
    """Nothing missing that must be told, and no word that is not in its vocabulary."""
    for at in own.required:
        if [at for value in told[at] if value is None]:  # a Decimal asked whether it equals None takes ten times as long
            raise BrokenRow(f"{table.TABLE}.{own.names[at]} must not be null")
    for at, words in own.closed:
        if strange := frozenset(told[at]) - words:
            raise BrokenRow(f"{table.TABLE}.{own.names[at]}: {min(map(repr, strange))} is not in the vocabulary")
