"""Every score of a form beyond the single indicators: execution, full marks of levels, totals, grades."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.document import Span
from extractors.forms.bands import FUNDS, INDICATORS, Band, Pair
from extractors.forms.cells import Cell, full_mark
from extractors.forms.columns import Column
from extractors.forms.indicators import is_closing, is_summary, level_marks, mark, name_column
from extractors.forms.model import Form, Mark
from extractors.forms.words import GOAL_ROLES, component, grade, word
from extractors.frozen import changed

TICKED = "☑√■☒✓✔"
_GRADE = "[优良中差][秀好等]?|较差|一般|不?合格"
_CHOICE = re.compile(rf"([{TICKED}□☐○])\s*({_GRADE})|({_GRADE})\s*[(（]?\s*([{TICKED}])")


def marks(form: Form) -> Iterator[Mark]:
    for piece in form.pieces:
        if isinstance(piece, Pair):
            yield from _of_pair(piece)
        elif isinstance(piece, Band) and piece.kind == FUNDS:
            yield from _execution(piece)
        elif isinstance(piece, Band) and piece.kind == INDICATORS:
            yield from _components(piece) if is_summary(piece) else _execution_rows(piece)
            yield from _closing(piece)
            yield from _of_side(piece)
    for cell, value, span in level_marks(form):
        yield Mark(component(_level_word(cell)), cell.span, full_mark=(value, span))


def _of_side(band: Band) -> Iterator[Mark]:
    """绩效指标（90分） beside all of them: the full mark of what is scored apart from the execution."""
    first = band.columns[0]
    side = band.side or (first.words[0] if first.role in GOAL_ROLES else None)  # 年度绩效目标（80分） is no column of goals here
    told = None if side is None else full_mark(side)
    if side is not None and told is not None:
        yield Mark(component(_level_word(side)), side.span, full_mark=told)


def _level_word(cell: Cell) -> str:
    return word(cell.value).text.split("(")[0]


def _execution(band: Band) -> Iterator[Mark]:
    """分值 | 执行率 | 得分 in the funds' first row; the full mark may stand in the header: 得分（10分）."""
    weight, score = band.column("weight"), band.column("score")
    if score is None and weight is None:
        return
    heads = [w for w in (*(c.words[-1] for c in (score, weight) if c), band.side) if w is not None]
    for row in band.rows:
        full = mark(_cell(band, row, weight)) or next((m for w in heads if (m := full_mark(w)) is not None), None)
        got = mark(_cell(band, row, score))
        if got is not None or (weight is not None and mark(_cell(band, row, weight)) is not None):
            head = band.column("rate") or weight or score
            yield Mark("execution", head.words[-1].span if head else band.sheet.rows[row][0].span, full, got)
            return


def _cell(band: Band, row: int, column: Column | None) -> Cell | None:
    return None if column is None else band.cell(row, column)


def _closing(band: Band) -> Iterator[Mark]:
    """总分 | 100 | 95.5 | 优, its numbers by their columns where these tell, else in their order."""
    for row in band.rows:
        new = band.sheet.new[row]
        if not new or not is_closing(band, row):
            continue
        told = _numbers(band, new)
        found = next((c for c in new[1:] if grade(c.value) is not None), None)
        full, got, review = told.get("weight") or full_mark(new[0]), told.get("score"), told.get("review_score")
        kind = "total" if new[0].word.label == "total" else component(new[0].word.text.removesuffix("小计"))
        if full or got or found:
            yield Mark(kind, new[0].span, full, got, None if found is None else found.span)
        if review is not None:
            yield Mark(kind, new[0].span, full, review, by="review")


