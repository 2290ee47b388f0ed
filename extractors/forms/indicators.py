"""The indicator rows of a form: levels carried down, targets of one to three cells, unused rows left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.document import Span
from extractors.forms.bands import INDICATORS, Band
from extractors.forms.cells import Cell, decimal, full_mark, name_span
from extractors.forms.columns import Column
from extractors.forms.model import Form, Line
from extractors.forms.words import aspect, component
from extractors.frozen import frozen
from patterns.loader import fold, load

# 指标1： before a name is the template's, not the name's.
_ORDINAL = re.compile(r"\s*(?:绩效)?指标\s*[0-9０-９一二三四五六七八九十]*\s*[：:.、．]\s*|\s*指标\s*[0-9０-９]+\s*(?=$)")
_PLACEHOLDER = re.compile(r"[\s.．…·。、/／\-—XxＸ×*＊_]*")
_MARK = re.compile(r"([-+]?[0-9０-９]+(?:[.．][0-9０-９]+)?)\s*(?:分|%|％)?")
# 建档率（10分）, 建档率（分值：10）: a mark that closes a name
_MARK_OF_NAME = re.compile(
    r"\s*[（(]\s*(?:(?:满分|分值|权重|标准分)\s*[:：]?\s*([0-9０-９.．]+)\s*(?:分|[%％])?|([0-9０-９.．]+)\s*分)\s*[)）]\s*"
)
_TICKS = re.compile(r"[√✓✔☑■□○●]+")
_NO_SIGN = frozenset({"定性", "定性指标", "定量", "定量指标"})


@frozen
class _Level:
    """The name of a level, and the aspect it tells."""

    name: Span
    aspect: str

    @property
    def block(self) -> int:
        return self.name.block


@dataclass(slots=True)
class _Levels:
    """The level names a row stands under, carried from the rows above."""

    first: _Level | None = None
    second: _Level | None = None

    def read(self, first: Cell | None, second: Cell | None) -> None:
        if first is not None and (self.first is None or first.block != self.first.block):
            self.first, self.second = _level(first), None
        if second is not None and (self.second is None or second.block != self.second.block):
            self.second = _level(second)


def lines(form: Form) -> Iterator[Line]:
    levels = _Levels()
    for band in form.bands:
        if band.kind == INDICATORS and not is_summary(band):
            yield from _band_lines(band, levels)


def _band_lines(band: Band, levels: _Levels) -> Iterator[Line]:
    by_role = {c.role: c for c in reversed(band.columns) if c.role}
    for row in band.rows:
        if is_closing(band, row):
            continue
        found = _line(_fields(band, row, by_role), levels, row, "name" in by_role)
        if found is not None:
            yield found


def is_summary(band: Band) -> bool:
    """Names with marks alone, and most of them components: the summary of a score table."""
    name = name_column(band)
    if name is None or not {"target", "actual", "level1", "level2"}.isdisjoint([column.role for column in band.columns]):
        return False
    named = [c for row in band.rows if not is_closing(band, row) and (c := band.cell(row, name)) is not None]
    return bool(named) and sum(component(c.word.text.split("(")[0]) != "other" for c in named) * 2 > len(named)


def name_column(band: Band) -> Column | None:
    return band.column("name") or band.column("level3")


def is_closing(band: Band, row: int) -> bool:
    """总分 and 小计 rows are no indicators."""
    new = band.sheet.new[row]
    label = new[0].word.label if new else "total"
    return label in ("total", "subtotal") or (label == "execution" and len(new) < 4)


def _fields(band: Band, row: int, by_role: dict[str, Column]) -> dict[str, Cell]:
    """The cell of every role, a row that slipped by one column set right."""
    found = {role: c for role, column in by_role.items() if (c := band.cell(row, column)) is not None}
    if len(found) > 2 and len(set(found.values())) == 1:
        return {}  # one cell over the whole width is a title
    if "target" in found and by_role["target"].cols > 1 and "operator" not in found:
        found |= _under_one_header(band, row, by_role["target"])
    if _has_marks(found):
        return found
    for step in (1, -1):
        slipped = _slipped(band, row, by_role, step)
        if "weight" in slipped and _has_marks(slipped):
            return slipped
    return found


def _has_marks(found: dict[str, Cell]) -> bool:
    """Whether weight and score are numbers, where there are any."""
    return all(map(_MARK.fullmatch, [found[role].value for role in ("weight", "score") if role in found]))


def _under_one_header(band: Band, row: int, column: Column) -> dict[str, Cell]:
    """≥ | 30 | 个 side by side under one wide 年度指标值."""
    at = (band.sheet.at(row, col) for col in range(column.col, column.col + column.cols))
    cells = list(dict.fromkeys(c for c in at if c is not None and not c.blank))
    found: dict[str, Cell] = {}
    if len(cells) > 1 and load("targets").meaning(cells[0].value):
        found["operator"] = cells.pop(0)
    return found | dict(zip(("target", "unit"), cells, strict=False))


def _slipped(band: Band, row: int, by_role: dict[str, Column], step: int) -> dict[str, Cell]:
    order = {c.col: n for n, c in enumerate(band.columns)}
    kept = ("level1", "level2", "level3", "name") if step > 0 else ("level1", "level2")  # one cell too many stands behind the name
    found: dict[str, Cell] = {}
    for role, column in by_role.items():
        n = order[column.col] + step
        at = band.columns[n] if 0 <= n < len(band.columns) else None
        value = band.cell(row, column if role in kept else at) if at is not None else None
        if value is not None:
            found[role] = value
    return found


def _line(found: dict[str, Cell], levels: _Levels, row: int, last_is_name: bool) -> Line | None:
    name = found.get("level3") or found.get("name")
    second = found.get("level2")
    if last_is_name and name is not None and second is None and load("levels").meaning(name.word.text):
        name, second = None, name
    levels.read(found.get("level1"), second)
    weight = _own_mark(found, "weight", row)
    own = None if name is None else _mark_of_name(name, weight)
    printed = None if name is None else _name(name if own is None else name.part(name.start, own[0]))
    above = [level.aspect for level in (levels.second, levels.first) if level is not None and level.aspect != "other"]
    line = Line(
        name=printed,
        level1=None if levels.first is None else levels.first.name,
        level2=None if levels.second is None else levels.second.name,
        target=_parts(found, "target"),
        sign=_sign(found),
        unit=found["unit"].span if "unit" in found else None,
        adjusted=_parts(found, "adjusted_target"),
        actual=_text(found.get("actual")),
        weight=weight if own is None else own[1],
        score=_own_mark(found, "score", row),
        review=_own_mark(found, "review_score", row),
        reason=_reason(found.get("reason")),
        aspect=above[0] if above else "other" if name is None or printed is None else _aspect(name.text, printed),
    )
    return line if line.name or line.target or line.actual else None


def _level(cell: Cell) -> _Level:
    name = name_span(cell)
    return _Level(name, _aspect(cell.text, name))


def _aspect(text: str, name: Span) -> str:
    return aspect("".join(text[name.start : name.end].split()))


def _name(cell: Cell) -> Span | None:
    """The name without 指标1：; null where nothing but the template's words stand there."""
    found = _ORDINAL.match(cell.value)
    start = cell.start + (found.end() if found else 0)
    return None if _PLACEHOLDER.fullmatch(cell.text, start, cell.end) else Span(cell.block, start, cell.end)


