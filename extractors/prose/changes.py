"""What changed from one year or plan to another: whether an amount is a change of the account itself, and which way it went."""

from __future__ import annotations

import re

from extractors.prose.finds import where
from extractors.prose.spot import AmountSpot, Flow
from patterns.loader import asked

GAINS = frozenset({"增收", "增支", "减收", "减支"})
AGAINST = re.compile(r"[比较同与超]")
TAIL = asked("prose_tails")
MORE = ("超", "大", "高")
INCREASES = ("增", "新增", "净增", "多", "上升", "提高", "上浮", "上调")


def grows(spot: AmountSpot, flow: Flow) -> bool:
    """收入完成80万元，同比增长5%，增收4万元: what the account itself gained, beside the rate of it."""
    if spot.lead.clause.strip() not in GAINS:
        return False
    return (flow.rate is not None and flow.rate.role == "change") or TAIL["growth"].match(spot.tail) is not None


def direction_of(spot: AmountSpot) -> str:
    """Whether a change is an increase."""
    clause = spot.lead.clause
    ended = where("measures_ending", "compared", clause) or where("measures_ending", "differs", clause)
    cued = (clause[cue.start : cue.end] for cue in reversed(spot.words.cues) if cue.measure == "change")
    return "increase" if (ended["word"] if ended else next(cued, clause[-2:])).startswith((*INCREASES, *MORE)) else "decrease"
