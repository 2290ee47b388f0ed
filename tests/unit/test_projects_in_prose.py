"""Projects that running text names without a number and without the word 项目, on sentences made for each."""

from __future__ import annotations

from typing import Any

import pytest
from form_notation import document
from steps import steps

from extractors.report import facts, report
from extractors.report import read as report_of
from extractors.row import columns
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.projects import ProjectRow
from pipeline.schema import TABLES


def rows(text: str, table: str = "projects") -> list[dict[str, Any]]:
    told = report(text.encode(), "report.txt").rows[table]
    return [dict(zip((column.name for column in columns(TABLES[table])), row, strict=True)) for row in told]


LISTED = "石桥镇2022年度财政资金绩效自评报告\n一、资金情况\n全年共下达资金300万元，涉及3个项目，其中"


def test_projects_that_a_sentence_counts_and_lists_own_the_paragraphs_that_open_with_their_names() -> None:
    text = (
        LISTED + "村道硬化150万元、灌渠清淤疏浚90万元、校车更新60万元。\n二、使用情况\n村道硬化工作全年安排150万元，修路两条支付82万元。\n"
    )
    text += "灌渠清淤疏浚由水利站统一立项、村委会组织实施，已支付71万元。\n校车更新方面，共购车3辆，支付58万元。\n"
    told = rows(text)
    keys = {row["project_id"]: row["name"] for row in told}
    assert [row["name"] for row in told] == ["村道硬化", "灌渠清淤疏浚", "校车更新"]
    owners = {row["amount_text"]: keys.get(row["project_id"]) for row in rows(text, "budget_figures")}
    assert [owners[amount] for amount in ("82万元", "71万元", "58万元", "300万元")] == ["村道硬化", "灌渠清淤疏浚", "校车更新", None]
    numbered = text.replace("\n村道", "\n（一）村道").replace("\n灌渠", "\n（二）灌渠").replace("\n校车", "\n（三）校车")
    assert [row["name"] for row in rows(numbered)] == ["村道硬化", "灌渠清淤疏浚", "校车更新"]


def test_a_list_with_its_money_in_brackets_gives_each_name_its_own() -> None:
    text = LISTED + "村道硬化（150万元，占50%）、灌渠清淤疏浚（90万元，占30%）、校车更新（60万元，占20%）。\n二、使用情况\n"
    told = rows(text + "校车更新项目共3个，总投资80万元，其中镇财政60万元、学校20万元。\n")
    assert [(row["name"], row["budget_yuan"]) for row in told] == [("村道硬化", 1500000), ("灌渠清淤疏浚", 900000), ("校车更新", 600000)]


def test_a_numbered_name_ends_before_who_did_it_and_how_many_there_were() -> None:
    text = "石桥镇2022年度财政资金绩效自评报告\n一、资金情况\n（一）灌渠清淤疏浚由县水利局统一立项，安排资金90万元。\n"
    text += "（二）校车更新工作全年安排60万元，已支付58万元。\n（三）古井修缮项目共3个，总投资30万元。\n"
    assert [row["name"] for row in rows(text)] == ["灌渠清淤疏浚", "校车更新", "古井修缮项目"]


@pytest.mark.parametrize(
    "members",
    [
        "村道硬化150万元、灌渠清淤疏浚90万元。",
        "中央资金150万元、省级资金90万元、县级资金60万元。",
        "村道硬化150万元、灌渠清淤疏浚90万元、其他60万元。",
    ],
)
def test_a_list_of_other_number_or_of_what_is_no_name_declares_no_projects(members: str) -> None:
    assert rows(LISTED + members + "\n") == []


HEADED = "\n（一）村道硬化\n实际花了82万元。\n（二）助学计划\n共支出71万元。\n（三）{}\n支付58万元。\n三个项目加起来，一共支出211万元。\n"


