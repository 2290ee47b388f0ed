"""Heading numbers as reports print them: which style, which value, where the words begin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from patterns.loader import load

LEXICON = load("outline")
STYLES = (
    "part",
    "chapter",
    "section",
    "chinese",
    "chinese_bracket",
    "decimal",
    "arabic",
    "project",
    "arabic_bracket",
    "arabic_half",
    "circled",
    "glued",
    "blank",
)
_MEANT = {"glued": "arabic", "blank": "arabic"}
BLANK = " "
CHINESE = "一二三四五六七八九"
CIRCLED = {c: n + 1 for start in ("①", "❶") for n, c in enumerate(map(chr, range(ord(start), ord(start) + (20 if start == "①" else 10))))}
NOISE = regex.compile(r"(?:\s|\[bookmark:[^\]]*\])*")
_OPENS = regex.compile(r"[0-9０-９一二三四五六七八九十第项（(〔﹙①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩。]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that opens a line: `style` and `sep` (1、 beside 1.) say what it looks like, `end` where it ends in the text."""

    style: str
    sep: str
    value: int
    start: int
    end: int


RANKS = {meaning.id: float(meaning.extra["rank"]) for meaning in LEXICON if "rank" in meaning.extra}


def rank(style: str) -> float:
    """Where a style usually stands in the ladder, 0 = top; `decimal3` is 1.1.1."""
    if style[-1].isdigit():
        return RANKS[style[:-1]] + int(style[-1]) / 10
    return RANKS[style]


def number_at(text: str, start: int = 0, end: int | None = None) -> Number | None:
    """The number that opens `text` at `start`, blanks and converter residue skipped."""
    noise = NOISE.match(text, start)
    at = noise.end() if noise else start
    if not _OPENS.match(text, at):
        return None
    rest = text[at : end if end is None else max(at, end)]
    for style in STYLES:
        if match := _find(style).search(rest):
            return _number(_MEANT.get(style, style), match, at)
    return _broken(rest, at)


def _find(style: str) -> regex.Pattern[str]:
    found = LEXICON[style].find
    assert found is not None, style
    return found


def _number(style: str, match: regex.Match[str], at: int) -> Number:
    printed = match["n"]
    if style == "decimal":
        parts = unicodedata.normalize("NFKC", printed).split(".")
        return Number(f"decimal{len(parts)}", "", int(parts[-1]), at, at + match.end())
    sep = unicodedata.normalize("NFKC", match["sep"] or "")
    return Number(style, BLANK if sep.isspace() else sep, value(printed), at, at + match.end())


def value(printed: str) -> int:
    """三 -> 3, 十二 -> 12, ４ -> 4, ⑤ -> 5, ㈥ -> 6."""
    if printed in CIRCLED:
        return CIRCLED[printed]
    plain = "".join(c for c in unicodedata.normalize("NFKC", printed) if c not in "().")
    if plain.isdecimal():
        return int(plain)
    total, digit = 0, 0
    for c in plain:
        if c == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = CHINESE.index(c) + 1
    return total + digit


def _broken_marks() -> Iterator[tuple[str, int]]:
    """What is left of （一） when one byte of the blank before it is lost and GBK pairs are read one byte off."""
    for n in range(1, 11):
        printed = CHINESE[n - 1] if n < 10 else "十"
        yield (b"\xa1" + f"（{printed}）".encode("gbk")[:-1]).decode("gbk", "ignore"), n


_BROKEN = dict(_broken_marks())


def _broken(rest: str, at: int) -> Number | None:
    for mark, n in _BROKEN.items():
        if rest.startswith(mark):
            return Number("chinese_bracket", "", n, at, at + len(mark))
    return None
