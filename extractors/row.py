"""What every row class is made of: typed columns with their labels, the anchor, and keys that follow from anchors.

A row class is the only statement of its table's columns; the Arrow schema, the data dictionary, the views and the CLI derive from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, NamedTuple, get_args, get_origin, get_type_hints

from extractors.document import Span
from extractors.frozen import frozen

# A column's kind is the mark of its annotation; `pipeline.schema` says what Arrow type each kind is.
Key = Annotated[str, "key"]
Text = Annotated[str, "text"]
Texts = Annotated[tuple[str, ...], "texts"]
Yuan = Annotated[Decimal, "yuan"]
Exact = Annotated[Decimal, "exact"]
Rate = Annotated[float, "rate"]
Number = Annotated[float, "number"]
Count = Annotated[int, "count"]
Year = Annotated[int, "year"]
Flag = Annotated[bool, "flag"]
Day = Annotated[date, "day"]
Time = Annotated[datetime, "time"]
Lines = Annotated[tuple[Any, ...], "lines"]


def column(label_zh: str, description: str, vocabulary: tuple[str, ...] | None = None, default: Any = None) -> Any:
    """One column: its Chinese label, one line of description, and the closed vocabulary its values come from."""
    return field(default=default, metadata={"label_zh": label_zh, "description": description, "vocabulary": vocabulary})


_new = tuple.__new__


class Evidence(NamedTuple):
    """Where a further printed field of a fact stands."""

    field: str
    span: Span
    part: int = 1


def printed_at(field: str, span: Span, part: int = 1) -> Evidence:
    """An `Evidence`, at two thirds of what a call of its class takes: a report has more of them than rows."""
    return _new(Evidence, (field, span, part))


def key(letter: str, span: Span) -> str:
    """A row's key within its document: the table's letter, the block and the start of its anchor."""
    return f"{letter}{span.block}.{span.start}"


@frozen(kw_only=True)
class Row:
    """Base of every row class; `TABLE` names the folder, `KEY` its key column, `LETTER` the mark of its keys."""

    TABLE: ClassVar[str]
    KEY: ClassVar[str]
    LETTER: ClassVar[str] = ""
    LABEL: ClassVar[str]
    ABOUT: ClassVar[str]


@frozen(kw_only=True)
class Fact(Row):
    """A row read from one place of a report: its anchor, the rule that found it, where its further fields stand."""

    anchor: Span
    rule: str
    source: str = "narrative"
    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> str:
        block, start, _ = self.anchor
        return f"{self.LETTER}{block}.{start}"


@frozen
class Column:
    name: str
    kind: str
    label_zh: str
    description: str
    vocabulary: tuple[str, ...] | None
    nullable: bool = False


SOURCES = ("narrative", "table")
ANCHOR_COLUMNS = (
    Column("block_id", "key", "所在块", "the block the anchor lies in", None),
    Column("start", "count", "起", "first character of the anchor in the block's text", None),
    Column("end", "count", "止", "end of the anchor in the block's text", None),
    Column("quote", "text", "原文", "the exact characters of the anchor", None),
    Column("source", "text", "来源", "whether prose or a table told it", SOURCES),
    Column("rule", "text", "规则", "the pattern or code rule that produced the row", None),
)

FACT_HEAD = 2 + len(ANCHOR_COLUMNS)  # key and document before them


_COLUMNS: dict[type[Row], tuple[Column, ...]] = {}


def columns(row: type[Row]) -> tuple[Column, ...]:
    """A table's columns in order: key, document, anchor, then its own."""
    known = _COLUMNS.get(row)
    if known is None:
        known = _COLUMNS[row] = _columns(row)
    return known


def _columns(row: type[Row]) -> tuple[Column, ...]:
    own = tuple(_own(row))
    if not issubclass(row, Fact):
        return own
    head = (
        Column(row.KEY, "key", "主键", "document, table letter, block and start of the anchor", None),
        Column("document_id", "key", "文档", "the document: first 16 hex digits of its sha256", None),
    )
    return head + ANCHOR_COLUMNS + own


def _own(row: type[Row]) -> Iterator[Column]:
    hints = get_type_hints(row, include_extras=True)
    for item in dataclasses.fields(row):
        if "label_zh" in item.metadata:
            meta = item.metadata
            hint = hints[item.name]
            yield Column(item.name, _kind(hint), meta["label_zh"], meta["description"], meta["vocabulary"], type(None) in get_args(hint))


def _kind(hint: Any) -> str:
    """The mark of `Annotated[...]`, alone or beside None."""
    if get_origin(hint) is Annotated:
        return str(get_args(hint)[1])
    return next(_kind(part) for part in get_args(hint) if part is not type(None))


def plain(text: str) -> str:
    """A quote without line breaks and outer blanks, as the `*_text` columns hold it."""
    return text.strip() if text.isprintable() else "".join(text.splitlines()).strip()


def all_plain(texts: Sequence[str]) -> list[str]:
    """`plain` of each: whether one has a line break is asked of all at once."""
    return [*map(str.strip if "".join(texts).isprintable() else plain, texts)]
