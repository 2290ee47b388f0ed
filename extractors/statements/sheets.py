"""Which grids of a report are statement forms: the one decision evaluation forms and statement forms share.

A grid is one if a form's title stands above it (or in its first rows) with a unit line or known header words, if its header
prints words only statement forms print, or if it goes on with the form of the grid before. Evaluation words always win.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block, Grid
from extractors.frozen import frozen
from extractors.statements.titles import Title, Unit, Year, is_aside, printed_year, title, unit
from extractors.statements.words import Word, word

_HEAD_ROWS = 5
_EVALUATION = ("指标", "目标", "完成值", "分", "资金")  # every header word of evaluation forms holds one of them
_ABOVE = 8  # blocks above a grid in which its title and unit line stand
_STRANGERS = 2  # short lines that may stand between title and grid
_SHORT = 16


@frozen
class Sheet:
    """One grid of a statement form. `top` is its first row below title and unit lines; `goes_on`: the form began in a grid before;
    `strong`: its words or its title are those of a book (决算, 预算, 总表), not just 支出明细表."""

    grid: Grid
    title: Title | None
    unit: Unit | None
    year: Year | None
    top: int = 0
    goes_on: bool = False
    strong: bool = True


@dataclass(slots=True)
class _Lines:
    """What the lines above a grid, and its own first rows, say of it."""

    title: Title | None = None
    unit: Unit | None = None
    year: Year | None = None
    parted: bool = False

    def read(self, block: Block) -> bool:
        """Whether the block is title, unit line or a year; the nearest of each counts."""
        named, money, told = title(block), unit(block.text, block.order), printed_year(block.text, block.order)
        self.title, self.unit = self.title or named, self.unit or money
        quiet = named is not None or money is not None or is_aside(block.text)
        self.year = self.year or (told if quiet else None)
        return quiet


def sheets(blocks: Sequence[Block], grids: Sequence[Grid]) -> Iterator[Sheet]:
    """Every grid of a statement form, in order; a title that any report may print is one only beside forms of a book."""
    found = list(_candidates(blocks, grids))
    is_book = any(sheet.strong for sheet in found)
    yield from (sheet for sheet in found if is_book or sheet.strong)


def _candidates(blocks: Sequence[Block], grids: Sequence[Grid]) -> Iterator[Sheet]:
    before: Sheet | None = None
    end = 0
    for grid in grids:
        lines = _above(blocks, end, grid.first)
        end = grid.last + 1
        before = None if _evaluates(blocks, grid) else _sheet(blocks, grid, lines, before)
        if before is not None:
            yield before


def claimed(blocks: Sequence[Block], grids: Sequence[Grid]) -> frozenset[int]:
    """The numbers of the grids that are statement forms and therefore no evaluation forms."""
    return frozenset(sheet.grid.number for sheet in sheets(blocks, grids))


def _sheet(blocks: Sequence[Block], grid: Grid, lines: _Lines, before: Sheet | None) -> Sheet | None:
    top, own = _top(blocks, grid)
    lines = _Lines(own.title or lines.title, own.unit or lines.unit, own.year or lines.year, lines.parted)
    words = list(_words(blocks, grid, top))
    strong = any(w.statement for w in words)
    if lines.title is None and not lines.parted and before is not None and (strong or grid.width == before.grid.width):
        return Sheet(grid, before.title, lines.unit or before.unit, lines.year or before.year, top, True, strong or before.strong)
    titled = lines.title is not None and (lines.unit is not None or any(w.known and w.role is None for w in words))
    if not (titled or strong):
        return None
    return Sheet(grid, lines.title, lines.unit, lines.year, top, strong=strong or (lines.title is not None and lines.title.of_book))


def _above(blocks: Sequence[Block], start: int, end: int) -> _Lines:
    """The lines between this grid and the one before, from below up to the title."""
    lines, strangers = _Lines(), 0
    for block in reversed(blocks[max(start, end - _ABOVE) : end]):
        if block.kind in ("header", "footer", "note") or lines.read(block):
            if lines.title is not None:
                break
            continue
        lines.parted = True
        strangers += 1
        if strangers > _STRANGERS or len(block.text) > _SHORT:
            break
    return lines


def _top(blocks: Sequence[Block], grid: Grid) -> tuple[int, _Lines]:
    """The first row below title, unit line and lines over the whole width inside the grid, and what they say."""
    lines = _Lines()
    for row in range(min(_HEAD_ROWS, grid.height)):
        cells = [c for c in _cells(blocks, grid, row) if c.text.strip()]
        whole = len(cells) == 1 and cells[0].place.cols == grid.width > 1
        read = [lines.read(c) for c in cells]
        if cells and not all(read) and not whole:
            return row, lines
    return min(_HEAD_ROWS, grid.height), lines


def _words(blocks: Sequence[Block], grid: Grid, top: int) -> Iterator[Word]:
    for row in range(top, min(top + _HEAD_ROWS, grid.height)):
        yield from (word(c.text) for c in _cells(blocks, grid, row) if c.text)


def _evaluates(blocks: Sequence[Block], grid: Grid) -> bool:
    """Whether a header word of evaluation forms stands anywhere: indicators may begin below a project's money by 科目编码."""
    texts = (block.text for block in blocks[grid.first : grid.last + 1] if len(block.text) > 1 and not block.text.isascii())
    return any(word(text).role == "evaluation" for text in texts if any(hint in text for hint in _EVALUATION))


def _cells(blocks: Sequence[Block], grid: Grid, row: int) -> Iterable[Block]:
    """The cells that begin in a row."""
    return (blocks[o] for o in dict.fromkeys(grid.at[row]) if o is not None and (blocks[o].place.row or 0) == row)
