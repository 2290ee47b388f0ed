"""The tables on disk: batches of rows committed as parts, one snapshot over all tables, one committer per folder."""

from __future__ import annotations

import dataclasses
import errno
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.schema import TABLES, by_key, conform, fingerprint, owner, register, schema
from pipeline.store_links import sweep_links
from pipeline.store_lock import Held, held
from pipeline.store_snapshot import PRIVATE, SNAPSHOT, BrokenStore, Part, Snapshot, load, part_file

__all__ = ["BrokenStore", "Held", "Store", "committer", "live_rows"]

WRITTEN = tuple(reversed(TABLES))  # facts first, `documents` and `inputs` last
SMALL = 16 << 20  # bytes below which a part is worth merging
FULL = 64 << 20  # bytes at which a merged part is closed
_ELSEWHERE = "grant permission to write there, or give another output folder,"
_REMEDIES = dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "make room there, or give an output folder elsewhere,")
MANY = 4  # small parts that may stay: a daily run must not rewrite yesterday's


@contextmanager
def committer(folder: Path, wait: float = 0.0) -> Iterator[Store]:
    """The one committer of an output folder; sweeps first what a killed run left."""
    with ExitStack() as until_the_end:
        with _writing(folder):
            if not (folder / SNAPSHOT).exists() and any(any((folder / table).glob("[0-9]*.parquet")) for table in TABLES):
                raise BrokenStore(f"{folder} holds Parquet files and no {SNAPSHOT}; give an empty folder, or restore that file")
            until_the_end.enter_context(held(folder, folder / PRIVATE / "lock", wait))
            store = Store(folder, load(folder) or Snapshot(fingerprint(), 0, ()))
            store.sweep()
        yield store


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What the disk refuses is told with the folder: what was committed before stays."""
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise BrokenStore(f"{folder} cannot be written: {why}; {_REMEDIES.get(error.errno or 0, _ELSEWHERE)} and run again") from None


class Store:
    """Change it only as `committer(folder)` hands it out."""

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        self.folder = folder
        self.snapshot = snapshot
        self._where: dict[str, dict[str, int]] = {}

    def sweep(self) -> None:
        """Finish what the last run could not: unknown files away, dead rows out, old schemas renewed."""
        for table in TABLES:
            (self.folder / table).mkdir(exist_ok=True)
        if not self.snapshot.parts:
            self._swap(self._write({table: schema(table).empty_table() for table in TABLES}))
        elif self.snapshot.schema != fingerprint():
            self._renew()
        for part in self.snapshot.parts:
            if part.dead:
                self._merge([part])
        self._retire()
        sweep_links(self.folder)

    def rows(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table's live rows."""
        return live_rows(self.folder, self.snapshot, table, columns)

    def commit(
        self, tables: Mapping[str, pa.Table], replacing: Mapping[str, Collection[str]] | None = None, whole: Collection[str] = ()
    ) -> None:
        """Append rows. `replacing` names, by register, owners whose earlier rows go; of the tables in `whole` all earlier rows go."""
        with _writing(self.folder):
            self._commit(tables, replacing or {}, whole)

    def _commit(self, tables: Mapping[str, pa.Table], replacing: Mapping[str, Collection[str]], whole: Collection[str]) -> None:
        parts = [_without(part, whole) for part in self.snapshot.parts]
        for name, owners in replacing.items():
            parts = self._bury(parts, name, owners)
        part = self._write({name: by_key(name, rows) for name, rows in tables.items() if rows.num_rows})
        self._swap(part, [p for p in parts if p.tables])
        for name, known in self._where.items():
            if name in whole:
                known.clear()
            if name in tables:
                known.update(dict.fromkeys(tables[name][owner(name)].to_pylist(), part.number))

    def settle(self) -> None:
        """The end of a run: dead rows out, small parts merged, superseded files gone."""
        with _writing(self.folder):
            for group in _groups(self.snapshot.parts):
                self._merge(group)
            self._retire()

    def _bury(self, parts: list[Part], name: str, owners: Collection[str]) -> list[Part]:
        """Mark owners as dead in the part that holds them; a part all dead loses its tables."""
        where = self._holders(name)
        wanted: dict[int, set[str]] = {}
        for one in owners:
            if one in where:
                wanted.setdefault(where.pop(one), set()).add(one)
        living = set(where.values())
        return [_with_dead(part, name, wanted[part.number], part.number in living) if part.number in wanted else part for part in parts]

    def _holders(self, name: str) -> dict[str, int]:
        """For every owner the part its rows are in."""
        if name not in self._where:
            known: dict[str, int] = {}
            for part in self.snapshot.parts:
                if name in part.tables:
                    rows = _part_rows(self.folder, part, name, [owner(name)])
                    known.update(dict.fromkeys(rows[owner(name)].to_pylist(), part.number))
            self._where[name] = known
        return self._where[name]

    def _merge(self, group: list[Part]) -> None:
        """One part in place of several, without their dead rows."""
        merged = {}
        for table in WRITTEN:
            rows = [_part_rows(self.folder, part, table) for part in group if table in part.tables]
            if any(r.num_rows for r in rows):
                merged[table] = by_key(table, pa.concat_tables(rows))
        gone = {part.number for part in group}
        part = self._write(merged)
        self._swap(part, [p for p in self.snapshot.parts if p.number not in gone])
        for known in self._where.values():
            known.update({one: part.number for one, number in known.items() if number in gone})

    def _renew(self) -> None:
        """Every file in today's schema, so that a glob never meets two."""
        old = [part for part in self.snapshot.parts if part.number]
        empty = self._write({table: schema(table).empty_table() for table in TABLES}, number=0)
        renewed = [self._write({t: _part_rows(self.folder, part, t) for t in part.tables if t in TABLES}) for part in old]
        self.snapshot = dataclasses.replace(self.snapshot, schema=fingerprint(), parts=(empty, *renewed))
        self.snapshot.save(self.folder)

    def _write(self, tables: Mapping[str, pa.Table], number: int | None = None) -> Part:
        """The files of a new part, each whole before it has its name; nobody counts them until the snapshot names them."""
        number, size = self._number() if number is None else number, 0
        names = [table for table in WRITTEN if table in tables]
        fresh = {table: self.folder / PRIVATE / f"{table}.parquet" for table in names}
        for table in names:
            pq.write_table(tables[table], fresh[table], compression="zstd")
        for table in names:  # all after all are written: the disk's journal is flushed once, not once a file
            with fresh[table].open("rb+") as file:
                os.fsync(file.fileno())
                size += file.seek(0, os.SEEK_END)
            fresh[table].replace(part_file(self.folder, table, number))
        return Part(number, tuple(names), size)

    def _number(self) -> int:
        number = self.snapshot.next
        self.snapshot = dataclasses.replace(self.snapshot, next=number + 1)
        return number

    def _swap(self, part: Part, kept: Collection[Part] = ()) -> None:
        """From here on the new part counts: one rename over all tables."""
        parts = (*kept, *((part,) if part.tables else ()))
        self.snapshot = dataclasses.replace(self.snapshot, parts=parts)
        self.snapshot.save(self.folder)

    def _retire(self) -> None:
        """Remove files no snapshot names; who reads an older snapshot holds links of its own."""
        named = set(self.snapshot.files(self.folder))
        for table in TABLES:
            for file in (self.folder / table).glob("[0-9]*.parquet"):
                if file not in named:
                    file.unlink()


