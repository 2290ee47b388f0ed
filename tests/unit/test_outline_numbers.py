"""Heading numbers one by one, and the lines that only look like headings."""

from __future__ import annotations

import pytest

from extractors.document import Builder, Document, Style
from extractors.outline import outline
from extractors.outline.numbers import number_at, value


def titles(*lines: str) -> list[str]:
    builder = Builder()
    for line in lines:
        builder.add("paragraph", line)
    return [section.title for section in outline(Document("report.txt", "txt", tuple(builder.blocks), "text"))]


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("一、概况", "chinese", 1),
        ("二. 目标", "chinese", 2),
        ("十一、说明", "chinese", 11),
        ("二　目标", "chinese", 2),
        ("叁、目标", "formal", 3),
        ("拾贰．附则", "formal", 12),
        ("（三）资金", "chinese_bracket", 3),
        ("( 四 ) 资金", "chinese_bracket", 4),
        ("㈤资金", "chinese_bracket", 5),
        ("六）资金", "chinese_bracket", 6),
        ("。ㄈ资金", "chinese_bracket", 3),
        ("４．支出", "arabic", 4),
        ("⒌支出", "arabic", 5),
        ("2.2020年中央资金", "arabic", 2),
        ("32022年收入", "arabic", 3),
        ("3、12个村道路", "arabic", 3),
        ("1.2 资金", "decimal2", 2),
        ("1.2.3资金", "decimal3", 3),
        ("⑹数量", "arabic_bracket", 6),
        ("7)数量", "arabic_half", 7),
        ("⑧数量", "circled", 8),
        ("第3部分 释义", "part", 3),
        ("第二章 结果", "chapter", 2),
        ("项目二：河道", "project", 2),
    ],
)
def test_a_heading_number_is_read_in_every_style(line: str, style: str, number: int) -> None:
    found = number_at(line)
    assert found is not None
    assert (found.style, found.value) == (style, number)


@pytest.mark.parametrize(
    "line",
    [
        "一是加强管理",
        "二〇二〇年度",
        "2019年支出",
        "2020.12.31",
        "1.5万元",
        "2.3倍",
        "100%",
        "3，518.85万元",
        "三、四季度",
        "1、2月",
        "（2017年度）",
        "— 3 —",
    ],
)
def test_dates_decimals_and_counting_words_are_no_heading_numbers(line: str) -> None:
    assert number_at(line) is None


def test_every_glyph_has_its_value() -> None:
    assert [value(glyph) for glyph in ("十", "二十", "二十三", "⑳", "㈩", "⒑", "⑽", "０９")] == [10, 20, 23, 20, 10, 10, 10, 9]


def test_a_paragraph_that_counts_inside_itself_is_no_heading() -> None:
    assert titles("一、概况", "1、为保障运转安排经费。2、根据文件聘请顾问。3、开展培训。", "二、结论", "良好。") == ["概况", "结论"]


def test_a_numbered_indicator_is_a_row_and_its_label_alone_is_a_heading() -> None:
    assert titles("1.效益", "（1）经济效益：通过项目实施增收。", "2.满意度", "（1）服务对象满意度", "达到95%。") == [
        "效益",
        "满意度",
        "服务对象满意度",
    ]


def test_an_item_is_named_by_what_stands_before_its_amount() -> None:
    lines = ["1.河道清淤预算收入12万元，实际支出11万元。", "2.堤防加固，建设资金为：30万元。", "3.《水法》宣传经费5.5万元，已支付。"]
    assert titles("一、资金", *lines, "已全部到位。") == ["资金", "河道清淤", "堤防加固", "《水法》宣传经费"]


def test_an_amount_in_bare_wan_names_an_item_as_one_in_yuan_does() -> None:
    lines = ["1)堤防加固630.40万元，其中材料费120万元。", "2)河道清淤５１０．２０万，占总支出的44.74％。"]
    assert titles("一、资金", *lines, "二、结论", "良好。") == ["资金", "堤防加固", "河道清淤", "结论"]


