"""Find the inputs: files and folders to a sorted list of paths, each with a way to its bytes. Nothing is skipped silently."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Files that programs leave beside reports, by their names or what these begin with.
DROSS_NAMES = {
    ".ds_store": "folder settings of macOS",
    "desktop.ini": "folder settings of Windows",
    "thumbs.db": "a thumbnail cache of Windows",
}
DROSS_STARTS = {"~$": "a lock file of Word or Excel", ".~lock.": "a lock file of LibreOffice", "._": "file attributes of macOS"}


class NoSuchInput(Exception):
    """A path that was asked for and is not there."""


@dataclass(frozen=True, slots=True)
class Input:
    """One path. `load` gives its bytes wherever it is called (workers import it); `refusal` says why it is no report to begin with."""

    source_uri: str
    file_name: str
    size_bytes: int | None
    mtime: datetime | None
    load: Callable[[], bytes]
    refusal: tuple[str, str] | None = None


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
    return source_uri == root or source_uri.startswith(root.rstrip("/") + "/")


def _asked(path: Path, kept_out: Path | None) -> Iterator[Input]:
    if not os.path.lexists(path):
        raise NoSuchInput(f"{path} does not exist; name a report or a folder of reports")
    return _below(path, kept_out) if path.is_dir() else iter((_input(path),))


def _below(folder: Path, kept_out: Path | None) -> Iterator[Input]:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        yield _closed(folder, f"{folder.name}: the folder cannot be listed ({error.strerror}); grant permission to read it")
        return
    for entry in entries:
        if entry.is_symlink() or not entry.is_dir():
            yield _input(entry)
        elif entry != kept_out:
            yield from _below(entry, kept_out)


def _input(path: Path) -> Input:
    name = uri(path).rsplit("/", 1)[-1]
    try:
        about = path.stat()
    except OSError as error:
        return _closed(path, f"{name}: cannot be opened ({error.strerror}); restore the file or remove the link")
    changed = EPOCH + timedelta(microseconds=about.st_mtime_ns // 1000)
    return Input(uri(path), name, about.st_size, changed, path.read_bytes, _refusal(name, about.st_mode))


def _closed(path: Path, message: str) -> Input:
    return Input(uri(path), uri(path).rsplit("/", 1)[-1], None, None, path.read_bytes, ("corrupt", message))


def _refusal(name: str, mode: int) -> tuple[str, str] | None:
    if stat.S_ISDIR(mode):
        return "unsupported_format", f"{name}: a link to a folder is not followed; name that folder itself"
    if not stat.S_ISREG(mode):
        return "unsupported_format", f"{name}: not a regular file; remove it from the folder"
    low = name.lower()
    what = DROSS_NAMES.get(low) or next((what for start, what in DROSS_STARTS.items() if low.startswith(start)), None)
    return None if what is None else ("unsupported_format", f"{name}: {what}, no report; nothing needs to be done")
