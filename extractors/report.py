"""The front door: the bytes of one report in, the rows of every table out. No network, no output folder."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field

from extractors import readers
from extractors.checks import findings, misread
from extractors.document import Document, Section, Unreadable, grids
from extractors.forms import bare_mentions, forms
from extractors.frozen import frozen
from extractors.identity import identity
from extractors.links import joined
from extractors.mentions import mentions, merge
from extractors.outline import outline
from extractors.projects import projects
from extractors.prose.chapters import chapters
from extractors.prose.genre import tells_facts
from extractors.prose.indicators import indicator_lines
from extractors.prose.scores import scored
from extractors.prose.told import told
from extractors.publish import Plain, plain, published, rows_of
from extractors.read import Read
from extractors.row import Fact, key
from extractors.statements import outside, statement_mentions, statements
from extractors.tables import blocks, budget_figures, citations, documents, indicators, of_table, rates, scores, statement_lines
from extractors.tables import projects as project_rows
from extractors.tables import sections as section_rows
from extractors.tables.findings import Finding
from extractors.tables.mentions import MentionRow
from extractors.unruled import ruled

__all__ = ["Report", "Unreadable", "facts", "read", "report"]

CLAIMABLE = ("amount", "percent")
TABLES: dict[str, Callable[[Read], Iterable[Fact]]] = {
    "sections": section_rows.extract,
    "projects": project_rows.extract,
    "statement_lines": statement_lines.extract,
    "budget_figures": budget_figures.extract,
    "rates": rates.extract,
    "indicators": indicators.extract,
    "scores": scores.extract,
    "citations": citations.extract,
}


@frozen
class Report:
    """What one content gives: its rows by table, each a tuple in the order of the table's columns."""

    document_id: str
    status: str
    damage: str | None
    damage_code: str | None
    rows: dict[str, list[Plain]] = field(default_factory=dict)


def report(data: bytes, name: str) -> Report:
    """Read one file's content; raises `Unreadable` where it gives no document."""
    sha256 = hashlib.sha256(data).hexdigest()
    document_id = sha256[:16]
    document = readers.read(data, name)
    with _uncollected():
        return _rows(document_id, sha256, len(data), read(document))


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is read from a document is a tree of values, none of which refers back: the collector of cycles would find nothing, and
    walk a large report again and again to do so (a fifteenth of the time). Reference counts free it all the same."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def read(document: Document) -> Read:
    """One document, read as far as prose and forms go."""
    sections = outline(document := ruled(document))
    section_of = _innermost(sections, len(document.blocks))
    tables, printed = tuple(grids(document.blocks)), mentions(document)
    about = identity(document, sections)
    books = statements(document, tables, about)
    of_forms = forms(document, tables, printed, {grid.number for book in books for grid in book.grids})
    numbers = merge(printed, (*bare_mentions(of_forms), *statement_mentions(books)))
    prose = tuple(outside(numbers, books, document.blocks)) if (telling := tells_facts(document, about)) else ()
    of_prose = tuple(
        told(
            document,
            sections,
            section_of,
            prose,
            planning=about.report_kind == "department_budget",
            settling=about.report_kind == "department_final_account",
            fiscal_year=about.fiscal_year,
        )
    )
    lines = tuple(indicator_lines(document, sections, section_of)) if telling else ()
    named = projects(document, about, sections, of_forms, of_prose, lines)
    return Read(
        document=document,
        identity=about,
        sections=sections,
        section_of=section_of,
        grids=tables,
        mentions=numbers,
        forms=of_forms,
        statements=books,
        told=of_prose,
        scored=tuple(scored(document, sections, section_of, prose)),
        lines=lines,
        chapters=tuple(chapters(document, sections, section_of, lines)) if telling else (),
        projects=named,
        owners=named.owners(of_prose, section_of),
        section_keys=_keys(sections, section_of),
    )


def _innermost(sections: Sequence[Section], size: int) -> tuple[int | None, ...]:
    """For every block the section it stands in: sections come in order, so a later one lies deeper or further down."""
    within: list[int | None] = [None] * size
    for index, section in enumerate(sections):
        within[section.first : section.last + 1] = [index] * (section.last + 1 - section.first)
    return tuple(within)


def _keys(sections: Sequence[Section], section_of: Sequence[int | None]) -> tuple[str | None, ...]:
    """For every block the key of its section."""
    keys = [key("s", section.heading) for section in sections]
    return tuple([None if index is None else keys[index] for index in section_of])


def facts(read: Read) -> dict[str, list[Fact]]:
    """Every fact of every table, joined; what does not fit among them are facts too."""
    found = _joined(read)
    told = list(findings(read, found))
    if read.document.ocr_pages:
        told = misread.suspects(read.document, found, told, _findings)
    return found | {"findings": [*told]}


def _joined(read: Read) -> dict[str, list[Fact]]:
    return joined(read, {table: list(extract(read)) for table, extract in TABLES.items()})


def _findings(document: Document) -> Iterator[Finding]:
    """What would not fit if the report read so."""
    tried = read(document)
    return findings(tried, _joined(tried))


def _rows(document_id: str, sha256: str, size: int, read: Read) -> Report:
    document, found = read.document, facts(read)
    rows = published(document_id, document, found, documents.printed(read))
    rows["blocks"] = rows_of(blocks.BlockRow, blocks.columns(document_id, read))
    unclaimed = len([m for m in of_table(MentionRow, found) if m.claimed_by is None and m.kind in CLAIMABLE])
    about = documents.extract(document_id, sha256, size, read, len(found["mentions"]), unclaimed)
    rows["documents"] = plain(document_id, [about])
    return Report(document_id, about.status or "ok", document.damage, document.damage_code, rows)
