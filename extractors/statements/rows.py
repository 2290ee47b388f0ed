"""The rows of a statement form: each panel's code, name and amount cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extractors.document import Block, Span
from extractors.frozen import frozen
from extractors.row import plain
from extractors.statements.header import Column, Layout, Panel, counts, is_number, row_of
from extractors.statements.sheets import Sheet
from extractors.statements.words import fund, kind, mark, row_meaning, without_mark
from patterns.loader import fold

_CODE = re.compile(r"[0-9０-９][0-9０-９\s]*")
_CODE_BEFORE = regex.compile(r"[2-5２-５][0-9０-９]{2}(?:[0-9０-９]{2}){0,3}(?=[\s\u3000]*\p{Han})")
_LEVELS = {3: 1, 5: 2, 7: 3}
_BALANCES = ("opening_balance", "closing_balance")
_ECONOMIC_FORMS = ("basic_expenditure", "economic_classification")

Cell = tuple[int, Block, str]


@frozen
class Line:
    """What names an amount: its row in its panel. `meaning` is what the name says (total, counted, a balance)."""

    panel: int
    side: str | None
    code: str | None = None
    code_spans: tuple[Span, ...] = ()
    code_kind: str | None = None
    level: int | None = None
    name: str | None = None
    name_span: Span | None = None
    meaning: str | None = None
    fund: str | None = None
    kind: str | None = None

    @property
    def depth(self) -> int:
        """How deep the number before its name stands: 一、 above 1. above 其中; 0 without one."""
        told = mark(self.name or "")
        return 0 if not told else 3 if "其中" in told else 2 if told[0].isdecimal() or told[0] == "(" else 1


Row = tuple[Line, list[tuple[Column, Block]]]


def rows(blocks: Sequence[Block], sheet: Sheet, layout: Layout, ragged: bool) -> Iterator[Row]:
    """Every line of a sheet with its amount cells, row by row, panel by panel."""
    grid = sheet.grid
    above: dict[int, tuple[str, Span]] = {}  # the code cells above, by column
    for row in range(layout.body, grid.height):
        cells = row_of(blocks, grid, row)
        if counts([text for _, _, text in cells]):
            continue
        for index, panel, labels, amounts in _by_panel(cells, grid.width, layout, ragged):
            told = [(column, block) for column, block in amounts if block.place.row == row and block.text.strip()]
            line = _line(index, panel, labels, above, sheet)
            if told or line.code or line.name:
                yield line, told


def _by_panel(
    cells: Sequence[Cell], width: int, layout: Layout, ragged: bool
) -> Iterator[tuple[int, Panel, dict[int, Block], list[tuple[Column, Block]]]]:
    if ragged and len(layout.panels) > 1 and len(cells) < width:
        yield from _grouped(cells, layout.panels)
        return
    at = {col: block for col, block, _ in cells}
    for index, panel in enumerate(layout.panels):
        labels = {c: b for c in (*panel.codes, *panel.names) if (b := _covering(cells, c)) is not None}
        yield index, panel, labels, [(column, at[column.col]) for column in panel.amounts if column.col in at]


def _covering(cells: Sequence[Cell], col: int) -> Block | None:
    return next((b for c, b, _ in cells if c <= col < c + b.place.cols), None)


def _grouped(cells: Sequence[Cell], panels: Sequence[Panel]) -> Iterator[tuple[int, Panel, dict[int, Block], list[tuple[Column, Block]]]]:
    """A row that lost its spans: each name with the amounts behind it is one panel's, the last name's the last panel's."""
    groups: list[list[Block]] = []
    for _, block, text in cells:
        if text and not is_number(text):
            groups.append([block])
        elif groups:
            groups[-1].append(block)
    for index, group in enumerate(groups[: len(panels)]):
        panel = panels[-1] if index == len(groups) - 1 else panels[index]
        label, amounts = group[0], group[1:][-len(panel.amounts) :]
        columns = panel.amounts[len(panel.amounts) - len(amounts) :]
        yield panels.index(panel), panel, dict.fromkeys(panel.names[:1] or (0,), label), list(zip(columns, amounts, strict=True))


