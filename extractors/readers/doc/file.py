"""The container of a Word 97-2003 file: its streams, the file information block, and the parts it points to ([MS-DOC] 2.5)."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

import olefile

from extractors.document import Unreadable

MARK = "WordDocument".encode("utf-16-le")
WORD_97 = 0xC1
_IDENT_BYTES = (b"\xec\xa5", b"\xdc\xa5")
_HEAD = re.compile(rb"\xec\xa5(?:\xc1\0|\xd9\0|[\x01\x0c\x12]\x01)")  # of a text by Word 97 and later
_SECTOR = 512
_ENCRYPTED, _SECOND_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_STORIES = 0x4C  # where the lengths of the stories stand
_PARTS = 0x9A
# The parts that are read, by their place in the list of all parts.
STYLES, NOTE_REFS, NOTE_TEXTS, SECTIONS, MARGINS, CHARACTERS, PARAGRAPHS, FONTS, SETTINGS, PIECES = 1, 2, 3, 6, 11, 12, 13, 15, 31, 33
ANCHORS, END_REFS, END_TEXTS, BOXES, LISTS, OVERRIDES = 40, 46, 47, 56, 73, 74
Result = TypeVar("Result")


@dataclass(slots=True)
class WordFile:
    """The streams of one file; `damage` collects what of it could not be read."""

    name: str
    main: bytes
    table: bytes = b""
    extra: bytes = b""
    damage: list[str] = field(default_factory=list)

    @property
    def version(self) -> int:
        return int(struct.unpack_from("<H", self.main, 2)[0])

    def stories(self) -> list[int]:
        """The lengths of body, footnotes, margins, macros, remarks, endnotes, text boxes and the boxes of margins."""
        return [max(length, 0) for length in struct.unpack_from("<8i", self.main, _STORIES)]

    def part(self, number: int) -> bytes:
        """What the block points to, empty where there is none."""
        start, length = struct.unpack_from("<II", self.main, _PARTS + 8 * number)
        return self.table[start : start + length]

    def rest(self, number: int) -> bytes:
        """A part and all that follows it: the levels of lists stand behind the part that counts them."""
        start, length = struct.unpack_from("<II", self.main, _PARTS + 8 * number)
        return self.table[start:] if length else b""

    def attempt(self, what: str, read: Callable[[], Result], otherwise: Result) -> Result:
        """What a damaged part gives does not cost the others."""
        try:
            return read()
        except (struct.error, IndexError, ValueError, UnicodeError):
            self.damage.append(f"its {what} could not be read")
            return otherwise


def opened(data: bytes, name: str) -> WordFile:
    """The file, with its damage; Unreadable where no text can be had."""
    streams = _streams(data) or {}
    main = streams.get("WordDocument", b"") or data[_lone(data) :]
    if len(main) < _PARTS or main[:2] not in _IDENT_BYTES:
        raise Unreadable("corrupt", f"{name} is a damaged Word file; open it in Word or WPS and save it again, or fetch it anew")
    flags = struct.unpack_from("<H", main, 0x0A)[0]
    if flags & (_ENCRYPTED | _OBFUSCATED):
        raise Unreadable("encrypted", f"{name} is encrypted; remove the password and run again")
    table = streams.get("1Table" if flags & _SECOND_TABLE else "0Table", b"")
    return WordFile(name, main, table, streams.get("Data", b""))


@lru_cache(maxsize=1)
def _streams(data: bytes) -> dict[str, bytes] | None:
    """The streams a Word file is made of, as far as they are there; None where the container cannot be opened.
    A stream longer than the file is a lie."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            wanted = [name for name in ("WordDocument", "0Table", "1Table", "Data") if container.exists(name)]
            return {name: container.openstream(name).read() for name in wanted if container.get_size(name) <= len(data)}
    except Exception:  # olefile leaks whatever a damaged container makes it stumble over
        return None


def is_word(data: bytes) -> bool:
    """Whether the container is a text of Word or WPS: a sheet may hold one as an object, but not at its root. One too damaged
    to tell is Word's where it names the stream at all, or still has its beginning."""
    streams = _streams(data)
    if streams and "WordDocument" in streams:
        return True
    return streams is None if MARK in data else _lone(data) < len(data)


def _lone(data: bytes) -> int:
    """Where the stream of the text begins in a file that was cut off, and lost its directory; the file's end where nowhere."""
    return next((found.start() for found in _HEAD.finditer(data) if found.start() % _SECTOR == 0), len(data))


def plex(raw: bytes, size: int) -> tuple[tuple[int, ...], list[bytes]]:
    """A list of n + 1 positions and, behind them, n records of `size` bytes."""
    count = max((len(raw) - 4) // (4 + size), 0)
    positions = struct.unpack_from(f"<{count + 1}I", raw) if len(raw) >= 4 else ()
    first = 4 * (count + 1)
    return positions, [raw[first + size * n : first + size * (n + 1)] for n in range(count)]
