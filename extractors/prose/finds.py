"""What a pattern file finds in running text. Most texts hold none of its meanings, so its literal words are looked for first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from extractors.frozen import frozen
from patterns.loader import load

FEW = 16
COMMON = frozenset(
    ("预算", "决算", "支出", "收入", "资金", "经费", "项目", "财政", "单位", "绩效", "上年", "年度", "□")
)  # in every other sentence, and the mark of the number's place


@frozen
class Find:
    """Where a meaning of a pattern file was found in running text."""

    id: str
    start: int
    end: int


@frozen
class _Sought:
    """One meaning's regex, and the words one of which every match of it holds."""

    id: str
    words: re.Pattern[str]
    find: re.Pattern[str]


@lru_cache(maxsize=4096)  # a clause is asked for its fund more than once, a heading for every amount below it
def nearest(lexicon: str, text: str) -> Find | None:
    """The find that ends last; of two that end together the longer one."""
    if _any(lexicon).search(text) is None:
        return None
    finds = (Find(one.id, *found.span()) for one in _all(lexicon).values() if one.words.search(text) for found in one.find.finditer(text))
    return max(finds, key=lambda find: (find.end, -find.start), default=None)


@lru_cache(maxsize=4096)
def meaning(lexicon: str, text: str) -> str | None:
    """The first meaning, in the order of the file, that the text tells."""
    if _any(lexicon).search(text) is None:
        return None
    return next((one.id for one in _all(lexicon).values() if one.words.search(text) and one.find.search(text)), None)


def where(lexicon: str, meaning: str, text: str) -> re.Match[str] | None:
    """Where one meaning is told."""
    one = _all(lexicon)[meaning]
    return one.find.search(text) if one.words.search(text) else None


def regex_of(lexicon: str, meaning: str) -> re.Pattern[str]:
    """The regex of a meaning, for where it is asked of names: so short that its words need not be looked for first."""
    return _all(lexicon)[meaning].find


def words_of(lexicon: str, meaning: str) -> re.Pattern[str]:
    """The words one of which stands wherever a meaning is told: whether it may be told in part of a text."""
    return _all(lexicon)[meaning].words


def first(lexicon: str, meanings: tuple[str, ...], text: str) -> str | None:
    """The first of some meanings that the text tells."""
    if _any(lexicon, meanings).search(text) is None:
        return None
    known = _all(lexicon)
    for meaning in meanings:
        one = known[meaning]
        if one.words.search(text) and one.find.search(text):
            return meaning
    return None


def everywhere(lexicon: str, meaning: str, text: str) -> Iterator[re.Match[str]]:
    """Every place where one meaning is told."""
    one = _all(lexicon)[meaning]
    return one.find.finditer(text) if one.words.search(text) else iter(())


@cache
def _all(lexicon: str) -> dict[str, _Sought]:
    return {m.id: _Sought(m.id, _holding(words_needed(m.find.pattern)), m.find) for m in load(lexicon) if m.find is not None}


@cache
def _any(lexicon: str, meanings: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A word of any of some meanings, or of all."""
    return hint(finding(lexicon, meanings))


def finding(lexicon: str, meanings: tuple[str, ...] = ()) -> list[re.Pattern[str]]:
    """The regexes of some meanings, or of all."""
    return [m.find for m in load(lexicon) if m.find is not None and (not meanings or m.id in meanings)]


def hint(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Found in every text in which one of the regexes is."""
    needed = [words_needed(one.pattern) for one in patterns]
    return _holding(word for words in needed for word in words) if all(needed) else _holding(())


def _holding(words: Iterable[str]) -> re.Pattern[str]:
    """Found in what holds one of the words; in everything where there are none."""
    return re.compile("|".join(map(re.escape, dict.fromkeys(words))))


def words_needed(pattern: str) -> tuple[str, ...]:
    """Literal words one of which stands in every match of a regex: rare ones, the longest, the fewest; none where nothing is sure."""
    try:
        parsed = parser.parse(re.sub(r"\\p\{\w+\}", r"\\w", pattern))
    except re.error:  # what only `regex` reads
        return ()
    return () if parsed.state.flags & re.IGNORECASE else tuple(dict.fromkeys(_needed(parsed)))


def _needed(parsed: Iterable[tuple[Any, Any]]) -> tuple[str, ...]:
    return max(_choices(parsed), key=lambda words: (bool(words), COMMON.isdisjoint(words), min(map(len, words), default=0), -len(words)))


def _choices(parsed: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, ...]]:
    """For every part of a sequence that is never left out, the words one of which it holds."""
    literal = ""
    for kind, value in parsed:
        if kind is kinds.LITERAL:
            literal += chr(value)
            continue
        if literal:
            yield (literal,)
        literal = ""
        yield _of_part(kind, value)
    yield (literal,) if literal else ()


def _of_part(kind: Any, value: Any) -> tuple[str, ...]:
    if kind is kinds.SUBPATTERN:
        return _needed(value[-1])
    if kind is kinds.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return tuple(word for words in branches for word in words) if all(branches) else ()
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    if kind is kinds.ASSERT:
        return _needed(value[1])  # what stands before or behind a match is in the text too
    return tuple(_characters(value)) if kind is kinds.IN else ()


def _characters(members: Iterable[tuple[Any, Any]]) -> str:
    """The characters of a class where they are few (`[市区县]`, `[0-9]`)."""
    told = ""
    for kind, value in members:
        first, last = (value, value) if kind is kinds.LITERAL else value if kind is kinds.RANGE else (0, FEW)
        if last - first + len(told) >= FEW:
            return ""
        told += "".join(map(chr, range(first, last + 1)))
    return told
