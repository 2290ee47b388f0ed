"""The cue words of money sentences: what the words before and behind an amount say it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby

from extractors.frozen import frozen
from extractors.prose.clauses import once_if_short
from patterns.loader import asked, load

ASIDE = re.compile(r"[（(]不?(?:包)?含[^（）()]*[）)]")
NOTICE = re.compile("《[^《》]*》")
ACTIONS = ("received", "returned", "added")
CLAUSE = asked("prose_clauses")
TREND = asked("prose_percents")["trend"]
OF_WHAT = {"closing_balance": "of_what_is_left", "opening_balance": "of_what_is_left", "executed": "of_what_was_wrong"}
COLONS = ("：", ":")
HEADS_LIST = "为是的如下情况包括明细：: \u3000"  # between what a list is of and its colon
DIGIT = re.compile("[0-9０-９]")
TO_EACH = 16  # characters in which 到各乡镇的资金如下： stands
MADE_OF = ("构成", "组成")
MONEY_SPENT = ("建设资金", "投资", "预算资金", "安排资金", "下达资金")  # 基本建设资金支出20万元: only the name of what was spent


@frozen
class Cue:
    """One cue word: the measure it speaks for; a weak one only names a kind of money (基本支出)."""

    measure: str
    start: int
    end: int
    weak: bool


@lru_cache(maxsize=4096)  # a heading is asked for every amount below it
def cues(text: str) -> tuple[Cue, ...]:
    """Every cue word of the text, in order; where words overlap the longest counts, and a name that holds one is none, nor is the title
    of a notice."""
    known = _measures()
    text = NOTICE.sub(_blotted, text) if "《" in text else text
    found = [(m.start(), m.end(), known.get(m[0])) for m in _any().finditer(text)]
    return tuple(Cue(told[0], start, end, told[1]) for start, end, told in found if told is not None)


@once_if_short
def of_clause(clause: str) -> tuple[tuple[Cue, ...], Cue | None]:
    """The cue words of a clause, and the one that decides where there is one."""
    said = cues(ASIDE.sub(_blotted, clause) if "含" in clause else clause)
    return said, decisive(said, clause)


def _blotted(aside: re.Match[str]) -> str:
    """收、支总计（含结转和结余）: what a sum includes does not say what it is."""
    return "□" * len(aside[0])


def decisive(said: Sequence[Cue], clause: str) -> Cue | None:
    """The last strong cue; a change only right before the amount, and of a plan's cues the one that says which plan."""
    for cue in reversed(said):
        if cue.weak or (cue.measure == "change" and not CLAUSE["right_before"].fullmatch(clause[cue.end :])):
            continue
        if clause[cue.start : cue.end] in MONEY_SPENT and clause.startswith("支出", cue.end):
            continue
        if cue.measure == "budget" and len(said) > 1:
            return _action_on(cue, said) or next((c for c in said if _tells_which(c, cue, clause)), cue)
        if len(said) > 1 and cue.measure in OF_WHAT:
            return _taken_back(cue, said, clause) or cue
        return cue
    return None


def _tells_which(told: Cue, plan: Cue, clause: str) -> bool:
    """追加项目预算, but not 经追加和调剂后调整预算: what came first led to the plan."""
    return told.measure in ("initial_budget", "added") and "后" not in clause[told.end : plan.start]


def _action_on(plan: Cue, said: Sequence[Cue]) -> Cue | None:
    """收到预算资金, 收回预算指标: what is done with the plan, told right before it."""
    return next((c for c in said if c.end == plan.start and not c.weak and c.measure in ACTIONS), None)


def heads_list(before: str) -> Cue | None:
    """资金来源为：一般公共预算350万元，…: before a colon even a word that only names a kind of money says what the list is of; how it moved
    is no part of that (补助支出逐年上升：2021年90万元)."""
    if not before.rstrip().endswith(COLONS):
        return None
    head = TREND.sub("", before.rstrip(HEADS_LIST))
    head = CLAUSE["made_of"].sub("", head) if head.endswith(MADE_OF) else head
    said = cues(head)
    return said[-1] if said and not head[said[-1].end :].strip(HEADS_LIST) else None


def shared_out(before: str) -> str | None:
    """资金一次分配到县： and in the next paragraph the amounts: the measure of what is given to each, where no amount stands in the
    sentence that leads to them."""
    if CLAUSE["to_each"].search(before, max(0, len(before) - TO_EACH)) is None:
        return None
    sentence = before[before.rfind("。") + 1 :]
    said = () if DIGIT.search(sentence) else cues(sentence)
    return said[-1].measure if said and not said[-1].weak and CLAUSE["to_each"].fullmatch(sentence, said[-1].end) else None


def _taken_back(rest: Cue, said: Sequence[Cue], clause: str) -> Cue | None:
    """收回以前年度结余资金, 追回违规发放补贴: what was left, or paid wrongly, is told as what was taken back."""
    before, between = (c for c in said if c.measure == "returned" and c.end <= rest.start), CLAUSE[OF_WHAT[rest.measure]]
    return next((c for c in before if between.fullmatch(clause[c.end : rest.start])), None)


def behind(text: str, *, more: bool) -> str | None:
    """The measure that the words right behind an amount speak for (300万元已全部到位), unless another amount follows them at once."""
    found = _behind().match(text)
    if found is None or (more and not text[found.end() :].strip(" 了")):
        return None
    return _words("behind")[found[1]]


@cache
def _words(kind: str) -> dict[str, str]:
    """The cue words of one list, and what they speak for."""
    listed = ((m, m.words if kind == "words" else m.extra.get(kind, ())) for m in load("measures"))
    return {word: meaning.id for meaning, words in listed for word in words}


@cache
def _measures() -> dict[str, tuple[str, bool]]:
    """What a cue speaks for, and whether weakly."""
    weak = {word: (measure, True) for word, measure in _words("weak").items()}
    return weak | {word: (measure, False) for word, measure in _words("words").items()}


@cache
def _any() -> re.Pattern[str]:
    return re.compile(_alternation({*_measures(), *load("silent")["names"].words}))


@cache
def _behind() -> re.Pattern[str]:
    """A comma, and what tells that all of it is meant, may stand between."""
    return re.compile(rf"[，,]?[ 　]*(?:资金)?(?:已|均|现已)?({_alternation(_words('behind'))})")


def _alternation(words: Iterable[str]) -> str:
    """Of plain words, the longest first; grouped by their first characters, which are all that most places are compared with."""
    heads = groupby(sorted(words, key=lambda word: (word[0], -len(word), word)), key=lambda word: word[0])
    return "|".join(f"{re.escape(head)}(?:{'|'.join(re.escape(word[1:]) for word in tails)})" for head, tails in heads)
