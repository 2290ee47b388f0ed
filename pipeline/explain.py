"""`jixiao explain`: one fact, the words each of its fields was read from, and the rule that found it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

import pipeline
from extractors.row import Fact, columns
from pipeline.console import console
from pipeline.schema import TABLES
from pipeline.store_tables import Tables

AROUND = 40  # characters shown on either side of a quote


class NoSuchFact(Exception):
    """A key that no table holds."""


def explain(fact_id: str, out: Path) -> None:
    """Print a fact by its key: columns, anchor and evidence in context, rule."""
    with pipeline.tables(out) as tables:
        table, row = _find(tables, fact_id)
        evidence = _rows(tables, "SELECT * FROM evidence WHERE fact_id = $1 ORDER BY field, part", fact_id)
        owned = _rows(tables, "SELECT * FROM mentions WHERE claimed_by = $1 ORDER BY mention_id", fact_id)
        blocks = _blocks(tables, [row, *evidence, *owned])
        source = _rows(tables, "SELECT source_uri FROM documents WHERE document_id = $1", row["document_id"])
    console.print(f"{table} {fact_id}  ({source[0]['source_uri'] if source else row['document_id']})", markup=False)
    for column in columns(TABLES[table]):
        if row.get(column.name) is not None and column.name not in ("block_id", "start", "end", "quote", "document_id"):
            console.print(f"  {column.name} {column.label_zh}: {row[column.name]}", markup=False)
    console.print(f"found by rule {row['rule']} in {row['source']}", markup=False)
    _quoted("anchor", row, blocks)
    for item in evidence:
        _quoted(item["field"], item, blocks)
    for item in owned:
        _quoted("owns", item, blocks)


def _find(tables: Tables, fact_id: str) -> tuple[str, dict[str, Any]]:
    """The letter in a key names its table."""
    for name, row in TABLES.items():
        if issubclass(row, Fact) and f"-{row.LETTER}" in fact_id:
            found = _rows(tables, f"SELECT * FROM {name} WHERE {row.KEY} = $1", fact_id)
            if found:
                return name, found[0]
    raise NoSuchFact(f"no table holds the key {fact_id}; jixiao query lists keys, such as SELECT figure_id FROM budget_figures")


def _rows(tables: Tables, sql: str, key: str) -> list[dict[str, Any]]:
    quoted = "'" + key.replace("'", "''") + "'"
    return list(tables.sql(sql.replace("$1", quoted)).to_pylist())


def _blocks(tables: Tables, rows: list[dict[str, Any]]) -> dict[str, str]:
    ids = ", ".join("'" + row["block_id"].replace("'", "''") + "'" for row in rows)
    return {row["block_id"]: row["text"] for row in tables.sql(f"SELECT block_id, text FROM blocks WHERE block_id IN ({ids})").to_pylist()}


def _quoted(label: str, row: dict[str, Any], blocks: dict[str, str]) -> None:
    """A quote in its context."""
    text, start, end = blocks.get(row["block_id"], ""), row["start"], row["end"]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    console.print(Text(f"  {label:12} …{before}") + Text(text[start:end], style="bold red") + Text(f"{after}…"))
