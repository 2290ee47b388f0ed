"""What a fund is divided into, where a sentence gives every part its money: parts that are funds of their own and make the whole
(某某奖补资金90万元，其中：某某补偿资金60万元、…), with a rest or not; what a project spending is made of (项目支出90万元，分别是某某经费
60万元、…); the purposes of the fund that the title names; names that the sum behind them adds up, in quotes with their money, or each with
its budget and what was spent of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.document import Block, Document, Section, Span
from extractors.identity import Identity
from extractors.projects.announced import summed_grants
from extractors.projects.declared import RULE, declared, members
from extractors.projects.passages import is_name
from extractors.projects.titles import OF_DEPARTMENT, Candidate, is_account
from extractors.projects.titles import SHORTEST as SHORTEST_NAME
from extractors.prose.members import PLANS
from extractors.prose.spot import Told
from patterns.loader import asked

WORD, PART = asked("project_words"), asked("project_parts")
SUMS = re.compile("[共合总]计")
LISTS = re.compile("其中|分别|包括|含")
REST = re.compile("[，,；;](?:其余|其他|剩余)(?:资金)?$")
NAMED = re.compile("(?:^|[，,、；;])(?P<name>[^，,、；;：:。（）()]{6,40}(?:[（(][^（）()]{2,20}[）)])?)$")
FEWEST, FEWEST_FUNDS, FEWEST_PURPOSES = 3, 2, 4
LONGEST = 100  # members of a list
SHORTEST = 6  # of a fund's name: 生活补助 is what somebody got
NEAR = Decimal("0.01")  # of the whole, as a report may have misprinted it
REACH = 40  # characters before the whole in which the fund is named
Members = list[tuple[Span, Decimal]]


def of_lists(
    document: Document,
    identity: Identity,
    sections: Sequence[Section],
    told: Sequence[Told],
    amounts: Mapping[int, Sequence[Told]],
    title: Candidate | None,
) -> list[Candidate]:
    """The projects that sentences list, each with its money."""
    found = [*declared(document, amounts, sections), *divided(document, amounts, title)]
    if not found and identity.report_kind not in OF_DEPARTMENT:
        found = list(planned(document, amounts))
    grants = summed_grants(document, identity, told)[:-1]
    return [*found, *(Candidate(name, document.text(name), None, RULE) for name in grants)]


def divided(document: Document, told: Mapping[int, Sequence[Told]], title: Candidate | None) -> Iterator[Candidate]:
    """Every name of such a list."""
    for order, amounts in told.items():
        block = document.blocks[order]
        if len(amounts) > FEWEST_FUNDS and block.kind == "paragraph" and LISTS.search(block.text) is not None:
            for names in _lists(block, amounts, title):
                yield from (Candidate(name, document.text(name), None, RULE) for name in names)
        if len(amounts) > FEWEST_PURPOSES and block.kind == "paragraph" and SUMS.search(block.text) is not None:
            names = _summed_up(block, amounts) or _with_rest(block, amounts)
            yield from (Candidate(name, document.text(name), None, RULE) for name in names)
        if len(amounts) > 1 and "”" in block.text and len(quoted := [*PART["quoted"].finditer(block.text)]) > 1:
            names = [Span(order, *one.span("name")) for one in quoted]  # 用于“某某项目”（90万元）和“某某工程”（60万元）
            yield from (Candidate(name, document.text(name), None, RULE) for name in names)


def planned(document: Document, told: Mapping[int, Sequence[Told]]) -> Iterator[Candidate]:
    """渡口巡查经费预算90万元，主要是燃油，已执行45万元；渡船购置费预算60万元，…: two or more names of one paragraph, each with its
    budget and what was spent of it."""
    for order, amounts in told.items():
        if len(amounts) < FEWEST or document.blocks[order].kind != "paragraph":
            continue
        names = [name for plan, spent in pairwise(amounts) if spent.role == "executed" and (name := _of_plan(plan)) is not None]
        if len({document.text(name) for name in names}) > 1:
            yield from (Candidate(name, document.text(name), None, RULE) for name in names)


def _of_plan(one: Told) -> Span | None:
    """The name before 预算 that opens the subject of a plan."""
    about = one.subject if one.role in PLANS else None
    named = PART["planned"].fullmatch(about.text) if about is not None else None
    if about is None or named is None or not _is_own(named["name"]):
        return None
    block, start, _ = about.span
    return Span(block, start, start + len(named["name"]))


def _lists(block: Block, amounts: Sequence[Told], title: Candidate | None) -> Iterator[list[Span]]:
    places = {a.mention.span.start: at for at, a in enumerate(amounts)}
    for lead in PART["divided"].finditer(block.text):
        at = places.get(lead.start("sum"))
        whole = None if at is None else amounts[at].mention.value
        found = [] if at is None else members(block, lead.end(), amounts[at + 1 : at + 1 + LONGEST])
        texts = [block.text[name.start : name.end] for name, _ in found]
        if whole is None or not all(map(_is_own, texts)) or 2 * sum(map(_is_of_place, texts)) > len(texts) or _are_tiers(texts):
            continue
        before = block.text[max(0, lead.start("sum") - REACH) : lead.start("sum")]
        made = sum((value for _, value in found), Decimal(0))
        of_title = title is not None and title.text in before and abs(made - whole) <= whole * NEAR
        if (
            (made == whole and len(found) >= FEWEST_FUNDS and _are_funds(texts))
            or (PART["spending"].search(before) and ("分别" in lead[0] or made == whole) and _are_items(texts))
            or (of_title and _are_purposes(texts, FEWEST if made == whole else FEWEST_PURPOSES))
        ):
            yield [name for name, _ in found]
    for lead in PART["apart"].finditer(block.text):  # 支出90万元。扶持三类：…。其中某某项目60万元、…: of what was told before
        found = members(block, lead.end(), amounts)
        texts = [block.text[name.start : name.end] for name, _ in found]
        made = sum((value for _, value in found), Decimal(0))
        wholes = [a.mention.value for a in amounts if a.mention.span.end < lead.start()]
        if made in wholes and len(found) >= FEWEST and all(map(_is_own, texts)) and _are_items(texts):
            yield [name for name, _ in found]
    for lead in PART["of_spending"].finditer(block.text):  # 项目支出包括渡口巡查经费60万元、…等
        at = bisect_left(amounts, lead.end(), key=lambda a: a.mention.span.start)
        names = [name for name, _ in members(block, lead.end(), amounts[at : at + LONGEST])]
        texts = [block.text[name.start : name.end] for name in names]
        if _are_items(texts) and all(map(_is_own, texts)):
            yield names


def _are_tiers(names: Sequence[str]) -> bool:
    """中央抗旱资金60万元、省级抗旱资金30万元: where the money of one is from."""
    return len(names) > 1 and len({WORD["given_by"].sub("", name) for name in names}) == 1


def _with_rest(block: Block, amounts: Sequence[Told]) -> list[Span]:
    """某某资金90万元由县里实施，某某补助60万元由镇里实施，其余30万元由…: funds that make, with the rest, a whole that was told before."""
    for place, rest in enumerate(amounts):
        if place < FEWEST or REST.search(block.text, amounts[place - 1].mention.span.end, rest.mention.span.start) is None:
            continue
        start = 1 + max(block.text.rfind(mark, 0, rest.mention.span.start) for mark in "。\n")
        own = [one for one in amounts[max(0, place - LONGEST) : place] if one.mention.span.start >= start]
        if len(own) == LONGEST:
            continue
        made = sum((one.mention.value or Decimal(0) for one in (*own, rest)), Decimal(0))
        if made not in [one.mention.value for one in amounts[max(0, place - len(own) - LONGEST) : place - len(own)]]:
            continue
        starts = [start, *(one.mention.span.end for one in own)]
        named = [NAMED.search(block.text, at, one.mention.span.start) for at, one in zip(starts, own, strict=False)]
        texts = [found["name"] for found in named if found is not None]
        if len(texts) == len(own) > 1 and all(map(_is_own, texts)) and _are_funds(texts):
            return [Span(block.order, *found.span("name")) for found in named if found is not None]
    return []


def _summed_up(block: Block, amounts: Sequence[Told]) -> list[Span]:
    """下达某某项目90万元；某某补助60万元；…。共计下达资金210万元: names of one sentence whose amounts come to the sum right behind it."""
    for place, whole in enumerate(amounts):
        before = block.text[amounts[place - 1].mention.span.end : whole.mention.span.start] if place > FEWEST else ""
        if SUMS.search(before) is None:
            continue
        start = 1 + max(block.text.rfind(mark, 0, amounts[place - 1].mention.span.start) for mark in "。\n")
        own = [one for one in amounts[max(0, place - LONGEST) : place] if one.mention.span.start >= start]
        if len(own) == LONGEST:
            continue
        lead = list(PART["gives"].finditer(block.text, start, own[0].mention.span.start))
        found = members(block, lead[-1].end(), own) if lead else []
        texts = [block.text[name.start : name.end] for name, _ in found]
        items = [text for text in texts if PART["item"].search(text) and _is_own(text)]
        if len(found) < FEWEST_PURPOSES or 4 * len(items) < 3 * len(texts) or any(map(_is_cost, texts)):
            continue
        if sum((value for _, value in found), Decimal(0)) == whole.mention.value:
            return [name for name, _ in found]
    return []


def _is_own(name: str) -> bool:
    """Whether a name tells more than whose money it is (中央财政资金)."""
    return is_name(name) and WORD["plain_fund"].sub("", name) != "" and not _is_cost(name)


def _is_cost(name: str) -> bool:
    return len(name) < SHORTEST_NAME or is_account(name) or PART["class"].search(name) is not None


def _is_of_place(name: str) -> bool:
    """石桥镇补助资金."""
    return PART["of_place"].search(name) is not None


def _are_funds(names: Sequence[str]) -> bool:
    return (
        all(len(name) >= SHORTEST for name in names) and sum(PART["fund"].search(name) is not None for name in names) * 4 >= len(names) * 3
    )


def _are_items(names: Sequence[str]) -> bool:
    return len(names) >= FEWEST and all(map(PART["item"].search, names))


def _are_purposes(names: Sequence[str], fewest: int) -> bool:
    return len(names) >= fewest and 2 * sum(PART["purpose"].search(name) is not None for name in names) > len(names)
