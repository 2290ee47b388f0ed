"""Statement forms piece by piece: titles, units, headers, codes, rows, and what is no statement form."""

from __future__ import annotations

import pytest
from form_notation import document, flattened

from extractors import readers
from extractors.document import Document, grids
from extractors.forms import found_forms
from extractors.report import facts, read
from extractors.statements import unmatched
from extractors.statements.sheets import claimed
from extractors.statements.titles import is_aside, title, unit
from extractors.tables.statement_lines import StatementLine


def lines(page: str | Document) -> list[StatementLine]:
    told = facts(read(document(page) if isinstance(page, str) else page))["statement_lines"]
    return sorted((f for f in told if isinstance(f, StatementLine)), key=lambda f: f.anchor)


def cells(page: str | Document) -> list[tuple[str, str, str]]:
    """Row, column and number of every line."""
    return [(f"{f.code or ''}{f.name or ''}", ">".join(f.column_path or ()), f.amount_text) for f in lines(page)]


def named(text: str) -> tuple[str, str] | None:
    found = title(document(text).blocks[0])
    return None if found is None else (found.form, found.text)


HEAD = """
支出决算表
单位：万元
| 项目 | < | 本年支出合计 | 基本支出 | 项目支出 |
| 科目编码 | 科目名称 | ^ | ^ | ^ |
"""
BODY = """| 合计 | < | 120.50 | 100.00 | 20.50 |
| 201 | 一般公共服务支出 | 120.50 | 100.00 | 20.50 |
| 20103 | 政府办公厅（室）及相关机构事务 | 120.50 | 100.00 | 20.50 |
| 2010301 | 行政运行 | 100.00 | 100.00 | 0.00 |
| 2010302 | 一般行政管理事务 | 20.50 | — | 20.50 |
"""


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("一、收入支出决算总表", "income_expenditure_summary"),
        ("2025年部门财务收支预算总表", "income_expenditure_summary"),
        ("部门收支总体情况表", "income_expenditure_summary"),
        ("2. 2024年预算单位收入预算总表", "income"),
        ("（三）支出决算表", "expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_summary"),
        ("附表5：一般公共预算财政拨款支出决算表", "general_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "basic_expenditure"),
        ("一般公共预算“三公”经费支出情况表", "three_public"),
        ("政府性基金预算财政拨款收入支出决算表（续）", "government_fund"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("部门支出经济分类情况表", "economic_classification"),
        ("项目支出预算表", "project_expenditure"),
        ("政府采购预算表", "other"),
        ("收 入 支 出 决 算 总 表", "income_expenditure_summary"),
    ],
)
def test_a_title_names_its_form(text: str, form: str) -> None:
    found = named(text)
    assert found is not None
    assert found[0] == form


def test_a_title_is_printed_without_its_number_and_what_stands_beside_it() -> None:
    assert named("公开03表 支出决算表 单位：万元") == ("expenditure", "支出决算表")
    assert named("三、支出决算表") == ("expenditure", "支出决算表")
    assert named("支出决算表（公开03表）") == ("expenditure", "支出决算表")


def test_a_title_is_known_behind_a_note_and_with_its_quotes_apart() -> None:
    assert named("注：本表为空表。收入决算表") == ("income", "收入决算表")
    assert named("部门三公经费支出预算表“ ”") == ("three_public", "部门三公经费支出预算表“ ”")


@pytest.mark.parametrize(
    "text", ["项目支出绩效自评表", "部门整体支出绩效目标表", "支出情况", "单位构成情况表", "收入支出情况如下。", "编制说明"]
)
def test_titles_of_other_tables_name_none(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("单位：万元", "万元"),
        ("编制部门：某某镇人民政府  单位:元", "元"),
        ("金额单位：人民币万元", "万元"),
        ("决算数（万元）", "万元"),
        ("编制单位：某某站", None),
    ],
)
def test_a_unit_line_names_its_unit(text: str, name: str | None) -> None:
    found = unit(text, 0)
    assert (found[0] if found else None) == name


