"""The header of a statement form: which columns hold codes, names and amounts, and what is printed above each amount.

A form is one or more *panels* side by side (收入 | 支出): label columns, then the amounts they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from extractors.document import Block, Grid, Span
from extractors.frozen import frozen
from extractors.statements.sheets import Sheet
from extractors.statements.spans import laid
from extractors.statements.titles import Unit, Year, printed_year, unit
from extractors.statements.words import LABEL_ROLES, SILENT_ROLES, Word, fund, kind, word

_NUMBER = re.compile(r"[-－−]?[\s,，]*[0-9０-９][0-9０-９,，.．\s]*")
_FORMULA = re.compile(r"[0-9A-Z＋+\-－—=＝*×/÷()（）.\s]+|[①-⑳]|[0-9]+栏")
_HAN = regex.compile(r"\p{Han}")
_SAMPLE = 12  # body rows that tell whether a column without a known word holds names


@frozen
class Head:
    """One header cell: its words, and where they are printed."""

    text: str
    span: Span
    word: Word
    unit: Unit | None = None
    year: Year | None = None


@frozen
class Column:
    """One column of amounts. `path` is what stands above it, from the top down."""

    col: int
    path: tuple[Head, ...]
    measure: str | None
    flow: str | None
    fund: str | None
    kind: str | None
    unit: Unit | None
    year: Year | None

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(head.text for head in self.path)

    @property
    def totals_sources(self) -> bool:
        """合计, 本年收入合计 above a column."""
        return bool(self.path) and self.path[-1].text.endswith(("合计", "总计"))


@frozen
class Panel:
    """Label columns and the amounts they name; `side` where two panels are income and expenditure."""

    codes: tuple[int, ...]
    names: tuple[int, ...]
    amounts: tuple[Column, ...]
    side: str | None = None
    economic: bool | None = None


@frozen
class Layout:
    panels: tuple[Panel, ...]
    body: int
    told: bool


def origin(block: Block, row: int, col: int) -> bool:
    return block.place.row == row and block.place.col == col


def row_of(blocks: Sequence[Block], grid: Grid, row: int) -> list[tuple[int, Block, str]]:
    """The cells of a row with their first column and their text; what goes on from the row above is blank."""
    cells: list[tuple[int, Block, str]] = []
    last = None
    for col, order in enumerate(grid.at[row]):
        if order is not None and order != last:
            block = blocks[order]
            cells.append((col, block, block.text.strip() if block.place.row == row else ""))
        last = order
    return cells


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def counts(texts: Sequence[str]) -> bool:
    """A row of column numbers: 栏次 | 1 | 2 | 3, or 1 2 3 without a word."""
    filled = [t for t in texts if t and t != "—"]
    if any(word(t).role == "counter" for t in filled):
        rest = [t for t in filled if not word(t).known]
        return bool(rest) and all(_FORMULA.fullmatch(t) for t in rest)
    plain = [t for t in filled if t.isdecimal()]
    from_one = [str(n) for n in range(1, len(plain) + 1)]
    return len(filled) > 1 and filled[0] == "1" and plain == from_one and all(_FORMULA.fullmatch(t) for t in filled)


def layout(blocks: Sequence[Block], sheet: Sheet, ragged: bool) -> Layout:
    """The columns of a sheet. `told`: whether it prints a header of its own."""
    grid = sheet.grid
    body = _body(blocks, sheet)
    heads = list(_heads(blocks, sheet, body, ragged))
    paths: list[list[tuple[int, Head]]] = [[] for _ in range(grid.width)]
    for row, col, cols, head in heads:
        for c in range(col, min(col + cols, grid.width)):
            paths[c].append((row, head))
    roles = [_role(path) for path in paths]
    known = sum(head.word.known for _, _, _, head in heads)
    told = any(role in LABEL_ROLES for role in roles) or known > 1
    for col, role in enumerate(roles):
        if role is None and not any(h.word.known for _, h in paths[col]) and _holds_names(blocks, grid, col, body):
            roles[col] = "name"
    columns = [tuple(h for row, h in path if row < body) for path in paths]
    return Layout(tuple(_panels(roles, columns)), body, told)


def _body(blocks: Sequence[Block], sheet: Sheet) -> int:
    """The first row with an amount or a code."""
    grid = sheet.grid
    roles: dict[int, str | None] = {}
    for row in range(sheet.top, grid.height):
        cells = row_of(blocks, grid, row)
        numbers = [col for col, _, text in cells if text and is_number(text)]
        if numbers and not counts([text for _, _, text in cells]) and any(roles.get(col) not in SILENT_ROLES for col in numbers):
            return row
        if _names_something(cells, roles):
            return row
        for col, block, text in cells:
            if text and (known := word(text)).known:
                roles.update(dict.fromkeys(range(col, col + block.place.cols), known.role))
    return grid.height


def _names_something(cells: Sequence[tuple[int, Block, str]], roles: Mapping[int, str | None]) -> bool:
    """Whether words stand below 项目 or 科目名称 and nowhere else: a line all of whose amounts are blank."""
    named = [roles.get(col) == "name" and word(text).role is None for col, _, text in cells if _HAN.search(text)]
    return bool(named) and all(named)


def _heads(blocks: Sequence[Block], sheet: Sheet, body: int, ragged: bool) -> Iterator[tuple[int, int, int, Head]]:
    """Every header word with its row and columns. The first body row counts too: 类 | 款 | 项 | 合计 | 12.5 heads its code columns."""
    rows = [row_of(blocks, sheet.grid, row) for row in range(sheet.top, min(body + 1, sheet.grid.height))]
    if len(rows) > body - sheet.top and not any(word(text).role == "code" for _, _, text in rows[-1]):
        rows.pop()
    spans = laid([[_word(text) for _, _, text in cells] for cells in rows], sheet.grid.width) if ragged else None
    for index, cells in enumerate(rows):
        for at, (col, block, text) in enumerate(cells):
            if not _word(text) or (sheet.top + index == body and word(text).role != "code"):
                continue
            start, count = (col, block.place.cols) if spans is None else spans[index][at]
            yield sheet.top + index, start, count, _head(block, text)


def _word(text: str) -> str:
    """A header word; numbers, and 栏次 before them, are none."""
    return "" if not text or _FORMULA.fullmatch(text) or is_number(text) or text.startswith("栏") else text


def _head(block: Block, text: str) -> Head:
    start = block.text.find(text)
    span = Span(block.order, start, start + len(text))
    return Head("".join(text.split()), span, word(text), unit(block.text, block.order), printed_year(block.text, block.order))


def _role(path: Sequence[tuple[int, Head]]) -> str | None:
    """The role the lowest word gives a column that holds no amounts."""
    return next((head.word.role for _, head in reversed(path) if head.word.known), None)


def _holds_names(blocks: Sequence[Block], grid: Grid, col: int, body: int) -> bool:
    for row in range(body, min(body + _SAMPLE, grid.height)):
        order = grid.at[row][col]
        text = blocks[order].text if order is not None else ""
        if text.strip():
            return _HAN.search(text) is not None
    return False


def _panels(roles: Sequence[str | None], columns: Sequence[tuple[Head, ...]]) -> Iterator[Panel]:
    labels = [role in LABEL_ROLES for role in roles]
    starts = [c for c in range(1, len(roles)) if labels[c] and not labels[c - 1] and None in roles[:c]]
    bounds = [0, *starts, len(roles)]
    several = len(bounds) > 2
    for first, end in pairwise(bounds):
        own = range(first, end)
        amounts = tuple(_column(c, columns[c]) for c in own if roles[c] is None)
        if amounts:
            names = sorted((c for c in own if roles[c] == "name"), key=lambda c: _rank(columns[c]))
            heads = [h for c in own for h in columns[c]]
            yield Panel(
                tuple(c for c in own if roles[c] == "code"),
                tuple(names),
                amounts,
                _side(heads) if several else None,
                _economic(heads),
            )


def _rank(path: Sequence[Head]) -> tuple[bool, bool, bool]:
    """Of several columns of names that of the subject names the line, then that of the project, then any known one."""
    return not any(h.word.statement for h in path), not any("项目" in h.text for h in path), not any(h.word.known for h in path)


def _column(col: int, path: tuple[Head, ...]) -> Column:
    words = [h.word for h in reversed(path)]
    texts = [h.text for h in reversed(path)]
    return Column(
        col,
        tuple(h for h in path if h.word.role is None or h.word.role not in LABEL_ROLES),
        next((w.measure for w in words if w.measure), None),
        next((w.flow for w in words if w.flow), None),
        next((f for t in texts if (f := fund(t)) is not None), None),
        next((k for t in texts if (k := kind(t)) is not None), None),
        next((h.unit for h in reversed(path) if h.unit), None),
        next((h.year for h in reversed(path) if h.year), None),
    )


def _side(heads: Sequence[Head]) -> str | None:
    """收入 or 支出 above one half of a two-sided sheet."""
    return next((h.word.flow for h in heads if h.word.flow), None)


def _economic(heads: Sequence[Head]) -> bool | None:
    """Whether the header says 经济分类; None where it says neither that nor 功能分类."""
    text = "".join(h.text for h in heads)
    return True if "经济" in text and "功能" not in text else False if "功能" in text else None
