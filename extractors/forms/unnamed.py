"""Columns of a money table whose header nobody knows: their numbers are money too, and no number of such a table may be lost."""

from __future__ import annotations

import re

from extractors.forms.bands import FUNDS, MONEY, Band
from extractors.forms.columns import Column
from extractors.forms.money import Unit
from extractors.forms.money_tables import has_numbers
from extractors.forms.summands import with_lent
from extractors.forms.words import MONEY_ROLES
from extractors.numbers.units import COUNT
from patterns.loader import fold, load

_OF_UNIT = re.compile(r"[（(【\[]([^（）()【】]+)[）)】\]]$")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_AS_MONEY = re.compile(r"[-－]?(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?|[0-9０-９]+[.．][0-9０-９]{2,6})")


def with_unnamed(band: Band, unit: Unit | None) -> tuple[Column, ...]:
    """The columns of a band; beside a column of money parts of one have its measure, and one of unknown numbers is `other_money`."""
    known = [n for n, c in enumerate(band.columns) if c.role in MONEY_ROLES or c.source is not None]
    if not known:
        return band.columns
    told = band.columns if band.kind == MONEY else with_lent(band.sheet, band.columns, band.rows)
    named = next((n for n, c in enumerate(told) if c.words[-1].word.label == "name"), 0)
    first = known[0] if band.kind == FUNDS else min(known[0], named + 1)
    whole = band.kind != FUNDS and _is_above(band, unit)
    return tuple(
        c.told_as("other_money") if n >= first and n != named and _is_open(c) and _is_money(band, c, whole) else c
        for n, c in enumerate(told)
    )


def _is_above(band: Band, unit: Unit | None) -> bool:
    """Whether the unit is that of a line above the table, not of one of its columns."""
    return unit is not None and unit[1].block < band.sheet.grid.first


def _is_open(column: Column) -> bool:
    """Whether nobody knows its header."""
    return column.role is None and column.source is None and not column.words[-1].word.known


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
