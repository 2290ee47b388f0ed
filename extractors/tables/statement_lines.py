"""`statement_lines`: every printed number of a statement form of account and budget books."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.frozen import frozen, maker
from extractors.read import Read
from extractors.row import Count, Evidence, Fact, Text, Texts, Year, Yuan, column, plain, printed_at
from extractors.statements import Amount, Statement
from extractors.vocabulary import CODE_KINDS, EXPENDITURE_KINDS, FORMS, FUND_SOURCES, LINE_KINDS, MEASURES, SIDES


@frozen(kw_only=True)
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


_row = maker(StatementLine)


def extract(read: Read) -> Iterator[StatementLine]:
    for statement in read.statements:
        for amount in statement.amounts:
            yield _line(read, statement, amount)


def _line(read: Read, statement: Statement, amount: Amount) -> StatementLine:
    line, column, mention = amount.line, amount.column, amount.mention
    assert mention.value is not None  # a bare number always has one
    return _row(
        anchor=mention.span,
        rule="statement.cell",
        source="table",
        evidence=tuple(_evidence(statement, amount)),
        form=statement.form,
        form_title=plain(statement.title.text) if statement.title else None,
        side=line.side,
        code=line.code,
        code_kind=line.code_kind,
        name=line.name,
        level=line.level,
        line_kind=amount.line_kind,
        column_path=column.words,
        measure=amount.measure,
        fund_source=amount.fund,
        expenditure_kind=amount.kind,
        amount_yuan=mention.value,
        amount_text=plain(read.document.text(mention.span)),
        year=amount.year,
    )


def _evidence(statement: Statement, amount: Amount) -> Iterator[Evidence]:
    line = amount.line
    if amount.mention.unit_span is not None:
        yield printed_at("unit", amount.mention.unit_span)
    if statement.title is not None:
        yield printed_at("form_title", statement.title.span)
    if amount.year_span is not None:
        yield printed_at("year", amount.year_span)
    for part, span in enumerate(line.code_spans, 1):
        yield printed_at("code", span, part)
    if line.name_span is not None:
        yield printed_at("name", line.name_span)
    for part, head in enumerate(amount.column.path, 1):
        yield printed_at("column", head.span, part)