@pytest.mark.parametrize(
    "lead",
    [
        "县里拨给我镇三个项目的资金二百四十万元，都是财政的钱，分别是村道硬化90万、山区学生助学计划80万、校车更新70万。",
        "全年实施了三个项目，分别是村道硬化、山区学生助学计划和校车更新。",
        "2022年共安排3个项目：村道硬化、山区学生助学计划、校车更新。",
    ],
)
def test_projects_that_a_sentence_counts_own_the_headings_that_name_them_in_full_or_in_short(lead: str) -> None:
    text = f"石桥镇2022年度财政资金绩效自评报告\n一、基本情况\n{lead}\n二、使用情况" + HEADED.format("校车更新")
    told = rows(text)
    keys = {row["project_id"]: row["name"] for row in told}
    assert list(keys.values()) == ["村道硬化", "山区学生助学计划", "校车更新"]
    owners = {row["amount_text"]: keys.get(row["project_id"]) for row in rows(text, "budget_figures")}
    assert [owners[amount] for amount in ("82万元", "71万元", "58万元", "211万元")] == [*keys.values(), None]


def test_names_that_a_sentence_counts_are_no_projects_where_one_heads_no_section() -> None:
    lead = "全年实施了三个项目，分别是村道硬化、山区学生助学计划和校车更新。"
    assert rows(f"石桥镇2022年度财政资金绩效自评报告\n一、基本情况\n{lead}\n二、使用情况" + HEADED.format("内部管理")) == []


def test_the_parts_that_a_report_on_one_project_counts_are_none() -> None:
    text = LISTED.replace("财政资金", "污水管网改造工程") + "主干管网铺设150万元、支线管网铺设90万元、泵站设备安装60万元。\n"
    assert [row["name"] for row in rows(text)] == ["污水管网改造工程"]


BOOK = "石桥县林业局2022年度部门决算说明\n八、预算绩效情况\n本部门对2022年度2个项目开展绩效自评，涉及资金150万元。\n"


def test_lines_that_tell_what_each_project_was_given_spent_and_scored_are_projects() -> None:
    text = BOOK + "林区巡护费：全年预算数90万元，执行数88.2万元，完成预算的98%，自评得分97分。主要产出：巡护120次。\n"
    told = rows(text + "苗圃管护经费：全年预算数60万元，执行数54万元，完成预算的90%，自评得分93分。\n九、其他\n车辆5辆。\n")
    found = [(row["name"], row["budget_yuan"], row["executed_yuan"], row["stated_rate"], row["total_score"]) for row in told]
    assert found == [("林区巡护费", 900000, 882000, 0.98, 97), ("苗圃管护经费", 600000, 540000, 0.9, 93)]


@pytest.mark.parametrize(
    "text",
    [
        "石桥县林业局2022年度部门决算说明\n一、支出情况\n物业管理费：全年预算数9万元，执行数8万元，完成预算的89%。\n",
        BOOK + "人员经费：全年预算数90万元，执行数88万元，自评得分97分。\n",
    ],
)
def test_a_line_of_a_kind_of_cost_is_no_project(text: str) -> None:
    assert rows(text) == []


def test_a_scored_line_in_a_report_on_one_project_is_a_part_of_it() -> None:
    title = "石桥县林业局2022年度林区防火改造工程绩效自评报告\n一、资金情况\n"
    told = rows(title + "宣传培训费：预算9万元，执行8万元，自评得分9分。\n")
    assert [row["name"] for row in told] == ["林区防火改造工程"]


def test_a_heading_with_its_marks_in_full_width_digits_is_no_project() -> None:
    text = "石桥镇2013年大棚蔬菜补助资金绩效评价报告\n一、绩效分析\n（一）项目产出（满分２５分，得２３．５分）\n产出数量：新建大棚60亩。\n"
    text += "产出质量：全部验收合格。\n（二）项目效益（满分３０分，得２８分）\n经济效益：亩均增收1.2万元。\n社会效益：带动菜农210户。\n"
    assert [row["name"] for row in rows(text)] == ["大棚蔬菜补助资金"]
    assert [(row["component"], row["score"]) for row in rows(text, "scores")] == [("output", 23.5), ("benefit", 28.0)]


def test_one_paragraph_that_names_a_project_first_is_no_cover() -> None:
    text = "石桥镇2019年度水利奖补资金项目绩效自评报告\n一、实施情况\n项目名称：山塘清淤项目。建设内容：清淤2口。计划投资60万元。\n"
    assert "计划投资" not in "".join(row["name"] for row in rows(text))


