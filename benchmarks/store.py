"""What a commit costs as a folder grows: the 400th against the 10th, beside Delta's log (`pip install deltalake` for the comparison).

python benchmarks/store.py [--commits 400] [--documents 20] [--delta]
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

import pipeline
from extractors.row import columns
from pipeline.schema import TABLES, arrow
from pipeline.store import committer

# Rows a document: what a short self-evaluation form gives.
SHAPE = {
    "blocks": 20,
    "budget_figures": 3,
    "documents": 1,
    "evidence": 10,
    "indicators": 4,
    "mentions": 8,
    "projects": 1,
    "rates": 1,
    "sections": 3,
}
FILL = {
    "count": 1,
    "exact": Decimal(3),
    "number": 1.0,
    "rate": 0.5,
    "text": "字" * 12,
    "texts": ("一", "二"),
    "year": 2021,
    "yuan": Decimal(125),
}


def batch(number: int, documents: int) -> dict[str, pa.Table]:
    """One commit's tables: invented documents that no other commit holds."""
    ids = [f"{number:08x}{n:08x}" for n in range(documents)]
    return {table: arrow(table, [row(table, one, n) for one in ids for n in range(rows)]) for table, rows in SHAPE.items()}


def row(table: str, document: str, n: int) -> tuple[Any, ...]:
    key = TABLES[table].KEY
    known = {"document_id": document, key: document if table == "documents" else f"{document}-x{n}.0"}
    return tuple(known.get(column.name, FILL.get(column.kind)) for column in columns(TABLES[table]))


def measured(commit: Callable[[dict[str, pa.Table]], None], commits: int, documents: int) -> list[tuple[float, float]]:
    """Milliseconds of every commit, and how many of them were work of this process, not waiting for the disk."""
    times = []
    for number in range(commits):
        tables = batch(number, documents)
        began, worked = time.perf_counter(), time.process_time()
        commit(tables)
        times.append(((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000))
    return times


def tell(name: str, times: list[tuple[float, float]]) -> None:
    """Medians around the 10th and the last commit: one commit alone is at the mercy of the disk."""
    for what, column in zip(("", ", processor time alone"), zip(*times, strict=True), strict=True):
        early, late = statistics.median(column[5:15]), statistics.median(column[-10:])
        print(f"{name}{what}: commit 10 {early:.1f} ms, commit {len(times)} {late:.1f} ms, ratio {late / early:.2f}")


def ours(commits: int, documents: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        with committer(out) as store:
            tell("parts, append", measured(store.commit, commits, documents))
            known = batch(0, documents)["documents"]["document_id"].to_pylist()
            timed("parts, replace one known batch", lambda: store.commit(batch(0, documents), replacing={"documents": known}))
            timed("parts, open a snapshot of all parts", lambda: pipeline.tables(out).close())
            timed("parts, settle (merge, rewrite, sweep)", store.settle)
        files = sum(1 for _ in out.glob("*/*.parquet"))
        timed(f"parts, open the settled snapshot ({files} files)", lambda: pipeline.tables(out).close())


def delta(commits: int, documents: int) -> None:
    deltalake = importlib.import_module("deltalake")
    with tempfile.TemporaryDirectory() as folder:

        def commit(tables: dict[str, pa.Table]) -> None:
            for table, rows in tables.items():
                deltalake.write_deltalake(f"{folder}/{table}", rows, mode="append")

        tell("deltalake, append", measured(commit, commits, documents))
        known = batch(0, documents)["documents"]["document_id"].to_pylist()
        chosen = "document_id in (" + ", ".join(f"'{one}'" for one in known) + ")"

        def replace() -> None:
            for table, rows in batch(0, documents).items():
                deltalake.write_deltalake(f"{folder}/{table}", rows, mode="overwrite", predicate=chosen)

        timed("deltalake, replace one known batch", replace)


def timed(name: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"{name}: {(time.perf_counter() - began) * 1000:.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commits", type=int, default=400)
    parser.add_argument("--documents", type=int, default=20, help="documents a commit; small, so that what grows is not hidden by the rows")
    parser.add_argument("--delta", action="store_true", help="compare with deltalake")
    arguments = parser.parse_args()
    ours(arguments.commits, arguments.documents)
    if arguments.delta:
        delta(arguments.commits, arguments.documents)
