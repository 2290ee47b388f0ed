"""A rate or a score told twice: in a conclusion as another one than where its figures, or the total, prove it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding, printed
from extractors.checks.midyear import is_midyear
from extractors.numbers.rounding import places
from extractors.prose.subjects import is_generic
from extractors.tables.findings import Finding
from extractors.tables.rates import RateRow
from extractors.tables.scores import ScoreRow

FULL = 100.0
CLOSE = 0.005
NEAR = 0.05  # further apart, the two are of different things


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _rates(ledger)
    yield from _scores(ledger)


def _rates(ledger: Ledger) -> Iterator[Finding]:
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


def _scores(ledger: Ledger) -> Iterator[Finding]:
    """A part of a total that is the sum of its parts, told once more as another one."""
    beside: dict[int, list[ScoreRow]] = {}
    alike: dict[tuple[str, str | None, str], list[ScoreRow]] = {}
    for score in ledger.scores:
        if score.source == "narrative" and score.score is not None:
            beside.setdefault(score.anchor.block, []).append(score)
            alike.setdefault((score.component, score.project_id, score.by), []).append(score)
    for told in beside.values():
        for part in _proved(told):
            again = [s for s in alike[part.component, part.project_id, part.by] if s is not part]
            if len(again) == 1 and again[0].score != part.score and again[0].full_mark in (None, part.full_mark):
                stated, known = printed(again[0].score or 0.0), printed(part.score or 0.0)
                yield finding(
                    "table_text_mismatch",
                    "warning",
                    again[0],
                    f"此处得分{stated}分，别处为{known}分，且与总分相符",
                    f"The score is {stated} here and {known} elsewhere, where it adds up to the total",
                    stated=stated,
                    expected=known,
                    against=(part.anchor,),
                )


def _proved(told: Sequence[ScoreRow]) -> list[ScoreRow]:
    """The parts told beside one total, where their full marks are all there are and their scores make it."""
    totals, parts = [s for s in told if s.component == "total"], [s for s in told if s.component != "total" and s.full_mark]
    if len(totals) != 1:
        return []
    total = totals[0]
    whole = abs(sum(s.full_mark or 0.0 for s in parts) - (total.full_mark or FULL)) < CLOSE
    return parts if whole and abs(sum(s.score or 0.0 for s in parts) - (total.score or 0.0)) < CLOSE else []