def test_lines_beside_a_form_part_nothing_and_sentences_do() -> None:
    assert all(map(is_aside, ["", "— 12 —", "编制部门：某某镇", "2023年度", "公开02表", "续表"]))
    assert not is_aside("第三部分 情况说明")


def test_every_number_has_its_row_and_its_column() -> None:
    assert cells(HEAD + BODY)[:4] == [
        ("合计", "本年支出合计", "120.50"),
        ("合计", "基本支出", "100.00"),
        ("合计", "项目支出", "20.50"),
        ("201一般公共服务支出", "本年支出合计", "120.50"),
    ]


def test_zero_is_a_value_and_a_dash_is_none() -> None:
    found = [(f.code, f.expenditure_kind, f.amount_yuan) for f in lines(HEAD + BODY)]
    assert ("2010301", "project", 0) in found
    assert not [f for f in found if f[:2] == ("2010302", "basic")]


def test_a_line_above_its_parts_is_a_subtotal() -> None:
    kinds = {f.code or f.name: (f.level, f.line_kind) for f in lines(HEAD + BODY)}
    assert kinds == {
        "合计": (None, "total"),
        "201": (1, "subtotal"),
        "20103": (2, "subtotal"),
        "2010301": (3, "detail"),
        "2010302": (3, "detail"),
    }


def test_a_contents_page_names_every_form_and_is_none() -> None:
    assert lines("目录\n一、收入支出决算总表\n二、支出决算表\n第一部分 概况\n| 序号 | 单位名称 | 备注 |\n| 1 | 某某站 | 2 |\n") == []


def test_the_units_of_an_agency_are_no_statement() -> None:
    assert lines("支出决算表\n| 序号 | 单位名称 | 备注 |\n| 1 | 某某站 | 12 |\n") == []


def test_three_code_columns_join_and_keep_each_part_as_evidence() -> None:
    page = """
2024年部门支出预算总表
编制部门：某某镇 单位:元
| 项目 | < | < | < | 支出预算 | < | < |
| 功能分类科目编码 | < | < | 功能分类科目名称 | 合计 | 基本支出 | 项目支出 |
| 类 | 款 | 项 | ^ | ^ | ^ | ^ |
| 201 |  |  | 一般公共服务支出 | 30,000 | 20,000 | 10,000 |
| 201 | 03 |  | 政府办公厅（室）及相关机构事务 | 30,000 | 20,000 | 10,000 |
|  |  | 01 | 行政运行 | 30,000 | 20,000 | 10,000 |
"""
    found = lines(page)
    assert [(f.code, f.level) for f in found[::3]] == [("201", 1), ("20103", 2), ("2010301", 3)]
    source = document(page)
    assert [source.text(e.span) for e in found[-1].evidence if e.field == "code"] == ["201", "03", "01"]
    assert found[0].column_path == ("支出预算", "合计")


def test_cumulative_codes_are_not_joined_twice() -> None:
    page = """
支出决算表
单位：万元
| 科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 类 | 款 | 项 | ^ | ^ | ^ | ^ |
| 201 | 20103 | 2010301 | 行政运行 | 5.00 | 5.00 | |
"""
    assert [f.code for f in lines(page)] == ["2010301", "2010301"]


def test_a_name_may_bear_its_code() -> None:
    page = """
支出决算表
单位：万元
| 项目 | 合计 | 基本支出 | 项目支出 |
| 201 一般公共服务支出 | 5.00 | 5.00 | |
| 20103政府办公厅事务 | 5.00 | 5.00 | |
"""
    assert [(f.code, f.name, f.level) for f in lines(page)[::2]] == [("201", "一般公共服务支出", 1), ("20103", "政府办公厅事务", 2)]


def test_economic_codes_are_told_from_functional_ones() -> None:
    page = """
一般公共预算财政拨款基本支出决算表
单位：万元
| 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
| 301 | 工资福利支出 | 9.00 | 302 | 商品和服务支出 | 3.00 |
| 人员经费合计 | < | 9.00 | 公用经费合计 | < | 3.00 |
"""
    found = lines(page)
    assert [(f.code, f.code_kind, f.name, f.line_kind) for f in found] == [
        ("301", "economic", "工资福利支出", "detail"),
        ("302", "economic", "商品和服务支出", "detail"),
        (None, None, "人员经费合计", "total"),
        (None, None, "公用经费合计", "total"),
    ]
    assert {f.expenditure_kind for f in found} == {"basic"}


