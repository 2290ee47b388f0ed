"""The words that lead to a number, and what they say of it by themselves, whatever stands around them."""

from __future__ import annotations

import re

from extractors.document import Span
from extractors.frozen import frozen
from extractors.prose.clauses import clause_start, masked, once_if_short
from extractors.prose.cues import Cue, of_clause
from extractors.prose.finds import first, where
from extractors.prose.funds import fund, lasting
from extractors.prose.subjects import Subject, phrase
from extractors.prose.years import THIS_YEAR, of_year_before, year_beside, year_named

BY_KIND = r"按(?:照)?[^，。；：:（）0-9]{2,10}?(?:划分|分类|科目分?|分|来看)[，,：:]"  # 按支出性质分：基本支出50万元
ENUMERATES = re.compile(rf"其中|^中[，,：:]|{BY_KIND}|包括|包含|主要用于|分别(?:是|为|用于)?|具体(?:为|如下|是)|如下|用于以下")
SORTED = re.compile(BY_KIND)
BRACKETS = ("（", "(")
COLONS = ("：", ":")
MARKS = re.compile(r"[，,；;。\n（(：:]")
SET_BESIDE = ("比", "较", "与", "同", "低于", "高于")
PER_UNIT = re.compile(
    r"[人户亩车年次村校班台床日]均|均次|平均每|(?<![0-9一二三四五六七八九十几])[百千]元\w{1,6}?(?:收入|产值|支出)|吨[水油粮煤]\w{0,6}?(?:成本|费用|[电药]耗)"
    r"|单位(?:成本|造价|能耗)|每(?:人|生|名|户|亩|辆|台|套|件|平方米|公里|吨|次|天|日|月|个|处|生均)"
    r"|每(?!年|季|半年)\w{1,3}?(?:补助|补贴|奖补|奖励|资助|救助|造价|成本|投资|费|标准|收取|发放|$)"
)
THEIR_INCOME = re.compile(r"(?:农民|农户|村民|居民|群众|脱贫户|脱贫人口|村集体|集体经济|合作社)\w{0,6}(?:收入|增收)|务工(?:报酬|收入|工资)")
NORM = re.compile(r"每[^年月日季辆台车]|单价|标准$")
ENDINGS = {  # what the end of a clause tells before any cue within it
    "compared": ("change", "prose.compared"),
    "differs": ("change", "prose.compared"),
    "level": ("budget", "prose.level"),
    "lacking": ("other", "prose.lacking"),
    "saved": ("other", "prose.gain"),
    "collected": ("income", "prose.collected"),
}


@frozen
class Lead:
    """The words between a number and the one before it, or the beginning of its sentence. `clause` is the end of them, from `cut` on;
    `closed` has its brackets masked; `names` is what stands before the words of an enumeration (人员经费主要包括); `turns` tells
    that they open or close something in the sentence, `distributes` that they may name several subjects (A、B各增加): most do not."""

    text: str
    before: str
    clause: str
    cut: int
    closed: str
    names: str | None
    turns: bool
    distributes: bool


@frozen
class Words:
    """What the words before an amount say of it."""

    lead: Lead
    cues: tuple[Cue, ...]
    strong: Cue | None  # the cue that decides
    phrase: tuple[str, int, bool] | None  # the subject, where it begins in the clause, whether it is generic
    fund: str | None
    lasting: str | None  # the fund that they leave to the topic
    year: int | None
    ended: tuple[str, str] | None  # the measure that their end tells, and the rule
    per_unit: bool  # it is of one of many
    earned: bool  # it is what people earn
    norm: bool  # it is a norm, given by whoever gives
    problem: bool
    bracketed: bool
    beside: bool  # it is only compared with
    year_before: bool
    year_beside: int | None
    this_year: bool

    def subject(self, block: int, begin: int) -> Subject | None:
        if self.phrase is None:
            return None
        text, start, generic = self.phrase
        start += begin + self.lead.cut
        return Subject(text, Span(block, start, start + len(text)), generic)


@once_if_short
def lead(text: str) -> Lead:
    return _cut(text, listed=False)


@once_if_short
def words(text: str) -> Words:
    return _words(_cut(text, listed=False))


@once_if_short
def list_member(text: str) -> Words:
    """The clause of what a list parted by 、 goes on with is its last member."""
    return _words(_cut(text, listed=True))


def _cut(text: str, *, listed: bool) -> Lead:
    closed = masked(text)
    cut = clause_start(closed, listed=listed)
    before, clause = text[:cut], text[cut:].rstrip()
    enumerates = ENUMERATES.search(text)
    names = text[: enumerates.start()].removesuffix("主要") if enumerates else None
    turns = names is not None or "；" in text or "（" in closed or "）" in closed or "(" in closed or ")" in closed
    return Lead(before + clause, before, clause, cut, closed, names, turns, "各" in clause or "分别" in clause)


def _words(lead: Lead) -> Words:
    text, clause = lead.text, lead.clause
    said = of_clause(clause)
    named = clause or (MARKS.split(lead.before.rstrip("：:"))[-1] if lead.before.endswith(COLONS) else "")  # 中央资金：90万元
    return Words(
        lead=lead,
        cues=said.all,
        strong=said.strong,
        phrase=phrase(clause),
        fund=fund(named),
        lasting=lasting(named),
        year=year_named(text),
        ended=ENDINGS[ending] if (ending := first("measures_ending", tuple(ENDINGS), clause)) else None,
        per_unit=PER_UNIT.search(clause) is not None,
        earned=THEIR_INCOME.search(clause) is not None,
        norm=NORM.search(clause) is not None,
        problem=where("measures_ending", "problem", text) is not None,
        bracketed=lead.before.strip() in BRACKETS,
        beside=clause.lstrip().startswith(SET_BESIDE),
        year_before=of_year_before(clause),
        year_beside=year_beside(clause),
        this_year=THIS_YEAR.search(text) is not None,
    )