def test_a_chapter_on_the_agency_itself_is_about_no_project() -> None:
    text = "石桥县中医院2016年设备更新补助资金项目支出绩效自评报告\n一、医院基本情况\n我院2016年业务收入3.5亿元，比上年增长12%。\n"
    text += "二、项目资金情况\n2016年安排设备更新补助资金480万元，支出452万元，执行率94.17%。\n"
    owners = {row["amount_text"]: row["project_id"] for row in rows(text, "budget_figures")}
    assert owners["3.5亿元"] is None
    assert owners["480万元"] == owners["452万元"] is not None


@pytest.mark.parametrize(
    ("cost", "budget"), [("初步设计概算，概算总投资1,000万元", 10_000_000), ("可行性研究报告，估算总投资1,000万元", 8_000_000)]
)
def test_the_budget_of_a_building_is_what_it_was_approved_to_cost_not_what_of_it_came_in(cost: str, budget: int) -> None:
    text = f"石桥镇卫生院门诊楼建设项目绩效自评报告\n一、项目概况\n县发改局以石发改〔2021〕9号批复{cost}，其中工程费用700万元。\n"
    text += "二、资金情况\n"
    (told,) = rows(text + "项目累计到位资金800万元，县财政资金到位600万元。截至年底，累计支付720万元，资金使用率90%，应付工程款50万元。\n")
    assert (told["budget_yuan"], told["executed_yuan"], told["stated_rate"]) == (budget, 7_200_000, 0.9)


def test_a_project_told_in_short_is_the_only_one_whose_name_holds_the_short_one() -> None:
    text = "石桥镇2022年度财政资金绩效自评报告\n一、资金情况\n（一）镇区“清泉”灌渠清淤项目安排资金90万元。\n"
    text += "（二）村级校车更新项目全年安排60万元，已支付58万元。\n"
    text += "二、存在问题\n一是“清泉”灌渠清淤项目进度偏慢，执行率仅55%；"
    text += "二是校车更新项目尚有2万元未支付；三是更新项目结余1万元。\n"
    owners = {row["amount_text"]: row["project_id"] for row in rows(text, "budget_figures")}
    rates = {row["rate_text"]: row["project_id"] for row in rows(text, "rates")}
    assert rates["55%"] == owners["90万元"]
    assert owners["2万元"] == owners["60万元"]
    assert owners["1万元"] is None


def test_a_table_below_the_parts_of_a_fund_gives_each_its_row_and_what_names_none_to_the_fund() -> None:
    page = """
溪口县2022年困难职工帮扶资金绩效自评报告

一、资金使用情况

2022年困难职工帮扶资金到位620万元。

（一）各项帮扶资金支出情况

1.困难职工生活救助。累计发放救助金410万元。

2.职工子女助学补助。累计发放助学金180万元。

单位：万元

| 类别 | 预算安排 | 实际支出 | 结余 |
| 困难职工救助 | 420 | 410 | 10 |
| 子女助学补助 | 200 | 180 | 20 |
| 合计 | 620 | 590 | 30 |
"""
    read = facts(report_of(document(page)))
    keys = {row.key: row.name for row in read["projects"] if isinstance(row, ProjectRow)}
    told = {f.amount_text: keys.get(f.project_id or "") for f in read["budget_figures"] if isinstance(f, BudgetFigure)}
    assert (told["410"], told["20"], told["590"]) == ("困难职工生活救助", "职工子女助学补助", "困难职工帮扶资金")
    budgets = {row.name: row.budget_yuan for row in read["projects"] if isinstance(row, ProjectRow)}
    assert (budgets["困难职工生活救助"], budgets["职工子女助学补助"]) == (4200000, 2000000)


@pytest.mark.parametrize(
    "advice", ["拟在2023年部门预算中增加管护经费60万元", "在下年度预算中安排管护经费60万元", "2023年拟安排管护经费60万元"]
)
def test_what_an_item_of_advice_asks_for_is_no_project(advice: str) -> None:
    text = "云岭县林业局2022年度林带改造补助资金绩效自评报告\n一、资金情况\n全年预算90万元，支出88万元。\n二、改进意见\n"
    told = rows(f"{text}（一）6月底前将结余资金支付完毕。\n（二）{advice}，逐步达到标准。\n")
    assert [row["name"] for row in told] == ["林带改造补助资金"]


def test_what_a_list_of_problems_opens_with_is_no_project() -> None:
    text = "松溪县水利局2023年度部门决算\n一、重点评价结果\n"
    assert rows(text + "评价指出的主要问题有：一是量水设施补贴36万元进度偏慢；二是节水改造补贴96万元在12月才发放。\n") == []


