"""What the directory at the end of a zip lists: `zipfile` describes each member in full, at ten times the price of what is needed."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import NamedTuple

_END, _ENTRY = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L")
_END_MARK, _ENTRY_MARK = b"PK\x05\x06", b"PK\x01\x02"
_ELSEWHERE = 0xFFFFFFFF  # the number stands in a field of its own (zip64)
_UTF8 = 0x800


class Member(NamedTuple):
    """Where a member's own header stands, how long it is packed and unpacked, and its checksum."""

    at: int
    packed: int
    size: int
    crc: int


def members(data: bytes) -> dict[str, Member]:
    """Every member by its name, the last of a name; raises `BadZipFile` where the directory is broken."""
    found = _plain(data)
    if found is None:
        listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
        return {info.filename: Member(info.header_offset, info.compress_size, info.file_size, info.CRC) for info in listed}
    return found


def _plain(data: bytes) -> dict[str, Member] | None:
    """The members of an ordinary zip; None where there is more to its directory, or something wrong with it."""
    end = data.rfind(_END_MARK)
    if end < 0 or len(data) - end < _END.size:
        return None
    _, _, _, _, _, size, start, _ = _END.unpack_from(data, end)
    at, found = end - size, dict[str, Member]()
    before = at - start  # what stands in front of the zip
    while 0 <= at <= end - _ENTRY.size:
        mark, _, _, flags, _, _, _, crc, packed, length, name, extra, note, _, _, _, place = _ENTRY.unpack_from(data, at)
        if mark != _ENTRY_MARK or _ELSEWHERE in (packed, length, place):
            return None
        at += _ENTRY.size
        found[data[at : at + name].decode("utf-8" if flags & _UTF8 else "cp437")] = Member(before + place, packed, length, crc)
        at += name + extra + note
    return found if at == end else None
