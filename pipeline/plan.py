"""What a run has to do: which contents to read, which are known, which paths are gone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from extractors.document import Unreadable
from extractors.frozen import frozen
from pipeline.corpus import Input, discover, lies_below, loaded, uri
from pipeline.reading import Job, Outcome, renamed
from pipeline.records import InputRow
from pipeline.store import Store

# A scan takes seconds a page, so it never waits in a group with others.
SLOW = (".bmp", ".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff")
ROOM = 64 << 10  # bytes a file may have on average in a group


@frozen
class Known:
    """What earlier runs left: a row per path, the version and path every document was read with, every run's version."""

    inputs: dict[str, InputRow]
    documents: dict[str, tuple[str, str]]
    versions: dict[str, str]
    by_content: dict[str, list[InputRow]]


@dataclass(slots=True)
class Plan:
    found: list[Input]
    removed: list[str]
    contents: dict[str, list[Input]] = field(default_factory=dict)
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    unchanged: dict[str, Outcome] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    left: int = 0


def known(store: Store) -> Known:
    inputs = [InputRow(**row) for row in store.rows("inputs").to_pylist()]
    by_content: dict[str, list[InputRow]] = {}
    for row in inputs:
        if row.document_id is not None:
            by_content.setdefault(row.document_id, []).append(row)
    documents = store.rows("documents", ["document_id", "extractor_version", "source_uri"]).to_pydict()
    runs = store.rows("runs", ["run_id", "version"]).to_pydict()
    return Known(
        {row.source_uri: row for row in inputs},
        dict(zip(documents["document_id"], zip(documents["extractor_version"], documents["source_uri"], strict=True), strict=True)),
        dict(zip(runs["run_id"], runs["version"], strict=True)),
        by_content,
    )


def plan(paths: Sequence[Path], out: Path, known: Known, version: str, force: bool, prune: bool, limit: int | None) -> Plan:
    """Discover, hash what could have changed, and part what must be read from what is known."""
    found = discover(_present(paths, known), apart_from=out)
    made = Plan(found, _removed(paths, found, known))
    for one, content in zip(found, _contents(found, known, force), strict=True):
        if isinstance(content, str):
            made.contents.setdefault(content, []).append(one)
        else:
            made.refused[one.source_uri] = content
    elsewhere = _elsewhere(known, made, prune)
    for document_id, members in made.contents.items():
        first = min(elsewhere.get(document_id, members[0]), members[0], key=lambda one: one.source_uri)
        before = None if force else _before(document_id, first.source_uri, members[0].file_name, known, version)
        if before is not None:
            made.unchanged[document_id] = before
        elif limit is None or len(made.jobs) < limit:
            made.jobs.append(Job(document_id, first.source_uri, first.file_name, members[0].size_bytes or 0, members[0].load))
        else:
            made.left += 1
    return made


def _present(paths: Iterable[Path], known: Known) -> list[Path]:
    """A path that is gone counts as removed where its inputs are known; else it was never there, and `discover` says so."""
    return [path for path in paths if os.path.lexists(path) or not any(lies_below(u, uri(path)) for u in known.inputs)]


def _removed(paths: Iterable[Path], found: list[Input], known: Known) -> list[str]:
    """Known inputs below the paths that are there no more; nothing is known about a folder that cannot be listed."""
    here = {one.source_uri for one in found}
    roots = [uri(path) for path in paths]
    closed = [one.source_uri for one in found if one.mtime is None]
    gone = (u for u in known.inputs if u not in here and any(lies_below(u, root) for root in roots))
    return sorted(u for u in gone if not any(lies_below(u, folder) for folder in closed))


def _contents(found: list[Input], known: Known, force: bool) -> Iterator[str | tuple[str, str]]:
    """Every input's document id, or why it has none. Equal size and time of change mean an equal content (`force`: no trust)."""

    def content(one: Input) -> str | tuple[str, str]:
        row = known.inputs.get(one.source_uri)
        if one.refusal is not None:
            return one.refusal
        if row is not None and row.document_id and not force and (row.size_bytes, row.mtime) == (one.size_bytes, one.mtime):
            return row.document_id
        try:
            return hashlib.sha256(loaded(one)).hexdigest()[:16]
        except Unreadable as error:
            return error.code, error.message

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield from threads.map(content, found)


def _elsewhere(known: Known, made: Plan, prune: bool) -> dict[str, InputRow]:
    """For every document the first of its paths outside this run's."""
    apart = {one.source_uri for one in made.found} | (set(made.removed) if prune else set())
    first: dict[str, InputRow] = {}
    for row in sorted(known.inputs.values(), key=lambda row: row.source_uri):
        if row.source_uri not in apart and row.status != "failed" and row.document_id is not None:
            first.setdefault(row.document_id, row)
    return first


def _before(document_id: str, source_uri: str, name: str, known: Known, version: str) -> Outcome | None:
    """What this version already made of the content, if anything, told of the file `name`; read under another first path it may
    tell other things."""
    document = known.documents.get(document_id)
    rows = known.by_content.get(document_id, ())
    if document is not None:
        row = next((row for row in rows if row.status != "failed"), None)
        return _again(document_id, row, name) if row and document == (version, source_uri) else None
    row = next((row for row in rows if known.versions.get(row.seen_run_id) == version), None)
    return _again(document_id, row, name) if row and row.status == "failed" else None


def _again(document_id: str, row: InputRow, name: str) -> Outcome:
    """What a row tells of the content: that of a whole one says at most whose copy it is."""
    message = None if row.status == "ok" else renamed(row.error_message or "", row.file_name, name)
    return Outcome(document_id, row.status, row.error_code, message)


def groups(jobs: Sequence[Job], size: int) -> Iterator[list[Job]]:
    """Small files together, slow ones alone."""
    group: list[Job] = []
    room = size * ROOM
    for job in jobs:
        if job.file_name.lower().endswith(SLOW) or job.size_bytes > room:
            yield [job]
            continue
        if group and (len(group) == size or sum(one.size_bytes for one in group) + job.size_bytes > room):
            yield group
            group = []
        group.append(job)
    if group:
        yield group
