"""Small Word 97 files made for tests, byte by byte: one property list a page, one record for each thing a test is about."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Document
from extractors.readers import doc

DELETED, HIDDEN, BOLD = b"\x00\x08\x01", b"\x3c\x08\x01", b"\x35\x08\x01"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
CENTRED = b"\x03\x24\x01"
SECTOR = 512


def size(points: int) -> bytes:
    return struct.pack("<HH", 0x4A43, 2 * points)


def in_list(number: int, level: int = 0) -> bytes:
    return struct.pack("<HHHB", 0x460B, number, 0x260A, level)


def outline(level: int) -> bytes:
    return struct.pack("<HB", 0x2640, level)


def nested(depth: int) -> bytes:
    return IN_TABLE + struct.pack("<HI", 0x6649, depth)


@dataclass(frozen=True)
class Par:
    """A paragraph: runs of (text, properties), its own properties and its mark."""

    runs: tuple[tuple[str, bytes], ...]
    properties: bytes = b""
    mark: str = "\r"
    mark_look: bytes = b""
    style: int = 0


def par(text: str | Sequence[tuple[str, bytes]], properties: bytes = b"", mark: str = "\r", mark_look: bytes = b"", style: int = 0) -> Par:
    return Par(((text, b""),) if isinstance(text, str) else tuple(text), properties, mark, mark_look, style)


def cell(text: str) -> Par:
    return par(text, IN_TABLE, "\x07")


def shape(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """A row's definition: edges in twips, flags of its cells (1 first of joined, 2 joined, 0x20 merged, 0x60 first of merged)."""
    count = len(edges) - 1
    flags = [*flags, *[0] * (count - len(flags))]
    body = bytes([count]) + struct.pack(f"<{count + 1}h", *edges) + b"".join(struct.pack("<H18x", flag) for flag in flags)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def row(texts: Sequence[str], edges: Sequence[int], flags: Sequence[int] = (), gone: bool = False) -> list[Par]:
    return [*map(cell, texts), par("", ROW_END + shape(edges, flags), "\x07", DELETED if gone else b"")]


@dataclass(frozen=True)
class Level:
    """A level of a list: its format's code, its text (%1 for its own figure), where it starts, what follows it."""

    code: int
    text: str
    start: int = 1
    follow: int = 0
    flags: int = 0
    restart: int = 0

    def raw(self) -> bytes:
        text = "".join(self.text.split("%"))
        places = [at for at, char in enumerate(text) if char in "123456789"]
        letters = "".join(chr(int(char) - 1) if at in places else char for at, char in enumerate(text))
        marks = bytes(at + 1 for at in places).ljust(9, b"\0")
        head = struct.pack("<iBB", self.start, self.code, self.flags) + marks + bytes([self.follow]) + bytes(8)
        return head + bytes([0, 0, self.restart, 0]) + struct.pack("<H", len(letters)) + letters.encode("utf-16-le")


