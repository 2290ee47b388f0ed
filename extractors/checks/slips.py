"""Slips of the pen: what is left of a project's money, and what a form and the text tell of one thing, but for a digit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding, in_unit_of, is_slip, span_of, step_of, unit_of
from extractors.forms.names import name_key
from extractors.numbers.rounding import places
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding

LEFT = ("closing_balance", "returned")
CAME = ("budget", "initial_budget", "added", "received", "opening_balance")
MOST = 12  # figures on either side of the differences that may explain what is left
SHORTEST = 4  # a shorter name may be two things
TOLD = ("budget", "initial_budget", "executed", "received")
FEWEST, FEW = 4, 2  # digits: shorter numbers are alike by chance, unless all three stand side by side


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _left(ledger)
    yield from _saved(ledger)
    yield from _told_twice(ledger)


def _left(ledger: Ledger) -> Iterator[Finding]:
    """What is left of a project's money, against its budget less its spending."""
    owing = {f.project_id for f in ledger.figures if f.measure in LEFT}
    for project in ledger.projects if owing else ():
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
        if any(abs(one.amount_yuan - made) <= step_of(one) for made in explained or ()):
            continue
        whole = next((f for f in wholes if _is_slip(one, f.amount_yuan - spent.amount_yuan)), None)
        # where so much is told that anything may be left, what should be is told elsewhere, too
        if whole is not None and (explained is not None or _is_told(left, whole.amount_yuan - spent.amount_yuan)):
            yield _less(one, whole, spent, "余额", "What is left")


def _is_told(figures: Sequence[BudgetFigure], amount: Decimal) -> bool:
    return any(abs(f.amount_yuan - amount) <= step_of(f) for f in figures)


def _less(told: BudgetFigure, whole: BudgetFigure, part: BudgetFigure, zh: str, en: str) -> Finding:
    expected = in_unit_of(whole.amount_yuan - part.amount_yuan, told)
    return finding(
        "sum_mismatch",
        "warning",
        told,
        f"所列{zh}{told.amount_text}，而{whole.amount_text}-{part.amount_text}={expected}",
        f"{en} is told as {told.amount_text}, but {whole.amount_text} - {part.amount_text} = {expected}",
        stated=told.amount_text,
        expected=expected,
        against=(whole.anchor, part.anchor),
    )


def _differences(figures: Sequence[BudgetFigure]) -> set[Decimal] | None:
    """What may be left of any amount of the project; None where so many are told that anything may be."""
    came = {f.amount_yuan for f in figures if f.measure in CAME}
    went = {f.amount_yuan for f in figures if f.measure == "executed"}
    if len(came) > MOST or len(went) > MOST:
        return None
    every = {*came, sum(came, Decimal(0))}
    return {one - part for one in every for part in {*went, sum(went, Decimal(0))}} | came


def _saved(ledger: Ledger) -> Iterator[Finding]:
    """控制价126万元，中标价117.5万元，节约8.5万元: what was saved, right behind what was planned and what it was bought for."""
    for block in sorted({figure.anchor.block for figure in ledger.figures if figure.rule == "prose.gain"}):
        figures = ledger.by_block[block]
        for plan, price, saved in zip(figures, figures[1:], figures[2:], strict=False):
            if saved.rule != "prose.gain" or plan.measure != "budget" or price.measure != "contract":
                continue
            made = plan.amount_yuan - price.amount_yuan
            if abs(made - saved.amount_yuan) <= step_of(saved) or "。" in ledger.between(plan.anchor, saved.anchor):
                continue
            if _is_slip(saved, made, fewest=FEW):
                yield _less(saved, plan, price, "节约额", "What was saved")


def _told_twice(ledger: Ledger) -> Iterator[Finding]:
    """One thing of one name told in a form and in the text, with two neighbouring digits in each other's place."""
    told: dict[tuple[str, str, int | None], list[BudgetFigure]] = {}
    for figure in ledger.figures if ledger.read.forms else ():
        # a project's measures are told under many names, a department's under the names of their accounts
        if figure.measure not in TOLD or len(figure.amount_text) <= FEWEST:
            continue
        about = figure.project_id or name_key(figure.subject or "")
        if len(about) >= SHORTEST:
            told.setdefault((about, figure.measure, figure.year), []).append(figure)
    for figures in told.values():
        if len({figure.source for figure in figures}) < 2:
            continue
        of_form, of_text = ({f.amount_yuan: f for f in figures if f.source == source} for source in ("table", "narrative"))
        alike: dict[str, list[BudgetFigure]] = {}  # by their digits, in whatever order
        for amount, form in of_form.items():
            if amount not in of_text:
                alike.setdefault(_digits(amount), []).append(form)
        for amount, text in of_text.items() if alike else ():
            near = [form for form in alike.get(_digits(amount), ()) if _is_slip(text, form.amount_yuan, swapped=True)]
            if len(near) == 1 and unit_of(near[0]) == unit_of(text):
                yield _two(text, near[0])


def _digits(amount: Decimal) -> str:
    return "".join(sorted(f"{amount:.2f}"))


def _two(text: BudgetFigure, form: BudgetFigure) -> Finding:
    return finding(
        "table_text_mismatch",
        "warning",
        text,
        f"{text.subject or ''}文中为{text.amount_text}，表中为{form.amount_text}，相邻两位数字颠倒",
        f"{text.amount_text} in the text, {form.amount_text} in the form: two digits in each other's place",
        stated=text.amount_text,
        expected=form.amount_text,
        against=(form.anchor,),
    )


def _is_slip(told: BudgetFigure, made: Decimal, *, swapped: bool = False, fewest: int = FEWEST) -> bool:
    """Whether two neighbours that changed places, or one digit, part what is printed from what it should be."""
    printed = f"{told.amount_yuan / unit_of(told):.{places(told.amount_text)}f}"
    right = f"{made / unit_of(told):.{places(told.amount_text)}f}"
    return sum(map(str.isdecimal, printed)) >= fewest and is_slip(printed, right, swapped=swapped)