def test_counters_are_neither_words_nor_amounts() -> None:
    page = """
收入支出决算总表
单位：万元
| 收入 | < | < | 支出 | < | < |
| 项目 | 行次 | 金额 | 项目 | 行次 | 金额 |
| 栏次 |  | 1 | 栏次 |  | 2 |
| 一、事业收入 | 1 | 7 | 一、教育支出 | 31 | 7 |
"""
    assert cells(page) == [("一、事业收入", "收入>金额", "7"), ("一、教育支出", "支出>金额", "7")]
    assert [f.side for f in lines(page)] == ["income", "expenditure"]


def test_a_row_of_numbers_from_one_counts_columns() -> None:
    page = """
财政拨款“三公”经费支出决算表
单位：万元
| 预算数 | < | < | 决算数 | < | < |
| 合计 | 因公出国（境）费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务接待费 |
| 1 | 2 | 3 | 4 | 5 | 6 |
| 3 | 1 | 2 | 2 | 1 | 1 |
"""
    found = lines(page)
    assert [f.amount_text for f in found] == ["3", "1", "2", "2", "1", "1"]
    assert [f.measure for f in found] == ["budget"] * 3 + ["executed"] * 3


def test_title_and_unit_line_may_stand_inside_the_grid() -> None:
    page = "| 支出决算表 | < | < |\n| 编制单位：某某站 | < | 单位：万元 |\n| 项目 | 基本支出 | 项目支出 |\n| 教育支出 | 1.5 | 2 |\n"
    found = lines(page)
    assert [f.amount_yuan for f in found] == [15000, 20000]
    assert found[0].form_title == "支出决算表"


def test_a_header_may_name_the_unit_of_its_column() -> None:
    page = "项目支出预算表\n| 项目名称 | 预算金额（万元） |\n| 办公楼修缮 | 12.5 |\n"
    (line,) = lines(page)
    assert (line.amount_yuan, line.measure, line.expenditure_kind) == (125000, "budget", "project")


def test_a_form_without_a_unit_line_has_that_of_the_form_before() -> None:
    page = HEAD + BODY + "说明：本表反映支出。\n收入决算表\n| 科目编码 | 科目名称 | 本年收入合计 |\n| 201 | 一般公共服务支出 | 3.00 |\n"
    assert lines(page)[-1].amount_yuan == 30000


def test_the_funds_below_a_balance_are_parts_of_it() -> None:
    page = """
财政拨款收入支出决算总表
单位：万元
| 收入 | < | 支出 | < |
| 项目 | 决算数 | 项目 | 合计 |
| 一、一般公共预算财政拨款 | 9 | 一、教育支出 | 10 |
| 本年收入合计 | 9 | 本年支出合计 | 10 |
| 年初财政拨款结转和结余 | 2 | 年末财政拨款结转和结余 | 1 |
| 一般公共预算财政拨款 | 2 |  |  |
| 总计 | 11 | 总计 | 11 |
"""
    income = [(f.name, f.measure, f.line_kind, f.fund_source) for f in lines(page) if f.side == "income"]
    assert income == [
        ("一、一般公共预算财政拨款", "income", "detail", "general_budget"),
        ("本年收入合计", "income", "subtotal", "fiscal"),
        ("年初财政拨款结转和结余", "opening_balance", "subtotal", "fiscal"),
        ("一般公共预算财政拨款", "opening_balance", "detail", "general_budget"),
        ("总计", "income", "total", "fiscal"),
    ]


def test_rows_that_count_things_hold_no_money() -> None:
    page = """
机构运行信息表
单位：万元
| 项目 | 行次 | 统计数 |
| （一）支出合计 | 1 | 6.20 |
| 1．国内公务接待批次（个） | 2 | 15 |
| 2．公务用车保有量（辆） | 3 | 2 |
"""
    assert [f.amount_text for f in lines(page)] == ["6.20"]


