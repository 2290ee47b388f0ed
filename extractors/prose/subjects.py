"""What an amount is about: the words before it without lead-ins, years, cues and fillers.

Where patterns leave open where a long phrase begins, jieba tells the last verb before it; it is loaded only then.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from extractors.document import Span, span_at
from extractors.frozen import frozen
from extractors.prose.clauses import has_letter, once_if_short
from patterns.loader import HAN, asked

PART = asked("prose_subjects")
POINTS_BACK = ("该项目", "本项目", "此项目")
SPREAD = re.compile(rf"^(?P<names>[^，。；]{{2,60}}?)(?:各|分别)(?P<verb>[{HAN}]{{0,4}})$")
BOTH_SIDES = re.compile(r"^(?P<before>.*?)收(?:入)?、支(?:出)?(?P<after>总计|合计|决算)?$")
BETWEEN = re.compile(r"[和及与]")
BY_NOTICE = re.compile(r"(?<=..)(?:由|依据|根据|按照?|经)《.*$")
SHORT_NAME = re.compile(r"（(?:以?下[简统]?|[简统])称[^（）]*）$")
FILLERS = ("为", "是", "达")
SHORTEST = 3
TAGGED = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._]+")  # jieba cuts every such run by itself
Phrase = tuple[str, int, bool]  # the words of a subject, where they begin in their clause, and whether they are generic
LONGEST = 28  # a subject phrase longer than this is cut at its last verb


@frozen
class Subject:
    """The words and where they stand; `generic` ones (实际支出) say nothing without their sentence's topic."""

    text: str
    span: Span
    generic: bool = False
    measured: str | None = None  # a generic word of its own behind the topic it takes up (公务接待费 + 决算数)

    @property
    def told(self) -> str:
        return self.measured or self.text

    @property
    def total(self) -> bool:
        """本年支出合计: of the whole account, whatever was told before."""
        return ("计" in self.text or self.text.startswith("本年")) and PART["total"].fullmatch(self.text) is not None

    @property
    def pronoun(self) -> bool:
        """该项目全年预算: words that point back to a project named before."""
        return self.generic and self.text.startswith(POINTS_BACK)

    @property
    def account(self) -> bool:
        """年末结转, 年中追加: generic, but a line of the account by itself."""
        return _kinds(self.text)[0]

    def taken_up(self, own: Subject | None) -> Subject:
        """This topic, as the words of another amount take it up."""
        if own is None or own is self:
            return self
        name = self.text
        ending = PART["measured"].match(name[::-1])
        stem = name[: len(name) - ending.end()] if ending else name  # 公务接待费 of 公务接待费预算数
        if len(stem) < SHORTEST:
            return self
        account, noun = _kinds(own.text)
        if account and (self.total or name.endswith("收入")):
            return own
        return Subject(name, self.span, self.generic, stem + own.text if noun else stem)  # 已支付 is told by the measure


@once_if_short
def _kinds(words: str) -> tuple[bool, bool]:
    """Whether words are a line of the account by themselves, and whether they are a noun."""
    return PART["account"].fullmatch(words) is not None, PART["noun"].search(words) is not None


def subject(clause: str, block: int, offset: int) -> Subject | None:
    """The subject a clause names; None where nothing is left of it."""
    found = phrase(clause)
    return None if found is None else placed(found, block, offset)


def placed(found: Phrase, block: int, offset: int) -> Subject:
    """The subject found in a clause that begins at a place."""
    text, start, generic = found
    start += offset
    return Subject(text, span_at((block, start, start + len(text))), generic)


def topic(before: str, block: int, offset: int) -> Subject | None:
    """The subject that the clauses before an amount's own name, behind the reasons and times they begin with (因汛期影响，…)."""
    aside = PART["circumstance"].match(before)
    among = before.rfind("其中：")
    begin = among + 3 if among >= 0 else aside.end() if aside else 0
    return subject(before[begin:], block, offset + begin)


@once_if_short
def phrase(clause: str) -> Phrase | None:
    """The subject that a clause names; None where nothing is left of it."""
    start = _after_lead_in(clause)
    fillers = PART["trailing"].match(clause[start:][::-1])
    end = len(clause) - (fillers.end() if fillers else 0)
    if "《" in clause or clause.endswith("）", 0, end):
        aside = _aside(clause, start, end)
        end = aside.start() if aside else end
    words = clause[start:end]
    if not has_letter(words):
        return None
    if len(words) > LONGEST:
        start += _noun_start(words)
        again = _after_lead_in(clause[start:end])
        start += again if end - start - again >= SHORTEST else 0
        words = clause[start:end]
    return words, start, is_generic(words)


def _aside(clause: str, start: int, end: int) -> re.Match[str] | None:
    """What follows a name and is no part of it: the short one (以下简称…), the notice that allotted it (第一批由《…》下达)."""
    if clause.endswith("）", 0, end) and (short := SHORT_NAME.search(clause, start, end)) is not None:
        return short
    return BY_NOTICE.search(clause, start, end) if "《" in clause else None


def is_generic(words: str) -> bool:
    """实际支出, 年初预算: words that say nothing without the topic of their sentence."""
    return PART["generic"].fullmatch(words) is not None


def _after_lead_in(clause: str) -> int:
    found = PART["lead_in"].match(clause)
    return found.end() if found else 0


def spread(clause: str, block: int, offset: int) -> list[Subject]:
    """The subjects of "A、B各增加": one for each amount that follows; empty where nothing is distributed."""
    if "各" not in clause and "分别" not in clause:
        return []
    start = _after_lead_in(clause)
    found = SPREAD.match(clause[start:])
    if found is None:
        return []
    span = Span(block, offset + start, offset + start + found.end("names"))
    sides = BOTH_SIDES.match(found["names"])
    both = [f"{sides['before']}{side}{sides['after'] or ''}" for side in ("收入", "支出")] if sides else []
    names = both or _listed(found["names"])
    verb = "" if found["verb"] in FILLERS else found["verb"]
    return [Subject(name + verb, span) for name in names] if len(names) > 1 else []


def _listed(names: str) -> list[str]:
    """公共卫生、社会保障和就业、教育: a list parted by 、 is joined by 和 before its last member alone."""
    *first, last = names.split("、")
    joined = [last] if PART["joined_name"].search(last) else BETWEEN.split(last)
    return [*first, *joined]


@lru_cache(maxsize=1024)  # the words before an amount are asked again as the topic of the next one
def _noun_start(phrase: str) -> int:
    """Where the noun phrase at the end of a long phrase begins: behind its last verb with room for a name after it."""
    for run in reversed(list(TAGGED.finditer(phrase))):
        start, at = 0, run.start()
        for word, flag in _tagger().cut(run[0]):
            at += len(word)
            if flag == "v" and len(phrase) - at >= 4:
                start = at
        if start:
            return start
    return 0


@cache
def _tagger() -> Any:
    import jieba
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    jieba.add_word("转移支付", tag="n")  # no verb ends within it
    return jieba.posseg
