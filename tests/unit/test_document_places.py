"""A document's own fields have evidence too: where its title, agency, year and day are printed."""

from __future__ import annotations

import pytest
from form_notation import document

from extractors import report
from extractors.document import Document
from extractors.tables.documents import printed


def _told(page: Document) -> dict[str, list[str]]:
    return {fact.evidence[0].field: [page.text(one.span) for one in fact.evidence] for fact in printed(report.read(page))}


def test_the_title_the_agency_the_year_and_the_day_are_shown_where_they_stand() -> None:
    page = document(
        [
            "临河县农业农村局2021年度部门整体支出绩效自评报告",
            "一、基本情况",
            "2020年我局预算90万元，2021年支出80万元。",
            "临河县农业农村局",
            "2022年3月5日",
        ]
    )
    assert _told(page) == {
        "title": ["临河县农业农村局2021年度部门整体支出绩效自评报告"],
        "agency": ["临河县农业农村局"],
        "fiscal_year": ["2021年度"],
        "issued_on": ["2022年3月5日"],
    }


def test_a_title_over_two_lines_has_two_parts() -> None:
    page = document(["临河县农业农村局", "2021年度部门整体支出绩效自评报告", "一、基本情况", "我局预算90万元。"])
    assert _told(page)["title"] == ["临河县农业农村局", "2021年度部门整体支出绩效自评报告"]


@pytest.mark.parametrize("year", ["二〇二一年度", "２０２１年度"])
def test_a_year_in_other_digits_is_shown_as_it_is_printed(year: str) -> None:
    page = document([f"临河县农业农村局{year}部门整体支出绩效自评报告", "一、基本情况", "我局预算90万元。"])
    assert _told(page)["fiscal_year"] == [year]


def test_what_only_the_file_name_tells_is_printed_nowhere() -> None:
    page = document(
        ["一、基本情况", "我局预算90万元，支出80万元，2021年度工作完成。"], name="临河县农业农村局2021年度部门整体支出绩效自评报告.docx"
    )
    about = report.read(page).identity
    assert about.from_file_name is not None
    assert not set(about.from_file_name) & set(_told(page))


def test_the_evidence_of_a_document_carries_its_key() -> None:
    data = "临河县农业农村局2021年度部门整体支出绩效自评报告\n一、基本情况\n我局预算90万元。\n".encode()
    found = report.report(data, "a.txt")
    rows = [row for row in found.rows["evidence"] if row[8] == "documents"]
    assert {(row[9], row[10]) for row in rows} == {(found.document_id, field) for field in ("title", "agency", "fiscal_year")}
