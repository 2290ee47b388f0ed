"""What an amount of prose is about, on sentences made for each."""

from __future__ import annotations

import pytest

from extractors.report import report
from extractors.row import columns
from pipeline.schema import TABLES

TITLE = "双桥县粮食局2021年度部门决算\n一、支出情况\n"


def figures(text: str, column: str) -> list[str | None]:
    rows = report((TITLE + text + "\n").encode(), "report.txt").rows["budget_figures"]
    names = [c.name for c in columns(TABLES["budget_figures"])]
    told = [dict(zip(names, row, strict=True)) for row in rows]
    return [row[column] for row in sorted(told, key=lambda row: row["start"])]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("基本支出500万元，占80%；项目支出125万元，占20%。", ["基本支出", "项目支出"]),
        (
            "公务接待费年初预算数为6万元，决算数为4万元，较2020年减少1万元。",
            ["公务接待费年初预算数", "公务接待费决算数", "公务接待费较2020年减少"],
        ),
        ("粮库维修经费年初预算数为90万元，实际支出88万元。", ["粮库维修经费年初预算数", "粮库维修经费"]),
        ("绩效管理不够细，年中追加60万元，年末结转8万元。", ["年中追加", "年末结转"]),
        ("支出总计137万元，其中本年支出合计133万元，年末结转4万元。", ["支出总计", "支出合计", "年末结转"]),
        ("截至2021年12月31日，项目累计支出88万元。", ["项目累计支出"]),
        ("我局仓房修缮费60万元，截至评价基准日2021年12月31日支付50万元。", ["仓房修缮费", "仓房修缮费"]),
        ("基本支出预算50万元；项目支出预算60万元。", ["基本支出预算", "项目支出预算"]),
        ("1.粮仓熏蒸项目。该项目全年预算6万元。", ["粮仓熏蒸项目"]),
        ("截至12月底，累计支出88万元。", ["累计支出"]),
        ("仓房维修资金90万元中有20万元未支付。", ["仓房维修资金", "仓房维修资金"]),
        ("公务接待费4万元，比上年少1万元。", ["公务接待费", "公务接待费比上年少"]),
        ("采购节约20万元。", ["采购节约"]),
        ("年初预算300万元，经追加和调剂后调整预算为320万元，全年支出310万元。", ["年初预算", "调整预算", "支出"]),
        ("助学补助年初预算80万元，因扩招和提标追加20万元。", ["助学补助年初预算", "助学补助因扩招和提标追加"]),
        ("全县共投入果园资金（以下简称“果资”）90万元。", ["全县共投入果园资金"]),
        ("向外出人员4,693人次发放车票补贴80万元。", ["向外出人员4,693人次发放车票补贴"]),
        ("果园补助第一批由《某省财政厅关于下达果园补助的通知》（某财〔2020〕12号）下达90万元。", ["果园补助第一批"]),
        ("2021年的果园贴息资金由去年同期的98万元增加到112万元，增加14万元。", ["果园贴息资金", "果园贴息资金增加到", "果园贴息资金增加"]),
        ("省级财政补助50万元，学院自筹30万元，全年支出77万元。", ["省级财政补助", "学院自筹", "支出"]),
        ("收入预算90万元，其中：其他收入30万元；上年结转收入60万元。", ["收入预算", "其他收入", "上年结转收入"]),
        ("年末结转9万元，其中：基本支出结转2万元、项目支出结转7万元。", ["年末结转", "基本支出结转", "项目支出结转"]),
        ("基本支出90万元。与上年相比，增加8万元。", ["基本支出", "基本支出增加"]),
        ("三公经费9万元，其中：公车费5万元，接待费4万元。较上年减少1万元。", ["三公经费", "公车费", "接待费", "三公经费较上年减少"]),
        (
            "三公经费9万元，其中公车费5万元，减少1万元；接待费4万元，减少2万元。",
            ["三公经费", "公车费", "公车费减少", "接待费", "接待费减少"],
        ),
        ("仓储费应收12万元，实收9万元。", ["仓储费应收", "仓储费应收"]),
        ("受汛期影响，仅支付45万元。", ["仅支付"]),
        ("经追加和调剂后，调整预算为320万元。", ["调整预算"]),
        ("截至评价基准日（2022年3月31日），项目累计支出88万元。", ["项目累计支出"]),
        ("但县级配套资金仅到位30万元。", ["县级配套资金仅到位"]),
        ("人员经费142万元，公用经费16万元，项目经费40万元。", ["人员经费", "公用经费", "项目经费"]),
        ("上年度预算300万元，本年度预算320万元。", ["上年度预算", "预算"]),
        ("上年度该项目支出300万元，本年度支出320万元。", ["上年度该项目支出", "本年度支出"]),
    ],
)
def test_the_noun_nearest_an_amount_is_its_subject_and_a_measure_alone_takes_up_the_topic(text: str, subjects: list[str]) -> None:
    assert figures(text, "subject") == subjects


