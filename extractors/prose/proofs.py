"""What arithmetic tells where the words leave it open: amounts that make one told before them are its parts, what a rate of spending is
of was planned, and what a rate of arrival measures has arrived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.numbers.rounding import agrees
from extractors.prose.members import PLANS
from extractors.prose.spot import Told

OPEN = frozenset(
    {"prose.named", "prose.enumeration", "prose.list", "prose.unknown", "prose.section", "prose.measured", "prose.weak.budget"}
)
WHOLES = ("executed", "income", "received", "contract", *PLANS)  # what can be divided
MOVED = ("added", "returned")  # what an adjustment does to a plan
PROVING = ("completion", "received", *MOVED)
PAID = ("executed", "received")
GIVEN = ("prose.cue.budget", "prose.weak.budget")  # 下达90万元，到位率95%
LEAD = 8  # characters in which 拨付 stands before an amount
BACK = 6  # figures before the parts among which their whole stands
MOST = 12  # parts of one whole


def proven(every: list[Told], text: str) -> list[Told]:
    """What one paragraph tells, what its numbers prove put right."""
    if len(every) < 3 or all(one.rule not in OPEN and one.role not in PROVING for one in every):
        return every
    rated = _with_first_plans(_with_bases(every, text))
    figures = [one for one in rated if one.mention.kind == "amount" and one.role != "change"]
    parts = {one.mention.span: whole for run, whole in _divided(figures) for one in run}
    return [_part(one, parts[one.mention.span]) if one.mention.span in parts else one for one in rated]


def _with_first_plans(every: list[Told]) -> list[Told]:
    """批复预算90万元，年中调增10万元，调整后预算100万元: what an adjustment starts from is the initial budget."""
    figures = [(place, one) for place, one in enumerate(every) if one.mention.kind == "amount"]
    for (place, first), (_, moved), (_, last) in zip(figures, figures[1:], figures[2:], strict=False):
        if first.role != "budget" or last.role != "budget" or moved.role not in MOVED or first.head is not None:
            continue
        if first.subject is None or "预算" not in first.subject.text:
            continue  # 下达资金90万元，后调减40万元
        start, step, end = (one.mention.value or Decimal(0) for one in (first, moved, last))
        if step and end == start + (step if moved.role == "added" else -step):
            every[place] = replace(first, role="initial_budget")
    return every


def _part(one: Told, whole: Told) -> Told:
    return replace(one, role=whole.role, rule="prose.part", head=whole)


def _divided(figures: Sequence[Told]) -> Iterator[tuple[Sequence[Told], Told]]:
    """Runs of figures whose measure the words leave open, and the one before them that they add up to."""
    start = 0
    while start < len(figures):
        run = _run(figures, start)
        if run is not None:
            yield run
        start += len(run[0]) if run is not None else 1


def _run(figures: Sequence[Told], start: int) -> tuple[Sequence[Told], Told] | None:
    if figures[start].rule not in OPEN:
        return None
    near = figures[max(0, start - BACK) : start][::-1]
    made = Decimal(0)
    for end, one in enumerate(figures[start : start + MOST], start + 1):
        if one.rule not in OPEN or one.sentence != figures[start].sentence:
            return None
        made += one.mention.value or Decimal(0)
        behind = figures[end : end + 1] if figures[end - 1].sentence == figures[start].sentence else ()
        equal = [whole for whole in (*near, *behind) if whole.mention.value == made and whole.role in WHOLES]
        if equal and sum(bool(part.mention.value) for part in figures[start:end]) > 1:
            return _of_whole(figures[start:end], equal)
    return None


def _of_whole(run: Sequence[Told], equal: Sequence[Told]) -> tuple[Sequence[Told], Told] | None:
    """Parts and their whole; where several amounts are equal (预算90万元，支出90万元), one of what a part is told to be."""
    roles = {part.role for part in run}
    alike = next((whole for whole in equal if whole.role in roles), None)
    return None if alike is not None and roles <= {whole.role for whole in equal} else (run, alike or equal[0])


def _with_bases(every: list[Told], text: str) -> list[Told]:
    """All that is told, a figure with the measure that the rate behind it proves."""
    found = list(every)
    for place, rate in enumerate(every):
        part = found[place - 1]
        if rate.mention.kind != "percent" or place < 2 or part.mention.kind != "amount":
            continue
        if rate.role == "execution" and part.role in PAID:
            found[place - 1] = _paid(part, rate, found[max(0, place - BACK) : place - 1], text)
            _settle_base(found, place)
        elif "到位" in text[part.mention.span.end : rate.mention.span.start] and _arrived(
            part, rate, found[max(0, place - BACK) : place - 1]
        ):
            found[place - 1] = replace(part, role="received", rule="prose.rated")
    return found


def _arrived(part: Told, rate: Told, near: Sequence[Told]) -> bool:
    """安排90万元，下达72万元，到位率80%."""
    return rate.role == "completion" and part.rule in GIVEN and any(one.role in PLANS and _gives(one, part, rate) for one in near)


def _paid(part: Told, rate: Told, near: Sequence[Told], text: str) -> Told:
    """全部到位100万元。实际拨付90万元，支出进度90%: 拨付 is spending where the rate of spending is its."""
    at = part.mention.span.start
    if part.role != "received" or "拨付" not in text[max(0, at - LEAD) : at]:
        return part
    planned = any(one.role in (*PLANS, "received") and _gives(one, part, rate) for one in near)
    return replace(part, role="executed", rule="prose.rated") if planned else part


def _settle_base(found: list[Told], place: int) -> None:
    """共计90万元，拨付工程款72万元，执行率80%, under a heading that speaks of spending: the first was planned."""
    for at in range(place - 2, max(-1, place - BACK), -1):
        if _gives(found[at], found[place - 1], found[place]):
            if found[at].rule in OPEN and found[at].role in (*PAID, "other"):
                found[at] = replace(found[at], role="budget", rule="prose.rated")
            return


def _gives(whole: Told, part: Told, rate: Told) -> bool:
    """Whether a rate is that of two figures, which are not the same."""
    total, amount = whole.mention.value, part.mention.value
    if whole.mention.kind != "amount" or not total or amount is None or amount == total:
        return False
    return agrees(rate.mention.value or Decimal(0), amount / total, rate.printed)
