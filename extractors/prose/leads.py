"""The words that lead to a number, and what they say of it by themselves, whatever stands around them."""

from __future__ import annotations

import re
from functools import cache

from extractors.frozen import frozen, maker
from extractors.prose.clauses import clause_start, masked, once_if_short
from extractors.prose.cues import Cue, of_clause
from extractors.prose.finds import Find, finding, first, hint, nearest, where
from extractors.prose.funds import funds
from extractors.prose.subjects import Phrase, phrase
from extractors.prose.years import year_beside, year_named
from patterns.loader import asked

LEAD = asked("prose_leads")
BRACKETS = ("（", "(")
ELSEWHERE = re.compile(r"《[^《》]*》|(?:除|在)[^，,；;]{2,14}?(?:之外|以外|外)")  # a notice's title, and what the amount is not from
COLONS = ("：", ":")
MARKS = re.compile(r"[，,；;。\n（(：:]")
SET_BESIDE = re.compile(r"\s*(?:比|较|与|同|低于|高于)")
ENUMERATES = re.compile("|".join(LEAD[one].pattern for one in ("enumerates", "sorted")))
REACHES = ("达", "达到", "提高到", "提高至", "保持在", "控制在", "以上")
ENDINGS = {  # what the end of a clause tells before any cue within it
    "compared": ("change", "prose.compared"),
    "differs": ("change", "prose.compared"),
    "level": ("budget", "prose.level"),
    "lacking": ("other", "prose.lacking"),
    "due": ("other", "prose.due"),
    "stuck": ("other", "prose.due"),
    "claimed": ("other", "prose.claimed"),
    "retained": ("closing_balance", "prose.retained"),
    "withheld": ("penalty", "prose.withheld"),
    "rented": ("income", "prose.rented"),
    "saved": ("other", "prose.gain"),
    "lent": ("other", "prose.lent_out"),
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
    phrase: Phrase | None
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
    dated: bool  # they speak of a time
    year_before: bool
    year_after: bool
    year_beside: int | None
    this_year: bool


@frozen
class RateWords:
    """What the words before a percent say of it."""

    lead: Lead
    rate: Find | None  # the kind of rate that they name
    aimed: bool  # it is to be reached
    reaches: bool  # they end with what is said of aims, and of what was reached


_words_of = maker(Words)


@once_if_short
def rate_words(text: str) -> RateWords:
    lead = _cut(text, listed=False)
    aimed = where("prose_aims", "aim", f"{lead.text}□") is not None
    return RateWords(lead, nearest("prose_rates", lead.clause), aimed, lead.clause.endswith(REACHES))


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
    turns = names is not None or "；" in text or ";" in text or "（" in closed or "）" in closed or "(" in closed or ")" in closed
    return Lead(before + clause, before, clause, cut, closed, names, turns, "各" in clause or "分别" in clause)


@cache
def _seldom() -> re.Pattern[str]:
    """A word of what most leads do not say: one search spares them eight."""
    said = [LEAD[one] for one in ("per_unit", "earned", "norm", "this_year")]
    return hint((*said, *finding("measures_ending", (*ENDINGS, "problem"))))


def _words(lead: Lead) -> Words:
    text, clause = lead.text, lead.clause
    said, strong = of_clause(clause)
    named = clause or (MARKS.split(lead.before.rstrip("：:"))[-1] if lead.before.endswith(COLONS) else "")  # 中央资金：90万元
    giving = ELSEWHERE.sub("", named) if "《" in named or "外" in named else named
    own, lasting = funds(giving)
    more, dated = _seldom().search(text) is not None, "年" in text
    this_year = more and LEAD["this_year"].search(text) is not None
    return _words_of(
        lead,
        said,
        strong,
        phrase(clause),
        own,
        lasting,
        year_named(text) if dated else None,
        _ended(clause) if more else None,
        per_unit=more and LEAD["per_unit"].search(clause) is not None,
        earned=more and LEAD["earned"].search(clause) is not None,
        norm=more and LEAD["norm"].search(clause) is not None,
        problem=more and where("measures_ending", "problem", text) is not None,
        bracketed=lead.before.strip() in BRACKETS,
        beside=SET_BESIDE.match(clause) is not None,
        dated=dated or this_year,
        year_before=dated and LEAD["year_before"].search(clause) is not None,
        year_after=dated and LEAD["year_after"].search(clause) is not None,
        year_beside=year_beside(clause) if dated else None,
        this_year=this_year,
    )


def _ended(clause: str) -> tuple[str, str] | None:
    ending = first("measures_ending", tuple(ENDINGS), clause)
    return ENDINGS[ending] if ending else None
