"""Tables whose cells are parted by pipes, without the rule that makes them Markdown.

Where every cell is printed, blank ones too (`a | | b |`, with a pipe at the line's start or end or without), the rows are what they are.
A converter of web pages drops blank and merged cells and makes up for them with pipes at the line's end (`a | b | ||||`): there the
header's words tell where a cell stands, or nobody does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.forms.words import GOAL_ROLES, word
from extractors.layout.markup import Cell
from extractors.layout.ragged import as_printed, blanks_last
from extractors.unruled.bands import apart, funds, grid, indicators
from extractors.unruled.placing import Row, indicator_row, is_funds, is_header, is_indicators, kind, roles_of

PIPE = "|"
_WIDEST = 200  # pipes of a row: every row of a table is filled up to the widest
_LEAST = 3  # columns of a table whose lines neither begin nor end with a pipe
_LONGEST = 60  # characters of a cell there, on average: an address line of a web page parts sentences too
_CLOSING = ("total", "subtotal", "execution")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_FILLED_UP = re.compile(r"\|[ \t\u3000\xa0]?\|+$")
_INNER = re.compile(r"\|\s*\|")


def piped(lines: Sequence[str]) -> list[Cell]:
    """The cells of a table, none where the lines are no rows."""
    texts = [text for line in lines if (text := line.strip()).strip("| \t") and not _RULE.fullmatch(text)]
    if len(texts) < 2 or max(text.count(PIPE) for text in texts) > _WIDEST:
        return []
    bare = [text.removeprefix(PIPE) for text in texts] if all(text.startswith(PIPE) for text in texts) else texts
    if _is_filled_up(bare):
        return grid(list(_placed(_joined(bare))))
    return _printed(texts)


def _is_filled_up(texts: Sequence[str]) -> bool:
    """Whether blank cells are told at the ends of lines only."""
    return any(map(_FILLED_UP.search, texts)) and not any(text.startswith(PIPE) or _INNER.search(text.rstrip("| \t")) for text in texts)


def _joined(texts: Sequence[str]) -> list[Row]:
    """The cells of every row. A row has as many pipes as any other: where a cell ends in a line break the row goes on in the next line.
    Lines that do not add up to a row are one cell."""
    width = max(text.count(PIPE) for text in texts)
    rows: list[Row] = []
    row: Row = []
    pipes = 0
    for text in texts:
        cells, count = [cell for cell in map(str.strip, text.split(PIPE)) if cell], text.count(PIPE)
        if pipes + count > width:
            rows.append([" | ".join(row)])
            row, pipes = [], 0
        row, pipes = row + cells, pipes + count
        if pipes == width:
            rows.append(row)
            row, pipes = [], 0
    return [*rows, [" | ".join(row)]] if row else rows


def _placed(rows: Sequence[Row]) -> Iterator[Row]:
    """Every row under the header it belongs to; one that nobody can place stands right of them all."""
    for band in _bands(rows):
        roles = roles_of(band[0])
        if not is_header(band[0]):
            yield from (row if len(row) < 3 or not _has_figures(row) else [" | ".join(row)] for row in band)
        elif is_indicators(roles):
            yield from indicators(band)
        elif is_funds(roles):
            yield from funds(band)
        else:
            yield from _beside_side(band)


def _bands(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """A header and its rows, or the rows between two such bands."""
    band: list[Row] = []
    for row in rows:
        if is_header(row) or (band and is_header(band[0]) and _is_pair(row)):
            if band:
                yield band
            band = []
        band.append(row)
    if band:
        yield band


def _is_pair(row: Row) -> bool:
    """A label and its value, once or twice: no row of a band."""
    told = word(row[0])
    return told.label not in (None, *_CLOSING) and told.source is None and len(row) % 2 == 0 and not _has_figures(row[1:])


def _has_figures(row: Row) -> bool:
    return any(kind(cell) in ("number", "amount", "percent", "points") for cell in row)


def _beside_side(band: list[Row]) -> Iterator[Row]:
    """Rows as wide as their header; goals may stand beside a label merged over both rows."""
    header, rows = band[0], band[1:]
    goals = len(header) > 2 and all(role in GOAL_ROLES for role in roles_of(header)[1:])
    yield header
    for row in rows:
        if goals and len(row) == len(header) - 1:
            yield ["", *row]
        else:
            yield row if len(row) == len(header) or len(row) == 1 else apart(row, len(header))


def _printed(texts: Sequence[str]) -> list[Cell]:
    """Rows whose blank cells are printed, too."""
    opened, closed = (sum(text.startswith(PIPE) for text in texts), sum(text.endswith(PIPE) for text in texts))
    if opened < len(texts):
        opened = 0  # what only some lines begin with parts a blank cell from the next
    if closed < len(texts) - 1:
        closed = 0
    rows = [_cells(text, bool(opened), bool(closed)) for text in texts]
    if not (opened or closed) and not _are_rows(rows):
        return []
    if max(map(len, rows)) < 2:
        return []
    filled = [[cell for cell in row if cell] for row in rows]
    return grid(list(_placed(filled))) if blanks_last(rows) and _slid(filled) else as_printed(rows)


def _slid(filled: Sequence[Row]) -> bool:
    """Whether indicators stand left of their columns: 数量指标 under 一级指标."""
    for header, *below in _bands(filled):
        if is_header(header) and is_indicators(roles := roles_of(header)):
            placed = [(row, told) for row in below if (told := indicator_row(row, roles)) is not None]
            if any(told[: len(row)] != row for row, told in placed):
                return True
    return False


def _are_rows(rows: Sequence[Row]) -> bool:
    cells = [cell for row in rows for cell in row]
    return (
        len(rows) > 2
        and {len(row) for row in rows} == {len(rows[0])}
        and len(rows[0]) >= _LEAST
        and sum(map(len, cells)) < _LONGEST * len(cells)
    )


def _cells(text: str, opened: bool, closed: bool) -> Row:
    bare = text.removeprefix(PIPE) if opened else text
    bare = bare.removesuffix(PIPE) if closed else bare
    return [cell.strip().replace("<br>", "\n") for cell in bare.split(PIPE)]
