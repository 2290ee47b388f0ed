"""The identities of invented reports (tests/golden/identities.toml), and what a file name may and may not tell."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.document import Builder, Document, Place
from extractors.identity import Identity, identity

GOLDEN = Path(__file__).parents[1] / "golden" / "identities.toml"
CASES: dict[str, dict[str, Any]] = tomllib.loads(GOLDEN.read_text("utf-8"))
IMPLIED = {"agency_key", "agency_function", "region_code", "region_code_now"}


def document(text: str, name: str = "report.docx") -> Document:
    """One paragraph a line; lines of | are rows of one form."""
    builder, table, row = Builder(), None, 0
    for line in text.strip("\n").splitlines():
        if not line.startswith("|"):
            table = None
            builder.add("paragraph", line)
            continue
        table, row = (builder.table(), 0) if table is None else (table, row + 1)
        for col, cell in enumerate(line[1:].split("|")):
            builder.add("cell", cell, Place(table=table, row=row, col=col))
    return Document(name, "docx", tuple(builder.blocks), "test")


@pytest.mark.parametrize("case", CASES)
def test_an_opening_tells_who_reports_on_what_year(case: str) -> None:
    wanted = dict(CASES[case])
    found = dataclasses.asdict(identity(document(wanted.pop("text"), wanted.pop("name")), ()))
    found["from_file_name"] = list(found["from_file_name"]) if found["from_file_name"] else None
    open_fields = {field for field in found if field not in IMPLIED or field in wanted}
    assert {field: found[field] for field in open_fields} == {field: wanted.get(field) for field in open_fields}


def test_the_goldens_are_many_and_use_every_kind_and_level() -> None:
    kinds = {case["report_kind"] for case in CASES.values()}
    levels = {case.get("agency_level") for case in CASES.values()} - {None}
    assert (len(CASES) >= 40, len(kinds), levels) == (True, 7, {"central", "province", "city", "county", "town"})


def test_an_agency_key_joins_the_code_of_the_year_and_the_name() -> None:
    found = identity(document("即墨市水利局2015年度部门决算\n一、部门概况"), ())
    assert (found.agency_key, found.region_code_now) == ("370282即墨市水利局", "370215")


def test_an_empty_document_has_no_identity() -> None:
    assert identity(document(""), ()) == Identity(report_kind="other")
