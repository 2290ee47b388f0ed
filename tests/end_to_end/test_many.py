"""Hundreds of reports land in tables that pandas, polars and DuckDB read by glob."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

ROOT = Path(__file__).parent.parent.parent
COUNT = 300
PLACES = ("温岭市", "临海市", "玉环市")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 reports of three agencies over many years, each with its own amounts, read by two workers."""
    folder = tmp_path_factory.mktemp("many")
    model = next((ROOT / "data/raw").glob("06-*.txt")).read_text("utf-8")
    for number in range(COUNT):
        report = model.replace("温岭市", PLACES[number % 3]).replace("73.8", f"{40 + number / 10:.1f}")
        (folder / f"{number:03}.txt").write_text(report, "utf-8")
    run = [sys.executable, "-m", "pipeline.cli", "run", str(folder), "--out", str(folder / "tables"), "--jobs", "2", "--json", "--strict"]
    told = subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT)
    assert json.loads(told.stdout)["read"] == COUNT
    return folder / "tables"


def test_pandas_polars_and_duckdb_see_the_same_rows_by_glob(out: Path) -> None:
    figures = f"{out}/budget_figures/*.parquet"
    polars = pl.read_parquet(figures)
    duck = duckdb.sql(f"SELECT count(*), sum(amount_yuan) FROM '{figures}'").fetchall()[0]
    frame = pd.concat(pd.read_parquet(path, dtype_backend="pyarrow") for path in out.glob("budget_figures/*.parquet"))
    assert len(polars) == len(frame) == duck[0] == COUNT * 8
    assert polars["amount_yuan"].sum() == frame["amount_yuan"].sum() == duck[1]


def test_every_agency_has_its_hundred_documents(out: Path) -> None:
    rows = duckdb.sql(f"SELECT agency, count(*) FROM '{out}/documents/*.parquet' GROUP BY agency ORDER BY 1").fetchall()
    assert sorted(rows) == sorted((f"{place}体育事业发展中心", 100) for place in PLACES)
