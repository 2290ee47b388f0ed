"""The sample reports are read as their writer meant them, and nothing about them changes unseen."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Rows, rows_of

HERE = Path(__file__).parent


def truth(sample: Path) -> dict[str, Any]:
    told = json.loads((HERE / "samples" / f"{sample.stem}.json").read_text("utf-8"))
    assert isinstance(told, dict)
    return told


def project_names(rows: Rows) -> dict[str | None, str | None]:
    return {None: None} | {row["project_id"]: row["name"] for row in rows.get("projects", ())}


def test_the_document_facts_are_those_printed(sample: Path) -> None:
    document = rows_of(sample)["documents"][0]
    wanted = truth(sample)["document"]
    assert {name: str(document[name]) for name in wanted} == {name: str(value) for name, value in wanted.items()}


def test_the_outline_is_the_one_a_reader_sees(sample: Path) -> None:
    fields = ("number", "title", "depth", "kind")
    found = [{name: row[name] for name in fields} for row in sorted(rows_of(sample)["sections"], key=lambda row: row["order"])]
    assert found == truth(sample)["sections"]


def test_every_marked_number_is_a_mention(sample: Path) -> None:
    told, rows = truth(sample), rows_of(sample)
    wanted = Counter(row["text"] for table in ("budget_figures", "rates") for row in told[table])
    missing = wanted - Counter(row["text"] for row in rows["mentions"])
    assert not missing


def test_every_citation_is_found(sample: Path) -> None:
    wanted = sorted(row["text"] for row in truth(sample)["citations"])
    found = sorted(cited(row) for row in rows_of(sample)["citations"])
    assert found == wanted


def cited(row: dict[str, Any]) -> str:
    number = f"（{row['number']}）" if row["number"] else ""
    return f"《{row['title']}》{number}"


@pytest.mark.parametrize("table", ["budget_figures", "rates", "scores"])
def test_every_marked_number_has_its_role_and_its_project(sample: Path, table: str) -> None:
    rows = rows_of(sample)
    named = project_names(rows)
    text, role = {"budget_figures": ("amount_text", "measure"), "rates": ("rate_text", "kind"), "scores": ("quote", "component")}[table]
    told = truth(sample)[table]
    wanted = Counter((row["text"], row.get("measure") or row.get("kind") or row["component"], row["project"]) for row in told)
    found = Counter((row[text], row[role], named[row["project_id"]]) for row in rows[table])
    assert found == wanted


def test_every_fund_source_is_the_one_that_words_name(sample: Path) -> None:
    wanted = Counter((row["text"], row["fund_source"]) for row in truth(sample)["budget_figures"])
    assert Counter((row["amount_text"], row["fund_source"]) for row in rows_of(sample)["budget_figures"]) == wanted


def test_every_project_is_one_row_with_its_headline_numbers(sample: Path) -> None:
    wanted = truth(sample)["projects"]
    found = {row["name"]: row for row in rows_of(sample)["projects"]}
    assert sorted(found) == sorted(row["name"] for row in wanted)
    for row in wanted:
        numbers = {name: float(found[row["name"]][name]) for name in row if name not in ("name", "grade")}
        assert numbers == {name: float(row[name]) for name in numbers}
        assert found[row["name"]]["grade"] == row.get("grade")


def test_every_indicator_row_is_read_whole(sample: Path) -> None:
    rows = rows_of(sample)
    named = project_names(rows)
    columns = {"target": "target_text", "actual": "actual_text"}
    found = sorted(rows["indicators"], key=lambda row: row["order"])
    wanted = truth(sample)["indicators"]
    assert [{name: named[row["project_id"]] if name == "project" else row[columns.get(name, name)] for name in want}
            for want, row in zip(wanted, found, strict=True)] == wanted  # fmt: skip


def test_no_row_of_a_sample_changes_unseen(sample: Path, request: pytest.FixtureRequest) -> None:
    golden = HERE / "snapshots" / f"{sample.stem}.json"
    found = snapshot(rows_of(sample))
    if request.config.getoption("--regenerate"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, "utf-8")
    assert golden.read_text("utf-8") == found, f"look at the difference; make golden writes {golden.name} anew"


def snapshot(rows: Rows) -> str:
    """Every table's rows, one a line, without keys of the content."""
    lines = [f"{table} " + json.dumps(told(row), ensure_ascii=False, default=str) for table in sorted(rows) for row in rows[table]]
    document_id = rows["documents"][0]["document_id"]
    return "\n".join(lines).replace(f"{document_id}-", "") + "\n"


def told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name not in ("document_id", "sha256")}
