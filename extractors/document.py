"""The model every reader fills and every extractor reads: a report as a list of blocks.

Values are frozen and know no parent: ask the document, `document.text(span)`, never the block for its document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from extractors.frozen import frozen


@frozen
class Line:
    """Where one printed line of a block lies: `start` is the offset of its first character in the block's text."""

    start: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@frozen
class Place:
    """Where a block stands: its page and lines (PDF, scans), its cell on a table's full grid (all counted from 0 but pages)."""

    page: int | None = None
    lines: tuple[Line, ...] = ()
    table: int | None = None
    row: int | None = None
    col: int | None = None
    rows: int = 1
    cols: int = 1


@frozen
class Style:
    """What the outline may lean on; null where the format does not say. `auto_number` is already part of the block's text."""

    outline_level: int | None = None
    auto_number: str | None = None
    bold: bool | None = None
    size: float | None = None
    centred: bool | None = None


SAVE_AGAIN = "open it in Word or WPS and save it again, or fetch it anew"


def in_part(damage: Iterable[str], remedy: str) -> str | None:
    """What of a file could not be read, each said once, and what to do about it; None where all was."""
    told = "; ".join(dict.fromkeys(damage))
    return f"{told}; {remedy}" if told else None


class Unreadable(Exception):
    """Content that gives no document: a code of the vocabulary ERROR_CODES and a message with place and remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


NOWHERE, PLAIN = Place(), Style()


@frozen
class Block:
    """One paragraph or one table cell (its paragraphs joined by line feeds); `kind` as a reader can know it:
    paragraph, cell, header, footer, note. Headings and captions are found by the outline."""

    order: int
    kind: str
    text: str
    place: Place = NOWHERE
    style: Style = PLAIN
    confidence: float | None = None


class Span(NamedTuple):
    """The characters `start` to `end` of block `block`."""

    block: int
    start: int
    end: int


# `span_at((block, start, end))`, for what is made by the hundred: a named tuple that is called costs nearly twice as much.
span_at: Callable[[tuple[int, int, int]], Span] = partial(tuple.__new__, Span)


@frozen
class Document:
    """One report as it was read. `blocks[n].order == n` always. `damage` says what of the file could not be read (status `partial`),
    and what to do about it; `damage_code` why."""

    name: str
    format: str
    blocks: tuple[Block, ...]
    reader: str
    encoding: str | None = None
    page_count: int | None = None
    ocr_pages: int = 0
    damage: str | None = None
    damage_code: str | None = "corrupt"

    def text(self, span: Span) -> str:
        return self.blocks[span.block].text[span.start : span.end]


@frozen
class Mention:
    """One number that means something: value in yuan, as a fraction, or as counted. `unit_span` is where the unit stands
    when it is not beside the number (a column header, a unit line); a bare number is a mention only where its role is known."""

    kind: str
    span: Span
    rule: str
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    date: dt.date | None = None
    unit_span: Span | None = None


@frozen
class Section:
    """One heading and what stands under it. `heading` is the span of number and title; `first` and `last` are block orders.
    `parent` is the index of the section above in the list of sections."""

    heading: Span
    number: str | None
    ordinal: int | None
    title: str
    depth: int
    kind: str
    path: tuple[str, ...]
    parent: int | None
    first: int
    last: int
    rule: str


@frozen
class Grid:
    """One table on its full grid: `at[row][col]` is the order of the block that covers the position, or None in a ragged row."""

    number: int
    first: int
    last: int
    at: tuple[tuple[int | None, ...], ...]

    @property
    def height(self) -> int:
        return len(self.at)

    @property
    def width(self) -> int:
        return len(self.at[0]) if self.at else 0


def grids(blocks: Sequence[Block]) -> list[Grid]:
    """Every table of the document, in the order of their first cells."""
    cells: dict[int, list[Block]] = {}
    for block in blocks:
        if block.place.table is not None:
            cells.setdefault(block.place.table, []).append(block)
    return [_grid(number, members) for number, members in cells.items()]


def _grid(number: int, cells: list[Block]) -> Grid:
    height = max((c.place.row or 0) + c.place.rows for c in cells)
    width = max((c.place.col or 0) + c.place.cols for c in cells)
    at: list[list[int | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        top, left = cell.place.row or 0, cell.place.col or 0
        for row in range(top, top + cell.place.rows):
            at[row][left : left + cell.place.cols] = [cell.order] * cell.place.cols
    return Grid(number, cells[0].order, cells[-1].order, tuple(map(tuple, at)))


@dataclass(slots=True)
class Builder:
    """Collects blocks in reading order and numbers them; readers fill it, `done` freezes it."""

    blocks: list[Block] = field(default_factory=list)
    tables: int = 0

    def add(self, kind: str, text: str, place: Place = NOWHERE, style: Style = PLAIN, confidence: float | None = None) -> None:
        self.blocks.append(Block(len(self.blocks), kind, text, place, style, confidence))

    def table(self) -> int:
        """The number of a table that begins here."""
        self.tables += 1
        return self.tables - 1
