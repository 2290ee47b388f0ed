"""Sentences and clauses with their places: what stands before an amount and belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

SENTENCE_END = regex.compile(r"[。！？\n]")
PARTED = "，,；;：:。\n"
NAMED = regex.compile(r"（[^（）]*）|\([^()]*\)|《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
OPEN = "（(“"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, its closing mark left out."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def masked(text: str) -> str:
    """The text with what stands inside closed brackets and quotes blotted out, length kept: no clause ends in there."""
    return NAMED.sub(lambda found: "□" * len(found[0]), text)


def clause_start(lead: str, *, listed: bool) -> int:
    """Where the clause that ends a lead begins; in a list parted by 、 the last member of the list."""
    closed = masked(lead)
    marks = PARTED + OPEN + ("、" if listed else "")
    return max(closed.rfind(mark) for mark in marks) + 1