def test_items_beside_two_projects_with_money_of_their_own_are_projects() -> None:
    text = (
        "松溪县2021年城乡教育补助资金绩效自评报告\n一、资金分配\n（一）分配情况\n1.校舍维修补助。全年共安排426万元。\n"
        "2.困难学生生活补助。寄宿生每人每年1000元，全年实际发放238万元。\n3.学生营养改善计划。每人每天4元，共安排463万元，支出454万元。\n"
        "4.实验器材补助。安排资金123万元。\n"
    )
    assert [row["name"] for row in rows(text)][1:] == ["校舍维修补助", "困难学生生活补助", "学生营养改善计划", "实验器材补助"]


def test_what_an_office_completed_below_a_heading_of_income_came_in_and_below_one_of_spending_was_spent() -> None:
    came = "（一）收入情况。全县完成财政总收入90万元。\n地方收入按部门分：税务部门完成50万元；财政部门完成40万元。\n"
    told = rows(came + "（二）支出情况。全县完成支出70万元。\n按部门分：交通部门完成70万元。", "budget_figures")
    assert [row["measure"] for row in told] == ["income"] * 3 + ["executed"] * 2


def test_projects_listed_with_budget_and_spending_each_behind_their_number() -> None:
    text = "石桥站2021年度部门整体支出绩效评价报告\n一、项目情况\n我站2021年共有8个支出项目。其中，渡口维护年初预算数9万元，"
    text += "年末结算支出8万元，支出进度为88.89%；航标检修60万元，年末结算支出57万元，支出进度为95%。\n"
    assert [(row["name"], row["executed_yuan"]) for row in rows(text)] == [("渡口维护", 80000), ("航标检修", 570000)]
    assert rows(text.replace("渡口维护", "基本支出")) == []


def test_numbered_lines_below_the_overview_of_projects_that_open_with_their_names() -> None:
    text = "石桥镇人民政府2021年度项目支出绩效单位自评报告\n一、基本情况\n（一）项目概况\n"
    text += "1.2021年渡口安全改造建设项目，项目建设内容：改造渡口2处。安排资金90万元，目前项目资金已拨付80万元。\n"
    text += "2.2021年山塘除险项目，通过实施，改善灌溉条件。安排资金60万元，已拨付55万元。\n"
    told = [(row["name"], row["executed_yuan"]) for row in rows(text)]
    assert told == [("2021年渡口安全改造建设项目", 800000), ("2021年山塘除险项目", 550000)]
    assert rows(text.replace("1.2021年渡口安全改造建设项目", "1.立项依据")) == []


def test_numbered_lines_that_open_with_a_project_and_tell_what_came_of_its_money() -> None:
    text = "石桥县2021年重点项目绩效评价结果公开\n现按规定公开如下：\n"
    text += "1、渡口安全改造建设项目，改造渡口2处。下达资金90万元，实际支付80万元，评价总得分为91.8分。\n"
    text += "2、山塘除险工程：除险5座。下达资金60万元，支付率95%。\n3、护岸，灌渠修补项目。到位资金50万元，已拨付40万元。\n"
    told = [(row["name"], row["total_score"]) for row in rows(text)]
    assert told == [("渡口安全改造建设项目", 91.8), ("山塘除险工程", None), ("护岸，灌渠修补项目", None)]
    assert rows(text.replace("2、山塘除险工程", "2、山塘除险")) == []
    assert rows(text.replace("，支付率95%", "")) != told


def test_counted_projects_each_on_a_line_of_its_own_with_its_money() -> None:
    text = "石桥站2022年度部门整体支出绩效自评报告\n一、自评结果\n我站共有 2 个项目批复了绩效目标，金额150.00 万元。其中：\n"
    told = text + "渡口运行维修经费 90.00 万元。\n山塘除险项目60万元。\n"
    assert [(row["name"], row["budget_yuan"]) for row in rows(told)] == [("渡口运行维修经费", 900000), ("山塘除险项目", 600000)]
    assert len(rows(told.replace("，金额150.00 万元。其中", "，具体如下"))) == 2
    assert rows(told.replace("山塘除险项目60万元", "均已完成")) == []
    assert [row["name"] for row in rows(text.rstrip() + "渡口运行维修经费 90.00 万元、山塘除险项目60万元。\n")] == [
        "渡口运行维修经费",
        "山塘除险项目",
    ]


