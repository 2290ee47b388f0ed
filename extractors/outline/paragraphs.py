"""A document's paragraphs: what a heading can open. A block may hold several, and a hard-wrapped one may run over several blocks."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Block, Document, Style
from extractors.frozen import frozen
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


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph with words in it, page furniture left out."""
    for block in document.blocks:
        text, kind = block.text, block.kind
        if not text or text.isspace() or kind not in _KINDS:
            continue
        cell = block.order if kind == "cell" else None
        if "\n" not in text:
            yield Paragraph(block.order, 0, len(text), text, cell, block.place.table, block.style, number_at(text), kind == "caption")
        else:
            yield from _paragraphs(block, cell)


def _paragraphs(block: Block, cell: int | None) -> Iterator[Paragraph]:
    for start, end in _pieces(block.text):
        text = block.text[start:end]
        yield Paragraph(block.order, start, end, text, cell, block.place.table, block.style, number_at(text))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A line opens a paragraph where it opens with a number and the line above has ended, or where the line above is a
    numbered line too short to have been wrapped."""
    lines = text.split("\n")
    full = max(map(len, lines))
    begin, at, above = 0, 0, ""
    for line in lines:
        if above and line.strip() and (_is_short(above, full) or _opens(line, above)):
            yield begin, at - 1
            begin, above = at, ""
        above = line if line.strip() else above
        at += len(line) + 1
    yield begin, len(text)


def _is_short(line: str, full: int) -> bool:
    return len(line) < _WRAPPED * full and len(line) <= _LONGEST_HEADING and number_at(line) is not None


def _opens(line: str, above: str) -> bool:
    """A sentence has ended above, or the line above has the number before this one's or one of another style."""
    number = number_at(line)
    if number is None:
        return False
    above = above.strip()
    if above[-1] in CLOSING:
        return True
    before = number_at(above)
    return before is not None and (before.style != number.style or before.value == number.value - 1)
