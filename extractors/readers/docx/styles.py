"""Styles of a Word file, resolved through basedOn: what a paragraph or run gets without saying it itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from lxml import etree

from extractors.frozen import changed, frozen
from extractors.readers.docx.package import WORD

W = f"{{{WORD}}}"
VAL, PPR, RPR, STYLE = W + "val", W + "pPr", W + "rPr", W + "style"
NUMPR, NUMID, ILVL, OUTLINE, JC = W + "numPr", W + "numId", W + "ilvl", W + "outlineLvl", W + "jc"
BOLD, SIZE, VANISH, RSTYLE, PSTYLE = W + "b", W + "sz", W + "vanish", W + "rStyle", W + "pStyle"
BODY_TEXT = 9
# lxml hands out children as a list in half the time it takes to iterate over them.
children: Callable[[etree._Element], list[etree._Element]] = etree._Element.getchildren  # type: ignore[attr-defined]
OFF = ("0", "false", "off")
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_STYLE_TAG, _STYLE_END, _DEFAULT = b"<w:style ", b"</w:style>", b" w:default="
_ROOT = b'<styles xmlns:w="' + WORD.encode() + b'">'
_PARSER = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


@frozen
class Look:
    """What a style says of a paragraph and its runs; None where it says nothing. `numbered_by` is the style that gave the
    list: a list level may belong to that style."""

    list_id: int | None = None
    level: int | None = None
    numbered_by: str | None = None
    outline: int | None = None
    centred: bool | None = None
    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None


def on(element: etree._Element) -> bool:
    """A toggle property: present means yes, unless it says no."""
    return element.get(VAL) not in OFF


def whole(text: str | None) -> int | None:
    """A number attribute, None where it is missing or broken."""
    try:
        return int(text) if text else None
    except ValueError:
        return None


def points(half_points: str | None) -> float | None:
    """A size in half points."""
    try:
        return float(half_points) / 2 if half_points else None
    except ValueError:
        return None


def outline_level(value: str | None) -> int | None:
    """0 for heading 1; None for body text (9)."""
    level = whole(value)
    return level if level is not None and 0 <= level < BODY_TEXT else None


def list_of(numbering: etree._Element) -> tuple[int | None, int | None]:
    """The list and level a w:numPr names."""
    named = {child.tag: whole(child.get(VAL)) for child in numbering}
    return named.get(NUMID), named.get(ILVL)


class Styles:
    """Every style by its id, resolved when first asked for.

    A style part may be larger than the report (python-docx's template: 350 KB, nearly all of it table styles) and a report
    uses a handful of styles: so each is cut out of the text of the part and parsed alone, unless the part is written in an
    unusual way. Those that a report uses mostly stand in the `opening` of the part; the rest is fetched where one does not.
    """

    def __init__(self, opening: bytes | None, part: Callable[[], bytes | None]) -> None:
        self._raw, self._part = opening or b"", part
        self._is_read = False
        self._whole = None if self._find(_STYLE_TAG) >= 0 else _parsed(self._raw)
        self._looks: dict[str, Look | None] = {}
        self._base = self._defaults()
        self._plain, default = self._base, self._default()
        if default is not None:
            self._plain = self._based(default)
            if name := default.get(W + "styleId"):
                self._looks.setdefault(name, self._plain)

    def paragraph(self, name: str | None) -> Look:
        """The look of a paragraph style; without a name, or with one that is missing, that of the default style."""
        return self._plain if name is None else self.look(name) or self._plain

    def look(self, name: str) -> Look | None:
        """The look of a style, what it is based on filled in; None where there is no such style."""
        if name not in self._looks:
            self._looks[name] = None  # met again while it is being resolved: a style based on itself
            style = self._style(name)
            self._looks[name] = None if style is None else self._based(style)
        return self._looks[name]

    def list_of(self, name: str) -> int | None:
        """The list a numbering style stands for."""
        look = self.look(name)
        return None if look is None else look.list_id

    def _find(self, mark: bytes, start: int = 0) -> int:
        """Where a mark stands in the part."""
        at = self._raw.find(mark, start)
        if at < 0 and not self._is_read:
            self._is_read, self._raw = True, self._part() or b""
            at = self._raw.find(mark, start)
        return at

    def _defaults(self) -> Look:
        look, element = Look(), self._cut(self._find(b"<w:docDefaults>"), b"</w:docDefaults>")
        if self._whole is not None:
            element = self._whole.find(W + "docDefaults")
        for around in () if element is None else element:
            for properties in around:
                look = _with(look, properties, None)
        return look

    def _default(self) -> etree._Element | None:
        """The style of paragraphs that name none."""
        if self._whole is not None:
            return next((style for style in self._whole.iterchildren(STYLE) if _is_default(style)), None)
        at = self._find(_DEFAULT)
        while at >= 0:
            style = self._cut(self._raw.rfind(_STYLE_TAG, 0, at), _STYLE_END)
            if style is not None and _is_default(style):
                return style
            at = self._find(_DEFAULT, at + 1)
        return None

    def _style(self, name: str) -> etree._Element | None:
        if self._whole is not None:
            return next((style for style in self._whole.iterchildren(STYLE) if style.get(W + "styleId") == name), None)
        at = self._find(f'w:styleId="{escape(name)}"'.encode())
        return None if at < 0 else self._cut(self._raw.rfind(_STYLE_TAG, 0, at), _STYLE_END)

    def _cut(self, start: int, end: bytes) -> etree._Element | None:
        """The element that starts there in the text of the part."""
        stop = self._find(end, start) if start >= 0 else -1
        root = None if stop < 0 else _parsed(_ROOT + self._raw[start : stop + len(end)] + b"</styles>")
        return root[0] if root is not None and len(root) else None

    def _based(self, style: etree._Element) -> Look:
        """The look of the style this one is based on, with its own words over it."""
        told, name = {child.tag: child for child in children(style)}, style.get(W + "styleId", "")
        based = told.get(W + "basedOn")
        # A character style says only what differs from the paragraph it stands in, so the defaults are none of its own.
        ground = Look() if style.get(W + "type") == "character" else self._base
        look = ground if based is None else self.look(based.get(VAL, "")) or ground
        called = told.get(W + "name")
        if called is not None and (match := _HEADING.fullmatch(called.get(VAL, ""))):
            look = changed(look, outline=int(match[1]) - 1)
        for tag in (PPR, RPR):
            found = told.get(tag)
            look = look if found is None else _with(look, found, name)
        return look


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "default") in ("1", "true", "on") and style.get(W + "type") == "paragraph"


def _parsed(raw: bytes) -> etree._Element | None:
    return etree.fromstring(raw, _PARSER) if raw else None


def _with(look: Look, properties: etree._Element, style: str | None) -> Look:
    """The look with what a w:pPr or w:rPr says put over it."""
    said: dict[str, object] = {}
    for child in properties:
        tag, value = child.tag, child.get(VAL)
        if tag == NUMPR:
            list_id, level = list_of(child)
            if list_id is not None:
                said |= {"list_id": list_id, "numbered_by": style}
            if list_id is not None or level is not None:
                said["level"] = level
        elif tag == OUTLINE:
            said["outline"] = outline_level(value)
        elif tag == JC:
            said["centred"] = value == "center"
        elif tag == BOLD:
            said["bold"] = on(child)
        elif tag == VANISH:
            said["hidden"] = on(child)
        elif tag == SIZE:
            said["size"] = points(value)
    return changed(look, **said) if said else look
