"""The Arrow schema of every table, derived from its row class, and plain rows turned into Arrow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any

import pyarrow as pa

from extractors.publish import plain
from extractors.row import Column, Row, columns
from extractors.tables.blocks import BlockRow
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.citations import Citation
from extractors.tables.documents import DocumentRow
from extractors.tables.evidence import EvidenceRow
from extractors.tables.findings import Finding
from extractors.tables.indicators import IndicatorRow
from extractors.tables.mentions import MentionRow
from extractors.tables.projects import ProjectRow
from extractors.tables.rates import RateRow
from extractors.tables.scores import ScoreRow
from extractors.tables.sections import SectionRow
from extractors.tables.statement_lines import StatementLine
from pipeline.records import Correction, CrossFinding, InputRow, RunRow

# Raised when a column changes its meaning; a column added or renamed shows in the schema itself.
SCHEMA_VERSION = "1"

ROWS: tuple[type[Row], ...] = (
    InputRow,
    DocumentRow,
    BlockRow,
    SectionRow,
    ProjectRow,
    BudgetFigure,
    StatementLine,
    RateRow,
    IndicatorRow,
    ScoreRow,
    Citation,
    MentionRow,
    EvidenceRow,
    Finding,
    CrossFinding,
    Correction,
    RunRow,
)
TABLES: dict[str, type[Row]] = {row.TABLE: row for row in ROWS}
RECORDS = frozenset(row.TABLE for row in (InputRow, CrossFinding, Correction, RunRow))

LINE = pa.struct(
    [("start", pa.int32()), ("page", pa.int32()), ("x0", pa.float32()), ("y0", pa.float32()), ("x1", pa.float32()), ("y1", pa.float32())]
)
TYPES: dict[str, pa.DataType] = {
    "key": pa.string(),
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "yuan": pa.decimal128(20, 2),
    "exact": pa.decimal128(38, 10),
    "rate": pa.float64(),
    "number": pa.float64(),
    "count": pa.int64(),
    "year": pa.int16(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "time": pa.timestamp("us", tz="UTC"),
    "lines": pa.list_(LINE),
}
PLACES = {"yuan": Decimal("0.01"), "exact": Decimal("0.0000000001")}


def arrow_type(kind: str) -> pa.DataType:
    """What a column of this kind is stored as."""
    return TYPES[kind]


def owner(table: str) -> str:
    """The column that says whom a row belongs to, and with whom it is replaced: its document, or itself."""
    return TABLES[table].KEY if table in RECORDS else "document_id"


def register(table: str) -> str:
    """The table that lists the owners of a table's rows: a document's rows live and go with its row in `documents`."""
    return table if table in RECORDS else "documents"


@cache
def schema(table: str) -> pa.Schema:
    row = TABLES[table]
    about = {"table": table, "label": row.LABEL, "about": row.ABOUT, "key": row.KEY, "schema_version": SCHEMA_VERSION}
    return pa.schema([_field(column) for column in columns(row)], metadata=about)


def _field(column: Column) -> pa.Field:
    about = {"label_zh": column.label_zh, "description": column.description}
    if column.vocabulary is not None:
        about["vocabulary"] = json.dumps(column.vocabulary, ensure_ascii=False)
    return pa.field(column.name, arrow_type(column.kind), metadata=about)


@cache
def fingerprint() -> str:
    """Changes whenever any table's schema does, so that older files are known as such."""
    text = "\n".join(schema(table).to_string(show_field_metadata=True, show_schema_metadata=True) for table in TABLES)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def arrow(table: str, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Plain rows, each in the order of the table's columns, as Arrow."""
    if not rows:
        return schema(table).empty_table()
    arrays = [_array(column, values) for column, values in zip(columns(TABLES[table]), zip(*rows, strict=True), strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema(table))


def _array(column: Column, values: tuple[Any, ...]) -> pa.Array:
    build = BUILD.get(column.kind)
    return pa.array(values, arrow_type(column.kind)) if build is None else build(column.kind, values)


def _decimals(kind: str, values: tuple[Decimal | None, ...]) -> pa.Array:
    """Half-even to the places the type keeps; what is printed finer stays in the `*_text` columns."""
    places = PLACES[kind]
    rounded = [None if value is None else value.quantize(places, ROUND_HALF_EVEN) for value in values]
    return pa.array(rounded, TYPES[kind])


def _floats(kind: str, values: tuple[Any, ...]) -> pa.Array:
    return pa.array([None if value is None else float(value) for value in values], TYPES[kind])


def _lines(kind: str, values: tuple[tuple[tuple[Any, ...], ...] | None, ...]) -> pa.Array:
    """Lists of structs from flat columns: a struct a line would cost ten times as much."""
    flat = [line for lines in values if lines for line in lines]
    parts = list(zip(*flat, strict=True)) or [()] * LINE.num_fields
    children = [pa.array(part, field.type) for part, field in zip(parts, LINE, strict=True)]
    offsets: list[int | None] = []
    end = 0
    for lines in values:
        offsets.append(None if lines is None else end)
        end += len(lines or ())
    return pa.ListArray.from_arrays(pa.array([*offsets, end], pa.int32()), pa.StructArray.from_arrays(children, fields=list(LINE)))


BUILD: dict[str, Callable[[str, tuple[Any, ...]], pa.Array]] = {
    "yuan": _decimals,
    "exact": _decimals,
    "rate": _floats,
    "number": _floats,
    "lines": _lines,
}


def records(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    """Rows of the tables of many reports as plain rows, vocabularies checked."""
    return plain("", list(rows))


def conform(table: str, data: pa.Table) -> pa.Table:
    """Rows of whatever schema in today's: new columns null, dropped ones gone."""
    wanted, old = schema(table), set(data.column_names)
    if data.schema.equals(wanted):
        return pa.Table.from_arrays(data.columns, schema=wanted)
    arrays = [data[f.name].cast(f.type) if f.name in old else pa.nulls(data.num_rows, f.type) for f in wanted]
    return pa.Table.from_arrays(arrays, schema=wanted)


def by_key(table: str, data: pa.Table) -> pa.Table:
    return data.sort_by(TABLES[table].KEY)
