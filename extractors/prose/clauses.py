"""Sentences and clauses with their places: what stands before an amount and belongs to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

NAMED = re.compile(r"（[^（）]*）|\([^()]*\)|《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
UNLESS_THOUSANDS = r"(?![0-9](?<=[0-9]{3},[0-9]))"  # the comma of 4,693, which is read from its end
MARK = re.compile(rf"[，,；;：:。\n（(“]{UNLESS_THOUSANDS}")
MARK_OF_LIST = re.compile(rf"[，,；;：:。\n（(“、]{UNLESS_THOUSANDS}")
SHORT, MANY = 16, 4096

T = TypeVar("T")


class _Known(dict[str, T]):
    """What was read of short texts; all of it is forgotten where there are too many of them."""

    def __init__(self, read: Callable[[str], T]) -> None:
        self.read = read

    def __missing__(self, words: str) -> T:
        told = self.read(words)
        if len(words) <= SHORT:
            if len(self) == MANY:
                self.clear()
            self[words] = told
        return told


def once_if_short(read: Callable[[str], T]) -> Callable[[str], T]:
    """The same few words lead to the numbers of every project (实际支出, 预算执行率): what they say is read once. Longer ones name
    what they tell of and hardly come again."""
    return _Known(read).__getitem__


def stopped(text: str) -> str:
    """The text with a full stop for every mark that ends a sentence."""
    return text.replace("！", "。").replace("？", "。").replace("\n", "。")


def sentence_around(at: int, stopped: str, since: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends, its closing mark left out; `since` is where one before it ends."""
    end = stopped.find("。", at)
    return stopped.rfind("。", since, at) + 1, end if end >= 0 else len(stopped)


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
    last = (MARK_OF_LIST if listed else MARK).search(closed[::-1])
    return len(closed) - last.start() if last else 0
