"""What a worker does: read a group of inputs and hand back their rows as Arrow, and what became of each."""

from __future__ import annotations

import hashlib
import importlib.metadata
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from extractors.document import Unreadable
from extractors.frozen import frozen
from extractors.row import columns
from pipeline.schema import TABLES, arrow

if TYPE_CHECKING:
    from extractors.report import Report

FrontDoor = Callable[[bytes, str], "Report"]
ROOT = Path(__file__).parent.parent
ROOMS = ("extractors", "patterns")
LIBRARIES = (
    "jieba",
    "lxml",
    "olefile",
    "onnxruntime",
    "opencv-python-headless",
    "pdfplumber",
    "pillow",
    "pypdfium2",
    "python-calamine",
    "python-docx",
    "rapidocr",
    "regex",
)


@frozen
class Job:
    """One content to read, under the first of its paths; `document_id` is what its bytes hashed to when it was found."""

    document_id: str
    source_uri: str
    file_name: str
    size_bytes: int
    load: Callable[[], bytes]


@frozen
class Outcome:
    """What became of one job."""

    document_id: str
    status: str
    code: str | None = None
    message: str | None = None


@frozen
class Readings:
    outcomes: list[Outcome]
    tables: dict[str, pa.Table] = field(default_factory=dict)


@frozen
class Reading:
    """The function that engines map: what every document of a run has in common, applied to a group of jobs."""

    run_id: str
    version: str
    front_door: FrontDoor | None = None

    def __call__(self, jobs: Sequence[Job]) -> Readings:
        outcomes: list[Outcome] = []
        rows: dict[str, list[Any]] = {}
        for job in jobs:
            began, clock = datetime.now(UTC), time.perf_counter()
            report = self._report(job, outcomes)
            if report is not None:
                took = round((time.perf_counter() - clock) * 1000)
                for table, found in report.rows.items():
                    rows.setdefault(table, []).extend(found if table != "documents" else [self._filled(job, began, took, *found)])
        return Readings(outcomes, {table: arrow(table, found) for table, found in rows.items()})

    def _report(self, job: Job, outcomes: list[Outcome]) -> Report | None:
        """A report's rows, or None; either way its outcome is noted."""
        try:
            data = job.load()
            if hashlib.sha256(data).hexdigest()[: len(job.document_id)] != job.document_id:
                raise Unreadable("corrupt", "changed while the run was under way; run again")
            report = (self.front_door or _front_door())(data, job.file_name)
        except Exception as error:
            outcomes.append(Outcome(job.document_id, "failed", *_why(job.file_name, error)))
            return None
        part = () if report.damage is None else (report.damage_code, _named(job.file_name, report.damage))
        outcomes.append(Outcome(job.document_id, report.status, *part))
        return report

    def _filled(self, job: Job, began: datetime, took: int, row: Sequence[Any]) -> tuple[Any, ...]:
        """A `documents` row with what only the run knows."""
        run = {
            "source_uri": job.source_uri,
            "file_name": job.file_name,
            "extractor_version": self.version,
            "run_id": self.run_id,
            "extracted_at": began,
            "duration_ms": took,
        }
        return tuple(run.get(column.name, value) for column, value in zip(columns(TABLES["documents"]), row, strict=True))


def _front_door() -> FrontDoor:
    from extractors.report import report

    return report


def _why(name: str, error: Exception) -> tuple[str, str]:
    """Code, and message with file, place and remedy."""
    if _ran_out(error):
        return "out_of_memory", f"{name}: reading needed more memory than a worker has; raise --memory, or split the file, and run again"
    if isinstance(error, Unreadable):
        return error.code, _named(name, error.message)
    if isinstance(error, OSError):
        return "corrupt", f"{name}: cannot be read ({error.strerror or error}); restore the file or its permissions and run again"
    frames = traceback.extract_tb(error.__traceback__)
    where = next((frame for frame in reversed(frames) if Path(frame.filename).is_relative_to(ROOT)), frames[-1])
    place = f"{Path(where.filename).name}:{where.lineno}"
    return (
        "reader_crashed",
        f"{name}: {type(error).__name__} at {place}: {error}; a fault of jixiao, not of the file: report it with this line",
    )


def _ran_out(error: BaseException | None) -> bool:
    """A parser's wrapper may hide the lack of memory behind an error of its own."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _named(name: str, message: str) -> str:
    return message if message.startswith(name) else f"{name}: {message}"


def renamed(message: str, name: str, other: str) -> str:
    """What was told of one file, told of another with the same content: every message begins with the file's name."""
    return other + message.removeprefix(name) if message.startswith(name) else message


@cache
def extractor_version() -> str:
    """Changes whenever the same content could give other rows: our own source, the patterns, the libraries that read."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*")):
            if file.suffix in (".py", ".toml", ".tsv"):
                digest.update(f"{file.relative_to(ROOT).as_posix()}\n".encode())
                digest.update(file.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {_installed(library)}\n".encode())
    return digest.hexdigest()[:16]


def _installed(library: str) -> str | None:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return None
