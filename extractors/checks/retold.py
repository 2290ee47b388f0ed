"""A rate told twice: in a conclusion as another one than where it follows from its figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding
from extractors.checks.midyear import is_midyear
from extractors.numbers.rounding import places
from extractors.prose.subjects import is_generic
from extractors.tables.findings import Finding
from extractors.tables.rates import RateRow

NEAR = 0.05  # further apart, the two are of different things


def check(ledger: Ledger) -> Iterator[Finding]:
    """An execution rate of a whole project without figures of its own, beside the one its headline proves."""
    proved = {rate.anchor: rate for rate in ledger.rates if rate.kind == "execution" and rate.consistent}
    loose: dict[str | None, list[RateRow]] = {}
    for rate in ledger.rates if proved else ():
        if rate.kind == "execution" and rate.source == "narrative" and rate.computed_rate is None:
            loose.setdefault(rate.project_id, []).append(rate)
    for project in ledger.projects if loose else ():
        at = next((span for field, span, _ in project.evidence if field == "stated_rate"), None)
        known = None if at is None else proved.get(at)
        for rate in loose.get(project.key, ()) if known is not None else ():
            if (
                known is not None
                and _is_of_the_same(rate, known)
                and _differ(rate, known)
                and not is_midyear(ledger, rate.anchor)
                and not is_midyear(ledger, known.anchor)
            ):
                yield finding(
                    "rate_mismatch",
                    "warning",
                    rate,
                    f"此处执行率为{rate.rate_text}，别处为{known.rate_text}，且与金额相符",
                    f"The execution rate is {rate.rate_text} here and {known.rate_text} elsewhere, where it follows from its figures",
                    stated=rate.rate_text,
                    expected=known.rate_text,
                    against=(known.anchor,),
                )


def _is_of_the_same(rate: RateRow, known: RateRow) -> bool:
    """Under the same name, or under none: 资金支出率 names no part of a project."""
    return not rate.subject or rate.subject == known.subject or is_generic(rate.subject)


def _differ(rate: RateRow, known: RateRow) -> bool:
    """Apart by more than the coarser of the two is printed with, and near enough to be a slip."""
    step = Decimal(1).scaleb(-2 - min(places(rate.rate_text), places(known.rate_text)))
    return float(step) < abs(rate.rate - known.rate) <= NEAR
