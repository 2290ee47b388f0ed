"""The fund source of an amount: the words before it, its remark, its enumeration, its sentence, its heading; else null."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.prose.finds import nearest
from extractors.prose.spot import Flow, Spot
from extractors.prose.subjects import Subject

SOURCED = re.compile(r"(?:来源于|来源为|来自于?|来源：)(?P<fund>[^，。；0-9]{2,20})(?![^，。；])")
ALLOTTED = re.compile(r"将(?P<fund>[^，。；：:0-9]{2,20}资金)[^，。；：:0-9]{0,6}(?:分解|分配|下达|拨付)[^，。；0-9]{0,12}[：:]")
REMARK = re.compile(r"[（(]([^（）()]{2,14})[）)]|[，,]?全部为([^，。；]{2,12})")
FUND_NOUN = re.compile(r"(?:资金|拨款|预算|基金|收入)$")
TIERS = ("central", "provincial", "local", "fiscal")
JOINS = re.compile(r"[级央省市县区][、和及与]")
TWO_TIERS = re.compile(
    r"(?:中央|自治区|[省市州县区]级?)(?:财政)?[、和及与](?:中央|自治区|[省市州县区镇乡])(?:本?级)?(?:财政)?(?:补助|专项|配套|安排)*(?:资金)?"
)
NORM = re.compile(r"每[^年月日季辆台车]|单价|标准$")  # a norm is given by whoever gives
ACCOUNT_FUNDS = ("general_budget", "government_fund", "state_capital", "fiscal")


def fund(text: str) -> str | None:
    """The fund that words name, the one nearest the end of them; none where two tiers share an amount (中央和省级补助资金)."""
    found = nearest("prose_funds", text)
    if found is None or (found.id in TIERS and _is_shared(text, found.start, found.end)):
        return None
    return found.id


def _is_shared(text: str, start: int, end: int) -> bool:
    """Whether the tier at a place is one of several that words join."""
    joined = TWO_TIERS.search(text) if JOINS.search(text) else None
    return joined is not None and joined.start() < end and joined.end() > start


def sentence_fund(text: str, start: int, end: int) -> str | None:
    """资金来源于区级财政 covers every amount of its sentence."""
    found = SOURCED.search(text, start, end) or ALLOTTED.search(text, start, end)
    return fund(found["fund"]) if found else None


def source(spot: Spot, measure: str, about: Subject | None, flow: Flow) -> str | None:
    own, last = fund(spot.clause), flow.last
    if spot.listed and own in (None, "total") and last is not None and last.fund_source in ACCOUNT_FUNDS:
        return last.fund_source
    remark = REMARK.match(spot.tail)
    remarked = fund(remark[1] or remark[2]) if remark else None
    if own is not None or remarked is not None:
        flow.topic_fund, flow.funded = _lasting(spot.clause) or remarked, about
        return own or remarked
    return None if NORM.search(spot.clause) else _inherited(spot, measure, about, flow)


def _inherited(spot: Spot, measure: str, about: Subject | None, flow: Flow) -> str | None:
    if flow.head is not None and flow.head.fund_source not in (None, "total"):
        return flow.head.fund_source
    if flow.fund is not None:
        return flow.fund
    if measure == "change" and flow.said:
        return flow.said[-1].fund_source
    if flow.topic_fund is not None and (about is None or about is flow.funded or about.generic):
        return flow.topic_fund
    return _of_headings(spot.above.headings)


def _lasting(clause: str) -> str | None:
    """A fund named as a noun (其他资金) stays the topic's; one named as who gives (市财政安排) covers its own amount alone."""
    found = nearest("prose_funds", clause)
    return found.id if found and FUND_NOUN.search(clause[found.start : found.end]) else None


@lru_cache(maxsize=1024)
def _of_headings(titles: tuple[str, ...]) -> str | None:
    """The nearest heading names the fund; a heading further up only where it heads an account."""
    for distance, title in enumerate(titles):
        named = fund(title)
        if named in ACCOUNT_FUNDS and ("支出" in title or "收入" in title):
            return named
        if distance == 0 and named not in (None, "total", "other"):
            return named
    return None
