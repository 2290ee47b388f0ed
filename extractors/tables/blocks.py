"""`blocks`: every paragraph and table cell in reading order; what all evidence points into."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from extractors.frozen import frozen
from extractors.read import Read
from extractors.row import Count, Key, Lines, Number, Row, Text, column
from extractors.vocabulary import BLOCK_KINDS


@frozen(kw_only=True)
class BlockRow(Row):
    TABLE = "blocks"
    KEY = "block_id"
    LETTER = "b"
    LABEL = "文本块"
    ABOUT = "one paragraph or table cell, in reading order"

    block_id: Key = column("主键", "document, letter b and order")
    document_id: Key = column("文档", "the document: first 16 hex digits of its sha256")
    order: Count = column("次序", "place in reading order, from 0")
    kind: Text = column("类型", "heading, paragraph, cell, caption, header, footer or note", BLOCK_KINDS)
    section_id: Key | None = column("所在章节", "the innermost section the block stands in")
    text: Text = column("文本", "as printed, automatic numbers included")
    page: Count | None = column("页码", "first page of the block, from 1")
    lines: Lines | None = column("行框", "each printed line: start in the text, page and box in points")
    table_no: Count | None = column("表序", "which table of the document the cell belongs to, from 0")
    row: Count | None = column("行", "the cell's first row on the full grid, from 0")
    col: Count | None = column("列", "the cell's first column on the full grid, from 0")
    row_span: Count | None = column("跨行", "rows the cell covers")
    col_span: Count | None = column("跨列", "columns the cell covers")
    confidence: Number | None = column("置信度", "of optical character recognition, else null")


@lru_cache(maxsize=1)
def keys(document_id: str, count: int) -> tuple[str, ...]:
    """The keys of all blocks of a document; every row with an anchor tells that of its block."""
    return tuple([f"{document_id}-{BlockRow.LETTER}{order}.0" for order in range(count)])


def columns(document_id: str, read: Read) -> list[Sequence[Any]]:
    """The rows of all blocks, column by column as `BlockRow` orders them: there are too many to make each a row object first."""
    blocks = read.document.blocks
    sections = {key: key and f"{document_id}-{key}" for key in set(read.section_keys)}
    places = [block.place for block in blocks]
    headings = {section.heading.block for section in read.sections}
    return [
        keys(document_id, len(blocks)),
        [document_id] * len(blocks),
        range(len(blocks)),
        ["heading" if block.order in headings and block.kind in ("paragraph", "caption") else block.kind for block in blocks],
        [sections[key] for key in read.section_keys],
        [block.text for block in blocks],
        [place.page for place in places],
        [tuple(map(_box, place.lines)) if place.lines else None for place in places],
        [place.table for place in places],
        [place.row for place in places],
        [place.col for place in places],
        [None if place.table is None else place.rows for place in places],
        [None if place.table is None else place.cols for place in places],
        [block.confidence for block in blocks],
    ]


_box = attrgetter("start", "page", "x0", "y0", "x1", "y1")
