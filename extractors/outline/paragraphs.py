"""A document's paragraphs: what a heading can open. A block may hold several, and a hard-wrapped one may run over several blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document import Block, Document, Style
from extractors.outline.numbers import number_at

CLOSING = "。；！？：.;!?:”）)"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters `start` to `end` of a block; `cell` is the block's order where it is a table cell, `table` its table."""

    block: int
    start: int
    end: int
    text: str
    cell: int | None
    table: int | None
    style: Style


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph with words in it, page furniture left out."""
    for block in document.blocks:
        if block.kind in ("paragraph", "cell", "heading") and block.text.strip():
            yield from _paragraphs(block)


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    cell = block.order if block.kind == "cell" else None
    for start, end in _pieces(block.text):
        yield Paragraph(block.order, start, end, block.text[start:end], cell, block.place.table, block.style)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A line opens a paragraph where it opens with a number and the line above it has ended."""
    if "\n" not in text:
        yield 0, len(text)
        return
    begin, at, above = 0, 0, ""
    for line in text.split("\n"):
        if at > begin and above and (number := number_at(line)) is not None and _ended(above, number.value, number.style):
            yield begin, at - 1
            begin, above = at, ""
        above = line if line.strip() else above
        at += len(line) + 1
    yield begin, len(text)


def _ended(above: str, value: int, style: str) -> bool:
    """A sentence has ended, or the line above is the number before in the same style, or a short line of its own."""
    above = above.strip()
    if above[-1] in CLOSING:
        return True
    before = number_at(above)
    return before is not None and (before.style != style or before.value == value - 1)