@dataclass
class Made:
    """A file in the making: the stories, the lists (definition and levels), which list each number names and where it starts anew."""

    body: list[Par]
    notes: list[list[Par]] = field(default_factory=list)
    margins: list[list[Par]] = field(default_factory=list)
    boxes: list[list[Par]] = field(default_factory=list)
    lists: list[list[Level]] = field(default_factory=list)
    named: list[tuple[int, dict[int, int]]] = field(default_factory=list)
    styles: list[tuple[int, int, bytes]] = field(default_factory=list)  # builtin number, base, paragraph properties
    codes: str | None = None  # one byte a character, in this encoding
    order: bool = True  # whether the pieces stand in the file in their order
    flags: int = 0
    version: int = 0xC1
    parts: dict[int, bytes] = field(default_factory=dict)

    def raw(self) -> bytes:
        stories = [self.body, _joined(self.notes), _joined(self.margins), [], [], [], _joined(self.boxes)]
        pars = _joined(stories)
        width = 1 if self.codes else 2
        main = bytearray(2048)
        starts, at = {}, 2048
        for number in range(len(pars)) if self.order else reversed(range(len(pars))):
            starts[number] = at
            raw = _text(pars[number]).encode(self.codes or "utf-16-le", "surrogatepass")
            main += raw
            at += len(raw)
        papx, chpx = _pages(main, pars, starts, width)
        table = bytearray(b"\0")
        parts = {13: papx, 12: chpx, 1: _sheet(self.styles), **_lists(self.lists, self.named), **self._story_parts(), **self.parts}
        parts[33] = _pieces(pars, starts, width)
        pointers = {}
        for number, raw in parts.items():
            length = len(raw) if number != 73 else 2 + 28 * len(self.lists)
            pointers[number] = (len(table), length)
            table += raw
        struct.pack_into("<HHHHH", main, 0, 0xA5EC, self.version, 0, 0x0804, 0)
        struct.pack_into("<H", main, 10, 0x0200 | 0x1000 | self.flags)
        struct.pack_into("<II", main, 0x18, 2048, at)
        struct.pack_into("<7i", main, 0x4C, *(sum(_units(_text(p)) for p in story) for story in stories))
        for number, pointer in pointers.items():
            struct.pack_into("<II", main, 0x9A + 8 * number, *pointer)
        return compound({"WordDocument": bytes(main), "1Table": bytes(table)})

    def _story_parts(self) -> dict[int, bytes]:
        parts: dict[int, bytes] = {}
        body = "".join(map(_text, self.body))
        if self.notes:
            refs = [at for at, char in enumerate(body) if char == "\x02"]
            parts[2] = struct.pack(f"<{len(refs) + 1}I", *refs, len(body)) + bytes(2 * len(refs))
            parts[3] = _bounds(self.notes, after=1)
        if self.margins:
            parts[11] = _bounds([[]] * 6 + self.margins, after=1)
        if self.boxes:
            anchors = [at for at, char in enumerate(body) if char == "\x08"]
            shapes = range(1025, 1025 + len(anchors))
            parts[40] = struct.pack(f"<{len(anchors) + 1}I", *anchors, len(body)) + b"".join(struct.pack("<i22x", n) for n in shapes)
            parts[56] = _bounds(self.boxes) + b"".join(struct.pack("<14xi4x", n) for n in shapes)
        return parts


def _text(one: Par) -> str:
    return "".join(text for text, _ in one.runs) + one.mark


def _joined(stories: Sequence[list[Par]]) -> list[Par]:
    return [one for story in stories for one in story]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bounds(stories: Sequence[Sequence[Par]], after: int = 0) -> bytes:
    ends = [0]
    for story in stories:
        ends.append(ends[-1] + sum(_units(_text(one)) for one in story))
    return struct.pack(f"<{len(ends) + after}I", *ends, *[ends[-1]] * after)


def _pieces(pars: Sequence[Par], starts: dict[int, int], width: int) -> bytes:
    ends, records = [0], b""
    for number, one in enumerate(pars):
        ends.append(ends[-1] + _units(_text(one)))
        where = starts[number] if width == 2 else starts[number] * 2 | 0x4000_0000
        records += struct.pack("<HIH", 0, where, 0)
    raw = struct.pack(f"<{len(ends)}I", *ends) + records
    return b"\2" + struct.pack("<I", len(raw)) + raw


