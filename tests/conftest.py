"""What all layers of tests share: the sample reports, read once, as rows by table."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "data/raw").glob("*.*"))

Rows = dict[str, list[dict[str, Any]]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the golden files anew from what is read now")


@cache
def rows_of(path: Path) -> Rows:
    """Every table of one report as dictionaries."""
    told = report(path.read_bytes(), path.name).rows
    return {table: [dict(zip(names(table), row, strict=True)) for row in rows] for table, rows in told.items()}


@cache
def names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in columns(TABLES[table]))


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path
