"""A Word table on its full grid: every cell that begins somewhere, with the rows and columns it covers."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extractors.readers.docx.runs import ALTERNATE, SDT, chosen
from extractors.readers.docx.styles import VAL, W, children, whole

TR, TC, TCPR, TRPR = W + "tr", W + "tc", W + "tcPr", W + "trPr"
SPAN, VMERGE, HMERGE, BEFORE, DELETED = W + "gridSpan", W + "vMerge", W + "hMerge", W + "gridBefore", W + "del"
# Word itself stops at 63 columns; a broken span must not ask for a grid of millions.
WIDEST = 1000
_AROUND = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass(slots=True)
class Cell:
    """One origin cell; `merge` is what it says of vertical merging while its row is read."""

    element: etree._Element
    row: int
    col: int
    cols: int = 1
    rows: int = 1
    merge: str | None = None


def layout(table: etree._Element) -> list[Cell]:
    """The origin cells, row by row. A cell that continues the one above only makes that one taller; Word shows nothing
    of its own text. Where widths differ Word merges nothing, and neither do we."""
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    starts = ((row, _start(row)) for row in _members(table, TR))
    rows = ((row, start) for row, start in starts if start is not None)
    for number, (row, start) in enumerate(rows):
        mergeable: dict[int, Cell] = {}
        for cell in _row(row, number, start):
            origin = above.get(cell.col) if cell.merge == "continue" else None
            if origin is not None and origin.cols == cell.cols:
                origin.rows += 1
                cell = origin
            else:
                cells.append(cell)
            if cell.merge is not None:
                mergeable[cell.col] = cell
        above = mergeable
    return cells


def _row(row: etree._Element, number: int, col: int) -> list[Cell]:
    """The cells of one row from left to right, cells merged the old way (w:hMerge) already joined."""
    cells: list[Cell] = []
    for element in _members(row, TC):
        span, vertical, horizontal = _merging(element)
        if horizontal == "continue" and cells:
            cells[-1].cols += span
        else:
            cells.append(Cell(element, number, col, span, 1, vertical))
        col += span
    return cells


def _merging(cell: etree._Element) -> tuple[int, str | None, str | None]:
    """Columns, vertical and horizontal merging as the cell's properties tell them."""
    span, vertical, horizontal = 1, None, None
    properties = cell[0] if len(cell) else cell
    for child in children(properties) if properties.tag == TCPR else ():
        tag = child.tag
        if tag == SPAN:
            span = min(max(whole(child.get(VAL)) or 1, 1), WIDEST)
        elif tag == VMERGE:
            vertical = child.get(VAL, "continue")
        elif tag == HMERGE:
            horizontal = child.get(VAL, "continue")
    return span, vertical, horizontal


def _start(row: etree._Element) -> int | None:
    """The first column of a row, which may stand indented (w:gridBefore); None where the row is deleted."""
    col = 0
    for child in children(row):
        if child.tag == TRPR:
            said = {mark.tag: mark for mark in children(child)}
            if DELETED in said:
                return None
            if BEFORE in said:
                col = min(max(whole(said[BEFORE].get(VAL)) or 0, 0), WIDEST)
        elif child.tag == TC:
            break
    return col


def _members(container: etree._Element, wanted: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, through content controls and other wrappers."""
    found: list[etree._Element] = []
    for child in children(container):
        tag = child.tag
        if tag == wanted:
            found.append(child)
        elif tag == SDT or tag in _AROUND:
            found += _members(child, wanted)
        elif tag == ALTERNATE and (branch := chosen(child)) is not None:
            found += _members(branch, wanted)
    return found