def _numbers(band: Band, new: Sequence[Cell]) -> dict[str, tuple[Decimal, Span]]:
    found: dict[str, tuple[Decimal, Span]] = {}
    rest: list[tuple[Decimal, Span]] = []
    for cell in new[1:]:
        value = mark(cell)
        roles = [c.role for c in band.columns if cell.col <= c.col < cell.col + cell.cols and c.role in ("weight", "score", "review_score")]
        if _is_beside(band, cell):
            continue
        if value is not None and len(roles) == 1 and roles[0] is not None and roles[0] not in found:
            found[roles[0]] = value
        elif value is not None:
            rest.append(value)
    known = ("weight", "score", "review_score") if band.column("review_score") is not None else ("weight", "score")
    if len(rest) == 1 and "score" in found and "weight" not in found and len(known) == 2 and _follows(rest[0], found["score"]):
        return {"weight": found["score"], "score": rest[0]}  # 总分 | 100 | 95.5 without the blank under 原因: each stands a column late
    open_roles = [r for r in known if r not in found]
    if len(rest) == 1 and not found:
        return {"score": rest[0]}
    return found | dict(zip(open_roles, rest, strict=False))


def _follows(later: tuple[Decimal, Span], earlier: tuple[Decimal, Span]) -> bool:
    """Whether the second of two numbers is a score of the first one."""
    return later[1].block > earlier[1].block and later[0] <= earlier[0]


def _is_beside(band: Band, cell: Cell) -> bool:
    """Whether a number of a closing row is a level's weight or a column of no interest."""
    column = next((c for c in band.columns if c.col == cell.col), None)
    return column is not None and column.role is not None and (column.role.endswith("_weight") or column.role == "ignored")


def _components(band: Band) -> Iterator[Mark]:
    """决策 | 15 | 13.5: a table whose names are components has scores and no indicators."""
    name, weight, score = name_column(band), band.column("weight"), band.column("score")
    for row in band.rows:
        cell = None if name is None or is_closing(band, row) else band.cell(row, name)
        full, got = mark(_cell(band, row, weight)), mark(_cell(band, row, score))
        if cell is not None and (full or got):
            yield Mark(component(_level_word(cell)), cell.span, full or full_mark(cell), got)


def _execution_rows(band: Band) -> Iterator[Mark]:
    """预算执行率 beside the levels, below none of them, is scored as the indicators are and is the score of the execution."""
    name, level, weight, score = name_column(band), band.column("level1"), band.column("weight"), band.column("score")
    for row in band.rows if name is not None and score is not None else ():
        cell = None if name is None or is_closing(band, row) else band.cell(row, name)
        if cell is None or component(_level_word(cell)) != "execution":
            continue
        above = None if level is None else band.cell(row, level)
        got = mark(_cell(band, row, score))
        own = above is None or above is cell or (component(_level_word(above)) == "execution" and full_mark(above) is None)
        if got is not None and own:
            yield Mark("execution", cell.span, mark(_cell(band, row, weight)), got)


def _of_pair(pair: Pair) -> Iterator[Mark]:
    """自评总分 | 97.93, 自评等级 | ☑优 □良, 执行率得分 | 9.8."""
    value, label = pair.value, pair.label.word.label
    if value is None:
        return
    if label in ("total", "execution"):
        got = mark(value)
        if got is not None:
            yield Mark("total" if label == "total" else "execution", pair.label.span, full_mark(pair.label), got)
    if label == "grade":
        told = chosen(value)
        if told is not None:
            yield Mark("total", pair.label.span, grade=told)


def chosen(cell: Cell) -> Span | None:
    """The grade a cell names: its words, or the one ticked of several."""
    if grade(cell.value) is not None:
        return cell.span
    for found in _CHOICE.finditer(cell.value):
        if (found[1] or found[4]) in TICKED:
            group = 2 if found[1] else 3
            return Span(cell.block, cell.start + found.start(group), cell.start + found.end(group))
    return None


def joined(found: list[Mark]) -> list[Mark]:
    """One row per component: a total told twice (head and foot) with the same score is one, a grade told apart joins its total."""
    result: list[Mark] = []
    for one in found:
        at = next((n for n, other in enumerate(result) if _is_same(other, one)), None)
        if at is None:
            result.append(one)
        else:
            other = result[at]
            result[at] = changed(
                other, full_mark=other.full_mark or one.full_mark, score=other.score or one.score, grade=other.grade or one.grade
            )
    return result


def _is_same(a: Mark, b: Mark) -> bool:
    if a.component != "total" or b.component != "total" or a.by != b.by:
        return False
    return a.score is None or b.score is None or a.score[0] == b.score[0]
