"""Property lists of Word files: the pages that hold them, and what they say of paragraphs, rows and characters ([MS-DOC] 2.6, 2.9)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import le, lt
from typing import Any

from extractors.frozen import frozen
from extractors.readers.doc.file import PARAGRAPHS, WordFile, plex
from extractors.readers.doc.rows import ROW_CODES, bounds
from extractors.word.rows import Bounds

_PAGE = 512
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of an operand by the upper three bits of its code; 6 says its own
_ROW, _OLD_ROW, _TABS = 0xD608, 0xD606, 0xC615

# Of a page of property lists: how many it may hold, and how many bytes it keeps for each beside its mark.
_CHARACTER_PAGE, _PARAGRAPH_PAGE = (0x65, 1), (0x1D, 13)
_MARKS = [struct.Struct(f"<{count + 1}I") for count in range(0x66)]


@frozen
class Stretches:
    """Property lists by the bytes of the file they hold for: `values[n]` from `starts[n]` up to `ends[n]`."""

    starts: list[int]
    ends: list[int]
    values: list[bytes]

    def read(self, page: bytes, most: int, size: int, lists: Callable[[bytes, bytes], list[bytes]]) -> None:
        """The lists of one page."""
        count = min(page[_PAGE - 1], most)
        marks = _MARKS[count].unpack_from(page)
        first = 4 * (count + 1)
        places = page[first : first + size * count : size]
        self.starts.extend(marks[:-1])
        self.ends.extend(marks[1:])
        self.values.extend(lists(page, places))

    def in_order(self) -> bool:
        return all(map(lt, self.starts, self.ends)) and all(map(le, self.ends, self.starts[1:]))

    def disjoint(self) -> Stretches:
        """In order, and without those of a damaged page that reach into others."""
        kept = Stretches([], [], [])
        at = 0
        for start, end, value in sorted(zip(self.starts, self.ends, self.values, strict=True)):
            if at <= start < end:
                kept.starts.append(start)
                kept.ends.append(end)
                kept.values.append(value)
                at = end
        return kept


def sprms(raw: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """The (code, operand) pairs of a property list; an operand of variable size begins with its length."""
    last = len(raw) - 2
    while at < last:
        code = raw[at] | raw[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13] or _length(code, raw, at)
        yield code, raw[at : at + size]
        at += size


def _length(code: int, raw: bytes, at: int) -> int:
    if code in (_ROW, _OLD_ROW):
        return int.from_bytes(raw[at : at + 2], "little") + 1
    if code == _TABS and raw[at] == 255:
        deleted = raw[at + 1] if at + 1 < len(raw) else 0
        added = at + 2 + 4 * deleted
        return 3 + 4 * deleted + 3 * (raw[added] if added < len(raw) else 0)
    return 1 + raw[at]


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """What a paragraph says of itself; None where it leaves that to its style. Paragraphs that say the same share one."""

    style: int = 0
    list_id: int | None = None
    level: int | None = None
    outline: int | None = None
    centred: bool | None = None
    in_table: bool = False
    nested: int | None = None
    ends_cell: bool = False
    ends_row: bool = False
    bounds: tuple[Bounds, ...] = ()

    @property
    def depth(self) -> int:
        return int(self.in_table) if self.nested is None else self.nested if self.in_table or self.nested > 0 else 0


@frozen
class Look:
    """What a run says of itself; toggles are 0, 1, 128 (as the style) or 129 (the style's opposite)."""

    bold: int | None = None
    hidden: int | None = None
    deleted: int = 0
    half_points: int | None = None
    style: int | None = None
    font: int | None = None
    symbol: int | None = None  # the font in its lower half, the sign in its upper
    picture: int | None = None

    @property
    def size(self) -> float | None:
        return None if self.half_points is None else self.half_points / 2


def stretches(file: WordFile, kind: int) -> Stretches:
    """The property lists of paragraphs or characters with the bytes of the file they hold for."""
    _, records = plex(file.part(kind), 4)
    pages = dict.fromkeys(int.from_bytes(record, "little") & 0x3F_FFFF for record in records)
    shape, lists = (_PARAGRAPH_PAGE, _paragraph_lists) if kind == PARAGRAPHS else (_CHARACTER_PAGE, _character_lists)
    found = Stretches([], [], [])
    for number in pages:
        page = file.main[_PAGE * number : _PAGE * (number + 1)]
        if len(page) == _PAGE:
            found.read(page, *shape, lists)
        else:
            file.damage.append("some of its formatting is cut off")
    return found if found.in_order() else found.disjoint()


def _character_lists(page: bytes, places: bytes) -> list[bytes]:
    """Hundreds of runs share a list."""
    lists = {at: page[2 * at + 1 : 2 * at + 1 + page[2 * at]] if at else b"" for at in set(places)}
    return [lists[at] for at in places]


def _paragraph_lists(page: bytes, places: bytes) -> list[bytes]:
    """The first byte gives the length in pairs and one too many; where it is 0, the next one gives it in pairs."""
    return [
        (page[2 * at + 1 : 2 * at + 2 * size] if (size := page[2 * at]) else page[2 * at + 2 : 2 * at + 2 + 2 * page[2 * at + 1]])
        if at
        else b""
        for at in places
    ]


def paragraph(raw: bytes, extra: bytes) -> Paragraph:
    """A paragraph's style and property list. `extra` is the stream where lists too long for a page stand."""
    return _paragraph(raw[:2], tuple(_whole(raw, extra)))


def _whole(raw: bytes, extra: bytes) -> Iterator[tuple[int, bytes]]:
    for code, operand in sprms(raw, 2):
        if code not in _ELSEWHERE:
            yield code, operand
        elif extra:
            start = int.from_bytes(operand, "little")
            yield from _telling(extra[start + 2 : start + 2 + int.from_bytes(extra[start : start + 2], "little")])


@lru_cache(512)
def _telling(raw: bytes) -> tuple[tuple[int, bytes], ...]:
    """What matters of a property list. The rows of a form mostly have one list, borders and all, each in a place of its own."""
    return tuple((code, operand) for code, operand in sprms(raw) if code in _MATTERING)


@lru_cache(2048)
def _paragraph(style: bytes, telling: tuple[tuple[int, bytes], ...]) -> Paragraph:
    said: dict[str, Any] = {"style": int.from_bytes(style, "little")}
    for code, operand in telling:
        if code in _NUMBERS:
            said[_NUMBERS[code]] = int.from_bytes(operand, "little")
        elif code in _TRUTHS:
            said[_TRUTHS[code]] = any(operand)
        elif code in _CENTRED:
            said["centred"] = operand == b"\1"
    return Paragraph(**said, bounds=bounds([change for change in telling if change[0] in ROW_CODES]))


@lru_cache(4096)
def look(raw: bytes) -> Look:
    """What a run's property list says of it."""
    said: dict[str, int] = {}
    for code, operand in sprms(raw):
        if code in _LOOKS:
            said[_LOOKS[code]] = int.from_bytes(operand, "little")
        elif code == _PLAIN:  # everything but marks of revision as the style has it
            said = {"deleted": said.get("deleted", 0)}
    return Look(**said) if said else _NO_LOOK


def toggled(own: int | None, style: bool) -> bool:
    """A toggle as it comes out over what the style says."""
    if own is None or own == _AS_STYLE:
        return style
    return not style if own == _NOT_AS_STYLE else bool(own)


_NUMBERS = {0x6649: "nested", 0x460B: "list_id", 0x260A: "level", 0x2640: "outline", 0x4600: "style"}
_TRUTHS = {0x2416: "in_table", 0x2417: "ends_row", 0x244C: "ends_row", 0x244B: "ends_cell"}
_CENTRED = frozenset((0x2403, 0x2461))
_ELSEWHERE = frozenset((0x6645, 0x6646))
_MATTERING = ROW_CODES | _CENTRED | _NUMBERS.keys() | _TRUTHS.keys()
_LOOKS = {
    0x0835: "bold",
    0x083C: "hidden",
    0x0800: "deleted",
    0x4A43: "half_points",
    0x4A30: "style",
    0x4A4F: "font",
    0x6A09: "symbol",
    0x6A03: "picture",
}
_PLAIN = 0x2A33
_AS_STYLE, _NOT_AS_STYLE = 0x80, 0x81
_NO_LOOK = Look()
