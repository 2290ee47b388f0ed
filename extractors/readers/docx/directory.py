"""The directory of a zip. As nearly every package has it, it is read here, in a tenth of the time `zipfile` takes, which reads the rest."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import NamedTuple

_END, _ENTRY = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L")
_END_MARK, _ENTRY_MARK = b"PK\x05\x06", b"PK\x01\x02"
_NEWEST, _LARGE = 63, 0xFFFFFFFF  # the version of zip that `zipfile` knows; what stands for a number of more than 32 bits


class Member(NamedTuple):
    """Where a member's own header stands, how long it is packed and whole, its checksum."""

    at: int
    packed: int
    size: int
    checksum: int


def members(data: bytes) -> dict[str, Member]:
    """Every member by its name; raises what `zipfile` raises where the directory is broken."""
    plain = _plain(data)
    if plain is not None:
        return plain
    listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
    return {one.filename: Member(one.header_offset, one.compress_size, one.file_size, one.CRC) for one in listed}


def _plain(data: bytes) -> dict[str, Member] | None:
    """The members where the directory is all that stands behind them, and nothing in it needs to be looked at twice."""
    end = len(data) - _END.size
    if end < 0:
        return None
    mark, _, _, _, count, length, at, _ = _END.unpack_from(data, end)
    if mark != _END_MARK or at + length != end:
        return None
    found: dict[str, Member] = {}
    for _ in range(count):
        if at + _ENTRY.size > end:
            return None
        mark, _, version, _, _, _, _, checksum, packed, size, name, extra, comment, _, _, _, header = _ENTRY.unpack_from(data, at)
        start = at + _ENTRY.size
        words, at = data[start : start + name], start + name + comment
        if mark != _ENTRY_MARK or version > _NEWEST or extra or _LARGE in (packed, size, header) or not words.isascii():
            return None
        found[words.decode()] = Member(header, packed, size, checksum)
    return found if at == end else None
