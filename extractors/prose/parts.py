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
SUMS = ("合计", "共计", "总计")
NO_WHOLE = ("other", "change")
BACK = 6  # figures before the parts among which their whole stands


def with_parts(every: list[Told]) -> list[Told]:
    """What one paragraph tells, its untold parts with the measure of their whole."""
    if WEAKLY_TOLD.isdisjoint(map(RULE, every)) or len([one for one in every if one.rule in WEAKLY_TOLD]) < 2:
        return every
    figures = [one for one in every if one.mention.kind == "amount" and one.role != "change"]
    parts = {one.mention.span: whole for run, whole in _wholes(figures) for one in run}
    return [replace(one, role=parts[one.mention.span].role, rule="prose.part") if one.mention.span in parts else one for one in every]


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
