"""Printed numbers to Decimal: digits of any width with their separators, Chinese numerals plain and capital."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

# Only one character for one, so that offsets stay true.
WIDE = str.maketrans("０１２３４５６７８９．，﹒－％○ＯO貳參陸兩萬億圓圆廿", "0123456789.,.-%〇〇〇贰叁六两万亿元元念")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_NUMERAL = "0-9０-９〇○零一二三四五六七八九"
_YEAR = re.compile(rf"[2２二](?<![{_NUMERAL}].)[0０〇○ＯO零][{_NUMERAL}ＯO]{{2}}(?![{_NUMERAL}十百千])")
_YEAR_DIGITS = str.maketrans("０１２３４５６７８９〇○ＯO零一二三四五六七八九", "012345678900000123456789")
_PRINTED = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]*)?|\.[0-9]+")

DIGITS = {c: n for n, cs in enumerate(("〇零", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}
STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
SCALES = STEPS | GROUPS
_BLANK = re.compile("(?<=[.．])[ 　\xa0]")
PARTING = frozenset(" 　\xa0\n,，")  # what may stand between two numbers that look like one
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_NUMBERED = frozenset("表图附件第注项条款章节")
_JOINTS = ".．,，"
_STEPPED = re.compile("([0-9.]+)([十百千]?)([万亿]?)")
_Sum = TypeVar("_Sum", int, Decimal)
# Where the bare number of a match begins, its value, and the value of the upper one of a range.
Operands = tuple[int, Decimal, Decimal | None]


@lru_cache(maxsize=1 << 12)
def number(text: str) -> Decimal | None:
    """The value of a printed number, without its unit: `1，493.39`, `27.`, `五十三`, `九十八点五`; None where it is no number."""
    folded = text if text.isascii() and text.isdecimal() else _BLANKS.sub("", text).translate(WIDE)
    if _PRINTED.fullmatch(folded):
        return Decimal(folded.replace(",", "").removesuffix("."))
    return chinese(folded)


@lru_cache(maxsize=1 << 12)
def scale(text: str) -> int:
    """What the scale characters of a unit multiply by: 百万 -> 1,000,000; other characters count as one."""
    product = 1
    for character in text.translate(WIDE):
        product *= SCALES.get(character, 1)
    return product


def chinese(text: str) -> Decimal | None:
    """A Chinese numeral: 壹佰万, 二〇二三 (digit by digit), 九十八点五, 三万五 (35,000)."""
    whole, point, fraction = text.translate(WIDE).partition("点")
    value = _digitwise(whole) if len(whole) > 1 else None
    if value is None:
        value = _whole(whole.replace("念", "二十"))
    if value is None or not point:
        return None if value is None else Decimal(value)
    after = "".join(str(DIGITS.get(c, "?")) for c in fraction)
    return Decimal(f"{value}.{after}") if after.isdecimal() else None


def _digitwise(text: str) -> int | None:
    digits = [DIGITS.get(c) for c in text]
    return None if None in digits else int("".join(map(str, digits)))


def _whole(text: str) -> int | None:
    """Sums up from the left: a step (十百千) takes the digit before it, a group (万亿) all that came before it."""
    total = section = digit = 0
    last = 1
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
            last = last if digit else 10  # 一百零五 is 105, 一百五 is 150
        elif c in STEPS:
            section, digit, last = section + (digit or 1) * STEPS[c], 0, STEPS[c]
        elif c in GROUPS:
            total = _grouped(total, section + digit, GROUPS[c])
            section, digit, last = 0, 0, GROUPS[c]
        else:
            return None
    return total + section + digit * max(last // 10, 1) if text else None


def _grouped(total: _Sum, section: _Sum, group: int) -> _Sum:
    """一万亿 multiplies what came before, 一亿二千万 adds to it."""
    return (total + section) * group if 0 < total < group else total + section * group


def stepped(text: str) -> Decimal:
    """Digits with their steps and groups between: 1亿2000万, 3万5千, 2千8百万."""
    total = section = Decimal(0)
    for digits, step, group in _STEPPED.findall(text):
        section += Decimal(digits) * STEPS.get(step, 1)
        if group:
            total, section = _grouped(total, section, GROUPS[group]), Decimal(0)
    return total + section


def single(text: str, start: int, end: int, cell: bool, wide_comma: bool) -> Operands | None:
    """The number at `start`; what only looks like its first digits (another line's number, the item before a comma) is left out.
    `wide_comma`: a full-width comma may part thousands, as it does in amounts."""
    digits = text[start:end]
    if PARTING.isdisjoint(digits):
        value = number(digits)
        return None if value is None else (start, value, None)
    blank = _BLANK.search(digits)
    if blank is not None and not _one_number(text, start, end, blank.start()):
        start, digits = start + blank.end(), digits[blank.end() :]
    if "\n" in digits:
        start = _after_another_line(text, start, end, cell)
    comma = -1 if wide_comma and text[start] not in "0０" else text.rfind("，", start, end)
    if text[start] in "0０":
        comma = max(comma, text.rfind(",", start, end))
    start = max(start, comma + 1)
    value = number(text[start:end])
    return None if value is None else (start, value, None)


def _one_number(text: str, start: int, end: int, point: int) -> bool:
    """986. 30万元 is one number behind a word, or where its thousands or hundreds are; `1. 12个村` is the first item of a list."""
    before = text[max(0, start - 1) : start].strip() or text[max(0, start - 2) : start].strip()
    return point > 3 or (_HANZI.match(before) is not None and before not in _NUMBERED) or (start == 0 and end == len(text))


def _after_another_line(text: str, start: int, end: int, cell: bool) -> int:
    """A line end inside digits tears one number in running text, but parts two in a cell, unless a point or comma shows the tear."""
    for place in range(end - 2, start, -1):  # a line end after the last digit parts nothing
        if text[place] != "\n" or text[place + 1] in _JOINTS or text[place - 1] in _JOINTS:
            continue
        left = text[start:place].translate(WIDE)
        begins_line = start == 0 or text[start - 1] == "\n"
        if torn(left, text[place + 1 : end]) or not (cell or begins_line or re.fullmatch("(?:19|20)[0-9]{2}", left)):
            continue
        return place + 1
    return start


def torn(left: str, right: str) -> bool:
    """Whether two runs of digits on two lines must be one number: a thousands group or two decimals still incomplete."""
    if "." in left:
        return "." not in right and len(left.rpartition(".")[2]) + len(right) <= 2
    return "," in left and len(left.rpartition(",")[2]) < 3


def arabic_years(text: str) -> str:
    """The text with its years in plain digits, whatever digits they are printed in (２０２１年, 二〇二一年): compared so, never kept."""
    if "２" not in text and "二" not in text and "０" not in text:
        return text
    return _YEAR.sub(lambda year: year[0].translate(_YEAR_DIGITS), text)
