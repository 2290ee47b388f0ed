"""The fund source of an amount: the words before it, its remark, its enumeration, its sentence, its heading; else null."""

from __future__ import annotations

from functools import lru_cache

from extractors.prose.funds import fund
from extractors.prose.spot import AmountSpot, Flow, Told
from extractors.prose.subjects import Subject
from patterns.loader import asked

SOURCE = asked("prose_sources")
LABEL = 24  # characters in which the label of a paragraph ends
REMARKS = "（(为是"
ACCOUNT_FUNDS = ("general_budget", "government_fund", "state_capital", "fiscal")


def sentence_fund(sentence: str) -> str | None:
    """资金来源于区级财政 covers every amount of its sentence."""
    found = SOURCE["sourced"].search(sentence) if "来" in sentence else None
    if found is None and "将" in sentence:
        found = SOURCE["allotted"].search(sentence)
    return fund(found["fund"]) if found else None


def label_fund(text: str) -> str | None:
    """1.中央资金：共90万元，分两批下达: the source that a paragraph names before its colon."""
    begins = text[:LABEL]
    labelled = SOURCE["labelled"].match(text) if "：" in begins or ":" in begins else None
    return fund(labelled["fund"]) if labelled else None


def source(spot: AmountSpot, measure: str, about: Subject | None, flow: Flow) -> str | None:
    own, last = spot.words.fund, flow.last
    if spot.listed and own in (None, "total") and last is not None and last.fund_source in ACCOUNT_FUNDS:
        return last.fund_source
    remarked = _remarked(spot.tail) if spot.tail[:1] in REMARKS or "全部为" in spot.tail else None
    if own is not None or remarked is not None:
        flow.topic_fund, flow.funded = spot.words.lasting or remarked, about
        return own or remarked
    return None if spot.words.norm else _inherited(spot, measure, about, flow)


def _remarked(tail: str) -> str | None:
    """The fund in the bracket behind an amount, that all of it is from, or that it is (其中90万元为中央补助资金)."""
    remark = SOURCE["remark"].match(tail)
    return fund(remark[1] or remark[2] or remark[3]) if remark else None


def _inherited(spot: AmountSpot, measure: str, about: Subject | None, flow: Flow) -> str | None:
    if flow.head is not None and flow.head.fund_source not in (None, "total"):
        return flow.head.fund_source
    if flow.beside is not None and _is_within(spot, flow.beside):
        return flow.beside.fund_source
    if flow.fund is not None or flow.label is not None:
        return flow.fund or flow.label
    if measure == "change" and flow.said:
        return flow.said[-1].fund_source
    if flow.topic_fund is not None and (about is None or about is flow.funded or about.generic):
        return flow.topic_fund
    return _of_headings(spot.above.headings)


def _is_within(spot: AmountSpot, whole: Told) -> bool:
    """中央资金90万元（围栏50万元，培训40万元): what the bracket behind a tier's money tells is no more than that money, and of it."""
    inner, outer = spot.mention.value, whole.mention.value
    return whole.fund_source not in (None, "total") and inner is not None and outer is not None and inner <= outer


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
