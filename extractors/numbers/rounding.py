"""Whether two numbers of a report are one within what it prints of them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extractors.numbers.digits import WIDE

_UNPRINTED = re.compile(r"[^0-9.]+")


def agrees(stated: Decimal, computed: Decimal, text: str) -> bool:
    """Whether a rate follows from its amounts within half of its last printed digit."""
    return abs(stated - computed) <= _half(text)


def around(stated: Decimal, text: str) -> tuple[Decimal, Decimal]:
    """Between what two values a rate agrees: where one printed rate is held against many quotients."""
    half = _half(text)
    return stated - half, stated + half


@lru_cache(maxsize=1 << 12)
def _half(text: str) -> Decimal:
    """Half of the last printed digit of a percentage, as a fraction."""
    return Decimal(5).scaleb(-places(text) - 3)


@lru_cache(maxsize=1 << 12)
def places(text: str) -> int:
    """How many decimal places a printed number has, whatever unit follows it."""
    digits = text.replace("．", ".")
    point = digits.find(".")
    if point < 0:
        return 0
    return next((at for at, char in enumerate(digits[point + 1 :]) if not char.isdecimal()), len(digits) - point - 1)


@lru_cache(maxsize=1 << 12)
def unit(value: Decimal, text: str) -> Decimal | None:
    """How much one of an amount's printed unit is worth, from its value and its words; None where 0 is printed, which tells nothing."""
    digits = _UNPRINTED.sub("", text.translate(WIDE)).rstrip(".")
    printed = Decimal(digits) if digits and digits.count(".") < 2 else Decimal(0)
    return abs(value / printed).to_integral_value() or Decimal(1) if printed else None


def step(value: Decimal, text: str, unknown: Decimal) -> Decimal:
    """What one of an amount's last printed digit is worth; where 0 is printed its unit is not known, and taken for this."""
    worth, digits = unit(value, text) or unknown, places(text)
    return worth.scaleb(-digits) if digits else worth
