"""The money of a form. What a number means is the union of the words above it and left of it: a measure, a source, a unit.

So funds read the same whether tiers stand in rows or in columns, under one header row or two, or beside labels of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.forms.bands import FUNDS, LISTING, MONEY, Band, Pair, Stray, listing_head
from extractors.forms.cells import Cell, number, printed_unit
from extractors.forms.columns import Column
from extractors.forms.inflow import is_income
from extractors.forms.model import Form, FundRow, Labels, Money, Ratio
from extractors.forms.money import Printed, Unit, amounts
from extractors.forms.parts import is_part, kind, with_measures
from extractors.forms.ratios import plain_subject, ratio, rows_ratios
from extractors.forms.unnamed import with_unnamed
from extractors.forms.words import FUND_ROLES, MONEY_ROLES, RATE_ROLES, bare_label, money_role, rate_of, source_before
from extractors.numbers.digits import arabic_years
from patterns.loader import asked, load

_YEAR = re.compile("(?<![0-9])(20[0-9]{2})年(?![0-9]{1,2}月|[-—至])")
_WORDS = asked("form_money")
_MINUS = frozenset("-－−")
_SUMS = frozenset({"合计", "小计", "总计"})


def form_unit(form: Form) -> Unit | None:
    """The money unit that holds for the whole form: its unit line, else the first one a funds header or label prints."""
    if form.unit is not None:
        return form.unit
    cells = (c for piece in form.pieces for c in _heads(piece))
    return next((unit for c in cells if (unit := printed_unit(c.text, c.block)) is not None), None)


def _heads(piece: Band | Pair | Stray) -> Iterator[Cell]:
    """The words of a form that may print its money unit."""
    if isinstance(piece, Pair):
        yield piece.label
    elif isinstance(piece, Band) and piece.kind in (FUNDS, LISTING, MONEY):
        yield from () if piece.side is None else (piece.side,)
        yield from (word for column in piece.columns for word in column.words)
        yield from (c for row in piece.rows for c in piece.sheet.new[row] if c.word.source == "total")  # 年度资金总额（万元）


def money(form: Form, printed: Printed, unit: Unit | None) -> Iterator[Money | Ratio]:
    """Every amount and rate of the form's funds, in printing order."""
    told, kinds = list[Money | Ratio](), list[str | None]()
    for piece in form.pieces:
        if isinstance(piece, Pair):
            told += _of_pair(piece, form, printed, unit)
        elif isinstance(piece, Band) and piece.kind in (FUNDS, MONEY):
            told += _of_band(piece, printed, unit)
        kinds += [kind(piece) if isinstance(piece, Pair) and is_part(piece) else None] * (len(told) - len(kinds))
    yield from with_measures(told, kinds)


def _of_pair(pair: Pair, form: Form, printed: Printed, unit: Unit | None) -> Iterator[Money | Ratio]:
    """预算数: | 300万元, and the sources below it, which take its measure."""
    value, word = pair.value, pair.label.word
    if value is None:
        return
    head = pair.label if word.column in FUND_ROLES else pair.above or pair.label if word.source or word.label == "part" else None
    if head is None:
        return
    labels: Labels = (("measure", head.span),) if head is pair.label else (("measure", head.span), ("subject", pair.label.span))
    if head.word.column in RATE_ROLES:
        yield from ratio(
            value, head.word.column, labels, "" if head is pair.label else plain_subject(pair.label), head.value, None, (), printed
        )
        return
    source = word.source or _whole(form, pair)
    subject = printed.document.text(form.name) if form.name is not None and _is_alone(form, pair) else pair.label.value
    for mention in amounts(value.span, printed, printed_unit(pair.label.text, pair.label.block) or unit)[:1]:
        # 年度资金总额： | 120 of a target form, without a measure's word, is what is planned.
        yield Money(mention, head.word.measure or "budget", source, _plain(subject), labels)


def _is_alone(form: Form, pair: Pair) -> bool:
    """年度预算金额 | 210万元 alone in its row tells of the project itself."""
    others = (p.label for p in form.pieces if isinstance(p, Pair) and p is not pair and p.label.row == pair.label.row)
    return pair.label.word.source is None and not any(o.word.column in FUND_ROLES and abs(o.block - pair.label.block) < 9 for o in others)


def _whole(form: Form, pair: Pair) -> str | None:
    """A measure whose parts are printed below it is their total."""
    parts = (p for p in form.pieces if isinstance(p, Pair) and p.above is pair.label and p is not pair)
    return "total" if any(p.label.word.source not in (None, "total") for p in parts) else None


def fund_rows(band: Band, printed: Printed, unit: Unit | None) -> Iterator[FundRow]:
    """The rows of a funds band that hold a number."""
    columns = with_unnamed(band, unit, printed.document)
    values = [c for c in columns if c.role in FUND_ROLES or c.source is not None or c.role == "amount"]
    while values and _holds_labels(band, values[0]):  # a measure's word over the row labels: 年度预算数（万元）
        values = values[1:]
    if not values:
        return
    first = min(c.col for c in values)
    head = listing_head(band.columns) if band.kind == LISTING else None
    name = next((c.col for c in band.columns if c.words[-1] is head or c.words[-1].word.label == "name"), None)
    for row in band.rows:
        labels = [c for c in reversed(band.sheet.rows[row]) if c.col < first and not c.blank and c is not band.side]
        named = next((c for c in labels if c.col == name), None)
        label = named or next((c for c in labels if number(c.value) is None), labels[0] if labels else None)
        yield _fund_row(band, row, label, aligned(band, row, values), printed, unit)


