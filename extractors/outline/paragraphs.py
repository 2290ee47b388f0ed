"""A document's paragraphs: what a heading can open. A block may hold several, and a hard-wrapped one may run over several blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Block, Document, Style
from extractors.frozen import frozen
from extractors.layout.told_in_cells import HEADING_CELL, told_in_cells
from extractors.outline.numbers import Number, number_at

CLOSING = "。；！？：.;!?:”）)"
_KINDS = frozenset({"paragraph", "cell", "heading", "caption"})
_WRAPPED, _LONGEST_HEADING = 0.7, 40


@frozen
class Paragraph:
    """Characters `start` to `end` of a block and the number they open with; `cell` is the block's order where it is a table
    cell, `table` its table; a `caption` is the name of a sheet, of which no other line is a part."""

    block: int
    start: int
    end: int
    text: str
    cell: int | None
    table: int | None
    style: Style
    number: Number | None
    caption: bool = False


def paragraphs(document: Document) -> list[Paragraph]:
    """Every paragraph with words in it, page furniture left out."""
    lines = list(_lines(document.blocks))
    numbers = [number_at(text) for _, _, text, _, _ in lines]  # all at once: by turns with making paragraphs it takes a quarter longer
    return [
        Paragraph(block.order, start, start + len(text), text, cell, block.place.table, block.style, number, caption)
        for (block, start, text, cell, caption), number in zip(lines, numbers, strict=True)
    ]


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str, int | None, bool]]:
    """Where every paragraph stands, its text, the cell it stands in, and whether it is a caption."""
    told = told_in_cells(blocks)
    for block in blocks:
        text, kind = block.text, block.kind
        if not text or text.isspace() or kind not in _KINDS:
            continue
        cell = block.order if kind == "cell" and block.place.table not in told else None
        if "\n" not in text or (cell is None and kind == "cell" and HEADING_CELL.fullmatch(text)):  # a label wrapped within its cell
            yield block, 0, text, cell, kind == "caption"
            continue
        for start, end in _pieces(text):
            yield block, start, text[start:end], cell, False


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A line opens a paragraph where it opens with a number and the line above has ended, or where the line above is a
    numbered line too short to have been wrapped."""
    lines = text.split("\n")
    short = min(_WRAPPED * max(map(len, lines)), _LONGEST_HEADING + 1)
    begin, at, above = 0, 0, ""
    before: Number | None = None  # the number of the line above
    for line in lines:
        if line and not line.isspace():
            number = number_at(line)
            if above and ((before and len(above) < short) or (number and _opens(number, above, before))):
                yield begin, at - 1
                begin = at
            above, before = line, number
        at += len(line) + 1
    yield begin, len(text)


def _opens(number: Number, above: str, before: Number | None) -> bool:
    """A sentence has ended above, or the line above has the number before this one's or one of another style."""
    if above.rstrip()[-1] in CLOSING:
        return True
    return before is not None and (before.style != number.style or before.value == number.value - 1)
