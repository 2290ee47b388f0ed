"""A Word table on its full grid: every cell that begins somewhere, with the rows and columns it covers."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extractors.readers.docx.bare import STRETCH, Bare
from extractors.readers.docx.runs import ALTERNATE, SDT, TBL, P, chosen
from extractors.readers.docx.styles import VAL, W, children, whole

TR, TC, TCPR, TRPR = W + "tr", W + "tc", W + "tcPr", W + "trPr"
SPAN, VMERGE, HMERGE, BEFORE, DELETED = W + "gridSpan", W + "vMerge", W + "hMerge", W + "gridBefore", W + "del"
# Word itself stops at 63 columns; a broken span must not ask for a grid of millions.
WIDEST = 1000
_TELLING = (P, TR, TC, SPAN, VMERGE, HMERGE, BEFORE, DELETED, W + "moveFrom", TBL)
_AROUND = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass(slots=True)
class Cell:
    """One origin cell; `merge` is what it says of vertical merging while its row is read, `bare` its paragraphs where all
    of them are."""

    element: etree._Element
    row: int
    col: int
    cols: int = 1
    rows: int = 1
    merge: str | None = None
    bare: list[Bare] | None = None


def layout(table: etree._Element, stretches: list[list[Bare]]) -> list[Cell]:
    """The origin cells, row by row. A cell that continues the one above only makes that one taller; Word shows nothing
    of its own text. Where widths differ Word merges nothing, and neither do we."""
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    for row in _bare(table, stretches) or _rows(table):
        mergeable: dict[int, Cell] = {}
        for cell in row:
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


def _bare(table: etree._Element, stretches: list[list[Bare]]) -> list[list[Cell]] | None:
    """The rows of a table in one pass over the elements that matter: lxml skips the others ten times faster than we walk
    through them. None where the grid takes more than that."""
    rows: list[list[Cell]] = []
    row = table
    cell = Cell(table, 0, 0)
    for element in table.iterdescendants(*_TELLING):
        tag = element.tag
        if tag == P:
            stretch = element.get(STRETCH)
            if cell.bare is not None and stretch is not None and element.getparent() is cell.element:
                cell.bare += stretches[int(stretch)]
            else:
                cell.bare = None
        elif tag == TC and element.getparent() is row:
            cell = Cell(element, len(rows) - 1, 0, bare=[])
            rows[-1].append(cell)
        elif tag == TR and element.getparent() is table:
            row = element
            rows.append([])
        elif not _merges(cell, element, tag):
            return None
    for cells in rows:
        _count(cells)
    return rows


def _merges(cell: Cell, element: etree._Element, tag: str) -> bool:
    """Take the merging of a cell; a revision's tells how it was."""
    around = element.getparent()
    if tag not in (SPAN, VMERGE) or around is None:
        return False
    if around.getparent() is not cell.element:
        return True
    if tag == SPAN:
        cell.cols = min(max(whole(element.get(VAL)) or 1, 1), WIDEST)
    else:
        cell.merge = element.get(VAL, "continue")
    return True


def _count(cells: list[Cell]) -> None:
    """Where each cell of a row begins."""
    col = 0
    for cell in cells:
        cell.col = col
        col += cell.cols


def _rows(table: etree._Element) -> list[list[Cell]]:
    starts = ((row, _start(row)) for row in _members(table, TR))
    kept = ((row, start) for row, start in starts if start is not None)
    return [_row(row, number, start) for number, (row, start) in enumerate(kept)]


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
