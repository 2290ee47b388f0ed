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
OF_FIGURES = (("denominator", "budget_figure_id"), ("numerator", "executed_figure_id"))  # what a rate follows from


class NoSuchFact(Exception):
    """A key that no table holds."""


def explain(fact_id: str, out: Path) -> None:
    """Print a fact by its key: columns, anchor and evidence in context and where they stand, rule."""
    with pipeline.tables(out) as tables:
        table, row = _find(tables, fact_id)
        evidence = _rows(tables, "SELECT * FROM evidence WHERE fact_id = $1 ORDER BY field, part", fact_id)
        owned = _rows(tables, "SELECT * FROM mentions WHERE claimed_by = $1 ORDER BY mention_id", fact_id)
        figures = [(of, _figure(tables, row.get(column))) for of, column in OF_FIGURES]
        quotes = [
            *([("anchor", row)] if "quote" in row else []),
            *((item["field"], item) for item in evidence),
            *(("owns", item) for item in owned if "quote" in row and _span(item) != _span(row)),
        ]
        quotes += [(of, figure) for of, figure in figures if figure is not None]
        blocks = _blocks(tables, [quote for _, quote in quotes])
        source = _rows(tables, "SELECT source_uri FROM documents WHERE document_id = $1", row["document_id"])
    console.print(f"{table} {fact_id}  ({source[0]['source_uri'] if source else row['document_id']})")
    for column in columns(TABLES[table]):
        if row.get(column.name) is not None and column.name not in ("block_id", "start", "end", "quote", "document_id"):
            console.print(f"  {column.name} {column.label_zh}: {_printed(row[column.name])}")
    if "rule" in row:
        console.print(f"found by rule {row['rule']} in {row['source']}")
    for label, quote in quotes:
        console.print(_quoted(label, quote, blocks[quote["block_id"]]))


def _span(quote: dict[str, Any]) -> tuple[str, int, int]:
    return quote["block_id"], quote["start"], quote["end"]


def _figure(tables: Tables, key: str | None) -> dict[str, Any] | None:
    return None if key is None else _rows(tables, "SELECT * FROM budget_figures WHERE figure_id = $1", key)[0]


def _printed(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _find(tables: Tables, fact_id: str) -> tuple[str, dict[str, Any]]:
    """The letter in a key names its table; a document's has none."""
    if "-" not in fact_id and (found := _rows(tables, "SELECT * FROM documents WHERE document_id = $1", fact_id)):
        return "documents", found[0]
    for name, row in TABLES.items():
        if issubclass(row, Fact) and f"-{row.LETTER}" in fact_id:
            found = _rows(tables, f"SELECT * FROM {name} WHERE {row.KEY} = $1", fact_id)
            if found:
                return name, found[0]
    raise NoSuchFact(f"no table holds the key {fact_id}; jixiao query lists keys, such as SELECT figure_id FROM budget_figures")


def _rows(tables: Tables, sql: str, key: str) -> list[dict[str, Any]]:
    quoted = "'" + key.replace("'", "''") + "'"
    return list(tables.sql(sql.replace("$1", quoted)).to_pylist())


def _blocks(tables: Tables, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every block the quotes lie in, with the titles above it."""
    if not rows:
        return {}
    ids = ", ".join("'" + row["block_id"].replace("'", "''") + "'" for row in rows)
    sql = f"SELECT b.*, s.path FROM blocks b LEFT JOIN sections s ON s.section_id = b.section_id WHERE b.block_id IN ({ids})"
    return {row["block_id"]: row for row in tables.sql(sql).to_pylist()}


def _quoted(label: str, row: dict[str, Any], block: dict[str, Any]) -> Text:
    """A quote in its context, marked so that it can be told in a file too, and where it stands."""
    text, start, end = block["text"], row["start"], row["end"]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    told = Text(f"  {label:12} {'…' * (start > AROUND)}{before}") + Text(f"【{text[start:end]}】", style="bold red")
    return told + Text(f"{after}{'…' * (end + AROUND < len(text))}  ({_place(block)})", style="dim")


def _place(block: dict[str, Any]) -> str:
    """Page, cell and chapter, each where there is one."""
    parts = [f"page {block['page']}"] if block["page"] is not None else []
    if block["table_no"] is not None:
        parts.append(f"table {block['table_no']} row {block['row']} column {block['col']}")
    return ", ".join([*parts, " > ".join(block["path"] or ()) or f"block {block['order']}"])
