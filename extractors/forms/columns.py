"""The columns of a band: one or several header rows, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from extractors.forms.cells import Cell, Sheet, number
from extractors.forms.words import FUND_ROLES, LEVEL_ROLES, MONEY_ROLES, VALUE_ROLES, money_role, word
from extractors.frozen import changed, frozen
from patterns.loader import load

DEEPEST = 3
_LONGEST_PART = 8
PAID = "拨付"
_HEADS = LEVEL_ROLES | VALUE_ROLES | FUND_ROLES
_NO_WORD = re.compile("[0-9０-９√✓✔%％]")


@frozen
class Column:
    """`words` are its header cells from the top down; `role` a meaning of columns.toml, `source` one of funds.toml; `part`: its
    measure is lent by the column it is a part of."""

    col: int
    cols: int
    words: tuple[Cell, ...]
    role: str | None
    source: str | None = None
    part: bool = False

    def told_as(self, role: str | None) -> Column:
        """The same column with another role."""
        return self if role == self.role else changed(self, role=role)


def columns(sheet: Sheet, row: int, kind: str) -> tuple[tuple[Column, ...], int]:
    """The columns a header opens at `row`, and how many rows it takes."""
    depth = _depth(sheet, row)
    return _resolved(joined(sheet, row, depth), kind), depth


def joined(sheet: Sheet, row: int, depth: int) -> list[Column]:
    """The columns of a header of `depth` rows: neighbours under the same words are one."""
    above = enumerate(zip(*sheet.places[row : row + depth], strict=True))
    paths = [(col, tuple(dict.fromkeys([c for c in cells if c is not None and not c.blank]))) for col, cells in above]
    found: list[Column] = []
    for path, same in groupby([told for told in paths if told[1]], key=itemgetter(1)):
        cols = [col for col, _ in same]
        found.append(_column(cols[0], len(cols), path))
    return found


def _depth(sheet: Sheet, row: int) -> int:
    """A header goes on as long as the rows below it hold header words only."""
    depth = 1
    while depth < DEEPEST and row + depth < sheet.grid.height and _is_more_header(sheet, row + depth, row):
        depth += 1
    return depth


def _is_more_header(sheet: Sheet, row: int, top: int) -> bool:
    new = sheet.new[row]
    if _parts_header(sheet, row, top, new):
        return True
    if not new or not all(c.word.column or (c.word.source and (c is not new[0] or _is_parted(sheet, c))) for c in new):
        return False
    return all(_under_open_header(sheet, c, top) for c in new) and not any(number(c.value) is not None for c in new)


def _parts_header(sheet: Sheet, row: int, top: int, new: Sequence[Cell]) -> bool:
    """Short words below wide header words alone (where spans were lost, known ones), and nothing below the known narrow ones."""
    over = [c for c in sheet.rows[top] if c.cols == 1 and c.word.column in _HEADS] if len(new) > 1 else []
    if len(over) < 2 or any(len(c.value) > _LONGEST_PART or _NO_WORD.search(c.value) for c in new):
        return False
    below = (sheet.at(row, c.col) for c in over)
    parts = all(c.word.column for c in new) or all(_under_open_header(sheet, c, top) for c in new)
    return parts and all(b is None or b.blank or b in over for b in below)


def _is_parted(sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell stands under a wider one with a word of money: 预算安排 over 小计 and 其中：省级."""
    over = sheet.at(cell.row - 1, cell.col)
    return over is not None and over.cols > cell.cols and over.word.column in MONEY_ROLES


def _under_open_header(sheet: Sheet, cell: Cell, top: int) -> bool:
    """A second header word parts a wide one above it or fills a blank; under a narrow word it would be a value."""
    over = sheet.at(top, cell.col)
    return over is None or over.blank or over.cols > cell.cols or over.word.column is None


def _column(col: int, cols: int, path: tuple[Cell, ...]) -> Column:
    roles = [c.word.column for c in path if c.word.column]
    role = roles[-1] if roles else None
    if len(path) > 1 and (role is None or role in MONEY_ROLES):  # 年初 over 预算数 is 年初预算数
        role = word("".join(c.value for c in path)).column or role
    sources = [c.word.source for c in path if c.word.source]
    return Column(col, cols, path, role, sources[-1] if sources else None)


