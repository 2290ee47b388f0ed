"""Form fields of a Word file: a ticked box, a chosen entry ([MS-DOC] 2.9.78, FFData)."""

from __future__ import annotations

import struct

_BOX, _LIST = 1, 2
_DEFAULT = 25  # the result is the field's default
_HEAD = 10  # version, flags, the longest entry, the size of a box


def choice(extra: bytes, at: int) -> str:
    """What the field whose data stand at a place of the stream shows; text fields have their result beside them."""
    try:
        return _choice(extra, at)
    except (struct.error, IndexError, UnicodeDecodeError):
        return ""


def _choice(extra: bytes, at: int) -> str:
    length, head = struct.unpack_from("<IH", extra, at)
    raw = extra[at + head : at + length]
    (flags,) = struct.unpack_from("<H", raw, 4)
    kind, result = flags & 3, flags >> 2 & 31
    if kind not in (_BOX, _LIST):
        return ""
    after = _after(raw, _HEAD)
    chosen = struct.unpack_from("<H", raw, after)[0] if result == _DEFAULT else result
    if kind == _BOX:
        return "☑" if chosen else "☐"
    at = after + 2
    for _ in range(5):  # format, help, status and two macros
        at = _after(raw, at)
    entries = _entries(raw, at)
    return entries[chosen] if chosen < len(entries) else ""


def _after(raw: bytes, at: int) -> int:
    """Where the text that begins there, ended by a null, is over."""
    (length,) = struct.unpack_from("<H", raw, at)
    return int(at + 4 + 2 * length)


def _entries(raw: bytes, at: int) -> list[str]:
    """The entries of a list."""
    (count,) = struct.unpack_from("<H", raw, at + 2)
    at += 6
    entries: list[str] = []
    for _ in range(min(count, 64)):
        (length,) = struct.unpack_from("<H", raw, at)
        entries.append(raw[at + 2 : at + 2 + 2 * length].decode("utf-16-le"))
        at += 2 + 2 * length
    return entries
