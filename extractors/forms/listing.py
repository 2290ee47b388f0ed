"""Tables that list projects: 序号 | 项目名称 | 预算数 | 执行数 | 执行率 | 自评得分 | 等级, one project a row."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Span
from extractors.forms.bands import LISTING, Band, Pair, listing_head
from extractors.forms.cells import number
from extractors.forms.columns import Column
from extractors.forms.funds import fund_rows
from extractors.forms.indicators import mark
from extractors.forms.model import Form, Mark, Money, Ratio
from extractors.forms.money import Printed, Unit
from extractors.forms.names import without_code
from extractors.forms.ratios import rows_ratios
from extractors.forms.words import grade
from extractors.frozen import frozen
from patterns.loader import load

_PARTIES = ("unit", "department", "upper_department")


@frozen
class Listed:
    """One row: its project (null for the total row) and what it tells of it."""

    name: Span | None
    first: int
    last: int
    money: tuple[Money, ...]
    ratios: tuple[Ratio, ...]
    total: Mark | None
    parties: tuple[Pair, ...] = ()


def listed(form: Form, printed: Printed, unit: Unit | None) -> Iterator[Listed]:
    for band in form.bands:
        if band.kind == LISTING:
            yield from _rows(band, printed, unit)


def _rows(band: Band, printed: Printed, unit: Unit | None) -> Iterator[Listed]:
    head = listing_head(band.columns)
    names = next((c for c in band.columns if c.words[-1] is head), None)
    rows = list(fund_rows(band, printed, unit))
    for row, ratios in zip(rows, rows_ratios(rows, printed), strict=True):
        name = _name(band, row.row, names)
        total = None if name is None else _total(band, row.row)
        if row.money or ratios or total:
            blocks = [c.block for c in band.sheet.rows[row.row] if c.row == row.row]
            yield Listed(name, min(blocks), max(blocks), row.money, ratios, total, tuple(_parties(band, row.row)))


def _parties(band: Band, row: int) -> Iterator[Pair]:
    """Who is in charge of the row's project and who carries it out, where columns of their own tell."""
    for column in band.columns:
        cell = band.cell(row, column) if column.words[-1].word.label in _PARTIES else None
        if cell is not None and number(cell.value) is None:
            yield Pair(column.words[-1], cell)


def _total(band: Band, row: int) -> Mark | None:
    """自评得分 | 等级 of the row's project; a bare 得分 beside no grade is the one of its execution."""
    graded = next((c for c in band.columns if c.words[-1].word.label == "grade"), None)
    scored = next((c for c in band.columns if c.words[-1].word.label == "total"), band.column("score") if graded else None)
    told = None if graded is None else band.cell(row, graded)
    cell = None if scored is None else band.cell(row, scored)
    got, given = None if cell is None else mark(cell), None if told is None or grade(told.value) is None else told.span
    head = scored if got is not None else graded
    return None if head is None or (got is None and given is None) else Mark("total", head.words[-1].span, score=got, grade=given)


def _name(band: Band, row: int, names: Column | None) -> Span | None:
    cell = None if names is None else band.cell(row, names)
    if names is None or cell is None or cell.word.source == "total" or number(cell.value) is not None or _is_cost(cell.value, names):
        return None
    return without_code(cell)


def _is_cost(text: str, names: Column) -> bool:
    """Under 支出方向, which may stand over what a fund was divided into or over kinds of cost: 差旅费, 人员经费 are no projects.

    Under 任务名称 or 对应项目 only accounts (人员经费) are none: 普查经费 is a task."""
    account, head = load("not_projects")["account"].find, names.words[-1].word
    if head.label is not None:
        return False
    is_task = text.endswith("经费") and load("listed_headers").meaning(head.text) is not None
    return (text.endswith("费") and not is_task) or (account is not None and account.search(text) is not None)