def test_a_rate_column_holds_no_money() -> None:
    page = "一般公共预算支出情况表\n单位：万元\n| 科目名称 | 2023年执行数 | 2024年预算数 | 增减% |\n| 教育支出 | 10 | 12 | 20 |\n"
    assert [(f.amount_text, f.year, f.measure) for f in lines(page)] == [("10", 2023, "executed"), ("12", 2024, "budget")]


def test_a_page_that_repeats_no_header_goes_on_with_the_form() -> None:
    body = BODY.splitlines()
    page = HEAD + "\n".join(body[:2]) + "\n— 7 —\n" + "\n".join(body[2:]) + "\n"
    assert cells(page) == cells(HEAD + BODY)


def test_a_paragraph_ends_a_form() -> None:
    page = HEAD + BODY + "第三部分 情况说明\n| 甲 | 乙 | 1 | 2 | 3 |\n| 丙 | 丁 | 4 | 5 | 6 |\n"
    assert cells(page) == cells(HEAD + BODY)


def test_an_empty_form_tells_nothing() -> None:
    page = """
国有资本经营预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 合计 | < |  |  |  |
注：本表无数据。
"""
    assert lines(page) == []


def test_a_note_in_the_last_row_stays_prose() -> None:
    note = "注：本表反映部门本年度各项支出情况，其中年中调整的信息化运行维护经费为12.50万元，已按规定程序报批后调整执行完毕。"
    found = facts(read(document(HEAD + BODY + f"| {note} | < | < | < | < |\n")))
    assert [f.amount_text for f in found["budget_figures"]] == ["12.50万元"]  # type: ignore[attr-defined]


EVALUATION = """
项目支出绩效自评表
| 项目名称 | 某某站房修缮 | < | < | < |
| 科目编码 | 2010302 | < | < | < |
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
| 产出指标 | 修缮面积 | 20平方米 | 20平方米 | 10 |
"""


def test_an_evaluation_form_with_codes_is_no_statement() -> None:
    source = document(EVALUATION)
    assert claimed(source.blocks, grids(source.blocks)) == frozenset()
    assert len(list(found_forms(source, grids(source.blocks)))) == 1


def test_a_statement_is_no_evaluation_form() -> None:
    source = document(HEAD + BODY)
    assert claimed(source.blocks, grids(source.blocks)) == {0}
    assert list(found_forms(source, grids(source.blocks))) == []


def test_no_grid_is_both_and_none_is_lost_between_them() -> None:
    source = document(HEAD + BODY + "第四部分 绩效\n" + EVALUATION)
    tables = grids(source.blocks)
    forms = {number for form in found_forms(source, tables) for number in (t.number for t in tables if form.first <= t.first <= form.last)}
    assert claimed(source.blocks, tables) | forms == {0, 1}
    assert claimed(source.blocks, tables) & forms == frozenset()


def test_halves_of_a_total_row_keep_their_panels_when_spans_are_lost() -> None:
    page = """
一般公共预算财政拨款基本支出决算表
单位：万元
| 人员经费 | < | < | 公用经费 | < | < | < | < | < |
| 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
| 301 | 工资福利支出 | 9 | 302 | 商品和服务支出 | 3 | 310 | 资本性支出 | 1 |
| 人员经费合计 | < | 9 | 公用经费合计 | < | < | < | < | 4 |
"""
    told = cells(readers.read(flattened(page).encode(), "book.txt"))
    assert told == cells(page)
    assert told[-1] == ("公用经费合计", "公用经费>决算数", "4")


def test_header_words_nobody_knew_are_named() -> None:
    page = "支出决算表\n单位：万元\n| 科目编码 | 科目名称 | 合计 | 甲类资金 |\n| 205 | 教育支出 | 3 | 2 |\n"
    source = document(page)
    assert [(file, source.text(span)) for file, span in unmatched(read(source).statements)] == [("statement_columns", "甲类资金")]
