"""Statement forms as other provinces print them: three lists side by side, codes of units, last year beside this one."""

from __future__ import annotations

import pytest
from form_notation import document, flattened

from extractors import readers
from extractors.document import Document
from extractors.report import facts, read
from extractors.tables.statement_lines import StatementLine

THREE_LISTS = """
部门收支总体情况表
单位：万元
| 收 入 | < | 支 出 | < | < | < |
| 项 目 | 2024年预算 | 项 目（按功能分类） | 2024年预算 | 项 目（按支出性质） | 2024年预算 |
| 一、一般公共预算拨款 | 10.00 | 一、教育支出 | 10.00 | 一、基本支出 | 7.00 |
|  |  |  |  | 二、项目支出 | 3.00 |
| 收入总计 | 10.00 | 支出总计 | 10.00 | 支出总计 | 10.00 |
"""
THREE_LISTS_LINES = """
income | 一、一般公共预算拨款 | 收入>2024年预算 | budget | general_budget |  | 10.00
expenditure | 一、教育支出 | 支出>2024年预算 | budget |  |  | 10.00
expenditure | 一、基本支出 | 支出>2024年预算 | budget |  | basic | 7.00
expenditure | 二、项目支出 | 支出>2024年预算 | budget |  | project | 3.00
income | 收入总计 | 收入>2024年预算 | budget | total |  | 10.00
expenditure | 支出总计 | 支出>2024年预算 | budget |  |  | 10.00
expenditure | 支出总计 | 支出>2024年预算 | budget |  |  | 10.00
"""

UNIT_CODES = """
2024年部门支出预算总体情况表
编制单位：某县某某站   单位：万元
| 科目编码 | < | < | 单位代码 | 单位名称（科目） | 总计 | 基本支出 | < | < | 项目支出 |
| 类 | 款 | 项 | ^ | ^ | ^ | 小计 | 工资福利支出 | 商品和服务支出 | ^ |
|  |  |  |  | 合计 | 12 | 10 | 8 | 2 | 2 |
| 213 | 03 | 01 | 320001 | 行政运行 | 12 | 10 | 8 | 2 | 2 |
"""
UNIT_CODES_LINES = """
 | 合计 | 总计 | budget |  |  | 12
 | 合计 | 基本支出>小计 | budget |  | basic | 10
 | 合计 | 基本支出>工资福利支出 | budget |  | basic | 8
 | 合计 | 基本支出>商品和服务支出 | budget |  | basic | 2
 | 合计 | 项目支出 | budget |  | project | 2
 | 2130301行政运行 | 总计 | budget |  |  | 12
 | 2130301行政运行 | 基本支出>小计 | budget |  | basic | 10
 | 2130301行政运行 | 基本支出>工资福利支出 | budget |  | basic | 8
 | 2130301行政运行 | 基本支出>商品和服务支出 | budget |  | basic | 2
 | 2130301行政运行 | 项目支出 | budget |  | project | 2
"""

TWO_YEARS = """
一般公共预算支出表
单位：万元
| 功能分类科目 | < | 2023年执行数 | 2024年预算数 | < | < | 2024年预算数比2023年执行数 | < |
| 科目编码 | 科目名称 | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减% |
| 205 | 教育支出 | 5.00 | 6.00 | 4.00 | 2.00 | 1.00 | 20.00 |
"""
TWO_YEARS_LINES = """
 | 205教育支出 | 2023年执行数 | executed | general_budget |  | 5.00
 | 205教育支出 | 2024年预算数>小计 | budget | general_budget |  | 6.00
 | 205教育支出 | 2024年预算数>基本支出 | budget | general_budget | basic | 4.00
 | 205教育支出 | 2024年预算数>项目支出 | budget | general_budget | project | 2.00
 | 205教育支出 | 2024年预算数比2023年执行数>增减额 | change | general_budget |  | 1.00
"""

