"""Pictures (.png, .jpg, .tif, .bmp) are scans: every picture of the file is a page, read by OCR on the grid of its ruling lines."""

from __future__ import annotations

from extractors.document import Builder, Document, Unreadable
from extractors.pages import scan
from extractors.pages.flow import flow
from extractors.pages.pictures import pictures
from extractors.pages.sheet import sheet

FORMATS = ("png", "jpg", "tif", "bmp")
_MARKS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"II*\0": "tif", b"MM\0*": "tif"}


def claims(head: bytes, data: bytes) -> bool:
    return _format(head) is not None


def _format(head: bytes) -> str | None:
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "bmp"
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)


def read(data: bytes, name: str) -> Document:
    if not scan.available():
        raise Unreadable("no_text_layer", f"{name} is a picture without text; for OCR run {scan.REMEDY} and read it again")
    scale, sheets = scan.DPI / 72, []
    for number, pixels in enumerate(pictures(data, name), 1):
        printed, lines, size = scan.read_picture(pixels, scale)
        sheets.append(sheet(number, printed, lines, size))
    count, builder = len(sheets), Builder()
    flow(sheets, builder)
    if not builder.blocks:
        raise Unreadable("no_text_layer", f"{name} is a picture and OCR found no text in it; scan the page again, at 200 dpi or more")
    return Document(name, _format(data[:16]) or "", tuple(builder.blocks), "image+ocr", page_count=count, ocr_pages=count)
