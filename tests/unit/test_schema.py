"""Every Arrow schema follows from its row class, and plain rows become Arrow as the contract says."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from extractors.row import columns
from extractors.vocabulary import MEASURES
from pipeline.schema import RECORDS, TABLES, arrow, by_key, conform, owner, register, schema


@pytest.mark.parametrize("table", TABLES)
def test_every_column_carries_its_chinese_label_and_its_description(table: str) -> None:
    for field, column in zip(schema(table), columns(TABLES[table]), strict=True):
        assert field.name == column.name
        assert field.metadata[b"label_zh"].decode() == column.label_zh
        assert field.metadata[b"description"].decode() == column.description


@pytest.mark.parametrize("table", TABLES)
def test_every_table_carries_its_label_and_schema_version(table: str) -> None:
    metadata = schema(table).metadata
    assert metadata[b"label"].decode() == TABLES[table].LABEL
    assert metadata[b"schema_version"]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_key_and_its_owner_among_its_columns(table: str) -> None:
    names = schema(table).names
    assert TABLES[table].KEY in names
    assert owner(table) in names
    assert (register(table) == table) == (table in RECORDS or table == "documents")


def test_a_closed_vocabulary_stands_in_the_field() -> None:
    field = schema("budget_figures").field("measure")
    assert tuple(json.loads(field.metadata[b"vocabulary"])) == MEASURES


def figure(amount: Decimal) -> tuple[object, ...]:
    given = {"figure_id": "a-f0.0", "document_id": "a", "amount_yuan": amount, "category_path": ("类", "款"), "year": 2021, "share": 0.25}
    return tuple(given.get(column.name) for column in columns(TABLES["budget_figures"]))


def test_amounts_are_rounded_half_even_to_the_fen() -> None:
    rows = arrow("budget_figures", [figure(Decimal(text)) for text in ("0.125", "0.135", "-0.125", "12345678901234.5")])
    assert rows["amount_yuan"].to_pylist() == [Decimal("0.12"), Decimal("0.14"), Decimal("-0.12"), Decimal("12345678901234.50")]
    assert rows["amount_yuan"].type == pa.decimal128(20, 2)


def test_lists_years_and_rates_keep_their_values() -> None:
    row = arrow("budget_figures", [figure(Decimal(1))]).to_pylist()[0]
    assert (row["category_path"], row["year"], row["share"]) == (["类", "款"], 2021, 0.25)


def block(key: str, lines: object) -> tuple[object, ...]:
    given = {"block_id": key, "document_id": "a", "order": 0, "kind": "paragraph", "text": "字", "lines": lines}
    return tuple(given.get(column.name) for column in columns(TABLES["blocks"]))


def test_printed_lines_become_structs_and_a_block_without_lines_stays_null() -> None:
    lines = ((0, 1, 1.5, 2.0, 3.0, 4.0), (7, 2, 0.0, 0.0, 1.0, 1.0))
    told = arrow("blocks", [block("b", lines), block("a", None), block("c", lines[:1])])["lines"].to_pylist()
    assert told[0][1] == {"start": 7, "page": 2, "x0": 0.0, "y0": 0.0, "x1": 1.0, "y1": 1.0}
    assert told[1] is None
    assert len(told[2]) == 1


def test_days_and_times_have_their_types() -> None:
    assert schema("documents").field("issued_on").type == pa.date32()
    assert schema("documents").field("extracted_at").type == pa.timestamp("us", tz="UTC")
    given = {"document_id": "a", "issued_on": date(2021, 3, 1), "extracted_at": datetime(2021, 3, 1, 8, tzinfo=UTC)}
    row = arrow("documents", [tuple(given.get(c.name) for c in columns(TABLES["documents"]))]).to_pylist()[0]
    assert row["issued_on"] == date(2021, 3, 1)
    assert row["extracted_at"] == datetime(2021, 3, 1, 8, tzinfo=UTC)


def test_no_rows_still_have_the_schema() -> None:
    assert arrow("rates", []).schema.equals(schema("rates"), check_metadata=True)


def test_rows_sort_by_their_key() -> None:
    assert by_key("blocks", arrow("blocks", [block("b", None), block("a", None)]))["block_id"].to_pylist() == ["a", "b"]


def test_rows_of_an_older_schema_gain_new_columns_as_null_and_lose_dropped_ones() -> None:
    older = arrow("blocks", [block("a", None)]).drop_columns(["confidence"]).append_column("gone", pa.array([1]))
    renewed = conform("blocks", older)
    assert renewed.schema.equals(schema("blocks"), check_metadata=True)
    assert renewed["confidence"].to_pylist() == [None]
