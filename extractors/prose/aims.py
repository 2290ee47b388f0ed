"""Percents of prose that tell no fact: a factor of a formula (×100%), a condition (低于80%的乡镇), what is only aimed at (力争达到95%)."""

from __future__ import annotations

import re

from extractors.prose.finds import regex_of, where, words_of
from extractors.prose.spot import Flow, RateSpot, Spot
from patterns.loader import asked

FACTOR = re.compile("[×✕xX*＊]")
TAIL = 12  # characters behind a percent that may make it a condition
PERCENT = asked("prose_percents")
CONDITION_WORDS, CONDITION = words_of("prose_aims", "threshold"), regex_of("prose_aims", "threshold")


def is_factor(text: str, start: int, end: int) -> bool:
    """执行率=执行数/预算数×100%: what a quotient is multiplied with, or a weight."""
    if FACTOR.search(text, max(0, start - 2), end + 2) is None:
        return False
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    return any(map(FACTOR.match, (before.rstrip()[-1:], behind.lstrip()[:1])))


def is_aim(here: RateSpot, flow: Flow) -> bool:
    """A condition, or what is to be reached; with it what its sentence goes on to aim at (达到50%、年底达到100%)."""
    words, clause = here.words, here.lead.clause
    told = f"{clause}□{here.tail[:TAIL]}"
    if CONDITION_WORDS.search(told) and CONDITION.search(told):
        return True
    if not flow.said and PERCENT["collected"].search(clause):
        return True
    if not words.aimed and not words.reaches:
        return False
    place = here.mention.span.block, here.sentence
    goes_on = flow.aim == place and "实际" not in clause
    if not words.aimed and not goes_on and not _of_chapter(here):
        return False
    flow.aim = place
    return True


def is_elsewhere(here: Spot, flow: Flow) -> bool:
    """The change of what is no money of the report (农民人均收入2万元，增长7%; 刑事案件下降15%)."""
    if flow.last is not None and flow.last.rule == "prose.per_unit":
        return True
    return where("prose_aims", "elsewhere", f"{here.lead.text}□") is not None


def _of_chapter(here: Spot) -> bool:
    """Under a heading of plans (下一步打算)."""
    return bool(here.above.titles) and where("prose_aims", "chapter", here.above.titles[0]) is not None
