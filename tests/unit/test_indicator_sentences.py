"""Indicator sentences of one paragraph are cut where their labels stand."""

from __future__ import annotations

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

HEAD = "青石镇卫生院2022年度老年人体检项目支出绩效自评报告\n一、指标完成情况\n"


def told(paragraph: str) -> list[tuple[str, str | None, str]]:
    rows = report((HEAD + paragraph + "\n").encode(), "report.txt").rows["indicators"]
    named = (dict(zip((column.name for column in columns(TABLES["indicators"])), row, strict=True)) for row in rows)
    return [(row["level1"], row["level2"], row["actual_text"]) for row in named]


def test_labels_counted_behind_the_label_of_their_level_each_open_a_sentence() -> None:
    paragraph = "产出指标完成情况：一是数量指标：体检老人2140人次。二是质量指标：报告出错率为零。三是时效指标：10月底前完成。"
    assert told(paragraph) == [
        ("产出指标", "数量指标", "体检老人2140人次。"),
        ("产出指标", "质量指标", "报告出错率为零。"),
        ("产出指标", "时效指标", "10月底前完成。"),
    ]


def test_a_label_right_behind_that_of_its_level_opens_a_sentence() -> None:
    assert told("效益指标完成情况：社会效益指标：慢病早发现率提高。") == [("效益指标", "社会效益指标", "慢病早发现率提高。")]


def test_words_before_a_colon_that_name_no_indicator_are_part_of_the_sentence() -> None:
    assert told("数量指标：体检情况：质量：优良，共2140人次。") == [("产出指标", "数量指标", "体检情况：质量：优良，共2140人次。")]


def test_the_score_told_below_the_last_indicator_is_none_of_its_words() -> None:
    told_of = [("满意度指标", "服务对象满意度指标", "老人满意度92%。")]
    assert told("服务对象满意度指标：老人满意度92%。\n该项资金自评得分91.4分。") == told_of
    assert told("服务对象满意度指标：老人满意度92%。\n综上，对照评价指标表，我院自评得分为92.5分，等级为“优”。") == told_of


def test_a_label_may_be_parted_from_its_sentence_by_a_dash() -> None:
    paragraph = "数量指标——体检老人2140人次。\n服务对象满意度指标——老人满意度92%。"
    assert told(paragraph) == [("产出指标", "数量指标", "体检老人2140人次。"), ("满意度指标", "服务对象满意度指标", "老人满意度92%。")]


def test_the_satisfaction_of_whoever_is_served_is_a_label_and_a_summing_up_ends_the_list() -> None:
    paragraph = "社会效益：慢病早发现率提高。\n患者满意度：发放问卷200份，满意度为92%。\n总体看，体检惠及全镇老人，但宣传不够。"
    assert told("社会效益指标：出行便利。\n" + paragraph)[1:] == [
        ("效益指标", "社会效益", "慢病早发现率提高。"),
        ("满意度指标", "患者满意度", "发放问卷200份，满意度为92%。"),
    ]


def test_a_dash_before_a_label_is_a_mark_of_the_list() -> None:
    text = HEAD.replace("一、指标完成情况", "一、绩效实现情况\n（一）产出指标") + "——数量。体检老人2140人次。\n——质量。报告出错率为零。\n"
    rows = report(text.encode(), "report.txt").rows["indicators"]
    named = [dict(zip((column.name for column in columns(TABLES["indicators"])), row, strict=True)) for row in rows]
    assert [(row["level2"], row["actual_text"]) for row in named] == [("数量", "体检老人2140人次。"), ("质量", "报告出错率为零。")]


def test_the_side_of_an_indicator_is_its_label() -> None:
    assert told("数量指标方面：体检老人2140人次。") == [("产出指标", "数量指标", "体检老人2140人次。")]
