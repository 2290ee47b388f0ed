"""Forms whose rows are lines with nothing but blanks between their cells."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.document import Block, Builder, Document, Line, Place
from extractors.report import facts, read
from extractors.row import Fact
from extractors.unruled import ruled

FORM = """\
项目支出绩效自评表
(2022年度)
项目名称 乡道路灯安装
主管部门 云岭县交通运输局 实施单位 云岭县公路站
项目资金
(万元)
年初预算数 全年预算数(A) 全年执行数(B) 分值 执行率(B/A) 得分
年度资金总额: 80 90 81 10 90% 9
 其中:本年财政拨款 80 90 81 - -
    上年结转资金 - -
年度总体目标完成情况 预期目标 实际完成情况
安装路灯120盏,改善夜间出行。 安装路灯118盏。
绩效指标 一级
指标
二级指标 三级指标 年度 指标值 实际完成值 分值 得分 偏差原因分析及改进措施
产出指标 数量指标 指标1: 安装路灯 ≥120盏 118盏 30 29 两盏延至次年
质量指标 一次验收合格率 100% 100% 20 20
效益指标 社会效益指标 夜间出行条件 改善 改善 30 30
满意度指标 服务对象满意度指标 村民满意度 ≥90% 93% 10 10
总分 100 98
说明:无
"""


def told(text: str, table: str) -> list[Fact]:
    return facts(read(readers.read(text.encode(), "自评表.txt")))[table]


def amounts(text: str) -> list[tuple[str, str, str | None]]:
    return [(row.amount_text, row.measure, row.fund_source) for row in told(text, "budget_figures")]  # type: ignore[attr-defined]


def names(text: str) -> list[tuple[str | None, ...]]:
    return [(row.level1, row.level2, row.level3) for row in told(text, "indicators")]  # type: ignore[attr-defined]


def test_a_form_in_lines_is_read_as_the_form_it_was() -> None:
    assert amounts(FORM) == [
        *(("80", "initial_budget", "total"), ("90", "budget", "total"), ("81", "executed", "total")),
        *(("80", "initial_budget", "fiscal"), ("90", "budget", "fiscal"), ("81", "executed", "fiscal")),
    ]
    (project,) = told(FORM, "projects")
    assert (project.name, project.department, project.unit, project.total_score, project.stated_rate) == (  # type: ignore[attr-defined]
        *("乡道路灯安装", "云岭县交通运输局", "云岭县公路站"),
        *(98, 0.9),
    )
    found = [(r.level1, r.level2, r.level3, r.target_text, r.actual_text, r.score, r.reason) for r in told(FORM, "indicators")]  # type: ignore[attr-defined]
    assert found == [
        ("产出指标", "数量指标", "安装路灯", "≥120盏", "118盏", 29, "两盏延至次年"),
        ("产出指标", "质量指标", "一次验收合格率", "100%", "100%", 20, None),
        ("效益指标", "社会效益指标", "夜间出行条件", "改善", "改善", 30, None),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "93%", 10, None),
    ]


def test_lines_in_paragraphs_of_another_format_tell_the_same() -> None:
    builder = Builder()
    for line in FORM.splitlines():
        builder.add("paragraph", line.strip())
    found = facts(read(Document("自评表.docx", "docx", tuple(builder.blocks), "docx")))
    assert [row.amount_text for row in found["budget_figures"]] == [amount for amount, _, _ in amounts(FORM)]  # type: ignore[attr-defined]
    assert len(found["indicators"]) == 4


@pytest.mark.parametrize("line", ["年度资金总额: 90 81 10 90% 9", "年度资金总额: 80 90 81 10 9", "年度资金总额: 80 90 81 10 90% 9 1"])
def test_a_total_with_a_cell_too_few_or_too_many_is_not_read(line: str) -> None:
    assert amounts(FORM.replace("年度资金总额: 80 90 81 10 90% 9", line).replace("本年财政拨款 80 90 81 - -", "")) == []


def test_a_name_with_a_blank_in_it_is_no_row() -> None:
    broken = names(FORM.replace("一次验收合格率", "一次验收 合格率"))
    assert [name for _, _, name in broken] == ["安装路灯"]


def test_a_level_printed_downwards_beside_its_rows_tells_nothing() -> None:
    downwards = FORM.replace("产出指标 数量", "数量").replace("质量指标 一次", "产出\n(50分)\n质量指标 一次")
    assert names(downwards)[:2] == [(None, "数量指标", "安装路灯"), (None, "质量指标", "一次验收合格率")]


def test_two_forms_below_one_another_are_two_projects() -> None:
    text = FORM + FORM.replace("乡道路灯安装", "村道绿化").replace("指标1: 安装路灯", "栽植苗木")
    assert [row.name for row in told(text, "projects")] == ["乡道路灯安装", "村道绿化"]  # type: ignore[attr-defined]
    assert {row.project_id for row in told(text, "indicators")} == {row.key for row in told(text, "projects")}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "预算执行情况 本年预算数 90万元,执行数 81万元,执行率 90%。\n三是 完成 指标 任务。\n",
        "年初预算数 全年预算数 全年执行数 执行率\n说明见正文。\n",
        "一级指标 二级指标 三级指标 指标值 完成值\n指标 解释 说明 三项 内容\n",
    ],
)
def test_words_of_a_header_without_rows_below_them_make_no_table(text: str) -> None:
    document = readers.read(text.encode(), "文.txt")
    assert ruled(document) is document


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_form_in_one_line_tells_what_its_lines_tell() -> None:
    assert amounts(in_one_line(FORM)) == amounts(FORM)
    assert names(in_one_line(FORM)) == names(FORM)
    assert [row.name for row in told(in_one_line(FORM), "projects")] == ["乡道路灯安装"]  # type: ignore[attr-defined]


def test_rows_in_one_line_end_where_only_they_can_end() -> None:
    found = names(in_one_line(FORM.replace("一次验收合格率 100% 100% 20 20", "一次验收合格率 100% 100% 20 20 二次 修补后 验收")))
    assert [name for _, _, name in found] == ["安装路灯"]


def test_a_form_whose_cells_lost_their_order_stays_text() -> None:
    words = FORM.split()
    jumbled = " ".join(words[1::2] + words[::2])
    document = readers.read(jumbled.encode(), "表.txt")
    assert ruled(document) is document


def test_the_pieces_of_a_printed_form_do_not_keep_the_lines_of_the_whole() -> None:
    text = " ".join(FORM.split())
    lines = (Line(0, 1, 60.0, 60.0, 500.0, 72.0), Line(len(text) // 2, 1, 60.0, 74.0, 500.0, 86.0))
    blocks = ruled(Document("表.pdf", "pdf", (Block(0, "paragraph", text, Place(1, lines)),), "pdf")).blocks
    assert any(block.kind == "cell" for block in blocks)
    assert all(block.place.page == 1 and not block.place.lines for block in blocks)