def test_all_projects_of_a_kind_that_is_counted_or_none() -> None:
    text = "石桥县2022年项目绩效自评抽查报告\n一、抽查结果\n抽查到户项目2个：养殖奖补项目90万元；贴息项目60万元。"
    text += "抽查到村项目3个：东村菜棚40万元；西村青菜、萝卜种植基地项目30万元；南村冷库项目20万元。\n"
    named = ["养殖奖补项目", "贴息项目", "东村菜棚", "西村青菜、萝卜种植基地项目", "南村冷库项目"]
    assert {row["name"] for row in rows(text)} == set(named)
    owners = {row["project_id"]: row["name"] for row in rows(text)}
    assert all(owners[row["project_id"]] == row["subject"] for row in rows(text, "budget_figures"))


TITLED = "石桥县渔船更新专项转移支付2021年度绩效自评报告\n一、绩效目标分解下达情况\n"


def headline(text: str) -> tuple[object, object]:
    (row,) = rows(text)
    return row["budget_yuan"], row["executed_yuan"]


def test_the_only_project_has_the_totals_told_under_other_words_than_its_name() -> None:
    text = (
        TITLED
        + "2021年下达我县老旧船只淘汰补助资金90万元，其中：中央资金60万元，省级资金30万元。\n二、完成情况\n全县共发放补助资金80万元。\n"
    )
    assert headline(text) == (900000, 800000)
    assert headline(text.replace("80万元", "95万元")) == (900000, None)


def test_a_title_and_the_only_chapter_that_tells_its_fund_in_full_are_one_project() -> None:
    text = "石桥省2021年度渔船更新资金绩效自评报告\n一、渔船更新救助资金（渡口检修补助经费）\n（一）绩效目标情况\n2021年安排资金90万元。\n"
    text += "（二）绩效目标完成情况分析\n实际支出80万元。\n"
    assert [row["name"] for row in rows(text)] == ["渔船更新救助资金（渡口检修补助经费）"]


def test_money_of_another_year_is_not_what_a_project_of_its_year_was_given() -> None:
    text = "石桥县渡口维护情况\n一、资金来源\n1.2020年渡口维护补助资金60万元，已下达。\n2.安排2019年渡口维护补助资金90万元。\n"
    assert all(row["budget_yuan"] != 600000 for row in rows(text) if row["name"].startswith("2019"))


def test_what_the_agency_itself_needs_is_told_below_the_last_project_and_is_not_its_own() -> None:
    text = "项目运行绩效监控报告\n一、项目情况\n1、渡口巡护专项经费指标为36万元，用于巡护。\n2、渔船更新专项经费指标为16万元，用于更新。\n"
    names = {row["project_id"]: row["name"] for row in rows(text)}
    assert list(names.values()) == ["渡口巡护专项经费", "渔船更新专项经费"]
    told = rows(text + "公用经费指标总额90万元，保障日常运转。\n", "budget_figures")
    assert {row["amount_text"]: names.get(row["project_id"]) for row in told}["90万元"] is None


def test_what_was_paid_out_of_an_item_is_the_items_own_whatever_verb_tells_it() -> None:
    text = "石桥镇2022年度涉农资金绩效自评报告\n一、资金情况\n（1）渡船更新补助，安排90万元，兑付82万元，更新12艘。\n"
    text += "（2）村医培训补助，安排30万元，发放28万元，培训6人。\n"
    told = [(row["name"], row["budget_yuan"], row["executed_yuan"]) for row in rows(text)]
    assert told[-2:] == [("渡船更新补助", 900000, 820000), ("村医培训补助", 300000, 280000)]


def test_a_batch_told_by_the_number_of_its_notice_is_no_project() -> None:
    text = "石桥镇2022年度涉农资金绩效自评报告\n一、资金情况\n"
    text += "其中渡船更新资金90万元，由某财农〔2021〕19号文提前下达60万元，再由某财农〔2022〕7号文补充下达30万元；"
    text += "村医培训资金30万元。\n"
    text += "二、完成情况\n（一）渡船更新资金\n全年执行数82万元。\n（二）村医培训资金\n全年执行数28万元。\n"
    assert [row["name"] for row in rows(text)][-2:] == ["渡船更新资金", "村医培训资金"]
    assert not any("下达" in row["name"] for row in rows(text))


