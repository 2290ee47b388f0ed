"""Amounts of which no word tells what they are, and which add up to one that is told: they are its parts, and of its measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from extractors.prose.spot import Told

RULE = attrgetter("rule")
UNTOLD = ("prose.unknown", "prose.list")
WEAKLY_TOLD = frozenset((*UNTOLD, "prose.named", "prose.section"))  # gives way to a sum right behind it (合计支出50万元)
ENUMERATED = "prose.enumeration"
PLANNED = ("budget", "initial_budget")
SUMS = ("合计", "共计", "总计")
NO_WHOLE = ("other", "change")
BACK = 6  # figures before the parts among which their whole stands
REACH = 12  # figures and rates before the parts of a spending among which its plan stands


def with_parts(every: list[Told]) -> list[Told]:
    """What one paragraph tells, its untold parts with the measure of their whole."""
    rules = set(map(RULE, every))
    if ENUMERATED in rules:
        every = [replace(one, role=plan.role, rule="prose.part") if plan else one for one, plan in zip(every, _plans(every), strict=True)]
    if WEAKLY_TOLD.isdisjoint(rules) or len([one for one in every if one.rule in WEAKLY_TOLD]) < 2:
        return every
    figures = [one for one in every if one.mention.kind == "amount" and one.role != "change"]
    parts = {one.mention.span: whole for run, whole in _wholes(figures) for one in run}
    return [replace(one, role=parts[one.mention.span].role, rule="prose.part") if one.mention.span in parts else one for one in every]


def _plans(every: Sequence[Told]) -> list[Told | None]:
    """预算90万元，执行数70万元。其中上级50万元，本级40万元，上级全部支出: for each figure the plan it is a part of, which the figures
    told as parts of the spending add up to, never to the spending itself."""
    parts: dict[int, list[int]] = {}
    for n, one in enumerate(every):
        if one.rule == ENUMERATED and one.head is not None and one.role == one.head.role == "executed":
            parts.setdefault(id(one.head), []).append(n)
    found: list[Told | None] = [None] * len(every)
    for of_head in parts.values():
        head = every[of_head[0]].head
        plan, run = (head and len(of_head) > 1 and _run_of(every, of_head, head)) or (None, ())
        for n in run:
            found[n] = plan
    return found


def _run_of(every: Sequence[Told], parts: Sequence[int], head: Told) -> tuple[Told, Sequence[int]] | None:
    """The plan before the head that the first of its parts add up to, and those parts."""
    near = every[max(0, parts[0] - REACH) : parts[0]]
    plans = [
        one for one in near if one.role in PLANNED and one.mention.span < head.mention.span and one.mention.value != head.mention.value
    ]
    made = Decimal(0)
    for count, n in enumerate(parts, 1):
        made += every[n].mention.value or Decimal(0)
        if made == head.mention.value:
            return None
        plan = next((one for one in reversed(plans) if one.mention.value == made), None)
        if plan is not None and count > 1:
            return plan, parts[:count]
    return None


def _wholes(figures: Sequence[Told]) -> Iterator[tuple[Sequence[Told], Told]]:
    """Runs of untold figures, and the one right behind them or near before them that they add up to."""
    start = 0
    for place, one in enumerate((*figures, None)):
        if one is not None and _untold(one):
            continue
        run = figures[start:place]
        start = place + 1
        whole = _adds_up(run, (*figures[place : place + 1], *reversed(figures[max(0, place - len(run) - BACK) : place - len(run)])))
        if whole is not None:
            yield run, whole
        elif one is not None and (one.fund_source == "total" or (one.subject is not None and one.subject.text.startswith(SUMS))):
            yield from _summed(figures, place)


def _summed(figures: Sequence[Told], place: int) -> Iterator[tuple[Sequence[Told], Told]]:
    """The figures before a sum of which only the heading, or a name, tells what they are."""
    start = place
    while start and figures[start - 1].rule in WEAKLY_TOLD:
        start -= 1
        if _adds_up(figures[start:place], figures[place : place + 1]) is not None:
            yield figures[start:place], figures[place]
            return


def _untold(one: Told) -> bool:
    return one.role == "other" and one.rule in UNTOLD


def _adds_up(run: Sequence[Told], near: Sequence[Told]) -> Told | None:
    if len(run) < 2:
        return None
    total = sum((one.mention.value or Decimal(0) for one in run), Decimal(0))
    return next((one for one in near if one.mention.value == total and one.role not in NO_WHOLE), None)
