"""What the words before a number say by themselves."""

from __future__ import annotations

import pytest
from form_notation import document

from extractors.document import Span
from extractors.prose.leads import list_member, rate_words, words
from extractors.prose.subjects import phrase, placed, subject
from extractors.report import read


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("会议费共计为", "会议费"),
        ("公用经费支出合计为", "公用经费支出"),
        ("收入合计", "收入合计"),
        ("设备购置费达到", "设备购置费"),
        ("水费节约", "水费节约"),
        ("租金只有人民币", "租金"),
        ("差旅费（", "差旅费"),
        ("其中：印刷费约", "印刷费"),
        ("中央资金下达", "中央资金下达"),
        ("现金补贴", "现金补贴"),
        ("②渡口改造前期费用", "渡口改造前期费用"),
        ("和平街道治理经费", "和平街道治理经费"),
        (
            "文件精神下达我县当年农业生产与农村事业发展专项转移支付预算",
            "农业生产与农村事业发展专项转移支付预算",
        ),
    ],
)
def test_fillers_around_a_name_are_no_part_of_it(clause: str, told: str) -> None:
    found = phrase(clause)
    assert found is not None
    assert found[0] == told


@pytest.mark.parametrize(
    ("topic", "stem"),
    [("公务接待费年初预算数", "公务接待费"), ("培训费支出决算", "培训费"), ("宣传费预算执行金额", "宣传费"), ("灌渠维修费", "灌渠维修费")],
)
def test_a_topic_is_taken_up_without_the_measure_it_was_told_by(topic: str, stem: str) -> None:
    named, own = subject(topic, 0, 0), subject("已支付", 0, 40)
    assert named is not None
    assert named.taken_up(own).told == stem


def test_the_clause_of_a_list_is_its_last_member() -> None:
    assert rate_words("、乡镇医院、村卫生室").lead.clause == "、乡镇医院、村卫生室"
    assert list_member("、乡镇医院、村卫生室").lead.clause == "村卫生室"


@pytest.mark.parametrize("before", ["，会议费", "按照年初批复并报请主管部门同意以后统一安排的全部会议费"])
def test_short_words_and_long_ones_are_read_alike(before: str) -> None:
    told = words(before)
    assert told.lead.text == before
    assert told.phrase is not None
    own = placed(told.phrase, 7, 100 + told.lead.cut)
    assert own.span == Span(7, 100 + len(before) - len(own.text), 100 + len(before))


def test_only_words_that_open_or_close_something_turn_a_sentence() -> None:
    assert not rate_words("，实际支出").lead.turns
    assert rate_words("，其中县级资金").lead.turns
    assert rate_words("（县级资金").lead.turns
    assert rate_words("；支出").lead.turns
    assert not rate_words("会议费（含资料费）").lead.turns


@pytest.mark.parametrize(
    ("sentence", "amount", "about"),
    [
        ("总投资860万元，其中中央700万元、县级160万元，支付842万元。", "842万元", "总投资"),
        ("追加预算100万元，其中基本支出18万元，已支付17万元；项目支出82万元，实际支出70万元。", "70万元", "项目支出"),
    ],
)
def test_what_follows_the_last_part_is_told_of_all_only_where_no_part_has_its_own(sentence: str, amount: str, about: str) -> None:
    page = document(["某县民政局2020年度部门整体支出绩效自评报告", "一、资金情况", sentence])
    figure = next(t for t in read(page).told if page.text(t.mention.span) == amount)
    assert figure.subject is not None
    assert about in figure.subject.text