def test_items_that_share_a_sum_out_among_them_are_projects_whatever_their_names_end_with() -> None:
    text = "石桥镇2022年度渔业发展补助资金绩效自评报告\n一、资金下达\n2022年共安排资金90万元。\n二、任务分解\n"
    items = "1.渡船更新。安排60万元，更新渡船12艘。\n2.鱼苗放流。安排30万元，投放鱼苗40万尾。\n"
    assert [row["name"] for row in rows(text + items)][-2:] == ["渡船更新", "鱼苗放流"]
    assert len(rows(text + items.replace("60万元", "65万元"))) == 1, "they do not make the sum"
    assert len(rows(text + items.replace("渡船更新。", "差旅费。"))) == 1, "fees are what a project pays"


def test_a_chapter_that_evaluates_a_project_names_it_in_its_bracket() -> None:
    text = "石桥镇水利站2022年度绩效评价情况\n一、整体评价\n综合得分90分。\n"
    text += "二、项目支出绩效评价（渡船更新工程）\n（一）评价结论\n该项目综合得分88分。\n"
    assert [(row["name"], row["total_score"]) for row in rows(text)] == [("渡船更新工程", 88.0)]


def test_what_those_were_given_whom_a_subsidy_is_for_is_what_was_spent_of_it() -> None:
    text = "石桥镇2022年度部门整体支出绩效自评报告\n一、项目支出情况\n1.渡船更新补助资金。预算90万元，向22家运输合作社兑付奖补82万元。\n"
    text += "2.鱼苗放流资金。预算60万元，支付设计费9万元。\n"
    assert [(row["name"], row["executed_yuan"]) for row in rows(text)] == [("渡船更新补助资金", 820000), ("鱼苗放流资金", None)]


def test_the_reports_own_place_before_a_title_s_project_is_no_part_of_its_name() -> None:
    text = "青川县渡船更新补助资金2022年度绩效自评报告\n一、目标情况\n我县2022年更新渡船36艘，发放补助资金90万元。\n"
    assert [row["name"] for row in rows(text)] == ["渡船更新补助资金"]
    assert [row["name"] for row in rows(text.replace("青川县渡船更新补助资金", "青川县城供水工程"))] == ["青川县城供水工程"]


def test_as_many_lines_with_their_budget_and_spending_as_a_sentence_counts_projects_are_its_projects() -> None:
    text = "石桥镇水利站2022年度部门整体支出绩效评价报告\n一、项目实施情况\n我站2022年共有2个支出项目。\n"
    text += "泵站巡护业务费年初预算36万元，年末结算支出36万元，支出进度比率为100%。主要保障巡护用车。\n"
    text += "量水堰改造年初预算20万元，年末支付支出12万元，支出进度比率为60%。人均补助210元。\n"
    told = [(row["name"], row["budget_yuan"], row["executed_yuan"], row["stated_rate"]) for row in rows(text)]
    assert told == [("泵站巡护业务费", 360000, 360000, 1.0), ("量水堰改造", 200000, 120000, 0.6)]
    assert rows(text.replace("共有2个", "共有3个")) == []


def test_the_tiers_that_one_fund_is_from_are_no_projects() -> None:
    text = "石桥镇2021年度水利项目支出绩效自评报告\n一、资金情况\n"
    text += "1、渠首修复工程。年初无预算，10月追加93万元，其中中央抗旱资金58万元、省级抗旱资金35万元。\n"
    told = [row["name"] for row in rows(text + "2、渡槽加固工程。预算90万元，支出81万元，执行率90%。\n")]
    assert not [name for name in told if "资金" in name]


def test_a_projects_name_before_its_score_and_grade_tells_its_total() -> None:
    text = "石桥镇2021年度水利项目支出绩效自评报告\n一、资金情况\n1、渠首修复工程。预算80万元，支出72万元，执行率90%。\n"
    text += "2、渡槽加固工程。预算90万元，支出81万元，执行率90%。\n二、自评打分\n各项目自评得分如下：\n"
    told = rows(text + "渠首修复工程97.6分，等次为优；\n渡槽加固工程78.5分，等次为中。\n")
    assert [(row["name"], row["total_score"], row["grade"]) for row in told] == [("渠首修复工程", 97.6, "优"), ("渡槽加固工程", 78.5, "中")]


