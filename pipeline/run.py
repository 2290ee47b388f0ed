"""One run: find the inputs, read what is new or changed, commit it in batches, tell what became of every path."""

from __future__ import annotations

import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from extractors.frozen import frozen
from pipeline.corpus import Input, NoSuchInput, demand
from pipeline.engines import Engine, Inline, Local, Lost, Ray
from pipeline.plan import Known, Plan, groups, known, plan
from pipeline.reading import FrontDoor, Job, Outcome, Reading, Readings, extractor_version, renamed
from pipeline.records import InputRow, RunRow
from pipeline.schema import arrow, records
from pipeline.store import Held, Store, committer
from pipeline.store_snapshot import load

__all__ = ["Failure", "Held", "NoSuchInput", "Options", "Step", "Summary", "run"]

DOCUMENTS, BYTES = 500, 64 << 20  # a batch is committed when it holds either


@frozen
class Options:
    """`jobs` 0 is one worker a core; `wait` is how many seconds to wait for a folder another run holds."""

    jobs: int = 0
    force: bool = False
    prune: bool = False
    limit: int | None = None
    timeout: float = 300.0
    memory_mb: int = 4096
    engine: str = "local"
    wait: float = 0.0
    front_door: FrontDoor | None = None

    def reader(self) -> Engine:
        if self.engine == "ray":
            return Ray(self.jobs, self.timeout, self.memory_mb)
        if self.engine == "inline":
            return Inline()
        return Local(self.jobs or os.cpu_count() or 1, self.timeout, self.memory_mb)


@frozen
class Step:
    """Progress: `done` of `total` contents, the one just read and what became of it."""

    done: int
    total: int
    name: str = ""
    status: str = ""


@frozen
class Failure:
    source_uri: str
    code: str
    message: str


@frozen
class Summary:
    """`found`, `unchanged`, `whole`, `failed`, `removed`, `pruned` count paths; `read`, `ok`, `partial`, `left` contents.
    `whole` are the paths whose content was read without loss, now or before.
    `failures` are this run's paths without a document, known ones included; `parts` those read in part;
    `set_aside` what programs leave beside reports."""

    run_id: str
    version: str
    engine: str
    jobs: int
    seconds: float
    found: int
    unchanged: int
    whole: int
    read: int
    ok: int
    partial: int
    failed: int
    left: int
    documents: int
    removed: tuple[str, ...]
    pruned: int
    failures: tuple[Failure, ...]
    parts: tuple[Failure, ...]
    set_aside: tuple[Failure, ...]


def run(paths: Sequence[Path], out: Path, options: Options | None = None, progress: Callable[[Step], None] = lambda step: None) -> Summary:
    """Read the reports at and below `paths` into the tables of `out`; what was read before and has not changed is skipped."""
    options, began = options or Options(), datetime.now(UTC)
    if load(Path(out)) is None:  # a slip of the pen makes no folder of tables
        demand(paths)
    with committer(Path(out), options.wait) as store:
        before, version = known(store), extractor_version()
        made = plan([Path(path) for path in paths], Path(out), before, version, options.force, options.prune, options.limit)
        return _Run(store, before, made, version, options, began, progress).go()


@dataclass(slots=True)
class _Batch:
    """What was read since the last commit."""

    outcomes: list[Outcome] = field(default_factory=list)
    tables: dict[str, list[pa.Table]] = field(default_factory=dict)
    size: int = 0

    def add(self, readings: Readings) -> None:
        """Outcomes last: where an interrupt cuts in, there may be rows nobody speaks of yet, never a document without its rows."""
        for table, rows in readings.tables.items():
            self.tables.setdefault(table, []).append(rows)
            self.size += rows.nbytes
        self.outcomes += readings.outcomes

    @property
    def full(self) -> bool:
        return len(self.outcomes) >= DOCUMENTS or self.size >= BYTES


