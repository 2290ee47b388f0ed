"""A table of scores printed lying down: the parts side by side in its first row, 分值 and 得分 in its first column."""

from __future__ import annotations

from extractors.forms.cells import Cell, Sheet, laid
from extractors.forms.words import component
from extractors.frozen import changed

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
    cells: dict[int | None, Cell] = {}
    for row, orders in enumerate(at):
        for col, order in enumerate(orders):
            found = page.at(col, row)
            if found is not None and order not in cells:
                cells[order] = changed(found, row=row, col=col, cols=orders.count(order))
    return laid(changed(page.grid, at=at), cells)
