"""The parts of a fund are projects beside it where they are funds of their own and make it, on sentences made for each."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

TITLE = "青川县2022年度河湖保护奖补资金绩效评价报告\n一、项目基本情况\n"


def rows(text: str, table: str = "projects") -> list[dict[str, Any]]:
    told = report(text.encode(), "report.txt").rows[table]
    return [dict(zip((column.name for column in columns(TABLES[table])), row, strict=True)) for row in told]


def budgets(text: str) -> list[tuple[str, int | None]]:
    return [(row["name"], None if row["budget_yuan"] is None else int(row["budget_yuan"])) for row in rows(text)]


def test_funds_that_make_the_whole_are_projects_beside_it() -> None:
    text = TITLE + "2022年度青川县河湖保护奖补资金120万元，其中：湿地生态补偿资金70万元，水源地保护补助资金30万元，禁渔期生活补贴20万元。\n"
    assert budgets(text) == [
        ("河湖保护奖补资金", 1200000),
        ("湿地生态补偿资金", 700000),
        ("水源地保护补助资金", 300000),
        ("禁渔期生活补贴", 200000),
    ]


def test_what_the_treasury_handed_down_in_so_many_parts_is_their_budget() -> None:
    text = TITLE + (
        "中央财政下拨四川省河湖保护奖补资金共5项，金额合计300万元；其中县水利局共4项，合计金额120万元，其中湿地生态补偿资金70万元、"
        "水源地保护补助资金30万元、护河员转移支付12万元、禁渔区边界防护费8万元。\n"
    )
    assert {row["measure"] for row in rows(text, "budget_figures")} == {"budget"}
    assert budgets(text)[1:] == [
        ("湿地生态补偿资金", 700000),
        ("水源地保护补助资金", 300000),
        ("护河员转移支付", 120000),
        ("禁渔区边界防护费", 80000),
    ]


def test_the_items_of_a_project_spending_are_projects() -> None:
    text = "项目绩效自评报告\n一、基本情况\n（一）资金安排情况\n"
    text += "2021年部门预算项目支出90万元，分别是渡口巡查工作经费30万元，渡口系统维护费20万元，渔船更新专项经费10万元。\n"
    assert budgets(text) == [("渡口巡查工作经费", 300000), ("渡口系统维护费", 200000), ("渔船更新专项经费", 100000)]
    assert {row["measure"] for row in rows(text, "budget_figures")} == {"budget"}


def test_the_purposes_of_the_fund_of_the_title_are_projects_though_one_may_be_misprinted() -> None:
    text = (
        TITLE
        + "下达我县河湖保护奖补资金1203万元。其中：山塘除险工程900万元，渡口设施维养100万元，小流域综合治理150万元，护岸修复50万元。\n"
    )
    assert [name for name, _ in budgets(text)] == ["河湖保护奖补资金", "山塘除险工程", "渡口设施维养", "小流域综合治理", "护岸修复"]


@pytest.mark.parametrize(
    "members",
    [
        "中央财政补助资金70万元、省级财政补助资金30万元、县级财政配套资金20万元",
        "石桥镇奖补资金70万元、柳溪镇奖补资金30万元、白云乡奖补资金20万元",
        "基本工资70万元、津贴补贴30万元、生活补助20万元",
        "湿地生态补偿资金70万元、水源地保护补助资金30万元",
        "湿地生态补偿资金70万元、水源地保护补助资金30万元、禁渔期生活补贴10万元",
        "湿地保护70万元、水源地保护30万元、禁渔20万元",
    ],
)
def test_sources_places_costs_and_what_does_not_make_the_whole_are_no_projects(members: str) -> None:
    assert [name for name, _ in budgets(TITLE + f"2022年度河湖保护奖补资金120万元，其中：{members}。\n")] == ["河湖保护奖补资金"]


def test_the_costs_of_one_project_are_none() -> None:
    text = "青川县2022年度渡口改造项目绩效评价报告\n一、项目基本情况\n"
    text += "渡口改造项目资金120万元，其中：渡口巡查经费70万元，系统维护经费30万元，渡船更新经费20万元。\n"
    assert [name for name, _ in budgets(text)] == ["渡口改造项目"]


PLANNED = (
    "绩效运行监控报告\n一、项目支出基本情况\n公用经费年初45万元，1-6月执行27万元。办公用船运行经费预算1.2万元，主要是船用燃油，截至6月30日已执行0.9万元，"
    "完成率75%；渡口设备购置费预算4万元，拟采购救生艇2艘，执行0元，完成率0%。渡口执法工作经费预算15万元，已执行3万元，完成率20%。\n"
)


def test_names_with_their_budgets_and_what_was_spent_of_them_are_projects() -> None:
    told = {(row["name"], int(row["budget_yuan"]), int(row["executed_yuan"]), float(row["stated_rate"])) for row in rows(PLANNED)}
    assert told == {
        ("办公用船运行经费", 12000, 9000, 0.75),
        ("渡口设备购置费", 40000, 0, 0),
        ("渡口执法工作经费", 150000, 30000, 0.2),
    }
    names = {row["project_id"]: row["name"] for row in rows(PLANNED)}
    figures = {row["amount_text"]: (row["measure"], names.get(row["project_id"])) for row in rows(PLANNED, "budget_figures")}
    assert figures["45万元"] == ("initial_budget", None)
    assert figures["0.9万元"] == ("executed", "办公用船运行经费")


def test_one_name_with_its_budget_and_costs_with_theirs_are_none() -> None:
    text = "绩效运行监控报告\n一、基本情况\n会议费预算2万元，已执行1万元；差旅费预算3万元，已执行2万元。"
    text += "渡口执法工作经费预算15万元，已执行3万元。\n"
    assert rows(text) == []


def test_the_items_of_a_departments_project_spending_are_projects_whatever_else_there_is() -> None:
    text = "青川县水利局2022年度部门整体支出绩效评价报告\n一、基本情况\n支出300万元，其中：人员经费支出200万元，项目支出100万元。\n"
    text += "项目支出包括渡口活动经费36.3万元，护林巡查工作经费1万元，信息网络运行经费10.5万元等。\n"
    assert {row["name"] for row in rows(text)} == {"渡口活动经费", "护林巡查工作经费", "信息网络运行经费"}


def test_what_is_said_of_one_counted_item_tells_nothing_of_the_next() -> None:
    text = "青川县水利局2022年度项目支出绩效自评报告\n一、基本情况\n2022年批复我局项目3个，项目资金95万元。分别为："
    text += "渡口巡查专项资金60万元，这笔钱直接拨给石桥镇，由其支付；护林监测经费20万元；河道保洁工作经费15万元。\n"
    assert budgets(text) == [("渡口巡查专项资金", 600000), ("护林监测经费", 200000), ("河道保洁工作经费", 150000)]


def test_the_one_amount_that_was_planned_is_the_projects_though_the_rate_does_not_follow_from_it() -> None:
    text = "青川县2022年度渡口改造项目绩效自评报告\n一、资金到位\n县级财政年初预算安排160万元专项经费，弥补资金不足。\n"
    text += "二、资金执行\n县级年初预算160万元专项经费，已拨付资金56万元，资金拨付进度100%。\n"
    (row,) = rows(text)
    assert (row["budget_yuan"], row["executed_yuan"]) == (1600000, 560000)


def test_spending_in_the_name_of_a_fund_says_not_that_it_was_spent() -> None:
    text = "青川县2022年度渡口改造项目绩效自评报告\n一、项目概况\n统筹整合使用财政涉农资金90万元，目前已拨付80万元。\n"
    assert [row["measure"] for row in rows(text, "budget_figures")] == ["budget", "executed"]


GIVEN = (
    "青川县2024年度转移支付资金绩效自评报告\n一、绩效目标分解下达情况\n2024年度，中央、市级下达转移支付护林员项目40万元；山塘、渡口、护岸修缮项目2.75万元；"
    "渡口巡护经费17万元；湿地公益金支出项目20万元；护岸修复补助30万元。"
)


def test_what_a_sum_behind_a_list_adds_up_is_a_project_each() -> None:
    told = {row["name"]: row["budget_yuan"] for row in rows(GIVEN + "共计下达转移支付资金109.75万元。\n")}
    assert {name: int(budget) for name, budget in told.items() if budget and name != "转移支付资金"} == {
        "护林员项目": 400000,
        "山塘、渡口、护岸修缮项目": 27500,
        "渡口巡护经费": 170000,
        "湿地公益金支出项目": 200000,
        "护岸修复补助": 300000,
    }


def test_a_list_that_the_sum_behind_it_is_not_of_declares_none() -> None:
    assert "渡口巡护经费" not in [row["name"] for row in rows(GIVEN + "共计下达转移支付资金139.75万元。\n")]


def test_costs_that_a_sum_behind_them_adds_up_are_none() -> None:
    text = (
        "青川县2024年度转移支付资金绩效自评报告\n一、资金情况\n全年安排差旅费40万元；会议费20万元；渡口巡护经费17万元；护岸修复补助30万元；"
    )
    names = [row["name"] for row in rows(text + "培训费10万元。共计安排资金117万元。\n")]
    assert not {"差旅费", "会议费", "渡口巡护经费", "培训费"} & set(names)


GRANTS = (
    "一、绩效目标分解下达情况\n（一）下达预算和绩效目标情况。\n2020年10月下达我省渔船更新专项转移支付预算60万元；2021年4月下达我省渔船更新专项转移支付预算20万元；"
    "2021年6月下达我省护河员一次性补贴资金预算10万元（列入渔船更新资金）；2021年渔船更新资金合计90万元。以上任务中，渔港信贷担保奖补资金20万元由财政厅负责，"
    "良种推广补助资金（渔业良种）30万元、绿色养殖行动资金5万元由渔业局负责，其余35万元由农业厅负责。\n"
)


def test_the_fund_that_several_grants_come_to_is_the_whole_and_what_makes_it_with_a_rest_its_parts() -> None:
    told = rows(GRANTS)
    names = {row["project_id"]: row["name"] for row in told}
    assert sorted(names.values()) == sorted(
        ["渔船更新资金", "护河员一次性补贴资金", "渔港信贷担保奖补资金", "良种推广补助资金（渔业良种）", "绿色养殖行动资金"]
    )
    owners = {row["amount_text"]: names.get(row["project_id"]) for row in rows(GRANTS, "budget_figures")}
    assert owners["90万元"] == owners["35万元"] == owners["60万元"] == "渔船更新资金"
    assert owners["10万元"] == "护河员一次性补贴资金"
    assert owners["5万元"] == "绿色养殖行动资金"


def test_grants_that_come_to_nothing_told_name_no_whole() -> None:
    assert "渔船更新资金" not in [row["name"] for row in rows(GRANTS.replace("合计90万元", "合计99万元"))]


def test_names_in_quotes_with_their_money_in_brackets_are_projects_beside_their_fund() -> None:
    text = "一、绩效目标分解下达情况\n山塘除险类：2022年度，中央下达我市山塘除险资金120万元。"
    text += "我市将其下达石桥县，用于实施“石桥县东片山塘修复工程”（70万元）和“青川县山塘险情普查”（50万元）。\n"
    text += "护林防火类：2022年度，中央下达我市护林防火资金90万元，我市已及时下拨。\n"
    names = {row["name"]: row["project_id"] for row in rows(text)}
    assert names.keys() == {"山塘除险资金", "石桥县东片山塘修复工程", "青川县山塘险情普查", "护林防火资金"}
    owners = {row["quote"]: row["project_id"] for row in rows(text, "budget_figures")}
    assert (owners["70万元"], owners["50万元"]) == (names["石桥县东片山塘修复工程"], names["青川县山塘险情普查"])


def test_a_transfer_that_the_title_names_may_be_divided_as_funds_are() -> None:
    text = "青川县河湖保护专项转移支付2022年度绩效自评报告\n一、资金情况\n中央下达我县河湖保护资金120万元。含湿地生态补偿资金70万元、"
    text += "水源地保护补助资金50万元。\n"
    assert budgets(text)[1:] == [("湿地生态补偿资金", 700000), ("水源地保护补助资金", 500000)]


def test_purposes_told_with_their_number_before_their_money_are_projects() -> None:
    text = TITLE + "下达河湖保护奖补资金90万元，其中湿地修复项目8个，资助金额50万元；护岸建设项目2个，资助金额30万元；"
    text += "河道保洁项目12个，资助金额10万元。\n"
    assert budgets(text)[1:] == [("湿地修复项目", 500000), ("护岸建设项目", 300000), ("河道保洁项目", 100000)]


@pytest.mark.parametrize(("last", "count"), [("20万元", 4), ("25万元", 1)])
def test_what_a_sentence_of_its_own_divides_is_what_was_told_before(last: str, count: int) -> None:
    text = TITLE + "河湖保护奖补资金年初预算130万元，实际支出120万元。扶持项目有三类：一是湿地，二是水源，三是渔船。"
    assert len(rows(text + f"其中湿地修复项目70万元、水源地保护项目30万元、渔船更新项目{last}。\n")) == count
