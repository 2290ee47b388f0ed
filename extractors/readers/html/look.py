"""What the style attributes of HTML say about a report, and which tables are tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element as Element

from extractors.frozen import frozen

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_LIST_TYPE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_FOOTNOTE = re.compile(r"mso-element\s*:\s*(?:foot|end)note", re.IGNORECASE)
_MANY = 7  # paragraphs: a cell with more holds a text, not a value


@frozen
class Look:
    hidden: bool = False
    bold: bool = False
    centred: bool = False
    list_number: bool = False
    footnote: bool = False
    list_type: str | None = None


PLAINLY = Look()


@lru_cache(maxsize=2048)
def look_of(style: str) -> Look:
    """A style attribute, read. A page repeats few of them thousands of times."""
    if not style:
        return PLAINLY
    kind = _LIST_TYPE.search(style)
    hides, bold, centred, number, footnote = (p.search(style) is not None for p in (_HIDDEN, _BOLD, _CENTRED, _LIST_NUMBER, _FOOTNOTE))
    return Look(hides, bold, centred, number, footnote, kind[1].lower() if kind else None)


def hidden(node: Element) -> bool:
    style = node.get("style")
    return (style is not None and look_of(style).hidden) or node.get("hidden") is not None


def rows_of(table: Element) -> Iterator[Element]:
    """The table's own rows, those of its foot last."""
    foot: list[Element] = []
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag == "tfoot":
            foot += child.iterchildren("tr")
        elif child.tag in ("thead", "tbody"):
            yield from child.iterchildren("tr")
    yield from foot


def cells_of(row: Element) -> list[Element]:
    return list(row.iterchildren("td", "th"))


def is_layout(table: Element, rows: list[list[Element]]) -> bool:
    """A table that only arranges a page: one cell, one column with a text in it, or tables in it and no grid of its own."""
    widest = max(map(len, rows), default=0)
    if table.get("role") == "presentation" or sum(map(len, rows)) == 1:
        return True
    if table.find(".//table") is not None:
        return sum(sum(cell.find(".//table") is None and _shows(cell) for cell in row) > 2 for row in rows) < 2
    return widest == 1 and any(len(cell.findall(".//p")) > _MANY or len(cell.findall(".//br")) > _MANY for row in rows for cell in row)


def _shows(cell: Element) -> bool:
    return any(map(str.strip, map(str, cell.itertext())))
