"""Money tables: grids that are no form and no statement, but print money under a unit: 建设内容 | 计划投资 | 完成投资 | 完成率.

Header words tell their measure by stem; a column of bare 金额, or of sources alone, takes the measure its caption names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from extractors.forms.bands import FUNDS, MONEY, Band
from extractors.forms.cells import Cell, Sheet, number
from extractors.forms.columns import Column, joined, with_paid
from extractors.forms.summands import with_lent
from extractors.forms.words import FUND_ROLES, GOAL_ROLES, LEVEL_ROLES, MONEY_ROLES, VALUE_ROLES, money_role
from extractors.frozen import changed
from patterns.loader import load

_DEEPEST = 3
_LONGEST = 24  # a longer cell is no header word
_NO_MONEY = LEVEL_ROLES | VALUE_ROLES | GOAL_ROLES | {"standard", "reason", "explanation"}
_AMOUNT = re.compile(r"[¥￥]?[-+－]?[0-9０-９][0-9０-９,，.．\s]*(?:[十百千]?万?亿?元?|[%％])")


def money_tables(sheet: Sheet, captions: Sequence[str]) -> tuple[Band, ...]:
    """The grid as bands of money, one for each list that stands beside others; `captions` are the lines above it, the nearest first."""
    heads = list(_heads(sheet))
    ends = [*(row for row, _ in heads), sheet.grid.height][1:]
    return tuple(band for (row, depth), end in zip(heads, ends, strict=True) for band in _bands(sheet, row, depth, end, captions))


def _heads(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Where headers begin and how many rows they take; below the first one a header has a word of money.

    Words right below words that are no header of money part those: 省级 市级 under 项目名称 安排 支出 whose spans were lost."""
    below, words_above = 0, False
    for row in range(sheet.grid.height - 1):
        if row < below:
            continue
        new = sheet.new[row]
        if not words_above and _is_header(new) and (not below or any(money_role(c.value) or c.word.source for c in new[1:])):
            depth = _depth(sheet, row)
            yield row, depth
            below = row + depth
        words_above = row >= below and len(new) > 1 and not any(_is_amount(c) for c in new)


def _is_header(cells: Sequence[Cell]) -> bool:
    if len(cells) < 2:
        return False
    return not any(len(c.value) > _LONGEST or _is_amount(c) or c.word.column in _NO_MONEY or c.word.label == "name" for c in cells)


def _bands(sheet: Sheet, row: int, depth: int, end: int, captions: Sequence[str]) -> tuple[Band, ...]:
    """What one header and the rows below it, down to the next header, tell."""
    body = tuple(range(row + depth, end))
    found = with_lent(sheet, with_paid([_told(sheet, column, body) for column in joined(sheet, row, depth)]), body)
    if _is_money(found[0]) or not (any(map(_is_money, found)) or _rows_tell(sheet, found, body)):
        return ()
    panels = (_measured(sheet, panel, body, captions) for panel in _panels(_with_carried(found)))
    return tuple(Band(MONEY, sheet, panel, body, None) for panel in panels)


def is_list(sheet: Sheet, bands: Sequence[Band]) -> bool:
    """Whether a band of funds is a plain list: 序号 | 乡镇 | 下达资金 | 支出率, names under a header of their own, no word of a form."""
    if len(bands) != 1 or bands[0].kind != FUNDS or not bands[0].rows:
        return False
    band, first = bands[0], bands[0].columns[0]
    if (
        len(band.columns) < 3
        or (_is_money(first) and has_numbers(sheet, first, band.rows))
        or any(c.role in ("weight", "score") for c in band.columns)
    ):
        return False
    if 0 not in {w.row for w in first.words} or sum(bool(money_role(c.words[-1].value)) for c in band.columns) < 2:
        return False
    left = [c for row in band.rows for c in sheet.new[row] if not _is_amount(c)]
    return not any(c.word.source not in (None, "total") or c.word.label not in (None, "total") for c in left)


def _with_carried(found: Sequence[Column]) -> list[Column]:
    """What was carried on is no source beside measures: 拨付资金 | 使用资金 | 结转资金 the balance at the end, and
    上年结余 | 本年收入 | 本年支出 | 年末结余 of an account the one at the beginning."""
    roles = {c.role for c in found}
    if not roles & FUND_ROLES:
        return list(found)
    stem = load("columns")["balance"].like
    carried = [c.source == "carryover" and c.role is None for c in found]
    at_end = [own and stem is not None and stem.fullmatch(c.words[-1].word.text) for c, own in zip(found, carried, strict=True)]
    first = "opening_balance" if roles & {"income", "balance"} else None
    told = [("balance" if end else first) if own else None for own, end in zip(carried, at_end, strict=True)]
    return [changed(c, role=role, source=None) if role else c for c, role in zip(found, told, strict=True)]


