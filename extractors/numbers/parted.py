"""Amounts whose thousands a blank parts (3 000万元, 1 234 567.89元) or a comma parts wrongly (3,0000万元).

The grammar begins behind the last blank or comma. What stands before it is judged here: a part of the number, something else, or nobody
can tell, and then there is no amount.
"""

from __future__ import annotations

import re

from extractors.numbers.digits import Operands, number
from extractors.numbers.grammar import BLANK, COMMA, D
from extractors.numbers.units import BEHIND, LONGEST_CUE

_COMMAS = frozenset(",，")
_PARTS = frozenset(" 　\xa0\u2009\u202f") | _COMMAS
_LONGEST = 24
# behind these it goes on from another number: the decimals of one, the lower end of a range
_LEFT = re.compile(rf"(?<![0-9０-９.．,，\-－–—~～〜至到]){D}{{1,3}}(?P<more>{BLANK}{D}{{3}})*{BLANK}$")
_SHORT = re.compile(rf"(?<![0-9０-９.．,，]){D}{{1,3}}{COMMA}$")
_GROUP = re.compile(rf"{D}{{3}}(?!{D})")
_FOUR = re.compile(rf"{D}{{4}}(?!{D})")
_ZEROS = re.compile(rf"[0０]{D}")  # 000万元 is no number by itself
_SURE = frozenset("共计约达近拨付放给费款金额¥￥")  # behind them stands an amount, never the number of a thing
# 标段2 300万元 is the second one and its money; behind any other word or an opening bracket nobody can tell
_UNSURE = re.compile("[\u4e00-\u9fff（(:：“](?<![表图附件第注项目条章节标段包期批号组类])")
_TORN = re.compile(rf"{COMMA}(?:{D}{{4}}|[0０]{D}{{1,2}}){BLANK}?[百千]?[万亿]?元")


def regrouped(text: str, told: Operands, end: int, cell: bool) -> Operands | None:
    """The number of an amount that ends there, together with what stands before it; None where nobody can tell."""
    start = told[0]
    if start < 2 or text[start - 1] not in _PARTS or not text[start - 2].isdecimal():
        return told
    zeros, begin = _ZEROS.match(text, start) is not None, max(0, start - _LONGEST)
    if text[start - 1] in _COMMAS:
        torn = zeros or (_FOUR.match(text, start) and _SHORT.search(text, begin, start))
        return None if torn else told
    left = _LEFT.search(text, begin, start)
    if left is None or _GROUP.match(text, start) is None:
        return None if zeros else told
    one = zeros or _is_one(text, left, cell and not text[end:].strip("千百万亿元 "))
    value = number(text[left.start() : end]) if one else None
    if value is not None:
        return left.start(), value, None
    return told if one is None else None


def is_torn(text: str, end: int) -> bool:
    """Whether what ends there goes on in wrong thousands: the 3 of 3,0000万元 is no number."""
    return text[end : end + 1] in _COMMAS and _TORN.match(text, end) is not None


def _is_one(text: str, left: re.Match[str], alone: bool) -> bool | None:
    """Whether digits in threes are one number; None where what stands before the last ones is something else (2 300万元用于养护)."""
    at = left.start()
    if at == 0 and alone and left["more"]:
        return True
    before = text[at - 1 : at]
    if before in _SURE or BEHIND.search(text, max(0, at - LONGEST_CUE), at):
        return not before.isspace()
    return False if _UNSURE.match(before) else None