def test_a_summary_report_names_its_project_in_its_title() -> None:
    text = "石桥县2022年度渡口修缮补助项目\n绩效自评综合报告\n\n一、资金情况\n省里给了90万元，已支付88万元。\n"
    assert [row["name"] for row in rows(text)] == ["渡口修缮补助项目"]


PROVEN = "石桥县渔政站2022年度部门整体支出绩效自评报告\n一、钱用到哪里\n"


def four(text: str) -> list[tuple[Any, ...]]:
    told = rows(text)
    return [
        (row["name"], *(None if row[n] is None else float(row[n]) for n in ("budget_yuan", "executed_yuan", "stated_rate"))) for row in told
    ]


def test_sections_whose_numbers_prove_a_budget_and_its_spending_are_projects_whatever_the_words() -> None:
    text = "（一）渡口岗亭翻修\n由船务科牵头。摊到90万元，烧去81万元，用款进度90%。\n"
    text += "（二）护渡员经费\n摊到60万元，烧去30.6万元，用款比例51%。\n"
    expected = [("渡口岗亭翻修", 900000, 810000, 0.9), ("护渡员经费", 600000, 306000, 0.51)]
    assert four(PROVEN + text) == expected
    chaptered = PROVEN.replace("一、", "第一章　") + text.replace("（一）", "第一节　").replace("（二）", "第二节　")
    assert [row[1:] for row in four(chaptered)] == [row[1:] for row in expected]


@pytest.mark.parametrize(
    "text",
    [
        "（一）渡口岗亭翻修\n摊到90万元，烧去81万元，用款进度70%。\n（二）渔船更新\n摊到60万元，烧去30.6万元，用款进度40%。\n",
        "（一）渡口岗亭翻修\n摊到90万元，收下81万元，到位率90%。\n（二）渔船更新\n摊到60万元，收下30.6万元，到位率51%。\n",
        "（一）青石镇\n摊到90万元，烧去81万元，用款进度90%。\n（二）白云乡政府\n摊到60万元，烧去30.6万元，用款进度51%。\n",
        "（一）部门预算执行\n摊到90万元，烧去81万元，用款进度90%。\n（二）人员经费\n摊到60万元，烧去30.6万元，用款进度51%。\n",
    ],
)
def test_numbers_that_prove_nothing_and_places_and_accounts_name_no_project(text: str) -> None:
    assert rows(PROVEN + text) == []


def test_paragraphs_that_count_names_off_are_those_of_the_sections_with_the_names() -> None:
    text = "头一处是渡口岗亭翻修，摊到90万元，烧去81万元，进度90%。\n第二处是渔船维护服务，摊到60万元，烧去30.6万元，进度51%。\n"
    text += "二、做了什么\n1.渡口岗亭翻修\n翻修岗亭3座。\n2.渔船维护服务\n维护渔船9艘，另付拖船费2.5万元。\n"
    assert four(PROVEN + text) == [("渡口岗亭翻修", 900000, 810000, 0.9), ("渔船维护服务", 600000, 306000, 0.51)]


def test_the_money_of_people_beside_projects_is_a_project_too() -> None:
    text = "（一）渡口岗亭翻修\n摊到90万元，烧去81万元，进度90%。\n（二）渔船更新\n摊到60万元，烧去30.6万元，进度51%。\n"
    text += "（三）退养渡工离岗人员经费\n摊到50万元，烧去50万元，进度100%。\n"
    assert [row[0] for row in four(PROVEN + text)][2:] == ["退养渡工离岗人员经费"]


def test_thousands_of_quoted_names_in_one_sentence_cost_no_more_each() -> None:
    begin = "石桥镇2022年度渡口维护补助资金绩效自评报告\n一、项目概况\n"
    few, many = ((begin + "用于“渡口改造项目”（90万元）和“护林工程”（60万元），" * count + "\n").encode() for count in (100, 400))
    report(few, "report.txt")  # the lexicons are loaded
    assert steps(lambda: report(many, "report.txt")) < 5 * steps(lambda: report(few, "report.txt"))
