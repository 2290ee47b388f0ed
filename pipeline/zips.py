"""The directory of a zip: names in whatever encoding they were written, members searched one by one where the directory is lost."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from extractors.frozen import frozen
from pipeline.packed import BZIP2, DEFLATED, STORED, Buffer, Entry

LOCAL = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
_HEADER = struct.Struct("<4s5H3L2H")
_METHODS = {zipfile.ZIP_STORED: STORED, zipfile.ZIP_DEFLATED: DEFLATED, zipfile.ZIP_BZIP2: BZIP2}
_UTF8, _ENCRYPTED, _LATER = 0x800, 0x1, 0x8
_UNICODE_PATH = 0x7075
# Parts one of which every document that is a zip has, and by which most of them begin.
_DOCUMENT = frozenset(
    ("[content_types].xml", "_rels/.rels", "mimetype", "ofd.xml", "content.xml", "word/document.xml", "xl/workbook.xml", "docprops/app.xml")
)


@frozen
class Listed:
    """One member as the directory tells of it; `entry` is null where it is packed in a way not known here."""

    name: str
    entry: Entry | None
    encrypted: bool = False
    link: bool = False


@frozen
class Directory:
    members: tuple[Listed, ...]
    broken: bool = False

    @property
    def is_document(self) -> bool:
        """A .docx, .xlsx, .odt or .ofd is a zip and no container."""
        return any(one.name.lower() in _DOCUMENT for one in self.members)


def is_zip(head: bytes) -> bool:
    return head.startswith((LOCAL, EMPTY))


def begins_document(head: bytes) -> bool:
    """Whether the first member already tells a document: so most need not be opened to know."""
    if not head.startswith(LOCAL) or len(head) < _HEADER.size:
        return False
    length = _HEADER.unpack_from(head)[9]
    return decoded(head[_HEADER.size : _HEADER.size + length]).lower() in _DOCUMENT


def directory(buffer: Buffer, most: int) -> Directory:
    """At most `most` members and one more."""
    try:
        with zipfile.ZipFile(as_file(buffer)) as archive:
            infos = [info for info in archive.infolist()[: most + 1] if not info.filename.endswith(("/", "\\"))]
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError, OSError, struct.error):
        return Directory(tuple(_searched(buffer, most)), broken=True)
    return Directory(tuple(_listed(buffer, info) for info in infos))


def as_file(buffer: Buffer) -> io.BytesIO | Mapped:
    return io.BytesIO(buffer) if isinstance(buffer, bytes) else Mapped(buffer)


class Mapped(io.RawIOBase):
    """A memory map as the file that zipfile and tarfile want; nothing is copied but what it reads."""

    def __init__(self, buffer: Buffer) -> None:
        self.buffer, self.at = buffer, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: len(self.buffer)}[whence]
        if start + offset < 0:
            raise OSError("seek before the start")
        self.at = start + offset
        return self.at

    def read(self, size: int | None = -1) -> bytes:
        end = len(self.buffer) if size is None or size < 0 else min(self.at + size, len(self.buffer))
        found = self.buffer[self.at : end]
        self.at += len(found)
        return found


def _listed(buffer: Buffer, info: zipfile.ZipInfo) -> Listed:
    raw = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
    name = decoded(_told_in_unicode(raw, info.extra) or raw)
    method, head = _METHODS.get(info.compress_type), buffer[info.header_offset : info.header_offset + _HEADER.size]
    entry = None
    if method is not None and len(head) == _HEADER.size:
        after = _HEADER.unpack(head)
        entry = Entry(info.header_offset + _HEADER.size + after[9] + after[10], method, info.compress_size, info.file_size, info.CRC)
    return Listed(name, entry, bool(info.flag_bits & _ENCRYPTED), stat.S_ISLNK(info.external_attr >> 16))


def _searched(buffer: Buffer, most: int) -> Iterator[Listed]:
    """Members by their own headers, for a zip that was cut short; one whose length stands behind it ends with its stream."""
    at = buffer.find(LOCAL)
    found = 0
    while 0 <= at <= len(buffer) - _HEADER.size and found <= most:
        _, _, flags, method, _, _, crc, packed, size, name, extra = _HEADER.unpack(buffer[at : at + _HEADER.size])
        start = at + _HEADER.size
        data, told = start + name + extra, not flags & _LATER
        named = decoded(buffer[start : start + name])
        if named and not named.endswith("/"):
            known = _METHODS.get(method)
            entry = None if known is None else Entry(data, known, *((packed, size, crc) if told else (None, None, None)))
            yield Listed(named, entry, bool(flags & _ENCRYPTED))
            found += 1
        at = buffer.find(LOCAL, data + packed if told else data)


def decoded(raw: bytes) -> str:
    """A name as it was meant: UTF-8, else GB18030 as Chinese Windows writes it, else the code page zip was born with."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return _tidy(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _tidy(raw.decode("cp437"))


def _tidy(name: str) -> str:
    """Forward slashes, no root, no characters that cannot be printed."""
    parts = name.split("\0")[0].replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".")]
    return re.sub(r"[\x00-\x1f\x7f]", "�", "/".join(kept)) + ("/" if name.endswith(("/", "\\")) else "")


def _told_in_unicode(raw: bytes, extra: bytes) -> bytes | None:
    """Info-ZIP's second name, where it belongs to the first."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw):
            return body[5:]
        at += 4 + size
    return None
