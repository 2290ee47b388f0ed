"""Rows of cells without spans, back on a full grid. What the text tells is restored; else the last cell of a short row spans the rest.

A *piece* is what lies between two row ends. Pieces are rows, but for labels whose own blank lines look like a row end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.layout.markup import Cell
from extractors.layout.ragged_headers import header_spans
from patterns.loader import load

_LABEL = 16  # characters of the longest label that is written in several lines
FIGURE = frozenset("0123456789.,，％%-—/分万元 \u3000")


@dataclass(slots=True)
class Piece:
    """Cells up to what looks like a row end; `blanks` counts the blank lines there."""

    cells: list[str] = field(default_factory=list)
    blanks: int = 0

    def broken_label(self) -> bool:
        """Whether the last cell is a label in several lines, the kind whose last lines may be blank."""
        last = self.cells[-1].strip()
        return 0 < len("".join(last.split())) <= _LABEL and ("\n" in last or self.blanks > 1 or not self.cells[0]) and not self.total()

    def total(self) -> bool:
        return load("flattened").meaning(next(filter(None, map(str.strip, self.cells)), "")) == "total"


def rejoined(pieces: Sequence[Piece]) -> list[list[str]]:
    """The rows: pieces as they are, and those that only together reach the header's column count in one."""
    width = max(len(piece.cells) for piece in pieces)
    header = next(i for i, piece in enumerate(pieces) if len(piece.cells) == width)
    rows: list[list[str]] = []
    index = 0
    while index < len(pieces):
        end = _joined_to(pieces, index, width, below=index > header)
        rows.append([cell for piece in pieces[index:end] for cell in piece.cells])
        index = end
    return rows


def _joined_to(pieces: Sequence[Piece], first: int, width: int, below: bool) -> int:
    """The end of the row that begins with piece `first`. Above the header only a lone label joins what follows."""
    count, end = len(pieces[first].cells), first + 1
    while end < len(pieces) and count < width and pieces[end - 1].broken_label() and pieces[end].cells[0]:
        if not below and count > 1:
            break
        count, end = count + len(pieces[end].cells), end + 1
        follower = pieces[end].cells if end < len(pieces) else []
        if count == width or (count == len(follower) and not follower[0]):
            return end
    return first + 1


@dataclass(slots=True)
class _Growing:
    """A cell that may still go on in the rows below."""

    text: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1


def laid_out(rows: Sequence[list[str]]) -> list[Cell]:
    """The cells of the table in reading order; an empty label cell is part of the one above."""
    width = max(map(len, rows))
    labels = _label_columns(rows)
    header = next(i for i, row in enumerate(rows) if len(row) == width)
    parted, spans = header_spans(rows) or (-1, [])
    cells: list[_Growing] = []
    above: dict[int, _Growing] = {}
    for number, row in enumerate(rows):
        current: dict[int, _Growing] = {}
        continuing = True
        for cell in _placed(row, number, spans) if number == parted - 1 else _spread(row, number, width, below=number > header):
            origin = above.get(cell.col)
            label = number == parted or (continuing and len(current) < labels[number])
            continuing = label and not cell.text and origin is not None and origin.cols == cell.cols
            if continuing and origin is not None:
                origin.rows += 1
                current[cell.col] = origin
            else:
                cells.append(cell)
                current[cell.col] = cell
        above = current
    return [Cell(cell.text, cell.row, cell.col, cell.rows, cell.cols) for cell in cells]


def blanks_last(rows: Sequence[Sequence[str]]) -> bool:
    """Whether blank cells stand at the ends of rows only."""
    filled = [sum(map(bool, row)) for row in rows]
    return any(count < len(row) for count, row in zip(filled, rows, strict=True)) and all(
        all(row[:count]) for count, row in zip(filled, rows, strict=True)
    )


def as_printed(rows: Sequence[list[str]]) -> list[Cell]:
    """The cells of rows whose blank cells are printed, too: where all are as wide, each stands where it is."""
    if len(set(map(len, rows))) > 1:
        return laid_out(rows)
    return [Cell(cell, number, col) for number, row in enumerate(rows) for col, cell in enumerate(row)]


def _placed(row: list[str], number: int, spans: Sequence[int]) -> Iterator[_Growing]:
    """One row whose cells are known to be as wide as `spans`."""
    for index, (text, cols) in enumerate(zip(row, spans, strict=True)):
        yield _Growing(text, number, sum(spans[:index]), cols=cols)


def _label_columns(rows: Sequence[list[str]]) -> list[int]:
    """For every row how many columns from the left are labels: those empty in some row of the same shape that goes on to the right."""
    depth: list[int] = []
    first = any(not row[0] and any(row) for row in rows)
    for _, band in groupby(rows, key=len):
        members = list(band)
        empties = (_leading_empties(row) for row in members if any(row))
        depth += [max(int(first), *empties, 0)] * len(members)
    return depth


def _leading_empties(row: list[str]) -> int:
    return next((i for i, cell in enumerate(row) if cell), len(row))


def _spread(row: list[str], number: int, width: int, below: bool) -> Iterator[_Growing]:
    """One row over the full width. Below the header a merged label stands left of its figures, else the last cell takes the rest."""
    slack = width - len(row)
    wide = _leading_empties(row) if below and slack and figures_last(row) else len(row) - 1
    col = 0
    for index, text in enumerate(row):
        cols = 1 + slack * (index == wide)
        yield _Growing(text, number, col, cols=cols)
        col += cols


def figures_last(row: list[str]) -> bool:
    """Whether all that follows the label are figures or blanks, and at least one a figure: 总分 | 100 | 95.5 |"""
    tail = row[_leading_empties(row) + 1 :]
    return any(map(str.strip, tail)) and all(FIGURE.issuperset(cell) for cell in tail)
