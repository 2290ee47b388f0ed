"""A table of scores printed lying down: the parts side by side in its first row, 分值 and 得分 in its first column."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms.cells import Cell, Sheet
from extractors.forms.words import component

MARKS = frozenset({"weight", "score", "review_score", "rate", "ignored"})
TALLEST = 6  # 指标, 分值, 得分, 得分率, 扣分


def upright(page: Sheet) -> Sheet:
    """The same table with its rows for columns, where its first column says that it lies; any other as it is."""
    return _turned(page) if 1 < page.grid.height <= TALLEST and _lies(page) else page


def _lies(page: Sheet) -> bool:
    below = [page.at(row, 0) for row in range(1, page.grid.height)]
    roles = [cell.word.column for cell in below if cell is not None and not cell.blank]
    if not {"score", "weight"} & set(roles) or not MARKS.issuperset(role for role in roles if role):
        return False
    parts = [cell for cell in page.rows[0] if cell.col > 0 and component(cell.word.text.split("(")[0]) not in ("other", "total")]
    return len(parts) > 1


def _turned(page: Sheet) -> Sheet:
    at = tuple(zip(*page.grid.at, strict=True))
    cells: dict[int, Cell] = {}
    for row, orders in enumerate(at):
        for col, order in enumerate(orders):
            if order is not None and order not in cells:
                cells[order] = replace(page.cells[order], row=row, col=col, cols=orders.count(order))
    rows = tuple(tuple(cells[order] for order in dict.fromkeys(orders) if order is not None) for orders in at)
    return Sheet(replace(page.grid, at=at), rows, cells)
