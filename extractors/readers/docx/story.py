"""One story of a Word file (body, note, header, footer) in reading order: paragraphs with their numbers, and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from extractors.document import NOWHERE, PLAIN, Builder, Place, Style
from extractors.readers.docx.bare import STRETCH, Bare, Run, RunSaid
from extractors.readers.docx.formats import NOTHING_SAID, Format, format_of, told
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.runs import ALTERNATE, SDT, SDT_CONTENT, TBL, WRAPPERS, P, Paragraph, chosen
from extractors.readers.docx.styles import PPR, Look, Styles, W, children
from extractors.readers.docx.tables import layout
from extractors.word.lists import joint

BOX, TC = W + "txbxContent", W + "tc"
_CONTAINERS = WRAPPERS | {BOX, TC}
Note = tuple[str, str]


@dataclass(slots=True)
class Line:
    """One paragraph as printed."""

    text: str
    style: Style = PLAIN
    notes: tuple[Note, ...] = ()


_shared = lru_cache(4096)(Style)  # a report has few looks and many paragraphs
Items = list[Line | etree._Element]


class Story:
    """Walks what Word calls a story; counts the lists as it goes, so it must go in the document's order and once."""

    def __init__(self, styles: Styles, numbering: Numbering, stretches: list[list[Bare]]) -> None:
        self._styles, self._numbering, self.stretches = styles, numbering, stretches
        self._begun = ""  # the text of a paragraph whose mark is deleted or hidden
        self._begun_number: str | None = None

    def content(self, container: etree._Element, styled: bool = False) -> Iterator[Line | etree._Element]:
        """Paragraphs as lines (`styled`: with their looks), and table elements still to be laid out."""
        for child in children(container):
            items: Items = []
            self._item(child, items, styled)
            yield from items
        if self._begun:
            yield from self._rest()

    def _item(self, child: etree._Element, into: Items, styled: bool) -> None:
        tag = child.tag
        if tag == P:
            stretch = child.get(STRETCH)
            if stretch is None:
                self._paragraph(child, into, styled)
            else:
                self._bare(self.stretches[int(stretch)], into, styled)
        elif tag == TBL:
            into += self._rest()
            into.append(child)
        elif tag in _CONTAINERS:
            self._inside(child, into, styled)
        elif tag == SDT:
            for inner in child.iterchildren(SDT_CONTENT):
                self._inside(inner, into, styled)
        elif tag == ALTERNATE and (branch := chosen(child)) is not None:
            self._inside(branch, into, styled)

    def _inside(self, container: etree._Element, into: Items, styled: bool) -> None:
        for child in children(container):
            self._item(child, into, styled)

    def _rest(self) -> list[Line]:
        """A line that was begun and is not continued."""
        lines = [Line(self._begun, Style(auto_number=self._begun_number) if self._begun_number else PLAIN)] if self._begun else []
        self._begun, self._begun_number = "", None
        return lines

    def lines(self, container: etree._Element) -> Iterator[str]:
        """The story as bare lines, its tables cell by cell: for notes, headers and footers."""
        for item in self.content(container):
            if isinstance(item, Line):
                yield item.text
            else:
                for cell in layout(item, self.stretches):
                    yield from self.lines(cell.element)

    def plain(self, paragraphs: list[Bare]) -> str | None:
        """Paragraphs one below the other, where there is no more to them than text: no line was begun, no style or list adds to them."""
        look = self._styles.paragraph(None)
        if self._begun or look.hidden or look.list_id:
            return None
        lines = [text for said, text, _ in paragraphs if said.is_silent]
        return "\n".join(lines) if len(lines) == len(paragraphs) else None

    def _paragraph(self, element: etree._Element, into: Items, styled: bool) -> None:
        inside = children(element)
        said = format_of(told(inside[0])) if inside and inside[0].tag == PPR else NOTHING_SAID
        look = self._styles.paragraph(said.style)
        paragraph = Paragraph(self._styles, look, styled)
        paragraph.gather(element)
        line = self._line(paragraph.text, said, look)
        if line is not None:
            text, number = line
            outline, centred = _outlined(said, look)
            style = _shared(outline, number, paragraph.bold, paragraph.size, centred) if styled else PLAIN
            into.append(Line(text, style, paragraph.notes))
        for box in paragraph.apart:
            self._item(box, into, styled)

    def _bare(self, paragraphs: list[Bare], into: Items, styled: bool) -> None:
        before: Format | None = None
        for said, text, runs in paragraphs:
            if said is not before:  # most say the same as the one before
                before, look = said, self._styles.paragraph(said.style)
                plain = not look.hidden and said.mark == "plain" and not (look.list_id if said.list_id is None else said.list_id)
                outline, centred = _outlined(said, look)
            number = None
            if not plain or self._begun:
                line = self._line("" if look.hidden else text, said, look)
                if line is None:
                    continue
                text, number = line
            into.append(Line(text, _shared(outline, number, *_looks(runs, look), centred) if styled else PLAIN))

    def _line(self, text: str, said: Format, look: Look) -> tuple[str, str | None] | None:
        """The line that ends with a paragraph of that text, and the number it opens with; None where the next goes on in it."""
        if said.mark == "gone" or (not text and (look.hidden or said.mark == "hidden")):
            self._begun += text
            return None
        text, number = self._numbered(self._begun + text, said, look)
        if said.mark == "hidden":
            self._begun, self._begun_number = text, number
            return None
        self._begun, number, self._begun_number = "", self._begun_number or number, None
        return text, number

    def _numbered(self, text: str, said: Format, look: Look) -> tuple[str, str | None]:
        """The text with its automatic number before it. A list named by the paragraph goes before its style's; list 0 is none."""
        list_id, level, owner = said.list_id, said.level, None
        if list_id is None:
            list_id, owner = look.list_id, look.numbered_by if level is None else None
            level = look.level if level is None else level
        found = self._numbering.number(list_id, level, owner) if list_id and not self._begun_number else None
        if found is None or not found[0]:
            return text, None
        number, suffix = found
        return number + joint(number, suffix, text) + text, number


