"""Bytes to a document. The reader is chosen by content; a file's suffix lies too often to be asked.

A new format is one module here (`FORMATS`, `claims(head, data)`, `read(data, name)`) and its line in `READERS`.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from importlib import import_module
from typing import Protocol, cast

from extractors.document import Document, Unreadable
from extractors.frozen import changed, frozen
from extractors.layout.one_line import parted
from extractors.layout.program_data import language

HEAD = 4096


class Reader(Protocol):
    """What a module of this package offers. `claims` may be asked about anything and must be quick; `head` is the first 4 KB."""

    FORMATS: tuple[str, ...]

    def claims(self, head: bytes, data: bytes) -> bool: ...

    def read(self, data: bytes, name: str) -> Document: ...


@frozen
class Registered:
    """A reader and the bytes one of which stands in the head of all its files: without them it is not even imported."""

    module: str
    formats: tuple[str, ...]
    marks: tuple[bytes, ...]

    def possible(self, head: bytes) -> bool:
        return any(mark in head for mark in self.marks)

    def load(self) -> Reader:
        return cast(Reader, import_module(f"{__name__}.{self.module}"))


ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ANY = b""
# Archives no free library opens here; zip and tar never come this far.
ARCHIVES = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"MSCF": "cabinet"}

# Asked from top to bottom: the narrower claim first, plain text last.
READERS = (
    Registered("pdf", ("pdf",), (b"%PDF-",)),
    Registered("docx", ("docx",), (ZIP, b"<?xml")),
    Registered("ofd", ("ofd",), (ZIP,)),
    Registered("image", ("png", "jpg", "tif", "bmp"), (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")),
    Registered("sheet", ("xlsx", "xls"), (ZIP, OLE)),
    Registered("doc", ("doc",), (OLE,)),
    Registered("rtf", ("rtf",), (b"{\\rtf",)),
    Registered("odt", ("odt",), (ZIP, b"<office:document")),
    Registered("html", ("html", "mht"), (b"<", b"multipart/related")),
    Registered("delimited", ("csv", "md"), (ANY,)),
    Registered("flattened", ("txt",), (ANY,)),
    Registered("text", ("txt",), (ANY,)),
)
FORMATS = tuple(dict.fromkeys(name for reader in READERS for name in reader.formats))

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, UnicodeError, SyntaxError, struct.error)  # lxml's XMLSyntaxError is a SyntaxError


def read(data: bytes, name: str) -> Document:
    """The document a file's content is; `name` only names the file in errors and in the document."""
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty", f"{name} is empty; fetch the file again")
    chosen = _reader(data)
    if chosen is None:
        raise _unknown(data, name)
    if ANY in chosen.marks and (kind := language(data)) is not None:
        remedy = "take it out of the folder, or save what it tells as txt, html or docx, and run again"
        raise Unreadable("unsupported_format", f"{name} is {kind}, written for programs and no report; {remedy}")
    document = _read(chosen, data, name)
    document = changed(document, blocks=parted(document.blocks))
    if not document.blocks:
        raise Unreadable("empty", f"{name} was read as {document.format} and holds no text; open it to see whether anything is in it")
    return document


def _reader(data: bytes) -> Registered | None:
    head = data[:HEAD]
    return next((entry for entry in READERS if entry.possible(head) and _claims(entry, head, data)), None)


def _claims(entry: Registered, head: bytes, data: bytes) -> bool:
    """Content too broken to be asked about is nobody's."""
    try:
        return entry.load().claims(head, data)
    except DAMAGE:
        return False


def _read(entry: Registered, data: bytes, name: str) -> Document:
    try:
        return entry.load().read(data, name)
    except (Unreadable, ImportError):
        raise
    except MemoryError as error:
        raise Unreadable("out_of_memory", f"{name}: the {entry.module} reader ran out of memory; run it alone (--jobs 1)") from error
    except DAMAGE as error:
        why = f"{type(error).__name__}: {error}"
        raise Unreadable("corrupt", f"{name} is damaged ({entry.module}, {why}); save it again, or fetch it anew") from error
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        raise Unreadable("reader_crashed", f"{name}: the {entry.module} reader failed ({why}); please report the file") from error


def _unknown(data: bytes, name: str) -> Unreadable:
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("encrypted", f"{name} is encrypted; remove the password and run again")
    if data.startswith(ZIP) and not _whole(data):
        return Unreadable("corrupt", f"{name} is a damaged or truncated zip; fetch it anew")
    archive = next((kind for mark, kind in ARCHIVES.items() if data.startswith(mark)), None)
    if archive is not None:
        return Unreadable("unsupported_format", f"{name} is a {archive} archive; unpack it, or pack it as zip, and run again")
    known = ", ".join(FORMATS)
    return Unreadable("unsupported_format", f"{name} is in none of the formats read here ({known}); save it as one of them and run again")


def _whole(data: bytes) -> bool:
    """Whether the central directory at the end of a zip is there."""
    return b"PK\x05\x06" in data[-66_000:]
