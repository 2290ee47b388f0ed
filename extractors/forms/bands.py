"""A form is several small tables stacked in one grid. Cut it by its header words into bands and label-value pairs.

Never by position: the same form has six columns in one county and thirteen in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.forms.alignment import settled
from extractors.forms.cells import Cell, Sheet, number
from extractors.forms.columns import DEEPEST, Column, columns
from extractors.forms.words import FUND_ROLES, GOAL_ROLES, LEVEL_ROLES, RATE_ROLES, VALUE_ROLES, component, money_role, word
from extractors.frozen import frozen
from patterns.loader import Meaning, load

INDICATORS, FUNDS, GOALS, MANAGEMENT, LISTING, MONEY = "indicators", "funds", "goals", "management", "listing", "money"
COLONS = ("：", ":")
LONGEST_LABEL = 16
COUNTERS = ("列次", "栏次")
_MARKS = frozenset({"weight", "score", "review_score"})
LAST = -1  # the last column, whatever its number: where spans were lost rows differ in width


# 其中：基本支出：39.5 in a line or stretch of a cell.
_LABELLED = re.compile(
    rf"(?<![^\s；;，,、])(?:其中\s*[：:]\s*)?([^：:\s；;，,、][^：:\n；;，,]{{1,{LONGEST_LABEL + 8}}})\s*[：:]\s*"
    r"([-－]?[0-9０-９][0-9０-９,，.．]*(?<![,，.．])\s*(?:[万亿]?元)?)(?=[\s；;，,、。]|$)"
)


@frozen
class Band:
    """Rows of one grid under one header. `side` is the label that stands beside all of them (项目资金（万元）)."""

    kind: str
    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    side: Cell | None

    def cell(self, row: int, column: Column) -> Cell | None:
        """What stands in a column: a narrow cell under a wide header too, never the header itself."""
        for found in self.sheet.places[row][column.col : column.col + column.cols]:
            if found is not None and not found.blank and found not in column.words:
                return found
        return None

    def column(self, role: str) -> Column | None:
        for column in self.columns:
            if column.role == role:
                return column
        return None


@frozen
class Pair:
    """A label and the cell beside it; `above` is the label over it where labels come in rows (预算数: over 其中-财政拨款:)."""

    label: Cell
    value: Cell | None
    above: Cell | None = None


@frozen
class Stray:
    """A row nobody could place: its cells, from the left."""

    cells: tuple[Cell, ...]


Piece = Band | Pair | Stray


def cut(sheet: Sheet, before: Band | None = None) -> Iterator[Piece]:
    """The pieces of one grid from the top down. `before` is the band that a page break may have cut off."""
    kind, cols, side, rows = (before.kind, before.columns, before.side, []) if before else ("", (), None, list[int]())
    over: dict[int, Cell] = {}
    row, height = 0, sheet.grid.height
    while row < height:
        new = sheet.new[row]
        header = header_kind(sheet, row, new) if new else None
        pairs = [] if header or not new else _told_whole(list(_pairs(sheet.rows[row], row, over)), new)
        if header or (pairs and _ends(kind, new, pairs)):
            if rows:
                yield Band(kind, sheet, settled(sheet, cols, rows), tuple(rows), side)
            kind, cols, side, rows = "", (), None, []
        if header:
            cols, depth = columns(sheet, row, header)
            kind, side = header, _side(sheet, row, cols)
            row += depth
            continue
        if kind and new and new[0].value in COUNTERS:
            row += 1  # 列次 | 1 | 2 | 3: the numbers of the columns
            continue
        if kind:
            rows.append(row)
        elif pairs:
            yield from pairs
        elif new:
            yield Stray(new)
        row += 1
    if rows:
        yield Band(kind, sheet, settled(sheet, cols, rows), tuple(rows), side)


def _ends(kind: str, new: Sequence[Cell], pairs: Sequence[Pair]) -> bool:
    """Whether a row of labels and values closes the band above it: then they tell the whole row, from its first cell on."""
    if not kind:
        return True
    first = new[0]
    if kind == FUNDS and all(any(p.label.block == c.block == p.value.block for p in pairs if p.value is not None) for c in new):
        return True
    if kind == INDICATORS and first.word.label in ("total", "subtotal", "execution"):
        return False
    if kind == FUNDS and len(new) == 1 and first.word.label == "side":
        return False  # 1、资金来源 alone in its row heads the rows of money below it
    if kind in (FUNDS, LISTING) and first.word.source:
        return False
    told = {cell.block for pair in pairs for cell in (pair.label, pair.value) if cell is not None}
    is_label = first.word.label is not None or (pairs[0].label.block == first.block and pairs[0].label.word.label is not None)
    return is_label and all(c.block in told or c.word.label for c in new)


def header_kind(sheet: Sheet, row: int, new: Sequence[Cell]) -> str | None:
    """What kind of band a row opens, by the words of the cells that begin in it."""
    roles = [c.word.column for c in new if c.word.column is not None]
    if not roles and len([c for c in new if c.word.source is not None]) < 2:
        return None
    known = set(roles)
    if _indicator_header(known) and len(roles) * 2 >= len(new):
        return INDICATORS
    if known & _MARKS and not known & FUND_ROLES and _heads_components(sheet, row, new):
        return INDICATORS
    if "explanation" in known and len(new) > 1 and not any(number(c.value) is not None for c in new):  # 管理情况 | 3 | 2.5 is a row
        return MANAGEMENT
    if known & GOAL_ROLES and len(new) > 1 and all(c.word.column in GOAL_ROLES or c.word.label for c in new):
        return GOALS
    if _listing_header(sheet, row, new):
        return LISTING
    if _funds_header(sheet, row, new):
        return LISTING if listed_name(new) is not None else FUNDS
    return None


def listed_name(header: Sequence[Cell]) -> Cell | None:
    """The header over names of projects: 项目名称; 样本项目 beside money; 产业园名称 beside what was planned and what was spent."""
    told = next((c for c in header if c.word.label == "name"), None)
    if told is not None:
        return told
    roles = {money_role(c.value) for c in header} - {None}
    told = _like(header, load("listed_headers")["project"]) if roles else None
    if told is not None or not (roles & {"executed", "rate"} and roles & {"budget", "initial_budget", "received"}):
        return told
    if any(c.word.label in ("grade", "total") for c in header) and (graded := _like(header, load("listed_headers")["graded"])):
        return graded  # only projects are graded: 项目 | 预算数 | 决算数 | 自评等级
    return _like(header, load("labels")["name"])


def listing_head(columns: Sequence[Column]) -> Cell | None:
    """The same of the columns of a band; of a parted measure (批复金额 over 总额 | 财政拨款) the upper word tells which it is."""
    return listed_name([c.words[-1] for c in columns]) or listed_name([word for c in columns for word in c.words])


def _like(header: Sequence[Cell], meaning: Meaning) -> Cell | None:
    words = ((c, c.word) for c in header if c.word.label is None)
    return next((c for c, word in words if meaning.like is not None and meaning.like.fullmatch(word.text)), None)


def _indicator_header(known: set[str]) -> bool:
    values = known & VALUE_ROLES
    return bool((known & LEVEL_ROLES and values) or (values & {"target", "actual"} and len(values) > 1))


def _heads_components(sheet: Sheet, row: int, new: Sequence[Cell]) -> bool:
    """评价内容 | 分值 | 得分, whatever the first word: 决策, 过程, 产出 stand below it and a mark beside each of them."""
    name = next((c for c in new if c.word.column != "ignored"), None)
    marks = [c.col for c in new if c.word.column in _MARKS]
    if name is None or name.word.column is not None or any(number(c.value) is not None for c in new):
        return False
    parts = set[str]()
    for below in range(row + 1, sheet.grid.height):
        cell = sheet.at(below, name.col)
        if cell is None or cell.row != below or not any((m := sheet.at(below, col)) and number(m.value) is not None for col in marks):
            break
        parts.add(component(cell.word.text.split("(")[0]))
    return len(parts - {"other", "total"}) > 1


def _funds_header(sheet: Sheet, row: int, new: Sequence[Cell]) -> bool:
    """Measures (or sources of funds) side by side, without a value between them."""
    if any(number(c.value) is not None for c in new):
        return False
    money = [c for c in new if c.word.column in FUND_ROLES]
    if money:
        marks = [c for c in new if c.word.column in ("weight", "score")]
        if len(money) + len(marks) < 2:
            return False
        return not any(_has_value(sheet.rows[row], c) for c in money) or _heads_numbers(sheet, row, money)
    sources = {c.word.source for c in new[1:] if c.word.source and not c.value.endswith(COLONS)}
    return len(sources) > 1 and all(c.word.known for c in new[1:])


def _heads_numbers(sheet: Sheet, row: int, money: Sequence[Cell]) -> bool:
    """Whether numbers stand right below most measures of a form: then what nobody knows beside one is a header too (执行率 | 监控结论)."""
    first = sheet.rows[row][0]
    if first.row == row and not first.blank and first.word.label is None:
        return False
    under = [sheet.at(row + 1, c.col) for c in money] if row + 1 < sheet.grid.height else []
    numbers = [c for c in under if c is not None and c.row > row and number(c.value) is not None]
    return len(numbers) > 1 and len(numbers) * 2 > len(money)


def _listing_header(sheet: Sheet, row: int, new: Sequence[Cell]) -> bool:
    """项目名称 | 建设地点 | 总投资: a name and words of money, with a name below the one and a number below the other."""
    name = listed_name(new)
    first = row + 1
    while name is not None and first <= row + DEEPEST and first < sheet.grid.height and sheet.at(first, name.col) is name:
        first += 1  # 批复金额 parted into 总额 | 财政拨款 beside it
    if name is None or len(new) < 3 or first >= sheet.grid.height or any(number(c.value) is not None for c in new):
        return False
    below = [sheet.at(first, c.col) for c in new if money_role(c.value)]
    under = sheet.at(first, name.col)
    named = under is not None and under.row == first and under.word.label is None and number(under.value) is None
    return named and any(c is not None and number(c.value) is not None for c in below)


def _has_value(cells: Sequence[Cell], label: Cell) -> bool:
    """Whether a measure is a label with its value beside it, not a header."""
    after = next((c for c in cells if c.col >= label.col + label.cols), None)
    if after is None:
        return False
    is_word = after.blank or after.word.column or after.word.source or after.value.startswith("其中")
    return label.value.endswith(COLONS) or not is_word


def _pairs(cells: Sequence[Cell], row: int, over: dict[int, Cell]) -> Iterator[Pair]:
    """Labels with what stands beside them. `over` remembers the measure printed last in each column, and the rate that ends a row
    of headers over rows of labels of their own: 预算执行进度 over 预算数： | 386 | 执行数： | 371 | 96.1%."""
    for n, cell in enumerate(cells):
        if cell.row != row:
            continue
        if not cell.word.names:
            rate = over.get(LAST)
            if rate is not None and cell is cells[-1] and cell.value.endswith(("%", "％")) and number(cell.value) is not None:
                yield Pair(rate, cell, _left(cells[:n]))
            if ":" in cell.text or "：" in cell.text:
                yield from _within(cell)
            continue
        if cell.word.column in FUND_ROLES:
            over[cell.col] = cell
        if cell.word.column in RATE_ROLES and n and cell is cells[-1]:
            over[LAST] = cell
        after = cells[n + 1] if n + 1 < len(cells) else None
        value = None if after is None or after.blank or (after.word.names and not cell.value.endswith(COLONS)) else after
        if after is not None or cell.word.label not in ("side", None):
            yield Pair(cell, value, over.get(cell.col) or _left(cells[:n]))


def _told_whole(pairs: list[Pair], new: Sequence[Cell]) -> list[Pair]:
    """A source of funds is a label only where every number of the row has one of its own."""
    plain = [p for p in pairs if p.above is None and p.label.word.source and not p.label.word.label] if pairs else []
    if not plain or sum(number(c.value) is not None for c in new) <= sum(p.value is not None for p in pairs):
        return pairs
    return [p for p in pairs if p not in plain]


def _within(cell: Cell) -> Iterator[Pair]:
    """Label and value in one cell: 填表人：赵一; or several with a number each: 其中：基本支出：40⏎项目支出：60."""
    if told := list(_numbers_within(cell)):
        yield from told
        return
    found = [cell.text.find(colon, cell.start, cell.start + LONGEST_LABEL) for colon in COLONS]
    at = min([place for place in found if place >= 0], default=-1)
    if at >= 0 and word(cell.text[cell.start : at].strip()).names:
        value = cell.part(at + 1, cell.end)
        yield Pair(cell.part(cell.start, at), None if value.blank else value)


def _numbers_within(cell: Cell) -> Iterator[Pair]:
    for found in _LABELLED.finditer(cell.text, cell.start, cell.end):
        if word(found[1].strip()).names:
            yield Pair(cell.part(*found.span(1)), cell.part(*found.span(2)))


def _left(cells: Sequence[Cell]) -> Cell | None:
    for cell in reversed(cells):
        if cell.word.column in FUND_ROLES:
            return cell
    return None


def _side(sheet: Sheet, row: int, cols: Sequence[Column]) -> Cell | None:
    """The label at the left of a header row, which stands for the whole band."""
    first = sheet.rows[row][0]
    return None if first.blank or any(first in c.words and c.role for c in cols) else first
