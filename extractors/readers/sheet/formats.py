"""Values as a spreadsheet shows them: 0.7554 under `0.00%` is 75.54%, 12345678 under `0!.0000"万"` is 1234.5678万."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from extractors.frozen import frozen

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

_EPOCH = dt.datetime(1899, 12, 30)
_GENERAL_WIDTH = 11  # characters General gives a fraction
_ENORMOUS = 20  # digits beyond which a number is shown as a power of ten
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[(?P<mark>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4})"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%@/])|(?P<plain>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_COMPARED = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_WEEKDAYS = "一二三四五六日"

Token = tuple[str, str]  # kind (text, digit, date, ...) and what it says


@frozen
class Section:
    """One of the parts a format has for positive numbers, negative ones, zero and text."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, kind: str) -> bool:
        return any(token[0] == kind for token in self.tokens)

    @property
    def is_date(self) -> bool:
        return next((kind for kind, _ in self.tokens if kind in ("date", "digit")), "") == "date"


def shown(value: Value, code: str) -> str:
    """The text a reader sees in the cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    sections = _sections(code)
    if isinstance(value, int | float):
        number = _decimal(value)
        section, inner = _chosen(sections, number)
        if section.is_date and 0 <= number < 2_958_466:  # the end of the year 9999
            return _date(section, _EPOCH + dt.timedelta(days=float(number)))
        return _number(section, inner).strip()
    moment = _moment(value)
    if sections[0].is_date:
        return _date(sections[0], moment)
    if sections[0].has("digit"):  # a number the format only seemed to make a date
        return shown((moment - _EPOCH) / dt.timedelta(days=1), code)
    return _date(_sections("h:mm" if isinstance(value, dt.time) else "yyyy/m/d")[0], moment)


def _moment(value: dt.date | dt.datetime | dt.time | dt.timedelta) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.timedelta):
        return _EPOCH + value
    if isinstance(value, dt.time):
        return dt.datetime.combine(_EPOCH, value)
    return dt.datetime.combine(value, dt.time())


def _decimal(value: float) -> Decimal:
    """A spreadsheet keeps 15 digits; what is behind them is noise."""
    return Decimal(f"{value:.15g}")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[Token]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    for found in _TOKEN.finditer(code or "General"):
        if found["plain"] == ";":
            parts.append([])
            conditions.append(None)
        elif found["mark"] is not None and (asked := _CONDITION.fullmatch(found["mark"].strip())):
            conditions[-1] = asked[1], Decimal(asked[2])
        else:
            parts[-1].extend(_tokens(found))
    return tuple(Section(tuple(part), condition) for part, condition in zip(parts, conditions, strict=True))


def _tokens(found: re.Match[str]) -> Iterator[Token]:
    for kind in ("quoted", "escaped", "money", "plain"):
        if found[kind] is not None:
            yield "text", found[kind]
    for kind in ("general", "noon", "exponent", "digit"):
        if found[kind] is not None:
            yield kind, found[kind]
    if found["date"] is not None:
        yield "date", found["date"].lower()
    if found["sign"] is not None:
        yield found["sign"], found["sign"]
    if found["mark"] is not None and _ELAPSED.fullmatch(found["mark"]):
        yield from (("elapsed", ""), ("date", found["mark"].lower()))


def _chosen(sections: Sequence[Section], number: Decimal) -> tuple[Section, Decimal]:
    """The section a number is shown by, and the number it shows: the one for negative numbers prints its own sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _COMPARED[section.condition[0]](number, section.condition[1]):
                return section, number
        return sections[-1], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _number(section: Section, number: Decimal) -> str:
    if section.has("general") or not section.tokens:
        return "".join(general(number) if kind == "general" else text for kind, text in section.tokens) or general(number)
    if section.has("@"):
        return "".join(general(number) if kind == "@" else text for kind, text in section.tokens)
    if section.has("exponent") or (section.has("/") and section.has("digit")) or number.adjusted() >= _ENORMOUS:
        return general(number)
    tokens, percents = section.tokens, sum(kind == "%" for kind, _ in section.tokens)
    point = next((n for n, (kind, _) in enumerate(tokens) if kind == "."), len(tokens))
    grouped, scale = _commas(tokens, point)
    behind = [text for kind, text in tokens[point:] if kind == "digit"]
    number = (number * 100**percents / 1000**scale).quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    integer, _, fraction = f"{abs(number):f}".partition(".")
    kept = len("".join(behind).rstrip("#?"))
    fraction = fraction[:kept] + fraction[kept:].rstrip("0")
    before = [token for token in tokens[:point] if token[0] != ","]
    sign = "-" if number < 0 else ""
    return sign + _laid(before, integer.lstrip("0"), grouped) + _behind(tokens[point:], fraction)


