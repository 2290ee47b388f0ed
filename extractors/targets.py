"""Targets and actual values as printed, read into operator, value, upper value and unit; and whether the one was reached.

Half of all targets are words: what is not clearly one number with one meaning stays `text`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import regex

from extractors.frozen import frozen
from patterns.loader import asked, fold, load


@frozen
class Quantity:
    """`op` is a value of TARGET_OPS; for `text` nothing else is set."""

    op: str
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None


TEXT = Quantity("text")
LONGEST = 40

_SIGNS = {w: m.extra["op"] for m in load("targets") for w in map(fold, m.words)}
_ANY_SIGN = "|".join(map(regex.escape, sorted(_SIGNS, key=lambda w: (-len(w), w))))
_UNITS = sorted({fold(w) for m in load("counting") for w in m.words}, key=lambda w: (-len(w), w))
_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"

# [words before][sign…]number[unit][~number][unit][sign][remark in brackets]
_QUANTITY = regex.compile(
    rf"(?P<before>[^0-9]*?)(?P<signs>(?:{_ANY_SIGN}|,)*)(?P<value>{_NUMBER})(?P<unit>[^-0-9~～—至()]*?)"
    rf"(?:\((?P<unit2>[^()0-9]{{1,6}})\))?(?:(?:-|~|～|—+|至|到)(?P<upper>{_NUMBER})(?P<unit3>[^0-9()]*?))?"
    rf"(?P<after>(?:\((?:含|不含)\))?(?:{_ANY_SIGN})?)(?:\([^()]*\))?"
)
_RESULT = regex.compile(rf"[(]?{_NUMBER}[^0-9=]{{0,6}}(?:[*×xX+][(]?{_NUMBER}[^0-9=]{{0,6}}[)]?)+[=＝](?P<result>{_NUMBER}[^0-9]*)")
_PERCENT_WORDS = regex.compile(r"百分之([零〇一二两三四五六七八九十百]+)(?:点([零〇一二三四五六七八九]+))?")
_WORDS = asked("targets")
_DATE = regex.compile(r"(?:19|20)[0-9]{2}(?:年|[./-])|[0-9]月|[0-9](?:日|号)(?:前|之前|底)|^(?:19|20)[0-9]{2}$")
_PLAIN_WORD = regex.compile(r"[\p{Han}A-Za-z/·%‰℃]*")
_POWERS = {"°C": "℃", "km2": "平方公里", "m2": "平方米", "m3": "立方米"}  # what folding makes of ℃ and ㎡
_DIGITS = {d: n for n, ds in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for d in ds}


def target(text: str | None, unit: str | None = None, sign: str | None = None) -> Quantity | None:
    """A target or an actual value; `unit` and `sign` where they stand in columns of their own. None for an empty text."""
    if text is None or not text.strip():
        return None
    return _target(text, unit, sign)


@lru_cache(maxsize=4096)
def _target(text: str, unit: str | None, sign: str | None) -> Quantity:
    folded = fold(text).strip("。;,、")
    for power, word in _POWERS.items():
        folded = folded.replace(power, word)
    found = _read(_in_digits(folded))
    if found.value is None:
        return TEXT
    if unit is not None and found.unit is None:
        found = Quantity(found.op, found.value, found.upper, _canonical(fold(unit)))
    op = _SIGNS.get(fold(sign)) if sign is not None else None
    return Quantity(op, found.value, found.upper, found.unit) if op and found.op == "=" else found


def _read(text: str) -> Quantity:
    if not text or len(text) > LONGEST or not any(c.isdigit() for c in text):
        return TEXT
    if "=" in text and (result := _RESULT.fullmatch(text)) is not None:
        return _read(result["result"])
    found = _QUANTITY.fullmatch(text)
    if found is None or _WORDS["other_meaning"].search(found["before"]) or _DATE.search(text[found.start("value") :]):
        return TEXT
    if len(found["before"]) > 15 or not _PLAIN_WORD.fullmatch(found["before"].rstrip(":，,(")):
        return TEXT
    return _quantity(found)


def _quantity(found: regex.Match[str]) -> Quantity:
    ops = {_SIGNS[s] for s in regex.findall(_ANY_SIGN, found["signs"]) + regex.findall(_ANY_SIGN, found["after"])}
    stated = ops - {"="}
    units = [u for u in (_canonical(found["unit3"] or ""), _canonical(found["unit"]), _canonical(found["unit2"] or "")) if u]
    if len(stated) > 1 or any(not _PLAIN_WORD.fullmatch(u) or len(u) > 8 for u in units):
        return TEXT
    unit = units[0] if units else None
    value = Decimal(found["value"].replace(",", ""))
    if found["upper"] is not None:
        upper = Decimal(found["upper"].replace(",", ""))
        return Quantity("range", value, upper, unit) if not stated and value <= upper else TEXT
    return Quantity(stated.pop() if stated else "=", value, None, unit)


def _canonical(unit: str) -> str:
    """The unit without the thing counted (家企业 -> 家); a price keeps what it is per (万元/期)."""
    if unit in ("百分比", "个百分点", "百分点"):
        return "%" if unit == "百分比" else unit
    known = next((u for u in _UNITS if unit.startswith(u)), None)
    return unit if known is None or "/" in unit or unit.startswith(known + "元") else known


def _in_digits(text: str) -> str:
    """百分之九十五点五 -> 95.5%."""
    if "百分之" not in text:
        return text
    return _PERCENT_WORDS.sub(lambda m: f"{_count(m[1])}{'.' + ''.join(str(_DIGITS[c]) for c in m[2]) if m[2] else ''}%", text)


def _count(words: str) -> int:
    value, digit = 0, 0
    for c in words:
        if c in "十百":
            value, digit = value + (digit or 1) * (10 if c == "十" else 100), 0
        else:
            digit = _DIGITS[c]
    return value + digit


_SCALES = {"亿": 100_000_000, "万": 10_000, "千": 1_000, "百": 100}
_WHOLE = frozenset({"千米", "千克", "千瓦", "千瓦时", "百分点"})
_TIMES = frozenset({"天", "日", "小时", "分钟", "周", "月", "个月", "年", "工作日", "个工作日"})


def _scaled(quantity: Quantity) -> tuple[Decimal, str | None]:
    """In the smallest unit, so that 万元 compares with 亿元 and 万人 with 人."""
    value, unit = quantity.value or Decimal(0), quantity.unit
    while unit and len(unit) > 1 and unit[0] in _SCALES and unit not in _WHOLE:
        value, unit = value * _SCALES[unit[0]], unit[1:]
    return value, unit


def attainment(goal: Quantity | None, reached: Quantity | None, aspect: str = "other") -> str:
    """Whether the goal was reached: only numbers of one unit can tell."""
    if goal is None or reached is None or goal.value is None or reached.value is None or reached.op in ("range", "<", "<="):
        return "unknown"
    (wanted, unit), (value, own) = _scaled(goal), _scaled(reached)
    if unit != own:
        return "unknown"
    if goal.op == "range":
        return "met" if goal.value <= reached.value <= (goal.upper or goal.value) else "unmet"
    if goal.op == "=" and unit in _TIMES and value != wanted and aspect != "timeliness":
        return "unknown"  # 3年 may be a deadline or a guarantee
    if goal.op in ("<=", "<") or (goal.op == "=" and (aspect == "cost" or unit in _TIMES or not wanted)):
        return "met" if value < wanted or (value == wanted and goal.op != "<") else "unmet"
    if value > wanted:
        return "exceeded"
    if value == wanted and goal.op != ">":
        return "met"
    return "partly" if value > 0 else "unmet"
