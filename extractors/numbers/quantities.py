"""Reads every number of a text whose unit stands beside it: one linear scan, exact places, Decimal values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from extractors.frozen import frozen
from extractors.numbers.digits import WIDE, chinese, number, scale
from extractors.numbers.grammar import BLANKS, GRAMMAR, HINT, MINUS, TO
from extractors.numbers.units import PERMILLE, UNITS, longest_first


@frozen
class Found:
    """A number in a text: `start` to `end` is the number with its unit, nothing before, nothing after."""

    kind: str
    start: int
    end: int
    rule: str
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    date: dt.date | None = None


@frozen
class Operands:
    """The bare number of a match, or the two of a range, and where they begin."""

    start: int
    value: Decimal
    upper: Decimal | None = None


Reader = Callable[[str, "re.Match[str]", bool], Found | None]

_RANGE = re.compile(TO)
_LONGEST_TO = 3
_ABOUT = re.compile(r"[\s\u200b余多来几]+")
_SCALE = re.compile(r"[\s\u200b余多来几十百千万亿萬億]*")
_HEADING = re.compile("[1-9][0-9]?[.]100(?=[%％])")  # "2.100%完成" is point 2
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_FACTOR = "*×xX＊"
_JOINTS = ".．,，"
_RESULT = re.compile(r"[^，。；\n]{0,30}?[=＝]")
_CUE = longest_first(UNITS["cue"].words)
_CUED = re.compile(_CUE)
_AFTER_SHORT = re.compile(rf"\s*(?:[，,。；;、：:（(）)】\]”|]|$|{_CUE}|{longest_first(UNITS['boundary'].words)})")
_MONEY_NEAR = re.compile(rf"{_CUE}|[万亿]元|[0-9０-９][万亿](?=[，,；;、])")
_BEFORE_MINUS = frozenset("（(：:，,、；;=＝|为是约达额数减增长率速幅整")
_NEAR = 30


def scan(text: str, cell: bool = False) -> list[Found]:
    """Every number with its unit, in order. `cell`: the text is a table cell, where a line end between digits parts two numbers."""
    found: list[Found] = []
    if HINT.search(text) is None:
        return found
    for match in GRAMMAR.finditer(text):
        item = _READERS[match.lastgroup or ""](text, match, cell)
        if item is None:
            continue
        if found and item.start - found[-1].end <= _LONGEST_TO and (joined := _range(text, found[-1], item)) is not None:
            found[-1] = joined
        else:
            found.append(item)
    return [item for item in found if not _is_factor(text, item)] if "=" in text or "＝" in text else found


def _range(text: str, low: Found, high: Found) -> Found | None:
    """5万元至10万元 and 90%-95% are one mention each."""
    if low.kind != high.kind or low.value is None or high.value is None or low.upper is not None or low.value > high.value:
        return None
    return replace(high, start=low.start, value=low.value, upper=high.value) if _RANGE.fullmatch(text, low.end, high.start) else None


def _is_factor(text: str, item: Found) -> bool:
    """5万元×4=20万元 tells one amount, its result."""
    if item.kind != "amount" or not _RESULT.match(text, item.end):
        return False
    return text[item.end : item.end + 1] in _FACTOR or text[max(0, item.start - 1) : item.start] in _FACTOR


def _operands(text: str, match: re.Match[str], cell: bool, wide_comma: bool = False) -> Operands | None:
    start, end = match.start(), match.end("digits")
    if match["high"] is None:
        return single(text, start, end, cell, wide_comma)
    low, high = single(text, start, end, cell, wide_comma), number(match["high"])
    if low is None or high is None or low.value >= high:
        return single(text, *match.span("high"), cell, wide_comma)
    return replace(low, upper=high)


def single(text: str, start: int, end: int, cell: bool, wide_comma: bool) -> Operands | None:
    """The number at `start`; what only looks like its first digits (another line's number, the item before a comma) is left out.
    `wide_comma`: a full-width comma may part thousands, as it does in amounts."""
    digits = text[start:end]
    if "\n" in digits:
        start = _after_another_line(text, start, end, cell)
    elif "，" not in digits and "," not in digits:
        value = number(digits)
        return None if value is None else Operands(start, value)
    comma = -1 if wide_comma and text[start] not in "0０" else text.rfind("，", start, end)
    if text[start] in "0０":
        comma = max(comma, text.rfind(",", start, end))
    start = max(start, comma + 1)
    value = number(text[start:end])
    return None if value is None else Operands(start, value)


def _after_another_line(text: str, start: int, end: int, cell: bool) -> int:
    """A line end inside digits tears one number in running text, but parts two in a cell, unless a point or comma shows the tear."""
    for place in range(end - 1, start, -1):
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


def _percent(text: str, match: re.Match[str], cell: bool) -> Found | None:
    told, sign = _operands(text, match, cell), match["percent"].strip()
    if told is not None and _HEADING.match(text, told.start) and text[told.start - 1 : told.start] in ("", "\n"):
        told = Operands(text.index("100", told.start), Decimal(100))
    if told is None or told.value >= 10**7 or _after_letter(text, told.start):  # 202010100.00% are cells glued without a mark
        return None
    return _signed(text, match, told, "percent", "percent.sign", Decimal("0.001" if sign == PERMILLE else "0.01"), sign)


def _money(text: str, match: re.Match[str], cell: bool) -> Found | None:
    told, tail = _operands(text, match, cell, wide_comma=True), match["money"]
    return None if told is None else _signed(text, match, told, "amount", "amount.unit", *_worth(tail))


@lru_cache(maxsize=1 << 10)
def _worth(tail: str) -> tuple[Decimal, str]:
    """What a unit of money multiplies by, and the unit without 余, 多 and blanks."""
    return Decimal(scale(tail)), _ABOUT.sub("", tail)


def _signed(text: str, match: re.Match[str], told: Operands, kind: str, rule: str, factor: Decimal, unit: str) -> Found:
    start, value, upper = told.start, told.value * factor, told.upper and told.upper * factor
    if upper is None and text[start - 1 : start] in MINUS and _is_minus(text, start - 1):
        start, value = start - 1, -value
    return Found(kind, start, match.end(), rule, value, upper, unit)


def _is_minus(text: str, place: int) -> bool:
    """A hyphen after a word joins, at the start of a line it marks an item; alone in its text, after punctuation or 为 it is a minus."""
    before = text[:place].rstrip()
    if not before:
        return len(text) < _NEAR
    return before[-1] in _BEFORE_MINUS and "\n" not in text[len(before) : place]


def _compound(text: str, match: re.Match[str], cell: bool) -> Found | None:
    """1亿2000万元, 3万5千元."""
    told, tail = _operands(text, match, cell), BLANKS.sub("", match["compound"]).translate(WIDE)
    great, minor = re.fullmatch(r"([亿万])([0-9.]+)(.*)", tail).group(1, 2)  # type: ignore[union-attr]
    if told is None:
        return None
    unit = tail[1 + len(minor) :]
    return Found("amount", told.start, match.end(), "amount.compound", told.value * scale(great) + Decimal(minor) * scale(unit), None, unit)


def _short(text: str, match: re.Match[str], cell: bool) -> Found | None:
    """20万 is money after 资金, 预算 … or beside other money, else a count."""
    tail = match["short"]
    near = text[max(0, match.start() - _NEAR) : match.start()]
    clause = max(near.rfind("。"), near.rfind("\n")) + 1
    money = _AFTER_SHORT.match(text, match.end()) is not None and _MONEY_NEAR.search(near, clause) is not None
    money = money or _CUED.match(text, match.end()) is not None
    told = _operands(text, match, cell, wide_comma=money)
    if told is None:
        return None
    if money:
        return _signed(text, match, told, "amount", "amount.short", *_worth(tail))
    return _counted(text, match, told, Decimal(scale(tail)), None)


def _count(text: str, match: re.Match[str], cell: bool) -> Found | None:
    told = _operands(text, match, cell)
    return None if told is None else _counted(text, match, told, *_times(match["count"]))


@lru_cache(maxsize=1 << 10)
def _times(tail: str) -> tuple[Decimal, str]:
    """What stands before a counting unit multiplies (万人, 百余户), and the unit."""
    steps = _SCALE.match(tail).group()  # type: ignore[union-attr]
    return Decimal(scale(steps)), tail[len(steps) :]


def _counted(text: str, match: re.Match[str], told: Operands, factor: Decimal, unit: str | None) -> Found | None:
    """06项 and 2080502项 are codes, A4张 a name."""
    printed = text[told.start : told.start + 2].translate(WIDE)
    if _after_letter(text, told.start) or (printed[0] == "0" and printed[1:].isdecimal()):
        return None
    return Found("count", told.start, match.end(), "count.unit", told.value * factor, told.upper and told.upper * factor, unit)


def _score(text: str, match: re.Match[str], cell: bool) -> Found | None:
    """8:30分 and 8时30分 tell the time."""
    told = _operands(text, match, cell)
    if told is None or _after_letter(text, told.start) or text[told.start - 1 : told.start] in tuple("时点:：度°"):
        return None
    return Found("score", told.start, match.end(), "score.points", told.value, told.upper, "分")


def _after_letter(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before.isascii() and before.isalpha()


def _yen(text: str, match: re.Match[str], cell: bool) -> Found | None:
    """¥5,000.00: the unit stands before the number."""
    printed = match.group()[1:].strip()
    factor = scale(printed[-1])
    value = number(printed.rstrip("万亿"))
    return None if value is None else Found("amount", match.start(), match.end(), "amount.sign", value * factor, None, match.group()[0])


def _capital(text: str, match: re.Match[str], cell: bool) -> Found | None:
    """五十万元, 壹佰万元整; 二元结构 and 三元区 are words."""
    printed = BLANKS.sub("", match.group()).translate(WIDE)
    whole = printed.rstrip("余多元整")
    value = chinese(whole)
    word = len(whole) == 1 and not printed.endswith("整") and _HANZI.match(text, match.end())
    if value is None or word:
        return None
    steps = re.search("[万亿]*$", whole).group()  # type: ignore[union-attr]
    return Found("amount", match.start(), match.end(), "amount.chinese", value, None, steps + printed[len(whole) :].lstrip("余多"))


def _part(text: str, match: re.Match[str], cell: bool) -> Found | None:
    """百分之九十八点五, 百分之90."""
    value = number(match["part"])
    whole = match.group()[:3]
    return None if value is None else Found("percent", match.start(), match.end(), "percent.words", value / scale(whole[0]), None, whole)


def _day(year: str, month: str, day: str | None, match: re.Match[str], rule: str) -> Found | None:
    """A date; without its day it is a mention, but no day is guessed."""
    numbers = [number(part.strip(" \t\n\u3000\xa0\u200b日号")) for part in (year, month, day or "1")]
    try:
        date = dt.date(*(int(n) for n in numbers if n is not None))
    except (TypeError, ValueError):
        return None
    return Found("date", match.start(), match.end(), rule, date=date if day else None) if 1900 <= date.year <= 2100 else None


def _date(text: str, match: re.Match[str], cell: bool) -> Found | None:
    return _day(match["first"] + match["rest"], match["month"], match["day"], match, "date.words")


def _numeric_date(text: str, match: re.Match[str], cell: bool) -> Found | None:
    return _day(match["first"] + match["rest"], match["month2"], match["day2"], match, "date.digits")


def _chinese_date(text: str, match: re.Match[str], cell: bool) -> Found | None:
    return _day(match["year"], match["month3"], match["day3"], match, "date.chinese")


_READERS: dict[str, Reader] = {
    "day": _date,
    "month": _date,
    "day2": _numeric_date,
    "compound": _compound,
    "percent": _percent,
    "money": _money,
    "score": _score,
    "count": _count,
    "short": _short,
    "signed": _yen,
    "part": _part,
    "day3": _chinese_date,
    "month3": _chinese_date,
    "capital": _capital,
}
