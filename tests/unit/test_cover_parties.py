"""Who a cover names beside its labels, and which money a fund's own source reaches."""

from __future__ import annotations

from typing import Any

from extractors.forms.cover import NAME_ENDS
from extractors.report import report
from extractors.row import columns
from patterns.loader import load
from pipeline.schema import TABLES


def rows(text: str, table: str, name: str = "report.txt") -> list[dict[str, Any]]:
    names = [c.name for c in columns(TABLES[table])]
    return [dict(zip(names, row, strict=True)) for row in report(text.encode(), name).rows.get(table, [])]


COVER = """青禾市水利局2022年度水系治理专项资金绩效评价报告
主管部门：青禾市水利局
项目单位：青禾市河道管理所（公章）
一、项目基本情况
（一）资金情况
水系治理专项资金全年预算120万元，实际支出110万元。
"""


def test_a_cover_without_a_project_line_names_the_parties_of_the_title_s_project() -> None:
    (project,) = rows(COVER, "projects")
    assert (project["department"], project["unit"]) == ("青禾市水利局", "青禾市河道管理所")


def test_the_parties_of_a_cover_are_not_given_to_one_of_several_projects() -> None:
    lines = "".join(f"<p>{line}</p>" for line in COVER.splitlines())
    listed = [("项目名称", "预算数", "执行数"), ("北渠清淤", "100", "90"), ("南堤加固", "20", "20")]
    grid = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in listed)
    found = rows(f"<html><body>{lines}<p>单位：万元</p><table>{grid}</table></body></html>", "projects", "report.html")
    assert len(found) > 1
    assert {project["department"] for project in found} == {None}


def test_a_central_fund_s_name_gives_no_source_to_other_tiers_and_their_sum() -> None:
    text = """青禾市水利局2022年度中央财政水利发展资金绩效自评报告
一、资金情况
（一）资金到位情况
中央财政水利发展资金下达500万元，旗县区资金到位80万元。全市实际支出560万元。项目实际支付490万元。
"""
    told = {row["amount_text"]: row["fund_source"] for row in rows(text, "budget_figures")}
    assert told["500万元"] == "central"
    assert told["490万元"] == "central"
    assert "central" not in (told["80万元"], told["560万元"])


def test_every_label_of_a_name_ends_with_the_character_that_covers_are_looked_for_by() -> None:
    name = load("labels")["name"]
    assert {word[-1] for word in name.words} == {NAME_ENDS}
    heads = ("方向", "投向", "子项目", "补贴项目", "奖补事项")  # of a table's items: no cover prints them
    assert {example[-1] for example in name.examples if not example.endswith(heads)} <= {NAME_ENDS}


def test_labels_side_by_side_in_one_line_have_a_value_each() -> None:
    text = (
        "绩效自评表\n项目名称 河道清淤 项目类别 特定目标类\n主管部门：青禾市水利局 实施单位：青禾市河道管理所\n预算120万元，支出110万元。\n"
    )
    (project,) = rows(text, "projects")
    assert (project["name"], project["department"], project["unit"]) == ("河道清淤", "青禾市水利局", "青禾市河道管理所")
