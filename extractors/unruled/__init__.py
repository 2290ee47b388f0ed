"""Forms that reached us as text without their grid: rows whose cells pipes or blanks part. Here their lines become cells, whatever
format they came in, so that all that follows reads one kind of form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Block, Builder, Document, Place
from extractors.frozen import changed
from extractors.layout.markup import Cell
from extractors.unruled.bands import grid
from extractors.unruled.blanks import may_hold, pieces, spaced
from extractors.unruled.jammed import jammed, may_jam
from extractors.unruled.measured import measured
from extractors.unruled.pipes import PIPE, piped
from extractors.unruled.run_on import cut, may_run_on
from extractors.unruled.stacked import may_stack, stacked

__all__ = ["ruled"]

Table = tuple[int, int, list[Cell]]  # the first block, the one behind the last, the cells


def ruled(document: Document) -> Document:
    """The document with the rows of such forms as tables; itself where it has none."""
    if not any(_may(block.text) for block in document.blocks if block.kind == "paragraph"):
        return document
    blocks = tuple(_cut(document.blocks))
    found = list(_tables(blocks))
    return changed(document, blocks=_rebuilt(blocks, found)) if found else document


def _may(text: str) -> bool:
    """Whether a paragraph may be a row or a header of such a form: the cheap questions."""
    return PIPE in text or (len(text.split(None, 2)) > 2 and (may_hold(text) or may_run_on(text))) or may_jam(text) or may_stack(text)


def _cut(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that hold a form in one line cut into its lines."""
    for block in blocks:
        lines = list(map(" ".join, cut(pieces(block.text)))) if block.kind == "paragraph" and may_run_on(block.text) else []
        if lines and any(True for _ in spaced(lines)):
            place = changed(block.place, lines=())  # where each printed line begins in the whole text tells nothing of its pieces
            yield from (changed(block, text=line, place=place) for line in lines)
        else:
            yield block


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """The tables among the paragraphs. A figure alone in its paragraph was taken for the number of a page."""
    for first, end in _runs(blocks, 0, len(blocks), ("paragraph", "footer")):
        done = first
        texts = [block.text for block in blocks[first:end]]
        for found in (list(stacked(texts)) or measured(texts)) if any(map(may_stack, texts)) else ():
            yield from _in_lines(blocks, done, first + found.first)
            yield first + found.first, first + found.end, grid(found.rows)
            done = first + found.end
        yield from _in_lines(blocks, done, end)


def _in_lines(blocks: Sequence[Block], first: int, end: int) -> Iterator[Table]:
    for start, stop in _runs(blocks, first, end, ("paragraph",)):
        yield from _among([block.text for block in blocks[start:stop]], start)


def _runs(blocks: Sequence[Block], first: int, end: int, kinds: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Blocks of these kinds below one another: the first, and the one behind the last."""
    start = first
    for at in range(first, end + 1):
        if at == end or blocks[at].kind not in kinds:
            if at > start:
                yield start, at
            start = at + 1


def _among(texts: Sequence[str], first: int) -> Iterator[Table]:
    """Tables of pipes, and between them those of blanks or of nothing at all."""
    done = 0
    for start, end, cells in _piped(texts) if any(PIPE in text for text in texts) else ():
        yield from _unmarked(texts[done:start], first + done)
        yield first + start, first + end, cells
        done = end
    yield from _unmarked(texts[done:], first + done)


def _unmarked(texts: Sequence[str], first: int) -> Iterator[Table]:
    found = list(spaced(texts)) if any(map(may_hold, texts)) else []
    if not found and any(map(may_jam, texts)):
        found = list(jammed(texts))
    yield from ((first + one.first, first + one.end, grid(one.rows)) for one in found)


def _piped(texts: Sequence[str]) -> Iterator[Table]:
    at = 0
    while at < len(texts):
        end = at
        while end < len(texts) and PIPE in texts[end]:
            end += 1
        cells = piped(texts[at:end]) if end - at > 1 else []
        if cells:
            yield at, end, cells
        at = max(end, at + 1)


def _rebuilt(blocks: Sequence[Block], found: Sequence[Table]) -> tuple[Block, ...]:
    """All blocks numbered anew, tables too, in reading order."""
    builder = Builder()
    tables: dict[int, int] = {}
    starts = {first: (end, cells) for first, end, cells in found}
    at = 0
    while at < len(blocks):
        if at in starts:
            page, number = blocks[at].place.page, builder.table()
            at, cells = starts[at]
            for c in cells:
                builder.add("cell", c.text, Place(page, (), number, c.row, c.col, c.rows, c.cols))
            continue
        block, old = blocks[at], blocks[at].place.table
        if old is not None and old not in tables:
            tables[old] = builder.table()
        place = block.place if old is None or tables[old] == old else changed(block.place, table=tables[old])
        builder.blocks.append(changed(block, order=len(builder.blocks), place=place))
        at += 1
    return tuple(builder.blocks)
