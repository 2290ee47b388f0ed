"""What does not matter to a statement form: order of columns, width and separators of numbers, page breaks, spacing of header words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from form_notation import document, flattened
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import readers
from extractors.document import Document
from extractors.report import facts, read
from extractors.tables.statement_lines import StatementLine

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
HEADS = ("合计", "基本支出", "项目支出", "上缴上级支出", "经营支出")
CODES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅事务",
    "2010301": "行政运行",
    "2010399": "其他支出",
    "205": "教育支出",
    "2050199": "其他教育支出",
}
Cells = list[list[str]]

amounts = st.decimals(min_value=0, max_value=10**7, places=2)
tables = st.lists(st.lists(st.none() | amounts, min_size=5, max_size=5), min_size=1, max_size=len(CODES))
orders = st.permutations(range(5))


def plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def form(table: Sequence[Sequence[Decimal | None]], order: Sequence[int] = range(5), threefold: bool = False) -> tuple[Cells, Cells]:
    """The header and the body of an expenditure form, codes in one column or in three."""
    codes = 3 if threefold else 1
    leaves = ["类", "款", "项"] if threefold else []
    head = [["项目", *["<"] * codes, "本年支出", *["<"] * 4], ["科目编码", *["<"] * (codes - 1), "科目名称", *[HEADS[i] for i in order]]]
    if threefold:
        head.append([*leaves, *["^"] * 6])
    body = [
        [*([code[:3], code[3:5], code[5:]] if threefold else [code]), name, *[plain(row[i]) for i in order]]
        for (code, name), row in zip(CODES.items(), table, strict=False)
    ]
    return head, body


def page(*grids: Cells) -> list[str | Cells]:
    return ["支出决算表", "单位：万元", *grids]


def told(source: Document) -> set[tuple[str | None, str | None, str, Decimal]]:
    found = facts(read(source))["statement_lines"]
    return {(f.code, f.name, (f.column_path or ("",))[-1], f.amount_yuan) for f in found if isinstance(f, StatementLine)}


def written(table: Sequence[Sequence[Decimal | None]]) -> set[tuple[str | None, str | None, str, Decimal]]:
    rows = zip(CODES.items(), table, strict=False)
    return {(code, name, HEADS[i], amount * 10000) for (code, name), row in rows for i, amount in enumerate(row) if amount is not None}


@settings(max_examples=60, deadline=None)
@given(tables, orders, st.booleans())
def test_columns_may_stand_in_any_order(table: list[list[Decimal | None]], order: list[int], threefold: bool) -> None:
    head, body = form(table, order, threefold)
    assert told(document(page(head + body))) == written(table)


@settings(max_examples=60, deadline=None)
@given(tables, st.booleans(), st.booleans())
def test_separators_and_width_of_digits_change_no_amount(table: list[list[Decimal | None]], wide: bool, commas: bool) -> None:
    head, body = form(table)
    for row, values in zip(body, table, strict=True):
        texts = ["" if v is None else f"{v:,.2f}" if commas else f"{v:.2f}" for v in values]
        row[2:] = [text.translate(WIDE) if wide else text for text in texts]
    assert told(document(page(head + body))) == written(table)


@settings(max_examples=60, deadline=None)
@given(tables, st.data(), st.booleans(), st.booleans())
def test_a_page_break_loses_and_doubles_nothing(
    table: list[list[Decimal | None]], data: st.DataObject, repeats: bool, threefold: bool
) -> None:
    head, body = form(table, threefold=threefold)
    cut = data.draw(st.integers(0, len(body)))
    first, second = head + body[:cut], (head if repeats else []) + body[cut:]
    parts: list[str | Cells] = [*page(first), "— 3 —", *([second] if second else [])]
    assert told(document(parts)) == written(table)


@settings(max_examples=60, deadline=None)
@given(tables, st.data())
def test_a_header_repeated_inside_the_grid_is_no_row(table: list[list[Decimal | None]], data: st.DataObject) -> None:
    head, body = form(table)
    cut = data.draw(st.integers(1, len(body)))
    assert told(document(page(head + body[:cut] + head + body[cut:]))) == written(table)


@settings(max_examples=60, deadline=None)
@given(tables, orders, st.booleans())
def test_lost_spans_change_nothing(table: list[list[Decimal | None]], order: list[int], threefold: bool) -> None:
    head, body = form(table, order, threefold)
    source = readers.read(flattened(page(head + body)).encode(), "book.txt")
    assert told(source) == written(table)


@settings(max_examples=60, deadline=None)
@given(tables, st.sampled_from([" ", "\n", "\u3000"]))
def test_header_words_may_be_spaced_out_or_broken(table: list[list[Decimal | None]], gap: str) -> None:
    head, body = form(table)
    spaced = [[cell if len(cell) < 2 else gap.join(cell) for cell in row] for row in head]
    assert told(document(page(spaced + body))) == written(table)
