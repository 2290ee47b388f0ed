"""The rows of a band under its header: money, or indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.layout.markup import Cell
from extractors.unruled.placing import (
    Row,
    even_row,
    funds_row,
    indicator_row,
    leads,
    level_columns,
    levels_row,
    roles_of,
    starts_anew,
    total_row,
)


def indicators(band: list[Row]) -> Iterator[Row]:
    """Behind a row that nobody can place the levels above are not known until one is told anew, nor below the header."""
    roles = roles_of(band[0])
    width, levels_at = len(roles), level_columns(roles)
    lost, below = False, not levels_at
    yield band[0]
    for row in band[1:]:
        told = indicator_row(row, roles) or total_row(row, roles)
        below = below or told is None or any(told[at] for at in (0, *levels_at))
        told = told if below else None
        levels = levels_row(row, roles) if told is None else None
        if told is not None:
            lost = lost and not starts_anew(told, roles)
        elif levels is not None:
            lost = lost and not starts_anew(levels, roles)
        else:
            lost = True
        yield told if told is not None and not lost else apart(row, width) if levels is None else levels


def funds(band: list[Row]) -> Iterator[Row]:
    """Rows of money, their labels in the first column or the second; or in one whose header is blank."""
    header, rows = band[0], band[1:]
    found = leads(rows, roles_of(header))
    if not found and leads(rows, roles_of(["", *header])) == {0}:
        header, found = ["", *header], {0}
    roles = roles_of(header)
    lead = found.pop() if len(found) == 1 else None
    parted = _is_parted(header)
    yield header
    for row in rows:
        told = None if parted else even_row(row, roles) if lead is None else funds_row(row, roles, lead) or even_row(row, roles)
        yield told or apart(row, len(roles))


def _is_parted(header: Row) -> bool:
    """安排 | 支出 | 安排 | 支出: what parts them stood in wide cells of a row above, whose widths are lost."""
    return len(set(header)) < len(header)


def apart(row: Row, width: int) -> Row:
    """What nobody can place, in a column that stands under no header."""
    return [*[""] * width, " ".join(row)]


def grid(rows: Sequence[Row]) -> list[Cell]:
    """The cells of a table; one that stands alone in its row is as wide as the table."""
    width = max(map(len, rows))
    found: list[Cell] = []
    for number, row in enumerate(rows):
        if len(row) == 1:
            found.append(Cell(row[0], number, 0, 1, width))
        else:
            found += [Cell(row[col] if col < len(row) else "", number, col) for col in range(width)]
    return found
