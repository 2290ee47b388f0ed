"""`jixiao query`: SQL over one consistent snapshot, printed or written in the form asked for."""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import duckdb
import pyarrow as pa
from rich.cells import cell_len
from rich.table import Table

import pipeline
from pipeline.console import console, write
from pipeline.store_snapshot import BrokenStore

WIDEST = 60  # characters of a value in a printed table
FORMS = ("csv", "json", "parquet")  # what a file can be written in


class QueryError(Exception):
    """SQL that cannot be answered: what is wrong, and where to look."""


class WrongOutput(Exception):
    """A form and a file that do not go together, or a file that cannot be written."""


def answer(sql: str, out: Path, form: str | None, output: Path | None) -> None:
    """Run one query and print or write its rows; without a form as the file's suffix says, else as a table."""
    chosen = _form(form, output)
    try:
        with pipeline.tables(out) as tables:
            rows = _apart(tables.sql(sql))
    except duckdb.Error as error:
        raise QueryError(f"{error}\njixiao schema lists the tables and columns, DESCRIBE v_figures those of a view") from None
    except BrokenStore as error:
        raise QueryError(str(error)) from None
    except ValueError as error:
        raise QueryError(str(error)) from None
    if output is not None:
        _save(rows, chosen, output)
    elif chosen == "table":
        _print(rows)
    else:
        write(_text(rows, chosen))


def _form(form: str | None, output: Path | None) -> str:
    """What the rows are written in, known before the tables are asked."""
    if output is None:
        if form == "parquet":
            raise WrongOutput("--format parquet needs --output FILE")
        return form or "table"
    chosen = form or output.suffix.lower().removeprefix(".")
    if chosen not in FORMS:
        raise WrongOutput(f"--output {output} needs --format csv, json or parquet, or a file name that ends so")
    return chosen


def _apart(rows: pa.Table) -> pa.Table:
    """Columns of one name (`SELECT d.*, p.*`) as DuckDB counts them, a and a_1: a record holds a name but once."""
    told: list[str] = []
    for name in rows.column_names:
        again = (f"{name}_{number}" for number in count(1))
        told.append(name if name not in told else next(one for one in again if one not in (*told, *rows.column_names)))
    return rows.rename_columns(told)


def _save(rows: pa.Table, form: str, output: Path) -> None:
    try:
        if form == "parquet":
            import pyarrow.parquet as pq

            pq.write_table(rows, output)
        else:
            output.write_text(_text(rows, form), "utf-8")
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise WrongOutput(f"{output} cannot be written: {why}; name a file in a folder that exists and has room") from None


def _text(rows: pa.Table, form: str) -> str:
    if form == "csv":
        frame = _flat(rows).to_pandas(integer_object_nulls=True)  # else a year beside a null is 2022.0
        return str(frame.to_csv(index=False))
    return json.dumps(rows.to_pylist(), ensure_ascii=False, default=_plain) + "\n"


def _flat(rows: pa.Table) -> pa.Table:
    """Lists as JSON: a cell of CSV has no other way to hold several values."""
    for at, column in enumerate(rows.schema):
        if pa.types.is_nested(column.type):
            told = (
                None if value is None else json.dumps(value, ensure_ascii=False, default=_plain) for value in rows.column(at).to_pylist()
            )
            rows = rows.set_column(at, column.name, pa.array(told, pa.string()))
    return rows


def _plain(value: object) -> object:
    """What JSON has no word for: an amount is a number, a day is written as one."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


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
                console.print(f"{name}: {value}")
    console.print(f"{rows.num_rows} rows")


def _shown(value: object) -> str:
    """A value as a reader writes it: 3 and not 3.0000000000."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    text = "" if value is None else str(value)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
