"""Links between facts: repeats, parts, and the figures a rate follows from, on sentences made for each."""

from __future__ import annotations

from typing import Any

import pytest
from steps import steps

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

TITLE = "河谷县水利局2021年度灌区改造项目绩效自评报告\n一、资金情况\n"


def rows(text: str, table: str = "budget_figures") -> list[dict[str, Any]]:
    told = report((TITLE + text).encode(), "report.txt").rows[table]
    return [dict(zip((column.name for column in columns(TABLES[table])), row, strict=True)) for row in told]


def by_text(text: str) -> dict[str, dict[str, Any]]:
    return {row["amount_text"]: row for row in rows(text)}


def test_a_total_told_again_in_another_unit_repeats_the_first_telling() -> None:
    figures = by_text("项目总投资1.26亿元。\n项目总投资12583万元，用于渠道衬砌。")
    assert figures["12583万元"]["repeat_of"] == figures["1.26亿元"]["figure_id"]


def test_equal_amounts_for_different_things_are_no_repeats() -> None:
    figures = rows("项目预算100万元，其中：渠道衬砌40万元，闸门更换40万元，监测设备20万元。")
    assert [figure["repeat_of"] for figure in figures] == [None] * 4


def test_what_is_enumerated_is_a_part_of_what_stands_before() -> None:
    figures = by_text("项目预算100万元，其中：渠道衬砌60万元，闸门更换40万元。")
    assert figures["60万元"]["part_of"] == figures["40万元"]["part_of"] == figures["100万元"]["figure_id"]


def test_figures_that_add_up_to_the_one_before_are_its_parts_without_a_word() -> None:
    figures = by_text("全年支出90万元。渠道衬砌支出52万元，闸门更换支出38万元。")
    assert figures["52万元"]["part_of"] == figures["38万元"]["part_of"] == figures["90万元"]["figure_id"]


def test_what_last_years_budget_and_spending_came_to_is_no_part_of_this_years() -> None:
    text = "2021年项目预算100万元，2020年项目预算90万元，2021年支出95万元，2020年支出85万元。"
    assert {row["amount_text"]: row["part_of"] for row in rows(text)} == dict.fromkeys(("100万元", "90万元", "95万元", "85万元"))


def test_money_that_a_notice_of_the_year_before_gave_is_a_part_of_the_years() -> None:
    figures = by_text("项目预算100万元，2020年12月省财政厅下达补助资金60万元。")
    assert (figures["60万元"]["year"], figures["60万元"]["part_of"]) == (2020, figures["100万元"]["figure_id"])


@pytest.mark.parametrize(
    ("text", "sum_of", "about"),
    [
        ("项目预算100万元；支出：衬砌费30万元，闸门费50万元，合计80万元。", ("30万元", "50万元"), "支出"),
        ("支付衬砌费30万元、闸门费50万元，共计80万元。", ("30万元", "50万元"), "共计"),
        ("中央资金60万元，市级资金20万元，合计80万元。", ("60万元", "20万元"), "灌区改造项目"),
    ],
)
def test_the_parts_of_a_sum_behind_them_are_its_parts_and_it_is_about_none_of_them(text: str, sum_of: tuple[str, ...], about: str) -> None:
    figures = by_text(text)
    assert [figures[part]["part_of"] for part in sum_of] == [figures["80万元"]["figure_id"]] * 2
    assert (figures["80万元"]["subject"], figures["80万元"]["part_of"]) == (about, None)


@pytest.mark.parametrize(
    ("text", "budget", "executed"),
    [
        ("项目预算100万元；支出：衬砌费30万元，闸门费50万元，合计80万元。", 1000000, 800000),
        ("中央资金60万元，市级资金20万元，合计80万元。", 800000, None),
        ("支付衬砌费30万元、闸门费50万元，合计80万元。", None, None),
        ("第一批中央资金60万元、市级资金40万元，合计100万元；第二批中央资金30万元、市级资金20万元，合计50万元。", None, None),
    ],
)
def test_a_sum_is_the_whole_where_its_list_is_about_the_project_and_it_alone_is_told(
    text: str, budget: int | None, executed: int | None
) -> None:
    (project,) = rows(text, "projects")
    assert (project["budget_yuan"], project["executed_yuan"]) == (budget, executed)


FORM = """<p>灌区改造项目绩效自评报告</p><p>项目预算87万元，实际支出86.9382万元，预算执行率99.93%。</p><p>项目支出绩效自评表</p><table>
<tr><td>项目名称</td><td colspan=4>灌区改造项目</td></tr>
<tr><td rowspan=3>项目资金（万元）</td><td></td><td>全年预算数</td><td>全年执行数</td><td>执行率</td></tr>
<tr><td>年度资金总额</td><td>87</td><td>86.94</td><td>99.93%</td></tr>
<tr><td>其中：中央补助</td><td>87</td><td>86.94</td><td></td></tr></table>"""


