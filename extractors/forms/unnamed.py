"""Columns of a money table whose header nobody knows: their numbers are money too, and no number of such a table may be lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.document import Document
from extractors.forms.bands import FUNDS, LISTING, MONEY, Band, listing_head
from extractors.forms.cells import number
from extractors.forms.columns import Column
from extractors.forms.money import Unit
from extractors.forms.money_tables import has_numbers
from extractors.forms.summands import with_lent
from extractors.forms.words import MONEY_ROLES, money_role
from extractors.numbers.units import COUNT
from patterns.loader import fold, load

_OF_UNIT = re.compile(r"[（(【\[]([^（）()【】]+)[）)】\]]$")
_PLANNED = frozenset({"budget", "initial_budget", "received"})
_SLACK = Decimal("0.06")  # percent: what is left of a rate rounded to one decimal
_AND = tuple("、，,；;/")
_OTHER_UNIT = re.compile(r"\s*[、，,；;/]\s*[^\s%％﹪、，,；;）)】\]]{1,4}\s*(?:[）)】\]]|$)")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_AS_MONEY = re.compile(r"[-－]?(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?|[0-9０-９]+[.．][0-9０-９]{2,6})")


def with_unnamed(band: Band, unit: Unit | None, document: Document) -> tuple[Column, ...]:
    """The columns of a band; beside a column of money parts of one have its measure, and one of unknown numbers is `other_money`."""
    known = [n for n, c in enumerate(band.columns) if c.role in MONEY_ROLES or c.source is not None]
    if not known:
        return band.columns
    told = band.columns if band.kind == MONEY else with_lent(band.sheet, band.columns, band.rows)
    head = listing_head(told) if band.kind == LISTING else None
    named = next((n for n, c in enumerate(told) if c.words[-1] is head or c.words[-1].word.label == "name"), 0)
    first = known[0] if band.kind == FUNDS else min(known[0], named + 1)
    whole = band.kind != FUNDS and _is_of_all(band, unit, document)
    unknown = [n for n, c in enumerate(told) if n != named and _is_open(c) and (n >= first or (n > 0 and _names_money(c)))]
    roles = {n: "other_money" for n in unknown if _is_money(band, told[n], whole)}
    base = _base(band, told, unknown)
    if base is not None:
        roles[base] = "budget"
    return tuple([c.told_as(roles.get(n, c.role)) for n, c in enumerate(told)])


def _base(band: Band, columns: Sequence[Column], unknown: Sequence[int]) -> int | None:
    """补助资金 | 实际支出 | 执行率, and no word says what was planned: the column that what was spent and its rate give, else the only one
    that names nothing but money."""
    spent, rate = (next((c for c in columns if c.role == role), None) for role in ("executed", "rate"))
    if spent is None or any(c.role in _PLANNED for c in columns):
        return None
    if rate is not None:
        for n in unknown:
            if _gives(band, columns[n], spent, rate):
                return n
    bare = [n for n in unknown if money_role(columns[n].words[-1].value) == "amount"]
    return bare[0] if len(bare) == 1 else None


def _gives(band: Band, whole: Column, spent: Column, rate: Column) -> bool:
    """Whether what was spent of a column's amounts is the rate printed, in most rows."""
    rows = [[None if (c := band.cell(row, told)) is None else number(c.value) for told in (whole, spent, rate)] for row in band.rows]
    full = [(base, paid, share) for base, paid, share in rows if base and paid is not None and share is not None]
    agree = sum(abs(paid / base * 100 - share) < _SLACK for base, paid, share in full)
    return agree > 1 and agree * 2 > len(full)


def _is_of_all(band: Band, unit: Unit | None, document: Document) -> bool:
    """Whether the unit is that of a line above the table, not of one of its columns, nor one of several (单位：户、万元)."""
    if unit is None or unit[1].block >= band.sheet.grid.first:
        return False
    line = document.blocks[unit[1].block].text
    return line[: unit[1].start].rstrip()[-1:] not in _AND and _OTHER_UNIT.match(line, unit[1].end) is None


def _is_open(column: Column) -> bool:
    """Whether nobody knows its header."""
    return column.role is None and column.source is None and not column.words[-1].word.known


def _names_money(column: Column) -> bool:
    """地区 | 分配资金 | 实际支出: words that only a table of money is known by."""
    return money_role(column.words[-1].value) is not None


def _is_money(band: Band, column: Column, whole: bool) -> bool:
    """What its header, else the look of its numbers says; under a unit line `whole` numbers too, unless they may count something."""
    head = fold(column.words[-1].value)
    unit = _OF_UNIT.search(head)
    if (unit is not None and unit[1] in COUNT.words) or _says("counted", head) or not has_numbers(band.sheet, column, band.rows):
        return False
    if _says("money", head) or _looks(band, column):
        return True
    return whole and len(head) > 1 and not _says("countable", head, "counted_words") and not _counts_up(band, column)


def _says(meaning: str, head: str, lexicon: str = "money_words") -> bool:
    find = load(lexicon)[meaning].find
    return find is not None and find.search(head) is not None


def _counts_up(band: Band, column: Column) -> bool:
    """1, 2, 3 …, or years."""
    cells = [c.value for row in band.rows if (c := band.cell(row, column)) is not None]
    return cells == [str(n) for n in range(1, len(cells) + 1)] or all(_YEAR.fullmatch(value) for value in cells)


def _looks(band: Band, column: Column) -> bool:
    cells = [c.value for row in band.rows if (c := band.cell(row, column)) is not None]
    return sum(_AS_MONEY.fullmatch(value) is not None for value in cells) * 2 > len(cells)