def _commas(tokens: Sequence[Token], point: int) -> tuple[bool, int]:
    """Whether commas part thousands; how many of them scale the number down: those behind its last digit."""
    digits = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"]
    commas = [n for n, (kind, _) in enumerate(tokens) if kind == ","]
    if not digits:
        return False, 0
    return any(digits[0] < n < min(digits[-1], point) for n in commas), sum(n > digits[-1] for n in commas)


def _laid(tokens: Sequence[Token], integer: str, grouped: bool) -> str:
    """Digits fill their places from the right; the first place takes all that are left."""
    places = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"]
    if grouped and places:
        least = sum(tokens[n][1] == "0" for n in places)
        text = f"{int(integer or 0):0{max(least, 1)},}" if integer or least else ""
        return "".join(text if n == places[0] else "" if n in places else t for n, (_, t) in enumerate(tokens))
    filled: list[str] = []
    for n in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[n]
        if kind != "digit":
            filled.append(text)
            continue
        digit, integer = (integer, "") if n == places[0] else (integer[-1:], integer[:-1])
        filled.append(digit or ("0" if text == "0" else ""))
    return "".join(reversed(filled))


def _behind(tokens: Sequence[Token], fraction: str) -> str:
    """The point with all its digits at the first of their places, and what stands around them."""
    parts, told = [], False
    for kind, text in tokens:
        if kind == "digit":
            parts.append("" if told else fraction)
            told = True
        elif kind != "," and (kind != "." or fraction):
            parts.append(text)
    return "".join(parts)


def general(number: Decimal) -> str:
    """General: whole numbers in full, fractions in eleven characters but never short of the cent."""
    if number.adjusted() >= _ENORMOUS:
        return str(number)
    places = max(2, _GENERAL_WIDTH - 1 - max(number.adjusted() + 1, 1))
    text = f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return "0" if not text.strip("-0.") else text.rstrip("0").rstrip(".")


def _date(section: Section, moment: dt.datetime) -> str:
    afternoon = section.has("noon")
    kinds = [text[0] if kind == "date" else "" for kind, text in section.tokens]
    parts = []
    for n, (kind, text) in enumerate(section.tokens):
        if kind == "noon":
            parts.append(text.split("/")[moment.hour >= 12])
        elif kind == "date":
            parts.append(_part(text, moment, afternoon, _is_minutes(kinds, n)))
        elif kind not in ("elapsed", "@", "general"):
            parts.append(text)
    return "".join(parts).strip()


def _is_minutes(kinds: Sequence[str], at: int) -> bool:
    """`m` behind hours or before seconds."""
    before = next((kind for kind in reversed(kinds[:at]) if kind), "")
    after = next((kind for kind in kinds[at + 1 :] if kind), "")
    return before == "h" or after == "s"


def _part(text: str, moment: dt.datetime, afternoon: bool, minutes: bool) -> str:
    if text[0] == "a" or (text[0] == "d" and len(text) > 2):
        return ("星期" if len(text) == 4 else "") + _WEEKDAYS[moment.weekday()]
    if text[0] == "y":
        return f"{moment:%Y}" if len(text) > 2 else f"{moment:%y}"
    if text[0] == "m" and not minutes and len(text) > 2:
        return f"{moment.month}月"
    hour = (moment.hour - 1) % 12 + 1 if afternoon else moment.hour
    value = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour, "s": moment.second}[text[0]]
    return f"{value:02}" if len(text) > 1 else str(value)
