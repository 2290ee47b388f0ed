"""Columns of a money table whose header nobody knows: their numbers are money too, and no number of such a table may be lost."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.forms.bands import FUNDS, Band
from extractors.forms.columns import Column
from extractors.forms.money_tables import has_numbers
from extractors.forms.words import MONEY_ROLES
from extractors.numbers.units import COUNT
from patterns.loader import fold, load

_OF_UNIT = re.compile(r"[（(【\[]([^（）()【】]+)[）)】\]]$")
_AS_MONEY = re.compile(r"[-－]?(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?|[0-9０-９]+[.．][0-9０-９]{2,6})")


def with_unnamed(band: Band) -> tuple[Column, ...]:
    """The columns of a band; beside a column of money one of unknown numbers is `other_money`."""
    known = [n for n, c in enumerate(band.columns) if c.role in MONEY_ROLES or c.source is not None]
    if not known:
        return band.columns
    named = next((n for n, c in enumerate(band.columns) if c.words[-1].word.label == "name"), 0)
    first = known[0] if band.kind == FUNDS else min(known[0], named + 1)
    return tuple(
        replace(c, role="other_money") if n >= first and n != named and _is_open(c) and _is_money(band, c) else c
        for n, c in enumerate(band.columns)
    )


def _is_open(column: Column) -> bool:
    """Whether nobody knows its header."""
    return column.role is None and column.source is None and not column.words[-1].word.known


def _is_money(band: Band, column: Column) -> bool:
    """What its header, else the look of its numbers says."""
    head = fold(column.words[-1].value)
    unit = _OF_UNIT.search(head)
    if (unit is not None and unit[1] in COUNT.words) or _says("counted", head) or not has_numbers(band.sheet, column, band.rows):
        return False
    return _says("money", head) or _looks(band, column)


def _says(meaning: str, head: str) -> bool:
    find = load("money_words")[meaning].find
    return find is not None and find.search(head) is not None


def _looks(band: Band, column: Column) -> bool:
    cells = [c.value for row in band.rows if (c := band.cell(row, column)) is not None]
    return sum(_AS_MONEY.fullmatch(value) is not None for value in cells) * 2 > len(cells)
