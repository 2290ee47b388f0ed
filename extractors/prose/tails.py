"""What stands behind an amount says of it: a bound (50万元以上), a price (/亩), a payment (已支付30万元) or its measure (已全部到位)."""

from __future__ import annotations

import re

from extractors.prose.cues import behind
from extractors.prose.finds import where
from extractors.prose.spot import AmountSpot, Flow

PRICED = re.compile(r"\s*[/／]\s*(\w)")  # 16元/亩: a price, under a cost label too
THRESHOLDS = tuple(f"{included}{bound}" for included in ("", "(含)", "（含）") for bound in ("以上", "以下", "以内"))
BOUND = re.compile(r"\s*[（(]不?含(?:[）)]|$)")  # 超过50万元（含50万元）
BOUND_BEFORE = re.compile(r"[（(]不?含$")
SAID_OF_WHOLE = re.compile(r"用[于来]|[，,][ 　]*资金")  # 下达90万元，其中：30万元用于…；县级60万元，资金已全部到位
MEASURED = re.compile(r"[，,；;][ 　]*(?:已支付|已支出|实际支出|实际支付)|(?:执行率|使用率|支付率|支出率|完成率)(?:为|是|达到?)*[\s：:]*$")
THEN_SPENT = re.compile(  # 项目资金共90万元，截止12月8日，已完成拨付85万元
    r"[，,；;][ 　]*(?:截[至止][^，,；;。]{2,16}[，,])?(?:目前|现)?(?:已经?|实际|累计|全部|共|当年)*"
    r"(?:完成)?(?:拨付|支付|支出|兑付|使用|执行数?)+(?:资金)?(?:了|共计?|为|约)*$"
)

PAID_IN_THE_END = re.compile(  # 奖补资金90万元，因验收集中在次年，当年仅发放46万元
    r"[，,；;](?:[^。；;，,]{2,40}[，,]){0,2}(?:截[至止][^，,；;。]{2,12}[，,]?)?(?:当年|全年|本年|年内|年底|目前|现)?(?:[仅只已]|实际|累计)+"
    r"(?:拨付|支付|支出|兑付|兑现|发放|使用)(?:资金)?(?:了|共计?|为|约)*"
)


def is_threshold(spot: AmountSpot, flow: Flow) -> bool:
    if ("含" in spot.tail[:4] and BOUND.match(spot.tail)) or (spot.tail.startswith(("）", ")")) and BOUND_BEFORE.search(spot.lead.text)):
        return True
    return not flow.cost and spot.tail.startswith(THRESHOLDS) and where("measures_ending", "level", spot.lead.clause) is None


def is_measured(spot: AmountSpot, *, opens: bool) -> bool:
    """What is paid of it, or the rate of it, follows: it is what was planned."""
    if opens and spot.more and PAID_IN_THE_END.fullmatch(spot.tail):
        return True
    return MEASURED.search(spot.tail) is not None or (spot.more and THEN_SPENT.match(spot.tail) is not None)


def by_tail(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """What stands right behind an amount says; of a part, what it is for and what is said of the money as a whole do not."""
    after = behind(spot.tail, more=spot.more)
    if after is None:
        return None
    if flow.head is not None and SAID_OF_WHOLE.match(spot.tail):
        return flow.head.role, "prose.enumeration"
    return after, f"prose.behind.{after}"


def is_priced(tail: str) -> bool:
    found = PRICED.match(tail) if "/" in tail or "／" in tail else None
    return found is not None and found[1].isalpha()
