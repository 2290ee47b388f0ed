"""The text of an OpenDocument file in reading order: paragraphs with their numbers, tables on the full grid, notes and frames."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.etree import _Element as Element

from extractors.document import Style
from extractors.frozen import frozen
from extractors.layout.markup import Cell, Item, Paragraph, Table, cell_text
from extractors.readers.odt.lists import Count, Lists
from extractors.readers.odt.names import DRAW, OFFICE, TABLE, TEXT, number
from extractors.readers.odt.styles import Look, Styles

_BLANKS = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_ITEMS = (TEXT + "list-item", TEXT + "list-header")
_ROW_GROUPS = tuple(TABLE + part for part in ("table-header-rows", "table-rows", "table-row-group"))
_SPAN, _STYLE_NAME = TEXT + "span", TEXT + "style-name"
_TALL, _WIDE, _REPEAT = (TABLE + name for name in ("number-rows-spanned", "number-columns-spanned", "number-columns-repeated"))
_ROW, _CELL, _COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
# Kept beside the text: what was deleted, remarks, descriptions of pictures, and what only an unfulfilled condition would show.
_UNHEARD = ("note-citation", "ruby-text", "hidden-text", "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls")
_SILENT = frozenset((OFFICE + "annotation", OFFICE + "forms", TEXT + "index-title-template", *(TEXT + part for part in _UNHEARD)))
_shared = lru_cache(4096)(Style)
_REPEATED = 1000  # columns or rows: spreadsheets repeat their empty rest a million times


@dataclass(slots=True)
class _Said:
    """One paragraph being read: its text and what hangs on it (notes, frames)."""

    parts: list[str] = field(default_factory=list)
    aside: list[Item] = field(default_factory=list)
    bold: int = 0
    size: float | None = None
    length: int = 0

    def add(self, text: str, look: Look) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.bold += len(text) * bool(look.bold)
        self.size = self.size or look.size


@dataclass(slots=True)
class _Item:
    """A list item whose first paragraph is still to come; `number` is used up by it."""

    count: Count
    depth: int
    start: int | None
    numbered: bool

    def number(self) -> str | None:
        if not self.numbered:
            return None
        self.numbered = False
        return self.count.next(self.depth, self.start)


@frozen
class Story:
    styles: Styles
    lists: Lists

    def items(self, parent: Element, item: _Item | None = None) -> list[Item]:
        """Everything below an element. `item` is the list item it stands in."""
        found: list[Item] = []
        for node in parent:
            tag = node.tag
            if tag in _PARAGRAPHS:
                found += self._paragraph(node, item)
            elif tag == TEXT + "list":
                found += self._list(node, item)
            elif tag == TABLE + "table":
                found.append(self._table(node))
            elif tag == TEXT + "numbered-paragraph":
                depth = number(node.get(TEXT + "level"), 1)
                found += self.items(node, _Item(self.lists.open(node), depth, None, True))
            elif tag not in _SILENT and node.get(TEXT + "display") != "none" and isinstance(tag, str):
                found += self.items(node, item)
        return found

    def _list(self, node: Element, outer: _Item | None) -> list[Item]:
        """A list; one inside an item of another is its next level, unless it names a style of its own."""
        nested = outer is not None
        count = outer.count if outer is not None else self.lists.open(node)
        depth = outer.depth + 1 if outer is not None else 1
        style = node.get(_STYLE_NAME)
        if nested and style and self.lists.styles.get(style, count.levels) != count.levels:
            count = Count(self.lists.styles[style])
        found: list[Item] = []
        for child in node:
            if child.tag in _ITEMS:
                start = child.get(TEXT + "start-value")
                item = _Item(count, depth, None if start is None else number(start, 1), child.tag == _ITEMS[0])
                found += self.items(child, item)
        return found

    def _paragraph(self, node: Element, item: _Item | None) -> list[Item]:
        look = self.styles.paragraph(node.get(_STYLE_NAME))
        if look.hidden or node.get(TEXT + "is-hidden") == "true":
            return []
        said = _Said()
        self._inline(node, look, said)
        text = "".join(said.parts)
        printed = self._number(node, item, look) if text.strip() else None
        bold = 2 * said.bold > said.length if said.length else bool(look.bold)
        level = number(node.get(TEXT + "outline-level"), 1) - 1 if node.tag == _PARAGRAPHS[1] else look.outline
        style = _shared(level, printed.strip() if printed else None, bold, said.size or look.size, bool(look.centred))
        return [Paragraph((printed or "") + text, style), *said.aside]

    def _number(self, node: Element, item: _Item | None, look: Look) -> str | None:
        """The number of a list item's first paragraph, or of a heading that the outline counts."""
        if item is not None:
            return item.number()
        if node.tag != _PARAGRAPHS[1] or node.get(TEXT + "is-list-header") == "true":
            return None
        start = number(node.get(TEXT + "start-value"), 1) if node.get(TEXT + "restart-numbering") == "true" else None
        return self.lists.outline.next(number(node.get(TEXT + "outline-level"), 1), start)

    def _inline(self, parent: Element, look: Look, said: _Said) -> None:
        if parent.text:
            said.add(_BLANKS.sub(" ", parent.text), look)
        for node in parent:
            tag = node.tag
            if tag == _SPAN:
                own = self.styles.text(node.get(_STYLE_NAME)).over(look)
                if not own.hidden:
                    self._inline(node, own, said)
            elif tag in _SIGNS:
                said.add(_SIGNS[tag](node), look)
            elif tag == TEXT + "note":
                said.aside += _as_notes(self.items(node))
            elif tag == DRAW + "frame" or tag in _SHAPES:
                said.aside += self.items(node)
            elif tag not in _SILENT and isinstance(tag, str):
                self._inline(node, look, said)
            if node.tail:
                said.add(_BLANKS.sub(" ", node.tail), look)

    def _table(self, node: Element) -> Table:
        cells: list[Cell] = []
        nested: list[Table] = []
        row = 0
        for line in _rows(node):
            repeated = number(line.get(TABLE + "number-rows-repeated"), 1)
            for _ in range(repeated if repeated <= _REPEATED else 1):
                self._row(line, row, cells, nested)
                row += 1
        return Table(cells, nested)

    def _row(self, line: Element, row: int, cells: list[Cell], nested: list[Table]) -> None:
        col = 0
        for node in line:
            if node.tag not in (_CELL, _COVERED):
                continue
            repeated = number(node.get(_REPEAT), 1)
            if node.tag == _CELL and repeated <= _REPEATED:
                text = self._words(node)
                if text is None:
                    items = self.items(node)
                    text = cell_text(items)
                    nested += [item for item in items if isinstance(item, Table)]
                height, width = number(node.get(_TALL), 1), number(node.get(_WIDE), 1)
                cells += [Cell(text, row, col + i, height, width) for i in range(repeated)]
            col += repeated

    def _words(self, cell: Element) -> str | None:
        """What a cell says that holds paragraphs of bare text, as nearly all do; None where it holds more."""
        lines: list[str] = []
        for node in cell:
            if node.tag != _PARAGRAPHS[0] or node.get(TEXT + "is-hidden") or self.styles.paragraph(node.get(_STYLE_NAME)).hidden:
                return None
            parts = [node.text or ""]
            for span in node:
                if span.tag != _SPAN or len(span) or self.styles.text(span.get(_STYLE_NAME)).hidden:
                    return None
                parts += span.text or "", span.tail or ""
            lines.append("".join([_BLANKS.sub(" ", part) for part in parts]))
        return "\n".join(lines).rstrip("\n")


def _rows(table: Element) -> list[Element]:
    """The rows of a table, those grouped as its header included."""
    found: list[Element] = []
    for node in table:
        if node.tag == _ROW:
            found.append(node)
        elif node.tag in _ROW_GROUPS:
            found += _rows(node)
    return found


def _as_notes(items: list[Item]) -> list[Item]:
    return [Paragraph(item.text, kind="note") if isinstance(item, Paragraph) else item for item in items]


_SHAPES = frozenset(DRAW + shape for shape in ("g", "rect", "custom-shape", "text-box", "ellipse", "line"))
_SIGNS: dict[str, Callable[[Element], str]] = {
    TEXT + "s": lambda node: " " * number(node.get(TEXT + "c"), 1),
    TEXT + "tab": lambda node: "\t",
    TEXT + "line-break": lambda node: "\n",
    TEXT + "soft-page-break": lambda node: "",
}
