"""Automatic numbers as Word prints them, whatever file they come from: how a level of a list writes, how far it has counted.

A level starts again whenever a higher one counts, unless its `restart` says otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from extractors.frozen import frozen
from extractors.word.numerals import numeral, padded

LEVELS = 9
BULLET = "·"
_PLACEHOLDER = re.compile("%([1-9])")


@frozen
class Level:
    """How one level of a list counts and writes."""

    start: int = 0
    format: str = "decimal"
    pattern: str = ""
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None

    def written(self, count: int, legal: bool) -> str:
        if self.format == "custom":
            return padded(self.pattern, count)
        plain = legal and self.format not in ("none", "bullet", "decimalZero")
        return numeral(count, "decimal" if plain else self.format)


@dataclass(slots=True)
class List:
    """One list (w:num, LFO): its levels, where they start, and the counters it shares with the lists of its definition."""

    levels: tuple[Level, ...]
    starts: tuple[int | None, ...]
    counts: list[int | None]
    reached: set[int] = field(default_factory=set)

    def start(self, level: int) -> int:
        own = self.starts[level]
        return self.levels[level].start if own is None else own

    def count(self, level: int) -> None:
        """One more paragraph at this level. A level above that no paragraph has reached counts as begun: after （一） the next is 二、."""
        before = self.counts[level]
        fresh = level not in self.reached and self.starts[level] is not None
        self.reached.add(level)
        self.counts[level] = self.start(level) if fresh or before is None else before + 1
        for above in range(level):
            if self.counts[above] is None:
                self.counts[above] = self.start(above)
        for below in range(level + 1, LEVELS):
            restart = self.levels[below].restart
            if restart is None or level < restart:
                self.counts[below] = None

    def number(self, level: int) -> str:
        """The number of the paragraph just counted, without what separates it from the text."""
        own = self.levels[level]
        if own.format == "bullet":
            return bullet(own.text)
        return _PLACEHOLDER.sub(lambda match: self._figure(int(match[1]) - 1, own.legal), own.text)

    def _figure(self, level: int, legal: bool) -> str:
        count = self.counts[level]
        return self.levels[level].written(self.start(level) if count is None else count, legal)


def bullet(text: str) -> str:
    """Dots, boxes and arrows of whatever font are all `·`; dashes and words (——, 注：) are the report's own wording."""
    sign = text.strip()
    if len(sign) <= 1 and (not sign or unicodedata.category(sign) not in ("Lo", "Pd")):
        return BULLET
    return sign


def joint(number: str, suffix: str, text: str) -> str:
    """What stands between a number and its text. Typed reports write 一、基本情况 and （一）主要职能 without a blank, so the
    tab or space after closing punctuation or an enclosed number is none; a bare figure or a point keeps one (1.1 总则), and
    so does 1． before a digit, which would read as a decimal."""
    if number == BULLET and text:
        return " "
    if suffix == "nothing" or not number or not text:
        return ""
    last = number[-1]
    if (last.isalnum() and unicodedata.category(last) != "No") or last == ".":
        return " "
    return " " if last == "．" and text[:1].isdigit() else ""
