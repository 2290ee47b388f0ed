"""Every slip is found where it stands, and the same page without it is left in peace."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from form_notation import document

from extractors.document import Document
from extractors.report import facts, read
from extractors.tables.findings import Finding
from extractors.vocabulary import FINDING_RULES

HERE = Path(__file__).parent

PAIRS: list[Any] = [
    pytest.param(pair, id=f"{path.stem}-{pair['rule']}-{number}")
    for path in sorted((HERE / "findings").glob("*.toml"))
    for number, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"], 1)
]
UNREACHED = {"other"}  # a rule that no check of one report gives yet


def source(pair: dict[str, Any], page: str) -> Document:
    """The report a page stands for; what OCR may have misread stands on a scanned one."""
    made = document(page, pair.get("name", "report.docx"))
    if pair["rule"] != "ocr_suspect":
        return made
    return replace(made, ocr_pages=1, blocks=tuple(replace(block, confidence=0.98) for block in made.blocks))


def findings(report: Document) -> list[Finding]:
    return [f for f in facts(read(report))["findings"] if isinstance(f, Finding)]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_slip_is_found_where_it_stands(pair: dict[str, Any]) -> None:
    assert pair["slip"] in pair["page"]
    report = source(pair, pair["page"])
    told = [(f.rule, f.severity, report.text(f.anchor)) for f in findings(report)]
    assert [one for one in told if one[0] not in pair.get("notes", ())] == [(pair["rule"], pair["severity"], pair["quote"])]
    assert sorted({(rule, severity) for rule, severity, _ in told if rule != pair["rule"]}) == [(r, "info") for r in pair.get("notes", ())]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_page_without_its_slip_has_no_finding(pair: dict[str, Any]) -> None:
    assert findings(source(pair, pair["page"].replace(pair["slip"], pair["mended"]))) == []


@pytest.mark.parametrize("pair", PAIRS)
def test_a_message_names_what_is_printed_in_both_languages(pair: dict[str, Any]) -> None:
    told = next(f for f in findings(source(pair, pair["page"])) if f.rule == pair["rule"])
    for words in pair["names"].split(" | "):
        assert words in told.message_zh
        assert words in told.message_en


def test_every_rule_has_a_pair() -> None:
    assert {param.values[0]["rule"] for param in PAIRS} == set(FINDING_RULES) - UNREACHED
