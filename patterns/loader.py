"""The one loader of the reports' language: TOML files of meanings, their words, and regexes with examples.

    [actual]                                  # the meaning, an ASCII key
    label = "实际完成值"
    is = ["实际完成值", "全年完成值"]            # words, compared after folding (NFKC, no white space)
    like = '实际完成指标值（.*）'                # a regex over the folded text, matched whole
    find = '...'                              # a regex searched for in running text, kept as printed
    asked = '...'                             # a regex that the code asks by itself, where others of its file may be told beside it
    examples = ["实际完成指标值(包含数字及文字描述)"]   # each must be told as this meaning and (unless it is asked) as no other
    not = ["得分"]                             # none may be

Any further key is the meaning's own data (`extra`). Two meanings for one word, a regex without an example, an example claimed
by another meaning: each is a load error, never a priority.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

import regex

HERE = Path(__file__).parent
HAN = "\u2e80-\u2fd5々〇〡-〩〸-〻㐀-䶿一-鿿\uf900-\ufad9\U00020000-\U000323af"  # what `\\p{Han}` tells, to be set between brackets
_BLANK = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")
_IN_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_MOST_KEPT = 1 << 15  # labels, units and names come again on every page; what comes once must not pile up for ever
_REGEXES = ("like", "find", "asked")
_KNOWN = {"label", "is", "examples", "not", *_REGEXES}


class PatternError(Exception):
    """A pattern file that says two things at once, or something without an example."""


@lru_cache(maxsize=_MOST_KEPT)
def fold(text: str) -> str:
    """How words are compared: width folded, white space gone. Never how text is kept."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class Meaning:
    id: str
    label: str
    words: tuple[str, ...]
    like: re.Pattern[str] | None
    find: re.Pattern[str] | None
    asked: re.Pattern[str] | None
    examples: tuple[str, ...]
    counter: tuple[str, ...]
    extra: dict[str, Any] = field(default_factory=dict)

    def told_by(self, text: str) -> bool:
        folded = fold(text)
        if folded in map(fold, self.words) or (self.like is not None and self.like.fullmatch(folded)):
            return True
        return (self.find is not None and self.find.search(text) is not None) or (
            self.asked is not None and self.asked.search(text) is not None
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One pattern file."""

    name: str
    meanings: dict[str, Meaning]
    by_word: dict[str, str]

    def meaning(self, text: str) -> str | None:
        """What the whole text means: a word, else a regex; None where nobody knows it."""
        return _told(self.name, text)

    def __getitem__(self, meaning: str) -> Meaning:
        return self.meanings[meaning]

    def __iter__(self) -> Iterator[Meaning]:
        return iter(self.meanings.values())


@lru_cache(maxsize=_MOST_KEPT)
def _told(lexicon: str, text: str) -> str | None:
    words, folded = load(lexicon), fold(text)
    known = words.by_word.get(folded)
    if known is not None or not folded:
        return known
    return next((m.id for m in words if m.like is not None and m.like.fullmatch(folded)), None)


@cache
def load(name: str) -> Lexicon:
    """The pattern file `name`.toml beside this loader."""
    path = HERE / f"{name}.toml"
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"{path.name} cannot be read: {error}") from error
    meanings = {key: _meaning(path, key, value) for key, value in told.items()}
    by_word: dict[str, str] = {}
    for meaning in meanings.values():
        for word in meaning.words:
            other = by_word.setdefault(fold(word), meaning.id)
            if other != meaning.id:
                raise PatternError(f"{path.name}: «{word}» means both {other} and {meaning.id}; keep one")
    return Lexicon(name, meanings, by_word)


def asked(name: str) -> dict[str, re.Pattern[str]]:
    """The regexes of a file that the code asks one at a time, by their meanings."""
    return {meaning.id: meaning.asked for meaning in load(name) if meaning.asked is not None}


def _meaning(path: Path, key: str, value: Any) -> Meaning:
    if not isinstance(value, dict):
        raise PatternError(f"{path.name}: {key} stands outside every [meaning]; put it below one")
    regexes = {kind: value[kind] for kind in _REGEXES if value.get(kind)}
    if regexes and not value.get("examples"):
        raise PatternError(f"{path.name}: [{key}] has a regex and no examples; add one that it must match")
    try:
        read = {kind: compiled(pattern) for kind, pattern in regexes.items()}
    except regex.error as error:
        raise PatternError(f"{path.name}: the regex of [{key}] cannot be read: {error}") from error
    return Meaning(
        id=key,
        label=value.get("label", key),
        words=tuple(value.get("is", ())),
        like=read.get("like"),
        find=read.get("find"),
        asked=read.get("asked"),
        examples=tuple(value.get("examples", ())),
        counter=tuple(value.get("not", ())),
        extra={k: v for k, v in value.items() if k not in _KNOWN},
    )


def compiled(pattern: str) -> re.Pattern[str]:
    """By the standard module, whose every call costs a third of one of `regex`; what only `regex` reads, by that."""
    classes = _IN_CLASS.sub(lambda found: found[0].replace(r"\p{Han}", HAN), pattern)
    try:
        return re.compile(classes.replace(r"\p{Han}", f"[{HAN}]"))
    except re.error:
        return cast("re.Pattern[str]", regex.compile(pattern))


def names() -> list[str]:
    """Every pattern file."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


def faults(name: str) -> Iterator[str]:
    """Everything a pattern file promises and does not keep, one sentence each."""
    lexicon = load(name)
    for meaning in lexicon:
        rivals = [m for m in lexicon if m is meaning or not (m.asked or meaning.asked)]
        for example in meaning.examples:
            told = [m.id for m in rivals if m.told_by(example)]
            if told != [meaning.id]:
                yield f"{name}.toml: example «{example}» of [{meaning.id}] is told as {told or 'nothing'}"
        for other in meaning.counter:
            if meaning.told_by(other):
                yield f"{name}.toml: «{other}» must not be [{meaning.id}]"
        if list(meaning.words) != sorted(meaning.words):
            yield f"{name}.toml: words of [{meaning.id}] are not sorted; sort them"
    if list(lexicon.meanings) != sorted(lexicon.meanings):
        yield f"{name}.toml: meanings are not sorted; sort them"
