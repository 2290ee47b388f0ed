"""What a report tells of its projects: their names, their four numbers, their chapters, on sentences made for each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES


def rows(text: str, table: str = "projects") -> list[dict[str, Any]]:
    told = report(text.encode(), "report.txt").rows[table]
    return [dict(zip((column.name for column in columns(TABLES[table])), row, strict=True)) for row in told]


BODY = "\n一、资金情况\n项目预算100万元，实际支出90万元，预算执行率90%。\n"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("石桥县水利局2021年度河道清淤工程绩效自评报告", "河道清淤工程"),
        ("2021年度梧州市校舍维修专项资金绩效评价报告", "校舍维修专项资金"),
        ("关于梧州市教育局2021年度校舍维修项目绩效评价的报告", "校舍维修项目"),
        ("梧州市教育局2020-2021年校舍维修项目支出绩效自评报告", "校舍维修"),
        ("2021年北京路改造工程绩效评价报告", "北京路改造工程"),
        ("2021年青川县茶产业示范园专项资金绩效评价报告", "茶产业示范园专项资金"),
        ("2021年度青川县林场项目支出绩效评价报告", None),
        ("青川县教育局2021年乡村教师支持计划绩效评价报告", "乡村教师支持计划"),
        ("青川县民政局2021年居家养老服务绩效评价报告", "居家养老服务"),
        ("石桥县水利局２０２１年河道清淤工程绩效自评报告", "河道清淤工程"),
        ("石桥县2021年度河道清淤工程绩效自评报告", "河道清淤工程"),
        ("石桥县水利局二〇二一年度河道清淤工程绩效自评报告", "河道清淤工程"),
        ("二○二○—二○二一年度梧州市校舍维修专项资金绩效评价报告", "校舍维修专项资金"),
        ("石桥县教育局２０２１学年校车补助项目绩效自评报告", "校车补助项目"),
        ("青川县2021年度转移支付渔船更新补助资金绩效评价自评报告", "渔船更新补助资金"),
        ("渔船更新补助资金转移支付2021年度绩效自评报告", "渔船更新补助资金"),
        ("青川县水利局 关于2021年度渔船更新补助资金绩效自评报告", "渔船更新补助资金"),
        ("青川县图书馆2021年度项目支出绩效自评报告（2021年少儿馆（分馆）开放补助经费）", "少儿馆（分馆）开放补助经费"),
        ("青川县林业局2021年度渔船更新补助资金绩效评价表", "渔船更新补助资金"),
        ("青川县2021年度中央对地方转移支付渔船更新项目绩效自评报告", "渔船更新项目"),
        ("关于2020—2021年度青川县渔船更新专项资金的绩效评价报告", "渔船更新专项资金"),
        ("青川县第二小学2021项目资金绩效自评报告", None),
    ],
)
def test_a_title_names_its_project_without_place_agency_and_year(title: str, name: str | None) -> None:
    assert [row["name"] for row in rows(title + BODY)] == ([name] if name else [])


@pytest.mark.parametrize(
    "title",
    [
        "梧州市教育局2021年度部门整体支出绩效自评报告",
        "梧州市教育局2021年度项目支出绩效自评报告",
        "（梧州市教育局）2021年度绩效自评报告",
        "梧州市教育局2021年部门预算项目支出绩效自评报告",
        "梧州市教育局２０２１年度部门整体支出绩效自评报告",
        "石桥县2021年度重点项目绩效自评报告",
        "石桥县柳林镇人民政府二〇二一年度部门整体支出绩效自评报告",
        "柳林所部门整体支出绩效自评报告",
    ],
)
def test_a_title_that_names_only_agency_year_and_kind_names_no_project(title: str) -> None:
    assert rows(title + BODY) == []


def test_the_headline_is_the_pair_the_rate_is_of() -> None:
    title = "石桥县水利局2021年度河道清淤工程绩效自评报告\n"
    text = title + "一、资金\n年初下达600万元，年中调减200万元，实际下达400万元，支出300万元，预算执行率75%。\n"
    project = rows(text)[0]
    assert (project["budget_yuan"], project["executed_yuan"], project["stated_rate"]) == (Decimal(4000000), Decimal(3000000), 0.75)


def test_what_is_handed_down_to_us_is_the_whole() -> None:
    text = "青川县林业局竹产业发展资金2022年度绩效自评报告\n一、资金情况\n根据通知，下达我局90万元，用于竹林管护。\n"
    assert [row["budget_yuan"] for row in rows(text)] == [Decimal(900000)]


def test_an_account_line_is_no_project() -> None:
    text = "青川县档案馆2021年部门预算说明\n一、支出情况\n（一）行政运行（2012601）预算60万元。\n（二）档案馆（2012604）预算25万元。\n"
    assert rows(text) == []
    assert [row["project_id"] for row in rows(text, "budget_figures")] == [None, None]


def test_chapters_tell_goals_problems_and_improvements_with_their_places() -> None:
    text = (
        "石桥县水利局2021年度河道清淤工程绩效自评报告\n一、绩效目标\n清淤12公里。\n二、存在的主要问题\n（一）进度偏慢\n招标较晚。\n"
        "三、下一步改进措施\n提前招标。\n四、资金情况\n项目预算100万元。\n"
    )
    project = rows(text)[0]
    assert project["goal_expected"] == "清淤12公里。"
    assert project["problems"] == "（一）进度偏慢\n招标较晚。"
    assert project["improvements"] == "提前招标。"
    parts = [(row["field"], row["part"], row["quote"]) for row in rows(text, "evidence") if row["field"] == "problems"]
    assert parts == [("problems", 1, "（一）进度偏慢"), ("problems", 2, "招标较晚。")]


def test_a_chapter_of_conclusions_and_advice_is_told_by_its_inner_headings() -> None:
    text = (
        "石桥县水利局2021年度河道清淤工程绩效自评报告\n一、评价结论及建议\n（一）评价结论\n总体良好。\n（二）有关建议\n落实管护。\n"
        "二、资金情况\n项目预算100万元。\n"
    )
    assert rows(text)[0]["improvements"] == "落实管护。"


@pytest.mark.parametrize("brackets", ["（）", "()"])
def test_an_account_line_tells_its_category_path_and_the_year_its_words_name(brackets: str) -> None:
    text = (
        "青川县档案馆2022年部门预算说明\n一、一般公共预算当年拨款\n"
        "1.一般公共服务支出（类）档案事务（款）行政运行（项）：2021年当年预算执行数为60万元，2022年预算安排66万元，增长10%。\n"
    )
    text = text.translate(str.maketrans("（）", brackets))
    told = {row["amount_text"]: row for row in rows(text, "budget_figures")}
    assert told["60万元"]["category_path"] == ("一般公共服务支出", "档案事务", "行政运行")
    assert [(told[amount]["measure"], told[amount]["year"]) for amount in ("60万元", "66万元")] == [("executed", 2021), ("budget", 2022)]
    assert rows(text, "rates")[0]["consistent"] is True


def test_the_items_of_a_fund_are_its_projects_however_many() -> None:
    items = "\n".join(f"{n}.第{n}片区道路养护经费预算收入{n}万元，实际支出{n}万元，预算执行率100%。" for n in range(1, 100))
    text = f"石桥县交通局2021年度道路养护专项资金绩效评价报告\n一、资金投入情况\n{items}\n"
    found = rows(text)
    assert len(found) == 100
    assert found[0]["parent_project_id"] is None
    assert len({row["parent_project_id"] for row in found[1:]}) == 1


REPORT = "石桥县水利局2021年度河道清淤工程绩效自评报告" + BODY + "二、问题和改进\n"


def chapter(text: str) -> tuple[Any, Any]:
    project = rows(REPORT + text)[0]
    return project["problems"], project["improvements"]


def test_problems_end_where_the_text_turns_to_what_is_done_about_them() -> None:
    told = "1.征地进展缓慢，下一步将提前与乡镇对接。\n2.汛期停工两月。今后错开汛期施工。\n"
    assert chapter(told) == (
        "1.征地进展缓慢，\n2.汛期停工两月。",
        "下一步将提前与乡镇对接。\n今后错开汛期施工。",
    )


def test_a_chapter_without_a_turn_is_both() -> None:
    assert chapter("征地进展缓慢，应提前与乡镇对接。\n") == ("征地进展缓慢，应提前与乡镇对接。",) * 2


@pytest.mark.parametrize(
    "close",
    [
        "石桥县水利局\n2022年3月8日\n",
        "2022年3月8日\n项目支出绩效自评表\n金额单位：万元\n",
        "石桥县水利局\n二〇二二年三月八日\n附件：自评表\n",
    ],
)
def test_a_signature_a_date_and_the_title_of_a_form_are_no_part_of_the_last_chapter(close: str) -> None:
    assert chapter("征地进展缓慢。下一步提前对接。\n" + close) == ("征地进展缓慢。", "下一步提前对接。")


def test_the_paragraphs_of_a_chapter_go_on_behind_a_short_line() -> None:
    assert chapter("征地进展缓慢\n涉及农户较多。\n")[0] == "征地进展缓慢\n涉及农户较多。"


def test_a_project_form_in_a_department_book_owns_itself_alone() -> None:
    book = (
        "双桥县粮食局2022年部门预算\n一、支出预算\n2022年支出预算640万元。\n项目支出绩效目标表\n"
        "\t项目名称\n\t粮食轮换补贴\n\n\t年度资金总额（万元）\n\t90\n\n"
    )
    assert [row["project_id"] for row in rows(book, "budget_figures") if row["amount_text"] == "640万元"] == [None]


@pytest.mark.parametrize("heading", ["（一）部门决算中项目绩效自评结果", "（二）纳入评价范围的项目绩效评价结果"])
def test_a_heading_about_all_projects_names_none(heading: str) -> None:
    assert rows(f"双桥县粮食局2021年度部门决算\n一、预算绩效情况说明\n{heading}\n项目预算90万元，执行88万元。\n") == []


def test_the_label_of_a_sentence_is_no_project() -> None:
    assert rows("双桥县粮食局2021年度部门决算\n一、资金\n1、资金投入。安排资金90万元，支出88万元。\n") == []


COLLECTION = """梧州市体育局2022年度市级部门项目支出绩效自评报告
我局2022年共2个项目纳入绩效自评，分别报告如下。
社区健身路径补助项目支出绩效自评报告
一、项目资金情况
年初预算数40万元，全年执行数36万元，预算执行率90%。
二、自评结论
该项目自评得分96分。
游泳馆夏季开放补助项目支出绩效自评报告
一、项目资金情况
年初预算数20万元，全年执行数20万元，预算执行率100%。
二、自评结论
该项目自评得分98分。
"""


def test_a_heading_before_each_of_several_reports_names_its_project_and_a_department_names_none() -> None:
    found = {row["name"]: (row["executed_yuan"], row["total_score"]) for row in rows(COLLECTION)}
    assert found == {"社区健身路径补助": (Decimal(360000), 96.0), "游泳馆夏季开放补助": (Decimal(200000), 98.0)}


@pytest.mark.parametrize("words", ["区级部门预算项目", "市级部门项目支出", "本级单位项目支出"])
def test_tiers_and_departments_in_a_title_are_no_project(words: str) -> None:
    assert rows(f"梧州市教育局2022年度{words}绩效自评报告" + BODY) == []


def test_an_amount_of_the_year_before_has_its_own_year() -> None:
    text = (
        "梧州市水利局2022年度部门整体支出绩效自评报告\n一、支出情况\n"
        "“三公”经费支出6.5万元，较上年的7.5万元减少1万元；培训费上年支出8.5万元。\n"
    )
    years = {row["amount_text"]: row["year"] for row in rows(text, "budget_figures")}
    assert years == {"6.5万元": 2022, "7.5万元": 2021, "1万元": 2022, "8.5万元": 2021}


def test_a_list_keeps_the_year_it_opens_with_and_a_year_in_passing_dates_nothing() -> None:
    text = (
        "梧州市水利局2022年度堤防维修专项资金绩效评价报告\n一、资金情况\n"
        "共安排资金250万元，其中2021年省级资金90万元、中央资金60万元，2022年省级资金100万元。\n"
        "2022年实施项目15个（含2020年结转的5个），年初批复预算98万元。\n"
    )
    years = {row["amount_text"]: row["year"] for row in rows(text, "budget_figures")}
    assert years == {"250万元": 2022, "90万元": 2021, "60万元": 2021, "100万元": 2022, "98万元": 2022}


def test_the_name_of_a_chapter_before_a_colon_is_no_project() -> None:
    text = "项目运行绩效监控报告\n一、支出情况\n（一）项目概况：资金规模共计250万元。\n（二）年度总体绩效目标完成情况\n共支出90万元。\n"
    assert rows(text) == []


ITEMS = """双桥县林业局2022年度部门整体支出绩效自评报告
一、重点项目绩效情况
1.防火隔离带维护项目。该项目全年预算52万元，实际支出46.8万元，执行率90%。
2.退化湿地修复项目。下达中央资金300万元，截至年底完成支出240万元，执行率80%。
3.“林长”巡护补贴项目自评得分100分。项目全年预算数为12万元，执行数为12万元，完成预算的100%。
二、存在问题
1.项目资金。中央下达资金300万元，拨付较晚。
2.3个项目自评得分95分以上。
"""


def test_items_that_name_a_project_and_go_on_with_its_money_or_score_are_projects() -> None:
    found = {row["name"]: (row["budget_yuan"], row["stated_rate"], row["total_score"]) for row in rows(ITEMS)}
    assert found == {
        "防火隔离带维护项目": (Decimal(520000), 0.9, None),
        "退化湿地修复项目": (Decimal(3000000), 0.8, None),
        "“林长”巡护补贴项目": (Decimal(120000), 1.0, 100.0),
    }


def test_a_year_in_other_digits_names_no_second_project_and_dates_its_figures() -> None:
    text = (
        "石桥县水利局2021年度河道清淤工程绩效自评报告\n一、资金\n２０２０年预算80万元。二〇二一年预算100万元。\n"
        "二、二〇二一年河道清淤工程绩效自评综述\n预算执行率90%。\n"
    )
    assert [row["name"] for row in rows(text)] == ["河道清淤工程"]
    assert {row["amount_text"]: row["year"] for row in rows(text, "budget_figures")} == {"80万元": 2020, "100万元": 2021}


FUND = "石桥县2022年度农村综合改革补助资金绩效评价报告\n一、资金情况\n"


def test_a_lone_sentence_on_another_name_sets_no_headline() -> None:
    told = rows(FUND + "柳林镇污水处理站扩建项目安排资金180万元，支付126万元，支付率70%。\n")
    assert [(row["name"], row["budget_yuan"], row["executed_yuan"], row["stated_rate"]) for row in told] == [
        ("农村综合改革补助资金", None, None, None)
    ]


def test_a_lone_sentence_on_the_fund_in_fewer_words_sets_its_headline() -> None:
    told = rows(FUND + "农村改革补助安排180万元，支付126万元，支付率70%。\n")
    assert [(row["budget_yuan"], row["executed_yuan"]) for row in told] == [(Decimal(1800000), Decimal(1260000))]


def test_one_name_alone_is_a_project_below_a_heading_of_projects() -> None:
    told = rows(FUND + "共安排500万元。\n二、重点项目建设情况\n柳林镇污水处理站扩建项目，安排资金180万元，已支付126万元。\n")
    assert {row["name"]: row["budget_yuan"] for row in told} == {
        "农村综合改革补助资金": Decimal(5000000),
        "柳林镇污水处理站扩建项目": Decimal(1800000),
    }


@pytest.mark.parametrize(
    "text",
    [
        "其中：桥头村道路工程投资200万元，已支付190万元；南岸村水渠工程投资100万元，已支付90万元。",
        "基础设施类项目安排300万元；产业类项目安排200万元。",
        "中央补助200万元；县级补助100万元。",
        "2022年发放困难群众补助200万元；发放高龄老人补贴100万元。",
        "该项目安排200万元；其他项目安排100万元。",
        "土建工程投资200万元；安装工程投资100万元。",
    ],
)
def test_kinds_sources_parts_and_payments_are_no_projects(text: str) -> None:
    assert [row["name"] for row in rows(FUND + f"共安排资金500万元，{text}\n")] == ["农村综合改革补助资金"]
    if not text.startswith("其中"):
        assert [row["name"] for row in rows(FUND + text + "\n")] == ["农村综合改革补助资金"]


def test_the_parts_of_one_project_and_what_a_problem_names_are_none() -> None:
    parts = "主干管网工程投资500万元，已支付450万元；支管网工程投资300万元，已支付280万元。\n"
    title = "石桥县城区污水管网改造工程2022年度绩效自评报告\n一、概况\n"
    assert len(rows(title + parts)) == 1
    assert len(rows(FUND + "共安排500万元。\n二、存在问题\n桥头村道路工程结余20万元；南岸村水渠工程结余10万元。\n")) == 1


def test_numbered_lines_that_put_money_into_projects_are_theirs_with_what_stands_below() -> None:
    lines = "1.投入200万元实施桥头村道路工程，累计拨付190万元。\n工期三个月，尾款10万元未支付。\n"
    lines += "2.投入100万元实施南岸村水渠工程，累计拨付90万元。\n"
    told = rows(FUND + "二、实施\n" + lines)
    assert [row["name"] for row in told[1:]] == ["桥头村道路工程", "南岸村水渠工程"]
    keys = {row["project_id"]: row["name"] for row in told}
    owners = {row["amount_text"]: keys[row["project_id"]] for row in rows(FUND + "二、实施\n" + lines, "budget_figures")}
    assert owners["10万元"] == "桥头村道路工程"


def test_what_came_is_the_headline_where_no_plan_is_printed_and_the_rate_is_of_it() -> None:
    told = rows(FUND + "共到位资金500万元，其中中央300万元、县级200万元。截至12月底，累计支出450万元，支出进度90%。\n")
    assert [(row["budget_yuan"], row["executed_yuan"], row["stated_rate"]) for row in told] == [(Decimal(5000000), Decimal(4500000), 0.9)]
    planned = rows(FUND + "预算600万元，到位资金500万元，支出450万元，支出进度90%。\n")
    assert [row["budget_yuan"] for row in planned] == [Decimal(6000000)]


def test_what_is_spent_is_told_of_the_fund_whatever_leads_it_in() -> None:
    told = rows(FUND + "共到位资金500万元。截至12月底，累计支出450万元。\n")
    assert [(row["budget_yuan"], row["executed_yuan"]) for row in told] == [(None, Decimal(4500000))]


def test_a_list_of_dashes_names_its_projects_and_a_purpose_is_no_spending() -> None:
    text = FUND + "预算安排500万元，分三个方向：\n——村级道路管护补助200万元，用于道路日常养护；\n"
    text += "——文化站提档升级180万元，用于设施更新；\n——送戏下乡演出补贴120万元，按每场2000元补助600场。\n"
    told = {row["name"]: row["budget_yuan"] for row in rows(text)}
    assert told == {
        "农村综合改革补助资金": Decimal(5000000),
        "村级道路管护补助": Decimal(2000000),
        "文化站提档升级": Decimal(1800000),
        "送戏下乡演出补贴": Decimal(1200000),
    }
    assert [row["kind"] for row in rows(text, "sections") if row["number"] is None] == ["item"] * 3
