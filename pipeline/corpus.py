"""Find the inputs: files, folders and archives to a sorted list of paths, each with a way to its bytes. Nothing is skipped silently."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.document import Unreadable
from extractors.frozen import changed, frozen
from pipeline.containers import SEPARATOR, Member, members
from pipeline.store_snapshot import PRIVATE, SNAPSHOT

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Files that programs leave beside reports, by their names or what these begin with.
DROSS_NAMES = {
    ".ds_store": "folder settings of macOS",
    "desktop.ini": "folder settings of Windows",
    "thumbs.db": "a thumbnail cache of Windows",
}
DROSS_STARTS = {"~$": "a lock file of Word or Excel", ".~lock.": "a lock file of LibreOffice", "._": "file attributes of macOS"}
DROSS_FOLDER = "__MACOSX/"  # what macOS adds to every zip
_PART = re.compile(r"[0-9]{8}\.parquet")  # what `part_file` names


class NoSuchInput(Exception):
    """A path that was asked for and is not there."""


@frozen
class Input:
    """One path, or one member of an archive (with the archive's time of change). `load` gives its bytes wherever it is called
    (workers import it); `refusal` says why it is no report to begin with; `aside` that nobody would miss it."""

    source_uri: str
    file_name: str
    size_bytes: int | None
    mtime: datetime | None
    load: Callable[[], bytes]
    refusal: tuple[str, str] | None = None
    aside: bool = False


def discover(paths: Iterable[Path], apart_from: Path | None = None) -> list[Input]:
    """Every file at or below the paths, once each, sorted by `source_uri`; the tables' own folder apart."""
    kept_out = None if apart_from is None else absolute(apart_from)
    found = {one.source_uri: one for path in paths for one in _asked(absolute(path), kept_out)}
    return [found[uri] for uri in sorted(found)]


def absolute(path: Path) -> Path:
    """Without `..`, links kept: the same name from whatever folder a run starts in."""
    return Path(os.path.abspath(path))  # noqa: PTH100  `resolve` would follow links


def uri(path: Path) -> str:
    """The absolute path; names that are not UTF-8 are read as GB18030, as old archives wrote them."""
    raw = os.fsencode(absolute(path))
    try:
        return raw.decode("utf-8").replace(os.sep, "/")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "backslashreplace").replace(os.sep, "/")


def lies_below(source_uri: str, root: str) -> bool:
    return source_uri == root or source_uri.startswith((root.rstrip("/") + "/", root + SEPARATOR))


def itself(path: Path) -> Input:
    """One file as it stands, an archive unopened."""
    name = uri(path).rsplit("/", 1)[-1]
    try:
        about = path.stat()
    except OSError as error:
        return _closed(path, f"{name}: cannot be opened ({error.strerror}); restore the file or remove the link")
    changed_at = EPOCH + timedelta(microseconds=about.st_mtime_ns // 1000)
    return Input(uri(path), name, about.st_size, changed_at, path.read_bytes, _irregular(name, about.st_mode))


def loaded(one: Input) -> bytes:
    """The bytes of an input; `Unreadable` says why there are none."""
    if one.refusal is not None:
        raise Unreadable(*one.refusal)
    try:
        return one.load()
    except OSError as error:
        why = f"cannot be read ({error.strerror or error}); restore the file and run again"
        raise Unreadable("corrupt", f"{one.file_name}: {why}") from None
    except Unreadable as error:  # of a member of an archive
        raise Unreadable(error.code, f"{one.file_name}: {error.message}") from None


def demand(paths: Iterable[Path]) -> None:
    """Nothing is to be done for a path that is not there, unless tables know of it."""
    for path in paths:
        if not os.path.lexists(path):
            raise NoSuchInput(f"{path} does not exist; name a report or a folder of reports")


def _asked(path: Path, kept_out: Path | None) -> Iterator[Input]:
    demand([path])
    return _below(path, kept_out) if path.is_dir() else _inputs(path)


def _below(folder: Path, kept_out: Path | None) -> Iterator[Input]:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        yield _closed(folder, f"{folder.name}: the folder cannot be listed ({error.strerror}); grant permission to read it")
        return
    for entry in entries:
        if kept_out is not None and _of_tables(entry, kept_out):
            continue
        if entry.is_symlink() or not entry.is_dir():
            yield from _inputs(entry)
        elif entry != kept_out:
            yield from _below(entry, kept_out)


def _of_tables(path: Path, out: Path) -> bool:
    """Whether a run wrote the file: tables may lie among the reports, in folders that bear the names of tables."""
    return path in (out / SNAPSHOT, out / PRIVATE) or (path.parent.parent == out and _PART.fullmatch(path.name) is not None)


def _inputs(path: Path) -> Iterator[Input]:
    """The file itself, or the files in it."""
    one = itself(path)
    if one.mtime is None:
        yield one
        return
    refusal = one.refusal or _dross(one.file_name)
    inside = None if refusal is not None else _members(path)
    if inside is None:
        yield changed(one, refusal=refusal, aside=refusal is not None)
    else:
        yield from (_member(path, member, one.mtime) for member in inside)


def _members(path: Path) -> Iterable[Member] | None:
    try:
        return members(path)
    except OSError:  # whoever reads it tells why it cannot be read
        return None


def _member(path: Path, one: Member, changed: datetime) -> Input:
    """A member of an archive under `archive.zip!/member`; what tells of the archive itself under the archive's own name."""
    source_uri = uri(path) + (SEPARATOR + one.name if one.name else "")
    name = source_uri.rsplit("/", 1)[-1]
    dross = _dross(name, one.name)
    refusal = dross or (None if one.refusal is None else (one.refusal[0], f"{name}: {one.refusal[1]}"))
    return Input(source_uri, name, one.size, changed, one.load, refusal, dross is not None or one.link)


def _closed(path: Path, message: str) -> Input:
    return Input(uri(path), uri(path).rsplit("/", 1)[-1], None, None, path.read_bytes, ("corrupt", message))


def _irregular(name: str, mode: int) -> tuple[str, str] | None:
    if stat.S_ISDIR(mode):
        return "unsupported_format", f"{name}: a link to a folder is not followed; name that folder itself"
    if not stat.S_ISREG(mode):
        return "unsupported_format", f"{name}: not a regular file; remove it from the folder"
    return None


def _dross(name: str, path: str = "") -> tuple[str, str] | None:
    """Why nobody would miss a file of this name."""
    low = name.lower()
    what = DROSS_NAMES.get(low) or next((what for start, what in DROSS_STARTS.items() if low.startswith(start)), None)
    if what is None and f"/{DROSS_FOLDER}" in f"/{path}":
        what = DROSS_STARTS["._"]
    return None if what is None else ("unsupported_format", f"{name}: {what}, no report; nothing needs to be done")
