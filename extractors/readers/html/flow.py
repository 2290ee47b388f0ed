"""HTML elements as paragraphs and tables in reading order, as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from extractors.document import PLAIN, Style
from extractors.layout.markup import Cell, Item, Paragraph, Table, cell_text, placed
from extractors.layout.numerals import joint, numbered
from extractors.readers.html.look import Look, cells_of, is_layout, look_of, rows_of
from extractors.readers.html.undressed import NUMBER

_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "main",
        "nav",
        "p",
        "pre",
        "section",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    )
)
_MARGINS = ("header", "footer")  # how LibreOffice titles them

BREAK = "\x0b"  # a <br>, until white space is collapsed
_WRAPPED = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\xff])")  # a source line end between Hanzi is no blank
_WHITE = " \t\r\n\f"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(f" ?{BREAK} ?")
_PARAGRAPH_BREAK = re.compile(f"{BREAK}(?:[ \u3000\xa0]*{BREAK})+|{BREAK}(?=[\u3000\xa0]{{2}})")
_BULLETS = frozenset("·•●○■□◆◇▪Øü§–-*lnu")


@dataclass(slots=True)
class _Flow:
    """Collects text until a block ends. `empty` keeps blank paragraphs: inside a cell they are blank lines."""

    empty: bool
    blanks_wrap: bool
    items: list[Item] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    number: str | None = None
    level: int | None = None
    bold: int = 0
    centred: int = 0
    kind: str = "paragraph"
    in_paragraph: int = 0
    bold_characters: int = 0

    def text(self, text: str) -> None:
        self.parts.append(text)
        if self.bold:
            self.bold_characters += len(text)

    def close(self, paragraph: bool = False) -> None:
        """End the paragraph that is open; `paragraph` says that an element was one even without any text."""
        if not self.parts and not (paragraph and self.empty):
            return
        raw = "".join(self.parts)
        self.parts.clear()
        if raw.strip(_WHITE) or (paragraph and self.empty):
            for text in self._lines(_collapsed(raw, self.blanks_wrap)):
                self.items.append(Paragraph((self.number or "") + text, self._style(len(raw)), self.kind))
        self.bold_characters = 0

    def _lines(self, text: str) -> list[str]:
        """A <br> inside a paragraph is a line end; twice, before an indent, or outside any paragraph it parts two paragraphs."""
        if self.empty or BREAK not in text:
            return [text.replace(BREAK, "\n")]
        parts = _PARAGRAPH_BREAK.split(text) if self.in_paragraph else text.split(BREAK)
        return [part.replace(BREAK, "\n") for part in parts if part.strip()]

    def _style(self, length: int) -> Style:
        number, self.number = self.number, None
        if self.empty:  # of a cell only its words are told
            return PLAIN
        bold = 2 * self.bold_characters > length
        return Style(self.level, number.rstrip() if number else None, bold, None, self.centred > 0)


def flow(element: Element, blanks_wrap: bool = False) -> list[Item]:
    """Everything the element shows. A line end in the source between two Hanzi is nothing, unless its writer wraps at blanks only."""
    page = _Flow(empty=False, blanks_wrap=blanks_wrap)
    _walk(page, element)
    page.close()
    return page.items


def _collapsed(raw: str, blanks_wrap: bool) -> str:
    text = _BLANKS.sub(" ", raw if blanks_wrap else _WRAPPED.sub("", raw))
    if BREAK not in text:
        return text.strip(" ")
    return _AROUND_BREAK.sub(BREAK, text).strip(" \n\r\t").removesuffix(BREAK)


def _walk(page: _Flow, node: Element) -> None:
    if text := node.text:
        page.text(text)
    for child in node:
        _HANDLERS.get(child.tag, _inline)(page, child)
        if text := child.tail:
            page.text(text)


def _inline(page: _Flow, node: Element) -> None:
    style = node.get("style")
    _walk_bold(page, node, style is not None and look_of(style).bold)


def _number(page: _Flow, node: Element) -> None:
    number = "".join(map(str, node.itertext())).strip(" \xa0\t\r\n")
    page.number = "· " if number in _BULLETS else number + joint(number)


def _walk_bold(page: _Flow, node: Element, bold: bool = True) -> None:
    page.bold += bold
    _walk(page, node)
    page.bold -= bold


def _block(page: _Flow, node: Element) -> None:
    page.close()
    look = look_of(node.get("style") or "")
    centred = look.centred or node.tag == "center" or (node.get("align") or "").lower() == "center"
    kind, page.kind = page.kind, _kind(node, look) or page.kind
    paragraph = node.tag == "p"
    page.centred += centred
    page.bold += look.bold
    page.in_paragraph += paragraph
    _walk(page, node)
    page.close(paragraph)
    page.centred -= centred
    page.bold -= look.bold
    page.kind = kind
    page.in_paragraph -= paragraph


def _kind(node: Element, look: Look) -> str | None:
    title = node.get("title")
    if title in _MARGINS:
        return title
    return "note" if look.footnote else None


def _heading(page: _Flow, node: Element) -> None:
    page.close()
    page.level = int(str(node.tag)[1]) - 1
    page.in_paragraph += 1
    _walk_bold(page, node)
    page.close(True)
    page.in_paragraph -= 1
    page.level = None


def _pre(page: _Flow, node: Element) -> None:
    page.close()
    lines = "".join(map(str, node.itertext())).split("\n")
    page.items += [Paragraph(line.rstrip("\r")) for line in lines]


def _list(page: _Flow, node: Element) -> None:
    page.close()
    ordered = node.tag == "ol"
    count = _integer(node.get("start"), 1)
    for child in node:
        if child.tag != "li":
            _HANDLERS.get(child.tag, _inline)(page, child)
            continue
        count = _integer(child.get("value"), count)
        kind = _list_type(child) or _list_type(node) or ("decimal" if ordered else "disc")
        page.number = numbered(count, kind)
        _walk(page, child)
        page.close()
        page.number = None
        count += 1


def _list_type(node: Element) -> str | None:
    """How items are numbered, by CSS or by the attribute `type`."""
    return look_of(node.get("style") or "").list_type or node.get("type")


def _integer(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    try:
        return int(text)
    except ValueError:
        return otherwise


def _break(page: _Flow, node: Element) -> None:
    page.text(BREAK)


def _table(page: _Flow, node: Element) -> None:
    page.close()
    lines = [cells_of(tr) for tr in rows_of(node)]
    if is_layout(node, lines):
        _walk(page, node)
        page.close()
        return
    cells, nested = [], []
    rows = [[(td, _integer(td.get("rowspan"), 1), _integer(td.get("colspan"), 1)) for td in line] for line in lines]
    for td, row, col, height, width in placed(rows):
        text = _words(td, page.blanks_wrap)
        if text is None:
            items = _cell_items(td, page.blanks_wrap)
            text = cell_text(items)
            nested += [item for item in items if isinstance(item, Table)]
        cells.append(Cell(text, row, col, height, width))
    for caption in node.findall("caption"):
        _block(page, caption)
    if cells:
        page.items.append(Table(cells, nested))


def _words(td: Element, blanks_wrap: bool) -> str | None:
    """What a cell says that holds bare text or paragraphs of it, as nearly all do; None where it holds more."""
    around = (td.text or "").strip(_WHITE)
    if not len(td):
        return _collapsed(around, blanks_wrap).replace(BREAK, "\n").rstrip("\n")
    lines: list[str] = []
    for child in td:
        if around or child.tag != "p" or len(child):
            return None
        around = (child.tail or "").strip(_WHITE)
        lines.append(_collapsed(child.text or "", blanks_wrap).replace(BREAK, "\n"))
    return None if around else "\n".join(lines).rstrip("\n")


def _cell_items(td: Element, blanks_wrap: bool) -> list[Item]:
    inside = _Flow(empty=True, blanks_wrap=blanks_wrap)
    _walk(inside, td)
    inside.close()
    return inside.items


Handler = Callable[[_Flow, Element], None]
_HANDLERS: dict[object, Handler] = {
    **dict.fromkeys(_BLOCKS, _block),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("b", "strong"), _walk_bold),
    NUMBER: _number,
    "br": _break,
    "pre": _pre,
    "ol": _list,
    "ul": _list,
    "li": _block,
    "table": _table,
}