ROWS_OF_THREE_PUBLIC = """
“三公”经费财政拨款支出决算表
单位：万元
| 项目 | 年初预算数 | 决算数 |
| 合 计 | 4.00 | 3.00 |
| 1、公务接待费 | 1.00 | 0.80 |
| 2、公务用车费 | 3.00 | 2.20 |
"""
ROWS_OF_THREE_PUBLIC_LINES = """
 | 合计 | 年初预算数 | initial_budget | fiscal |  | 4.00
 | 合计 | 决算数 | executed | fiscal |  | 3.00
 | 1、公务接待费 | 年初预算数 | initial_budget | fiscal |  | 1.00
 | 1、公务接待费 | 决算数 | executed | fiscal |  | 0.80
 | 2、公务用车费 | 年初预算数 | initial_budget | fiscal |  | 3.00
 | 2、公务用车费 | 决算数 | executed | fiscal |  | 2.20
"""

PURCHASES = """
政府采购预算表
单位：元
| 单位名称 | 采购项目 | 数量 | 预算金额 | 资金来源 |
| 某站 | 计算机 | 3 | 15,000.00 | 一般公共预算 |
"""
PURCHASES_LINES = """
 | 计算机 | 预算金额 | budget |  |  | 15,000.00
"""

LAST_YEAR = """
2016年“三公”经费决算情况统计表
单位：万元
| 项目 | 上年决算数 | 本年决算数 | 增、减金额 | 增、减幅度 |
| 合计 | 5.00 | 4.00 | -1.00 | -20% |
| 1.公务接待费 | 5.00 | 4.00 | -1.00 | -20% |
"""
LAST_YEAR_LINES = """
 | 合计 | 上年决算数 | executed |  |  | 5.00
 | 合计 | 本年决算数 | executed |  |  | 4.00
 | 合计 | 增、减金额 | change |  |  | -1.00
 | 1.公务接待费 | 上年决算数 | executed |  |  | 5.00
 | 1.公务接待费 | 本年决算数 | executed |  |  | 4.00
 | 1.公务接待费 | 增、减金额 | change |  |  | -1.00
"""

VARIANTS = {
    "last_year": (LAST_YEAR, LAST_YEAR_LINES),
    "three_lists": (THREE_LISTS, THREE_LISTS_LINES),
    "unit_codes": (UNIT_CODES, UNIT_CODES_LINES),
    "two_years": (TWO_YEARS, TWO_YEARS_LINES),
    "rows_of_three_public": (ROWS_OF_THREE_PUBLIC, ROWS_OF_THREE_PUBLIC_LINES),
    "purchases": (PURCHASES, PURCHASES_LINES),
}


def shown(source: Document) -> list[str]:
    found = (f for f in facts(read(source))["statement_lines"] if isinstance(f, StatementLine))
    return [_shown(line) for line in sorted(found, key=lambda f: f.anchor)]


def _shown(line: StatementLine) -> str:
    name = "".join(f"{line.code or ''}{line.name or ''}".split())
    path = ">".join(line.column_path or ())
    return " | ".join(
        (line.side or "", name, path, line.measure or "", line.fund_source or "", line.expenditure_kind or "", line.amount_text)
    )


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_gives_exactly_its_lines(name: str) -> None:
    page, lines = VARIANTS[name]
    assert shown(document(page)) == lines.strip("\n").split("\n")


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_that_lost_its_spans_gives_the_same_lines(name: str) -> None:
    page, lines = VARIANTS[name]
    assert shown(readers.read(flattened(page).encode(), "book.txt")) == lines.strip("\n").split("\n")


def test_a_column_of_last_year_tells_of_the_year_before() -> None:
    found = (f for f in facts(read(document(LAST_YEAR)))["statement_lines"] if isinstance(f, StatementLine))
    assert [line.year for line in sorted(found, key=lambda f: f.anchor)] == [2015, 2016, 2016] * 2
