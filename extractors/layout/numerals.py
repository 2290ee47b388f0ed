"""Automatic list numbers as printed, by the names HTML (`lower-roman`) and OpenDocument (`i`, `一, 二, 三, ...`) give their formats."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CHINESE = ("一", "cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal", "cjk-decimal")
_BULLETS = ("disc", "circle", "square")


def numbered(count: int, kind: str) -> str:
    """What HTML prints before an item: `1. `, `一、`, `· `."""
    if kind == "none":
        return ""
    if kind in _BULLETS:
        return "· "
    number = f"{numeral(count, kind)}{'、' if kind in _CHINESE else '.'}"
    return number + joint(number)


def joint(number: str) -> str:
    """What stands between a number and its text, whatever tab or blank the list sets: 一、基本情况 and （一）主要职能 are typed
    without, a bare figure or a point has one (1. 总则)."""
    return " " if number[-1:].isalnum() or number[-1:] == "." else ""


def numeral(count: int, kind: str) -> str:
    """The bare number. An unknown format counts in digits."""
    if count < 1:
        return str(count)
    if kind in _CHINESE or kind.startswith("一"):
        return chinese(count)
    if kind.startswith("壹") or kind == "simp-chinese-formal":
        return chinese(count, _FORMAL, "拾")
    if kind in ("i", "lower-roman", "I", "upper-roman"):
        return _cased(_roman(count), kind)
    if kind in ("a", "lower-alpha", "lower-latin", "A", "upper-alpha", "upper-latin"):
        return _cased(_letters(count), kind)
    if kind.startswith("①") and count <= 20:
        return chr(ord("①") + count - 1)
    if kind.startswith("甲") or kind == "cjk-heavenly-stem":
        return _STEMS[(count - 1) % 10]
    if kind.startswith("子") or kind == "cjk-earthly-branch":
        return _BRANCHES[(count - 1) % 12]
    if kind.startswith("１"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(count))
    return str(count)


def chinese(count: int, digits: str = _DIGITS, ten: str = "十") -> str:
    """1 to 999 in words: 十二, 二十, 一百零三."""
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    if hundreds > 9:
        return str(count)
    head = f"{digits[hundreds]}百" if hundreds else ""
    if not rest:
        return head
    if not tens:
        return (f"{head}零" if head else "") + digits[ones]
    return head + (digits[tens] if tens > 1 or head else "") + ten + (digits[ones] if ones else "")


def _roman(count: int) -> str:
    printed = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        printed += letters * times
    return printed


def _letters(count: int) -> str:
    """a to z, then aa, ab as HTML counts."""
    printed = ""
    while count:
        count, digit = divmod(count - 1, 26)
        printed = chr(ord("a") + digit) + printed
    return printed


def _cased(text: str, kind: str) -> str:
    return text.upper() if kind[0] == "I" or kind[0] == "A" or kind.startswith("upper") else text
