"""The stories of a Word file in reading order: headers, the body with its notes and text boxes, endnotes, footers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from extractors.document import PLAIN, Builder, Style
from extractors.frozen import frozen
from extractors.readers.doc.lists import Count, Lists
from extractors.readers.doc.manners import Manner, Manners
from extractors.readers.doc.pieces import Runs
from extractors.readers.doc.printed import Looks
from extractors.readers.doc.properties import look
from extractors.word.flow import Flow
from extractors.word.lists import joint
from extractors.word.text import clean

_BLANK = "\0 \t\u3000"
_shared = lru_cache(4096)(Style)

Printed = tuple[str, int, int, Manner, str | None]  # a paragraph's text with its number, its place and that of its mark, its number


@frozen
class Source:
    """Everything a story is told from. `text` is as printed; `struck` are the marks of deleted rows."""

    text: str
    struck: set[int]
    properties: Runs
    manners: Manners
    looks: Looks
    lists: Lists

    def paragraphs(self, start: int, end: int, count: Count) -> Iterator[Printed]:
        end = min(end, len(self.text))
        ends, values, manners = self.properties.ends, self.properties.values, self.manners
        index = bisect_right(ends, start)
        for text in self.text[start:end].replace("\x07", "\r").split("\r"):
            mark = start + len(text)
            if mark >= end:  # behind the last mark
                if not text:
                    return
                mark = end - 1
            while index < len(ends) and ends[index] <= mark:
                index += 1
            manner = manners[values[index] if index < len(ends) else b""]
            if manner.hidden:
                text = self._unhidden(start, mark + 1)
            if not text.isprintable():  # a quick test that marks of Word's own never pass
                text = clean(text)
            number = None
            if manner.list_id:
                number, text = _numbered(text, manner, count)
            yield text, start, mark, manner, number
            start = mark + 1

    def _unhidden(self, start: int, end: int) -> str:
        """Of a paragraph whose style hides it, the runs that are shown all the same."""
        runs = self.looks.each(start, end)
        return "".join(self.text[first:last] for first, last, run in runs if not self.looks.hidden(look(run), True)).rstrip("\r\x07")

    def lines(self, start: int, end: int) -> str:
        """A story apart (note, header) as bare lines."""
        lines = (paragraph[0] for paragraph in self.paragraphs(start, end, self.lists.counted()))
        return "\n".join(line for line in lines if line.strip())

    def style(self, start: int, mark: int, manner: Manner, number: str | None) -> Style:
        """Bold when all the paragraph's runs are, of the size of its first run."""
        ends, values, known = self.looks.runs.ends, self.looks.runs.values, manner.shown
        bold: bool | None = None
        size: float | None = None
        index = bisect_right(ends, start)
        while start < mark and index < len(ends) and (bold is not False or not size):
            end = min(ends[index], mark)
            if self.text[start:end].strip(_BLANK):
                run = values[index]
                if run not in known:
                    known[run] = self.manners.shown(manner, look(run))
                run_bold, run_size = known[run]
                bold, size = run_bold and bold is not False, size or run_size
            start, index = end, index + 1
        return _shared(manner.outline, number, bold, size, manner.centred)


def _numbered(text: str, manner: Manner, count: Count) -> tuple[str | None, str]:
    """The automatic number, and the text behind it."""
    found = count.number(manner.list_id, manner.level)
    if found is None or not found[0]:
        return None, text
    number, suffix = found
    return number, number + joint(number, suffix, text) + text


@frozen
class Hung:
    """What hangs on places of the body (notes, text boxes): sorted places, and the stretch of text each stands for."""

    places: list[int]
    texts: list[tuple[int, int]]

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        if not self.places:
            return []
        return self.texts[bisect_left(self.places, start) : bisect_right(self.places, end)]


class Body:
    """Tells the body into blocks, each note after the paragraph or table that cites it, each text box after its paragraph."""

    def __init__(self, source: Source, builder: Builder, notes: Hung, boxes: Hung) -> None:
        self._source, self._notes, self._boxes = source, notes, boxes
        self._flow, self._count = Flow(builder), source.lists.counted()

    def tell(self, end: int) -> None:
        """The whole body, up to that position."""
        self._tell(0, end, 0, bool(self._notes.places or self._boxes.places))
        self._flow.leave()

    def _tell(self, start: int, end: int, depth: int, hung: bool) -> None:
        """A stretch of text that stands in so many tables; `hung` says that notes and boxes may hang on it."""
        flow, source = self._flow, self._source
        for text, first, mark, manner, number in source.paragraphs(start, end, self._count):
            deep = depth + manner.depth
            ends_cell = deep > 0 and (manner.ends_cell or source.text[mark] == "\x07")
            if manner.ends_row:
                if hung:
                    self._hang(first, mark, manner.depth)
                if deep:
                    flow.row(deep, manner.bounds, mark not in source.struck)
            elif ends_cell and not hung:
                flow.cell(deep, text)
            else:
                flow.paragraph(deep, text, PLAIN if deep or not text.strip() else source.style(first, mark, manner, number))
                if hung:
                    self._hang(first, mark, manner.depth)
                if ends_cell:
                    flow.cell(deep)

    def _hang(self, first: int, mark: int, depth: int) -> None:
        """The notes cited in a paragraph, and the boxes anchored there."""
        for start, stop in self._notes.between(first, mark):
            if self._source.text[start:stop]:
                self._flow.note(self._source.lines(start, stop).strip())
        for start, stop in self._boxes.between(first, mark):
            self._tell(start, stop, depth, False)
            self._flow.leave(depth)
