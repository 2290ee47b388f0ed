"""Prose of many styles is read as its writer meant it: every amount, rate, score, indicator sentence and project, and nothing else."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tools"))

from samples import Sample, sample, write_text  # noqa: E402  the folder of the tools is no package

STYLES = sorted((HERE / "prose").glob("*.report"))
SILENT = {"管理办法", "空白模板", "新闻"}
NUMBERS = ("budget_yuan", "executed_yuan", "stated_rate", "total_score")
FACTS = ("budget_figures", "rates", "scores", "indicators", "projects")

Facts = Counter[tuple[Any, ...]]


@cache
def source(path: Path) -> Sample:
    return sample(path)


@cache
def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    told = report(write_text(source(path)), "report.txt").rows
    return {table: [dict(zip((c.name for c in columns(TABLES[table])), row, strict=True)) for row in rows] for table, rows in told.items()}


def wanted(path: Path, table: str) -> Facts:
    truth = source(path).truth
    shown = {
        "budget_figures": lambda f: (f["text"], f["measure"], f["fund_source"], f["project"]),
        "rates": lambda r: (r["text"], r["kind"], r["project"]),
        "scores": lambda s: (s["text"], s["component"], s["project"]),
        "indicators": lambda i: (i["level1"], i["level2"], i["actual"], i["project"]),
        "projects": lambda p: (p["name"], *(_number(p.get(n)) for n in NUMBERS), p.get("grade")),
    }[table]
    return Counter(shown(row) for row in getattr(truth, table))


def found(path: Path, table: str) -> Facts:
    told = rows(path)
    named = {None: None} | {p["project_id"]: p["name"] for p in told["projects"]}
    shown = {
        "budget_figures": lambda f: (f["amount_text"], f["measure"], f["fund_source"], named[f["project_id"]]),
        "rates": lambda r: (r["rate_text"], r["kind"], named[r["project_id"]]),
        "scores": lambda s: (s["quote"], s["component"], named[s["project_id"]]),
        "indicators": lambda i: (i["level1"], i["level2"], i["actual_text"], named[i["project_id"]]),
        "projects": lambda p: (p["name"], *(_number(p[n]) for n in NUMBERS), p["grade"]),
    }[table]
    return Counter(shown(row) for row in told[table])


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


@pytest.mark.parametrize("table", FACTS)
@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_style_tells_these_facts_and_no_others(path: Path, table: str) -> None:
    assert found(path, table) == wanted(path, table)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_only_reports_tell_facts(path: Path) -> None:
    told = {table: sum(found(path, table).values()) for table in FACTS}
    assert any(told.values()) != (path.stem in SILENT), told
