"""The package of a Word file: its parts, whole or damaged, as bytes and as XML.

A package is a zip. Where its directory or one of its members is broken, the local entries are searched and inflated as
far as they go, and the XML is parsed with recovery: a report with a hole is worth more than none. What was lost is told
in `damage`.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from contextlib import suppress

from lxml import etree

from extractors.document import Unreadable
from extractors.frozen import frozen

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Inflated bytes one report may ask for, all its parts together: far above any report, far below a zip bomb.
LIMIT = 256 * 1024 * 1024
LOCAL, STRICT = b"PK\x03\x04", b"http://purl.oclc.org/ooxml/"
FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_DEFLATE_RATIO = 1040  # the most a byte can inflate to is 1032 bytes
_HEADER = struct.Struct("<4s5H3L2H")
_FOLLOWED = frozenset(("officeDocument", "styles", "numbering", "settings", "footnotes", "endnotes", "header", "footer"))
MAIN = "word/document.xml"
_PARSER = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
# Empty elements that say how text is laid out and nothing of the text: a third of a form's XML, cut out in half the time
# that parsing them takes. `[^>]*+` ends at the first `>`, so that only an element without content can match.
_LAYOUT = re.compile(
    rb"<w:(?:spacing|ind|tcW|vAlign|trHeight|gridCol|szCs|bCs|lang|color|kern|snapToGrid|shd|noWrap|widowControl|adjustRightInd"
    rb"|autoSpaceD[EN]|bookmark(?:Start|End)|proofErr|lastRenderedPageBreak|rFonts(?![^>]*(?:dings|Symbol)))[ /][^>]*+(?<=/)>"
)
_HOLLOW = b"<w:pPr></w:pPr>"  # what that leaves of the properties of most paragraphs
_OPENING = 1 << 15  # bytes of a part, read where most of it is not needed
_NEXT = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x07\x08)")
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
# The namespaces of the strict variant, written as the usual ones: everything above this module knows only those.
_USUAL = {
    STRICT + b"wordprocessingml/main": WORD.encode(),
    STRICT + b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT + b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


@frozen
class Relation:
    """One arrow from a part to another; `kind` is the last word of its type (styles, numbering, footer)."""

    key: str
    kind: str
    target: str


def encrypted(data: bytes) -> bool:
    """Whether the bytes are a package locked with a password (which Office wraps into an OLE container)."""
    return data.startswith(_OLE) and _ENCRYPTED in data


class Package:
    """The parts of one Word file by their paths, read when asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        if encrypted(data):
            raise _locked(name)
        self.name, self.damage = name, list[str]()
        self._data, self._left = data, LIMIT
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._found: dict[str, int] | None = None
        self._flat = _flat(data) if FLAT in data[:4096] else {}
        if self._flat:
            return
        try:
            listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
            self._members = {_path(member.filename): member for member in listed}
        except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError):
            self.damage.append("the zip directory is broken, its entries were searched one by one")

    def part(self, path: str) -> bytes | None:
        """The bytes of one part, as far as they can be inflated; None where there is none."""
        if self._flat:
            return self._flat.get(_path(path))
        known = self._members.get(_path(path))
        if self._members and known is None:
            return None
        raw = None if known is None else self._whole(known)
        return self._rescued(path) if raw is None else raw

    def xml(self, path: str) -> etree._Element | None:
        """The root of one part, recovered where it is not well-formed; None where nothing is left of it."""
        raw = self.text(path)
        return self.parsed(path, raw) if raw else None

    def parsed(self, path: str, raw: bytes) -> etree._Element | None:
        """The root of what is left to parse of a part."""
        try:
            root = etree.fromstring(_LAYOUT.sub(b"", raw).replace(_HOLLOW, b""), _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None or len(_PARSER.error_log):
            self.damage.append(f"{path} is not well-formed XML")
        return root

    def text(self, path: str) -> bytes | None:
        """One part in the usual encoding and namespaces."""
        raw = self.part(path)
        return _usual(raw) if raw else None

    def opening(self, path: str) -> bytes | None:
        """The beginning of a part that is much longer; None where it is not, or not in the usual encoding and namespaces."""
        known = self._members.get(_path(path))
        if known is None or known.file_size <= _OPENING:
            return None
        raw = self._member(known.header_offset, known.compress_size, limit=_OPENING)
        return raw if raw is not None and len(raw) == _OPENING and _usual(raw) is raw else None

    def relations(self, path: str) -> list[Relation]:
        """The arrows that leave a part (the package itself: '') for parts that are read."""
        folder, leaf = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{leaf}.rels"))
        arrows = () if root is None else ((arrow, arrow.get("Type", "").rpartition("/")[2]) for arrow in root)
        return [
            Relation(arrow.get("Id", ""), kind, _absolute(folder, arrow.get("Target", ""))) for arrow, kind in arrows if kind in _FOLLOWED
        ]

    def related(self, path: str) -> str:
        """The path a relation leads to; told where nothing is there."""
        if not self._has(path):
            self.damage.append(f"{path} is missing")
        return path

    def main(self) -> str:
        """The path of the document's own part: word/document.xml nearly always, document2.xml from some servers."""
        if self._has(MAIN):
            return MAIN
        named = (arrow.target for arrow in self.relations("") if arrow.kind == "officeDocument")
        others = sorted(path for path in self._flat or self._members or self._entries() if re.fullmatch(r"word/document[0-9]*\.xml", path))
        return next((path for path in (*named, *others) if self._has(path)), MAIN)

    def _has(self, path: str) -> bool:
        return _path(path) in (self._flat or self._members or self._entries())

    def _whole(self, known: zipfile.ZipInfo) -> bytes | None:
        """A member whose length and checksum are right."""
        raw = self._member(known.header_offset, known.compress_size, min(known.file_size, self._left))
        if raw is None or len(raw) != known.file_size or zlib.crc32(raw) != known.CRC:
            return None
        return self._within(raw)

    def _rescued(self, path: str) -> bytes | None:
        at = self._entries().get(_path(path))
        if at is None:
            return None
        if self._members:
            self.damage.append(f"{path} is broken inside the zip")
        raw = self._member(at, None)
        return None if raw is None else self._within(raw)

    def _member(self, at: int, length: int | None, expected: int = 0, limit: int | None = None) -> bytes | None:
        """What the entry at an offset holds, as far as it can be inflated; its own header may not know its length."""
        if self._data[at : at + 4] != LOCAL or at + _HEADER.size > len(self._data):
            return None
        _, _, flags, method, _, _, _, size, _, name, extra = _HEADER.unpack_from(self._data, at)
        if flags & 1:
            raise _locked(self.name)
        start = at + _HEADER.size + name + extra
        if method == zipfile.ZIP_STORED:
            after = _NEXT.search(self._data, start)
            return self._data[start : start + (length or size)] if length or size else self._data[start : after.start() if after else None]
        packed = memoryview(self._data)[start:] if length is None else memoryview(self._data)[start : start + length]
        return _inflated(packed, expected, limit or self._left + 1) if method == zipfile.ZIP_DEFLATED else None

    def _entries(self) -> dict[str, int]:
        """Where the local header of every member stands; the first of a name, since an embedded file may repeat it."""
        if self._found is None:
            self._found = {}
            at = self._data.find(LOCAL)
            while 0 <= at <= len(self._data) - _HEADER.size:
                length = _HEADER.unpack_from(self._data, at)[9]
                self._found.setdefault(_path(self._data[at + 30 : at + 30 + length].decode("utf-8", "replace")), at)
                at = self._data.find(LOCAL, at + 4)
        return self._found

    def _within(self, raw: bytes) -> bytes:
        self._left -= len(raw)
        if self._left < 0:
            raise Unreadable("too_large", f"{self.name} inflates to more than {LIMIT >> 20} MB; split the report or remove its pictures")
        return raw


def _inflated(packed: memoryview, expected: int, limit: int) -> bytes:
    """As much of a deflate stream as can be inflated; where it breaks, once more in small bites so that little is lost."""
    with suppress(zlib.error):
        # A buffer of the announced size is filled five times faster than one that grows; but only what cannot be a bomb.
        harmless = len(packed) * _DEFLATE_RATIO < limit
        return zlib.decompress(packed, -15, expected) if harmless and expected else zlib.decompressobj(-15).decompress(packed, limit)
    machine, parts, size = zlib.decompressobj(-15), list[bytes](), 0
    with suppress(zlib.error):
        for at in range(0, len(packed), 64):
            parts.append(machine.decompress(packed[at : at + 64], limit - size))
            size += len(parts[-1])
            if machine.eof or size >= limit:
                break
    return b"".join(parts)


def _flat(data: bytes) -> dict[str, bytes]:
    """The parts of a package in one XML file (Word: XML document)."""
    root = etree.fromstring(data, _PARSER)
    parts = () if root is None else root.iter(f"{{{FLAT.decode()}}}part")
    return {_path(part.get(f"{{{FLAT.decode()}}}name", "")): etree.tostring(part[0][0]) for part in parts if len(part) and len(part[0])}


def _locked(name: str) -> Unreadable:
    return Unreadable("encrypted", f"{name} is encrypted; remove the password and run again")


def _path(name: str) -> str:
    """Paths compare without case, and some producers write them with backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def _absolute(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _usual(raw: bytes) -> bytes:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", raw.decode("utf-16", "replace")).encode()
    if STRICT in raw[:4096]:
        for strict, usual in _USUAL.items():
            raw = raw.replace(strict, usual)
    return raw
