"""The cue words of money sentences: what the words before and behind an amount say it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from extractors.frozen import frozen
from patterns.loader import Lexicon, load


@frozen
class Cue:
    """One cue word: the measure it speaks for; a weak one only names a kind of money (基本支出)."""

    measure: str
    start: int
    end: int
    weak: bool


@frozen
class _Words:
    """All words of one list, told apart by one alternation, longest first."""

    pattern: re.Pattern[str]
    measure: dict[str, str]


def cues(text: str) -> list[Cue]:
    """Every cue word of the text, in order; where words overlap the longest counts, and a name that holds one is none."""
    strong, weak = _cue_words("words").measure, _cue_words("weak").measure
    found = (m for m in _both().finditer(text) if m[0] in strong or m[0] in weak)
    return [Cue(strong.get(m[0]) or weak[m[0]], m.start(), m.end(), m[0] not in strong) for m in found]


def behind(text: str, *, more: bool) -> str | None:
    """The measure that the words right behind an amount speak for (300万元已全部到位), unless another amount follows them at once."""
    words = _cue_words("behind")
    found = _behind().match(text)
    if found is None or (more and not text[found.end() :].strip(" 了")):
        return None
    return words.measure[found[1]]


@cache
def _cue_words(kind: str) -> _Words:
    measure = {
        word: meaning.id for meaning in load("measures") for word in (meaning.words if kind == "words" else meaning.extra.get(kind, ()))
    }
    return _Words(_alternation(measure), measure)


def _alternation(words: dict[str, str]) -> re.Pattern[str]:
    """Of plain words: the standard module tells them four times as fast as `regex`."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


@cache
def _both() -> re.Pattern[str]:
    silent = dict.fromkeys(load("silent")["names"].words, "")
    return _alternation(_cue_words("words").measure | _cue_words("weak").measure | silent)


@cache
def _behind() -> regex.Pattern[str]:
    """A comma, and what tells that all of it is meant, may stand between."""
    return regex.compile(rf"[，,]?[ 　]*(?:资金)?(?:已|均|现已)?({_cue_words('behind').pattern.pattern})")


@frozen
class Find:
    """Where a meaning of a pattern file was found in running text."""

    id: str
    start: int
    end: int


def nearest(lexicon: Lexicon, text: str) -> Find | None:
    """The find that ends last; of two that end together the longer one."""
    return _nearest(lexicon.name, text)


@lru_cache(maxsize=4096)  # a clause is asked for its fund and its cues more than once, a heading for every amount below it
def _nearest(lexicon: str, text: str) -> Find | None:
    if _any(lexicon).search(text) is None:
        return None
    return max(_finds(load(lexicon), text), key=lambda find: (find.end, -find.start), default=None)


@cache
def _any(lexicon: str) -> regex.Pattern[str]:
    """Every meaning at once: most clauses name none."""
    return regex.compile("|".join(f"(?:{meaning.find.pattern})" for meaning in load(lexicon) if meaning.find is not None))


def _finds(lexicon: Lexicon, text: str) -> Iterator[Find]:
    for meaning in lexicon:
        if meaning.find is not None:
            for found in meaning.find.finditer(text):
                yield Find(meaning.id, found.start(), found.end())
