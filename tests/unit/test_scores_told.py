"""Scores and full marks of running text, however they are told, on sentences made for each."""

from __future__ import annotations

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

TITLE = "青川县2022年渠道清淤项目绩效自评报告\n一、自评结论\n"
Told = tuple[str, float | None, float | None, str | None]


def told(text: str) -> list[Told]:
    names = [c.name for c in columns(TABLES["scores"])]
    rows = [dict(zip(names, row, strict=True)) for row in report((TITLE + text + "\n").encode(), "report.txt").rows["scores"]]
    return [(row["component"], row["full_mark"], row["score"], row["grade_text"]) for row in sorted(rows, key=lambda row: row["start"])]


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        pytest.param("该项目自评得分92.8，自评等级为优。", [("total", None, 92.8, "优")], id="without 分"),
        pytest.param(
            "过程得分20，产出得分28，效益得分27.5。",
            [("process", None, 20, None), ("output", None, 28, None), ("benefit", None, 27.5, None)],
            id="parts without 分",
        ),
        pytest.param("自评结果：98分，优。", [("total", None, 98, "优")], id="a grade that stands alone"),
        pytest.param("最终评分结果为85.5分，属于“良”。", [("total", None, 85.5, "良")], id="a grade the report belongs to"),
        pytest.param("自我评价打分96分。", [("total", None, 96, None)], id="what was given to oneself"),
        pytest.param("对照指标体系打分，我局得94.6分。", [("total", None, 94.6, None)], id="what the agency got"),
        pytest.param("1.产出数量。权重12分，得10.8分。", [("output", 12, 10.8, None)], id="of what opens the line"),
        pytest.param(
            "项目决策由立项和投入两个方面构成，权重20分，得18分。", [("decision", 20, 18, None)], id="of what the sentence tells of"
        ),
        pytest.param(
            "自评采用百分制，其中预算执行率10分、产出指标50分、效益指标40分。",
            [("execution", 10, None, None), ("output", 50, None, None), ("benefit", 40, None, None)],
            id="a scheme of marks",
        ),
        pytest.param(
            "评价指标体系由项目决策（15分）、项目过程（25分）和项目产出（60分）三部分构成。",
            [("decision", 15, None, None), ("process", 25, None, None), ("output", 60, None, None)],
            id="a scheme of marks in brackets",
        ),
        pytest.param(
            "采用百分制，其中产出50分、效益40分、管理10分。经自评，产出得48分，效益得40分，管理得10分。",
            [("output", None, 48, None), ("benefit", None, 40, None), ("management", None, 10, None)],
            id="a scheme whose parts are scored right behind it",
        ),
        pytest.param(
            "我局综合得分91.7分：预算执行情况19.2分，年度重点工作任务实现情况54.6分，预算管理情况17.9分。综合评定等级为“优秀”。",
            [("total", None, 91.7, "优秀"), ("execution", None, 19.2, None), ("other", None, 54.6, None), ("management", None, 17.9, None)],
            id="a list behind the colon of its total, whatever its names; the grade is of the whole",
        ),
        pytest.param(
            "项目总分88分（资金落实及使用监督12分、产出指标40分、整体绩效目标实现情况36分）。",
            [("total", None, 88, None), ("other", None, 12, None), ("output", None, 40, None), ("other", None, 36, None)],
            id="a list in the bracket of its total",
        ),
        pytest.param("制度执行有效性指标6分，得4.5分。", [("other", 6, 4.5, None)], id="a rule kept is no budget spent"),
        pytest.param(
            "产出指标得分55分（满分50分），效益指标得分28分（满分30分）。",
            [("output", 50, 55, None), ("benefit", 30, 28, None)],
            id="a full mark that is less than the score, and is of no other",
        ),
        pytest.param("自评得分105分（满分100分）。", [("total", 100, 105, None)], id="a total above its full mark"),
        pytest.param(
            "产出指标得分55分（该项满分50分），效益指标得分28分。",
            [("output", None, 55, None), ("benefit", None, 28, None)],
            id="what stands in a bracket behind one score marks no other",
        ),
        pytest.param("评价得分90-100分为优，80-90分为良。", [], id="a scale"),
        pytest.param("指标体系包括一级指标4个，分值90，总得分率92。", [], id="numbers that are no scores"),
        pytest.param("培训考核得分90以上的占八成。", [], id="a bound without 分"),
    ],
)
def test_a_score_is_of_what_its_words_say(text: str, scores: list[Told]) -> None:
    assert told(text) == scores


def test_the_mark_of_a_scheme_is_no_total_score_of_the_project() -> None:
    text = TITLE + "2022年安排渠道清淤项目资金90万元。评价指标体系总分100分，其中：决策20分，过程20分，产出30分，效益30分。\n"
    names = [c.name for c in columns(TABLES["projects"])]
    for scored, total in (("", None), ("综合得分92分。\n", 92)):
        rows = report((text + scored).encode(), "report.txt").rows["projects"]
        assert [dict(zip(names, row, strict=True))["total_score"] for row in rows] == [total]
