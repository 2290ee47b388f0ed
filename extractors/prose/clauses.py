"""Sentences and clauses with their places: what stands before an amount and belongs to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeVar

NAMED = re.compile(r"（[^（）]*）|\([^()]*\)|《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
LAST_MARK = re.compile(r".*[，,；;：:。\n（(“]", re.DOTALL)
LAST_MARK_OF_LIST = re.compile(r".*[，,；;：:。\n（(“、]", re.DOTALL)
SHORT = 16

T = TypeVar("T")


def once_if_short(read: Callable[[str], T]) -> Callable[[str], T]:
    """The same few words lead to the numbers of every project (实际支出, 预算执行率): what they say is read once. Longer ones name
    what they tell of and hardly come again."""
    known = lru_cache(maxsize=4096)(read)

    def reading(words: str) -> T:
        return known(words) if len(words) <= SHORT else read(words)

    return reading


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, its closing mark left out."""
    alike, start = text.replace("！", "。").replace("？", "。").replace("\n", "。"), 0
    while (end := alike.find("。", start)) >= 0:
        if end > start:
            yield start, end
        start = end + 1
    if start < len(text):
        yield start, len(text)


def masked(text: str) -> str:
    """The text with what stands inside closed brackets and quotes blotted out, length kept: no clause ends in there."""
    if "）" in text or "”" in text or "》" in text or ")" in text or "〕" in text:
        return NAMED.sub(lambda found: "□" * len(found[0]), text)
    return text


def has_letter(text: str) -> bool:
    """Whether any character is a letter, of whatever script."""
    return text[:1].isalpha() or any(map(str.isalpha, text))


def clause_start(closed: str, *, listed: bool) -> int:
    """Where the clause that ends a masked lead begins; in a list parted by 、 the last member of the list."""
    found = (LAST_MARK_OF_LIST if listed else LAST_MARK).match(closed)
    return found.end() if found else 0
