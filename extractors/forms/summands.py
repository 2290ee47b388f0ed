"""Columns that are parts of another (完成投资 | 其中：资本金 | 银行贷款): their measure is that of the whole, and sums say of which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.forms.cells import Cell, Sheet, number
from extractors.forms.columns import Column
from extractors.forms.words import MONEY_ROLES
from extractors.frozen import changed

_SLACK = Decimal("0.01")  # of the printed unit, for every number that may be rounded
_LEAST = Decimal("0.6")  # of the rows that print all of them


def with_lent(sheet: Sheet, columns: Sequence[Column], body: Sequence[int]) -> list[Column]:
    """The columns, those without a measure that add up to a column of money with the measure of that one."""
    found = list(columns)
    wholes = [n for n, c in enumerate(columns) if c.role in MONEY_ROLES]
    for run in _runs(sheet, columns, body) if wholes else ():
        parts, whole = _parts(sheet, columns, body, run, wholes)
        for n in parts:
            found[n] = changed(columns[n], role=columns[whole].role, part=True)
    return found


def _parts(sheet: Sheet, columns: Sequence[Column], body: Sequence[int], run: list[int], wholes: Sequence[int]) -> tuple[list[int], int]:
    """The longest stretch of a run that adds up to a column, and which; several rows must say so of a part of the run."""
    nearest = sorted(wholes, key=lambda n: (n > run[0], abs(n - run[0])))  # the whole stands at the left of its parts
    for size in range(len(run), 1, -1):
        for start in range(len(run) - size + 1):
            parts = run[start : start + size]
            least = 1 if size == len(run) else 2
            whole = next((n for n in nearest if _adds_up(sheet, [columns[i] for i in parts], columns[n], body, least)), None)
            if whole is not None:
                return parts, whole
    return [], 0


def _runs(sheet: Sheet, columns: Sequence[Column], body: Sequence[int]) -> Iterator[list[int]]:
    """Neighbours of numbers without a measure: those below one wide header word, or of sources and unknown words."""
    run: list[int] = []
    for n, column in enumerate(columns):
        if not _is_open(column) or not _has_numbers(sheet, column, body):
            yield from [run] if len(run) > 1 else []
            run = []
        elif run and _above(columns[run[-1]]) != _above(column):
            yield from [run] if len(run) > 1 else []
            run = [n]
        else:
            run.append(n)
    yield from [run] if len(run) > 1 else []


def _is_open(column: Column) -> bool:
    """Whether its own word tells no measure."""
    return column.role in (None, "amount") and column.words[-1].word.label in (None, "part")


def _above(column: Column) -> int | None:
    """The wide word over a part."""
    return column.words[0].block if len(column.words) > 1 else None


def _cells(sheet: Sheet, column: Column, body: Sequence[int]) -> list[Cell | None]:
    return [sheet.at(row, column.col) for row in body]


def _value(cell: Cell | None) -> Decimal | None:
    """The number of a cell; a blank one among numbers is nothing."""
    return None if cell is None else Decimal(0) if cell.blank else number(cell.value)


def _has_numbers(sheet: Sheet, column: Column, body: Sequence[int]) -> bool:
    values = [c for c in _cells(sheet, column, body) if c is not None and not c.blank]
    return bool(values) and all(_value(c) is not None for c in values)


def _adds_up(sheet: Sheet, parts: Sequence[Column], whole: Column, body: Sequence[int], least: int) -> bool:
    made = zip(*(_cells(sheet, c, body) for c in parts), _cells(sheet, whole, body), strict=True)
    rows = [[_value(cell) for cell in row] for row in made]
    full = [[v for v in row if v is not None] for row in rows if None not in row and row[-1]]
    slack = _SLACK * (len(parts) + 1)
    agree = sum(abs(sum(row[:-1], Decimal(0)) - row[-1]) <= slack for row in full)
    return agree >= least and agree >= _LEAST * len(full)