def _resolved(found: Sequence[Column], kind: str) -> tuple[Column, ...]:
    """Words that mean one thing alone and another beside others: levels with weights of their own, a goal that is a side label."""
    if kind == "indicators":
        return _with_names(_with_results(_without_level_weights(found)))
    if kind == "goals":
        last = {c.role: n for n, c in enumerate(found)}  # 年度目标完成情况 | 预期目标 | 实际完成目标: the first is the side label
        return tuple(c if last[c.role] == n else c.told_as(None) for n, c in enumerate(found))
    if kind in ("funds", "listing"):
        return with_paid(list(_with_stems(found, kind)))
    return tuple(found)


def with_paid(found: Sequence[Column]) -> tuple[Column, ...]:
    """已拨付补助 | 拨付率: what a rate of spending is measured by was spent, where no other column tells what was; and so was what
    those got who do not hand it on (企业名称 | 核定奖补 | 已拨付)."""
    paid = [n for n, c in enumerate(found) if c.role == "received" and PAID in c.words[-1].value]
    if not paid or any(c.role == "executed" for c in found):
        return tuple(found)
    if not any(c.role == "rate" and PAID in c.words[-1].value for c in found) and not any(map(_names_payees, found[:2])):
        return tuple(found)
    return tuple([c.told_as("executed") if n == paid[-1] else c for n, c in enumerate(found)])


def _names_payees(column: Column) -> bool:
    find = load("money_words")["payee"].find
    return column.role is None and find is not None and find.fullmatch(column.words[-1].value) is not None


def _with_stems(found: Sequence[Column], kind: str) -> Iterator[Column]:
    """Beside a column of money the others tell theirs by stem: 实际支出 | 其中：设备采购支出 | 完成率; in a list all but the first."""
    named = next((n for n, c in enumerate(found) if c.words[-1].word.label == "name"), 0 if kind == "listing" else len(found))
    first = min(named, next((n for n, c in enumerate(found) if c.role in FUND_ROLES), named))
    for n, column in enumerate(found):
        is_open = n > first and column.role in (None, "ignored") and column.source is None
        role = money_role(column.words[-1].value) if is_open else None
        yield column.told_as(role) if role in FUND_ROLES else column


def _without_level_weights(found: Sequence[Column]) -> tuple[Column, ...]:
    """一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分: only the last 分值 is the indicator's own."""
    weights = [n for n, c in enumerate(found) if c.role == "weight"]
    result = list(found)
    for n in weights[:-1]:
        before = result[n - 1].role if n else None
        result[n] = result[n].told_as(f"{before}_weight" if before in LEVEL_ROLES else "ignored")
    return tuple(result)


def _with_results(found: Sequence[Column]) -> tuple[Column, ...]:
    """年度指标值 | 1-6月完成情况: what a goal reached is among goals an indicator's result is among indicators. A part of a wide
    header has its meaning only where no other part has it for its own: 偏差原因分析 over 经费保障 | 人员保障 | 原因说明."""
    roles = {c.role for c in found}
    own = {c.role for c in found if len(c.words) > 1 and c.words[-1].word.column == c.role}
    lent = {"goal_actual": "actual"} if "actual" not in roles else {}
    parted = [c.role in own and c.words[-1].word.column is None for c in found]
    return tuple([c.told_as(None if part else lent.get(c.role or "", c.role)) for c, part in zip(found, parted, strict=True)])


def _with_names(found: Sequence[Column]) -> tuple[Column, ...]:
    """A header without a name column: the last level is the name, else the leftmost word nobody claims."""
    roles = {c.role for c in found}
    if "level3" in roles:
        return tuple(found)
    last = max((n for n, c in enumerate(found) if c.role in LEVEL_ROLES), default=None)
    if last is None:
        last = next((n for n, c in enumerate(found) if c.role is None), None)
    if last is None:
        return tuple(found)
    return (*found[:last], found[last].told_as("name"), *found[last + 1 :])
