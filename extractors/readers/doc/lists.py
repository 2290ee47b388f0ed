"""The lists of a Word file: how their levels write, and which number a paragraph gets ([MS-DOC] 2.9.147, 2.9.131)."""

from __future__ import annotations

import struct
from functools import lru_cache

from extractors.readers.doc.file import LISTS, OVERRIDES, WordFile
from extractors.word.lists import LEVELS, Level, List

# The number formats by their code (MSONFC), under the names of ST_NumberFormat; what is not here counts in digits.
FORMATS = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    16: "japaneseLegal",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    32: "ideographZodiacTraditional",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    57: "numberInDash",
    255: "none",
}
_SUFFIXES = ("tab", "space", "nothing")
_LEGAL, _OWN_RESTART, _SIMPLE = 0x04, 0x08, 0x01
_STARTS, _FORMATS_ANEW = 0x10, 0x20
_HEAD = 28
Definitions = dict[int, tuple[Level, ...]]
Changes = dict[int, tuple[int | None, Level | None]]  # by level: where it starts anew, how it writes
Overrides = list[tuple[int, Changes]]


class Lists:
    """The lists of one document. `counted` gives a fresh count: each story counts for itself."""

    def __init__(self, file: WordFile) -> None:
        self._definitions: Definitions = file.attempt("list definitions", lambda: _definitions(file.rest(LISTS)), Definitions())
        self._overrides: Overrides = file.attempt("lists", lambda: _overrides(file.part(OVERRIDES)), Overrides())

    def counted(self) -> Count:
        return Count(self._definitions, self._overrides)


class Count:
    """How far the lists have counted in one story; lists of one definition count together."""

    def __init__(self, definitions: Definitions, overrides: Overrides) -> None:
        self._definitions, self._overrides = definitions, overrides
        self._lists: dict[int, List | None] = {}
        self._counts: dict[int, list[int | None]] = {}

    def number(self, list_id: int, level: int) -> tuple[str, str] | None:
        """Count one paragraph of a list (from 1) and return its number and what follows it."""
        if list_id not in self._lists:  # 0x7FF and more stand for lists of older versions or lists taken away
            self._lists[list_id] = self._built(list_id)
        found = self._lists[list_id]
        if found is None:
            return None
        at = min(level, LEVELS - 1)
        found.count(at)
        return found.number(at), found.levels[at].suffix

    def _built(self, list_id: int) -> List | None:
        if not 0 < list_id <= len(self._overrides):
            return None
        key, changes = self._overrides[list_id - 1]
        levels = list(self._definitions.get(key, ()))
        if not levels:
            return None
        starts: list[int | None] = [None] * LEVELS
        for at, (start, own) in changes.items():
            starts[at], levels[at] = start, own or levels[at]
        return List(tuple(levels), tuple(starts), self._counts.setdefault(key, [None] * LEVELS))


def _definitions(raw: bytes) -> Definitions:
    """Every list definition with nine levels; a simple one has a single level of its own."""
    count = int.from_bytes(raw[:2], "little")
    at = 2 + _HEAD * count
    found: Definitions = {}
    for n in range(count):
        head = raw[2 + _HEAD * n : 2 + _HEAD * (n + 1)]
        levels: list[Level] = []
        for _ in range(1 if head[26] & _SIMPLE else LEVELS):
            level, at = _level(raw, at)
            levels.append(level)
        found[int.from_bytes(head[:4], "little")] = tuple(levels + [Level()] * (LEVELS - len(levels)))
    return found


def _level(raw: bytes, at: int) -> tuple[Level, int]:
    """One level, and where the next begins."""
    text = at + _HEAD + raw[at + 24] + raw[at + 25]
    end = text + 2 + 2 * (raw[text] | raw[text + 1] << 8)
    return _written(raw[at : at + _HEAD], raw[text + 2 : end]), end


@lru_cache(1024)
def _written(head: bytes, text: bytes) -> Level:
    """How a level writes; a program writes the same levels into all its files."""
    start, kind, flags, follow, restart = struct.unpack("<iBB9xB10xBx", head)
    signs = text.decode("utf-16-le", "replace")
    return Level(
        start=start,
        format=FORMATS.get(kind, "decimal"),
        text="".join(f"%{ord(char) + 1}" if char < "\t" else char for char in signs),
        suffix=_SUFFIXES[min(follow, 2)],
        restart=restart if flags & _OWN_RESTART else None,
        legal=bool(flags & _LEGAL),
    )


def _overrides(raw: bytes) -> Overrides:
    """The lists paragraphs name: which definition each follows, and where it starts or writes differently."""
    count = int.from_bytes(raw[:4], "little")
    heads = [raw[4 + 16 * n : 4 + 16 * (n + 1)] for n in range(min(count, len(raw) // 16))]
    at = 4 + 16 * len(heads)
    found: Overrides = []
    for head in heads:
        changes: Changes = {}
        at += 4
        for _ in range(head[12]):
            start, flags = struct.unpack_from("<iI", raw, at)
            own, at = _level(raw, at + 8) if flags & _FORMATS_ANEW else (None, at + 8)
            anew = start if own is None else own.start
            if flags & 15 < LEVELS:
                changes[flags & 15] = (anew if flags & _STARTS else None, own)
        found.append((int.from_bytes(head[:4], "little"), changes))
    return found
