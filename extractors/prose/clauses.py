"""Sentences and clauses with their places: what stands before an amount and belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE = re.compile(r"[^。！？\n]+")
NAMED = re.compile(r"（[^（）]*）|\([^()]*\)|《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
LAST_MARK = re.compile(r".*[，,；;：:。\n（(“]", re.DOTALL)
LAST_MARK_OF_LIST = re.compile(r".*[，,；;：:。\n（(“、]", re.DOTALL)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, its closing mark left out."""
    for found in SENTENCE.finditer(text):
        yield found.span()


def masked(text: str) -> str:
    """The text with what stands inside closed brackets and quotes blotted out, length kept: no clause ends in there."""
    return NAMED.sub(lambda found: "□" * len(found[0]), text)


def has_letter(text: str) -> bool:
    """Whether any character is a letter, of whatever script."""
    return text[:1].isalpha() or any(map(str.isalpha, text))


def clause_start(closed: str, *, listed: bool) -> int:
    """Where the clause that ends a masked lead begins; in a list parted by 、 the last member of the list."""
    found = (LAST_MARK_OF_LIST if listed else LAST_MARK).match(closed)
    return found.end() if found else 0
