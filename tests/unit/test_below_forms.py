"""What stands below a form and speaks of it belongs to its project, up to the next form, sheet or heading."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES


def rows(data: bytes, name: str, table: str) -> list[dict[str, Any]]:
    told = report(data, name).rows[table]
    return [dict(zip((column.name for column in columns(TABLES[table])), row, strict=True)) for row in told]


def owners(data: bytes, name: str) -> dict[str, str | None]:
    """Every amount in 万元 of running text, and the name of its project."""
    names = {row["project_id"]: row["name"] for row in rows(data, name, "projects")}
    told = [row for row in rows(data, name, "budget_figures") if row["source"] == "narrative"]
    return {row["amount_text"]: names.get(row["project_id"]) for row in told}


def form(name: str) -> list[list[str]]:
    return [
        ["项目名称", name, "", ""],
        ["项目资金（万元）", "全年预算数", "全年执行数", "执行率"],
        ["年度资金总额", "100", "90", "90%"],
        ["一级指标", "二级指标", "三级指标", "年度指标值"],
        ["产出指标", "数量指标", "清淤河道", "12公里"],
    ]


def test_the_lines_of_a_sheet_below_its_form_are_about_its_project() -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, amount in (("河道清淤", 7), ("校舍维修", 8)):
        page = book.create_sheet(f"表{amount}")
        page.append([f"石桥县{name}项目支出绩效自评表"])
        for row in form(name):
            page.append(row)
        page.append([f"存在问题：县级配套资金{amount}万元未支付。"])
        page.append([f"村里另筹资金{amount}0万元。"])
    file = io.BytesIO()
    book.save(file)
    assert owners(file.getvalue(), "表.xlsx") == {"7万元": "河道清淤", "70万元": "河道清淤", "8万元": "校舍维修", "80万元": "校舍维修"}


def flat(name: str) -> str:
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in form(name)) + "\n\n"


def test_the_notes_right_under_a_form_are_about_its_project_and_a_chapter_is_not() -> None:
    text = "石桥县水利局2021年度部门整体支出绩效自评报告\n一、资金\n" + flat("河道清淤")
    text += "说明：配套资金7万元未支付。\n改进措施：追加资金5万元。\n全局公用经费支出20万元。\n二、其他\n说明：公务接待费支出3万元。\n"
    assert owners(text.encode(), "报告.txt") == {"7万元": "河道清淤", "5万元": "河道清淤", "20万元": None, "3万元": None}