def _is_money(column: Column) -> bool:
    return bool(column.source) or column.role in MONEY_ROLES or column.role == "amount"


def _panels(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """资金来源 | 金额 | 资金支出 | 金额: a word of money said again opens a list of its own, with the names before it."""
    panel: list[Column] = []
    for column in columns:
        heads = [c.words[-1].value for c in panel if _is_money(c)]
        if _is_money(column) and column.words[-1].value in heads and not _is_money(panel[-1]):
            last = max(n for n, c in enumerate(panel) if _is_money(c)) + 1
            yield panel[:last]
            panel = panel[last:]
        panel.append(column)
    yield panel


def _measured(sheet: Sheet, columns: Sequence[Column], body: Sequence[int], captions: Sequence[str]) -> tuple[Column, ...]:
    """The columns with the measures that rows, their own header or the caption give where a word of money gives none."""
    if _rows_tell(sheet, columns, body):
        return tuple(c.told_as("amount") if has_numbers(sheet, c, body) else c for c in columns)
    roles = {c.role for c in columns}
    silent = {*MONEY_ROLES, "rate"} if "executed" in roles else MONEY_ROLES  # words that tell of their own column alone
    usual = _measure([*(c.words[-1].value for c in columns if c.role not in silent), *captions], roles)
    # 省级下达 | 县级配套 | 支出: a source beside what came in from another came in too
    beside = "received" if usual == "other_money" and "received" in roles and "budget" not in roles else usual
    return tuple(c.told_as(beside if c.source and not c.role else usual) if _is_bare(c) else c for c in columns)


def _is_bare(column: Column) -> bool:
    return column.role == "amount" or (column.source is not None and not column.role)


def _rows_tell(sheet: Sheet, columns: Sequence[Column], body: Sequence[int]) -> bool:
    """Whether the measures stand at the left: 预算安排, 实际支出 under 项目 | 合计 | 一期 | 二期."""
    if any(c.role in FUND_ROLES for c in columns):
        return False
    labels = [c for row in body if (c := sheet.at(row, columns[0].col)) is not None]
    return sum(money_role(c.value) in FUND_ROLES for c in labels) * 2 > len(labels)


def _depth(sheet: Sheet, row: int) -> int:
    """A header goes on where words without a number part the wide cells above them."""
    depth = 1
    while depth < _DEEPEST and row + depth < sheet.grid.height - 1:
        new = sheet.new[row + depth]
        over = [sheet.at(row + depth - 1, c.col) for c in new]
        parts = all(o is not None and o.cols > c.cols for o, c in zip(over, new, strict=True))
        if not new or not parts or any(_is_amount(c) for c in new):
            break
        depth += 1
    return depth


def _told(sheet: Sheet, column: Column, body: Sequence[int]) -> Column:
    """A column of money has numbers below it and a word of money, or of its source, above them."""
    if not has_numbers(sheet, column, body):
        return changed(column, role=None, source=None)
    return column.told_as(next((r for word in reversed(column.words) if (r := money_role(word.value))), None))


def has_numbers(sheet: Sheet, column: Column, body: Sequence[int]) -> bool:
    cells = {c.block: c for row in body if (c := sheet.at(row, column.col)) is not None and not c.blank and c not in column.words}
    numeric = sum(_is_amount(c) for c in cells.values())
    return numeric > 0 and numeric * 2 >= len(cells)


def _measure(texts: Sequence[str], told: Set[str | None]) -> str:
    """The measure the header's own words, else the nearest caption, give to money nothing else tells; never one a column has of its own.

    补助资金 | 使用资金: beside what was spent stands what was given."""
    lexicon = load("money_captions")
    found = (m.id for text in texts for m in lexicon if m.find is not None and m.find.search(text) and m.id not in told)
    given = "budget" if "executed" in told and not told & {"budget", "received"} else "other_money"
    return next(found, given)


def _is_amount(cell: Cell) -> bool:
    return number(cell.value) is not None or _AMOUNT.fullmatch(cell.value) is not None