def _looks(runs: Sequence[Run], look: Look) -> RunSaid:
    """Whether all runs of a paragraph are bold, and the size of the first; its style tells it where they do not."""
    all_bold, first_size = None, None
    for text, (bold, size) in () if look.hidden else runs:
        if text and not text.isspace():
            all_bold = bool(look.bold if bold is None else bold) and all_bold is not False
            first_size = first_size or (look.size if size is None else size)
    return all_bold, first_size


def _outlined(said: Format, look: Look) -> tuple[int | None, bool]:
    """The level of a paragraph as a heading, and whether it is centred."""
    return said.outline if said.has_outline else look.outline, bool(look.centred if said.centred is None else said.centred)


class Writer:
    """Puts the story of the body into blocks: tables on their grids, footnotes after the paragraph or table that cites
    them, endnotes at the end."""

    def __init__(self, builder: Builder, story: Story, notes: Mapping[Note, etree._Element], apart: Story) -> None:
        self._builder, self._story, self._notes, self._apart = builder, story, notes, apart
        self._cited: list[Note] = []

    def body(self, container: etree._Element) -> None:
        for item in self._story.content(container, styled=True):
            if isinstance(item, Line):
                text = item.text
                if item.notes:
                    self._cited += item.notes
                if text and not text.isspace():
                    self._builder.add("paragraph", text, NOWHERE, item.style)
            else:
                for text, place in self._cells(item):
                    self._builder.add("cell", text, place)
            if self._cited:
                self._cite("footnotes")
        self._cite("endnotes")

    def _cells(self, table: etree._Element) -> Iterator[tuple[str, Place]]:
        """The cells of a table in reading order; a table inside a cell follows it."""
        number = self._builder.table()
        for cell in layout(table, self._story.stretches):
            place = Place(None, (), number, cell.row, cell.col, cell.rows, cell.cols)
            if cell.bare is not None and (plain := self._story.plain(cell.bare)) is not None:
                yield plain, place
                continue
            texts: list[str] = []
            inner: list[tuple[str, Place]] = []
            for item in self._story.content(cell.element):
                if isinstance(item, Line):
                    texts.append(item.text)
                    self._cited += item.notes
                else:
                    inner += self._cells(item)
            yield "\n".join(texts), place
            yield from inner

    def _cite(self, kind: str) -> None:
        for note in self._cited:
            element = self._notes.get(note) if note[0] == kind else None
            text = "" if element is None else "\n".join(self._apart.lines(element)).strip()
            if text:
                self._builder.add("note", text)
        self._cited = [note for note in self._cited if note[0] != kind]
