"""Whether two numbers of a report are one within what it prints of them."""

from __future__ import annotations

from decimal import Decimal


def agrees(stated: Decimal, computed: Decimal, text: str) -> bool:
    """Whether a rate follows from its amounts within half of its last printed digit."""
    return abs(stated - computed) * 100 <= Decimal(5).scaleb(-places(text) - 1)


def places(text: str) -> int:
    """How many decimal places a printed number has, whatever unit follows it."""
    digits = text.replace("．", ".")
    point = digits.find(".")
    if point < 0:
        return 0
    return next((at for at, char in enumerate(digits[point + 1 :]) if not char.isdecimal()), len(digits) - point - 1)
