"""What one cell's words mean by the pattern files: as a column header, as a row label, as a source of funds."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.frozen import frozen
from patterns.loader import fold, load

# A label longer than this is a sentence; it is never looked up.
LONGEST = 40

MONEY_ROLES = frozenset(m.id for m in load("columns") if "measure" in m.extra)
RATE_ROLES = frozenset(m.id for m in load("columns") if "kind" in m.extra)
FUND_ROLES = MONEY_ROLES | RATE_ROLES
_MONEY_STEMS = tuple(m for m in load("columns") if m.like is not None)
LEVEL_ROLES = frozenset({"level1", "level2", "level3"})
GOAL_ROLES = frozenset({"goal_long", "goal_expected", "goal_adjusted", "goal_actual"})
VALUE_ROLES = frozenset({"target", "adjusted_target", "actual", "weight", "score", "review_score"})

# What brackets add to a header: formulae (B/A), units (万元), marks (10分), letters.
_FORMULA = re.compile(r"\([-A-Za-z0-9０-９/×÷*%=+.,、:：单位金额万亿千百元分]*\)")
_LETTERS = re.compile(r"[（(][A-Za-z0-9/×*%％=＝+-]+[)）]$")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERED = r"[-—、.·①-⑨]+|[0-9]+[.、)](?=\D)|[（(][0-9一二三四五六七八九][）)]|[一二三四五六七八九][、.]"
_PERCENT = re.compile(r"(?:\((?:单位:)?%\)|%)$")
_WHOLE = re.compile("^(?:累计|实际|已|总)+")
_RESULTS = frozenset({"actual", "executed", "goal_actual", "income", "rate", "received", "received_rate", "completion_rate"})
_PERIOD_HINTS = frozenset("月季半截监目当预有")  # every period has one of them
_OUTER = re.compile(rf"^(?:其中[:：,，、\-—]*|{_NUMBERED})+|[:：;；。]+$")


@frozen
class Word:
    """`column`, `label`, `source`: the meanings in columns.toml, labels.toml, funds.toml; null where nobody knows the word.
    `period`: the meaning in periods.toml of what stands before the column's word: 1-6月执行数, 全年预计执行数.
    `known`: whether any of these files knows it; `names`: whether it may name a value that stands beside it."""

    text: str = ""
    column: str | None = None
    label: str | None = None
    source: str | None = None
    period: str | None = None
    known: bool = False
    names: bool = False

    @property
    def measure(self) -> str | None:
        return load("columns")[self.column].extra.get("measure") if self.column else None


NOTHING = Word()


def word(text: str) -> Word:
    return NOTHING if len(text) > LONGEST else _word(text)


@lru_cache(maxsize=8192)
def _word(text: str) -> Word:
    readings = tuple(_readings(fold(text)))
    if not readings:
        return NOTHING
    column, label, source = (_meaning(name, readings) for name in ("columns", "labels", "funds"))
    period, within = (None, None) if column or label or source else _of_period(readings)
    column = _in_percent(readings[0], column or within)
    names = label is not None or source is not None or column in FUND_ROLES
    return Word(readings[0], column, label, source, period, names or column is not None, names)


def _of_period(readings: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The period before a column's word, and what the column holds: of the time gone by what it says, of what is expected no result."""
    for text in readings if not _PERIOD_HINTS.isdisjoint(readings[0]) else ():
        for meaning in load("periods"):
            found = meaning.find.match(text) if meaning.find is not None else None
            column = None if found is None else _result(text[found.end() :])
            if column is not None:
                expected = "forecast_rate" if column in RATE_ROLES else "forecast"
                return meaning.id, column if meaning.id == "part" else expected
    return None, None


def _result(rest: str) -> str | None:
    """What of a plan's fulfilment the words behind a period name."""
    known, like = load("columns").by_word, load("periods")["rest"].like
    column = known.get(rest) or known.get(_WHOLE.sub("", rest))
    if column in _RESULTS:
        return column
    return "actual" if column is None and like is not None and like.fullmatch(rest) else None


def _readings(folded: str) -> list[str]:
    """The word as printed, without 其中 and formulae, without all brackets; each may be the one the patterns know."""
    outer = _OUTER.sub("", folded)
    plain = _OUTER.sub("", _FORMULA.sub("", outer))
    return list(dict.fromkeys(w for w in (outer, plain, _OUTER.sub("", _BRACKETS.sub("", plain))) if w))


@lru_cache(maxsize=4096)
def money_role(text: str) -> str | None:
    """What a column of money holds by its whole word, else by the stem in it: 管网完成投资 is executed, 奖补资金 an amount."""
    found = word(text)
    if found.column in FUND_ROLES or found.column == "amount":
        return found.column
    if found.source or (found.column not in (None, "ignored") and not found.period) or len(text) > LONGEST:
        return None
    readings = _readings(fold(text))
    told = next((m.id for w in readings for m in _MONEY_STEMS if m.like is not None and m.like.fullmatch(w)), None)
    return _in_percent(readings[0], told) if told in MONEY_ROLES else told


def _in_percent(header: str, column: str | None) -> str | None:
    """同比增减（%） is a rate, whatever 增减 is."""
    return rate_of(column) if column in MONEY_ROLES and _PERCENT.search(header) is not None else column


def rate_of(column: str | None) -> str:
    """The rate that stands where a measure is named and percents are printed."""
    return {"change": "change_rate", "executed": "rate", "received": "received_rate", "forecast": "forecast_rate"}.get(
        column or "", "share"
    )


@lru_cache(maxsize=1024)
def source_before(text: str) -> str | None:
    """The source of funds a header of money begins with: 省级 of 省级下达数, 中央资金 of 中央资金支出."""
    sources, header = load("funds").by_word, load("fund_headers")
    for reading in _readings(fold(text)) if len(text) <= LONGEST else ():
        for end in range(len(reading) - 1, 1, -1):
            told = sources.get(reading[:end])
            if told is not None and header.meaning(reading[end:]) == "tail":
                return told if header.meaning(reading[:end]) is None else None
    return None


def bare_label(text: str) -> str:
    """A label as printed, without 其中 before it, a colon or a formula behind it."""
    return _LETTERS.sub("", _OUTER.sub("", text))


def _meaning(name: str, readings: tuple[str, ...]) -> str | None:
    known = load(name).by_word
    return next((known[w] for w in readings if w in known), None)


@lru_cache(maxsize=1024)
def aspect(level2: str | None, level1: str | None = None, level3: str | None = None) -> str:
    """The canonical reading of level 2, else of level 1 where it says one, else of the name."""
    return next((found for name in (level2, level1, level3) if name and (found := load("levels").meaning(name))), "other")


@lru_cache(maxsize=1024)
def component(text: str) -> str:
    return load("components").meaning(text) or "other"


@lru_cache(maxsize=256)
def grade(text: str) -> str | None:
    """优, 良, 中 or 差; null where the words are no grade."""
    known = load("grades").meaning(text)
    return None if known is None else load("grades")[known].label
