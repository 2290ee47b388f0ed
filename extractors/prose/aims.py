"""Percents of prose that tell no fact: a factor of a formula (×100%), a condition (低于80%的乡镇), what is only aimed at (力争达到95%)."""

from __future__ import annotations

from extractors.prose.clauses import once_if_short
from extractors.prose.finds import where
from extractors.prose.spot import Flow, Spot
from patterns.loader import asked

FACTORS = frozenset("×✕xX*＊")
TAIL = 12  # characters behind a percent that may make it a condition
PERCENT = asked("prose_percents")
REACHES = ("达", "达到", "提高到", "提高至", "保持在", "控制在", "以上")


def is_factor(text: str, start: int, end: int) -> bool:
    """执行率=执行数/预算数×100%: what a quotient is multiplied with, or a weight."""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    return not FACTORS.isdisjoint(before + behind) and (before.rstrip()[-1:] in FACTORS or behind.lstrip()[:1] in FACTORS)


def is_aim(here: Spot, flow: Flow) -> bool:
    """A condition, or what is to be reached; with it what its sentence goes on to aim at (达到50%、年底达到100%)."""
    lead = here.lead
    if _is_condition(f"{lead.clause}□{here.tail[:TAIL]}") or (not flow.said and PERCENT["collected"].search(lead.clause)):
        return True
    place, reaches = (here.mention.span.block, here.sentence), lead.clause.endswith(REACHES)
    goes_on = flow.aim == place and reaches and "实际" not in lead.clause
    if not goes_on and not _is_aimed_at(f"{lead.text}□") and not (reaches and _of_chapter(here)):
        return False
    flow.aim = place
    return True


def is_elsewhere(here: Spot, flow: Flow) -> bool:
    """The change of what is no money of the report (农民人均收入2万元，增长7%; 刑事案件下降15%)."""
    if flow.last is not None and flow.last.rule == "prose.per_unit":
        return True
    return where("prose_aims", "elsewhere", f"{here.lead.text}□") is not None


@once_if_short
def _is_condition(words: str) -> bool:
    return where("prose_aims", "threshold", words) is not None


@once_if_short
def _is_aimed_at(words: str) -> bool:
    return where("prose_aims", "aim", words) is not None


def _of_chapter(here: Spot) -> bool:
    """Under a heading of plans (下一步打算)."""
    return bool(here.above.titles) and where("prose_aims", "chapter", here.above.titles[0]) is not None
