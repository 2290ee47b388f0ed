"""Forms whose cells are parted by pipes: where every cell stands, and where nobody can tell."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.document import Builder, Document
from extractors.report import facts, read
from extractors.row import Fact
from extractors.unruled import ruled

HEAD = """\
困难群众救助补助资金转移支付绩效自评表 | |||||||
(2023年度) | |||||||
转移支付(项目)名称 | 困难群众救助补助资金 | ||||||
地方主管部门 | 临河县民政局 | 资金使用单位 | 临河县社会救助中心 | ||||
"""
MONEY = """\
资金投入情况 (万元) |
全年预算数(A) | 全年执行数(B) | 预算执行率(B/A×100%) | ||||
年度资金总额: | 320 | 304 | 95% | ||||
其中:中央财政资金 | 200 | 190 | 95% | ||||
地方财政资金 | 120 | ||||||
其他资金 | |||||||
"""
GOALS = """\
总体目标完成情况 | 总体目标 | 全年实际完成情况 | |||||
保障困难群众基本生活。 | 已全部发放。 | ||||||
"""
INDICATORS = """\
绩效指标 | 一级 指标 |
二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 | |
产出指标 | 数量指标 | 救助人数 | ≥1200人 | 1260人 | |||
质量指标 | 发放准确率 | 100% | 98% | 个别账户有误 | |||
核查率 | ≥30% | 35% | |||||
效益指标 | 社会效益指标 | 群众生活水平 | 提高 | 提高 | |||
"""


def told(text: str, table: str) -> list[Fact]:
    return facts(read(readers.read(text.encode(), "自评表.txt")))[table]


def amounts(text: str) -> list[tuple[str, str]]:
    return [(row.amount_text, row.measure) for row in told(text, "budget_figures")]  # type: ignore[attr-defined]


def indicators(text: str) -> list[tuple[str | None, ...]]:
    return [(r.level1, r.level2, r.level3, r.target_text, r.actual_text, r.reason) for r in told(text, "indicators")]  # type: ignore[attr-defined]


def test_rows_that_fit_their_header_are_read_though_blank_cells_were_dropped() -> None:
    text = HEAD + MONEY + GOALS + INDICATORS
    assert amounts(text) == [("320", "budget"), ("304", "executed"), ("200", "budget"), ("190", "executed")]
    assert indicators(text) == [
        ("产出指标", "数量指标", "救助人数", "≥1200人", "1260人", None),
        ("产出指标", "质量指标", "发放准确率", "100%", "98%", "个别账户有误"),
        ("产出指标", "质量指标", "核查率", "≥30%", "35%", None),
        ("效益指标", "社会效益指标", "群众生活水平", "提高", "提高", None),
    ]
    (project,) = told(text, "projects")
    assert (project.name, project.budget_yuan, project.goal_actual) == ("困难群众救助补助资金", 3200000, "已全部发放。")  # type: ignore[attr-defined]


def test_a_rule_below_the_first_row_and_pipes_before_all_change_nothing() -> None:
    lines = (
        HEAD + "资金投入情况(万元) | 全年预算数(A) | 全年执行数(B) | 预算执行率 | ||||\n年度资金总额: | 320 | 304 | 95% | ||||\n"
    ).splitlines()
    ruled_off = "\n".join(["| " + lines[0], "|---|---|---|---|---|---|---|---|", *["| " + line for line in lines[1:]]])
    assert amounts(ruled_off + "\n") == amounts("\n".join(lines)) == [("320", "budget"), ("304", "executed")]


def test_one_number_of_two_is_nobodys() -> None:
    assert "120" not in [amount for amount, _ in amounts(HEAD + MONEY)]


WEIGHED = "项目资金(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | |\n"


@pytest.mark.parametrize(
    ("row", "read_as"),
    [
        ("其中:财政拨款 | 50 | 60 | 57 | - | - | ||", [("50", "initial_budget"), ("60", "budget"), ("57", "executed")]),
        ("其中:财政拨款 | 60 | 57 | - | 95% | - | ||", []),  # a budget is missing, and nobody knows which
        ("其中:财政拨款 | 57 | 95% | ||||||", []),
    ],
)
def test_dashes_stand_under_marks_and_percents_under_rates(row: str, read_as: list[tuple[str, str]]) -> None:
    text = HEAD + WEIGHED + "年度资金总额 | 50 | 60 | 57 | 10 | 95% | 9.5 | |\n" + row + "\n"
    assert amounts(text)[3:] == read_as


def test_labels_below_a_header_of_their_own_stand_right_of_the_side_label() -> None:
    header = "预算执行情况(10分) | 年度预算数(万元) | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 | \n"
    rows = "总额 | 0.00 | 4.20 | 4.10 | 97.62% | 10 | 9.8 | 有结余。 | |\n其中:财政资金 | 0.00 | 4.20 | 4.10 | 97.62% | / | / | ||\n"
    assert amounts(HEAD.replace("||\n", "|||\n") + header + rows) == [
        *(("0.00", "initial_budget"), ("4.20", "budget"), ("4.10", "executed")),
        *(("0.00", "initial_budget"), ("4.20", "budget"), ("4.10", "executed")),
    ]


def test_behind_a_row_that_does_not_fit_no_level_is_carried_on() -> None:
    lost = "履职目标 | 救助窗口 | 便民服务 | 开设 | 8个 | 9个 | 超额 | |\n时效指标 | 按时发放率 | 100% | 99% | ||||\n"
    later = "满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 93% | |||\n"
    found = indicators(HEAD + INDICATORS + lost + later)
    assert [row[2] for row in found] == ["救助人数", "发放准确率", "核查率", "群众生活水平", "群众满意度"]


def test_blank_cells_that_are_printed_keep_their_columns() -> None:
    text = (
        "项目名称 | 乡村公路养护 |\n主管部门 | 云岭县交通局 | 实施单位 | 云岭县公路站 |\n"
        "项目资金(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n年度资金总额 | | 65 | 52 | 10 | 80% | 8 |\n"
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |\n"
        "产出指标 | 数量指标 | 养护里程 | 30公里 | 24公里 | 50 | 40 | 汛期停工 |\n | 质量指标 | 合格率 | 100% | 100% | 40 | 40 | |\n"
    )
    assert amounts(text) == [("65", "budget"), ("52", "executed")]
    assert [row[:3] for row in indicators(text)] == [("产出指标", "数量指标", "养护里程"), ("产出指标", "质量指标", "合格率")]


@pytest.mark.parametrize("rule", ["", "| --- | --- | --- | --- | --- | --- | --- |\n"])
def test_rows_that_slid_left_of_their_header_tell_that_blank_cells_were_dropped(rule: str) -> None:
    text = (
        f"| 项目名称 | 乡村公路养护 | | | | | |\n{rule}"
        "| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 偏差原因 |\n"
        "| 产出指标 | 数量指标 | 养护里程 | 30公里 | 24公里 | 汛期停工 | |\n| 质量指标 | 合格率 | 100% | 98% | | | |\n"
    )
    assert indicators(text) == [
        ("产出指标", "数量指标", "养护里程", "30公里", "24公里", "汛期停工"),
        ("产出指标", "质量指标", "合格率", "100%", "98%", None),
    ]


def test_a_list_of_projects_without_a_rule_below_its_header_is_a_table() -> None:
    text = "序号 | 项目名称 | 预算数（万元） | 执行数（万元） |\n1 | 河道清淤 | 80 | 76 |\n2 | 堤防加固 | 60 | 60 |\n"
    assert [row.name for row in told(text, "projects")] == ["河道清淤", "堤防加固"]  # type: ignore[attr-defined]


def test_pipes_are_read_in_paragraphs_of_any_format() -> None:
    builder = Builder()
    for line in (HEAD + MONEY).splitlines():
        builder.add("paragraph", line)
    document = Document("自评表.docx", "docx", tuple(builder.blocks), "docx")
    assert [row.amount_text for row in facts(read(document))["budget_figures"]] == ["320", "304", "200", "190"]  # type: ignore[attr-defined]


def test_tables_before_and_behind_are_numbered_in_reading_order() -> None:
    rows = "序号 | 单位 | 金额 |\n1 | 河道站 | 8 |\n"
    blocks = ruled(readers.read(f"甲\t乙\t丙\n丁\t1\t2\n说明\n{rows}说明\n戊\t己\t庚\n辛\t1\t2\n".encode(), "表.txt")).blocks
    assert [block.order for block in blocks] == [*range(len(blocks))]
    assert [*dict.fromkeys(b.place.table for b in blocks if b.kind == "cell")] == [0, 1, 2]


def test_rows_as_wide_as_wrapped_lines_are_not_joined() -> None:
    rows = [f"| 第{n}号堤防加固工程和附属设施 | {n}00.00 | {n}0.00 |" for n in range(1, 9)]
    found = ruled(readers.read("\n".join(["| 工程名称和所在的河段和堤段 | 计划投资 | 完成投资 |", *rows]).encode(), "表.txt"))
    assert sum(block.place.col == 0 for block in found.blocks) == 9


@pytest.mark.parametrize(
    "text",
    ["首页 | 新闻 | 公开\n版权所有 | 网站地图\n正文。\n", "本年预算|9万元。\n支出8万元。\n", "甲|乙\n", "|甲" * 400 + "|\n|乙|丙|\n"],
)
def test_lines_of_a_web_page_are_no_table(text: str) -> None:
    document = readers.read(text.encode(), "页.txt")
    assert ruled(document) is document


def test_bars_of_a_web_page_hide_no_form_below_them() -> None:
    form = "年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额(万元) 50 60 57 10 95% 9.5\n"
    found = ruled(readers.read(f"首页 | 新闻 | 公开\n项目名称 乡村公路养护\n{form}".encode(), "页.txt")).blocks
    assert any(block.kind == "cell" for block in found)
