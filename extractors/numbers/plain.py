"""Numbers that can mean but one thing: right behind a word, in one piece with their unit (预算90万元). Most are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from extractors.document import Block, Mention, span_at
from extractors.numbers.digits import PARTING, number, scale
from extractors.numbers.grammar import GRAMMAR
from extractors.numbers.units import PERCENT_SIGNS, PERMILLE

Part = tuple[tuple[int, int, int], str, str, int]  # where a number stands, its digits, its unit, its shape
_ABOUT = re.compile(r"[\s\u200b余多来几]+")
_SCALE = re.compile(r"[\s\u200b余多来几十百千万亿萬億]*")
RATES = {sign: (Decimal("0.001" if sign == PERMILLE else "0.01"), sign) for sign in (*PERCENT_SIGNS, PERMILLE, "百分比")}
GLUED = Decimal(10**7)  # 202010100.00% are cells glued without a mark
_SHORTER = 7  # characters in which no such number is printed
_LEADS_ON = "至到和及与时点度"  # words behind which a number may be the end of a range, of a list or of a time


@lru_cache(maxsize=1 << 10)
def worth(tail: str) -> tuple[Decimal, str]:
    """What a unit of money multiplies by, and the unit without 余, 多 and blanks."""
    return Decimal(scale(tail)), _ABOUT.sub("", tail)


@lru_cache(maxsize=1 << 10)
def times(tail: str) -> tuple[Decimal, str]:
    """What stands before a counting unit multiplies (万人, 百余户), and the unit."""
    steps = _SCALE.match(tail).group()  # type: ignore[union-attr]
    return Decimal(scale(steps)), tail[len(steps) :]


# The shapes of plain numbers by the groups of the grammar: kind, rule, and what tells what their unit multiplies by.
_SHAPES: dict[int, tuple[str, str, Callable[[str], tuple[Decimal, str] | None]]] = {
    GRAMMAR.groupindex["percent"]: ("percent", "percent.sign", RATES.get),
    GRAMMAR.groupindex["money"]: ("amount", "amount.unit", worth),
    GRAMMAR.groupindex["score"]: ("score", "score.points", {"分": (Decimal(1), "分")}.get),
    GRAMMAR.groupindex["count"]: ("count", "count.unit", times),
}
_HIGH = GRAMMAR.groupindex["high"]


def plain(found: Sequence[tuple[Block, list[re.Match[str]]]]) -> list[Mention | None]:
    """For every number found the mention it is if it is plain. First all are taken apart, then all are reckoned: by turns, either step
    would push the other out of the processor's caches."""
    return [None if part is None else _reckoned(part) for part in _parts(found)]


def _parts(found: Sequence[tuple[Block, list[re.Match[str]]]]) -> list[Part | None]:
    parts: list[Part | None] = []
    for block, matches in found:
        text = block.text
        for match in matches:
            start, end = match.span()
            shape, part = match.lastindex or 0, None
            before = text[start - 1] if start and shape in _SHAPES else ""
            if "一" <= before <= "龥" and before not in _LEADS_ON and text[start] not in "0０":
                high, unit = match.group(_HIGH, shape)
                printed = text[start : end - len(unit)]
                if high is None and PARTING.isdisjoint(printed):
                    part = (block.order, start, end), printed, unit, shape
            parts.append(part)
    return parts


def _reckoned(part: Part) -> Mention | None:
    place, printed, tail, shape = part
    kind, rule, worth = _SHAPES[shape]
    value, told = number(printed), worth(tail)
    if value is None or told is None or (len(printed) > _SHORTER and value >= GLUED):
        return None
    factor, unit = told
    return Mention(kind, span_at(place), rule, value * factor, None, unit)
