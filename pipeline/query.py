"""`jixiao query`: SQL over one consistent snapshot, printed or written in the form asked for."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
from rich.cells import cell_len
from rich.table import Table

import pipeline
from pipeline.console import console
from pipeline.store_snapshot import BrokenStore

WIDEST = 60  # characters of a value in a printed table


class QueryError(Exception):
    """SQL that cannot be answered: what is wrong, and where to look."""


def answer(sql: str, out: Path, form: str, output: Path | None) -> None:
    """Run one query and print or write its rows."""
    if form == "parquet" and output is None:
        raise QueryError("jixiao query: --format parquet needs --output FILE")
    try:
        with pipeline.tables(out) as tables:
            rows = tables.sql(sql)
    except duckdb.Error as error:
        raise QueryError(f"jixiao query: {error}\njixiao schema lists the tables and columns, DESCRIBE v_figures those of a view") from None
    except BrokenStore as error:
        raise QueryError(f"jixiao query: {error}") from None
    except ValueError as error:
        raise QueryError(f"jixiao query: {error}") from None
    if form == "table":
        _print(rows)
    elif form == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(rows, output)
    else:
        _write(_text(rows, form), output)


def _text(rows: pa.Table, form: str) -> str:
    if form == "csv":
        frame = rows.to_pandas(integer_object_nulls=True)  # else a year beside a null is 2022.0
        return str(frame.to_csv(index=False))
    return json.dumps(rows.to_pylist(), ensure_ascii=False, default=_plain) + "\n"


def _plain(value: object) -> object:
    """What JSON has no word for: an amount is a number, a day is written as one."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, "utf-8")


def _print(rows: pa.Table) -> None:
    """A table where its columns fit, else one record after the other."""
    records = [[_shown(value) for value in row.values()] for row in rows.to_pylist()]
    needed = sum(max([cell_len(name), *(cell_len(r[at]) for r in records)]) + 3 for at, name in enumerate(rows.column_names))
    if needed <= console.width:
        table = Table(*rows.column_names)
        for record in records:
            table.add_row(*record)
        console.print(table, soft_wrap=False)
    else:
        for number, record in enumerate(records, 1):
            console.print(f"-- {number}")
            for name, value in zip(rows.column_names, record, strict=True):
                console.print(f"{name}: {value}", markup=False)
    console.print(f"{rows.num_rows} rows")


def _shown(value: object) -> str:
    """A value as a reader writes it: 3 and not 3.0000000000."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    text = "" if value is None else str(value)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
