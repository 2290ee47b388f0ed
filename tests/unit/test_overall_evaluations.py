"""Reports on the whole of a department: what only looks like a slip is held against nobody, and scores bear their own words."""

from __future__ import annotations

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

TITLE = "双桥县粮食局2021年度部门整体支出绩效自评报告\n一、预算执行情况\n"


def findings(text: str) -> int:
    return len(report((TITLE + text + "\n").encode(), "report.txt").rows["findings"])


@pytest.mark.parametrize(
    "text",
    [
        "年初结转12万元，年初预算100万元，实际支出107万元，预算执行率95.54%。",
        "年初预算100万元，预算调整增加12万元，实际支出107万元，预算执行率95.54%。",
        "年初预算100万元，收回8万元，实际支出90万元，预算执行率97.83%。",
        "2021年支出500万元。\n2021年支出较2020年的430万元增加70万元，增长16.28%。",
        "其中：投入10分，得10分；过程30分，得28.5分；自评总得分38.5分。",
    ],
)
def test_what_moved_the_plan_explains_its_rate(text: str) -> None:
    assert findings(text) == 0


def test_what_is_spent_on_one_of_many_is_small_beside_the_sum() -> None:
    assert findings("公务用车运行维护费10万元，公务接待费100万元。\n人均接待费100元，车均购置费0万元，车均维护费2.5万元。") == 0


def test_a_rate_of_one_plan_and_one_spending_is_checked() -> None:
    assert findings("年初预算100万元，实际支出90万元，预算执行率78%。") == 1


def test_the_words_of_a_score_end_before_the_bracket_of_its_mark() -> None:
    text = "自评得分96.8分，其中产出指标（50分）得49分。"
    scores = report((TITLE + text + "\n").encode(), "report.txt").rows["scores"]
    names = [c.name for c in columns(TABLES["scores"])]
    assert "产出指标" in [dict(zip(names, row, strict=True))["component_text"] for row in scores]


def test_a_score_that_somebody_checked_again_is_a_reviewers() -> None:
    text = "自评得分96分，县财政局复核得分93.5分。"
    names = [c.name for c in columns(TABLES["scores"])]
    rows = [dict(zip(names, row, strict=True)) for row in report((TITLE + text + "\n").encode(), "report.txt").rows["scores"]]
    assert {(row["score"], row["by"]) for row in rows} == {(96.0, "self"), (93.5, "review")}


def test_the_words_of_a_part_are_its_name_without_those_of_scoring() -> None:
    text = "产出指标自评得分48分，“效益”得分30分（满分30分），决策类指标总分值20分，实际得分20分。"
    names = [c.name for c in columns(TABLES["scores"])]
    rows = [dict(zip(names, row, strict=True)) for row in report((TITLE + text + "\n").encode(), "report.txt").rows["scores"]]
    assert {(row["component_text"], row["full_mark"], row["score"]) for row in rows} == {
        ("产出指标", None, 48.0),
        ("效益", 30.0, 30.0),
        ("决策类指标", 20.0, 20.0),
    }
