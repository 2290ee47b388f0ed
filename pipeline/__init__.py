"""Many reports: find them, read them, keep their rows, and hand them out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.store_tables import Tables

__all__ = ["tables"]


def tables(folder: str | Path = "data/parquet") -> Tables:
    """The tables of an output folder, one consistent snapshot: `tables()["indicators"]`, `.pandas(...)`, `.sql(...)`, `.duckdb()`."""
    from pipeline.store_tables import Tables  # Arrow and DuckDB wait until they are asked for

    return Tables(folder)
