"""Percents of prose that tell no fact: a factor of a formula (×100%), a condition (低于80%的乡镇), what is only aimed at (力争达到95%)."""

from __future__ import annotations

import re

from extractors.document import Span
from extractors.prose.finds import where
from extractors.prose.spot import Flow, Spot

FACTORS = "×✕xX*＊"
TAIL = 12  # characters behind a percent that may make it a condition
COLLECTED = re.compile(r"(?:征收|征缴|收缴|收费|清缴)率\w{0,4}$")  # without its amounts one of the region's figures
REACHES = re.compile(r"(?:达到?|提高[到至]|保持在|控制在|以上)\s*$")


def is_factor(text: str, place: Span) -> bool:
    """执行率=执行数/预算数×100%: what a quotient is multiplied with, or a weight."""
    before, behind = text[max(0, place.start - 2) : place.start].rstrip(), text[place.end : place.end + 2].lstrip()
    return (before[-1:] in FACTORS and before != "") or (behind[:1] in FACTORS and behind != "")


def is_aim(here: Spot, flow: Flow) -> bool:
    """A condition, or what is to be reached; with it what its sentence goes on to aim at (达到50%、年底达到100%)."""
    if where("prose_aims", "threshold", f"{here.clause}□{here.tail[:TAIL]}"):
        return True
    if COLLECTED.search(here.clause) and not flow.said:
        return True
    place, reaches = (here.block, here.sentence), REACHES.search(here.clause) is not None
    goes_on = flow.aim == place and reaches and "实际" not in here.clause
    if not goes_on and not where("prose_aims", "aim", f"{here.before}{here.clause}□") and not (reaches and _of_chapter(here)):
        return False
    flow.aim = place
    return True


def is_elsewhere(here: Spot, flow: Flow) -> bool:
    """The change of what is no money of the report (农民人均收入2万元，增长7%; 刑事案件下降15%)."""
    if flow.last is not None and flow.last.rule == "prose.per_unit":
        return True
    return where("prose_aims", "elsewhere", f"{here.before}{here.clause}□") is not None


def _of_chapter(here: Spot) -> bool:
    """Under a heading of plans (下一步打算)."""
    return bool(here.above.titles) and where("prose_aims", "chapter", here.above.titles[0]) is not None
