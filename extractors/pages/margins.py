"""What is printed at the edge of the pages: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.pages.lines import TextLine
from extractors.pages.tables import Table
from patterns.loader import load

# How far from the edge a page number stands, and a running header, as a share of the page's height.
NUMBER_ZONE, RUNNING_ZONE = 0.14, 0.1
ROUNDS = 3  # a header of two lines with a number below it
_DIGITS = re.compile("[0-9０-９]+")

Mark = tuple[int, str, int]  # a line at an edge of a page: 0 or -1, its shape, its height


@dataclass(slots=True)
class Sheet:
    """One page: the lines outside its tables and the tables, each from the top."""

    page: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[Table]
    header: list[TextLine] = field(default_factory=list)
    footer: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class Margins:
    """Told a window of pages at a time. `before` is what stood at the edges of the window before, in each round: what runs over its end
    is known by it."""

    before: list[list[set[Mark]]] = field(default_factory=lambda: [[] for _ in range(ROUNDS)])

    def set_apart(self, sheets: Sequence[Sheet]) -> None:
        """Moves headers and footers out of the pages' lines."""
        for n in range(ROUNDS):
            marks = [set(_candidates(sheet)) for sheet in sheets]
            running = _running(self.before[n] + marks)
            self.before[n:] = [marks] * (ROUNDS - n)
            moved = [_outer_moved(sheet, running) for sheet in sheets]
            if not any(moved):
                return


def _outer_moved(sheet: Sheet, running: set[tuple[int, str]]) -> bool:
    moved = False
    for at, into in ((0, sheet.header), (-1, sheet.footer)):
        if _outermost(sheet, at) and _is_margin(sheet, sheet.lines[at], at, running):
            into.insert(len(into) if at == 0 else 0, sheet.lines.pop(at))
            moved = True
    return moved


def _outermost(sheet: Sheet, at: int) -> bool:
    """Whether no table stands between the line and the edge."""
    if not sheet.lines:
        return False
    line = sheet.lines[at]
    return not any(t.top < line.top if at == 0 else t.bottom > line.bottom for t in sheet.tables)


def _is_margin(sheet: Sheet, line: TextLine, at: int, running: set[tuple[int, str]]) -> bool:
    edge = _edge(sheet, line, at)
    if edge > NUMBER_ZONE:
        return False
    meaning = load("page_marks").meaning(line.text)
    if meaning is not None:
        return meaning == "page_number"
    return edge < RUNNING_ZONE and (at, _shape(line)) in running and not _titles_a_table(sheet, line)


def _edge(sheet: Sheet, line: TextLine, at: int) -> float:
    """How far a line stands from its edge, as a share of the page."""
    return (line.bottom if at == 0 else sheet.height - line.top) / sheet.height


def _running(pages: Sequence[set[Mark]]) -> set[tuple[int, str]]:
    """What stands at the same edge, at the same height, on three pages at least and on a third of them."""
    told = Counter(mark for marks in pages for mark in marks)
    enough = max(3, len(pages) / 3)
    return {(at, shape) for (at, shape, _), count in told.items() if count >= enough}


def _candidates(sheet: Sheet) -> Iterator[Mark]:
    for at in (0, -1):
        line = sheet.lines[at] if _outermost(sheet, at) else None
        if line is not None and _edge(sheet, line, at) <= RUNNING_ZONE and not _titles_a_table(sheet, line):
            yield at, _shape(line), round(line.baseline / 4)


def _titles_a_table(sheet: Sheet, line: TextLine) -> bool:
    """Forms of one kind stand under the same title page after page: it is larger than what stands in them, a running header is not."""
    table = next(iter(sheet.tables), None)
    if table is None or sum(line.top < other.top < table.top for other in sheet.lines) > 2:
        return False
    told = next((cell.paragraphs[0][0] for cell in table.cells if cell.paragraphs), None)
    return told is not None and line.top < table.top and line.size > 1.1 * told.size


def _shape(line: TextLine) -> str:
    return _DIGITS.sub("0", "".join(line.text.split()))