class _Run:
    """The state of one run under the lock: the rows of `inputs` as they will be when it ends."""

    def __init__(
        self, store: Store, before: Known, made: Plan, version: str, options: Options, began: datetime, progress: Callable[[Step], None]
    ) -> None:
        self.store, self.plan, self.version, self.options, self.progress = store, made, version, options, progress
        self.engine = options.reader()
        self.began = began
        self.run_id = f"{self.began:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
        pruned = set(made.removed) if options.prune else set()
        self.pruned = len(pruned)
        self.live = {u: row for u, row in before.inputs.items() if u not in pruned}
        self.stored = set(before.documents)
        self.outcomes: list[Outcome] = []

    def go(self) -> Summary:
        for one in self.plan.found:
            if one.source_uri in self.plan.refused:
                self._note(one, None, Outcome("", "failed", *self.plan.refused[one.source_uri]))
        for outcome in self.plan.unchanged.values():
            self._note_all(outcome)
        self._read()
        summary = self._summary()
        self._close(summary)
        return summary

    def _read(self) -> None:
        jobs, batch = self.plan.jobs, _Batch()
        reading = Reading(self.run_id, self.version, self.options.front_door)
        try:
            for result in self.engine.map(reading, groups(jobs, self.engine.share(len(jobs)))):
                readings = _lost(result) if isinstance(result, Lost) else result
                for outcome in readings.outcomes:
                    self._read_one(outcome)
                batch.add(readings)
                if batch.full:
                    self._commit(batch)
                    batch = _Batch()
        finally:  # an interrupted run keeps what it has read
            if batch.outcomes:
                self._commit(batch)

    def _read_one(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self._note_all(outcome)
        (self.stored.discard if outcome.status == "failed" else self.stored.add)(outcome.document_id)
        name = self.plan.contents[outcome.document_id][0].file_name
        self.progress(Step(len(self.outcomes), len(self.plan.jobs), name, outcome.status))

    def _note_all(self, outcome: Outcome) -> None:
        first, *others = self.plan.contents[outcome.document_id]
        self._note(first, outcome.document_id, outcome)
        copy = f"the same content as {first.source_uri}; nothing needs to be done"
        for one in others:
            told = renamed(outcome.message, first.file_name, one.file_name) if outcome.message else copy
            self._note(one, outcome.document_id, replace(outcome, message=told))

    def _note(self, one: Input, document_id: str | None, outcome: Outcome) -> None:
        self.live[one.source_uri] = InputRow(
            source_uri=one.source_uri,
            document_id=document_id,
            file_name=one.file_name,
            size_bytes=one.size_bytes,
            mtime=one.mtime,
            status=outcome.status,
            error_code=outcome.code,
            error_message=outcome.message,
            seen_run_id=self.run_id,
        )

    def _commit(self, batch: _Batch) -> None:
        """A batch with its inputs; the run's own row too, so that what a killed run read is known by its version."""
        ids = [outcome.document_id for outcome in batch.outcomes]
        uris = [one.source_uri for document_id in ids for one in self.plan.contents[document_id]]
        tables = {table: pa.concat_tables(rows) for table, rows in batch.tables.items()}
        tables["inputs"] = arrow("inputs", records(self.live[u] for u in uris))
        tables["runs"] = arrow("runs", records([self._row(None)]))
        self.store.commit(tables, replacing={"documents": ids, "inputs": uris, "runs": [self.run_id]})

    def _close(self, summary: Summary) -> None:
        """All inputs as this run saw them, documents no path leads to any more gone, small parts merged."""
        told = {row.document_id for row in self.live.values() if row.status != "failed"}
        inputs = arrow("inputs", records(self.live[u] for u in sorted(self.live)))
        runs = arrow("runs", records([self._row(summary)]))
        gone = {"documents": self.stored - told, "runs": [self.run_id]}
        self.store.commit({"inputs": inputs, "runs": runs}, replacing=gone, whole=["inputs"])
        self.store.settle()

    def _summary(self) -> Summary:
        status = Counter(outcome.status for outcome in self.outcomes)
        failures = list(self._told("failed"))
        dross = {one.source_uri for one in self.plan.found if one.aside}
        told = {row.document_id for row in self.live.values() if row.status != "failed"}
        return Summary(
            run_id=self.run_id,
            version=self.version,
            engine=self.engine.name,
            jobs=self.engine.jobs,
            seconds=(datetime.now(UTC) - self.began).total_seconds(),
            found=len(self.plan.found),
            unchanged=sum(len(self.plan.contents[document_id]) for document_id in self.plan.unchanged),
            whole=sum(self.live[one.source_uri].status == "ok" for one in self.plan.found if one.source_uri in self.live),
            read=len(self.outcomes),
            ok=status["ok"],
            partial=status["partial"],
            failed=sum(failure.source_uri not in dross for failure in failures),
            left=self.plan.left,
            documents=len(self.stored & told),
            removed=tuple(self.plan.removed),
            pruned=self.pruned,
            failures=tuple(failure for failure in failures if failure.source_uri not in dross),
            parts=tuple(self._told("partial")),
            set_aside=tuple(failure for failure in failures if failure.source_uri in dross),
        )

    def _told(self, status: str) -> Iterator[Failure]:
        """Every path of this run that gave no document (`failed`) or only a part of one, known ones included."""
        for one in self.plan.found:
            row = self.live.get(one.source_uri)
            if row is not None and row.status == status:
                yield Failure(row.source_uri, row.error_code or "", row.error_message or "")

    def _row(self, summary: Summary | None) -> RunRow:
        return RunRow(
            run_id=self.run_id,
            started_at=self.began,
            ended_at=None if summary is None else datetime.now(UTC),
            engine=self.engine.name,
            jobs=self.engine.jobs,
            version=self.version,
            input_count=len(self.plan.found),
            unchanged_count=summary.unchanged if summary else 0,
            read_count=len(self.outcomes),
            ok_count=summary.ok if summary else 0,
            partial_count=summary.partial if summary else 0,
            failed_count=summary.failed if summary else 0,
            removed_count=len(self.plan.removed),
            pruned_count=self.pruned,
            document_count=summary.documents if summary else 0,
        )


def _lost(lost: Lost[Job]) -> Readings:
    job = lost.item
    return Readings([Outcome(job.document_id, "failed", lost.code, f"{job.file_name}: {lost.message}")])
