"""Which percents of prose are rates, on sentences made for each."""

from __future__ import annotations

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

TITLE = "双桥县粮食局2021年度仓房维修项目支出绩效自评报告\n一、资金情况\n全年支出90万元。\n"


def rates(text: str) -> list[tuple[str, str]]:
    names = [c.name for c in columns(TABLES["rates"])]
    rows = report((TITLE + text + "\n").encode(), "report.txt").rows["rates"]
    told = sorted((dict(zip(names, row, strict=True)) for row in rows), key=lambda row: row["start"])
    return [(row["rate_text"], row["kind"]) for row in told]


@pytest.mark.parametrize(
    "text",
    [
        "说明：执行率=执行数/预算数×100%。",
        "得分=执行率×10%。",
        "对支出进度低于80%的库点扣减补助。",
        "执行率达不到90%的一律收回。",
        "支出进度未达到100%，扣1分。",
        "力争6月底前支出进度达到50%以上、年底支出进度达到100%。",
        "确保年底前执行率达到95%。",
        "年度目标：资金支付率100%。",
        "资金支付率不低于95%。",
        "生产事故同比下降20%，支出5万元。",
        "水费收缴率98%。",
        "预算未执行率20%。",
        "年度目标未完成率为20%。",
        "资金未到位率20%，未支付率30%。",
    ],
)
def test_a_factor_a_condition_and_an_aim_are_no_rates(text: str) -> None:
    assert rates(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("预算执行率80%，未执行率20%。", [("80%", "execution")]),
        ("执行率=90/120×100%=75%。", [("75%", "execution")]),
        ("资金到位率（到位数/预算数×100%）为95%。", [("95%", "completion")]),
        ("12月底前执行率应达到95%，实际执行率88%。", [("88%", "execution")]),
        ("按照要求，支出进度达到95%。", [("95%", "execution")]),
        ("执行率仅为65%，低于80%的序时进度。", [("65%", "execution")]),
        ("执行率为65%的原因是工期滞后。", [("65%", "execution")]),
        ("支出进度达到50%以上。", [("50%", "execution")]),
        ("应征水费20万元，实征15万元，征收率75%。", [("75%", "completion")]),
        ("维修仓房12间，完成年度计划的96%。", [("96%", "completion")]),
        ("预付款30万元（合同价的30%）按约定扣回。", [("30%", "share")]),
        ("节约资金2万元，节约率4%。", [("4%", "share")]),
        ("预算按上年规模上浮8%。", [("8%", "change")]),
        ("工资支出较上年增8万元，增9.5%。", [("9.5%", "change")]),
        ("项目支出较上年（减）6万元，（减）幅23%。", [("23%", "change")]),
        ("非税收入占收入的比重分别为22%、15%和17%。", [("22%", "share"), ("15%", "share"), ("17%", "share")]),
    ],
)
def test_a_rate_stays_one_beside_an_aim_or_a_formula(text: str, told: list[tuple[str, str]]) -> None:
    assert rates(text) == told
