"""One member of a container: where its bytes lie, how they are packed, and how they are had without trusting what it says of itself."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from mmap import mmap
from typing import Any

from extractors.document import Unreadable
from extractors.frozen import frozen

MEMBER = 512 << 20  # bytes one member may unpack to
_BITE = 1 << 20

Buffer = bytes | mmap

STORED, DEFLATED, BZIP2, GZIP, XZ = "stored", "deflated", "bzip2", "gzip", "xz"
_MACHINES: dict[str, Callable[[], Any]] = {
    DEFLATED: lambda: zlib.decompressobj(-zlib.MAX_WBITS),
    GZIP: lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    BZIP2: bz2.BZ2Decompressor,
    XZ: lzma.LZMADecompressor,
}


@frozen
class Entry:
    """Where a member's bytes lie in what holds it. `packed`, `size` and `crc` are null where nothing trustworthy tells them."""

    offset: int
    method: str
    packed: int | None = None
    size: int | None = None
    crc: int | None = None


def unpacked(buffer: Buffer, entry: Entry) -> bytes:
    """A member's whole content; raises `Unreadable` where it is damaged or more than it says."""
    limit = MEMBER if entry.size is None else min(entry.size, MEMBER)
    try:
        parts, ended = list[bytes](), True
        if entry.method == STORED:
            parts.append(buffer[entry.offset : entry.offset + limit])
        else:
            ended = _unpack(buffer, entry, limit, parts)
    except (zlib.error, lzma.LZMAError, OSError, EOFError) as error:
        raise Unreadable("corrupt", f"damaged inside its archive ({error}); fetch the archive anew") from error
    content = b"".join(parts)
    if entry.size is None and len(content) > limit:
        raise Unreadable("too_large", f"unpacks to more than {MEMBER >> 20} MB; unpack the archive first, then run again")
    whole = ended and (entry.size is None or len(content) == entry.size)
    if not whole or (entry.crc is not None and zlib.crc32(content) != entry.crc):
        raise Unreadable("corrupt", "damaged inside its archive (length or checksum differ); fetch the archive anew")
    return content


def beginning(buffer: Buffer, entry: Entry, length: int = 4096) -> bytes:
    """The first bytes of a member, as far as they can be had."""
    if entry.method == STORED:
        return buffer[entry.offset : entry.offset + min(length, length if entry.size is None else entry.size)]
    try:
        return bytes(_MACHINES[entry.method]().decompress(next(_bites(buffer, entry), b""), length))
    except (zlib.error, lzma.LZMAError, OSError, EOFError):
        return b""


def _unpack(buffer: Buffer, entry: Entry, limit: int, parts: list[bytes]) -> bool:
    """Whether the stream came to its end; one byte beyond the limit is enough to know."""
    machine, size = _MACHINES[entry.method](), 0
    for bite in _bites(buffer, entry):
        parts.append(machine.decompress(bite, limit + 1 - size))
        size += len(parts[-1])
        if machine.eof or size > limit:
            break
    return bool(machine.eof) or size > limit


def _bites(buffer: Buffer, entry: Entry) -> Iterator[bytes]:
    end = len(buffer) if entry.packed is None else min(entry.offset + entry.packed, len(buffer))
    for at in range(entry.offset, end, _BITE):
        yield buffer[at : min(at + _BITE, end)]
