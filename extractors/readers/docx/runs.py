"""The text of one paragraph as a reader sees it: runs joined, insertions in, deletions and hidden text out, fields by
their results. What hangs on the paragraph (text boxes, notes) is collected, not read."""

from __future__ import annotations

import re

from lxml import etree

from extractors.readers.docx.styles import BOLD, PPR, RPR, RSTYLE, SIZE, VAL, VANISH, Look, Styles, W, children, on, points, whole
from extractors.word.symbols import equation, is_symbol_font, symbol, symbols

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
P, TBL, R, T, SDT = W + "p", W + "tbl", W + "r", W + "t", W + "sdt"
SDT_CONTENT, BOX = W + "sdtContent", W + "txbxContent"
TAB, BREAK, SYM, FIELD, CODE, FONTS = W + "tab", W + "br", W + "sym", W + "fldChar", W + "instrText", W + "rFonts"
_ASCII, _ANSI = W + "ascii", W + "hAnsi"
RUBY, RUBY_BASE = W + "ruby", W + "rubyBase"
# Containers a reader does not see: what is inside stands as if they were not there.
WRAPPERS = frozenset(
    W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo", "rubyBase")
)
_SIGNS = {TAB: "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS, _PAGE = " \t\r\n", "\f"
_MARKS = frozenset((FIELD, CODE))  # they count even where they are hidden
_SILENT = Look()
_HEX = re.compile("[0-9A-Fa-f]{2,4}")
PRIVATE = re.compile("[\uf020-\uf0ff]")
# The properties of a run that matter: all of them where the look is wanted, those that change the text where it is not.
_UNSTYLED = frozenset((RSTYLE, VANISH, FONTS))
_STYLED = _UNSTYLED | {BOLD, SIZE}


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one branch of mc:AlternateContent that counts; both together would tell every text box twice."""
    choice = next(alternate.iterchildren(CHOICE), None)
    return next(alternate.iterchildren(FALLBACK), None) if choice is None else choice


def is_spaced(text: str) -> bool:
    """Whether blanks of a w:t may have to go."""
    return text[0] in _BLANKS or text[-1] in _BLANKS or "\n" in text


class Paragraph:
    """The text of one paragraph, gathered run by run. Forms hold thousands of short ones: children are taken as slices,
    which lxml hands out in half the time, and looks are asked for only where someone wants them (`styled`)."""

    bold: bool | None = None
    size: float | None = None
    notes: tuple[tuple[str, str], ...] = ()
    apart: tuple[etree._Element, ...] = ()  # text boxes and whatever else is a paragraph of its own
    _coding = 0

    def __init__(self, styles: Styles, look: Look, styled: bool) -> None:
        self._styles, self._look, self._styled = styles, look, styled
        self._telling = _STYLED if styled else _UNSTYLED
        self._parts: list[str] = []
        self._fields: list[list[str] | None] = []  # one per open field: its code so far, None once its result began

    @property
    def text(self) -> str:
        text = "".join(self._parts)
        if PRIVATE.search(text):
            text = symbols(text, None)
        return text.strip(_PAGE).replace(_PAGE, "\n") if _PAGE in text else text

    def gather(self, container: etree._Element) -> None:
        """Everything inside a paragraph, or inside a wrapper within it."""
        for child in children(container):
            tag = child.tag
            if tag == R:
                self._run(child)
            elif tag in WRAPPERS:
                self.gather(child)
            elif tag != PPR:
                self._other(child, tag)

    def _other(self, child: etree._Element, tag: str) -> None:
        if tag == SDT:
            for content in child.iterchildren(SDT_CONTENT):
                self.gather(content)
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                self.gather(branch)
        elif tag in (P, TBL):  # torn XML, mended by the parser, puts the next paragraph inside the last
            self.apart += (child,)
        elif tag in _DRAWN:
            self.apart += tuple(_boxes(child))
        elif isinstance(tag, str) and tag.startswith(M):
            self._show(_formula(child))

    def _run(self, run: etree._Element) -> None:
        look = self._look
        bold, size, hidden, font = look.bold, look.size, look.hidden, None
        for child in children(run):
            tag = child.tag
            if tag == T:
                text = child.text
                if hidden or self._coding or not text:
                    continue
                if is_spaced(text):
                    text = _written(child, text)
                self._parts.append(symbols(text, font) if font else text)
                if self._styled and not text.isspace():  # bold when all its runs are, of the size of its first run
                    self.bold = bool(bold) and self.bold is not False
                    self.size = self.size or size
            elif tag == RPR:
                said = {mark.tag: mark for mark in children(child)}
                if not self._telling.isdisjoint(said):
                    bold, size, hidden, font = self._said(said)
            elif not hidden or tag in _MARKS:
                self._sign(child, tag)

    def _said(self, said: dict[str, etree._Element]) -> tuple[bool | None, float | None, bool | None, str | None]:
        """What a run says of itself goes before its style, and that before its paragraph."""
        look, style, font = self._look, _SILENT, None
        if (named := said.get(RSTYLE)) is not None:
            style = self._styles.look(named.get(VAL, "")) or _SILENT
        if (fonts := said.get(FONTS)) is not None:
            font = symbol_font(fonts)
        size = said.get(SIZE)
        return (
            _toggle(said.get(BOLD), style.bold, look.bold),
            style.size or look.size if size is None else points(size.get(VAL)),
            _toggle(said.get(VANISH), style.hidden, look.hidden),
            font,
        )

    def _sign(self, child: etree._Element, tag: str) -> None:
        """Whatever else a run holds."""
        if tag in _SIGNS:
            self._show(_SIGNS[tag])
        elif tag == BREAK:
            self._show(_PAGE if child.get(W + "type") in ("page", "column") else "\n")
        elif tag in _MARKS:
            self._field(child, tag)
        elif tag == SYM:
            self._show(_sign_of(child.get(W + "char", ""), child.get(W + "font")))
        elif tag in _NOTES:
            self.notes += ((_NOTES[tag], child.get(W + "id", "")),)
        elif tag == RUBY:
            for base in child.iterchildren(RUBY_BASE):
                self.gather(base)
        elif tag == R:
            self._run(child)
        else:
            self._other(child, tag)

    def _show(self, text: str) -> None:
        if text and not self._coding:
            self._parts.append(text)

    def _field(self, mark: etree._Element, tag: str) -> None:
        """Begin, code, separate and end of a field; its code is not printed, its result is, and fields nest."""
        kind = mark.get(W + "fldCharType") if tag == FIELD else "code"
        if kind == "code":
            if self._fields and self._fields[-1] is not None:
                self._fields[-1].append(mark.text or "")
        elif kind == "begin":
            self._show(_form_field(mark))
            self._fields.append([])
            self._coding += 1
        elif self._fields and kind == "separate" and self._fields[-1] is not None:
            self._fields[-1] = None
            self._coding -= 1
        elif self._fields and kind == "end":
            code = self._fields.pop()
            if code is not None:
                self._coding -= 1
                self._show(equation("".join(code)))


def symbol_font(fonts: etree._Element) -> str | None:
    """The font of a run, where it is one of signs."""
    font = fonts.get(_ASCII) or fonts.get(_ANSI)
    return font if is_symbol_font(font) else None


def _toggle(own: etree._Element | None, style: bool | None, paragraph: bool | None) -> bool | None:
    if own is not None:
        return on(own)
    return paragraph if style is None else style


def _written(element: etree._Element, text: str) -> str:
    """The text of a w:t: without xml:space="preserve" the blanks at its ends are layout of the XML, not of the report."""
    return (text if element.get(_XML_SPACE) == "preserve" else text.strip(_BLANKS)).replace("\n", " ")


def _boxes(drawn: etree._Element) -> list[etree._Element]:
    """The outermost text boxes of a drawing; those within them are found when they are read."""
    found: list[etree._Element] = []
    for child in drawn:
        if child.tag == BOX:
            found.append(child)
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            found += [] if branch is None else _boxes(branch)
        else:
            found += _boxes(child)
    return found


def _formula(element: etree._Element) -> str:
    """A formula in one line, a fraction with its stroke."""
    if element.tag == M + "t":
        return element.text or ""
    if element.tag == M + "f":
        return "/".join("".join(map(_formula, element.iterchildren(M + part))) for part in ("num", "den"))
    return "".join(map(_formula, element))


def _form_field(mark: etree._Element) -> str:
    """A ticked or empty box, or the entry chosen from a list; text fields have their result beside them."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = box.find(W + "checked")
        ticked = box.find(W + "default") if ticked is None else ticked
        return "☑" if ticked is not None and on(ticked) else "☐"
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    result, entries = choices.find(W + "result"), choices.findall(W + "listEntry")
    at = 0 if result is None else whole(result.get(VAL)) or 0
    return entries[at].get(VAL, "") if 0 <= at < len(entries) else ""


def _sign_of(code: str, font: str | None) -> str:
    """The sign a w:sym names by its code in hexadecimal digits."""
    return symbol(int(code, 16), font) if _HEX.fullmatch(code) else ""
