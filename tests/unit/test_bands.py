"""Single rules of cutting and reading forms, each on the smallest grid that shows it."""

from __future__ import annotations

import pytest
from form_notation import document, rows, shown

from extractors.document import grids
from extractors.forms import found_forms, unmatched
from extractors.forms.alignment import settled
from extractors.forms.bands import Band, Pair, cut
from extractors.forms.cells import full_mark, name_span, printed_unit, sheet
from extractors.forms.names import name_key
from extractors.forms.words import aspect, component, grade, word


def bands(page: str) -> list[Band]:
    source = document(page)
    return [piece for piece in cut(sheet(source.blocks, grids(source.blocks)[0])) if isinstance(piece, Band)]


def pairs(page: str) -> list[tuple[str, str | None]]:
    source = document(page)
    found = [p for p in cut(sheet(source.blocks, grids(source.blocks)[0])) if isinstance(p, Pair)]
    return [(p.label.value, p.value.value if p.value else None) for p in found]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("年初\n\n预算数", "initial_budget"),
        ("全年预算数（A）", "budget"),
        ("年初预算数(万元)", "initial_budget"),
        ("预算执行率（B/A×100%）", "rate"),
        ("得分（20分*执行率）", "score"),
        ("实际完成指标值(包含数字及文字描述)", "actual"),
        ("指标权重(分)", "weight"),
        ("１、年度指标值", "target"),
    ],
)
def test_formulae_units_and_line_ends_do_not_hide_a_header(header: str, role: str) -> None:
    assert word(header).column == role


def test_a_sentence_is_never_looked_up() -> None:
    assert not word("项目名称" * 20).known


def test_a_merged_header_names_every_column_it_spans() -> None:
    (band,) = bands("| 一级指标 | 三级指标 | 指标值 | < | 完成值 |\n| 产出 | 甲 | | 5个 | 6个 |")
    column = band.column("target")
    assert column is not None
    assert (column.col, column.cols) == (2, 2)
    assert band.cell(1, column).value == "5个"  # type: ignore[union-attr]


def test_two_header_rows_are_read_together() -> None:
    (band,) = bands("| 资金情况 | 中央资金 | < | 省级资金 | < |\n| ^ | 预算数 | 执行数 | 预算数 | 执行数 |\n| 合计 | 1 | 2 | 3 | 4 |")
    assert [(c.source, c.role) for c in band.columns[1:]] == [
        ("central", "budget"),
        ("central", "executed"),
        ("provincial", "budget"),
        ("provincial", "executed"),
    ]


def test_labels_and_values_alternate_in_one_row() -> None:
    assert pairs("| 项目名称 | 甲项目 | 主管部门 | 乙局 |") == [("项目名称", "甲项目"), ("主管部门", "乙局")]


def test_label_and_value_may_share_a_cell() -> None:
    assert pairs("| 项目名称：甲项目 | 填报人： |") == [("项目名称", "甲项目"), ("填报人：", None)]


def test_a_label_behind_a_label_is_no_value() -> None:
    assert pairs("| 项目名称 | 主管部门 | 乙局 |") == [("项目名称", None), ("主管部门", "乙局")]


def test_a_header_that_lost_its_span_is_set_over_its_numbers_again() -> None:
    # the flattened reader stretches the last header cell
    page = "| 项目资金（万元） | 全年预算数 | 全年执行数 | 得分 | < |\n|  | 年度资金总额 | 100 | 90 | 9 |"
    (band,) = bands(page)
    assert [(c.role, c.col) for c in settled(band.sheet, band.columns, band.rows)][1:] == [("budget", 2), ("executed", 3), ("score", 4)]


@pytest.mark.parametrize(
    ("printed", "mark", "name"),
    [
        ("产出指标\n\n(50分)", 50, "产出指标"),
        ("效益指标（30）", 30, "效益指标"),
        ("项目管理25分", 25, "项目管理"),
        ("满意度指标", None, "满意度指标"),
        ("年度目标（100字以内）", None, "年度目标（100字以内）"),
    ],
)
def test_a_weight_inside_a_level_name_is_apart_from_the_name(printed: str, mark: int | None, name: str) -> None:
    source = document([[[printed]]])
    (found,) = sheet(source.blocks, grids(source.blocks)[0]).rows[0]
    told = full_mark(found)
    assert (None if told is None else int(told[0])) == mark
    assert source.text(name_span(found)) == name


def test_a_mark_before_the_unit_does_not_hide_the_unit() -> None:
    found = printed_unit("预算执行情况（10分）（万元）", 3)
    assert found is not None
    assert (found[0], found[1].block) == ("万元", 3)


