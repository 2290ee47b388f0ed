"""What a notice of one fund is of: the fund that its announcing sentence, its title or its only grant names."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES


def rows(text: str, table: str = "projects") -> list[dict[str, Any]]:
    told = report(text.encode(), "report.txt").rows[table]
    return [dict(zip((column.name for column in columns(TABLES[table])), row, strict=True)) for row in told]


def names(text: str) -> list[str]:
    return [row["name"] for row in rows(text)]


MONEY = "\n一、收支情况\n全年安排90万元，支出80万元。\n"


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("根据有关规定，现将我县2021年河湖保洁补助资金收支情况公告如下：", "河湖保洁补助资金"),
        ("现将2020年青川县老年助餐公益金筹集、使用情况公告如下。", "老年助餐公益金"),
        ("现将石桥县2021年度渡口维护经费分配结果公示如下，公示期7天。", "渡口维护经费"),
        ("现将我校2021年秋季学期贫困学生资助资金发放情况公示如下：", "秋季学期贫困学生资助资金"),
        ("现将省财政厅下达我市2021年山塘除险资金90万元,予以公告。", "山塘除险资金"),
        ("现将2022年石桥县水利局渔船更新补助资金项目绩效自评总结报告如下：", "渔船更新补助资金"),
        ("石桥县民政局关于“2021年孤儿救助补助资金”管理使用情况\n有关情况如下。", "孤儿救助补助资金"),
        ("现将2022年石桥镇柳溪村渡口改造项目绩效目标自评报告如下：", "石桥镇柳溪村渡口改造项目"),
        ("我中心对渡口安全改造工程项目资金投入情况、绩效目标完成情况等进行了自评。", "渡口安全改造工程"),
        ("我镇对渡船更新改造项目（二期）的执行情况作了自评，自评得分92分。", "渡船更新改造项目（二期）"),
        ("我局评价了2021年护林补助资金的预算执行情况，具体如下。", "护林补助资金"),
        ("水利局委托青川信诚会计师事务所有限公司评价2021年渡口建设补助资金的绩效。", "渡口建设补助资金"),
        ("根据要求，我局要自评的主要是渡船更新项目，现报告如下：", "渡船更新项目"),
        ("石桥县2021年度渔船更新补助资金绩效评价结果的说明\n为规范管理，现说明如下。", "渔船更新补助资金"),
        ("我校2022年项目为一个：学生食堂补贴项目", "学生食堂补贴项目"),
        ("2021年石桥县渔船更新补贴使用情况公告\n有关情况如下。", "石桥县渔船更新补贴"),
    ],
)
def test_a_notice_of_one_fund_is_about_that_fund(opening: str, name: str) -> None:
    assert names(opening + MONEY) == [name]


@pytest.mark.parametrize(
    "opening",
    [
        "现将有关情况报告如下：",
        "现将2022年1-6月直达资金使用情况公告如下：",
        "现将上级转移支付资金使用情况报告如下：",
        "现将社会保险基金决算情况报告如下：",
        "现将我局三公经费支出情况公开如下：",
        "石桥县水利局2021年度部门决算\n现将2021年河湖保洁补助资金使用情况公开如下：",
        "石桥县河湖保洁补助资金管理办法\n现将2021年河湖保洁补助资金使用情况公开如下：",
        "石桥县2022年1-6月财政预算执行情况\n上级下达我县均衡性转移支付补助300万元。",
    ],
)
def test_what_no_fund_is_named_in_makes_no_project(opening: str) -> None:
    assert names(opening + MONEY) == []


def test_the_only_grant_of_a_text_without_headings_is_what_it_is_about() -> None:
    text = "2016年，省里下达我县农机报废补贴资金226万元，其中中央200万元。\n全年支出补贴资金199万元。\n特此公告"
    assert names(text) == ["农机报废补贴资金"]
    assert names(text + "\n市里下达我县清淤补助资金20万元。") == []
    assert names("全县支出900万元。\n" + text) == []


def test_what_each_place_got_is_not_the_budget_of_the_whole() -> None:
    lines = "\n青石镇：渡口维护经费24万元；\n白云乡：渡口维护经费20万元。\n"
    (whole,) = rows("现将2021年渡口维护经费分配结果公示如下：" + lines)
    assert whole["budget_yuan"] is None
    (whole,) = rows("现将下达我市2021年渡口维护经费44万元，予以公告。" + lines)
    assert whole["budget_yuan"] == 440000


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("（渡口维护员补助专项资金）", "渡口维护员补助专项资金"),
        ("——2021年渔船更新工程", "渔船更新工程"),
        ("（项目名称：学前教育阶段公用经费补助资金）", "学前教育阶段公用经费补助资金"),
    ],
)
def test_the_line_below_a_title_that_names_no_project_names_it(below: str, name: str) -> None:
    text = "石桥县第一小学2021年度项目支出绩效自评报告\n" + below + MONEY
    assert [(row["name"], row["budget_yuan"], row["executed_yuan"]) for row in rows(text)] == [(name, 900000, 800000)]


@pytest.mark.parametrize("below", ["（公开版）", "（2021年度）", "——石桥县水利局", "（项目支出）", "（人员经费）"])
def test_a_line_below_a_title_that_names_nothing_is_no_project(below: str) -> None:
    assert names("石桥县第一小学2021年度项目支出绩效自评报告\n" + below + MONEY) == []


def test_the_greeting_of_a_web_page_above_its_title_is_none() -> None:
    text = "欢迎访问石桥县水利局网站！\n石桥县渔船更新补助资金2021年度绩效自评报告" + MONEY
    assert names(text) == ["石桥县渔船更新补助资金"]


def numbers(text: str) -> list[tuple[str, float | None, float | None]]:
    yuan = [(row["name"], row["budget_yuan"], row["executed_yuan"]) for row in rows(text)]
    return [(name, *(None if value is None else float(value) for value in values)) for name, *values in yuan]


def test_the_numbers_of_a_notice_are_those_none_exceeds_whatever_they_are_told_under() -> None:
    told = "\n一、分配情况\n本级留用90万元。\n二、使用情况\n用于群众活动支出80万元，其中：用于场地30万元；用于队伍50万元。"
    assert numbers("现将2022年青川县晨练公益金使用情况公告如下。" + told) == [("晨练公益金", 900000.0, 800000.0)]
    text = "2016年，省里下达我县农机报废补贴资金60万元。全年我县的农机报废补贴资金共计90万元。\n全年发放农机报废补贴资金50万元。"
    assert numbers(text) == [("农机报废补贴资金", 900000.0, 500000.0)]


TITLE = "青川县文化局2021年度中央支持地方图书馆项目资金绩效自评报告\n一、资金情况\n"


def test_the_only_grant_of_a_report_on_one_project_is_its_budget_whatever_the_fund_is_called() -> None:
    grant = "省财政厅下达我市中央补助地方阅览室建设专项资金90万元。其中藏书40万元，桌椅50万元。\n"
    assert numbers(TITLE + grant) == [("中央支持地方图书馆项目", 900000.0, None)]
    assert numbers(TITLE + grant + "又下达我市流动书车专项资金20万元。\n") == [("中央支持地方图书馆项目", None, None)]


def test_what_was_paid_of_the_budget_that_the_clause_before_names_was_spent_of_the_whole() -> None:
    text = "2021年度滩涂保护专项资金绩效自评报告\n一、资金情况\n财政预算安排：滩涂保护专项资金66万元，到位率100%。\n"
    assert numbers(text + "财政预算实际下拨66万元，实际支付61.5万元，结余4.5万元。") == [("滩涂保护专项资金", 660000.0, 615000.0)]
    assert [row["measure"] for row in rows(text, "budget_figures")] == ["budget"]


ROWS = """现将2020年青川县晨练公益金使用情况公告如下。
2020年，本级分配使用公益金90.50万元。
一、场地60.50万元（其中补助乡镇20万元）
（一）球场40.50万元。
1、篮球场30万元；
2、足球场10.50万元。
（二）步道20万元，其中补助乡镇20万元。
1、滨河步道20万元。
二、队伍30万元。
（一）教练员18万元。
（二）组织开展晨练活动与宣传12万元。
"""


def test_numbered_names_and_amounts_are_what_they_add_up_to() -> None:
    measures = {row["measure"] for row in rows(ROWS, "budget_figures")}
    assert (measures, numbers(ROWS)) == ({"executed"}, [("晨练公益金", None, 905000.0)])


def test_numbered_names_and_amounts_that_add_up_to_nothing_stay_as_they_are() -> None:
    told = rows(ROWS.replace("90.50", "91.90"), "budget_figures")
    assert "other" in {row["measure"] for row in told}


HEADS = "一、绩效目标分解下达情况\n（一）{}预算和绩效目标情况。\n2021年下达补助资金90万元。\n二、绩效目标完成情况分析\n全年支出80万元。\n"


def test_a_text_without_a_title_is_about_the_fund_of_its_heading() -> None:
    assert names(HEADS.format("下达渡口安全改造转移支付")) == ["渡口安全改造"]
    assert names(HEADS.format("中央下达我省渔船更新补助资金")) == ["渔船更新补助资金"]
    assert names(HEADS.format("中央下达专项转移支付")) == []
    assert names(HEADS.format("中央下达转移支付")) == []


def test_a_text_without_a_title_is_about_the_only_fund_handed_down_in_its_first_chapter() -> None:
    text = "一、绩效目标分解下达情况\n省财政厅下达我县渔船更新补助资金90万元。\n二、资金使用情况\n全年支出80万元。\n"
    assert names(text) == ["渔船更新补助资金"]
    assert names(text.replace("二、", "另下达我县山塘除险资金50万元。\n二、")) == []
    assert names("一、绩效目标分解下达情况\n共安排90万元，下达我县渔船更新补助资金60万元。\n二、资金使用情况\n全年支出80万元。\n") == []


def test_each_of_several_funds_owns_what_stands_below_its_kind() -> None:
    text = "一、绩效目标分解下达情况\n渔船更新类：2021年度，省里下达我县渔船更新补贴共90万元。\n其中30万元用于检验。\n"
    text += "山塘除险类：2021年度，省里下达我县山塘除险资金60万元。\n二、绩效情况\n全年支出80万元。\n"
    told = rows(text)
    assert [(row["name"], row["budget_yuan"]) for row in told] == [("渔船更新补贴", 900000), ("山塘除险资金", 600000)]
    keys = {row["project_id"]: row["name"] for row in told} | {None: None}
    owners = {row["amount_text"]: keys[row["project_id"]] for row in rows(text, "budget_figures")}
    assert owners == {"90万元": "渔船更新补贴", "30万元": "渔船更新补贴", "60万元": "山塘除险资金", "80万元": None}


def test_a_text_without_a_title_is_about_the_one_project_it_goes_on_to_tell_of() -> None:
    text = "一、资金情况\n我局承担石桥县2021年度渡口安全改造项目实施任务，该项目分两批实施，批复总投资90万元。\n"
    assert names(text) == ["渡口安全改造项目"]
    assert names(text + "另有山塘除险项目，该项目已完工。\n") == []
    assert names("石桥县水利局2021年度部门决算\n" + text) == []


def test_a_text_without_a_title_is_about_the_project_that_its_first_sentence_says_the_purpose_of() -> None:
    text = "一、基本情况\n（一）项目概况\n石桥区渡口安全改造工程（二期）是为解决出行问题而建。项目总投资90万元。\n该项目已支付80万元。\n"
    assert names(text) == ["石桥区渡口安全改造工程（二期）"]
    assert names(text.replace("该项目已", "已").replace("（一）项目概况", "（一）工作开展")) == []
    assert names(text.replace("石桥区渡口安全改造工程（二期）是", "本项目建设是")) == []


def test_a_title_that_names_a_class_leaves_the_project_to_the_chapter_with_its_overview() -> None:
    text = "2022年市直发展项目绩效自评价报告\n2022年，我单位共有2个市直发展项目。\n一、渔船更新建设项目\n（一）项目概况\n"
    text += "安排资金90万元。\n"
    assert names(text) == ["渔船更新建设项目"]
    assert names(text.replace("一、渔船更新建设项目", "一、重大项目")) == []
    assert names(text.replace("（一）项目概况", "（一）工作开展")) == []


OF_FIGURES = (
    "一、项目基本情况\n四川省山塘多，四川省每年修缮。四川省山塘除险建设中央及省级资金共计90万元，其中省级资金30万元、中央资金60万元。"
)


def test_a_report_without_a_title_is_about_the_only_fund_that_its_figures_name() -> None:
    text = OF_FIGURES + "截至7月底，2021年山塘除险建设资金实际到位资金为80万元。\n二、绩效目标\n新建山塘2座。\n"
    assert [(row["name"], row["budget_yuan"]) for row in rows(text)] == [("山塘除险建设资金", 900000)]


@pytest.mark.parametrize("more", ["渔船更新资金实际到位80万元。", "各级资金到位80万元。"])
def test_figures_that_name_two_funds_or_name_one_once_make_no_project(more: str) -> None:
    assert names(OF_FIGURES + more + "\n") == []


def test_a_title_that_names_a_kind_of_projects_leaves_the_project_to_the_text() -> None:
    text = "建设项目绩效自评报告\n一、资金情况\n我局承担石桥县2021年度渡口安全改造项目实施任务，该项目分三批实施，批复总投资90万元。\n"
    assert names(text) == ["渡口安全改造项目"]


def test_what_the_county_set_aside_of_its_own_budget_is_no_project_beside_the_fund_of_the_title() -> None:
    text = "石桥县2021年度财政衔接资金绩效自评报告\n一、资金保障情况\n1、预算安排情况。\n（1）我县2021年本级安排衔接资金90万元。\n"
    assert names(text) == ["财政衔接资金"]


def test_a_chapter_on_what_the_project_is_opens_with_its_name() -> None:
    text = "一、项目概括\n（一）项目基本情况\n渡口巡查与管理项目是县水利局的经常性项目，用于渡口巡查、培训。\n"
    text += "二、项目资金使用情况\n年初预算90万元，实际使用资金81万元，资金使用率90%。\n"
    (row,) = rows(text)
    assert (row["name"], row["budget_yuan"], row["executed_yuan"]) == ("渡口巡查与管理项目", 900000, 810000)
