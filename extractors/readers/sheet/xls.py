"""The looks of an .xls or .et workbook's cells, from the records of its BIFF stream."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from extractors.document import Unreadable
from extractors.readers.sheet.look import BUILT_IN, GENERAL, Look, SheetLook, look

_BOF, _EOF, _LOCKED = 0x0809, 0x000A, 0x002F
_FORMAT, _FONT, _XF, _SHEET = 0x041E, 0x0031, 0x00E0, 0x0085
_ROW, _COLUMNS, _SIZE = 0x0208, 0x007D, 0x0200
_FILLED = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x0006, 0x00D6})  # NUMBER, RK, LABELSST, LABEL, BOOLERR, FORMULA, RSTRING
_BLANK, _MANY_NUMBERS, _MANY_BLANKS = 0x0201, 0x00BD, 0x00BE
_BIFF8 = 0x0600
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_CENTRED = (2, 6)


def book(data: bytes) -> bytes | None:
    """The stream that holds the workbook, if this OLE container is one."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            stream = next((stream for stream in ("Workbook", "Book") if container.exists(stream)), None)
            return None if stream is None else bytes(container.openstream(stream).read())
    except (OSError, ValueError, IndexError):  # no OLE container, or one too broken to list
        return None


@dataclass(slots=True)
class _Globals:
    """What the workbook's first part says for all sheets."""

    codes: dict[int, str] = field(default_factory=dict)
    fonts: list[tuple[bool, float]] = field(default_factory=list)
    formats: list[Look] = field(default_factory=list)
    sheets: list[tuple[str, int]] = field(default_factory=list)
    new: bool = True


def looks(data: bytes, name: str) -> dict[str, SheetLook]:
    """Every sheet's looks by its name."""
    stream = book(data) or b""
    try:
        known = _globals(stream, name)
        return {sheet: _sheet(stream, at, known.formats) for sheet, at in known.sheets}
    except IndexError as error:
        raise struct.error("a record shorter than it says") from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of the part that begins at an offset, charts inside it apart."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0 and kind == _EOF:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _globals(stream: bytes, name: str) -> _Globals:
    known, raw = _Globals(), list[bytes]()
    for kind, body in _records(stream, 0):
        if kind == _BOF:
            known.new = struct.unpack_from("<H", body)[0] == _BIFF8
        elif kind == _LOCKED:
            raise Unreadable("encrypted", f"{name} is encrypted; remove the password and run again")
        elif kind == _FORMAT:
            known.codes[struct.unpack_from("<H", body)[0]] = _text(body[2:], known.new, wide=True)
        elif kind == _FONT:
            height, _, _, weight = struct.unpack_from("<4H", body)
            known.fonts.append((weight >= 700, height / 20))
        elif kind == _XF:
            raw.append(body)
        elif kind == _SHEET:
            known.sheets.append((_text(body[6:], known.new, wide=False), struct.unpack_from("<I", body)[0]))
    known.formats = [_look(body, known) for body in raw]
    return known


def _text(body: bytes, new: bool, wide: bool) -> str:
    """A string with its length before it; since Excel 97 a flag says whether its characters have one byte or two."""
    if not new:
        return body[1 : 1 + body[0]].decode("gb18030", "replace")
    head = 3 if wide else 2
    length = struct.unpack_from("<H", body)[0] if wide else body[0]
    if body[head - 1] & 1:
        return body[head : head + 2 * length].decode("utf-16-le", "replace")
    return body[head : head + length].decode("latin-1")


def _look(body: bytes, known: _Globals) -> Look:
    font, code = struct.unpack_from("<2H", body)
    font -= font > 4  # no font has number 4
    bold, size = known.fonts[font] if font < len(known.fonts) else (None, None)
    bordered = known.new and len(body) >= 12 and struct.unpack_from("<H", body, 10)[0] != 0
    code_text = known.codes.get(code, BUILT_IN.get(code, GENERAL))
    return look(code_text, bordered, bold, size, body[6] & 7 in _CENTRED)


def _sheet(stream: bytes, at: int, formats: list[Look]) -> SheetLook:
    made = SheetLook()
    for kind, body in _records(stream, at):
        if kind in _FILLED or kind == _BLANK:
            row, col, number = struct.unpack_from("<3H", body)
            made.note(row, col, number, formats, kind != _BLANK)
        elif kind in (_MANY_NUMBERS, _MANY_BLANKS):
            _many(body, 6 if kind == _MANY_NUMBERS else 2, formats, made)
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 12)[0]
            if flags & 0x20:
                made.hidden_rows.add(row)
        elif kind == _SIZE and len(body) >= 14:
            _check(*struct.unpack_from("<2I2H", body))
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<5H", body)
            if flags & 1 or width == 0:
                made.hidden_columns.update(range(first, min(last + 1, 256)))
    return made


def _check(first_row: int, last_row: int, first_column: int, last_column: int) -> None:
    """Calamine takes the memory a damaged sheet claims to need, and ends the process where there is none."""
    if not (first_row <= last_row <= _MOST_ROWS and first_column <= last_column <= _MOST_COLUMNS):
        raise struct.error(f"a sheet from row {first_row} to {last_row}, column {first_column} to {last_column}")


def _many(body: bytes, step: int, formats: list[Look], made: SheetLook) -> None:
    row, col = struct.unpack_from("<2H", body)
    for n, at in enumerate(range(4, len(body) - 2, step)):
        made.note(row, col + n, struct.unpack_from("<H", body, at)[0], formats, step == 6)