def _line(index: int, panel: Panel, labels: dict[int, Block], above: dict[int, tuple[str, Span]], sheet: Sheet) -> Line:
    name = next((b for c in panel.names if (b := labels.get(c)) is not None and b.text.strip()), None)
    parts: list[tuple[str, Span]] = []
    filled = 0
    for position, col in enumerate(panel.codes):
        block = labels.get(col)
        text = block.text.strip() if block is not None else ""
        if block is not None and _CODE.fullmatch(text):
            above[col] = fold(text), _span(block, text)
            filled = position + 1
        elif text and name is None:
            name = block  # 合计 over code and name columns
    for col in panel.codes[:filled]:
        if col in above:
            parts.append(above[col])
    for col in panel.codes[filled:]:
        above.pop(col, None)
    return _named(index, panel, parts, filled, name, sheet)


def _named(index: int, panel: Panel, parts: list[tuple[str, Span]], filled: int, name: Block | None, sheet: Sheet) -> Line:
    text = name.text.strip() if name is not None else ""
    span = _span(name, text) if name is not None and text else None
    inside = _CODE_BEFORE.match(text) if not parts else None
    if inside is not None and name is not None and span is not None:  # 201 一般公共服务支出
        parts = [(fold(inside.group()), Span(name.order, span.start, span.start + inside.end()))]
        rest = text[inside.end() :].lstrip()
        text, span = rest, Span(name.order, span.end - len(rest), span.end)
    if is_number(text) or not text:
        text, span = "", None
    code = _joined([part for part, _ in parts])
    words = "".join(text.split())
    level = filled if len(panel.codes) > 1 else _LEVELS.get(len(code or ""))
    return Line(
        index,
        panel.side,
        code,
        tuple(place for _, place in parts),
        _code_kind(code, panel, sheet),
        level or None if code else None,
        plain(text) or None,
        span,
        row_meaning(words) if words else None,
        fund(without_mark(words)) if words and not code else None,
        kind(words) if words and not code else None,
    )


def _span(block: Block, text: str) -> Span:
    start = block.text.find(text)
    return Span(block.order, start, start + len(text))


def _joined(parts: Sequence[str]) -> str | None:
    """201 | 06 | 01, or cumulative: 201 | 20106 | 2010601."""
    code = ""
    for part in parts:
        code = part if code and part.startswith(code) else code + part
    return code or None


def _code_kind(code: str | None, panel: Panel, sheet: Sheet) -> str | None:
    """By its first digit; a misprinted one by the header, else by the form."""
    if code is None:
        return None
    if code[0] in "235":
        return "function" if code[0] == "2" else "economic"
    economic = panel.economic if panel.economic is not None else sheet.title is not None and sheet.title.form in _ECONOMIC_FORMS
    return "economic" if economic else "function"


def line_kinds(lines: Sequence[Line]) -> list[str]:
    """total, subtotal or detail for every line of one panel: a line above its own parts is a subtotal."""
    return [_line_kind(line, lines[i + 1] if i + 1 < len(lines) else None) for i, line in enumerate(lines)]


def _line_kind(line: Line, below: Line | None) -> str:
    if line.meaning in ("total", "subtotal"):
        return line.meaning
    if below is None:
        return "detail"
    if line.code and below.code:
        return "subtotal" if below.code != line.code and below.code.startswith(line.code) else "detail"
    parts = line.meaning in _BALANCES and below.meaning is None and below.fund is not None
    return "subtotal" if parts or 0 < line.depth < below.depth else "detail"


def balances(lines: Sequence[Line]) -> list[str | None]:
    """What balance each line of one panel tells; the funds below 年初…结转 are parts of it."""
    told: list[str | None] = []
    for line in lines:
        own = line.meaning if line.meaning in _BALANCES else None
        part = line.meaning is None and line.fund is not None and bool(told)
        told.append(told[-1] if part else own)
    return told