def _holds_labels(band: Band, column: Column) -> bool:
    cells = [c for row in band.rows if (c := band.cell(row, column)) is not None]
    return any(c.word.source for c in cells) and not any(c.value[:1].isdigit() for c in cells)


def _fund_row(band: Band, row: int, label: Cell | None, cells: list[tuple[Column, Cell]], printed: Printed, unit: Unit | None) -> FundRow:
    found: list[Money] = []
    rates: list[tuple[Cell, Column]] = []
    for column, cell in cells:
        role = column.role if column.role in FUND_ROLES else (money_role(label.value) if label is not None else _planned(band, column))
        if role in MONEY_ROLES and cell.value.endswith(("%", "％")):
            rates.append((cell, replace(column, role=rate_of(role))))
        elif role in RATE_ROLES:
            rates.append((cell, column))
        elif role in MONEY_ROLES:
            found.extend(_amount(band, label, column, cell, role, printed, unit))
    return FundRow(row, label, tuple(found), tuple(rates))


def _planned(band: Band, column: Column) -> str | None:
    """资金来源 | 财政拨款 | 其他 over a row of numbers alone: what a form without a measure's word asks for."""
    return "budget" if column.source is not None and band.side is not None and _WORDS["sources"].match(band.side.value) else None


def _amount(band: Band, label: Cell | None, column: Column, cell: Cell, role: str, printed: Printed, unit: Unit | None) -> Iterator[Money]:
    own = next((u for w in (*reversed(column.words), label, band.side) if w is not None and (u := printed_unit(w.text, w.block))), None)
    head = column.words[-1]
    if role == "executed" and label is not None and label.word.column == "balance":
        role = "balance"  # 资金结余 among the rows: what is left under 全年执行数 was not spent
    measure = "income" if role == "executed" and is_income(band, label, head) else load("columns")[role].extra["measure"]
    labels: Labels = (("measure", head.span),) if label is None else (("measure", head.span), ("subject", label.span))
    source = _source(band, label, column)
    name = label if label is not None and (label.word.column == "balance" or label.word.column not in FUND_ROLES) else head
    texts = [*(w.value for w in reversed(column.words)), label.value if label is not None else ""]
    year = next((int(m[1]) for text in texts if "年" in text and (m := _YEAR.search(arabic_years(text)))), None)
    direction = _direction(cell, head) if measure == "change" else None
    unsigned = cell.part(cell.start + 1, cell.end) if direction and cell.value[0] in _MINUS else cell
    subject = plain_subject(name)
    if column.part and name is label:
        subject = plain_subject(head) if label.word.source == "total" and label.word.text not in _SUMS else subject + plain_subject(head)
    for mention in amounts(unsigned.span, printed, own or unit)[:1]:
        yield Money(mention, measure, source, subject, labels, year, direction)


def _direction(cell: Cell, head: Cell) -> str:
    """Which way a change goes: by its sign, else by its header (减少额)."""
    return "decrease" if cell.value[0] in _MINUS or _WORDS["decrease"].search(head.value) else "increase"


def _source(band: Band, label: Cell | None, column: Column) -> str | None:
    """The row's, else the column's; 合计 is a total of sources only where sources are its parts."""
    own = label.word.source if label is not None and not (column.part and label.word.source == "total") else None
    if own in (None, "total"):
        head = column.source
        if head in (None, "total"):
            head = next((told for word in reversed(column.words) if (told := source_before(word.value)) is not None), head)
        own = head if head not in (None, "total") else own or head
    if own == "total" and label is not None and label.word.text in _SUMS and not _has_sources(band):
        return None
    return own


def _has_sources(band: Band) -> bool:
    cells = (c for row in band.rows for c in band.sheet.rows[row])
    return any(c.word.source not in (None, "total") for c in cells) or any(c.source not in (None, "total") for c in band.columns)


def aligned(band: Band, row: int, values: list[Column]) -> list[tuple[Column, Cell]]:
    """Values under their columns; where one cell is missing the row slipped, and its own arithmetic says so."""
    plain = [(c, cell) for c in values if (cell := band.cell(row, c)) is not None]
    if len(values) < 3 or _agrees(plain) is not False:
        return plain
    order = {c.col: n for n, c in enumerate(band.columns)}
    for step in (-1, 1):
        beside = [(c, order[c.col] + step) for c in values]
        inside = [(c, band.columns[n]) for c, n in beside if 0 <= n < len(band.columns) and band.columns[n].role is not None]
        moved = [(c, cell) for c, other in inside if (cell := band.cell(row, other)) is not None]
        if _agrees(moved):
            return moved
    return plain


def _agrees(cells: list[tuple[Column, Cell]]) -> bool | None:
    """Whether executed over budget is the printed rate; None where the row does not say."""
    by_role = {c.role: cell for c, cell in cells}
    budget, executed, rate = (number(by_role[r].value) if r in by_role else None for r in ("budget", "executed", "rate"))
    if rate is None:
        return None if "rate" not in by_role or budget is None or executed is None else False
    if not budget or executed is None:
        return None
    share = executed / budget
    return abs(share * 100 - rate) <= 1 or abs(share - rate) <= Decimal("0.01")


def _of_band(band: Band, printed: Printed, unit: Unit | None) -> Iterator[Money | Ratio]:
    rows = list(fund_rows(band, printed, unit))
    for row, ratios in zip(rows, rows_ratios(rows, printed), strict=True):
        yield from row.money
        yield from ratios


def _plain(text: str) -> str:
    return bare_label("".join(text.split()))
