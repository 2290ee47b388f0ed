"""What is left in a row of a table against what it had and spent, the last row of a table against those above it, and a pair proved in
the text against its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from extractors.checks.ledger import Ledger, allowed, finding, in_unit_of, is_slip, step_of, unit_of
from extractors.checks.midyear import is_midyear
from extractors.document import Span
from extractors.forms.names import name_key
from extractors.numbers.rounding import places
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding

COLUMNS = ("budget", "executed", "closing_balance")
FITTING = 2  # other rows whose balance, and not one of 0, follows: then the columns are of each other
TOTALS = ("合计", "总计", "共计", "支出合计", "收入合计", "合计数")  # names of a row that holds all above it
SHARED = 4  # letters with which the names of one thing begin

_Row = tuple[BudgetFigure, BudgetFigure, BudgetFigure]  # what there was, what was spent, what is left


def check(ledger: Ledger) -> Iterator[Finding]:
    printed = [f for f in ledger.figures if f.rule == "form.funds"]
    if printed:
        left = list(_left(ledger, [f for f in printed if f.measure in COLUMNS]))
        yield from left
        yield from _added_up(ledger, printed, {one.anchor for one in left})
        yield from _proved(ledger, printed)


def _left(ledger: Ledger, printed: Sequence[BudgetFigure]) -> Iterator[Finding]:
    """可用资金 | 实际支出 | 结余: the one row of its table whose balance does not follow."""
    for rows in _tables(ledger, printed):
        follow = [_follows(row) for row in rows]
        wrong = [row for row, follows in zip(rows, follow, strict=True) if not follows]
        fitting = [row for row, follows in zip(rows, follow, strict=True) if follows and row[2].amount_yuan]
        if len(wrong) != 1 or len(fitting) < FITTING:
            continue
        had, spent, left = wrong[0]
        made = had.amount_yuan - spent.amount_yuan
        yield finding(
            "sum_mismatch",
            "error",
            left,
            f"所列结余{left.amount_text}，但{had.amount_text}-{spent.amount_text}={in_unit_of(made, left)}",
            f"The printed balance is {left.amount_text}, but {had.amount_text} - {spent.amount_text} = {in_unit_of(made, left)}",
            stated=left.amount_text,
            expected=in_unit_of(made, left),
            parts=[had.anchor, spent.anchor],
        )


def _tables(ledger: Ledger, printed: Sequence[BudgetFigure]) -> Iterator[Sequence[_Row]]:
    """The rows that tell the three once each, in the same columns, by table."""
    if {f.measure for f in printed} != {*COLUMNS}:
        return
    rows: dict[tuple[int | None, int | None], list[BudgetFigure]] = {}
    for figure in printed:
        place = ledger.read.document.blocks[figure.anchor.block].place
        rows.setdefault((place.table, place.row), []).append(figure)
    tables: dict[tuple[int | None, ...], list[_Row]] = {}
    for (table, _), row in rows.items():
        by_measure = {f.measure: f for f in row}
        if len(row) == len(by_measure) == len(COLUMNS):
            had, spent, left = (by_measure[measure] for measure in COLUMNS)
            columns = (ledger.read.document.blocks[f.anchor.block].place.col for f in (had, spent, left))
            tables.setdefault((table, *columns), []).append((had, spent, left))
    yield from tables.values()


def _follows(row: _Row) -> bool:
    had, spent, left = row
    return abs(had.amount_yuan - spent.amount_yuan - left.amount_yuan) <= allowed([had, spent], left)


def _added_up(ledger: Ledger, printed: Sequence[BudgetFigure], wrong_rows: Set[Span]) -> Iterator[Finding]:
    """甲公司 | 90 | 80, 乙公司 | 60 | 50, 合计 | 150 | 120: the one column of a table that its rows do not make, where they make others
    and none of its own is told to be wrong."""
    tables: dict[int | None, dict[int | None, list[BudgetFigure]]] = {}
    for figure in printed:
        place = ledger.read.document.blocks[figure.anchor.block].place
        tables.setdefault(place.table, {}).setdefault(place.col, []).append(figure)
    for columns in tables.values():
        told = [column for column in columns.values() if len(column) > FITTING and _is_summed(ledger, column)]
        wrong = [column for column in told if not _makes(column)]
        fitting = [column for column in told if _makes(column) and column[-1].amount_yuan and len(column) == len(wrong[0])] if wrong else []
        enough = FITTING if len(wrong) == 1 and not _is_one_digit(wrong[0]) else 1
        if len(wrong) == 1 and len(fitting) >= enough and wrong_rows.isdisjoint(f.anchor for f in wrong[0]):
            yield _off(wrong[0][-1], wrong[0][:-1])


def _is_summed(ledger: Ledger, column: Sequence[BudgetFigure]) -> bool:
    """One figure in each row, the last of them of all."""
    rows = {ledger.read.document.blocks[figure.anchor.block].place.row for figure in column}
    named = [figure.subject in TOTALS for figure in column]
    return len(rows) == len(column) and named[-1] and not any(named[:-1])


def _makes(column: Sequence[BudgetFigure]) -> bool:
    *parts, total = column
    return abs(sum((f.amount_yuan for f in parts), Decimal(0)) - total.amount_yuan) <= allowed(parts, total)


def _is_one_digit(column: Sequence[BudgetFigure]) -> bool:
    """Whether one digit, or two neighbours that changed places, part the total from its rows."""
    *parts, total = column
    digits = places(total.amount_text)
    made = sum((f.amount_yuan for f in parts), Decimal(0))
    return is_slip(*(f"{yuan / unit_of(total):.{digits}f}" for yuan in (total.amount_yuan, made)))


def _off(total: BudgetFigure, parts: Sequence[BudgetFigure]) -> Finding:
    made = sum((f.amount_yuan for f in parts), Decimal(0))
    return finding(
        "sum_mismatch",
        "error",
        total,
        f"所列合计{total.amount_text}，但各行之和为{in_unit_of(made, total)}",
        f"The printed total is {total.amount_text}, but the rows above it make {in_unit_of(made, total)}",
        stated=total.amount_text,
        expected=in_unit_of(made, total),
        parts=[f.anchor for f in parts],
    )


def _proved(ledger: Ledger, printed: Sequence[BudgetFigure]) -> Iterator[Finding]:
    """采购预算90万元，实际采购81万元，执行率90%, and a row of 采购 with the same budget in which another amount was spent."""
    for rate in ledger.rates:
        if rate.source != "narrative" or rate.kind != "execution" or not rate.consistent or is_midyear(ledger, rate.anchor):
            continue
        plan, spent = ledger.figure(rate.budget_figure_id), ledger.figure(rate.executed_figure_id)
        if plan is None or spent is None or plan.source != "narrative" or spent.source != "narrative":
            continue
        for row in _rows_of(ledger, plan, spent, printed):
            yield finding(
                "table_text_mismatch",
                "warning",
                row,
                f"{row.subject}：表中为{row.amount_text}，文中为{spent.amount_text}，且与所列比率{rate.rate_text}相符",
                f"{row.subject}: {row.amount_text} in the table, {spent.amount_text} in the text, which makes {rate.rate_text}",
                stated=row.amount_text,
                expected=spent.amount_text,
                against=(spent.anchor,),
            )


def _rows_of(ledger: Ledger, plan: BudgetFigure, spent: BudgetFigure, printed: Sequence[BudgetFigure]) -> list[BudgetFigure]:
    """What the only row of this name, year and budget prints as spent, where it is another amount that is not far off."""
    own = [f for f in printed if f.year == plan.year and f.project_id == plan.project_id and _begin_alike(f.subject, plan.subject)]
    plans, spendings = ([f for f in own if f.measure == measure] for measure in ("budget", "executed"))
    if len(plans) != 1 or len(spendings) != 1 or plans[0].amount_yuan != plan.amount_yuan or plans[0].subject != spendings[0].subject:
        return []
    apart = abs(spendings[0].amount_yuan - spent.amount_yuan)
    slack = max(step_of(spendings[0]), step_of(spent))
    return spendings if slack < apart <= spent.amount_yuan / 2 and spent.year == spendings[0].year else []


def _begin_alike(one: str | None, other: str | None) -> bool:
    mine, its = name_key(one or ""), name_key(other or "")
    return len(mine) >= SHARED and mine[:SHARED] == its[:SHARED]
