"""Styles of a Word file, resolved through what they are based on ([MS-DOC] 2.9.271), and the fonts that hold signs."""

from __future__ import annotations

import struct
from dataclasses import replace

from extractors.frozen import frozen
from extractors.readers.doc.file import FONTS, STYLES, WordFile
from extractors.readers.doc.properties import look, paragraph, toggled
from extractors.word.symbols import is_symbol_font

_PARAGRAPH, _CHARACTER = 1, 2
BODY_TEXT = 9
_NO_BASE = 0xFFF
_SIZE = 10.0  # points, where no style says any


@frozen
class StyleLook:
    """What a style gives to paragraphs and their runs."""

    list_id: int | None = None
    level: int | None = None
    outline: int | None = None
    centred: bool = False
    bold: bool = False
    size: float | None = None
    hidden: bool = False


@frozen
class _Style:
    kind: int
    base: int
    builtin: int
    paragraph: bytes
    run: bytes


_PLAIN = StyleLook()


class Styles:
    """Every style by its number."""

    def __init__(self, file: WordFile) -> None:
        sheet = file.part(STYLES)
        self._base = int.from_bytes(sheet[4:6], "little")  # bytes of a style before those that Word 2000 added
        self._sheet: list[bytes] = file.attempt("styles", lambda: _sheet(sheet, self._base), list[bytes]())
        self._looks: dict[int, StyleLook] = {}
        self._file = file
        self._fonts: list[str] | None = None

    def look(self, number: int) -> StyleLook:
        known = self._looks.get(number)
        if known is None:
            self._looks[number] = _PLAIN  # met again while it is being resolved: a style based on itself
            raw = self._sheet[number] if number < len(self._sheet) else b""
            style = self._file.attempt("styles", lambda: _style(raw, self._base), None)
            known = self._looks[number] = StyleLook(size=_SIZE) if style is None else self._resolved(style)
        return known

    def _resolved(self, style: _Style) -> StyleLook:
        # A character style says only what differs from the paragraph it stands in.
        ground = _PLAIN if style.kind == _CHARACTER else StyleLook(size=_SIZE)
        below = ground if style.base == _NO_BASE else self.look(style.base)
        run = look(style.run)
        below = replace(below, bold=toggled(run.bold, below.bold), hidden=toggled(run.hidden, below.hidden), size=run.size or below.size)
        if style.kind != _PARAGRAPH:
            return below
        if 1 <= style.builtin <= BODY_TEXT:  # heading 1 to heading 9
            below = replace(below, outline=style.builtin - 1)
        said = paragraph(b"\0\0" + style.paragraph, b"")
        return replace(
            below,
            list_id=below.list_id if said.list_id is None else said.list_id,
            level=below.level if said.level is None else said.level,
            outline=below.outline if said.outline is None else outline_level(said.outline),
            centred=below.centred if said.centred is None else said.centred,
        )

    def symbol_font(self, number: int | None) -> str | None:
        """The name of a font where it is one of signs."""
        name = None if number is None else self.font(number)
        return name if is_symbol_font(name) else None

    def font(self, number: int) -> str | None:
        if self._fonts is None:
            self._fonts = self._file.attempt("fonts", lambda: _fonts(self._file.part(FONTS)), list[str]())
        return self._fonts[number] if number < len(self._fonts) else None


def outline_level(level: int) -> int | None:
    """0 for heading 1; None for body text (9)."""
    return level if level < BODY_TEXT else None


def _sheet(raw: bytes, base: int) -> list[bytes]:
    """The style sheet taken apart: a report uses a few of its styles, each read when it is met. Those that say nothing are empty."""
    head, count = struct.unpack_from("<HH", raw) if raw else (0, 0)
    at = 2 + head
    styles: list[bytes] = []
    while len(styles) < count and at + 2 <= len(raw):
        length = raw[at] | raw[at + 1] << 8
        styles.append(raw[at + 2 : at + 2 + length] if length > base else b"")
        at += 2 + length + length % 2
    return styles


def _style(raw: bytes, base: int) -> _Style | None:
    if not raw:
        return None
    builtin, kind, _ = struct.unpack_from("<HHH", raw)
    at = base + 4 + 2 * struct.unpack_from("<H", raw, base)[0]
    lists: list[bytes] = []
    while at + 2 <= len(raw) and len(lists) < 2:
        (length,) = struct.unpack_from("<H", raw, at)
        lists.append(raw[at + 2 : at + 2 + length])
        at += 2 + length + length % 2
    lists += [b""] * (2 - len(lists))
    below = kind >> 4
    if kind & 15 == _PARAGRAPH:
        return _Style(_PARAGRAPH, below, builtin & 0xFFF, lists[0][2:], lists[1])
    return _Style(_CHARACTER, below, builtin & 0xFFF, b"", lists[0]) if kind & 15 == _CHARACTER else None


def _fonts(raw: bytes) -> list[str]:
    count, at, names = int.from_bytes(raw[:2], "little"), 4, list[str]()
    while at < len(raw) and len(names) < count:
        font = raw[at + 1 : at + 1 + raw[at]]
        names.append(font[39:].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + len(font)
    return names