def test_what_is_told_of_the_year_before_is_of_that_year() -> None:
    assert figures("上年度该项目预算300万元，本年度预算320万元。", "year") == [2020, 2021]
    assert figures("本年度预算320万元，下一年度拟安排预算350万元。", "year") == [2021, 2022]
    assert figures("结余20万元，结转下年使用15万元。", "year") == [2021, 2021]


def test_what_brackets_say_in_passing_is_forgotten_behind_them() -> None:
    text = "公务用车费12万元（其中：县级资金购置费5万元，县级资金运行费7万元），比2020年减少1万元。"
    assert figures(text, "subject")[-1] == "公务用车费比2020年减少"
    assert figures(text, "fund_source") == [None, "local", "local", None]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("我县将中央资金分解下达到各乡镇：东岭镇60万元，西岭镇40万元。", ["central", "central"]),
        ("自治区资金60万元已到位，州级财政安排20万元。", ["provincial", "fiscal"]),
        ("1.中央资金：共60万元，分两批下达，第一批40万元，第二批20万元。", ["central"] * 3),
        ("中央财政安排资金60万元，其中第一批由《某省财政厅关于下达奖补资金的通知》下达40万元。", ["central", "central"]),
        ("县财政在中央资金之外另行配套20万元。", ["fiscal"]),
        ("专项债券到位90万元，尚有30万元未发行到位。", ["bond", "bond"]),
        ("收入包括：一般公共预算拨款收入60万元、单位资金收入40万元；支出包括：住房保障支出30万元。", ["general_budget", "other", None]),
    ],
)
def test_a_source_covers_what_it_is_said_of(text: str, sources: list[str | None]) -> None:
    assert figures(text, "fund_source") == sources


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("县级配套60万元已到位50万元。", ["budget", "received"]),
        ("县级配套60万元均已足额到位，到位率100%。", ["received"]),
        ("县级配套60万元于3月拨到我局零余额账户。", ["received"]),
        ("支付工程款20万元转入农民工工资专户。", ["executed"]),
        ("收回2019年及以前年度结余资金20万元。", ["returned"]),
        ("年初预算80万元，经追加和调剂后调整预算为90万元。", ["initial_budget", "budget"]),
        ("追加项目预算20万元。", ["added"]),
        ("追回以前年度违规发放资金4万元并上缴国库。", ["returned"]),
        ("配套道路建设费30万元由街道解决，未列入项目预算。", ["other"]),
        ("果园补助由上年的80万元增加到90万元。", ["executed", "executed"]),
    ],
)
def test_what_came_in_went_back_or_rose_is_told_behind_and_before(text: str, measures: list[str]) -> None:
    assert figures(text, "measure") == measures


def test_gains_in_a_cell_are_no_spending() -> None:
    assert figures("资金执行情况表\n\t指标\n\t农户户均增收\n\t50元\n\n", "measure") == ["other"]
