"""OFD (GB/T 33190), the fixed-layout format of Chinese agencies: text by position, tables by ruling lines, as in a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Builder, Document, Unreadable
from extractors.pages import scan
from extractors.pages.flow import flow
from extractors.pages.margins import Sheet
from extractors.pages.pictures import pictures
from extractors.pages.sheet import sheet
from extractors.readers.ofd import page as ofd_page
from extractors.readers.ofd.package import Package, Page

FORMATS = ("ofd",)


def claims(head: bytes, data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"OFD.xml" in data


def read(data: bytes, name: str) -> Document:
    package = Package(data, name)
    sheets, broken, scans, count, ocr = list[Sheet](), list[int](), list[int](), 0, 0
    for page in package.pages():
        count += 1
        if isinstance(page, int):
            broken.append(page)
            continue
        made = _sheet(page)
        if not made.lines and not made.tables and (picture := package.picture(page)):
            if scan.available():
                made, ocr = _scanned(picture, name, page.number), ocr + 1
            else:
                scans.append(page.number)
        sheets.append(made)
    builder = Builder()
    flow(sheets, builder)
    if scans and not builder.blocks:
        raise Unreadable("no_text_layer", f"{name} holds scans only; for OCR run {scan.REMEDY} and read it again")
    if broken and not builder.blocks:
        raise Unreadable("corrupt", f"{name}: none of its pages could be read; open and save it again, or fetch it anew")
    damage = "; ".join(_told(broken, scans)) or None
    return Document(
        name,
        "ofd",
        tuple(builder.blocks),
        "ofd+ocr" if ocr else "ofd",
        page_count=count,
        ocr_pages=ocr,
        damage=damage,
        damage_code="corrupt" if broken else "no_text_layer",
    )


def _sheet(page: Page) -> Sheet:
    size = page.box[2] * ofd_page.POINT, page.box[3] * ofd_page.POINT
    return sheet(page.number, ofd_page.runs(page), ofd_page.rulings(page), size)


def _scanned(picture: bytes, name: str, number: int) -> Sheet:
    pixels = next(pictures(picture, f"{name}, page {number}"))
    printed, lines, size = scan.read_picture(pixels, scan.DPI / 72)
    return sheet(number, printed, lines, size)


def _told(broken: list[int], scans: list[int]) -> Iterator[str]:
    if broken:
        yield f"pages {', '.join(map(str, broken))} are missing or damaged; fetch the file anew"
    if scans:
        yield f"pages {', '.join(map(str, scans))} not read (scans; {scan.REMEDY} reads them)"
