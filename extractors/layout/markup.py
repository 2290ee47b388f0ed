"""What the readers of markup share: paragraphs and tables in reading order, cells at their places on the full grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from extractors.document import PLAIN, Builder, Place, Style
from extractors.frozen import frozen
from extractors.layout.printed import add_paragraph

Source = TypeVar("Source")
_WIDEST = 1000  # columns: what browsers allow
_placed = lru_cache(8192)(Place)  # the grids of reports are alike: row 3, column 2 stands in all of them


@frozen
class Paragraph:
    text: str
    style: Style = PLAIN
    kind: str = "paragraph"


@frozen
class Cell:
    text: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1


@frozen
class Table:
    """Cells on the full grid; tables that stood inside its cells follow it."""

    cells: list[Cell]
    nested: list[Table]


Item = Paragraph | Table


def add(builder: Builder, items: Iterable[Item]) -> None:
    for item in items:
        if isinstance(item, Table):
            _add_table(builder, item)
        elif item.kind == "paragraph":
            add_paragraph(builder, item.text, item.style)
        elif item.text.strip():
            builder.add(item.kind, item.text)


def _add_table(builder: Builder, table: Table) -> None:
    add_cells(builder, table.cells)
    add(builder, table.nested)


def add_cells(builder: Builder, cells: Iterable[Cell]) -> None:
    """One table, its cells in reading order."""
    number = builder.table()
    for cell in cells:
        builder.add("cell", cell.text, _placed(None, (), number, cell.row, cell.col, cell.rows, cell.cols))


def cell_text(items: Iterable[Item]) -> str:
    """What a cell says: its paragraphs as lines, blank ones at its end left out."""
    return "\n".join([item.text for item in items if isinstance(item, Paragraph)]).rstrip("\n")


def placed(rows: Sequence[Sequence[tuple[Source, int, int]]]) -> Iterator[tuple[Source, int, int, int, int]]:
    """Every (cell, height, width) as (cell, row, col, height, width): right of what stands in its row already, also from above.
    A height of 0 or beyond the table ends with the table; a cell never covers another."""
    free_from: list[int] = []  # for every column the first row that is free there
    for number, row in enumerate(rows):
        col = 0
        for source, height, width in row:
            while col < len(free_from) and free_from[col] > number:
                col += 1
            tall = len(rows) - number if height <= 0 else min(height, len(rows) - number)
            wide = _room(free_from, number, col, min(max(width, 1), _WIDEST))
            free_from += [0] * (col + wide - len(free_from))
            free_from[col : col + wide] = [number + tall] * wide
            yield source, number, col, tall, wide
            col += wide


def _room(free_from: Sequence[int], row: int, col: int, wanted: int) -> int:
    if wanted == 1:
        return 1
    taken = (i for i in range(col, min(col + wanted, len(free_from))) if free_from[i] > row)
    return next(taken, col + wanted) - col
