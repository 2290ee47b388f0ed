"""What a report tells, whatever file it came in: every fact row without its places and without what is the file's own.

A key becomes the words it stands for, so that two files are compared by what is linked with what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from conftest import names

from extractors.report import report
from extractors.row import Fact
from pipeline.schema import TABLES

Told = tuple[tuple[str, Any], ...]
Facts = dict[str, list[Told]]

PLACES = {"block_id", "start", "end", "order", "first_block", "last_block"}
OF_THE_FILE = {
    "document_id",
    "format",
    "encoding",
    "sha256",
    "size_bytes",
    "page_count",
    "ocr_pages",
    "reader",
    "block_count",
    "file_name",
    "source_uri",
}


def facts(data: bytes, name: str) -> Facts:
    """The fact rows of every table in reading order."""
    told = report(data, name)
    rows = {
        table: [dict(zip(names(table), row, strict=True)) for row in told.rows.get(table, ())] for table in [*_fact_tables(), "documents"]
    }
    words = {key: word for table in _fact_tables() for key, word in _named(table, rows[table])} | {told.document_id: "the document"}
    return {table: _plain(table, found, words) for table, found in rows.items()}


def differences(one: Facts, other: Facts) -> str:
    """Every row that only one of the two has, by table; empty where both tell the same in the same order."""
    told = []
    for table in one:
        ours, theirs = Counter(one[table]), Counter(other[table])
        told += [f"{table} {mark} {_shown(row)}" for mark, more in (("-", ours - theirs), ("+", theirs - ours)) for row in more]
        if ours == theirs and one[table] != other[table]:
            told.append(f"{table}: the same rows in another order")
    return "\n".join(told)


def _fact_tables() -> list[str]:
    return [table for table, row in TABLES.items() if issubclass(row, Fact)]


def _place(row: dict[str, Any]) -> tuple[int, ...]:
    return (int(row["block_id"].split("-b")[1].split(".")[0]), row["start"], row["end"]) if "block_id" in row else ()


def _named(table: str, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Words for every row's key: its quote, and which of the rows of that quote it is."""
    seen: Counter[str] = Counter()
    key = TABLES[table].KEY
    for row in sorted(rows, key=lambda row: (_place(row), row[key])):
        quote = _squeezed(row["quote"])
        seen[quote] += 1
        yield row[key], f"{quote} ({table} {seen[quote]})"


def _plain(table: str, rows: list[dict[str, Any]], words: dict[str, str]) -> list[Told]:
    """Rows of one span have no order of their own."""
    without = PLACES | OF_THE_FILE | {TABLES[table].KEY}
    told = [(_place(row), tuple((name, _value(value, words)) for name, value in row.items() if name not in without)) for row in rows]
    return [plain for _, plain in sorted(told, key=lambda one: (one[0], str(one[1])))]


def _value(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, tuple | list):
        return tuple(_value(item, words) for item in value)
    return words.get(value) or _squeezed(value) if isinstance(value, str) else value


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _shown(row: Told) -> str:
    return " ".join(f"{name}={value}" for name, value in row if value is not None)
