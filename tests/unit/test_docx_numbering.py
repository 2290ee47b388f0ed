"""Automatic numbers as they stand on paper: one small Word file for each thing Word can do."""

from __future__ import annotations

import pytest
from docx_made import abstract, cell, level, num, par, read, row, seen, style, table

CHINESE = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "japaneseCounting", "（%2）"), level(2, "decimal", "%3."))
LEGAL = abstract(1, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
DECIMAL = abstract(1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
ONE = num(1, 1)


def test_a_number_stands_before_its_text_and_in_the_style() -> None:
    blocks = read(par("项目概况", number=(1, 0)), CHINESE + ONE).blocks
    assert (blocks[0].text, blocks[0].style.auto_number) == ("一、项目概况", "一、")


def test_lower_levels_begin_again_under_each_higher_one() -> None:
    steps = [(0, "概况"), (1, "背景"), (2, "立项"), (2, "批复"), (1, "目标"), (2, "总目标"), (0, "绩效"), (1, "产出")]
    body = "".join(par(text, number=(1, at)) for at, text in steps)
    assert seen(body, CHINESE + ONE) == [
        "一、概况",
        "（一）背景",
        "1. 立项",
        "2. 批复",
        "（二）目标",
        "1. 总目标",
        "二、绩效",
        "（一）产出",
    ]


def test_a_level_writes_the_levels_above_it() -> None:
    body = par("总则", number=(1, 0)) + par("目的", number=(1, 1)) + par("依据", number=(1, 1)) + par("细则", number=(1, 2))
    assert seen(body, DECIMAL + ONE) == ["1 总则", "1.1 目的", "1.2 依据", "1.2.1 细则"]


def test_a_level_never_reached_is_written_with_its_start() -> None:
    assert seen(par("目的", number=(1, 1)), DECIMAL + ONE) == ["1.1 目的"]


def test_a_legal_level_writes_every_level_in_digits() -> None:
    body = par("总则", number=(1, 0)) + par("目的", number=(1, 1))
    assert seen(body, LEGAL + ONE) == ["第一章 总则", "1.1 目的"]


def test_a_style_numbers_its_paragraphs() -> None:
    styles = style("Heading1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    assert seen(par("概况", style="Heading1") + par("绩效", style="Heading1"), CHINESE + ONE, styles) == ["一、概况", "二、绩效"]


def test_a_style_hands_its_number_to_the_styles_based_on_it() -> None:
    listed = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("Base", listed) + style("Middle", based="Base") + style("Leaf", based="Middle")
    assert seen(par("背景", style="Leaf"), CHINESE + ONE, styles) == ["（一）背景"]


def test_a_level_that_belongs_to_a_style_is_that_styles_level() -> None:
    linked = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "japaneseCounting", "（%2）", '<w:pStyle w:val="Second"/>'))
    styles = style("Second", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    assert seen(par("背景", style="Second"), linked + ONE, styles) == ["（一）背景"]


def test_list_zero_takes_a_number_away() -> None:
    styles = style("Heading1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = par("概况", style="Heading1") + par("附注", style="Heading1", number=(0, 0)) + par("绩效", style="Heading1")
    assert seen(body, CHINESE + ONE, styles) == ["一、概况", "附注", "二、绩效"]


def test_a_numbering_style_leads_to_the_list_it_stands_for() -> None:
    shell = abstract(1, more='<w:numStyleLink w:val="Outline"/>')
    body = abstract(2, level(0, "chineseCounting", "%1、"), more='<w:styleLink w:val="Outline"/>')
    styles = style("Outline", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    assert seen(par("概况", number=(1, 0)) + par("绩效", number=(1, 0)), shell + body + ONE + num(2, 2), styles) == ["一、概况", "二、绩效"]


def test_lists_of_one_definition_go_on_counting() -> None:
    assert seen(par("甲", number=(1, 0)) + par("乙", number=(2, 0)), CHINESE + ONE + num(2, 1)) == ["一、甲", "二、乙"]


def test_a_start_override_begins_anew_once() -> None:
    again = num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    body = "".join(par(text, number=(key, 0)) for text, key in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2)))
    assert seen(body, CHINESE + ONE + again) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_level_override_changes_how_a_list_writes() -> None:
    changed = num(2, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1）")}</w:lvlOverride>')
    assert seen(par("甲", number=(2, 0)) + par("乙", number=(2, 0)), CHINESE + changed) == ["1）甲", "2）乙"]


def test_a_level_that_never_restarts_counts_through() -> None:
    through = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2、", '<w:lvlRestart w:val="0"/>'))
    body = par("甲", number=(1, 0)) + par("子", number=(1, 1)) + par("乙", number=(1, 0)) + par("丑", number=(1, 1))
    assert seen(body, through + ONE) == ["一、甲", "1、子", "二、乙", "2、丑"]


def test_a_level_may_restart_under_a_far_higher_level_only() -> None:
    far = abstract(
        1, level(0, "upperLetter", "%1、"), level(1, "decimal", "%2、"), level(2, "decimal", "（%3）", '<w:lvlRestart w:val="1"/>')
    )
    body = "".join(par("项", number=(1, at)) for at in (0, 1, 2, 1, 2, 0, 1, 2))
    assert seen(body, far + ONE) == ["A、项", "1、项", "（1）项", "2、项", "（2）项", "B、项", "1、项", "（1）项"]


def test_a_list_may_start_at_any_number() -> None:
    assert seen(par("绩效", number=(1, 0)), abstract(1, level(0, "chineseCounting", "%1、", start=3)) + ONE) == ["三、绩效"]


def test_a_format_none_writes_only_its_words() -> None:
    assert seen(par("说明", number=(1, 0)), abstract(1, level(0, "none", "附：%1")) + ONE) == ["附：说明"]


@pytest.mark.parametrize("sign", ["\uf06c", "\uf0b7", "●", "o", "◆", ""])
def test_every_bullet_is_a_middle_dot(sign: str) -> None:
    block = read(par("完成验收", number=(1, 0)), abstract(1, level(0, "bullet", sign)) + ONE).blocks[0]
    assert (block.text, block.style.auto_number) == ("· 完成验收", "·")


def test_a_dash_before_an_item_is_the_reports_own() -> None:
    assert seen(par("产出指标", number=(1, 0)), abstract(1, level(0, "bullet", "——")) + ONE) == ["——产出指标"]


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        ("nothing", "%1", "1概况"),
        ("space", "%1", "1 概况"),
        ("tab", "%1.", "1. 概况"),
        ("space", "%1、", "1、概况"),
        ("tab", "（%1）", "（1）概况"),
        ("tab", "第%1部分", "第1部分 概况"),
        ("tab", "%1．", "1．概况"),
    ],
)
def test_the_blank_after_a_number_is_what_a_typist_would_leave(suffix: str, text: str, expected: str) -> None:
    assert seen(par("概况", number=(1, 0)), abstract(1, level(0, "decimal", text, f'<w:suff w:val="{suffix}"/>')) + ONE) == [expected]


def test_a_full_width_point_is_kept_apart_from_a_digit() -> None:
    assert seen(par("5万元", number=(1, 0)), abstract(1, level(0, "decimal", "%1．")) + ONE) == ["1． 5万元"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("chineseCounting", "一 十 十二 二十一 九十九"),
        ("chineseCountingThousand", "一 十 十二 二十一 九十九"),
        ("japaneseCounting", "一 十 十二 二十一 九十九"),
        ("taiwaneseCounting", "一 十 十二 二十一 九十九"),
        ("taiwaneseCountingThousand", "一 十 十二 二十一 九十九"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾贰 贰拾壹 玖拾玖"),
        ("ideographLegalTraditional", "壹 壹拾 壹拾貳 貳拾壹 玖拾玖"),
        ("ideographDigital", "一 一〇 一二 二一 九九"),
        ("taiwaneseDigital", "一 一〇 一二 二一 九九"),
        ("ideographTraditional", "甲 癸 乙 甲 壬"),
        ("ideographZodiac", "子 酉 亥 申 寅"),
        ("ideographZodiacTraditional", "甲子 癸酉 乙亥 甲申 壬寅"),
        ("decimalFullWidth", "１ １０ １２ ２１ ９９"),
        ("decimalFullWidth2", "１ １０ １２ ２１ ９９"),
        ("decimalEnclosedCircle", "① ⑩ ⑫ ㉑ 99"),
        ("decimalEnclosedCircleChinese", "① ⑩ ⑫ ㉑ 99"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑿ 21 99"),
        ("decimalEnclosedFullstop", "⒈ ⒑ ⒓ 21 99"),
        ("ideographEnclosedCircle", "㊀ ㊉ 12 21 99"),
        ("decimalZero", "01 10 12 21 99"),
        ("lowerLetter", "a j l u uuuu"),
        ("upperLetter", "A J L U UUUU"),
        ("lowerRoman", "i x xii xxi xcix"),
        ("upperRoman", "I X XII XXI XCIX"),
        ("ordinal", "1st 10th 12th 21st 99th"),
        ("unheardOf", "1 10 12 21 99"),
    ],
)
def test_every_format_writes_its_numerals(form: str, expected: str) -> None:
    numbers = (1, 10, 12, 21, 99)
    lists = "".join(abstract(n, level(0, form, "%1", '<w:suff w:val="nothing"/>', start=n)) for n in numbers) + "".join(
        num(n, n) for n in numbers
    )
    assert seen("".join(par("、", number=(n, 0)) for n in numbers), lists) == [f"{numeral}、" for numeral in expected.split()]


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("chineseCounting", 101, "一〇一"),
        ("chineseCountingThousand", 101, "一百〇一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 10003, "一万〇三"),
        ("japaneseCounting", 101, "百一"),
        ("chineseLegalSimplified", 1010, "壹仟零壹拾"),
    ],
)
def test_large_numbers_follow_their_counting_system(form: str, number: int, expected: str) -> None:
    lists = abstract(1, level(0, form, "%1、", start=number)) + ONE
    assert seen(par("项", number=(1, 0)), lists) == [f"{expected}、项"]


def test_a_custom_format_pads_to_the_width_of_its_example() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    lists = abstract(1, f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{custom}<w:lvlText w:val="%1"/></w:lvl>') + ONE
    assert seen(par("设备", number=(1, 0)), lists) == ["007 设备"]


def test_numbers_inside_cells_are_rendered_and_count_on() -> None:
    body = table(row(cell(par("产出", number=(1, 0)), par("效益", number=(1, 0))), "无"), row(cell(par("满意度", number=(1, 0))), "无"))
    assert seen(body, CHINESE + ONE) == ["一、产出\n二、效益", "无", "三、满意度", "无"]


def test_a_cell_that_holds_only_its_serial_number_shows_it() -> None:
    body = table(*(row(cell(par(number=(1, 0))), name) for name in ("甲", "乙")))
    assert seen(body, abstract(1, level(0, "decimal", "%1")) + ONE) == ["1", "甲", "2", "乙"]


def test_a_list_that_is_not_there_numbers_nothing() -> None:
    assert seen(par("概况", number=(9, 0)), CHINESE + ONE) == ["概况"]


def test_a_paragraph_hidden_by_its_style_takes_no_number() -> None:
    styles = style("Ghost", "<w:rPr><w:vanish/></w:rPr>")
    body = par("甲", number=(1, 0)) + par("鬼", number=(1, 0), style="Ghost") + par("乙", number=(1, 0))
    assert seen(body, CHINESE + ONE, styles) == ["一、甲", "二、乙"]


def test_the_old_properties_of_a_tracked_change_do_not_count() -> None:
    old = '<w:pPrChange w:id="1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    assert seen(par("概况", old) + par("绩效", number=(1, 0)), CHINESE + ONE) == ["概况", "一、绩效"]


def test_a_paragraph_whose_mark_is_deleted_takes_no_number() -> None:
    gone = par("", '<w:rPr><w:del w:id="1"/></w:rPr>', number=(1, 0)).replace(
        "</w:p>", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    )
    assert seen(par("甲", number=(1, 0)) + gone + par("乙", number=(1, 0)), CHINESE + ONE) == ["一、甲", "二、乙"]
