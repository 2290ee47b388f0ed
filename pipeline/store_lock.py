"""One committer per output folder: a lock the kernel drops when its holder dies, with the holder's name written into it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

PATIENCE = 0.1  # seconds between two tries


class Held(Exception):
    """Another run holds the output folder."""

    def __init__(self, folder: Path, holder: dict[str, str]) -> None:
        who = f"pid {holder.get('pid', '?')} on {holder.get('host', '?')} since {holder.get('since', '?')}"
        super().__init__(f"{folder} is held by another run ({who}); wait for it to end, or give another output folder")
        self.folder, self.holder = folder, holder


@contextmanager
def held(folder: Path, path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold `path`, or wait up to `wait` seconds for it and raise `Held`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        _seize(folder, file, time.monotonic() + wait)
        _sign(file, {"pid": str(os.getpid()), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
        try:
            yield
        finally:
            _sign(file, None)


def _seize(folder: Path, file: TextIO, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Held(folder, _signature(file)) from None
            time.sleep(PATIENCE)


def _sign(file: TextIO, holder: dict[str, str] | None) -> None:
    file.seek(0)
    file.truncate()
    if holder is not None:
        json.dump(holder, file)
    file.flush()


def _signature(file: TextIO) -> dict[str, str]:
    """Empty in the instant between a holder's lock and its signature."""
    file.seek(0)
    try:
        return dict(json.load(file))
    except ValueError:
        return {}