def test_a_sentence_among_items_is_an_item_too() -> None:
    builder = Builder()
    for line in ["一、资金", "1)堤防加固63.4万元，已支付。", "2)清淤12万元，已支付。", "3)河道保洁由村里出工完成。", "二、结论", "良好。"]:
        builder.add("paragraph", line)
    found = outline(Document("report.txt", "txt", tuple(builder.blocks), "text"))
    assert [section.kind for section in found] == ["heading", "item", "item", "item", "heading"]


def test_a_name_with_its_amount_is_a_heading_where_text_stands_below() -> None:
    lines = ["1.养老服务资金30万元", "按季度发放。", "2.助残服务资金20万元", "按月发放。"]
    assert titles(*lines) == ["养老服务资金30万元", "助残服务资金20万元"]


def test_duties_and_nameless_sentences_are_no_headings() -> None:
    duties = ["1．负责公共图书馆管理。组织业务培训。", "2．拟订阅读推广规划。组织实施。", "3．完成交办的其他任务。"]
    assert titles("一、主要职责", *duties, "二、机构设置", "内设三个科室。") == ["主要职责", "机构设置"]


def test_an_annex_list_is_named_once() -> None:
    assert titles("一、结论", "良好。", "附件：", "1.自评表", "2.打分表", "清泉镇人民政府") == ["结论", "附件"]


def test_a_cover_and_the_title_above_the_text_are_the_documents_own() -> None:
    assert titles("绿道建设项目绩效评价报告", "2021年6月", "绿道建设项目绩效评价报告", "一、概况", "已建成。") == ["概况"]


def test_the_title_of_a_report_is_no_sister_of_those_annexed_to_it() -> None:
    below = ("一、概况", "已建成。", "河道保洁项目绩效评价报告")
    assert titles("白石区2023年项目支出绩效评价报告", *below) == ["概况", "河道保洁项目绩效评价报告"]


def test_a_heading_the_format_calls_one_needs_no_number() -> None:
    builder = Builder()
    for text, level in (("概述", 0), ("全年工作平稳。", None), ("附注", 0), ("无", None)):
        builder.add("paragraph", text, style=Style(outline_level=level))
    found = outline(Document("report.docx", "docx", tuple(builder.blocks), "docx"))
    assert [(s.title, s.rule) for s in found] == [("概述", "outline.bare"), ("附注", "outline.bare")]


def test_the_only_heading_of_the_highest_level_above_all_others_is_the_title_of_a_page() -> None:
    def found(*lines: tuple[str, int]) -> list[str]:
        builder = Builder()
        for text, level in lines:
            builder.add("paragraph", text, style=Style(outline_level=level))
            builder.add("paragraph", "工作平稳。")
        return [s.title for s in outline(Document("page.html", "html", tuple(builder.blocks), "html"))]

    assert found(("西山区林业局部门决算公开说明", 0), ("收支情况", 1), ("绩效情况", 1)) == ["收支情况", "绩效情况"]
    assert found(("收支情况", 0), ("绩效情况", 0)) == ["收支情况", "绩效情况"]


def test_a_report_without_words_has_no_outline() -> None:
    assert outline(Document("empty.txt", "txt", (), "text")) == ()


def test_chapters_counted_without_a_mark_are_headings_where_they_count_on() -> None:
    lines = ["一　项目概况", "渡口一处。", "二　资金情况", "（一）资金到位情况", "三　存在问题"]
    assert titles(*lines) == ["项目概况", "资金情况", "资金到位情况", "存在问题"]
    assert titles("二　资金情况", "渡口一处。", "四　存在问题") == []


def test_a_form_announced_by_its_title_behind_a_bare_mark_opens_an_annex() -> None:
    lines = ["一、项目概况", "渡口一处。", "二、存在问题", "渡船旧。"]
    assert titles(*lines, "附：渡口修缮绩效自评表")[-1] == "附：渡口修缮绩效自评表"
    assert titles(*lines, "附：联系人张某") == ["项目概况", "存在问题"]
