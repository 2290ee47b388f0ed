"""Containers of reports: the members of a .zip, .tar or .gz as inputs `archive.zip!/报告.docx`, within bounds no bomb gets through.

Nothing is unpacked to disk. A member that cannot be had is listed with the reason, and so is an archive that cannot be listed whole.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from mmap import ACCESS_READ, mmap
from pathlib import Path

from extractors.document import Unreadable
from extractors.frozen import frozen
from pipeline.packed import BZIP2, GZIP, MEMBER, STORED, XZ, Buffer, Entry, beginning, unpacked
from pipeline.zips import Directory, Listed, as_file, begins_document, decoded, directory, is_zip

TOTAL = 2 << 30  # bytes all members of one archive may unpack to
DEPTH = 3  # archives within archives
RATIO, SMALL = 200, 1 << 20  # how far a member may inflate, above a size that harms nobody
COUNT = 10_000
KINDS = ("zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "gz", "bz2", "xz")  # what is opened, whatever its name says
SEPARATOR = "!/"

_STREAMS = {b"\x1f\x8b\x08": GZIP, b"BZh": BZIP2, b"\xfd7zXZ\x00": XZ}
_UNPACK = "unpack it first and run again"

Refusal = tuple[str, str]
Chain = tuple[Entry, ...]


@frozen
class Member:
    """One file inside an archive; `name` is its path in there, empty for the archive itself. `load` goes to any process."""

    name: str
    size: int | None
    load: Callable[[], bytes]
    refusal: Refusal | None = None
    link: bool = False


@dataclass(slots=True)
class _Budget:
    members: int
    size: int


def members(path: Path) -> Iterator[Member] | None:
    """What an archive holds, archives within it opened; None for a file that is none."""
    with _mapped(path) as buffer:
        if not _holds_files(buffer[:512], buffer):
            return None
        archive = _Archive(path, path.stat().st_mtime_ns, _Budget(COUNT, TOTAL))
        return iter(list(archive.members(buffer, "", ())))


def content(path: Path, changed: int, chain: Chain) -> bytes:
    """The bytes of a member: the last of a chain of entries, each inside the one before."""
    if len(chain) > 1:
        return unpacked(_within(path, changed, chain[:-1]), chain[-1])
    with _mapped(path) as buffer:
        return unpacked(buffer, chain[0])


@lru_cache(maxsize=2)
def _within(path: Path, changed: int, chain: Chain) -> bytes:
    """An archive inside another; its members are asked for one after the other."""
    return content(path, changed, chain)


@contextmanager
def _mapped(path: Path) -> Iterator[Buffer]:
    with path.open("rb") as file:
        if not path.stat().st_size:
            yield b""
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as buffer:
            yield buffer


def _stream(head: bytes) -> str | None:
    return next((method for mark, method in _STREAMS.items() if head.startswith(mark)), None)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _holds_files(head: bytes, buffer: Buffer) -> bool:
    if is_zip(head):
        listed = None if begins_document(head) else directory(buffer, COUNT)
        return listed is not None and not listed.is_document and bool(listed.members or not listed.broken)
    return _is_tar(head) or _stream(head) is not None


@frozen
class _Archive:
    path: Path
    changed: int
    budget: _Budget

    def members(self, buffer: Buffer, prefix: str, chain: Chain) -> Iterator[Member]:
        """What a container holds; `prefix` is where it stands, and `chain` the way to it."""
        head = buffer[:512]
        method = _stream(head)
        if method is not None:
            yield from self._of_stream(buffer, Entry(0, method), prefix, chain)
            return
        listed = directory(buffer, self.budget.members) if is_zip(head) else _tar(buffer)
        if listed.broken:
            yield self._itself(prefix, "corrupt", "a damaged archive, only what was found in it is read; fetch the archive anew")
        elif not listed.members:
            yield self._itself(prefix, "empty", "an archive without files; fetch it anew if there should be some")
        names: dict[str, int] = {}
        for one in listed.members:
            if self.budget.members <= 0:
                yield self._itself(prefix, "too_large", f"holds more than {COUNT} files, the rest was not read; {_UNPACK}")
                return
            self.budget.members -= 1
            again = names[one.name] = names.get(one.name, 0) + 1
            yield from self._of(buffer, one, prefix + one.name + (f"#{again}" if again > 1 else ""), chain)

    def _itself(self, prefix: str, code: str, message: str) -> Member:
        return Member(prefix.removesuffix(SEPARATOR), None, partial(self.path.read_bytes), (code, message))

    def _of(self, buffer: Buffer, one: Listed, name: str, chain: Chain) -> Iterator[Member]:
        refusal = self._refusal(one)
        if refusal is not None or one.entry is None:
            size = None if one.entry is None else one.entry.size
            yield Member(name, size, partial(self.path.read_bytes), refusal, one.link)
            return
        self.budget.size -= one.entry.size or 0
        way = (*chain, one.entry)
        head = beginning(buffer, one.entry)
        if _is_tar(head) or _stream(head) is not None or (is_zip(head) and not begins_document(head)):
            yield from self._nested(name, way, one.entry)
        else:
            yield self._plain(name, way, one.entry.size)

    def _plain(self, name: str, way: Chain, size: int | None, refusal: Refusal | None = None) -> Member:
        return Member(name, size, partial(content, self.path, self.changed, way), refusal)

    def _nested(self, name: str, way: Chain, entry: Entry) -> Iterator[Member]:
        try:
            inner = content(self.path, self.changed, way)
        except Unreadable as error:
            yield self._plain(name, way, entry.size, (error.code, error.message))
            return
        if not _holds_files(inner[:512], inner):
            yield self._plain(name, way, entry.size)
        elif len(way) >= DEPTH:
            yield self._plain(name, way, entry.size, ("too_large", f"an archive more than {DEPTH} archives deep; {_UNPACK}"))
        else:
            yield from self.members(inner, name + SEPARATOR, way)

    def _of_stream(self, buffer: Buffer, entry: Entry, prefix: str, chain: Chain) -> Iterator[Member]:
        """A .tar.gz is one archive; any other compressed file holds one file of its own name."""
        way = (*chain, entry)
        if _is_tar(beginning(buffer, entry)):
            try:
                inner = content(self.path, self.changed, way)
            except Unreadable as error:
                yield self._itself(prefix, error.code, error.message)
            else:
                yield from self.members(inner, prefix, way)
            return
        outer = (prefix.removesuffix(SEPARATOR) or self.path.name).rsplit("/", 1)[-1]
        yield self._plain(prefix + (outer.rpartition(".")[0] or outer), way, None)

    def _refusal(self, one: Listed) -> Refusal | None:
        if one.link:
            return "unsupported_format", "a link inside an archive; nothing needs to be done"
        if one.encrypted:
            return "encrypted", "locked with a password inside its archive; unpack it with the password and run again"
        if one.entry is None:
            return "unsupported_format", f"packed in a way not read here; {_UNPACK}"
        size, packed = one.entry.size or 0, one.entry.packed or 0
        if size > MEMBER:
            return "too_large", f"unpacks to more than {MEMBER >> 20} MB; {_UNPACK}"
        if size > SMALL and size > RATIO * packed:
            return "too_large", f"unpacks to {size // max(packed, 1)} times its size, as only a zip bomb does; if it is none, {_UNPACK}"
        if size > self.budget.size:
            return "too_large", f"its archive unpacks to more than {TOTAL >> 30} GB; {_UNPACK}"
        return None


def _tar(buffer: Buffer) -> Directory:
    """The members of a tar: plain slices of it."""
    found: list[Listed] = []
    try:
        with tarfile.open(fileobj=as_file(buffer), mode="r:", errors="surrogateescape") as archive:
            for info in archive:
                name = decoded(info.name.encode("utf-8", "surrogateescape"))
                if info.isreg() and not info.issparse():
                    found.append(Listed(name, Entry(info.offset_data, STORED, info.size, info.size)))
                elif not info.isdir():
                    found.append(Listed(name, None, link=True))
                if len(found) > COUNT:
                    break
    except (tarfile.TarError, OSError, ValueError, EOFError):
        return Directory(tuple(found), broken=True)
    return Directory(tuple(found))
