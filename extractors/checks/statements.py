"""The relations of statement forms (公开报表): 类 = 款 = 项, total = 类, a row = its columns, both sides equal, one form = the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.checks.ledger import CENT, HALF_CENT, Ledger, finding, step_of
from extractors.document import Span
from extractors.numbers.rounding import places
from extractors.row import plain
from extractors.statements import Amount, Statement
from extractors.statements.header import Column
from extractors.tables.findings import Finding
from patterns.loader import fold

MOST = 12  # columns of a row whose choices are still tried
CODED = ("income", "expenditure", "general_budget_expenditure", "government_fund", "state_capital", "project_expenditure")
TOLD = ("本年收入合计", "本年支出合计")
SIDES = {"income": "收入", "expenditure": "支出", None: ""}
BETWEEN = 3  # two producers round differently: so many hundredths of the unit between two forms


def check(ledger: Ledger) -> Iterator[Finding]:
    totals: dict[str, list[Amount]] = {}
    for statement in ledger.read.statements:
        columns: dict[tuple[int, int], list[Amount]] = {}
        rows: dict[Span, list[Amount]] = {}
        for amount in statement.amounts:
            columns.setdefault((amount.line.panel, amount.column.col), []).append(amount)
            if amount.line.name_span is not None:
                rows.setdefault(amount.line.name_span, []).append(amount)
        yield from _sure(ledger, [list(_codes(ledger, column, whole=statement.form in CODED)) for column in columns.values()])
        for row in rows.values():
            yield from _row(ledger, row)
        yield from _sides(ledger, statement)
        for name, amount in _named(statement):
            totals.setdefault(name, []).append(amount)
    yield from _forms(ledger, totals)
    yield from _text(ledger, totals)


def _sure(ledger: Ledger, columns: Sequence[Sequence[tuple[str, Finding]]]) -> Iterator[Finding]:
    """A line that does not add up in one column is misprinted there; in every column, a line may be lost on the way here."""
    times = Counter(line for column in columns for line, _ in column)
    for column in columns:
        for line, one in column:
            yield one if times[line] == 1 < len(columns) or one.severity != "error" else replace(one, severity="warning")


def _value(amount: Amount) -> Decimal:
    return amount.mention.value or Decimal(0)


def _unit(ledger: Ledger, amount: Amount) -> Decimal:
    """What a hundredth of the printed unit is worth; the sheet's unit tells it where the number is 0."""
    digits = plain(ledger.text(amount.mention.span)).replace(",", "").replace("，", "")
    try:
        value = Decimal(digits)
    except ArithmeticError:
        return Decimal(100)
    return abs(_value(amount) / value) * CENT if value else Decimal(100)


def _slack(ledger: Ledger, whole: Amount, summands: int) -> Decimal:
    """Half a hundredth of the printed unit for every number; half a yuan where whole yuan are printed."""
    unit = _unit(ledger, whole) / CENT
    whole_yuan = unit == 1 and places(plain(ledger.text(whole.mention.span))) == 0
    return (Decimal("0.5") if whole_yuan else unit * HALF_CENT) * (summands + 1)


def _codes(ledger: Ledger, column: Sequence[Amount], *, whole: bool) -> Iterator[tuple[str, Finding]]:
    """Every code against the codes right below it, and the total against the top ones. A code told twice says that two lists stand here."""
    by_code: dict[str, Amount] = {}
    for amount in column:
        if amount.line.code is not None:
            if amount.line.code in by_code:
                return
            by_code[amount.line.code] = amount
    below: dict[str, list[Amount]] = {}
    for code, amount in by_code.items():
        below.setdefault(code[:-2] if len(code) > 3 else "", []).append(amount)
    for code, parts in below.items():
        if code in by_code:
            yield from ((code, one) for one in _sum(ledger, by_code[code], parts, f"{code}{by_code[code].line.name or ''}"))
    totals = [a for a in column if a.line.code is None and a.line_kind == "total"]
    tops = below.get("", [])
    if whole and len(totals) == 1 and tops and all(len(a.line.code or "") == 3 for a in tops):
        yield from (("", one) for one in _sum(ledger, totals[0], tops, totals[0].line.name or "合计"))


def _sum(ledger: Ledger, whole: Amount, parts: Sequence[Amount], name: str) -> Iterator[Finding]:
    made = sum((_value(p) for p in parts), Decimal(0))
    if abs(made - _value(whole)) > _slack(ledger, whole, len(parts)):
        yield _mismatch(ledger, whole, parts, made, name)


def _mismatch(ledger: Ledger, whole: Amount, parts: Sequence[Amount], made: Decimal, name: str) -> Finding:
    """Little more than rounding is told as such."""
    severity = "error" if abs(made - _value(whole)) > 2 * _slack(ledger, whole, len(parts)) else "info"
    stated = plain(ledger.text(whole.mention.span))
    unit = _unit(ledger, whole) / CENT
    expected = format((made / unit).quantize(Decimal(1).scaleb(-places(stated))), "f")
    told = "+".join(plain(ledger.text(p.mention.span)) for p in parts)
    return finding(
        "sum_mismatch",
        severity,
        whole.mention.span,
        f"{name}为{stated}，而{told}={expected}",
        f"{name} is {stated}, but {told} = {expected}",
        stated=stated,
        expected=expected,
        parts=[p.mention.span for p in parts],
    )