def _mark_of_name(cell: Cell, weight: tuple[Decimal, Span] | None) -> tuple[int, tuple[Decimal, Span]] | None:
    """Where a name ends before the weight printed behind it, and that weight; none where a column of weights says otherwise."""
    found = next(_MARK_OF_NAME.finditer(cell.text, cell.start, cell.end), None) if cell.value.endswith(("）", ")")) else None
    if found is None or found.end() != cell.end or found.start() == cell.start:
        return None
    group = 1 if found[1] else 2
    told = decimal(found[group]), Span(cell.block, *found.span(group))
    return None if weight is not None and weight[0] != told[0] else (found.start(), weight or told)


def _text(cell: Cell | None) -> Span | None:
    return None if cell is None or _PLACEHOLDER.fullmatch(cell.value) else cell.span


def _reason(cell: Cell | None) -> Span | None:
    """A tick under 经费保障 or 人员保障 is no reason."""
    return None if cell is None or _TICKS.fullmatch(cell.value) else _text(cell)


def _parts(found: dict[str, Cell], role: str) -> tuple[Span, ...]:
    span = _text(found.get(role))
    return () if span is None else (span,)


def _own_mark(found: dict[str, Cell], role: str, row: int) -> tuple[Decimal, Span] | None:
    """A mark merged over several rows is told by the first of them."""
    cell = found.get(role)
    return mark(cell) if cell is not None and cell.row == row else None


def _sign(found: dict[str, Cell]) -> Span | None:
    """The operator of a column of its own; 定性 and 定量 are none."""
    cell = found.get("operator")
    return cell.span if cell is not None and fold(cell.value) not in _NO_SIGN and load("targets").meaning(cell.value) else None


def mark(cell: Cell | None) -> tuple[Decimal, Span] | None:
    """A score or full mark: a number, whatever of 分 or % stands behind it."""
    found = None if cell is None else _MARK.fullmatch(cell.value)
    if cell is None or found is None:
        return None
    return decimal(found[1]), Span(cell.block, cell.start, cell.start + found.end(1))


def level_marks(form: Form) -> Iterator[tuple[Cell, Decimal, Span]]:
    """Full marks inside level names: 产出指标（50分）, each cell once; or in a column beside the level."""
    for band in form.bands:
        column, beside = band.column("level1"), band.column("level1_weight")
        if band.kind == INDICATORS and column is not None:
            yield from _marks_of(band, column, beside)


def _marks_of(band: Band, column: Column, beside: Column | None) -> Iterator[tuple[Cell, Decimal, Span]]:
    seen: set[int] = set()
    for row in _named_rows(band):
        cell = band.cell(row, column)
        if cell is None or cell.block in seen:
            continue
        seen.add(cell.block)
        told = full_mark(cell) or (mark(band.cell(row, beside)) if beside is not None else None)
        if told is not None:
            yield cell, *told


def _named_rows(band: Band) -> Sequence[int]:
    return [row for row in band.rows if not is_closing(band, row)]
