"""Cells of a form: what stands in them, trimmed to what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.document import Block, Grid, Span
from extractors.forms.words import Word, word
from extractors.units import money_unit, unit_of_header

# Marks that stand for an empty cell.
_EMPTY = frozenset({"", "/", "／", "-", "—", "－", "--", "——", "\\", "…", "……", "...", "......", "、", "―", "/ /", "N/A"})
_NUMBER = regex.compile(r"[-+－]?(?:[0-9０-９]+(?:[,，][0-9０-９]{3})*|[0-9０-９]+)(?:[.．][0-9０-９]+)?")
_BARE = regex.compile(rf"({_NUMBER.pattern})\s*(%|％|分)?")
_WIDTH = {ord("．"): ".", ord("－"): "-", ord(","): None, ord("，"): None}
_DIGITS = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
_MARK_IN = regex.compile(rf"[（(]\s*(?:满分|分值|权重)?[:：]?\s*({_DIGITS})\s*(?:(分|%|％)[^）)]{{0,12}})?[)）]|({_DIGITS})\s*分\s*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with the row and column it begins at. `start` and `end` enclose its text without outer blanks."""

    block: int
    text: str
    row: int
    col: int
    cols: int
    start: int
    end: int
    word: Word

    @property
    def span(self) -> Span:
        return Span(self.block, self.start, self.end)

    @property
    def value(self) -> str:
        return self.text[self.start : self.end]

    @property
    def blank(self) -> bool:
        """Nothing, or a mark that says so."""
        return self.value in _EMPTY


def cell(block: Block) -> Cell:
    text, place = block.text, block.place
    stripped = text.strip()
    start = text.find(stripped) if stripped else 0
    return Cell(block.order, text, place.row or 0, place.col or 0, place.cols, start, start + len(stripped), word(stripped))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One grid with its cells: `rows[n]` are the distinct cells that cover row n, from the left."""

    grid: Grid
    rows: tuple[tuple[Cell, ...], ...]
    cells: dict[int, Cell]

    def at(self, row: int, col: int) -> Cell | None:
        order = self.grid.at[row][col] if col < self.grid.width else None
        return None if order is None else self.cells[order]


def sheet(blocks: Sequence[Block], grid: Grid) -> Sheet:
    cells = {order: cell(blocks[order]) for row in grid.at for order in dict.fromkeys(row) if order is not None}
    return Sheet(grid, tuple(tuple(cells[o] for o in dict.fromkeys(row) if o is not None) for row in grid.at), cells)


def number(text: str) -> Decimal | None:
    """The value of a text that is a number and nothing else, a closing % or 分 apart."""
    found = _BARE.fullmatch(text.strip())
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
    if not any(c in cell.text for c in "分%％(（"):
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
