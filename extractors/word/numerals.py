"""A count, written in one of Word's number formats (ST_NumberFormat): 3 -> 三, 叁, ③, 丙, iii, 03."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

_PLAIN, _FULL_WIDTH = "〇一二三四五六七八九", "０１２３４５６７８９"
_LEGAL, _LEGAL_TRADITIONAL, _LEGAL_JAPANESE = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖", "〇壱弐参四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN = tuple(zip(_VALUES, ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True))


def numeral(count: int, style: str) -> str:
    """The count as the format writes it; digits where the format is unknown or does not reach that far, as Word does."""
    write = _FORMATS.get(style)
    return str(count) if write is None else write(count)


def _digits(digits: str, count: int) -> str:
    """Digit by digit: 12 -> 一二."""
    return "".join(digits[int(figure)] for figure in str(count)) if count >= 0 else str(count)


def _ten(digits: str, count: int) -> str:
    """十一, 二十 up to 99 and digit by digit from there (Word's chineseCounting: 一〇一)."""
    return _grouped(digits, "十百千", "万", False, count) if count < 100 else _digits(digits, count)


def _grouped(digits: str, units: str, myriad: str, full: bool, count: int) -> str:
    """By thousands, hundreds, tens: 一百〇一; `full` writes the one before ten and a hundred (壹拾)."""
    if not 0 < count < 100_000_000:
        return digits[0] if count == 0 else str(count)
    high, low = divmod(count, 10_000)
    head = _grouped(digits, units, myriad, full, high) + myriad if high else ""
    text = _below_myriad(digits, units, low) if low else ""
    if head and 0 < low < 1000:
        text = digits[0] + text
    text = head + text
    return text[1:] if not full and text.startswith(digits[1] + units[0]) else text


def _below_myriad(digits: str, units: str, count: int) -> str:
    text, gap = "", False
    for place, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        figure = count // place % 10
        if figure:
            text += (digits[0] if gap and text else "") + digits[figure] + unit
        gap = not figure
    return text


def _japanese(count: int) -> str:
    """Without zeros and without the one before ten, hundred, thousand: 百一. Chinese Word offers it as 一、二、三."""
    text = _grouped(_PLAIN, "十百千", "万", False, count).replace("〇", "")
    return text if count < 100 else text.replace("一百", "百").replace("一千", "千").replace("一十", "十")


def _cycle(signs: str, count: int) -> str:
    return signs[(count - 1) % len(signs)] if count > 0 else str(count)


def _sexagenary(count: int) -> str:
    return _cycle(_STEMS, count) + _cycle(_BRANCHES, count) if count > 0 else str(count)


def _letters(first: str, count: int) -> str:
    """a … z, aa, bb: Word doubles the letter, it does not count in base 26."""
    return chr(ord(first) + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else str(count)


def _roman(upper: bool, count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text.upper() if upper else text


def _enclosed(runs: tuple[tuple[int, int, int], ...], count: int) -> str:
    """A ready-made sign: `runs` says from which count to which the signs follow which code point."""
    return next((chr(sign + count - first) for first, last, sign in runs if first <= count <= last), str(count))


def _zero(width: int, count: int) -> str:
    return f"{count:0{width}d}"


_CIRCLED = ((0, 0, 0x24EA), (1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "bullet": lambda count: "",
    "decimal": str,
    "decimalZero": partial(_zero, 2),
    "decimalFullWidth": partial(_digits, _FULL_WIDTH),
    "decimalFullWidth2": partial(_digits, _FULL_WIDTH),
    "decimalEnclosedCircle": partial(_enclosed, _CIRCLED),
    "decimalEnclosedCircleChinese": partial(_enclosed, _CIRCLED),
    "decimalEnclosedParen": partial(_enclosed, ((1, 20, 0x2474),)),
    "decimalEnclosedFullstop": partial(_enclosed, ((1, 20, 0x2488),)),
    "ideographEnclosedCircle": partial(_enclosed, ((1, 10, 0x3280),)),
    "numberInDash": lambda count: f"- {count} -",
    "lowerLetter": partial(_letters, "a"),
    "upperLetter": partial(_letters, "A"),
    "lowerRoman": partial(_roman, False),
    "upperRoman": partial(_roman, True),
    "chineseCounting": partial(_ten, _PLAIN),
    "taiwaneseCounting": partial(_ten, _PLAIN),
    "chineseCountingThousand": partial(_grouped, _PLAIN, "十百千", "万", False),
    "taiwaneseCountingThousand": partial(_grouped, _PLAIN, "十百千", "萬", False),
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": partial(_grouped, _LEGAL, "拾佰仟", "万", True),
    "ideographLegalTraditional": partial(_grouped, _LEGAL_TRADITIONAL, "拾佰仟", "萬", True),
    "japaneseLegal": partial(_grouped, _LEGAL_JAPANESE, "拾百阡", "萬", True),
    "ideographDigital": partial(_digits, _PLAIN),
    "taiwaneseDigital": partial(_digits, _PLAIN),
    "japaneseDigitalTenThousand": partial(_digits, _PLAIN),
    "ideographTraditional": partial(_cycle, _STEMS),
    "ideographZodiac": partial(_cycle, _BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ordinal": lambda count: f"{count}{'th' if count % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}",
}


def padded(pattern: str, count: int) -> str:
    """A custom format, given by its first numbers (w:format="001, 002, …"): zeros to the width of the first."""
    first = pattern.partition(",")[0].strip()
    return _zero(len(first), count) if first.isascii() and first.isdigit() else str(count)
