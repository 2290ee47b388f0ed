"""The rates of a form's funds, with the amounts of their row they are measured against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.document import Mention, Span
from extractors.forms.cells import Cell
from extractors.forms.columns import PAID, Column
from extractors.forms.model import FundRow, Labels, Money, Ratio
from extractors.forms.money import Printed, bare_percent
from extractors.forms.words import FUND_ROLES, RATE_ROLES, bare_label
from extractors.frozen import changed
from extractors.numbers.rounding import agrees
from patterns.loader import load

_ROWS = 2  # whose rates must hold before they say what another is measured against
_BASES = ("budget", "initial_budget", "received")
_Heads = tuple[Span | None, Span | None]


def rows_ratios(rows: Sequence[FundRow], printed: Printed) -> list[tuple[Ratio, ...]]:
    """The rates of every row; one that its own amounts do not give is measured as those of the rows beside it are."""
    found = [[(column.col, told) for cell, column in row.rates for told in _of_rate(row, cell, column, printed)] for row in rows]
    if all(_holds(told, printed) for ratios in found for _, told in ratios):
        return [tuple(told for _, told in ratios) for ratios in found]
    usual: dict[int, Counter[_Heads]] = {}
    for row, ratios in zip(rows, found, strict=True):
        for col, told in ratios:
            usual.setdefault(col, Counter()).update(_heads(told, row, printed))
    return [tuple(_as_usual(told, row, usual.get(col), printed) for col, told in ratios) for row, ratios in zip(rows, found, strict=True)]


def _heads(told: Ratio, row: FundRow, printed: Printed) -> Iterator[_Heads]:
    """The headers over every two amounts of a row whose quotient its rate prints: 安排 and 下达 may be the same in most rows."""
    for base in row.money if told.kind in ("execution", "completion") else ():
        for spent in row.money if base.measure in _BASES and base.mention.value else ():
            share = _share([base], [spent]) if spent.measure in ("executed", "received") and spent is not base else None
            if share is not None and _agrees(told.mention, share, printed):
                yield base.measure_label, spent.measure_label


def _agrees(rate: Mention, share: Decimal, printed: Printed) -> bool:
    return rate.value is not None and agrees(rate.value, share, printed.document.text(rate.span))


def _holds(told: Ratio, printed: Printed) -> bool:
    """Whether a rate is the quotient of the amounts it was measured against."""
    return told.computed is not None and _agrees(told.mention, told.computed, printed)


def _as_usual(told: Ratio, row: FundRow, usual: Counter[_Heads] | None, printed: Printed) -> Ratio:
    """A rate that does not hold, against the amounts under the headers that hold for most rows."""
    if not usual or told.kind not in ("execution", "completion") or _holds(told, printed):
        return told
    heads, rows = usual.most_common(1)[0]
    if rows < _ROWS:
        return told
    base, spent = (next((m for m in row.money if m.measure_label == head), None) for head in heads)
    computed = _share([base], [spent]) if base is not None and spent is not None else None
    if base is None or spent is None or computed is None:
        return told
    return changed(told, budget=base.mention.span, executed=spent.mention.span, computed=computed)


def _of_rate(row: FundRow, cell: Cell, column: Column, printed: Printed) -> Iterator[Ratio]:
    """Rates stand in a column of their own, or, where tiers are columns, in a row."""
    role: str | None
    if column.role in RATE_ROLES:
        named = row.label if row.label is not None and row.label.word.column not in FUND_ROLES else None
        role, head = column.role, column.words[-1]
    else:
        named, head = column.words[-1], row.label or column.words[-1]
        role = head.word.column
    labels: Labels = (("kind", head.span),) if named is None else (("kind", head.span), ("subject", named.span))
    yield from ratio(cell, str(role), labels, "" if named is None else plain_subject(named), head.value, _sign(column), row.money, printed)


def ratio(
    cell: Cell, role: str, labels: Labels, subject: str, head: str, sign: Span | None, row: tuple[Money, ...], printed: Printed
) -> Iterator[Ratio]:
    columns = load("columns")
    if role == "forecast_rate" or columns[role].extra["kind"] in ("share", "change"):
        row = ()  # these compare with other rows and years, or with what is still to be spent
    budgets = _told(row, "budget") or _told(row, "initial_budget")
    # 拨付资金 | 拨付率 | 实际支出 | 支出率: each rate is of its own column
    parts = ("received",) if role == "received_rate" else ("received", "executed") if PAID in head else ("executed",)
    spent = _told(row, parts[0]) or _told(row, parts[-1])
    tiers = len(budgets) > 1 and len(spent) > 1
    budget, executed = (None, None) if tiers else (next(iter(budgets), None), next(iter(spent), None))
    computed = _share(budgets, spent) if tiers else _share(budgets[:1], spent[:1])
    mention = _percent(cell, sign, computed, printed)
    if mention is not None and not tiers and role != "received_rate":
        budget, executed = _printed_pair(mention, row, parts, printed) or (budget, executed)
        computed = _share([budget], [executed]) if budget and executed else computed
    if mention is not None:
        if tiers and role != "received_rate":
            computed = _nearest(mention, [computed, _share(_told(row, "received"), spent)])
        name = subject if subject.endswith("率") else f"{subject}{columns[role].label}"
        yield Ratio(
            mention,
            columns[role].extra["kind"],
            name,
            budget.mention.span if budget else None,
            executed.mention.span if executed else None,
            computed,
            labels,
        )


def _printed_pair(mention: Mention, row: tuple[Money, ...], parts: tuple[str, ...], printed: Printed) -> tuple[Money, Money] | None:
    """Of what was planned or came in and what was spent, this year or in all, the two whose quotient the rate prints."""
    text, stated = printed.document.text(mention.span), mention.value
    bases = [m for measure in _BASES for m in row if m.measure == measure]
    for base in bases if stated is not None else ():
        for spent in row:
            share = _share([base], [spent]) if spent.measure in parts and spent is not base else None
            if stated is not None and share is not None and agrees(stated, share, text):
                return base, spent
    return None


def _told(row: tuple[Money, ...], measure: str) -> list[Money]:
    """The amounts of a measure: the first whole one, else those of all tiers that stand side by side."""
    found = [m for m in row if m.measure == measure]
    whole = [m for m in found if m.source in (None, "total")]
    return whole[:1] or found


def _share(budgets: list[Money], spent: list[Money]) -> Decimal | None:
    whole = sum([m.mention.value for m in budgets if m.mention.value is not None])
    part = [m.mention.value for m in spent if m.mention.value is not None]
    return sum(part) / whole if whole and part and len(part) == len(spent) else None


def _nearest(mention: Mention, shares: list[Decimal | None]) -> Decimal | None:
    """Of what was planned and what came in over all tiers, the one the printed rate is measured against."""
    stated = mention.value
    known = [share for share in shares if share is not None]
    return min(known, key=lambda share: abs(share - stated), default=None) if stated is not None else None


def _percent(cell: Cell, sign: Span | None, computed: Decimal | None, printed: Printed) -> Mention | None:
    """98.5%, or a bare number: a fraction where the row's own arithmetic, or a lone 1, says so."""
    own = printed.percents.get(cell.block)
    if own:
        return own[0]
    bare = bare_percent(cell, sign, printed)
    if bare is None or bare.value is None:
        return None
    whole = bare.value * 100
    fraction = abs(computed - whole) < abs(computed - bare.value) if computed is not None else sign is None and 0 < whole <= 1
    return changed(bare, value=whole) if fraction else bare


def _sign(column: Column) -> Span | None:
    """Where a rate's header prints its %."""
    for word in column.words:
        at = max(word.text.find("%"), word.text.find("％"))
        if at >= 0:
            return Span(word.block, at, at + 1)
    return None


def plain_subject(cell: Cell) -> str:
    return bare_label("".join(cell.value.split()))