def _pages(main: bytearray, pars: Sequence[Par], starts: dict[int, int], width: int) -> tuple[bytes, bytes]:
    """A page for every paragraph and one for every run, behind the text; what points to them is returned."""
    main += bytes(-len(main) % SECTOR)
    marks: tuple[list[int], list[int]] = ([], [])
    numbers: tuple[list[int], list[int]] = ([], [])
    for number, one in sorted(enumerate(pars), key=lambda pair: starts[pair[0]]):
        at = starts[number]
        raw = struct.pack("<H", one.style) + one.properties
        raw += bytes(1 - len(raw) % 2)  # an odd number of bytes, in front of which stands half of it, rounded up
        _page(main, marks[0], numbers[0], at, at + _units(_text(one)) * width, bytes([(len(raw) + 1) // 2]) + raw)
        for text, look in (*one.runs, (one.mark, one.mark_look)):
            if text:
                _page(main, marks[1], numbers[1], at, at + _units(text) * width, bytes([len(look)]) + look)
                at += _units(text) * width
    return tuple(
        struct.pack(f"<{len(m) + 1}I", *m, m[-1] + 2) + struct.pack(f"<{len(n)}I", *n) for m, n in zip(marks, numbers, strict=True)
    )  # type: ignore[return-value]


def _page(main: bytearray, marks: list[int], numbers: list[int], start: int, end: int, raw: bytes) -> None:
    page = bytearray(SECTOR)
    at = (SECTOR - 1 - len(raw)) & ~1
    struct.pack_into("<II", page, 0, start, end)
    page[8] = at // 2
    page[at : at + len(raw)] = raw
    page[511] = 1
    marks.append(start)
    numbers.append(len(main) // SECTOR)
    main += page


def _sheet(styles: Sequence[tuple[int, int, bytes]]) -> bytes:
    raw = struct.pack("<HHH", 4, 1 + len(styles), 10)
    for number, (builtin, base, properties) in enumerate([(0, 0xFFF, b""), *styles]):
        lists = struct.pack("<HH", 2 + len(properties), number) + properties + bytes(len(properties) % 2) + struct.pack("<H", 0)
        style = struct.pack("<HHHHH", builtin, 1 | base << 4, 2, 0, 0) + struct.pack("<HH", 0, 0) + lists
        raw += struct.pack("<H", len(style)) + style
    return raw


def _lists(lists: Sequence[Sequence[Level]], named: Sequence[tuple[int, dict[int, int]]]) -> dict[int, bytes]:
    heads = b"".join(struct.pack("<ii18xBB", 100 + n, 0, int(len(levels) == 1), 0) for n, levels in enumerate(lists))
    blank = Level(0, "")
    levels = b"".join(level.raw() for own in lists for level in (own if len(own) == 1 else [*own, *[blank] * (9 - len(own))]))
    names = struct.pack("<I", len(named)) + b"".join(struct.pack("<i8xBBBB", 100 + at, len(starts), 0, 0, 0) for at, starts in named)
    data = b"".join(
        struct.pack("<I", 0xFFFF_FFFF) + b"".join(struct.pack("<iI", start, level | 0x10) for level, start in starts.items())
        for _, starts in named
    )
    return {73: struct.pack("<H", len(lists)) + heads + levels, 74: names + data} if lists else {}


def compound(streams: dict[str, bytes]) -> bytes:
    """The container: header, streams padded beyond the size of small ones, directory, allocation table."""
    free, end, fat_mark = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD
    body, fat, entries = bytearray(), list[int](), [("Root Entry", 5, end, 0)]
    for name, raw in streams.items():
        raw = raw.ljust(4096, b"\0")
        first, count = len(fat), -(-len(raw) // SECTOR)
        fat += [*range(first + 1, first + count), end]
        body += raw.ljust(count * SECTOR, b"\0")
        entries.append((name, 2, first, len(raw)))
    directory = b""
    for at, (name, kind, first, length) in enumerate(entries):
        key = name.encode("utf-16-le") + b"\0\0"
        right = at + 1 if 0 < at < len(entries) - 1 else free
        child = 1 if kind == 5 and len(entries) > 1 else free
        directory += (
            key.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(key), kind, 1, free, right, child)
            + bytes(36)
            + struct.pack("<IQ", first, length)
        )
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    at_directory = len(fat)
    fat += [*range(at_directory + 1, at_directory + len(directory) // SECTOR), end]
    count = -(-(len(fat) + 4) // 128)
    at_fat = len(fat)
    fat += [fat_mark] * count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(count * SECTOR, b"\xff")
    places = [*range(at_fat, at_fat + count), *[free] * (109 - count)]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, at_directory, 0, 4096, end, 0, end, 0)
    )
    return head + struct.pack("<109I", *places) + bytes(body) + directory + table


def made(*body: Par | list[Par], **more: object) -> bytes:
    return Made([one for part in body for one in (part if isinstance(part, list) else [part])], **more).raw()  # type: ignore[arg-type]


def read(*body: Par | list[Par], **more: object) -> Document:
    return doc.read(made(*body, **more), "报告.doc")


def seen(*body: Par | list[Par], **more: object) -> list[str]:
    return [block.text for block in read(*body, **more).blocks]
