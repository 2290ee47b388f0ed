"""The stories of a Word file in reading order: headers, the body with its notes and text boxes, endnotes, footers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.document import PLAIN, Builder, Style
from extractors.readers.doc.lists import Count, Lists
from extractors.readers.doc.pieces import Runs
from extractors.readers.doc.printed import Looks
from extractors.readers.doc.properties import Look, Paragraph, toggled
from extractors.readers.doc.styles import StyleLook, Styles, outline_level
from extractors.word.flow import Flow
from extractors.word.lists import joint
from extractors.word.text import clean

_PARAGRAPHS = re.compile("([^\r\x07]*)[\r\x07]?")
_shared = lru_cache(4096)(Style)


@dataclass(slots=True)
class Printed:
    """One paragraph: its text with its number, where it begins and where its mark stands."""

    text: str
    start: int
    mark: int
    said: Paragraph
    look: StyleLook
    number: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a story is told from. `text` is as printed; `struck` are the marks of deleted rows."""

    text: str
    struck: set[int]
    properties: Runs
    said: Callable[[bytes], Paragraph]
    looks: Looks
    styles: Styles
    lists: Lists

    def paragraphs(self, start: int, end: int, count: Count) -> Iterator[Printed]:
        said_of, properties, look_of = self.said, self.properties, self.styles.look
        for found in _PARAGRAPHS.finditer(self.text, start, end):
            first, last = found.span()
            if first == last:
                return
            said = said_of(properties.at(last - 1))
            look = look_of(said.style)
            text = clean(found[1] if not look.hidden else self._unhidden(first, last))
            number = None
            if (look.list_id or said.list_id) and not said.ends_row:
                number, text = _numbered(text, said, look, count)
            yield Printed(text, first, last - 1, said, look, number)

    def _unhidden(self, start: int, end: int) -> str:
        """Of a paragraph whose style hides it, the runs that are shown all the same."""
        return "".join(self.text[first:last] for first, last, run in self.looks.each(start, end) if not self.looks.hidden(run, True))

    def lines(self, start: int, end: int) -> str:
        """A story apart (note, header) as bare lines."""
        lines = (paragraph.text for paragraph in self.paragraphs(start, end, self.lists.counted()))
        return "\n".join(line for line in lines if line.strip())

    def style(self, paragraph: Printed) -> Style:
        """Bold when all its runs are, of the size of its first run."""
        said, look = paragraph.said, paragraph.look
        bold: bool | None = None
        size: float | None = None
        for start, end, run in self.looks.each(paragraph.start, paragraph.mark):
            if bold is False and size:
                break
            if self.text[start:end].strip("\0 \t\u3000"):
                bold = self._bold(run, look) and bold is not False
                size = size or self._size(run, look)
        outline = look.outline if said.outline is None else outline_level(said.outline)
        centred = look.centred if said.centred is None else said.centred
        return _shared(outline, paragraph.number, bold, size, centred)

    def _bold(self, run: Look, look: StyleLook) -> bool:
        return toggled(run.bold, look.bold if run.style is None else look.bold or self.styles.look(run.style).bold)

    def _size(self, run: Look, look: StyleLook) -> float | None:
        own = None if run.style is None else self.styles.look(run.style).size
        return run.size or own or look.size


def _numbered(text: str, said: Paragraph, look: StyleLook, count: Count) -> tuple[str | None, str]:
    """The automatic number, and the text behind it. A list named by the paragraph goes before its style's; list 0 is none."""
    list_id = look.list_id if said.list_id is None else said.list_id
    if not list_id:
        return None, text
    level = look.level if said.level is None else said.level
    found = count.number(list_id, level or 0)
    if found is None or not found[0]:
        return None, text
    number, suffix = found
    return number, number + joint(number, suffix, text) + text


@dataclass(frozen=True, slots=True)
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
        for paragraph in self._source.paragraphs(0, end, self._count):
            self._add(paragraph, 0)
            for start, stop in self._notes.between(paragraph.start, paragraph.mark):
                if self._source.text[start:stop]:
                    self._flow.note(self._source.lines(start, stop).strip())
            for start, stop in self._boxes.between(paragraph.start, paragraph.mark):
                self._box(start, stop, paragraph.said.depth)
            self._mark(paragraph, 0)
        self._flow.leave()

    def _box(self, start: int, stop: int, depth: int) -> None:
        for paragraph in self._source.paragraphs(start, stop, self._count):
            self._add(paragraph, depth)
            self._mark(paragraph, depth)
        self._flow.leave(depth)

    def _add(self, paragraph: Printed, depth: int) -> None:
        if paragraph.said.ends_row:
            return
        depth += paragraph.said.depth
        self._flow.paragraph(depth, paragraph.text, PLAIN if depth else self._source.style(paragraph))

    def _mark(self, paragraph: Printed, depth: int) -> None:
        """What the mark of a paragraph ends: a row, a cell, or the paragraph alone."""
        said = paragraph.said
        depth += said.depth
        if not depth:
            return
        if said.ends_row:
            self._flow.row(depth, said.bounds(), kept=paragraph.mark not in self._source.struck)
        elif said.ends_cell or self._source.text[paragraph.mark] == "\x07":
            self._flow.cell(depth)