def live_rows(folder: Path, snapshot: Snapshot, table: str, columns: list[str] | None = None) -> pa.Table:
    """A table's live rows in one snapshot, in today's schema."""
    rows = [_part_rows(folder, part, table, columns) for part in snapshot.parts if table in part.tables]
    return pa.concat_tables(rows).combine_chunks()


def _part_rows(folder: Path, part: Part, table: str, columns: list[str] | None = None) -> pa.Table:
    """A part's live rows of one table."""
    dead, of = part.dead.get(register(table)), owner(table)
    wanted = columns if columns is None or not dead else sorted({*columns, of})
    where = part_file(folder, table, part.number)
    try:
        with pq.ParquetFile(where) as file:
            rows = file.read(columns=wanted, use_threads=part.size > SMALL)  # threads cost small files more than they gain
    except FileNotFoundError:
        raise BrokenStore(f"{where} is missing; restore it, or run into an empty folder") from None
    except (OSError, pa.ArrowException) as error:
        raise BrokenStore(f"{where} cannot be read ({error}); restore it, or run into an empty folder") from None
    if dead:
        rows = rows.filter(pc.invert(pc.is_in(rows[of], pa.array(sorted(dead), pa.string()))))
    return conform(table, rows) if columns is None else rows.select(columns)


def _without(part: Part, tables: Collection[str]) -> Part:
    if part.number == 0 or not set(tables) & set(part.tables):
        return part
    dead = {name: owners for name, owners in part.dead.items() if name not in tables}
    return dataclasses.replace(part, tables=tuple(t for t in part.tables if t not in tables), dead=dead)


def _with_dead(part: Part, name: str, owners: set[str], living: bool) -> Part:
    dead = dict(part.dead) | {name: part.dead.get(name, frozenset()) | owners}
    marked = dataclasses.replace(part, dead=dead)
    if living:
        return marked
    return _without(marked, [t for t in part.tables if register(t) == name])


def _groups(parts: Collection[Part]) -> Iterator[list[Part]]:
    """Parts worth rewriting as one: those with dead rows, and small ones where there are many."""
    small = [part for part in parts if part.number and part.size < SMALL]
    if len(small) <= MANY:
        small = []
    group: list[Part] = []
    for part in parts:
        if part.dead or part in small:
            group.append(part)
            if sum(p.size for p in group) >= FULL:
                yield group
                group = []
    if len(group) > 1 or any(part.dead for part in group):
        yield group
