"""Cells of a form: what stands in them, trimmed to what is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from extractors.document import Block, Grid, Span
from extractors.forms.words import Word, word
from extractors.frozen import frozen
from extractors.numbers.units import money_unit, unit_of_header

# Marks that stand for an empty cell.
_NUMBER_OPENS = frozenset("0123456789０１２３４５６７８９-+－")
_EMPTY = frozenset({"", "/", "／", "-", "—", "－", "--", "——", "\\", "…", "……", "...", "......", "、", "―", "/ /", "N/A"})
_NUMBER = re.compile(r"[-+－]?(?:[0-9０-９]+(?:[,，][0-9０-９]{3})*|[0-9０-９]+)(?:[.．][0-9０-９]+)?")
_BARE = re.compile(rf"({_NUMBER.pattern})\s*(%|％|分)?")
_WIDTH = {ord("．"): ".", ord("－"): "-", ord(","): None, ord("，"): None}
_DIGITS = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
_MARK_HINT = re.compile("[分(（]")
_MARK_IN = re.compile(rf"[（(]\s*(?:满分|分值|权重)?[:：]?\s*({_DIGITS})\s*(?:(分|%|％)[^）)]{{0,12}})?[)）]|({_DIGITS})\s*分\s*$")


@frozen(eq=False)
class Cell:
    """One cell with the row and column it begins at. `value` is its text without outer blanks, `start` and `end` enclose it;
    `blank`: nothing stands there, or a mark that says so."""

    block: int
    text: str
    row: int
    col: int
    cols: int
    start: int
    end: int
    value: str
    blank: bool
    word: Word

    @property
    def span(self) -> Span:
        return Span(self.block, self.start, self.end)

    def part(self, start: int, end: int) -> Cell:
        """A stretch of the cell as a cell of its own."""
        return _cell(self.block, self.text, start, end, self.row, self.col, self.cols)


def cell(block: Block) -> Cell:
    text, place = block.text, block.place
    value = text.strip()
    start = 0 if value == text else text.find(value)
    return Cell(
        block.order, text, place.row or 0, place.col or 0, place.cols, start, start + len(value), value, value in _EMPTY, word(value)
    )


def stretch(block: Block, start: int, end: int) -> Cell:
    """A stretch of any block, read as a cell."""
    return _cell(block.order, block.text, start, end, 0, 0, 1)


def _cell(block: int, text: str, start: int, end: int, row: int, col: int, cols: int) -> Cell:
    inner = text[start:end]
    value = inner.strip()
    if value is not inner and value:
        start += inner.find(value)
    return Cell(block, text, row, col, cols, start, start + len(value), value, value in _EMPTY, word(value))


@frozen
class Sheet:
    """One grid with its cells: `places[n]` tells which covers every column of row n, `rows[n]` are the distinct ones of them from the
    left, `new[n]` those that begin in this row and are not blank."""

    grid: Grid
    places: tuple[tuple[Cell | None, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    new: tuple[tuple[Cell, ...], ...]

    def at(self, row: int, col: int) -> Cell | None:
        cells = self.places[row]
        return cells[col] if col < len(cells) else None


def sheet(blocks: Sequence[Block], grid: Grid) -> Sheet:
    orders = dict.fromkeys(chain.from_iterable(grid.at))
    return laid(grid, {order: cell(blocks[order]) for order in orders if order is not None})


def laid(grid: Grid, cells: Mapping[int | None, Cell]) -> Sheet:
    """The sheet of a grid, whose cells are known by their blocks."""
    places = tuple([tuple(map(cells.get, orders)) for orders in grid.at])
    rows = tuple([tuple(dict.fromkeys(filter(None, row))) for row in places])
    new = tuple([tuple([c for c in row if c.row == n and not c.blank]) for n, row in enumerate(rows)])
    return Sheet(grid, places, rows, new)


def number(text: str) -> Decimal | None:
    """The value of a text that is a number and nothing else, a closing % or 分 apart."""
    text = text.strip()
    found = _BARE.fullmatch(text) if text[:1] in _NUMBER_OPENS else None
    return None if found is None else decimal(found[1])


def decimal(printed: str) -> Decimal:
    return Decimal(printed.translate(_WIDTH))


def printed_unit(text: str, block: int) -> tuple[str, Span] | None:
    """The unit of money a header, label or unit line names, and where: 项目资金（万元）, 单位：元."""
    at = 0
    while "元" in text and (found := unit_of_header(text[at:])) is not None:
        unit, start, end = found
        if money_unit(unit) is not None:
            return unit, Span(block, at + start, at + end)
        at += end
    return None


def full_mark(cell: Cell) -> tuple[Decimal, Span] | None:
    """The mark a label carries: 产出指标（50分）, 得分(20分*执行率)."""
    if _MARK_HINT.search(cell.value) is None:
        return None
    for found in _MARK_IN.finditer(cell.value):
        group = 1 if found[1] else 3
        if found[2] or found[3] or found.end() == len(cell.value):
            return decimal(found[group]), Span(cell.block, cell.start + found.start(group), cell.start + found.end(group))
    return None


def name_span(cell: Cell) -> Span:
    """A level's name without the weight in brackets behind it: 产出指标⏎(50分)."""
    found = _MARK_IN.search(cell.value) if full_mark(cell) is not None else None
    name = cell.value[: found.start()].rstrip(" \t\n\u3000：:") if found else ""
    return Span(cell.block, cell.start, cell.start + len(name)) if name else cell.span