def test_a_part_printed_with_fewer_digits_is_no_more_than_its_whole() -> None:
    """86.94 of the form's central funds lies within 86.9382 of the text, so that a sum counts it once."""
    told = report(FORM.encode(), "report.html").rows["budget_figures"]
    named = [dict(zip((column.name for column in columns(TABLES["budget_figures"])), row, strict=True)) for row in told]
    counted = [f["amount_text"] for f in named if f["measure"] == "executed" and f["repeat_of"] is None and f["part_of"] is None]
    assert counted == ["86.9382万元"]


def test_a_semicolon_ends_an_enumeration_within_an_enumeration() -> None:
    figures = by_text("全年支出90万元，其中：工程费60万元，其中：材料费35万元、人工费25万元；监理费30万元。")
    assert figures["35万元"]["part_of"] == figures["60万元"]["figure_id"]
    assert figures["30万元"]["part_of"] == figures["90万元"]["figure_id"]


def test_a_rate_is_linked_to_the_plan_and_the_spending_it_follows_from() -> None:
    text = "年初预算200万元，调整后预算160万元，实际支出144万元，预算执行率90%。"
    figures, rate = by_text(text), rows(text, "rates")[0]
    assert (rate["budget_figure_id"], rate["executed_figure_id"]) == (figures["160万元"]["figure_id"], figures["144万元"]["figure_id"])
    assert (rate["computed_rate"], rate["consistent"]) == (0.9, True)


def test_a_rate_that_does_not_follow_from_its_only_figures_is_linked_and_inconsistent() -> None:
    rate = rows("项目预算160万元，实际支出144万元，预算执行率95%。", "rates")[0]
    assert (rate["computed_rate"], rate["consistent"]) == (0.9, False)


def test_a_rate_among_several_plans_that_fit_nothing_is_linked_to_none() -> None:
    rate = rows("年初预算200万元，调整后预算160万元，实际支出144万元，预算执行率95%。", "rates")[0]
    assert (rate["budget_figure_id"], rate["consistent"]) == (None, None)


def test_whole_number_rounding_agrees_within_half_a_percent() -> None:
    rate = rows("项目预算43.2万元，实际支出37.24万元，预算执行率86%。", "rates")[0]
    assert rate["consistent"] is True


def test_an_execution_rate_that_follows_from_the_budget_is_not_of_the_contract() -> None:
    text = "泵站改造项目年初预算400万元。中标价350万元，当年支付210万元，执行率52.5%。"
    figures, rate = by_text(text), rows(text, "rates")[0]
    assert (rate["budget_figure_id"], rate["consistent"]) == (figures["400万元"]["figure_id"], True)


def test_an_execution_rate_behind_the_share_of_the_contract_is_of_something_else() -> None:
    text = "中标价350万元，当年支付210万元，占合同价的60%，执行率52.5%。"
    share, rate = rows(text, "rates")
    assert share["computed_rate"] == 0.6
    assert rate["consistent"] is not False


def test_a_share_leads_from_the_part_to_its_total_and_stands_on_the_part() -> None:
    text = "全年支出200万元，其中：人员经费150万元，占75%；公用经费50万元，占25%。"
    figures, (first, second) = by_text(text), rows(text, "rates")
    assert (figures["150万元"]["share"], figures["50万元"]["share"]) == (0.75, 0.25)
    assert first["budget_figure_id"] == second["budget_figure_id"] == figures["200万元"]["figure_id"]


def test_growth_is_computed_from_the_change_and_the_level_it_led_to() -> None:
    text = "本年收入110万元，比上年增加10万元，增长10%。"
    figures, rate = by_text(text), rows(text, "rates")[0]
    assert rate["executed_figure_id"] == figures["10万元"]["figure_id"]
    assert rate["consistent"] is True


def test_a_fall_is_computed_from_what_was_before() -> None:
    assert rows("本年收入90万元，比上年减少10万元，下降10%。", "rates")[0]["consistent"] is True


def test_every_number_has_one_owner() -> None:
    text = "项目预算160万元，实际支出144万元，预算执行率90%。"
    owners = [m["claimed_by"] for m in rows(text, "mentions") if m["kind"] in ("amount", "percent")]
    assert len(set(owners)) == 3
    assert None not in owners


def test_twice_as_many_rows_of_one_amount_take_twice_the_work() -> None:
    def work(rows: int) -> int:
        items = "\n".join(f"{at}.清淤河段{at}号1万元" for at in range(1, rows + 1))
        text = f"双桥县水利局2022年度河道清淤项目支出绩效自评报告\n一、资金使用情况\n支出{rows}万元。\n{items}\n"
        return steps(lambda: report(text.encode(), "report.txt"))

    work(10)  # what is read once
    assert work(400) < 2.5 * work(200)
