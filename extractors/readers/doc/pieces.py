"""The text of a Word file, put together from its pieces, and where in the file each of them stands ([MS-DOC] 2.4.1)."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractors.frozen import frozen
from extractors.readers.doc.file import PIECES, WordFile, plex
from extractors.readers.doc.properties import Stretches

_COMPRESSED = 0x4000_0000
# One-byte properties a piece can carry, by the number fast saving gives them.
_SHORT = {0x05: 0x2403, 0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x55: 0x0835, 0x5C: 0x083C, 0x78: 0x2640}


@frozen
class Piece:
    """Characters `start` to `end` of the text, `width` bytes each from `at` in the file; `extra` are properties laid over them."""

    start: int
    end: int
    at: int
    width: int
    extra: bytes = b""


@frozen
class Pieces:
    text: str
    pieces: list[Piece]


def assembled(file: WordFile) -> Pieces:
    """The whole text of all stories, one character a position (a character beyond the BMP is two, as Word counts)."""
    extras, table = _table(file.part(PIECES))
    positions, records = plex(table, 8)
    pieces: list[Piece] = []
    texts: list[str] = []
    told, room = 0, 2 * len(file.main)  # every character stands in the file once; pieces that tell it over and over are hostile
    for first, last, record in zip(positions, positions[1:], records, strict=False):
        piece = _piece(told, told + min(last - first, room), record, extras, len(file.main))
        told, room = piece.end, room - (piece.end - piece.start)
        pieces.append(piece)
        texts.append(_characters(file.main[piece.at : piece.at + (piece.end - piece.start) * piece.width], piece.width))
        if told != last:  # where a piece falls short, all behind it would be misplaced
            file.damage.append("its text is cut off")
            break
    return Pieces("".join(texts), pieces)


def _table(raw: bytes) -> tuple[list[bytes], bytes]:
    """The property lists of fast saving, and the piece table behind them."""
    extras: list[bytes] = []
    at = 0
    while raw[at : at + 1] == b"\1":
        (length,) = struct.unpack_from("<H", raw, at + 1)
        extras.append(raw[at + 3 : at + 3 + length])
        at += 3 + length
    if raw[at : at + 1] != b"\2":
        return extras, b""
    (length,) = struct.unpack_from("<I", raw, at + 1)
    return extras, raw[at + 5 : at + 5 + length]


def _piece(start: int, end: int, record: bytes, extras: list[bytes], size: int) -> Piece:
    where, prm = struct.unpack_from("<IH", record, 2)
    width = 1 if where & _COMPRESSED else 2
    at = (where & ~_COMPRESSED & 0x3FFF_FFFF) // (3 - width)
    there = max(min(end - start, (size - at) // width), 0)
    return Piece(start, start + there, at, width, _extra(prm, extras))


def _extra(prm: int, extras: list[bytes]) -> bytes:
    if prm & 1:
        return extras[prm >> 1] if prm >> 1 < len(extras) else b""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", code, prm >> 8) if code else b""


def _characters(raw: bytes, width: int) -> str:
    if width == 1:
        return raw.decode("cp1252", "replace") if not _undefined(raw) else "".join(map(_latin, raw))
    text = raw.decode("utf-16-le", "surrogatepass")
    if 2 * len(text) == len(raw):
        return text
    units = array("H", raw)
    return "".join(map(chr, units))


def _undefined(raw: bytes) -> bool:
    return any(byte in raw for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _latin(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


@frozen
class Runs:
    """Property lists over the text: `values[i]` holds up to the position `ends[i]`."""

    ends: list[int]
    values: list[bytes]


def over_text(stretches: Stretches, pieces: Sequence[Piece], ground: bytes) -> Runs:
    """Stretches of the file as stretches of the text; `ground` is what a piece's own properties are laid over where there are
    no others."""
    runs = Runs([], [])
    for piece in pieces:
        stop = piece.at + (piece.end - piece.start) * piece.width
        first, last = max(bisect_right(stretches.starts, piece.at) - 1, 0), bisect_left(stretches.starts, stop)
        if first < last:
            shift, width = piece.start * piece.width - piece.at, piece.width
            ends = [(end + shift) // width for end in stretches.ends[first : last - 1]]
            ends[:1] = [max(end, piece.start) for end in ends[:1]]  # the first may end before the piece begins
            values = stretches.values[first:last]
            runs.ends.extend(ends)
            runs.ends.append(piece.end)
            runs.values.extend([(value or ground) + piece.extra for value in values] if piece.extra else values)
    return runs
