"""Money that went through other hands: what was passed on to those who spend it, and what was handed out to those it is for."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.prose.spot import Told
from patterns.loader import asked

WORD = asked("project_words")


def spent_of_passed(told: Sequence[Told]) -> Told | None:
    """已拨付到乡镇90万元，拨付率95%；乡镇实际支出80万元: of what was passed on to those who spend it, what they spent."""
    passed: Told | None = None
    given = [t for t in told if t.role in ("executed", "received") and t.head is None]
    for one in given if len(given) > 1 else ():
        if one.subject is None:
            continue
        if WORD["passed_on"].search(one.subject.text):
            passed = one
        elif passed is not None and one.role == "executed" and WORD["spent"].search(one.subject.text) and _is_no_more(one, passed):
            return one
    return None


def _is_no_more(one: Told, other: Told) -> bool:
    """In the same paragraph, and not more."""
    mine, its = one.mention, other.mention
    return mine.span.block == its.span.block and mine.value is not None and its.value is not None and mine.value <= its.value


def is_passed_on(one: Told, spent: Told) -> bool:
    """What was only passed on, and its rate: both are told of it before what was spent."""
    if one.role not in ("executed", "received", "execution") or one.mention.span >= spent.mention.span:
        return False
    return one.subject is not None and WORD["passed_on"].search(one.subject.text) is not None


def handed_out(told: Sequence[Told], plan: Told | None) -> Told | None:
    """预算90万元，向22家企业兑付奖补82万元: all that was spent of a subsidy is what those it is for were given."""
    found = [one for one in told if one.role == "executed"] if plan is not None else []
    if plan is None or len(found) != 1 or (found[0].mention.value or 0) > (plan.mention.value or 0):
        return None
    about = found[0].subject
    return found[0] if about is not None and WORD["handed_out"].search(about.text) else None
