"""Where the time of one whole extraction goes, and what it is beside the time python-docx needs only to read the file.

    python benchmarks/extract.py [file.docx ...]

Reads ../shared/corpus where it is present, else data/raw.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import docx as python_docx

from extractors import readers, report
from extractors.document import Document, grids
from extractors.forms import forms
from extractors.identity import identity
from extractors.links import joined
from extractors.mentions import mentions
from extractors.outline import outline
from extractors.projects import projects
from extractors.prose.chapters import chapters
from extractors.prose.indicators import indicator_lines
from extractors.prose.scores import scored
from extractors.prose.told import told
from extractors.publish import published

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
TIMES = 15
LONG = 5.0  # seconds for the two wholes of a report: of a short one enough runs that both meet a quiet moment


def in_turns(*works: Callable[[], Any], seconds: float = 0.0) -> list[tuple[float, ...]]:
    """The milliseconds of each, round by round, run in turns: what the machine does besides is not ours to count, and meets all alike."""
    rounds: list[tuple[float, ...]] = []
    begun = time.perf_counter()
    while len(rounds) < TIMES or time.perf_counter() - begun < seconds:
        rounds.append(tuple(milliseconds(work) for work in works))
    return rounds


def milliseconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def best(work: Callable[[], Any]) -> float:
    return min(in_turns(work))[0]


def read_by_python_docx(data: bytes) -> list[str]:
    document = python_docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def stages(data: bytes, name: str) -> dict[str, float]:
    """The time of every stage, each on what the stages before it gave; links with the tables before them, facts with links and checks."""
    document = readers.read(data, name)
    sections, section_of, numbers = outline(document), report.read(document).section_of, mentions(document)
    about, tables = identity(document, sections), tuple(grids(document.blocks))
    of_forms = forms(document, tables, numbers)
    whole = report.read(document)
    facts = report.facts(whole)
    return {
        "reader": best(lambda: readers.read(data, name)),
        "outline": best(lambda: outline(document)),
        "mentions": best(lambda: mentions(document)),
        "identity": best(lambda: identity(document, sections)),
        "forms": best(lambda: forms(document, tables, numbers)),
        "prose": best(lambda: _prose(document, sections, section_of, numbers)),
        "projects": best(lambda: projects(document, about, sections, of_forms, whole.told, whole.lines)),
        "tables": best(lambda: _tables(whole)),
        "links": best(lambda: joined(whole, _tables(whole))),
        "facts": best(lambda: report.facts(whole)),
        "publish": best(lambda: _published(document, facts)),
    }


def _prose(document: Document, sections: Any, section_of: Any, numbers: Any) -> None:
    list(told(document, sections, section_of, numbers))
    list(scored(document, sections, section_of, numbers))
    lines = list(indicator_lines(document, sections, section_of))
    list(chapters(document, sections, section_of, lines))


def _tables(whole: Any) -> Any:
    return {table: list(extract(whole)) for table, extract in report.TABLES.items()}


def _published(document: Document, facts: Any) -> None:
    published("0" * 16, document, facts)


def kind(document: Document) -> str:
    return "forms" if any(block.kind == "cell" for block in document.blocks) else "prose"


class Taken(NamedTuple):
    """The milliseconds of one report, or of several together: the fastest runs of each, and of the middle ones of all rounds."""

    ours: float
    theirs: float
    ours_middle: float
    theirs_middle: float


def show(path: Path) -> tuple[str, Taken]:
    data = path.read_bytes()
    rounds = in_turns(lambda: report.report(data, path.name), lambda: read_by_python_docx(data), seconds=LONG)
    ours, theirs = (min(taken) for taken in zip(*rounds, strict=True))
    middle = median(one / other for one, other in rounds)
    print(
        f"{path.name}: extracted in {ours:.1f} ms, {ours / theirs:.2f}x the {theirs:.1f} ms python-docx reads in, the fastest runs of each;"
    )
    print(f"   {middle:.2f}x in the middle one of {len(rounds)} rounds")
    print("   " + "  ".join(f"{stage} {taken:.1f}" for stage, taken in stages(data, path.name).items()))
    return kind(readers.read(data, path.name)), Taken(ours, theirs, *(median(taken) for taken in zip(*rounds, strict=True)))


def show_together(of_kind: str, reports: list[Taken]) -> None:
    """A kind as a whole: what an archive of such reports waits for."""
    taken = Taken(*(sum(each) for each in zip(*reports, strict=True)))
    print(
        f"{of_kind}, {len(reports)} together: {taken.ours / taken.theirs:.2f}x by the fastest runs,"
        f" {taken.ours_middle / taken.theirs_middle:.2f}x by the middle ones"
    )


def main() -> None:
    named = [Path(argument) for argument in sys.argv[1:]]
    corpus = [CORPUS / f"00{n}.docx" for n in (0, 2, 4, 1, 3)]
    of_kinds: dict[str, list[Taken]] = {}
    for path in named or [p for p in corpus if p.exists()] or sorted((ROOT / "data/raw").glob("*.docx")):
        of_kind, taken = show(path)
        of_kinds.setdefault(of_kind, []).append(taken)
    for of_kind, reports in of_kinds.items():
        show_together(of_kind, reports)


if __name__ == "__main__":
    main()
