"""Automatic numbers of Word 97 files, whose formats are codes: Chinese ones cannot be had from LibreOffice, so they are made here."""

from __future__ import annotations

import pytest
from doc_made import Level, in_list, par, read, seen

CHINESE = [Level(37, "%1、"), Level(11, "（%2）"), Level(0, "%3.")]
ONE = {"lists": [CHINESE], "named": [(0, {})]}


def item(text: str, level: int = 0, number: int = 1) -> object:
    return par(text, in_list(number, level))


def test_a_number_stands_before_its_text_and_in_the_style() -> None:
    block = read(item("项目概况"), **ONE).blocks[0]
    assert (block.text, block.style.auto_number) == ("一、项目概况", "一、")


def test_lower_levels_begin_again_under_each_higher_one() -> None:
    steps = [(0, "概况"), (1, "背景"), (2, "立项"), (2, "批复"), (1, "目标"), (0, "绩效"), (1, "产出")]
    expected = ["一、概况", "（一）背景", "1. 立项", "2. 批复", "（二）目标", "二、绩效", "（一）产出"]
    assert seen(*(item(text, level) for level, text in steps), **ONE) == expected


@pytest.mark.parametrize(
    ("code", "third"),
    [
        (0, "3"),
        (1, "III"),
        (2, "iii"),
        (3, "C"),
        (4, "c"),
        (10, "三"),
        (11, "三"),
        (14, "３"),
        (18, "③"),
        (22, "03"),
        (26, "⒊"),
        (27, "⑶"),
        (28, "③"),
        (29, "㊂"),
        (30, "丙"),
        (31, "寅"),
        (33, "三"),
        (35, "三"),
        (37, "三"),
        (38, "叁"),
        (39, "三"),
        (57, "- 3 -"),
        (200, "3"),
    ],
)
def test_every_format_code_writes_its_own_signs(code: int, third: str) -> None:
    texts = seen(*(item("") for _ in range(3)), lists=[[Level(code, "%1、")]], named=[(0, {})])
    assert texts[2] == f"{third}、"


def test_beyond_ten_the_words_are_those_a_reader_sees() -> None:
    assert seen(*(item("") for _ in range(21)), **ONE)[9:21:5] == ["十、", "十五、", "二十、"]


def test_a_list_that_starts_anew_does_so_when_it_first_comes() -> None:
    texts = seen(item("甲"), item("乙"), item("丙", number=2), item("丁", number=2), lists=[CHINESE], named=[(0, {}), (0, {0: 1})])
    assert texts == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_lists_of_one_definition_count_on() -> None:
    texts = seen(item("甲"), item("乙", number=2), lists=[CHINESE], named=[(0, {}), (0, {})])
    assert texts == ["一、甲", "二、乙"]


def test_a_higher_level_never_reached_counts_as_begun() -> None:
    assert seen(item("背景", 1), item("绩效"), **ONE) == ["（一）背景", "二、绩效"]


def test_a_level_may_be_told_not_to_begin_again() -> None:
    levels = [Level(37, "%1、"), Level(0, "%2.", flags=0x08, restart=0)]
    steps = [(0, "甲"), (1, "子"), (0, "乙"), (1, "丑")]
    assert seen(*(item(text, level) for level, text in steps), lists=[levels], named=[(0, {})]) == ["一、甲", "1. 子", "二、乙", "2. 丑"]


def test_a_legal_level_writes_the_levels_above_in_digits() -> None:
    levels = [Level(37, "第%1章"), Level(0, "%1.%2", flags=0x04)]
    assert seen(item("总则"), item("目的", 1), lists=[levels], named=[(0, {})]) == ["第一章 总则", "1.1 目的"]


def test_bullets_of_whatever_font_are_one_dot() -> None:
    assert seen(item("甲"), lists=[[Level(23, "\uf0b7")]], named=[(0, {})]) == ["· 甲"]


def test_the_style_gives_a_list_and_list_zero_takes_it_away() -> None:
    styles = [(0xFFE, 0, in_list(1))]
    assert seen(par("甲", style=1), par("乙", in_list(0), style=1), par("丙", style=1), styles=styles, **ONE) == ["一、甲", "乙", "二、丙"]


def test_a_list_that_is_not_there_numbers_nothing() -> None:
    assert seen(item("甲", number=9), item("乙", number=0x7FF), **ONE) == ["甲", "乙"]
