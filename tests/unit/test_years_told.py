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
