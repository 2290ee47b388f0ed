"""`blocks`: every paragraph and table cell in reading order; what all evidence points into."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.frozen import frozen, maker
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


_row = maker(BlockRow)


def extract(document_id: str, read: Read) -> Iterator[BlockRow]:
    headings = {section.heading.block for section in read.sections}
    within = [None if key is None else f"{document_id}-{key}" for key in read.section_keys]
    for block in read.document.blocks:
        place, order = block.place, block.order
        yield _row(
            block_id=f"{document_id}-b{order}.0",
            document_id=document_id,
            order=order,
            kind="heading" if order in headings and block.kind in ("paragraph", "caption") else block.kind,
            section_id=within[order],
            text=block.text,
            page=place.page,
            lines=tuple([(line.start, line.page, line.x0, line.y0, line.x1, line.y1) for line in place.lines]) if place.lines else None,
            table_no=place.table,
            row=place.row,
            col=place.col,
            row_span=None if place.table is None else place.rows,
            col_span=None if place.table is None else place.cols,
            confidence=block.confidence,
        )
