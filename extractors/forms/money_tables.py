"""Money tables: grids that are no form and no statement, but print money under a unit: 建设内容 | 计划投资 | 完成投资 | 完成率.

Header words tell their measure by stem; a column of bare 金额, or of sources alone, takes the measure its caption names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.forms.bands import MONEY, Band
from extractors.forms.cells import Cell, Sheet, number
from extractors.forms.columns import Column, joined
from extractors.forms.words import FUND_ROLES, GOAL_ROLES, LEVEL_ROLES, MONEY_ROLES, VALUE_ROLES, money_role
from patterns.loader import load

_HEAD_ROWS = 4  # rows in which a header may begin
_DEEPEST = 3
_LONGEST = 24  # a longer cell is no header word
_NO_MONEY = LEVEL_ROLES | VALUE_ROLES | GOAL_ROLES | {"standard", "reason", "explanation"}
_AMOUNT = regex.compile(r"[¥￥]?[-+－]?[0-9０-９][0-9０-９,，.．\s]*(?:[十百千]?万?亿?元?|[%％])")


def money_table(sheet: Sheet, captions: Sequence[str]) -> Band | None:
    """The grid as one band of money; `captions` are the lines above it, the nearest first."""
    for row in range(min(_HEAD_ROWS, sheet.grid.height - 1)):
        new = [c for c in sheet.rows[row] if c.row == row and not c.blank]
        if len(new) > 1:
            return _table(sheet, row, captions) if _is_header(new) else None
    return None


def _is_header(cells: Sequence[Cell]) -> bool:
    if any(len(c.value) > _LONGEST or _is_amount(c) or c.word.column in _NO_MONEY or c.word.label == "name" for c in cells):
        return False
    return any(money_role(c.value) or c.word.source for c in cells)


def _table(sheet: Sheet, row: int, captions: Sequence[str]) -> Band | None:
    depth = _depth(sheet, row)
    body = tuple(range(row + depth, sheet.grid.height))
    found = [_told(sheet, column, body) for column in joined(sheet, row, depth)]
    if found[0].role or found[0].source or not any(c.role in MONEY_ROLES or c.role == "amount" or c.source for c in found):
        return None
    usual = "amount" if _rows_tell(sheet, found, body) else _measure([*(c.words[-1].value for c in found), *captions])
    columns = tuple(replace(c, role=usual) if c.role == "amount" or (c.source and not c.role) else c for c in found)
    return Band(MONEY, sheet, columns, body, None)


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
        new = [c for c in sheet.rows[row + depth] if c.row == row + depth and not c.blank]
        over = [sheet.at(row + depth - 1, c.col) for c in new]
        parts = all(o is not None and o.cols > c.cols for o, c in zip(over, new, strict=True))
        if not new or not parts or any(_is_amount(c) for c in new):
            break
        depth += 1
    return depth


def _told(sheet: Sheet, column: Column, body: Sequence[int]) -> Column:
    """A column of money has numbers below it and a word of money, or of its source, above them."""
    cells = {c.block: c for row in body if (c := sheet.at(row, column.col)) is not None and not c.blank and c not in column.words}
    numeric = sum(_is_amount(c) for c in cells.values())
    if not numeric or numeric * 2 < len(cells):
        return replace(column, role=None, source=None)
    return replace(column, role=next((r for word in reversed(column.words) if (r := money_role(word.value))), None))


def _measure(texts: Sequence[str]) -> str:
    """The measure the header's own words, else the nearest caption, give to money nothing else tells."""
    lexicon = load("money_captions")
    return next((m.id for text in texts for m in lexicon if m.find is not None and m.find.search(text)), "other_money")


def _is_amount(cell: Cell) -> bool:
    return number(cell.value) is not None or _AMOUNT.fullmatch(cell.value) is not None

