"""Numerals: what is written is read back, in every script and width."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.numbers.digits import chinese, number, scale

SMALL, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def group(value: int, digits: str, steps: str) -> str:
    """Four digits as they are spoken: 1005 is 一千零五."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + digits[digit] + (steps[place - 1] if place else "")
        gap = False
    return text


def spoken(value: int, digits: str = SMALL, steps: str = "十百千") -> str:
    """The Chinese numeral of 0 to 99,999,999."""
    if value == 0:
        return "零"
    high, low = divmod(value, 10**4)
    if not high:
        return group(low, digits, steps)
    text = group(high, digits, steps) + "万"
    return text if not low else text + ("零" if low < 1000 else "") + group(low, digits, steps)


def test_the_writer_of_these_laws_knows_chinese() -> None:
    assert [spoken(n) for n in (10, 105, 1005, 2030, 10_500, 20_030_004)] == [
        "一十",
        "一百零五",
        "一千零五",
        "二千零三十",
        "一万零五百",
        "二千零三万零四",
    ]


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 99_999_999))
def test_chinese_numerals_up_to_a_hundred_million_are_read_back(value: int) -> None:
    assert chinese(spoken(value)) == value
    assert chinese(spoken(value, FORMAL, "拾佰仟")) == value


def test_every_numeral_below_ten_thousand_is_read_back() -> None:
    assert [n for n in range(10_000) if chinese(spoken(n)) != n] == []


@settings(deadline=None)
@given(st.integers(1900, 2099))
def test_a_year_is_read_digit_by_digit(year: int) -> None:
    printed = "".join("〇一二三四五六七八九"[int(c)] for c in str(year))
    assert chinese(printed) == year


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2))
def test_width_separators_and_blanks_never_change_a_number(value: Decimal) -> None:
    printed = f"{value:,}"
    for form in (printed, printed.replace(",", ""), printed.translate(WIDE), printed.replace(",", ",\n"), f" {printed}\u3000"):
        assert number(form) == value


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(0, 9))
def test_spoken_decimals_are_read(whole: int, tenth: int) -> None:
    assert chinese(f"{spoken(whole)}点{SMALL[tenth]}") == Decimal(f"{whole}.{tenth}")


@settings(deadline=None)
@given(st.text("元的年第、（）abc", min_size=1, max_size=6))
def test_words_are_no_numbers(text: str) -> None:
    assert number(text) is None


def test_the_short_forms_of_speech_are_understood() -> None:
    assert [chinese(t) for t in ("十", "十五", "百", "两千", "三万五", "一百五", "一亿二千万", "二十万亿", "廿三")] == [
        10,
        15,
        100,
        2000,
        35_000,
        150,
        120_000_000,
        20_0000_0000_0000,
        23,
    ]


def test_scale_characters_multiply() -> None:
    assert [scale(t) for t in ("元", "万元", "百万元", "亿", "千", "萬")] == [1, 10**4, 10**6, 10**8, 1000, 10**4]