def _row(ledger: Ledger, row: Sequence[Amount]) -> Iterator[Finding]:
    """A 合计 column against the others of its row: none of their sums may be meant, since some columns break down others."""
    totals = [a for a in row if _is_total(a.column)]
    rest = [a for a in row if a is not totals[0]] if totals else []
    if len(totals) != 1 or len(rest) < 2 or len(rest) > MOST or any(a.measure != totals[0].measure for a in rest):
        return
    if any(a.column.path[:-1] != totals[0].column.path[:-1] for a in rest):
        return  # columns under another heading are no parts
    slack = _slack(ledger, totals[0], len(rest))
    sums = {Decimal(0)}
    for amount in rest:
        sums |= {one + _value(amount) for one in sums}
    if all(abs(one - _value(totals[0])) > slack for one in sums):
        made = sum((_value(a) for a in rest), Decimal(0))
        yield _mismatch(ledger, totals[0], rest, made, f"{totals[0].line.name or ''}{totals[0].column.words[-1]}")


def _is_total(column: Column) -> bool:
    return bool(column.path) and column.path[-1].text.endswith("合计")


def _sides(ledger: Ledger, statement: Statement) -> Iterator[Finding]:
    """总计 of income and expenditure."""
    sides: dict[str | None, Amount] = {}
    for amount in statement.amounts:
        if fold(amount.line.name or "").endswith("总计") and amount.line_kind == "total":
            known = sides.get(amount.line.side)
            if known is not None and known.line.name_span == amount.line.name_span and known.column.col < amount.column.col:
                continue
            if known is not None and known.line.name_span != amount.line.name_span:
                return  # two totals on one side: two forms in one
            sides[amount.line.side] = amount
    income, spent = sides.get("income"), sides.get("expenditure")
    if income is not None and spent is not None and abs(_value(income) - _value(spent)) > _slack(ledger, income, 1):
        yield _differ(ledger, spent, income, "支出总计", "收入总计", "error")


def _differ(ledger: Ledger, one: Amount, other: Amount, name: str, other_name: str, severity: str) -> Finding:
    stated, expected = plain(ledger.text(one.mention.span)), plain(ledger.text(other.mention.span))
    return finding(
        "sum_mismatch",
        severity,
        one.mention.span,
        f"{name}{stated}与{other_name}{expected}不相等",
        f"{name} {stated} and {other_name} {expected} differ",
        stated=stated,
        expected=expected,
        against=[other.mention.span],
    )


def _named(statement: Statement) -> Iterator[tuple[str, Amount]]:
    """The totals that other forms print again, by what they total."""
    for amount in statement.amounts:
        name = fold(amount.line.name or "")
        if statement.form == "income_expenditure_summary" and (name in TOLD or (name.endswith("总计") and amount.line_kind == "total")):
            yield f"总表/{name if name in TOLD else f'{SIDES[amount.line.side]}总计'}", amount
        elif statement.form in ("income", "expenditure") and amount.line_kind == "total" and amount.line.code is None:
            title = "".join(amount.column.words[-1:])
            if fold(title) in ("本年收入合计", "本年支出合计"):
                yield f"分表/{fold(title)}", amount


def _forms(ledger: Ledger, totals: Mapping[str, Sequence[Amount]]) -> Iterator[Finding]:
    """本年收入合计 and 本年支出合计 of the summary and of their own forms, where each is printed once."""
    for name in TOLD:
        summary, own = totals.get(f"总表/{name}", ()), totals.get(f"分表/{name}", ())
        if len(summary) == len(own) == 1:
            gap = abs(_value(summary[0]) - _value(own[0]))
            if gap > BETWEEN * max(_unit(ledger, summary[0]), _unit(ledger, own[0])):
                yield _differ(ledger, own[0], summary[0], f"分表的{name}", f"总表的{name}", "warning")


def _text(ledger: Ledger, totals: Mapping[str, Sequence[Amount]]) -> Iterator[Finding]:
    """What the text calls 收入合计 or 支出总计 of all money of the year against the summary form, where that is printed once."""
    summary = {name.removeprefix("总表/").removeprefix("本年"): amounts[0] for name, amounts in totals.items() if len(amounts) == 1}
    for figure in ledger.figures if summary else ():
        subject = fold(figure.subject or "").removeprefix("本年")
        form = summary.get("收入总计" if subject in ("收入支出总计", "收支总计", "收、支总计") else subject)
        if form is None or figure.source != "narrative" or figure.fund_source not in (None, "total") or figure.measure == "change":
            continue
        if figure.year != form.year or figure.repeat_of is not None:
            continue
        gap = abs(figure.amount_yuan - _value(form))
        if gap > max(step_of(figure), BETWEEN * _unit(ledger, form)):
            expected = plain(ledger.text(form.mention.span))
            yield finding(
                "table_text_mismatch",
                "warning",
                figure,
                f"文中{figure.subject}为{figure.amount_text}，报表为{expected}",
                f"{figure.subject} is {figure.amount_text} in the text and {expected} in the form",
                stated=figure.amount_text,
                expected=expected,
                against=[form.mention.span],
            )
