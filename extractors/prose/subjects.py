"""What an amount is about: the words before it without lead-ins, years, cues and fillers.

Where patterns leave open where a long phrase begins, jieba tells the last verb before it; it is loaded only then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import regex

from extractors.document import Span
from extractors.frozen import frozen
from extractors.prose.cues import Cue

LEAD_IN = regex.compile(
    r"^(?:(?:截至|截止)[^，,。；;]{2,16}?(?:日|末|底|[0-9]月)[，,]|[\s、，,：:；;·\-—]|其中|主要|具体|包括|包含|分别|以及|另外|此外|同时|和|及|与|并|现|本年度?|当年|全年|今年"
    r"|(?:截至|截止|至)?\s*20[0-9]{2}\s*年(?:度|初|末|底)?(?:\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日|底|末)?)?"
    r"|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．](?![0-9])|[一二三四五六七八九十]是|项目[一二三四五六七八九十]+：)+"
)
TRAILING = regex.compile(r"(?:[\s：:，,、]|各|均|共计?|合计(?=为)|总计(?=为)|为|是|达到?|约|仅|了|只有|人民币|[（(]$)+$")
GENERIC = regex.compile(
    r"(?!项目支出$)(?:项目)?(?:全年|年初|年中|调增|调减|年度|当年|调整后|本年|实际|累计|已|共|均|全部|总|预算|资金|经费|支出|收入|决算|安排|下达|使用|支付|执行|完成|拨付|到位|金额|数|比例|率|合计|的|比|较|与"
    r"|年末|结转|结余|收回|追加|压减|退回|上年|去年|20[0-9]{2}年|相比|增加|减少|增长|下降|上升|降低|占)*"
)
ACCOUNT = regex.compile(r"(?:本年|当年|年中|年末|年初|上年|累计)*(?:追加|调增|调减|结转|结余|结转和?结余|调整后预算)(?:数|资金|金额)?")
TOTAL = regex.compile(r"(?:本年|当年)?(?:收入|支出)(?:合计|总计)")
MEASURED = regex.compile(r"(?:全年|年初|年中|当年|调整后?|支出)?(?:预算|决算|执行|预算安排|预算收入|预算执行)(?:数|总额|金额)?$")
NOUN = regex.compile(r"[数率额比较]|增|减|降|结转|结余|追加|调整|(?:预算|决算)$")
WORDS = regex.compile(r"[\p{L}]")
SPREAD = regex.compile(r"^(?P<names>[^，。；]{2,60}?)(?:各|分别)(?P<verb>[\p{Han}]{0,4})$")
BOTH_SIDES = regex.compile(r"^(?P<before>.*?)收(?:入)?、支(?:出)?(?P<after>总计|合计|决算)?$")
SHORTEST = 3
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
        return TOTAL.fullmatch(self.text) is not None

    @property
    def account(self) -> bool:
        """年末结转, 年中追加: generic, but a line of the account by itself."""
        return ACCOUNT.fullmatch(self.text) is not None

    def taken_up(self, own: Subject | None) -> Subject:
        """This topic, as the words of another amount take it up."""
        stem = MEASURED.sub("", self.text)
        if own is None or own is self or len(stem) < SHORTEST:
            return self
        if self.total and own.account:
            return own
        return replace(self, measured=stem + own.text if NOUN.search(own.text) else stem)  # 已支付 is told by the measure


def subject(clause: str, said: Sequence[Cue], block: int, offset: int) -> Subject | None:
    """The subject a clause names; None where nothing is left of it."""
    start = _after_lead_in(clause)
    end = start + len(TRAILING.sub("", clause[start:]))
    phrase = clause[start:end]
    if not WORDS.search(phrase):
        return None
    if len(phrase) > LONGEST:
        start += _noun_start(phrase)
        phrase = clause[start:end]
    return Subject(phrase, Span(block, offset + start, offset + end), GENERIC.fullmatch(phrase) is not None)


def _after_lead_in(clause: str) -> int:
    found = LEAD_IN.match(clause)
    return found.end() if found else 0


def spread(clause: str, block: int, offset: int) -> list[Subject]:
    """The subjects of "A、B各增加": one for each amount that follows; empty where nothing is distributed."""
    start = _after_lead_in(clause)
    found = SPREAD.match(clause[start:])
    if found is None:
        return []
    span = Span(block, offset + start, offset + start + found.end("names"))
    sides = BOTH_SIDES.match(found["names"])
    if sides:
        names = [f"{sides['before']}{side}{sides['after'] or ''}" for side in ("收入", "支出")]
    else:
        names = regex.split(r"[、和及与]", found["names"])
    return [Subject(name + found["verb"], span) for name in names] if len(names) > 1 else []


def _noun_start(phrase: str) -> int:
    """Where the noun phrase at the end of a long phrase begins: behind its last verb with room for a name after it."""
    start = at = 0
    for word, flag in _tagger().cut(phrase):
        at += len(word)
        if flag == "v" and len(phrase) - at >= 4:
            start = at
    return start


@cache
def _tagger() -> Any:
    import jieba
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    return jieba.posseg
