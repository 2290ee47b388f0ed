"""Sections beside each other whose own numbers prove that each is a project: what it was given, what it spent and the rate of the two,
in whatever words (（一）渡口修缮 and below it 切给90万元，花掉81万元，进度90%), and the paragraphs that open with such a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from extractors.document import Document, Mention, Section, Span
from extractors.forms.words import component
from extractors.projects.titles import SHORTEST, Candidate, is_account, says_otherwise, title_span
from extractors.prose.finds import where
from extractors.prose.spot import Told
from patterns.loader import asked

WORD = asked("project_words")
RULE = "project.proven"
FEWEST = 2
FEE = "费"  # 差旅费, 印刷费 are what a project pays, 护林员经费 is one
EXACT = Decimal("0.0006")  # what a rate of two decimals, and one printed in whole percents of half of them, may be off
WHOLE = Decimal("0.0051")
PLAIN = ("情况", "分析", "说明", "问题", "措施")  # what a chapter ends in
OPENING = frozenset("第其头首一二三四五六七八九十")

Amounts = Mapping[int, Sequence[Told]]


def proven(document: Document, sections: Sequence[Section], amounts: Amounts, known: Set[int | None]) -> list[Candidate]:
    """Every such section, where two or more stand beside each other, at least as many as the others there; those that are `known` to be
    projects count, and are asked for nothing."""
    beside: defaultdict[int | None, list[int]] = defaultdict(list)
    for index, section in enumerate(sections):
        beside[section.parent].append(index)
    elsewhere = dict(_openings(document, amounts))
    found: list[Candidate] = []
    for group in beside.values():
        if len(group) >= FEWEST and (elsewhere or _tell(group, sections, amounts, known)):
            found += _of_group(document, sections, group, amounts, elsewhere, known)
    return found


def _tell(group: Sequence[int], sections: Sequence[Section], amounts: Amounts, known: Set[int | None]) -> bool:
    """Whether two sections or more tell amounts, and one of them, neither known nor a plain chapter, may be a project."""
    telling = [i for i in group if sections[i].heading.block in amounts or sections[i].first + 1 in amounts]
    return len(telling) >= FEWEST and any(i not in known and not sections[i].title.endswith(PLAIN) for i in telling)


def _of_group(
    document: Document,
    sections: Sequence[Section],
    group: Sequence[int],
    amounts: Amounts,
    elsewhere: Mapping[str, Span],
    known: Set[int | None],
) -> Iterator[Candidate]:
    own = [i for i in group if i in known and sections[i].title not in elsewhere]
    titles = {i: _bare(sections[i].title) for i in group if i not in own}
    shown = {i: title for i, title in titles.items() if title in elsewhere or _is_proven(document, sections[i], amounts)}
    if not shown or len(shown) + len(own) < max(FEWEST, len(group) / 2):
        return
    names = [i for i, title in shown.items() if _is_name(title)]
    if not names or len(names) + len(own) < FEWEST:
        return
    for index, title in shown.items():
        if index in names or _is_of_people(title):
            block, start, end = title_span(document, sections[index])
            start = max(start, document.blocks[block].text.find(title, start, end))
            told_in = (elsewhere[title].block,) if title in elsewhere else ()
            yield Candidate(Span(block, start, end), title, index, RULE, told_in)


def _bare(title: str) -> str:
    """第一节　渡口修缮: the number is part of such a title."""
    number = WORD["part_number"].match(title) if title.startswith("第") else None
    return title if number is None else title[number.end() :]


def _is_proven(document: Document, section: Section, amounts: Amounts) -> bool:
    """Whether the line of a section, or the one right below it, tells two amounts and then the rate of the two."""
    block, _, end = section.heading
    told = amounts.get(block)
    if told is not None:
        return proof(document.blocks[block].text, [one for one in told if one.mention.span.start >= end]) is not None
    told = amounts.get(section.first + 1) if section.first < section.last else None
    return told is not None and proof(document.blocks[section.first + 1].text, told) is not None


def proof(text: str, told: Sequence[Told]) -> tuple[Mention, Mention, Mention] | None:
    """切给90万元，花掉81万元，进度90%: of the amounts of a block what was given, spent, and the rate that the two make; the first rate
    alone, since what follows may tell of parts."""
    for at, one in enumerate(told) if "%" in text or "％" in text else ():
        behind = WORD["rate_behind"].match(text, one.mention.span.end)
        if behind is None:
            continue
        rate, spent = Decimal(behind["rate"]) / 100, one.mention.value
        if at == 0 or not spent or rate > 1:
            return None
        near = WHOLE if "." not in behind["rate"] else EXACT
        given = ((before.mention, before.mention.value or Decimal(0)) for before in reversed(told[:at]))
        plan = next((mention for mention, value in given if value >= spent and abs(spent / value - rate) < near), None)
        place = Span(one.mention.span.block, behind.start("rate"), behind.end())
        return None if plan is None else (plan, one.mention, Mention("percent", place, "percent.sign", rate))
    return None


def of_proof(told: Sequence[Told], document: Document) -> tuple[Mention, Mention, Mention] | None:
    """The first amounts of a project that prove what it was given and spent."""
    amounts: dict[int, list[Told]] = {}
    for one in told:
        if one.mention.kind == "amount":
            amounts.setdefault(one.mention.span.block, []).append(one)
    shown = (proof(document.blocks[block].text, own) for block, own in amounts.items() if len(own) > 1)
    return next((one for one in shown if one is not None), None)


def _openings(document: Document, amounts: Amounts) -> Iterator[tuple[str, Span]]:
    """头一处是渡口修缮，切给90万元，花掉81万元，进度90%: the name that a paragraph of such numbers opens with behind its count."""
    for order, told in amounts.items():
        block = document.blocks[order]
        named = WORD["counted_off"].match(block.text) if block.text[:1] in OPENING and block.kind == "paragraph" else None
        if named is not None and proof(block.text, told) is not None:
            yield named["name"], Span(order, *named.span("name"))


def _is_name(title: str) -> bool:
    if len(title) < SHORTEST or (title.endswith(FEE) and not title.endswith("经费")) or is_account(title):
        return False
    if WORD["no_project"].search(title) is not None or where("not_projects", "anaphor", title) is not None:
        return False
    is_service = where("project_titles", "policy", title) is not None  # 渔船维护服务
    return component(title) == "other" and (is_service or not says_otherwise(title))


def _is_of_people(title: str) -> bool:
    """退养渡工人员经费 beside projects: whose the money is stands before the words of an account."""
    account = where("not_projects", "account", title)
    return account is not None and account.start() >= SHORTEST and title.endswith("经费")