@pytest.mark.parametrize("level", ["经济成本指标", "社会成本指标", "生态环境成本指标"])
def test_a_cost_is_a_cost_whatever_it_is_charged_to(level: str) -> None:
    assert aspect(level) == "cost"


def test_an_unknown_level_leaves_the_aspect_to_the_level_above() -> None:
    assert aspect("其他", "满意度指标", None) == "satisfaction"


def test_components_and_grades_have_words_of_their_own() -> None:
    assert component("预算执行率") == "execution"
    assert component("某某专项") == "other"
    assert grade("良好") == "良"
    assert grade("通过") is None


def test_names_are_one_without_year_and_marks() -> None:
    assert name_key("2021年“智慧消防”项目") == name_key("智慧消防项目（2021年度）")


def test_an_unknown_header_is_named_not_guessed() -> None:
    source = document("| 一级指标 | 三级指标 | 指标值 | 神秘栏 |\n| 产出 | 甲 | 5个 | 丙 |")
    assert [(file, source.text(span)) for file, span in unmatched(source, grids(source.blocks))] == [("columns", "神秘栏")]


def test_a_unit_above_the_grid_is_evidence_of_its_amounts() -> None:
    found = rows(document("单位：元\n| 项目名称 | 甲项目 |\n| 年度预算金额 | 5,000.00 |"))
    (figure,) = found["budget_figures"]
    assert shown([figure], ["amount_yuan"], {}) == [["5000"]]
    assert [item.span.block for item in figure.evidence if item.field == "unit"] == [0]


def test_an_amount_without_any_unit_stays_unread() -> None:
    assert not rows(document("| 项目名称 | 甲项目 |\n| 年度预算金额 | 5000 |"))["budget_figures"]


def test_a_form_goes_on_in_the_next_grid_only_without_a_name_of_its_own() -> None:
    page = "| 项目名称 | 甲 |\n| 一级指标 | 指标值 |\n\n| 项目名称 | 乙 |\n| 一级指标 | 指标值 |"
    first, second = page.split("\n\n")
    source = document([*_grid(first), "附表二如下：", *_grid(second)])
    assert len(list(found_forms(source, grids(source.blocks)))) == 2


def _grid(text: str) -> list[list[list[str]]]:
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in text.split("\n")]]


@pytest.mark.parametrize("side", ["绩效指标（80分）", "年度绩效目标（80分）"])
def test_the_mark_of_the_label_beside_all_indicators_is_the_mark_of_what_is_scored_apart_from_execution(side: str) -> None:
    page = f"| 项目名称 | 甲项目 | < | < |\n| {side} | 一级指标 | 三级指标 | 实际完成值 |\n| ^ | 产出指标（80分） | 乙 | 5个 |"
    found = rows(document(page))["scores"]
    assert shown(found, ["component", "full_mark"], {}) == [["other", "80"], ["output", "80"]]


def test_numbers_of_a_closing_row_that_slipped_by_a_column_keep_their_order() -> None:
    head = "| 一级指标 | 三级指标 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |\n| 产出指标 | 乙 | 5个 | 90 | 88 | 无 |"
    found = rows(document(f"{head}\n| 总分 | < | < | < | 90 | 88 |"))["scores"]
    assert shown(found, ["component", "full_mark", "score"], {}) == [["total", "90", "88"]]


def test_an_indicator_named_as_a_header_of_the_management_table_is_a_row() -> None:
    head = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 复核得分 |\n| 过程 | 事项管理 | 实施程序 | 3 | 3 | 3 |"
    found = rows(document(f"{head}\n| ^ | ^ | 管理情况 | 4 | 4 | 3.5 |\n| 产出 | 效率性 | 进度 | 9 | 8 | 8 |"))["indicators"]
    assert shown(found, ["level3", "score"], {}) == [["实施程序", "3"], ["管理情况", "4"], ["进度", "8"]]


def test_the_rate_of_a_project_is_the_one_its_amounts_give_where_form_and_text_differ() -> None:
    text = "2023年绿道养护项目绩效自评报告\n一、资金使用情况\n2023年绿道养护项目预算80万元，实际支出72万元，预算执行率90%。"
    form = "| 项目名称 | 绿道养护项目 | < | < |\n| 项目资金（万元） | 全年预算数 | 全年执行数 | 执行率 |\n| 年度资金总额 | 80 | 72 | 95% |"
    found = rows(document(f"{text}\n{form}"))["projects"]
    assert shown(found, ["budget_yuan", "executed_yuan", "stated_rate"], {}) == [["800000", "720000", "0.9"]]
