"""Spreadsheets (.xlsx, .xls, WPS .et): every visible sheet as a table with its title and notes, values as they are shown."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import python_calamine as calamine

from extractors.document import Builder, Document, Place, Unreadable
from extractors.readers.sheet import xls as sheet_xls
from extractors.readers.sheet import xlsx as sheet_xlsx
from extractors.readers.sheet.layout import Line, Table, left_out, pieces
from extractors.readers.sheet.look import ROOM, SheetLook

FORMATS = ("xlsx", "xls")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 400  # characters at the top of a sheet that may tell what its name tells
_FOREIGN = re.compile(r"[^\u4e00-\u9fff]+")
_NAMES_THAT_SAY_NOTHING = frozenset({"", "表", "工作表", "附件", "附表"})


def claims(head: bytes, data: bytes) -> bool:
    if data.startswith(_ZIP):
        return b"xl/workbook.xml" in data
    return data.startswith(_OLE) and sheet_xls.book(data) is not None


def read(data: bytes, name: str) -> Document:
    old = data.startswith(_OLE)
    looks = (sheet_xls if old else sheet_xlsx).looks(data, name)
    workbook, builder, told = _opened(data, name), Builder(), list[str]()
    for about in workbook.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        look = looks.get(about.name, SheetLook())
        if about.visible == calamine.SheetVisibleEnum.Visible:
            _sheet(workbook, about.name, look, builder, told, name)
        elif look.last != (-1, -1):
            told.append(f"sheet {about.name} is hidden and was left out; show it and save the workbook, if it belongs to the report")
    damage = "; ".join(told) or None  # nothing of it is broken: whoever made the workbook left it so
    return Document(name, "xls" if old else "xlsx", tuple(builder.blocks), "sheet", damage=damage, damage_code=None)


def _opened(data: bytes, name: str) -> Any:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise Unreadable("encrypted", f"{name} is encrypted; remove the password and run again") from error
    except calamine.CalamineError as error:
        raise _damaged(name, error) from error
    except BaseException as error:  # a panic of the Rust library is no Exception
        if type(error).__name__ == "PanicException":
            raise _damaged(name, error) from error
        raise


def _damaged(name: str, error: BaseException) -> Unreadable:
    return Unreadable("corrupt", f"{name} is a damaged workbook ({error}); open and save it again, or fetch it anew")


def _values(workbook: Any, sheet: str, name: str) -> tuple[list[list[Any]], Sequence[Any]]:
    try:
        found = workbook.get_sheet_by_name(sheet)
        return found.to_python(skip_empty_area=False), found.merged_cell_ranges or ()
    except BaseException as error:  # a panic, as above
        if isinstance(error, calamine.CalamineError) or type(error).__name__ == "PanicException":
            raise _damaged(f"{name}, sheet {sheet},", error) from error
        raise


def _sheet(workbook: Any, sheet: str, look: SheetLook, builder: Builder, told: list[str], name: str) -> None:
    if (look.last[0] + 1) * (look.last[1] + 1) > ROOM:
        far = f"row {look.last[0] + 1}, column {look.last[1] + 1}"
        raise Unreadable("too_large", f"{name}: sheet {sheet} reaches to {far}; delete the cells out there, or split the sheet")
    values, merges = _values(workbook, sheet, name)
    found = list(pieces(values, merges, look))
    title = _title(sheet, found)
    if title is not None:
        builder.add("caption", title)
    for piece in found:
        _add(builder, piece)
    told.extend(_told(sheet, look, left_out(values, look)))


def _add(builder: Builder, piece: Line | Table) -> None:
    if isinstance(piece, Line):
        builder.add("paragraph", "  ".join(box.text.strip() for box in piece.boxes), style=piece.boxes[0].look.style)
        return
    number = builder.table()
    for box in piece.boxes:
        builder.add("cell", box.text, Place(table=number, row=box.row, col=box.col, rows=box.rows, cols=box.cols), box.look.style)


def _title(sheet: str, found: Sequence[Line | Table]) -> str | None:
    """A sheet's name where it tells what the sheet itself does not: no 工作表1, no 自评表2 above 某某项目支出绩效自评表."""
    words = _FOREIGN.sub("", sheet)
    if words in _NAMES_THAT_SAY_NOTHING or not found:
        return None
    head = _FOREIGN.sub("", "".join(box.text for piece in found[:4] for box in piece.boxes[:20])[:_HEAD])
    return None if words in head else sheet.strip()


def _told(sheet: str, look: SheetLook, hidden: tuple[int, int]) -> Iterator[str]:
    for count, what in zip(hidden, ("rows", "columns"), strict=True):
        if count:
            yield f"{count} hidden {what} of sheet {sheet} were left out; show them and save it, if they belong to the report"
    if look.uncalculated:
        yield f"{look.uncalculated} formulas of sheet {sheet} have no values; open and save the workbook in a spreadsheet program"
