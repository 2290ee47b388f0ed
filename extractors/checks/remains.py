"""What is left of a project's money, told with a slip of the pen: one digit off budget less spending, or two in each other's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding, span_of, step_of, unit_of, wan
from extractors.numbers.rounding import places
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding

LEFT = ("closing_balance", "returned")
CAME = ("budget", "initial_budget", "added", "received", "opening_balance")
MOST = 12  # figures on either side of the differences that may explain what is left
FEWEST = 4  # digits: shorter numbers are alike by chance


def check(ledger: Ledger) -> Iterator[Finding]:
    for project in ledger.projects:
        figures = ledger.by_project.get(project.key, ())
        left = [f for f in figures if f.measure in LEFT and f.amount_yuan > 0]
        at = span_of(project, "executed") if left else None
        spent = None if at is None else ledger.by_anchor.get(at)
        if spent is None:
            continue
        own = span_of(project, "budget")
        wholes = [f for f in figures if f.anchor == own or (f.measure == "received" and f.fund_source in (None, "total"))]
        yield from _against(left, wholes, spent, figures)


def _against(
    left: Sequence[BudgetFigure], wholes: Sequence[BudgetFigure], spent: BudgetFigure, figures: Sequence[BudgetFigure]
) -> Iterator[Finding]:
    explained = _differences(figures)
    for one in left:
        if explained is None or any(abs(one.amount_yuan - made) <= step_of(one) for made in explained):
            continue
        whole = next((f for f in wholes if _is_slip(one, f.amount_yuan - spent.amount_yuan)), None)
        if whole is not None:
            expected = wan(whole.amount_yuan - spent.amount_yuan)
            yield finding(
                "sum_mismatch",
                "warning",
                one,
                f"所列余额{one.amount_text}，而{whole.amount_text}-{spent.amount_text}={expected}",
                f"What is left is told as {one.amount_text}, but {whole.amount_text} - {spent.amount_text} = {expected}",
                stated=one.amount_text,
                expected=expected,
                against=(whole.anchor, spent.anchor),
            )


def _differences(figures: Sequence[BudgetFigure]) -> set[Decimal] | None:
    """What may be left of any amount of the project; None where so many are told that anything may be."""
    came = {f.amount_yuan for f in figures if f.measure in CAME}
    went = {f.amount_yuan for f in figures if f.measure == "executed"}
    if len(came) > MOST or len(went) > MOST:
        return None
    every = {*came, sum(came, Decimal(0))}
    return {one - part for one in every for part in {*went, sum(went, Decimal(0))}} | came


def _is_slip(told: BudgetFigure, made: Decimal) -> bool:
    """Whether one digit, or two neighbours that changed places, part what is printed from what it should be."""
    printed = f"{told.amount_yuan / unit_of(told):.{places(told.amount_text)}f}"
    right = f"{made / unit_of(told):.{places(told.amount_text)}f}"
    if len(printed) != len(right) or sum(map(str.isdecimal, printed)) < FEWEST:
        return False
    off = [at for at, (one, other) in enumerate(zip(printed, right, strict=True)) if one != other]
    if len(off) == 1:
        return True
    return len(off) == 2 and printed[off[0]] == right[off[1]] and printed[off[1]] == right[off[0]]
