"""The year an amount of prose is about, on sentences made for each."""

from __future__ import annotations

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

TITLE = "双桥县粮食局2023年度部门决算\n"


def years(text: str) -> list[int | None]:
    rows = report((TITLE + text + "\n").encode(), "report.txt").rows["budget_figures"]
    names = [c.name for c in columns(TABLES["budget_figures"])]
    told = [dict(zip(names, row, strict=True)) for row in rows]
    place = {row["figure_id"]: float(row["block_id"].rpartition("b")[2]) for row in told}
    return [row["year"] for row in sorted(told, key=lambda row: (place[row["figure_id"]], row["start"]))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2021年度接待费支出20万元，其中：国内接待15万元，外事接待5万元，比上年减少1万元。接待费30万元。", [2021, 2021, 2021, 2021, 2023]),
        ("2021年安排维修费50万元，今年安排60万元。", [2021, 2023]),
        ("收入合计90万元，比2022年的80万元增加10万元。", [2023, 2022, 2023]),
        ("2022年公务用车费25万元，比上年累计支出28万元下降3万元。", [2022, 2021, 2022]),
        ("2022年实施项目5个（含2021年结转项目2个），年初批复预算98万元。", [2022]),
        ("剩余维修费6万元待2024年核验后兑付；熏蒸费支付8万元。", [2023, 2023]),
        ("2期培训班推迟到2024年举办，未支出9万元；设备购置剩余2万元。", [2023, 2023]),
        ("2021年、2022年、2023年分别安排维修费20万元、30万元、40万元，实际支出18万元、29万元、40万元。", [2021, 2022, 2023] * 2),
        ("2021年至2023年分别拨付补助20万元、30万元和40万元，合计90万元。", [2021, 2022, 2023, 2023]),
        ("2022年、2023年共安排补助50万元，其中市级20万元、县级30万元。", [2023, 2023, 2023]),
        ("2022年预算较2021年度增加2万元，接待费减少1万元。", [2022, 2022]),
    ],
)
def test_a_year_covers_what_its_sentence_goes_on_to_tell(text: str, told: list[int | None]) -> None:
    assert years(text) == told


def test_the_year_of_a_heading_covers_what_stands_below_it() -> None:
    text = "一、2022年接待费决算情况\n接待费支出20万元。\n（一）分项情况\n外事接待5万元。\n二、其他事项\n会议费支出3万元。\n"
    assert years(text) == [2022, 2022, 2023]


def test_a_heading_of_two_years_tells_none() -> None:
    assert years("一、2021年决算及2022年预算情况\n接待费支出20万元。\n") == [2023]


def project(text: str) -> tuple[object, ...]:
    found = report(
        f"双桥县粮食局2023年度粮库维修专项资金绩效评价报告\n一、项目情况\n2023年安排粮库维修专项资金600万元。\n{text}\n".encode(),
        "report.txt",
    )
    names = [c.name for c in columns(TABLES["projects"])]
    (row,) = (dict(zip(names, row, strict=True)) for row in found.rows["projects"])
    return row["budget_yuan"], row["executed_yuan"], row["stated_rate"], len(found.rows["findings"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一至四季度支出进度分别为18.2%、42.6%、71.3%和98.5%，全年支出591万元。", (600_0000, 591_0000, 0.985, 0)),
        ("截至6月底预算执行率45%，9月底72%，12月底98%。", (600_0000, None, 0.98, 0)),
        ("上半年支出进度为48%，三季度末为76%，全年达到99.2%。", (600_0000, None, 0.992, 0)),
        ("1-9月支出350万元，支出率58.33%；全年支出590万元，支出率98.33%。", (600_0000, 590_0000, 0.9833, 0)),
        ("2021年、2022年、2023年预算执行率分别为92%、95%、98%。", (600_0000, None, 0.98, 0)),
        ("各乡镇支付率分别为：河口镇41.8%，山前镇51.4%。", (600_0000, None, None, 0)),
        ("支付率低于全市（67.3%）平均进度的有：河口41.8%，县本级51.4%，山前55%。", (600_0000, None, None, 0)),
        ("2021年安排预算320万元，支出318万元；本年支出560万元。", (600_0000, 560_0000, None, 0)),
        ("2021年、2022年、2023年分别支出318万元、342万元、560万元。", (600_0000, 560_0000, None, 0)),
    ],
)
def test_a_project_has_the_numbers_of_its_whole_year(text: str, told: tuple[object, ...]) -> None:
    assert project(text) == told
