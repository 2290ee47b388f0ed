"""PDF: text by glyph and ruling line; pages without text by OCR. One chain: page -> characters -> runs -> lines and rulings ->
grids -> cells and paragraphs -> joined over pages. Every block knows its pages and boxes, in points from the top left."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.document import Builder, Document, Unreadable
from extractors.readers.pdf_flow import flow
from extractors.readers.pdf_grid import ruled_grids
from extractors.readers.pdf_lines import text_lines
from extractors.readers.pdf_margins import Sheet, set_margins_apart
from extractors.readers.pdf_rulings import rulings
from extractors.readers.pdf_runs import characters, frame, runs
from extractors.readers.pdf_tables import filled

FORMATS = ("pdf",)


def claims(head: bytes, data: bytes) -> bool:
    """The mark may stand behind some bytes of a mail or web server."""
    return b"%PDF-" in head[:1024]


def read(data: bytes, name: str) -> Document:
    document = _opened(data, name)
    try:
        sheets = [sheet(document, number) for number in range(len(document))]
    finally:
        document.close()
    set_margins_apart(sheets)
    builder = Builder()
    flow(sheets, builder)
    return Document(name, "pdf", tuple(builder.blocks), "pdf", page_count=len(sheets))


def _opened(data: bytes, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("corrupt", f"{name}: {error}") from error


def sheet(document: Any, number: int) -> Sheet:
    page = pdfium.FPDF_LoadPage(document.raw, number)
    text_page = pdfium.FPDFText_LoadPage(page)
    chars = characters(text_page)
    at = frame(page, chars)
    printed, lines = runs(text_page, chars, at), rulings(page, at)
    pdfium.FPDFText_ClosePage(text_page)
    pdfium.FPDF_ClosePage(page)
    width, height = at.size
    grids = ruled_grids(lines)
    inside = [[run for run in printed if grid.holds((run.x0 + run.x1) / 2, run.middle)] for grid in grids]
    taken = {id(run) for members in inside for run in members}
    tables = [filled(grid, members, number + 1) for grid, members in zip(grids, inside, strict=True)]
    prose = text_lines((run for run in printed if id(run) not in taken), number + 1)
    return Sheet(number + 1, width, height, prose, [table for table in tables if not table.empty])
