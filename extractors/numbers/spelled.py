"""Amounts and percents told in words (五十万元, 百分之九十八), and days."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from extractors.document import Mention, Span
from extractors.numbers.digits import DIGITS, WIDE, chinese, number, scale
from extractors.numbers.grammar import BLANKS

_HANZI = re.compile(r"[\u4e00-\u9fff]")


def amount_in_words(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    """五十万元, 壹佰万元整, 四百五十余万元; 二元结构 and 三元区 are words."""
    printed = BLANKS.sub("", match.group()).translate(WIDE)
    whole, yuan, cents = printed.partition("元")
    told, _, more = whole.replace("多", "余").partition("余")
    if "点" in told:  # 九点五万
        bare = told.rstrip("万亿")
        told, more = bare, told[len(bare) :] + more
    value = chinese(told)
    word = len(whole) == 1 and not cents and _HANZI.match(text, match.end())
    if value is None or word:
        return None
    value = value * scale(more) + _cents(cents) if more or cents else value
    steps = more or re.search("[万亿]*$", told).group()  # type: ignore[union-attr]
    unit = steps + yuan + cents if cents == "整" else steps + yuan
    return Mention("amount", Span(block, *match.span()), "amount.chinese", value, None, unit)


def _cents(printed: str) -> Decimal:
    """捌角玖分, 零伍分."""
    dimes, _, cents = printed.rpartition("角") if "角" in printed else ("", "", printed)
    told = (dimes, "0.1"), (cents.rstrip("分整").lstrip("零"), "0.01")
    return sum((Decimal(DIGITS.get(digit, 0)) * Decimal(worth) for digit, worth in told), Decimal(0))


def percent_in_words(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    """百分之九十八点五, 百分之90."""
    value = number(match["part"])
    whole = match.group()[:3]
    return None if value is None else Mention("percent", Span(block, *match.span()), "percent.words", value / scale(whole[0]), None, whole)


def _day(match: re.Match[str], block: int, month: str, day: str | None, rule: str) -> Mention | None:
    """A date; without its day it is a mention, but no day is guessed."""
    of_year, of_month, of_day = number(match.group()[:4]), number(month), number(day.rstrip("日号") if day else "1")
    try:
        date = dt.date(int(of_year or 0), int(of_month or 0), int(of_day or 0))
    except ValueError:
        return None
    return Mention("date", Span(block, *match.span()), rule, date=date if day else None) if 1900 <= date.year <= 2100 else None


def day(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    return _day(match, block, match["month"], match["day"], "date.words")


def numeric_day(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    return _day(match, block, match["month2"], match["day2"], "date.digits")


def chinese_day(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    return _day(match, block, match["month3"], match["day3"], "date.chinese")
