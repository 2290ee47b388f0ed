"""PDF: text by glyph and ruling line; pages without text by OCR. One chain: page -> characters -> runs -> lines and rulings ->
grids -> cells and paragraphs -> joined over pages. Every block knows its pages and boxes, in points from the top left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.document import Builder, Document, Unreadable
from extractors.pages import scan
from extractors.pages.borderless import Plumber
from extractors.pages.flow import flow
from extractors.pages.margins import Sheet
from extractors.pages.rulings import rulings
from extractors.pages.runs import characters, frame, runs
from extractors.pages.sheet import sheet
from extractors.readers.pdf.legible import is_picture, legible
from extractors.readers.pdf.repair import repaired

FORMATS = ("pdf",)
_LOST_END = "the end of the file is missing, what is left of it was read; fetch it anew"


def claims(head: bytes, data: bytes) -> bool:
    """The mark may stand behind some bytes of a mail or web server."""
    return b"%PDF-" in head[:1024]


@dataclass(slots=True)
class Reading:
    """One file as it is read. `unread` are the pages of which nothing could be told, by the reason."""

    document: Any
    plumber: Plumber
    ocr_pages: int = 0
    unread: dict[str, list[int]] = field(default_factory=dict)

    def skip(self, number: int, reason: str) -> None:
        self.unread.setdefault(reason, []).append(number)

    def sheets(self) -> Iterator[Sheet]:
        for number in range(1, len(self.document) + 1):
            made = _read_page(self, number)
            if made is not None:
                yield made


def read(data: bytes, name: str) -> Document:
    document, cut = _opened(data, name)
    reading, count, builder = Reading(document, Plumber(data)), len(document), Builder()
    try:
        flow(reading.sheets(), builder)
    finally:
        document.close()
        reading.plumber.close()
    if not builder.blocks:
        raise _nothing(reading, name, cut)
    damage = "; ".join(([_LOST_END] if cut else []) + list(_told(reading))) or None
    return Document(
        name,
        "pdf",
        tuple(builder.blocks),
        "pdf+ocr" if reading.ocr_pages else "pdf",
        page_count=count,
        ocr_pages=reading.ocr_pages,
        damage=damage,
        damage_code="corrupt" if cut or DAMAGED in reading.unread else "no_text_layer",
    )


def _opened(data: bytes, name: str) -> tuple[Any, bool]:
    """The file, and whether its end had to be made up. (pdfium tries the empty password by itself.)"""
    try:
        return pypdfium2.PdfDocument(data), False
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", f"{name} is encrypted; remove the password and run again") from error
    whole = repaired(data)
    try:
        if whole is not None:
            return pypdfium2.PdfDocument(whole), True
    except pypdfium2.PdfiumError:
        pass  # told below: the file is as broken as before
    raise Unreadable("corrupt", f"{name} is no whole PDF and no page of it is left; get the file again from its source")


WITHOUT_OCR = "scans or text nobody can decode"
NOTHING_READ = "OCR found no text"
DAMAGED = "damaged"
_REMEDIES = {WITHOUT_OCR: f"{scan.REMEDY} reads them", NOTHING_READ: "look at them by eye", DAMAGED: "fetch the file anew"}


def _read_page(reading: Reading, number: int) -> Sheet | None:
    page = pdfium.FPDF_LoadPage(reading.document.raw, number - 1)
    if not page:
        reading.skip(number, DAMAGED)
        return None
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        chars = characters(text_page)
        if legible(chars) and not is_picture(page, chars):
            at = frame(page, chars)
            return sheet(number, runs(text_page, chars, at), rulings(page, at), at.size, reading.plumber)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)
    return _read_scan(reading, number)


def _read_scan(reading: Reading, number: int) -> Sheet | None:
    if not scan.available():
        reading.skip(number, WITHOUT_OCR)
        return None
    page = reading.document[number - 1]
    printed, lines, size = scan.scanned(page, *page.get_size())
    page.close()
    reading.ocr_pages += 1
    if not printed:
        reading.skip(number, NOTHING_READ)
    return sheet(number, printed, lines, size)


def _nothing(reading: Reading, name: str, cut: bool) -> Unreadable:
    if WITHOUT_OCR in reading.unread:
        return Unreadable("no_text_layer", f"{name} has no text layer; for OCR run {scan.REMEDY} and read it again")
    if NOTHING_READ in reading.unread:
        return Unreadable("no_text_layer", f"{name} has no text layer and OCR found no text in its pictures")
    if not reading.unread and not cut:
        return Unreadable("empty", f"{name} has no text: its pages are blank")
    return Unreadable("corrupt", f"{name}: none of its pages could be read; get the file again from its source")


def _told(reading: Reading) -> Iterator[str]:
    for reason, pages in reading.unread.items():
        yield f"pages {', '.join(map(str, pages))} not read ({reason}; {_REMEDIES[reason]})"
