"""Heading numbers as reports print them: which style, which value, where the words begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from extractors.frozen import frozen
from patterns.loader import load

LEXICON = load("outline")
# The styles a line can open with, by its first character; after digits, by what stands behind them.
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_BEHIND_DIGITS = re.compile(
    r"[0-9０-９]{1,2}(?:\s*(?:(?P<decimal>[.．](?=[1-9]))|(?P<arabic>[、.．﹒])|(?P<arabic_half>[)）]))|(?P<blank>[ \u3000])"
    r"|(?P<glued>[0-9]{3,4}年))"
)
_STYLES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_DIGITS, ()),
    **{style: (style,) for style in _BEHIND_DIGITS.groupindex},
    "decimal": ("decimal", "arabic"),
    **dict.fromkeys("一二三四五六七八九十", ("chinese", "chinese_bracket", "chinese_blank")),
    **dict.fromkeys("壹贰叁肆伍陆柒捌玖拾", ("formal",)),
    **dict.fromkeys("（(〔﹙", ("chinese_bracket", "arabic_bracket")),
    **dict.fromkeys("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", ("chinese_bracket",)),
    **dict.fromkeys("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", ("arabic_bracket",)),
    **dict.fromkeys("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", ("arabic",)),
    **dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿", ("circled",)),
    "第": ("part", "chapter", "section", "ordinal"),
    "项": ("project",),
    "。": (),
}
_MEANT = {"glued": "arabic", "blank": "arabic", "chinese_blank": "chinese"}


def _opens(style: str) -> Callable[[str], re.Match[str] | None]:
    """What tells whether a number of the style opens a line; its regex has two groups, number and mark."""
    find = LEXICON[style].find
    assert find is not None
    return find.match


_OPENED_BY = {opening: tuple((_MEANT.get(style, style), _opens(style)) for style in styles) for opening, styles in _STYLES.items()}
BLANK = " "
_LONGEST = 80  # characters that can matter to a number
CHINESE = "一二三四五六七八九"
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", f"{CHINESE}十")
CIRCLED = {c: n + 1 for start in ("①", "❶") for n, c in enumerate(map(chr, range(ord(start), ord(start) + (20 if start == "①" else 10))))}
NOISE = re.compile(r"(?:\s|\[bookmark:[^\]]*\])*")


@frozen
class Number:
    """A number that opens a line: `style` and `sep` (1、 beside 1.) say what it looks like, `end` where it ends in the text."""

    style: str
    sep: str
    value: int
    start: int
    end: int


RANKS = {meaning.id: float(meaning.extra["rank"]) for meaning in LEXICON if "rank" in meaning.extra}


@cache
def rank(style: str) -> float:
    """Where a style usually stands in the ladder, 0 = top; `decimal3` is 1.1.1."""
    if style[-1].isdigit():
        return RANKS[style[:-1]] + int(style[-1]) / 10
    return RANKS[style]


def words_at(text: str, start: int = 0) -> int:
    """Where the words begin: blanks and converter residue skipped."""
    opening = text[start : start + 1]
    noise = NOISE.match(text, start) if opening == "[" or opening.isspace() else None
    return start if noise is None else noise.end()


def number_at(text: str, start: int = 0) -> Number | None:
    """The number that opens `text` at `start`, blanks and converter residue skipped."""
    opening = text[start : start + 1]
    styles = _OPENED_BY.get(opening)
    if styles is None and (opening == "[" or opening.isspace()):
        start = words_at(text, start)
        opening = text[start : start + 1]
        styles = _OPENED_BY.get(opening)
    if styles is None:
        return None
    rest = text[start : start + _LONGEST]
    if opening in _DIGITS:
        behind = _BEHIND_DIGITS.match(rest)
        if behind is None:
            return None
        styles = _OPENED_BY[behind.lastgroup or ""]
    for style, opens in styles:
        if match := opens(rest):
            printed, sep = match.groups()  # what is one character (⒊, ㈢) fills neither
            end = start + match.end()
            if style == "decimal":
                return _decimal(printed, start, end)
            return Number(style, _mark(sep) if sep else "", value(printed or match.group()), start, end)
    return _broken(rest, start) if opening == "。" else None


def _decimal(printed: str, start: int, end: int) -> Number:
    """1.2 counts under 1, 1.2.1 under that."""
    parts = unicodedata.normalize("NFKC", printed).split(".")
    return Number(f"decimal{len(parts)}", "", int(parts[-1]), start, end)


@cache
def _mark(sep: str) -> str:
    folded = unicodedata.normalize("NFKC", sep)
    return BLANK if folded.isspace() else folded


@cache
def value(printed: str) -> int:
    """三 -> 3, 十二 -> 12, ４ -> 4, ⑤ -> 5, ㈥ -> 6."""
    if printed in CIRCLED:
        return CIRCLED[printed]
    plain = "".join(c for c in unicodedata.normalize("NFKC", printed).translate(FORMAL) if c not in "().")
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
