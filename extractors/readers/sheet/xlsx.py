"""The looks of an .xlsx workbook's cells, from its styles and sheets."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from extractors.document import Unreadable
from extractors.readers.sheet.look import BUILT_IN, GENERAL, Look, SheetLook, look

LIMIT = 256 << 20  # inflated bytes a workbook may ask for, all its parts together
_NS = "{*}"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def looks(data: bytes, name: str) -> dict[str, SheetLook]:
    """Every sheet's looks by its name. Reading all parts first also proves that no part inflates to more than it says."""
    parts = _parts(data, name)
    styles = _styles(parts.get("xl/styles.xml"))
    return {sheet: _sheet(parts[path], styles) for sheet, path in _sheets(parts) if path in parts}


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [info for info in package.infolist() if info.filename.lstrip("/").lower().endswith((".xml", ".rels"))]
            if sum(info.file_size for info in members) > LIMIT:
                raise Unreadable("too_large", f"{name} inflates to more than {LIMIT >> 20} MB; split the workbook and run again")
            return {info.filename.lstrip("/"): package.read(info) for info in members}
    except (NotImplementedError, ValueError, OSError, RuntimeError) as error:  # what zipfile says of a damaged directory
        raise zipfile.BadZipFile(str(error)) from error


def _parsed(raw: bytes | None) -> etree._Element | None:
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)) if raw else None


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every sheet's name and path."""
    book, arrows = _parsed(parts.get("xl/workbook.xml")), _parsed(parts.get("xl/_rels/workbook.xml.rels"))
    if book is None or arrows is None:
        return
    targets = {arrow.get("Id"): posixpath.normpath(posixpath.join("/xl", arrow.get("Target", ""))).lstrip("/") for arrow in arrows}
    for sheet in book.iter(_NS + "sheet"):
        key = next((value for attribute, value in sheet.attrib.items() if str(attribute).endswith("}id")), None)
        if key in targets:
            yield sheet.get("name", ""), targets[key]


def _styles(raw: bytes | None) -> list[Look]:
    """The looks cells name by number."""
    root = _parsed(raw)
    if root is None:
        return []
    codes = {int(code.get("numFmtId", 0)): code.get("formatCode", GENERAL) for code in root.iter(_NS + "numFmt")}
    fonts = [_font(font) for font in root.iterfind(f"{_NS}fonts/{_NS}font")]
    borders = [any(side.get("style", "none") != "none" for side in border) for border in root.iterfind(f"{_NS}borders/{_NS}border")]
    return [_look(xf, codes, fonts, borders) for xf in root.iterfind(f"{_NS}cellXfs/{_NS}xf")]


def _font(font: etree._Element) -> tuple[bool, float | None]:
    bold, size = font.find(_NS + "b"), font.find(_NS + "sz")
    return bold is not None and bold.get("val", "1") not in ("0", "false"), None if size is None else float(size.get("val", 0))


def _look(xf: etree._Element, codes: dict[int, str], fonts: list[tuple[bool, float | None]], borders: list[bool]) -> Look:
    code, font, border = (int(xf.get(kind, 0)) for kind in ("numFmtId", "fontId", "borderId"))
    bold, size = fonts[font] if font < len(fonts) else (None, None)
    alignment = xf.find(_NS + "alignment")
    across = "" if alignment is None else alignment.get("horizontal", "")
    framed = border < len(borders) and borders[border]
    return look(codes.get(code, BUILT_IN.get(code, GENERAL)), framed, bold, size, across.startswith("center"))


def _sheet(raw: bytes, styles: list[Look]) -> SheetLook:
    made, root = SheetLook(), _parsed(raw)
    if root is None:
        return made
    for col in root.iterfind(f"{_NS}cols/{_NS}col"):
        if _hidden(col, "width"):
            first, last = int(col.get("min", 1)), int(col.get("max", 1))
            made.hidden_columns.update(range(first - 1, min(last, 16_384)))
    row_number = -1
    for row in root.iterfind(f"{_NS}sheetData/{_NS}row"):
        row_number = int(row.get("r", row_number + 2)) - 1
        if _hidden(row, "ht"):
            made.hidden_rows.add(row_number)
        _cells(row, row_number, styles, made)
    return made


def _hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or float(element.get(size, 1)) == 0


def _cells(row: etree._Element, number: int, styles: list[Look], made: SheetLook) -> None:
    col = -1
    for cell in row:
        found = _PLACE.fullmatch(cell.get("r", ""))
        col = _column(found[1]) if found else col + 1
        style, told = cell.get("s"), any(child.text or len(child) for child in cell if not child.tag.endswith("}f"))
        made.note(number, col, None if style is None else int(style), styles, told)
        if not told and cell.find(_NS + "f") is not None and cell.get("t") != "str":
            made.uncalculated += 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
