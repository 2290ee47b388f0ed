"""What is live: one small file, replaced by rename, that names the parts of every table.

A part is one batch across all tables: `<table>/<number>.parquet`, the same number in every folder. Part 0 holds no rows; it
carries the schema, so that every table can be read from the first moment. An owner replaced or removed during a run is listed
as dead in the part that holds it; `Store.settle` rewrites such parts before the run ends, so that plain globs need no list.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from extractors.frozen import frozen

SNAPSHOT = "snapshot.json"
FORMAT = 1
PRIVATE = ".run"  # lock, files being written, readers' links


class BrokenStore(Exception):
    """The output folder holds no tables, or not ours, or cannot be written."""


@frozen
class Part:
    """`dead` lists owners whose rows no longer count, by the table that registers them."""

    number: int
    tables: tuple[str, ...]
    size: int
    dead: Mapping[str, frozenset[str]] = field(default_factory=dict)
    line: str = field(init=False, repr=False, compare=False)  # made once: a commit must not pay for all earlier ones

    def __post_init__(self) -> None:
        value: dict[str, Any] = {"part": self.number, "bytes": self.size, "tables": " ".join(self.tables)}
        if self.dead:
            value["dead"] = {register: sorted(owners) for register, owners in self.dead.items()}
        object.__setattr__(self, "line", json.dumps(value, ensure_ascii=False))


@frozen
class Snapshot:
    """`next` is a number no file ever had, so that a reader's links never meet a second file of one name."""

    schema: str
    next: int
    parts: tuple[Part, ...]

    def files(self, folder: Path) -> Iterator[Path]:
        for part in self.parts:
            for table in part.tables:
                yield part_file(folder, table, part.number)

    def save(self, folder: Path) -> None:
        head = f'{{"format": {FORMAT}, "schema": "{self.schema}", "next": {self.next}, "parts": [\n'
        fresh = folder / PRIVATE / SNAPSHOT
        with fresh.open("w", encoding="utf-8") as file:
            file.write(head + ",\n".join(part.line for part in self.parts) + "\n]}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / SNAPSHOT)


def load(folder: Path) -> Snapshot | None:
    """The snapshot of a folder; None where no run has begun."""
    file = folder / SNAPSHOT
    try:
        value = json.loads(file.read_text("utf-8"))
        if value.get("format", FORMAT) != FORMAT:
            raise BrokenStore(f"{file} is of format {value['format']}, not {FORMAT}; use the version that wrote it")
        return Snapshot(value["schema"], value["next"], tuple(_part(entry) for entry in value["parts"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BrokenStore(f"{file} cannot be read ({error.strerror}); grant permission to read it, or name another folder") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"no {error}" if isinstance(error, KeyError) else error
        raise BrokenStore(f"{file} is damaged ({why}); restore it, or move the folder away and run again") from None


def _part(entry: dict[str, Any]) -> Part:
    dead = {register: frozenset(owners) for register, owners in entry.get("dead", {}).items()}
    return Part(entry["part"], tuple(entry["tables"].split()), entry["bytes"], dead)


def part_file(folder: Path, table: str, number: int) -> Path:
    return folder / table / f"{number:08d}.parquet"
