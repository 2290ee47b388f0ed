"""`jixiao coverage`: the amounts and percents that no fact owns, in their sentences; that list is where the next pattern comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex
from rich.text import Text

import pipeline
from extractors.document import Document, Span
from extractors.frozen import frozen
from extractors.read import Read
from pipeline.console import console

SENTENCE = regex.compile(r"[^。！？\n]*")
AROUND = 60  # characters of the sentence on either side of the number
BY_FILE = """
SELECT d.source_uri, count(m.kind) AS numbers, count(m.kind) FILTER (WHERE m.claimed_by IS NULL) AS unclaimed,
       (SELECT count(*) FROM budget_figures f WHERE f.document_id = d.document_id) AS figures,
       (SELECT count(*) FROM budget_figures f WHERE f.document_id = d.document_id AND f.measure = 'other') AS other
FROM documents d LEFT JOIN mentions m ON m.document_id = d.document_id AND m.kind IN ('amount', 'percent')
GROUP BY d.document_id, d.source_uri ORDER BY unclaimed DESC, d.source_uri
"""


@frozen
class Share:
    """How much of a report's money and percents is owned, and how many figures have a measure of their own."""

    numbers: int
    unclaimed: tuple[Span, ...]
    figures: int
    other: int


def share(read: Read) -> Share:
    """The coverage of one report."""
    from extractors.report import facts
    from extractors.tables.budget_figures import BudgetFigure
    from extractors.tables.mentions import MentionRow

    found = facts(read)
    owned = [m for m in found["mentions"] if isinstance(m, MentionRow) and m.kind in ("amount", "percent")]
    figures = [f for f in found["budget_figures"] if isinstance(f, BudgetFigure)]
    unclaimed = tuple(m.anchor for m in owned if m.claimed_by is None)
    return Share(len(owned), unclaimed, len(figures), sum(f.measure == "other" for f in figures))


def print_report(read: Read) -> None:
    told = share(read)
    for line in sentences(read.document, told.unclaimed):
        console.print(line)
    console.print(_summary(told.numbers, len(told.unclaimed), told.figures, told.other))


def sentences(document: Document, spans: tuple[Span, ...]) -> Iterator[Text]:
    """Each number in its sentence, highlighted, with the block it stands in."""
    for span in spans:
        text = document.blocks[span.block].text
        start = max(text.rfind("。", 0, span.start), text.rfind("\n", 0, span.start), span.start - AROUND) + 1
        end = min(span.end + len(SENTENCE.match(text, span.end)[0]), span.end + AROUND)  # type: ignore[index]
        line = Text(_place(document, span.block)) + Text(text[start : span.start]) + Text(text[span.start : span.end], style="bold red")
        yield line + Text(text[span.end : end])


def _place(document: Document, order: int) -> str:
    """Where a block stands: a cell by its table, row and column, with the words that lead its row."""
    place = document.blocks[order].place
    if place.table is None:
        return f"block {order}: "
    row = (b for b in document.blocks if b.place.table == place.table and b.place.row == place.row and b.order < order)
    lead = next((b.text.strip() for b in row if b.text.strip()), "")[:20]
    return f"table {place.table} row {place.row} column {place.col} {lead}: "


def print_folder(out: Path) -> None:
    """The same for everything in the tables, a line a report."""
    with pipeline.tables(out) as tables:
        rows = tables.sql(BY_FILE).to_pylist()
    for row in rows:
        console.print(f"{row['source_uri']}: {_summary(row['numbers'], row['unclaimed'], row['figures'], row['other'])}")
    console.print("all: " + _summary(*(sum(row[name] for row in rows) for name in ("numbers", "unclaimed", "figures", "other"))))


def _summary(numbers: int, unclaimed: int, figures: int, other: int) -> str:
    return f"{numbers - unclaimed} of {numbers} amounts and percents owned ({_percent(numbers - unclaimed, numbers)}), " \
           f"{other} of {figures} figures without a measure of their own ({_percent(other, figures)})"  # fmt: skip


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"
