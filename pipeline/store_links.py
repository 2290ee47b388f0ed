"""A reader's own hard links to the files of its snapshot: what a run supersedes meanwhile stays readable until the reader ends."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import uuid
from pathlib import Path

import psutil

from pipeline.store_snapshot import PRIVATE, BrokenStore, Snapshot, load

READERS = "readers"
_HELD: set[Path] = set()


def frozen(folder: Path) -> tuple[Path, Snapshot]:
    """The current snapshot and a folder that holds its files for as long as this process lives."""
    while True:
        snapshot = load(folder)
        if snapshot is None:
            raise BrokenStore(f"{folder} holds no tables; run `jixiao run --out {folder}` first")
        try:
            return _linked(folder, snapshot), snapshot
        except FileNotFoundError:  # a run ended between the reading of its snapshot and the links: there is a newer one
            if load(folder) == snapshot:
                raise BrokenStore(f"{folder} misses files its snapshot.json names; restore them, or run into an empty folder") from None
        except OSError:  # read-only folder, or a file system without hard links: read in place
            return folder, snapshot


def _linked(folder: Path, snapshot: Snapshot) -> Path:
    here = folder / PRIVATE / READERS / _name()
    try:
        for table in {table for part in snapshot.parts for table in part.tables}:
            (here / table).mkdir(parents=True)
        for file in snapshot.files(folder):
            os.link(file, here / file.relative_to(folder))
    except OSError:
        release(here)
        raise
    _HELD.add(here)
    return here


def release(here: Path) -> None:
    """Give the links up."""
    shutil.rmtree(here, ignore_errors=True)
    _HELD.discard(here)


@atexit.register
def release_all() -> None:
    for here in list(_HELD):
        release(here)


def _name() -> str:
    return "_".join((socket.gethostname(), str(os.getpid()), str(_born(os.getpid())), uuid.uuid4().hex[:8]))


def _born(pid: int) -> int | None:
    """When a process began: pids come back, births do not."""
    try:
        return int(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return None


def sweep_links(folder: Path) -> None:
    """Links of readers of this machine that died without giving them up."""
    for here in (folder / PRIVATE / READERS).glob("*"):
        host, pid, born, _ = here.name.rsplit("_", 3)
        if host == socket.gethostname() and str(_born(int(pid))) != born:
            shutil.rmtree(here, ignore_errors=True)
