"""Facts become plain rows: every key whole, every anchor with its quote, nothing a row class forbids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from form_notation import document

from extractors.document import Document, Span
from extractors.publish import BrokenRow, plain, published
from extractors.row import Evidence, Fact
from extractors.tables.mentions import MentionRow

PAGE = "项目预算10万元，支出8万元。"


@pytest.fixture
def report() -> Document:
    return document(PAGE)


def _mention(start: int, end: int, kind: str = "amount", text: str | None = "10万元", evidence: tuple[Evidence, ...] = ()) -> MentionRow:
    return MentionRow(
        anchor=Span(0, start, end),
        rule="number",
        kind=kind,
        value=Decimal(100000),
        text=text,  # type: ignore[arg-type]
        claimed_by="f0.0",
        evidence=evidence,
    )


def _published(report: Document, *facts: Fact) -> dict[str, list[tuple[object, ...]]]:
    return published("d" * 16, report, {"mentions": facts})


def test_a_row_begins_with_its_key_its_document_and_its_quote(report: Document) -> None:
    row = _published(report, _mention(4, 8))["mentions"][0]
    assert row[:8] == (f"{'d' * 16}-m0.4", "d" * 16, f"{'d' * 16}-b0.0", 4, 8, PAGE[4:8], "narrative", "number")


def test_a_key_of_another_row_is_made_whole_and_an_absent_one_stays_null(report: Document) -> None:
    claimed = _mention(4, 8)
    assert plain("d", [claimed])[0][-1] == "d-f0.0"
    assert plain("d", [replace(claimed, claimed_by=None)])[0][-1] is None


def test_rows_come_in_the_order_of_their_keys_and_a_second_one_on_a_span_is_numbered(report: Document) -> None:
    keys = [row[0] for row in _published(report, _mention(11, 14), _mention(4, 8), _mention(4, 8))["mentions"]]
    assert keys == [f"{'d' * 16}-m0.11", f"{'d' * 16}-m0.4", f"{'d' * 16}-m0.4.2"]


def test_evidence_names_the_fact_the_field_and_the_part(report: Document) -> None:
    rows = _published(report, _mention(4, 8, evidence=(Evidence("unit", Span(0, 6, 8)), Evidence("unit", Span(0, 12, 14), 2))))
    assert [(row[0], row[5], *row[8:]) for row in rows["evidence"]] == [
        (f"{'d' * 16}-e0.12", PAGE[12:14], "mentions", f"{'d' * 16}-m0.4", "unit", 2),
        (f"{'d' * 16}-e0.6", PAGE[6:8], "mentions", f"{'d' * 16}-m0.4", "unit", 1),
    ]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda: _mention(4, 4), "empty anchor"),
        (lambda: _mention(4, 8, kind="colour"), "mentions.kind: 'colour' is not in the vocabulary"),
        (lambda: _mention(4, 8, text=None), "mentions.text must not be null"),
    ],
)
def test_what_a_row_class_forbids_is_named_with_its_place(report: Document, broken: Callable[[], MentionRow], words: str) -> None:
    with pytest.raises(BrokenRow, match=words):
        _published(report, _mention(4, 8), broken())
