"""Projects that running text names without a number: a clause that opens with a name and its money, and what is told up to the next.

One alone may be a part of what the report is about; two beside each other, or one below a heading of projects, are projects.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from extractors.document import Block, Document, Section, Span
from extractors.forms.names import name_key
from extractors.frozen import changed, frozen
from extractors.identity import Identity
from extractors.projects.titles import SHORTEST, is_account, is_generic, lead, section_at
from extractors.prose.finds import everywhere, meaning, where, words_of
from extractors.prose.indicators import IndicatorLine
from extractors.prose.members import PLANS
from extractors.prose.spot import Told
from patterns.loader import asked, load

PATTERNS = "project_passages"
ENDS = ("。", "；", ";", "\n")
NUMBERS = "二三四五六七八九十"
MARK = re.compile(
    r"[ 　]*(?:(?:[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．](?![0-9])|[①-⑳]|—{1,2}|[-·•●■◆○])[ 　]*)?"
    r"(?:[一二三四五六七八九十]是)?(?:20[0-9]{2}年度?|当年|今年|全年|本年度?)?[，,]?(?:我[县市区镇乡州局]|[县市区镇乡]?财政)?"
    r"(?:共|重点|组织|继续|顺利|全力|累计|已|全面)*"
)
WORD = asked("project_words")
CLAUSE = re.compile("[，,；;：:。（(]")
COMMA = re.compile("[，,、；;]")
BRACKET = re.compile(r"[（(][^（）()0-9]*[）)]")
MONEY = (*PLANS, "executed", "received")
LABEL = ("prose.cost_label",)
PART = (*LABEL, "prose.enumeration", "prose.spread")  # 其中：…；乡村教师生活补助3500万元: a part of what its sentence tells
NEAR = 1  # blocks from one neighbour to the next
LONGEST = 40
Stretch = tuple[int, int, Span | None]  # of a block, and whose it is: a project's, or that of a part that is none
UNTOLD = ("problems", "improvements", "problems_and_improvements")


@frozen
class Passage:
    """A stretch of a block that opens with the name of a project; `alone` where nothing beside it is built so; `heads` is the numbered
    section that it opens, `section` the one it stands in."""

    name: Span
    text: str
    start: int
    end: int
    section: int | None = None
    put: bool = False  # 投入90万元实施某某项目: the words of a numbered line do not begin with the name
    heads: int | None = None
    alone: bool = True


class Stretches:
    """Whose the parts of a block are, asked by place: a block may hold thousands of them."""

    def __init__(self, told: Sequence[Stretch]) -> None:
        self.told = told
        self.order = sorted(range(len(told)), key=lambda at: told[at][0])
        self.starts = [told[at][0] for at in self.order]
        self.reach = list(accumulate((told[at][1] for at in self.order), max))  # how far any that begins so early goes

    def at(self, place: int) -> list[Stretch]:
        """Those that a place is in, as they were told."""
        found: list[int] = []
        last = bisect_right(self.starts, place) - 1
        while last >= 0 and self.reach[last] > place:
            if self.told[self.order[last]][1] > place:
                found.append(self.order[last])
            last -= 1
        return [self.told[at] for at in sorted(found)]


def amounts_by_block(told: Sequence[Told]) -> dict[int, list[Told]]:
    """The amounts of every block, in reading order."""
    found: dict[int, list[Told]] = {}
    for one in told:
        if one.mention.kind == "amount":
            found.setdefault(one.mention.span.block, []).append(one)
    return found


def passages(
    document: Document, identity: Identity, sections: Sequence[Section], told: Mapping[int, Sequence[Told]], lines: Sequence[IndicatorLine]
) -> list[Passage]:
    """Every passage in reading order; what an indicator, a problem or a plan tells of a name is none."""
    found: list[Passage] = []
    rows, nouns = {line.line.block for line in lines}, words_of(PATTERNS, "noun")
    for number, amounts in told.items():
        block = document.blocks[number]
        if block.kind == "paragraph" and number not in rows and nouns.search(block.text) is not None:
            opened = _of_block(block, amounts, nouns)
            # a name that ends in a word only where it is cut off (补助 of 补助资金) is none
            told_of = opened and where(PATTERNS, "noun", block.text) is not None
            found += [p for p in opened if WORD["problems"].search(block.text, 0, p.start) is None] if told_of else ()
    named = [passage for passage in found if not is_generic(passage.text[lead(passage.text, identity) :], identity)]
    placed = [_placed(passage, sections) for passage in named]
    return _with_neighbours([p for p in placed if not _is_untold(sections, p.section)], sections)


def _placed(passage: Passage, sections: Sequence[Section]) -> Passage:
    block = passage.name.block
    index = section_at(sections, block)
    if index is None or sections[index].heading.block != block or passage.start > sections[index].heading.start:
        return changed(passage, section=index)
    return changed(passage, section=sections[index].parent, heads=index)


def above(sections: Sequence[Section], index: int | None) -> Iterator[int]:
    """A section and those it stands in."""
    while index is not None:
        yield index
        index = sections[index].parent


def _is_untold(sections: Sequence[Section], index: int | None) -> bool:
    return any(meaning("project_texts", sections[i].title) in UNTOLD for i in above(sections, index))


def _with_neighbours(found: Sequence[Passage], sections: Sequence[Section]) -> list[Passage]:
    """Two beside each other that tell of two names, or one below a heading of projects."""
    told: list[Passage] = []
    for place, one in enumerate(found):
        beside = (*found[max(0, place - 1) : place], *found[place + 1 : place + 2])
        near = any(_is_beside(one, other) and name_key(other.text) != name_key(one.text) for other in beside)
        headed = one.heads is None and any(where("project_lists", "listing", sections[i].title) for i in above(sections, one.section))
        told.append(changed(one, alone=not (near or headed)))
    return told


def _is_beside(one: Passage, other: Passage) -> bool:
    """In one section; numbered lines with whatever stands below them, others in one paragraph or the next."""
    numbered = one.heads is not None and other.heads is not None
    return one.section == other.section and (numbered or abs(one.name.block - other.name.block) <= NEAR)


def _of_block(block: Block, amounts: Sequence[Told], nouns: re.Pattern[str]) -> list[Passage]:
    """The passages of one paragraph, each up to the next one or to words that turn back to all of them; every name ends in one of the
    nouns."""
    text = block.text
    found: list[Passage] = []
    ends: list[int] = []
    starts = [amount.mention.span.start for amount in amounts]
    stops, listed = [*starts[1:], len(text)], _listed(text)
    for at in sorted({0, *_openings(text[: starts[-1] + 2]), *listed}):
        if at > starts[-1]:
            break  # no money follows
        if found and _turns_back(text, at):
            ends.append(at)
            continue
        place = bisect_left(starts, at)
        if nouns.search(text, at, stops[place]) is None:
            continue
        if not _is_its_own(amounts[place], text[at : starts[place]], within=at > 0 and at not in listed):
            continue
        begin = MARK.match(text, at)
        start = at if begin is None else begin.end()
        name = _name(text, start, amounts[place], stops[place])
        if name is not None:
            ends.append(at)
            found.append(Passage(Span(block.order, *name), text[slice(*name)], at, len(text), put=name[0] > start))
    if found:
        ends += [at for at in sorted({*_openings(text), *listed}) if at > starts[-1] and _turns_back(text, at)]
    return [changed(one, end=next((end for end in ends if end > one.start), one.end)) for one in found]


def _turns_back(text: str, at: int) -> bool:
    """Whether words turn back to all projects of the paragraph."""
    return where(PATTERNS, "turns_back", text[at : at + LONGEST]) is not None


def _openings(text: str) -> Iterator[int]:
    """Where a clause may open with a name: behind what ends one, and behind a comma before 二是, 三是 …"""
    for mark in ENDS:
        if mark in text:
            yield from accumulate([len(clause) + 1 for clause in text.split(mark)[:-1]])
    at = text.find("是", 2)
    while at >= 0:
        if text[at - 1] in NUMBERS and text[at - 2] in "，,":
            yield at - 1
        at = text.find("是", at + 1)


def _listed(text: str) -> set[int]:
    """Where the members of a list begin that the words before a colon call projects (实施了以下项目：某某项目90万元，某某工程60万元)."""
    lead = where("project_lists", "lead", text) if "：" in text or ":" in text else None
    if lead is None:
        return set()
    ends = (found.start() for mark in "。\n" if (found := re.compile(mark).search(text, lead.end())))
    return {lead.end()} | {comma.end() for comma in COMMA.finditer(text, lead.end(), min(ends, default=len(text)))}


def _is_its_own(amount: Told, words: str, *, within: bool) -> bool:
    """Whether the first amount behind the beginning of a clause, with these words between, may be its own."""
    return amount.role in MONEY and amount.rule not in (PART if within else LABEL) and "；" not in words and "\n" not in words


def _name(text: str, start: int, amount: Told, stop: int) -> tuple[int, int] | None:
    """The name a clause opens with, or puts its money into: `stop` is where the next amount is told."""
    money = amount.mention.span
    words = text[start : money.start]
    if WORD["put"].search(words) and _own(words):
        return _put_into(text, money.end, stop)
    verb = WORD["verb"].match(words)
    return _opening(text, start + (verb.end() if verb else 0), money.start)


def _put_into(text: str, start: int, stop: int) -> tuple[int, int] | None:
    found = where(PATTERNS, "put_into", text[start:stop])
    if found is None:
        return None
    begin, end = start + found.start("name"), start + found.end("name")
    nouns = (noun for noun in _nouns(text, begin, end) if WORD["behind_name"].match(text, noun, end) and is_name(text[begin:noun]))
    noun = next(nouns, None)
    return None if noun is None else (begin, noun)


def _opening(text: str, start: int, money: int) -> tuple[int, int] | None:
    """某某改造项目安排资金90万元; 某某改造项目，新建厂房3栋，总投资90万元: words of money alone lead from it, or from a comma, to them."""
    mark = CLAUSE.search(text, start, money)
    bracket = None if mark is None else BRACKET.match(text, mark.start(), money)
    if bracket is not None:  # 某某项目（二期），总投资90万元
        mark = CLAUSE.search(text, bracket.end(), money)
    end = money if mark is None else mark.start()
    nouns = _nouns(text, start, min(end, start + LONGEST))
    if not nouns or not _own(CLAUSE.split(text[end:money])[-1]) or WORD["counts"].search(text, start, money):
        return None
    for noun in nouns:
        behind = text[noun:end]
        if (_own(behind) or (mark and WORD["goes_on"].match(behind))) and is_name(text[start:noun]):
            return start, noun
    return None


def _nouns(text: str, start: int, end: int) -> list[int]:
    """Where the words end that a name may end in, the last first."""
    return [start + found.end() for found in everywhere(PATTERNS, "noun", text[start:end])][::-1]


def _own(words: str) -> bool:
    return where("project_items", "own", words) is not None


def is_name(name: str) -> bool:
    """Words of a name's length that name one project: no kind of projects, no line of an account, nothing that points back."""
    if not SHORTEST <= len(name.strip()) <= LONGEST or is_account(name) or load("not_projects").meaning(name) is not None:
        return False
    if any(where("not_projects", kind, name) is not None for kind in ("anaphor", "tier")):
        return False
    return not any(where("not_passages", kind, name) is not None for kind in ("other", "category"))


def is_telling_of(name: str, whole: str) -> bool:
    """Whether a name is the whole's in fewer words (湿地修复补助 for 湿地生态修复补助资金) or with words before it (同期湿地修复补助)."""
    rest, stem = iter(whole), WORD["money_noun"].sub("", whole)
    return all(letter in rest for letter in name) or (len(stem) >= SHORTEST and stem in name)
