"""`statement_lines`: every printed number of a statement form of account and budget books."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.row import Count, Fact, Text, Texts, Year, Yuan, column
from extractors.vocabulary import CODE_KINDS, EXPENDITURE_KINDS, FORMS, FUND_SOURCES, LINE_KINDS, MEASURES, SIDES


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine(Fact):
    TABLE = "statement_lines"
    KEY = "line_id"
    LETTER = "l"
    LABEL = "报表数"
    ABOUT = "one printed number of a statement form; its anchor is the number"

    form: Text = column("报表", "which form it is", FORMS)
    form_title: Text | None = column("报表名称", "the form's title as printed")
    side: Text | None = column("方", "income or expenditure side of a two-sided sheet", SIDES)
    code: Text | None = column("科目编码", "类, 款, 项 joined")
    code_kind: Text | None = column("编码类别", "functional or economic classification", CODE_KINDS)
    name: Text | None = column("科目名称", "as printed")
    level: Count | None = column("级次", "1 类, 2 款, 3 项")
    line_kind: Text | None = column("行类别", "detail, subtotal or total", LINE_KINDS)
    column_path: Texts | None = column("列头", "header words from the top down")
    measure: Text | None = column("口径", "income, executed, budget …", MEASURES)
    fund_source: Text | None = column("资金来源", "null wherever no word names it", FUND_SOURCES)
    expenditure_kind: Text | None = column("支出类别", "basic or project expenditure", EXPENDITURE_KINDS)
    amount_yuan: Yuan = column("金额（元）", "in yuan")
    amount_text: Text = column("金额原文", "as printed")
    year: Year | None = column("年度", "the year the amount is about")
