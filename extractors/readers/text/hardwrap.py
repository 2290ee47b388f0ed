"""Text broken at a fixed width, back in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_ENDS = "。！？；：…!?;:"
_BLANKS = " \t\u3000\xa0"
# What opens a paragraph of its own: a heading number, a list mark, 附件, 第…部分, 图N, 表N.
_OPENS = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[、．.)）](?![0-9０-９])|[①-⑳㈠-㈩⒈-⒛●■◆·•☑□]|——|附[件表]|第[一二三四五六七八九十0-9]{1,3}[部章节]|[图表][0-9一二三四五六七八九十]"
)
_PIPE = "|"
_NUMBER = re.compile("[0-9][0-9,.]*%?")
_NARROWEST, _ENOUGH, _LOOSE = 24, 6, 3
_NEARLY = 0.85  # of the full width: digits are narrower on paper than two to a letter
# Paper sets the blank beside a number narrower than a character, and lines full of numbers come out shorter: then more must agree.
_RAGGED, _WIDE, _MANY, _FEW = 6, 44, 10, 12


def unwrapped(text: Sequence[str], full: int | None) -> Iterator[str]:
    """The paragraphs of a text whose lines were broken at one width; any other text line by line."""
    if full is None:
        yield from text
        return
    indented = sum(line[:1] in ("\u3000", " ") for line in text if line.strip()) > 2
    paragraph = ""
    for line, before in zip(text, ["", *text[:-1]], strict=True):
        if paragraph and _goes_on(before, line, full, indented):
            paragraph = _glued(paragraph, line)
        else:
            if paragraph:
                yield paragraph
            paragraph = line
    if paragraph:
        yield paragraph


def full_line(text: Sequence[str]) -> int | None:
    """The least width of a full line, if the text was broken at one: most lines that end amid a sentence are as wide as the widest, or
    nearly so, a few that were not broken apart."""
    pairs = [(a, b) for a, b in zip(text, [*text[1:], ""], strict=True) if a.strip() and a.rstrip()[-1] not in _ENDS]
    open_ended = [_reach(line, below) for line, below in pairs]
    usual = sorted(width(line) for line, _ in pairs)[: -1 - len(pairs) // _FEW][-1:]
    if usual and usual[0] >= _WIDE:
        full = sum(size >= usual[0] - _RAGGED for size in open_ended)
        if full >= _MANY and 3 * full >= 2 * len(open_ended):
            return usual[0] - _RAGGED
    widest = max(map(width, text), default=0)
    full = sum(size >= widest - _LOOSE for size in open_ended)
    return int(min(widest - _LOOSE, widest * _NEARLY)) if widest >= _NARROWEST and full >= _ENOUGH and 2 * full > len(open_ended) else None


def _goes_on(before: str, line: str, full: int, indented: bool) -> bool:
    """Whether a line carries on a full one. Where paragraphs are indented the indent alone tells; else a sentence end does."""
    if _reach(before, line) < full or not line.strip() or line[0] in _BLANKS or _OPENS.match(line):
        return False
    if line[0] == _PIPE or before.rstrip()[-1] == _PIPE:
        return False  # a row of a table
    return indented or before.rstrip()[-1] not in _ENDS


def _reach(line: str, below: str) -> int:
    """The width of a line, with what a number that opens the one below it would not be parted for."""
    number = _NUMBER.match(below)
    return width(line) + (max(0, len(number[0]) - 2) if number else 0)


def _glued(head: str, tail: str) -> str:
    head = head.rstrip()
    spaced = head[-1:].isascii() and head[-1:].isalpha() and tail[:1].isascii() and tail[:1].isalpha()
    return head + " " * spaced + tail


def width(line: str) -> int:
    """Columns on paper: an ASCII character takes one, any other two."""
    line = line.rstrip()
    return 2 * len(line) - sum(char.isascii() for char in line)
