"""What stands behind an amount says of it: a bound (50万元以上), a price (/亩), a payment (已支付30万元) or its measure (已全部到位)."""

from __future__ import annotations

import re

from extractors.prose.cues import behind
from extractors.prose.finds import where
from extractors.prose.spot import AmountSpot, Flow
from patterns.loader import asked

# 16元/亩: a price, under a cost label too; 支出16万元/预算20万元 and 支出16万元/年度预算数20万元 are quotients
PRICED = re.compile(r"\s*[/／]\s*(\w)(?!\w{2,16}$)")
THRESHOLDS = tuple(f"{included}{bound}" for included in ("", "(含)", "（含）") for bound in ("以上", "以下", "以内"))
CLAUSE = asked("prose_clauses")
TAIL = asked("prose_tails")


def is_threshold(spot: AmountSpot, flow: Flow) -> bool:
    if "含" in spot.tail[:4] and TAIL["included"].match(spot.tail):
        return True
    if spot.tail.startswith(("）", ")")) and TAIL["included_before"].search(spot.lead.text):
        return True
    if spot.tail.startswith("的") and CLAUSE["bound"].search(spot.lead.clause):  # 单笔超过5万元的须报批
        return not (flow.cost and TAIL["of_limit"].match(spot.tail))  # 成本指标：每场90元，低于100元的控制数: its target
    return not flow.cost and spot.tail.startswith(THRESHOLDS) and where("measures_ending", "level", spot.lead.clause) is None


def is_measured(spot: AmountSpot, *, opens: bool) -> bool:
    """What is paid of it, or the rate of it, follows: it is what was planned."""
    if opens and spot.more and TAIL["paid_in_the_end"].fullmatch(spot.tail):
        return True
    return TAIL["measured"].search(spot.tail) is not None or (spot.more and TAIL["then_spent"].match(spot.tail) is not None)


def is_paid_out(spot: AmountSpot, flow: Flow) -> bool:
    """县级财政实际拨付90万元，拨付率90%: the rate says that it was spent, not that it came in; and so is what is paid out after that."""
    clause = spot.lead.clause
    if "拨付" not in clause or CLAUSE["paid_out"].search(clause) is None:
        return False
    if TAIL["rate_of_paid_out"].match(spot.tail) is not None:
        flow.pays = True
        return True
    return flow.pays and CLAUSE["giver"].search(clause) is None


def by_tail(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """What stands right behind an amount says; of a part, what it is for and what is said of the money as a whole do not."""
    if "下达" in spot.tail and TAIL["allotted"].match(spot.tail):
        return "budget", "prose.behind.budget"
    after = "received" if _arrived(spot) else behind(spot.tail, more=spot.more)
    if after is None:
        return None
    if flow.head is not None and TAIL["said_of_whole"].match(spot.tail):
        return flow.head.role, "prose.enumeration"
    return after, f"prose.behind.{after}"


def _arrived(spot: AmountSpot) -> bool:
    """县级配套90万元均已足额到位, but not 县级配套90万元，已到位80万元."""
    found = TAIL["arrived"].match(spot.tail)
    return found is not None and (not spot.more or bool(spot.tail[found.end() :].strip(" 了")))


def is_priced(tail: str) -> bool:
    found = PRICED.match(tail) if "/" in tail or "／" in tail else None
    return found is not None and found[1].isalpha() and TAIL["divisor"].match(tail) is None
