"""The cue words of money sentences: what the words before and behind an amount say it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby

from extractors.frozen import frozen
from patterns.loader import load


@frozen
class Cue:
    """One cue word: the measure it speaks for; a weak one only names a kind of money (基本支出)."""

    measure: str
    start: int
    end: int
    weak: bool


@lru_cache(maxsize=4096)  # a heading is asked for every amount below it
def cues(text: str) -> tuple[Cue, ...]:
    """Every cue word of the text, in order; where words overlap the longest counts, and a name that holds one is none."""
    known = _measures()
    found = [(m.start(), m.end(), known.get(m[0])) for m in _any().finditer(text)]
    return tuple(Cue(told[0], start, end, told[1]) for start, end, told in found if told is not None)


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
