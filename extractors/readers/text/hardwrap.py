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
_NARROWEST, _ENOUGH, _LOOSE = 24, 6, 3
_NEARLY = 0.85  # of the full width: digits are narrower on paper than two to a letter


def unwrapped(text: Sequence[str]) -> Iterator[str]:
    """The paragraphs of a text whose lines were broken at one width; any other text line by line."""
    full = _full_width(text)
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


def _full_width(text: Sequence[str]) -> int | None:
    """The width of a full line, if the text was broken at one: most lines that end amid a sentence are as wide as the widest."""
    open_ended = [width(line) for line in text if line.strip() and line.rstrip()[-1] not in _ENDS]
    widest = max(map(width, text), default=0)
    full = [size for size in open_ended if size >= widest - _LOOSE]
    return widest if widest >= _NARROWEST and len(full) >= _ENOUGH and 2 * len(full) > len(open_ended) else None


def _goes_on(before: str, line: str, full: int, indented: bool) -> bool:
    """Whether a line carries on a full one. Where paragraphs are indented the indent alone tells; else a sentence end does."""
    if width(before) < min(full - _LOOSE, full * _NEARLY) or not line.strip() or line[0] in _BLANKS or _OPENS.match(line):
        return False
    return indented or before.rstrip()[-1] not in _ENDS


def _glued(head: str, tail: str) -> str:
    head = head.rstrip()
    spaced = head[-1:].isascii() and head[-1:].isalpha() and tail[:1].isascii() and tail[:1].isalpha()
    return head + " " * spaced + tail


def width(line: str) -> int:
    """Columns on paper: an ASCII character takes one, any other two."""
    line = line.rstrip()
    return 2 * len(line) - sum(char.isascii() for char in line)
