"""Every slip is found where it stands, and the same page without it is left in peace."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from form_notation import document  # noqa: E402  the folder of the tests is no package

from extractors.report import facts, read  # noqa: E402
from extractors.tables.findings import Finding  # noqa: E402
from extractors.vocabulary import FINDING_RULES  # noqa: E402

PAIRS: list[Any] = [
    pytest.param(pair, id=f"{path.stem}-{pair['rule']}-{number}")
    for path in sorted((HERE / "findings").glob("*.toml"))
    for number, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"], 1)
]
UNREACHED = {"ocr_suspect", "name_mismatch", "other"}  # rules that no check of one report gives yet


def found(page: str, name: str) -> list[tuple[str, str, str]]:
    """Rule, severity and quote of every finding of a page."""
    source = document(page, name)
    told = facts(read(source))["findings"]
    return [(f.rule, f.severity, source.text(f.anchor)) for f in told if isinstance(f, Finding)]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_slip_is_found_where_it_stands(pair: dict[str, str]) -> None:
    assert pair["slip"] in pair["page"]
    name = pair.get("name", "report.docx")
    assert found(pair["page"], name) == [(pair["rule"], pair["severity"], pair["quote"])]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_page_without_its_slip_has_no_finding(pair: dict[str, str]) -> None:
    assert found(pair["page"].replace(pair["slip"], pair["mended"]), pair.get("name", "report.docx")) == []


@pytest.mark.parametrize("pair", PAIRS)
def test_a_message_names_what_is_printed_in_both_languages(pair: dict[str, str]) -> None:
    source = document(pair["page"], pair.get("name", "report.docx"))
    told = facts(read(source))["findings"][0]
    assert isinstance(told, Finding)
    for words in pair["names"].split(" | "):
        assert words in told.message_zh
        assert words in told.message_en


def test_every_rule_has_a_pair() -> None:
    assert {param.values[0]["rule"] for param in PAIRS} == set(FINDING_RULES) - UNREACHED
