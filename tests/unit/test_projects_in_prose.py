"""Projects that running text names without a number and without the word 项目, on sentences made for each."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES


def rows(text: str, table: str = "projects") -> list[dict[str, Any]]:
    told = report(text.encode(), "report.txt").rows[table]
    return [dict(zip((column.name for column in columns(TABLES[table])), row, strict=True)) for row in told]


LISTED = "石桥镇2022年度财政资金绩效自评报告\n一、资金情况\n全年共下达资金300万元，涉及3个项目，其中"


def test_projects_that_a_sentence_counts_and_lists_own_the_paragraphs_that_open_with_their_names() -> None:
    text = (
        LISTED + "村道硬化150万元、灌渠清淤疏浚90万元、校车更新60万元。\n二、使用情况\n村道硬化工作全年安排150万元，修路两条支付82万元。\n"
    )
    text += "灌渠清淤疏浚由水利站统一立项、村委会组织实施，已支付71万元。\n校车更新方面，共购车3辆，支付58万元。\n"
    told = rows(text)
    keys = {row["project_id"]: row["name"] for row in told}
    assert [row["name"] for row in told] == ["村道硬化", "灌渠清淤疏浚", "校车更新"]
    owners = {row["amount_text"]: keys.get(row["project_id"]) for row in rows(text, "budget_figures")}
    assert [owners[amount] for amount in ("82万元", "71万元", "58万元", "300万元")] == ["村道硬化", "灌渠清淤疏浚", "校车更新", None]
    numbered = text.replace("\n村道", "\n（一）村道").replace("\n灌渠", "\n（二）灌渠").replace("\n校车", "\n（三）校车")
    assert [row["name"] for row in rows(numbered)] == ["村道硬化", "灌渠清淤疏浚", "校车更新"]


@pytest.mark.parametrize(
    "members",
    [
        "村道硬化150万元、灌渠清淤疏浚90万元。",
        "中央资金150万元、省级资金90万元、县级资金60万元。",
        "村道硬化150万元、灌渠清淤疏浚90万元、其他60万元。",
    ],
)
def test_a_list_of_other_number_or_of_what_is_no_name_declares_no_projects(members: str) -> None:
    assert rows(LISTED + members + "\n") == []


def test_the_parts_that_a_report_on_one_project_counts_are_none() -> None:
    text = LISTED.replace("财政资金", "污水管网改造工程") + "主干管网铺设150万元、支线管网铺设90万元、泵站设备安装60万元。\n"
    assert [row["name"] for row in rows(text)] == ["污水管网改造工程"]
