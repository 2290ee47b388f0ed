"""Which column each cell of a row belongs to, where blank cells were lost: told only where one answer is possible.

A cell's kind is held against its column's: a percent stands under a rate, 数量指标 under the second level, words never under a weight.
A row that could stand in two ways is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from extractors.forms.bands import COUNTERS
from extractors.forms.words import FUND_ROLES, LEVEL_ROLES, MONEY_ROLES, RATE_ROLES, VALUE_ROLES, component, word
from patterns.loader import fold, load

MARKS = frozenset({"weight", "score", "review_score"})
_WIDEST = 14  # columns of the widest header that is tried
_LONGEST_UNIT = 6
_BLANKS = frozenset({"-", "—", "－", "--", "——", "/", "／", "\\", "―"})
_NUMBER = re.compile(r"[-+－]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_UNITS = {"%": "percent", "％": "percent", "分": "points"} | dict.fromkeys(("元", "万元", "亿元", "万"), "amount")
_SIGNED = re.compile(r"[≥≤＞＜>＝=<≧≦][=＝]?\s*[0-9０-９]")
_SIGNS = frozenset("≥≤＞＜>＝=<≧≦")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]$")
_ANYTHING = frozenset({"target", "adjusted_target", "actual", "ignored"})
_BESIDE = frozenset({"ignored", "reason"})  # words of a header's second row: 经费保障 | 人员保障 | 原因说明
_OPTIONAL = frozenset({"operator", "unit"})

Roles = Sequence[str | None]
Row = list[str]


@lru_cache(1 << 12)
def kind(text: str) -> str:
    """blank (a mark that says so), number, percent, points, amount, sign, signed (≥95), or words."""
    if text in _BLANKS:
        return "blank"
    found = _NUMBER.match(text)
    if found is None:
        return "signed" if _SIGNED.match(text) else "sign" if text in _SIGNS else "words"
    rest = text[found.end() :].strip()
    return _UNITS.get(rest, "words") if rest else "number"


def is_funds(roles: Roles) -> bool:
    told = [role for role in roles if role]
    return sum(role in FUND_ROLES for role in told) > 1 and not LEVEL_ROLES.intersection(told)


def is_indicators(roles: Roles) -> bool:
    told = {role for role in roles if role}
    return bool({"level3", "level2"} & told) and len({"target", "actual"} & told) == 2 and len(VALUE_ROLES & told) + 1 < len(roles)


def is_header(cells: Sequence[str]) -> bool:
    """Several words of columns and no figure among them."""
    roles = [role for role in roles_of(cells) if role]
    return len(roles) > 1 and not _BESIDE.issuperset(roles) and all(kind(cell) == "words" for cell in cells)


def roles_of(cells: Sequence[str]) -> Roles:
    """What the header's columns hold; beside levels what a goal reached is an indicator's result."""
    told = [word(cell).column for cell in cells]
    if "actual" not in told and LEVEL_ROLES.intersection(told):
        return ["actual" if role == "goal_actual" else role for role in told]
    return told


def leads(rows: Sequence[Row], roles: Roles) -> set[int]:
    """Where the labels of money rows stand: in the first column, or in the second, below a header of theirs beside a merged side label:
    no word of money, or one that is said again (年度预算数 | 年初预算数 | 调整预算数). The longest rows tell it."""
    longest = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == longest > 2 and row[0] not in COUNTERS]
    tried = (0, 1) if len(roles) > 2 and (roles[1] not in FUND_ROLES or roles[1] in roles[2:]) else (0,)
    return {lead for lead in tried for row in full if _filled(row, roles, lead) is not None}


def funds_row(row: Row, roles: Roles, lead: int) -> Row | None:
    """The row under its header, "" where nothing stands; None where it may stand in more ways than one."""
    if len(row) == 1 or row[0] in COUNTERS:
        return _under(row, [lead], len(roles)) if len(row) == 1 else None
    return _filled(row, roles, lead) or _strict(row, roles, lead)


def even_row(row: Row, roles: Roles) -> Row | None:
    """A row with a cell for every column."""
    return row if len(row) == len(roles) and row[0] not in COUNTERS and all(map(_fits, row, roles)) else None


def _filled(row: Row, roles: Roles, lead: int) -> Row | None:
    """All columns of numbers have their cell."""
    columns = range(lead + 1, len(roles))
    free = [at for at in columns if roles[at] not in FUND_ROLES | MARKS]
    return _only([lead], row, roles, columns, free, _is_label(row[0]))


def _strict(row: Row, roles: Roles, lead: int) -> Row | None:
    """Any column may have none; then a dash stands under marks alone, a percent under rates, and a part of the total has no marks."""
    columns = range(lead + 1, len(roles))
    if len(row) - 1 > len(columns) or len(roles) > _WIDEST or not _is_label(row[0]):
        return None
    part = word(row[0]).source != "total"
    found = [
        at for at in combinations(columns, len(row) - 1) if all(_fits_alone(c, roles[n], part) for c, n in zip(row[1:], at, strict=True))
    ]
    return _under(row, [lead, *found[0]], len(roles)) if len(found) == 1 else None


def _fits_alone(cell: str, role: str | None, part: bool) -> bool:
    told = kind(cell)
    if role in MONEY_ROLES:
        return told in ("number", "amount")
    if role in RATE_ROLES:
        return told == "percent"
    if role in MARKS:
        return told == "blank" or (told == "number" and not part)
    return told == "words"


def indicator_row(row: Row, roles: Roles) -> Row | None:
    """An indicator under its header: from its first or second level on, or from its name on below the levels of the row above."""
    name = _name_column(roles)
    found = [told for start in (*level_columns(roles), name) if (told := _indicator_from(start, name, row, roles)) is not None]
    return found[0] if len(found) == 1 else None


def levels_row(row: Row, roles: Roles) -> Row | None:
    """The levels that a row begins with, what follows them right of all columns."""
    name = _name_column(roles)
    for start in level_columns(roles):
        levels = [cell for cell, role in zip(row, roles[start:name], strict=False) if _is_level(cell, role) and _is_level_word(cell)]
        if levels and row[: len(levels)] == levels:
            return [*_under(levels, range(start, start + len(levels)), len(roles)), " ".join(row[len(levels) :])]
    return None


def starts_anew(row: Row, roles: Roles) -> bool:
    """Whether a row tells the uppermost level."""
    return bool(row[(*level_columns(roles), _name_column(roles))[0]])


def total_row(row: Row, roles: Roles) -> Row | None:
    """总分 | 100 | 95 under a weight and a score."""
    at = [n for n, role in enumerate(roles) if role in MARKS]
    if word(row[0]).label != "total" or len(row) != len(at) + 1 or any(kind(cell) not in ("number", "points") for cell in row[1:]):
        return None
    return _under(row, [0, *at], len(roles))


def _indicator_from(start: int, name: int, row: Row, roles: Roles) -> Row | None:
    levels = name - start
    if len(row) < levels + 3 or not all(_is_level(cell, roles[start + n]) for n, cell in enumerate(row[:levels])):
        return None
    if kind(row[levels]) not in ("words", "amount") or _is_level_word(row[levels]) or word(row[levels]).column:
        return None
    columns = range(name + 1, len(roles))
    free = [at for at in columns if roles[at] in _OPTIONAL or (roles[at] not in VALUE_ROLES and at == len(roles) - 1)]
    told = _only([*range(start, name + 1)], row, roles, columns, free, True)
    return None if told is None or _slipped(told, roles) else told


def _slipped(row: Row, roles: Roles) -> bool:
    """Whether what begins with ≥ stands under the result, and words under the target: then a blank inside the name has made two of it."""
    return kind(row[roles.index("actual")]) == "signed" and not any(map(str.isdigit, row[roles.index("target")]))


def _only(head: list[int], row: Row, roles: Roles, columns: Sequence[int], free: Sequence[int], may: bool) -> Row | None:
    """The row with its first cells at `head` and the others in `columns`, of which the `free` ones may be blank; if that can be in one
    way only."""
    missing = len(head) + len(columns) - len(row)
    if not may or not 0 <= missing <= len(free) or len(roles) > _WIDEST:
        return None
    tried = ([n for n in columns if n not in without] for without in combinations(free, missing))
    ways = [at for at in tried if all(_fits(cell, roles[n]) for cell, n in zip(row[len(head) :], at, strict=True))]
    return _under(row, [*head, *ways[0]], len(roles)) if len(ways) == 1 else None


def _fits(cell: str, role: str | None) -> bool:
    told = kind(cell)
    if role in MONEY_ROLES:
        return told in ("number", "amount", "blank")
    if role in RATE_ROLES:
        return told in ("percent", "number", "blank")
    if role in MARKS:
        return told in ("number", "points", "blank")
    if role == "operator":
        return load("targets").meaning(cell) is not None or "定" in cell
    if role == "reason":
        return told == "blank" or (told == "words" and not _is_level_word(cell) and word(cell).label is None)
    if role == "unit":
        return told in ("words", "blank") and len(cell) <= _LONGEST_UNIT
    return (role in _ANYTHING and told != "sign") or told in ("words", "blank")


def _is_label(cell: str) -> bool:
    return kind(cell) == "words"


def _name_column(roles: Roles) -> int:
    return roles.index("level3") if "level3" in roles else roles.index("level2")


def level_columns(roles: Roles) -> list[int]:
    """Where a row may begin above its name: at a level's column, if only levels stand between it and the name."""
    at = _name_column(roles)
    while at > 0 and roles[at - 1] in LEVEL_ROLES:
        at -= 1
    return [*range(at, _name_column(roles))]


def _is_level(cell: str, role: str | None) -> bool:
    bare = _BRACKETS.sub("", fold(cell))
    aspect = load("levels").meaning(bare)
    if role == "level1":
        return component(bare) != "other" or (aspect == "cost" and _is_level_word(cell))
    return aspect is not None


def _is_level_word(cell: str) -> bool:
    bare = _BRACKETS.sub("", fold(cell))
    return bare.endswith("指标") and (component(bare) != "other" or load("levels").meaning(bare) is not None)


def _under(row: Row, at: Sequence[int], width: int) -> Row:
    told = [""] * width
    for cell, column in zip(row, at, strict=True):
        told[column] = cell
    return told
