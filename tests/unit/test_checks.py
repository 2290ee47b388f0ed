"""What the cross-checks must not say: legitimate reports that look like slips at first sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from form_notation import document, parts
from steps import steps

from extractors.checks import findings
from extractors.document import Document
from extractors.report import facts, read
from extractors.row import Fact
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.vocabulary import FINDING_RULES

ROOT = Path(__file__).parent.parent.parent
FORM = """
2022年度项目支出绩效自评表
| 项目名称 | 村道安防设施完善 | < | < | < | < | < |
"""
FUNDS = FORM + "| 项目资金（万元） | ␣ | 全年预算数 | 全年执行数 | 分值 | 执行率 |\n"
PROSE = """
白水县公路站2021年度村道养护项目绩效自评报告
一、项目资金使用情况
"""


def told(source: Document | str) -> list[str]:
    found = facts(read(document(source) if isinstance(source, str) else source))["findings"]
    return [f"{f.rule}: {f.message_zh}" for f in found if isinstance(f, Finding)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            """| 项目资金（万元） | ␣ | 全年预算数 | 全年执行数 |
| ^ | 年度资金总额 | 100 | 90 |
| ^ | 其中：财政拨款 | 96 | 86 |
| ^ | 中央资金 | 60 | 56 |
| ^ | 省级资金 | 36 | 30 |
| ^ | 其他资金 | 4 | 4 |""",
            id="rows that break down another row",
        ),
        pytest.param(
            """| 项目资金（万元） | ␣ | 全年预算数 | 全年执行数 |
| ^ | 年度资金总额 | 100 | 90 |
| ^ | 其中：财政拨款 | 60 | 55 |""",
            id="one of several sources",
        ),
        pytest.param(
            """| 项目资金（万元） | ␣ | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
| ^ | 年度资金总额 | 90 | 100 | 90 | 100% |""",
            id="a rate against the initial budget",
        ),
        pytest.param(
            """| 项目资金（万元） | ␣ | 全年预算数 | 全年执行数 | 执行率 |
| ^ | 年度资金总额 | 33.33 | 22.22 | 66.67% |
| ^ | 其他资金 | 0 | 0 | 0 |""",
            id="amounts rounded before the rate was taken",
        ),
        pytest.param(
            """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 成本指标 | 成本节约率 | 5% | 8% | 10 | 10 |
| ^ | ^ | 每公里护栏造价 | 12万元/公里 | 13万元/公里 | 10 | 10 |""",
            id="savings and prices above their target",
        ),
        pytest.param(
            """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 效益指标 | 社会效益指标 | 涉路事故起数 | 5起 | 3起 | 10 | 10 |
| ^ | ^ | 投诉办理时限 | ≤3天 | 2天 | 10 | 10 |""",
            id="less is better",
        ),
        pytest.param(
            """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 |
| 产出指标 | 数量指标 | 安装护栏 | ≥30公里 |
| ^ | 成本指标 | 护栏购置费 | ≤100万元 |""",
            id="a target form has no actual values",
        ),
        pytest.param(
            """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 93.5% | 10 | 9.4 | ␣ |""",
            id="a percent that was met, scored by what was reached",
        ),
        pytest.param(
            """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 安装护栏 | ≥30公里 | 31公里 | 50 | 50 |
| ^ | ^ | 指标2： |  |  |  |  |
| ^ | 质量指标 | …… |  |  |  |  |""",
            id="rows of the template nobody used",
        ),
    ],
)
def test_a_form_that_fits_is_left_in_peace(rows: str) -> None:
    assert told(FORM + rows) == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年村道养护项目年初预算60万元，实际支出66万元，完成年初预算的110%。",
        "2021年村道养护项目年初预算60万元，年中追加20万元，实际支出78万元。",
        "2021年村道养护项目预算60万元，实际支出30万元，预算执行率50%，剩余资金待验收后支付。",
        "2021年村道养护项目预算37.24万元，实际支出43.2万元，其中上年结转6万元。",
        "2021年村道养护项目预算500万元。\n公务接待费支出3.06万元，完成预算的61.2%，接待42批次。",
        "省级安排100万元，其中：中央资金60万元，主要用于路面修补；市级配套40万元已到位。",
        "本项目自评总得分95分，其中产出指标得分50分、效益指标得分30分。",
        "工作人员因公出国（境）费用0万元，与上年持平。",
        "实行“管养分离”“以奖代补”等办法，养护里程等等……",
        "制定《村道养护办法》《村道养护考核细则（《试行》）》。",
        "资产总额800万元，其中流动资产100万元，固定资产原值900万元，无形资产20万元。",
        "资产总额800万元，其中流动资产100万元，固定资产700万元，无形资产20万元，累计折旧20万元。",
        "第二批支出38.91万元，占全年支出的46.25%。2021年村道养护项目支出91.24万元，日常支出45.10万元。",
        "2020年支出决算805.8万元，其他各项比上年增加37.2万元，增长62.4%。",
        "资料到位不及时及时性差，手续不齐全齐全率低。",
        "村道养护项目预算3.5万元，支出决算2.62万元。公务接待费支出决算3.62万元，高于往年，公务接待费决算数大于预算数。",
        "家家户户、方方面面、实实在在的变化，一步一步推进。",
    ],
)
def test_prose_that_fits_is_left_in_peace(text: str) -> None:
    assert told(PROSE + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "（一）指标完成情况\n1、产出完成情况：养护村道12公里。\n2、项目进展：按期完成。\n3、经济效益：节约成本。\n4、结论：较好。",
        "（一）资金绩效\n已按期支付。\n（二）主要绩效（附绩效目标自评表）\n（三）问题\n无。\n（四）建议\n无。",
        "二、绩效情况\n（一）资金情况\n已全部支付。\n（二）总体目标完成情况\n（一）项目内容\n养护村道12公里。\n三、建议\n无。",
        "二、公务用车\n全年用车费用9万元，其中:(1)公务用车运行费9万元；\n（2）公务用车购置\n未购置车辆。\n（3）公务用车保有\n共2辆。",
    ],
)
def test_a_number_borne_by_a_line_that_is_no_heading_is_not_missed(text: str) -> None:
    assert told(PROSE + "已全部支付。\n" + text) == []


def test_a_number_printed_in_another_way_is_not_the_one_that_headings_miss() -> None:
    text = "二、资产情况\n1、资产由办公室管理，按月盘点。\n（二）资产配置\n购置电脑3台。\n（三）资产处置\n无。"
    assert [one.partition(":")[0] for one in told(PROSE + "已全部支付。\n" + text)] == ["numbering"]


def test_a_title_may_run_on_in_the_next_line_of_a_page() -> None:
    assert told(PROSE + "根据《白水县村道养护\n办法》开展日常养护。") == []


def test_numbers_that_a_converter_wrote_are_no_slips() -> None:
    from extractors import readers

    text = "白水县公路站2021年度村道养护项目绩效自评报告\n一、项目概况\n养护村道。\n2、 项目实施\n按月巡查。\n三、项目成效\n路况改善。\n"
    assert told(readers.read(text.encode(), "report.txt")) == []


def test_samples_hold_nothing_that_is_wrong(sample: Path) -> None:
    from conftest import rows_of

    assert [row for row in rows_of(sample).get("findings", ()) if row["severity"] != "info"] == []


def test_a_finding_shows_both_sides() -> None:
    page = FORM + "| 项目资金（万元） | ␣ | 全年预算数 | 全年执行数 | 执行率 |\n| ^ | 年度资金总额 | 80 | 60 | 85% |"
    source = document(page)
    found = [f for f in facts(read(source))["findings"] if isinstance(f, Finding)]
    assert [{e.field: source.text(e.span) for e in f.evidence if e.part == 1} for f in found] == [{"stated": "85%", "expected": "60"}]
    assert [(f.stated, f.expected, f.source) for f in found] == [("85%", "75%", "table")]


def test_two_findings_on_one_number_keep_their_own_evidence() -> None:
    from extractors.report import report

    text = PROSE.strip() + "\n2021年村道养护项目年初预算60万元，实际支出27万元，预算执行率12%。\n"
    rows = report(text.encode(), "report.txt").rows
    keys = {row[0] for row in rows["findings"]}
    assert len(keys) == 2
    assert {row[-3] for row in rows["evidence"] if row[-4] == "findings"} == keys


YUAN = (
    FORM
    + """| 项目资金（元） | ␣ | 全年预算数 | 全年执行数 |
| ^ | 年度资金总额 | 1234567 | {spent} |
| ^ | 其中：当年财政拨款 | 1000000 | 700000 |
| ^ | 上年结转资金 | {carried} | 200000 |
| ^ | 其他资金 | 0 | 0 |
"""
)


def test_a_0_in_a_form_in_yuan_hides_no_difference_and_the_sum_is_told_in_yuan() -> None:
    fits, fails = (told(YUAN.format(spent=900000, carried=carried)) for carried in (234567, 234460))
    assert fits == []
    assert fails == ["sum_mismatch: 合计1234567，而各部分1000000+234460+0=1234460元"]


def test_a_sum_is_told_with_all_its_places() -> None:
    rows = "| ^ | 年度资金总额 | 123.4567 | 90 |\n| ^ | 其中：当年财政拨款 | 100 | 90 |\n| ^ | 其他资金 | 23.4061 | 0 |"
    page = FORM + "| 项目资金（万元） | ␣ | 全年预算数 | 全年执行数 |\n" + rows
    assert told(page) == ["sum_mismatch: 合计123.4567，而各部分100+23.4061=123.4061万元"]


def test_a_total_that_neither_its_sources_nor_its_costs_make_is_told_of_both() -> None:
    page = (
        FUNDS
        + """| ^ | 年度资金总额 | 100 | 100 | 10 | 100% |
| ^ | 当年财政拨款 | 60 | 60 | — | ␣ |
| ^ | 上年结转资金 | 40 | 20 | — | ␣ |
| ^ | 其他资金 | 0 | 0 | — | ␣ |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
| 产出指标 | 成本指标 | 护栏购置费 | {cost}万元 | {cost}万元 | 20 |
| ^ | ^ | 标线施划费 | 60万元 | 60万元 | 30 |"""
    )
    sources = "sum_mismatch: 合计100，而各部分60+20+0=80万元"
    assert told(page.format(cost=70)) == [sources, "sum_mismatch: 执行数100，而成本指标完成值70万元+60万元=130万元，超过执行数"]
    assert told(page.format(cost=170)) == [sources]  # one cost that alone is more may be of several years


@pytest.mark.parametrize(("more", "found"), [("补助120万元", 1), ("补助2050万元", 1), ("2021年又补助12万元", 0), ("余款结转使用", 0)])
def test_an_amount_that_holds_the_digits_of_a_year_names_none(more: str, found: int) -> None:
    rules = [
        one.partition(":")[0]
        for one in told(PROSE + f"为改善村道路况，2020年财政预算安排村道养护项目专人巡查，{more}。\n2021年村道养护项目如期完成。")
    ]
    assert rules.count("year_mismatch") == found


def test_a_rule_outside_the_vocabulary_is_no_finding() -> None:
    from extractors.document import Span

    with pytest.raises(ValueError, match="is no rule"):
        Finding(anchor=Span(0, 0, 1), rule="typo", severity="info", message_zh="", message_en="")


def scanned(page: str, doubtful: str = "") -> Document:
    """The page as OCR read it, one of its cells with doubt."""
    made = document(page, "scan.pdf")
    blocks = tuple(replace(block, confidence=0.62 if block.text == doubtful else 0.98) for block in made.blocks)
    return replace(made, ocr_pages=1, blocks=blocks)


def doubts(source: Document) -> list[tuple[str, str | None]]:
    """What is suspected of a scan: the number as read, and what it would have to be."""
    found = [f for f in facts(read(source))["findings"] if isinstance(f, Finding)]
    return [(source.text(f.anchor), f.expected) for f in found if f.rule == "ocr_suspect"]


def test_a_scanned_page_holds_nothing_certain() -> None:
    page = FORM + "| 项目资金（万元） | ␣ | 全年预算数 | 全年执行数 | 执行率 |\n| ^ | 年度资金总额 | 80 | 60 | 85% |"
    found: list[Fact] = facts(read(scanned(page)))["findings"]
    assert [f.severity for f in found if isinstance(f, Finding)] == ["warning"]


def test_several_digits_that_would_explain_a_relation_leave_it_as_it_is() -> None:
    rows = "| ^ | 年度资金总额 | 95 | 76 | 10 | ␣ |\n| ^ | 当年财政拨款 | 80 | 68 | — | ␣ |\n| ^ | 其他资金 | 10 | 8 | — | ␣ |"
    found = [f for f in facts(read(scanned(FUNDS + rows)))["findings"] if isinstance(f, Finding)]
    assert [(f.rule, f.severity) for f in found] == [("sum_mismatch", "warning")]  # 90 for 95, 85 for 80, or 15 for 10


def test_of_several_digits_the_one_read_with_doubt_is_suspected() -> None:
    rows = "| ^ | 年度资金总额 | 95 | 76 | 10 | ␣ |\n| ^ | 当年财政拨款 | 80 | 68 | — | ␣ |\n| ^ | 其他资金 | 10 | 8 | — | ␣ |"
    assert doubts(scanned(FUNDS + rows, doubtful="95")) == [("95", "90")]


def test_a_number_read_with_doubt_that_no_digit_mends_is_told_without_its_value() -> None:
    rows = "| ^ | 年度资金总额 | 90.00 | 76 | 10 | ␣ |\n| ^ | 当年财政拨款 | 80.00 | 68 | — | ␣ |\n| ^ | 其他资金 | 13.57 | 8 | — | ␣ |"
    assert doubts(scanned(FUNDS + rows, doubtful="13.57")) == [("13.57", None)]
    assert doubts(scanned(FUNDS + rows)) == []


def test_a_lost_point_is_seen_by_the_same_amount_told_elsewhere() -> None:
    text = "2021年村道养护项目预算1938.25万元，用于路面修补。\n年末村道养护项目预算193825万元全部下达。"
    assert doubts(scanned(PROSE + text)) == [("193825万元", "1938.25万元")]
    assert doubts(scanned(PROSE + text.replace("193825", "1938.25"))) == []


def test_costs_that_do_not_reach_what_was_spent_suspect_no_digit() -> None:
    page = (
        FUNDS
        + """| ^ | 年度资金总额 | 210 | 210 | 10 | 100% |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
| 产出指标 | 成本指标 | 护栏购置费 | 120万元 | 130万元 | 20 |
| ^ | ^ | 标线施划费 | 90万元 | 85万元 | 30 |"""
    )
    assert doubts(scanned(page)) == []


def test_a_slip_in_print_is_no_doubt_and_the_text_of_a_scan_stays_as_read() -> None:
    page = FUNDS + "| ^ | 年度资金总额 | 90.00 | 16.40 | 10 | 84.89% |\n| ^ | 当年财政拨款 | 80.00 | 68.30 | — | 85.38% |\n"
    page += "| ^ | 其他资金 | 10.00 | 8.10 | — | 81.00% |"
    assert not any(one.startswith("ocr_suspect") for one in told(page))
    source = read(scanned(page))
    found = facts(source)
    assert [f for f in found["findings"] if f.rule == "ocr_suspect"]
    assert source.document == scanned(page)
    assert Decimal(164000) in {f.amount_yuan for f in found["budget_figures"] if isinstance(f, BudgetFigure)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("白水市公路局\n2022年3月1日", id="an office above"),
        pytest.param("一、资金下达\n做好村道的养护和巡查工作，村道养护项目全部完成。", id="words that are no name"),
        pytest.param(
            "一、乡道养护经费\n1、项目概况\n修补路面。\n2、项目绩效\n乡道养护经费与村道养护经费合并评价，总得分为95分。",
            id="two projects, one score",
        ),
        pytest.param("五、支出说明\n主要用于：社会保障和就业（类）支出20万元；农林水（类）支出10万元。", id="a list without a form"),
    ],
)
def test_names_that_fit_are_left_in_peace(text: str) -> None:
    assert [one for one in told(PROSE + text) if one.startswith("name_mismatch")] == []


def test_the_checks_take_steps_by_the_length_of_one_endless_line() -> None:
    def cost(times: int) -> int:
        text = PROSE.strip() + "\n" + "本年支出合计806.1万元，其中：基本支出512.3万元，占63.55%；项目支出293.8万元，占36.45%。" * times
        source = read(document(parts(text)))
        known = facts(source)
        return steps(lambda: list(findings(source, known)))

    cost(1)
    assert cost(160) < 9 * cost(20)


def balances(count: int) -> str:
    """A table whose every other balance is wrong."""
    rows = "".join(f"<tr><td>{n}号渠</td><td>{100 + n}</td><td>{90 + n}</td><td>{10 + n % 2}</td></tr>" for n in range(count))
    head = "<tr><td>项目</td><td>可用资金（万元）</td><td>实际支出（万元）</td><td>结余（万元）</td></tr>"
    return f"<p>白水县公路站2021年度村道养护项目绩效自评报告</p><table>{head}{rows}</table>"


def rates(count: int) -> str:
    """Paragraphs whose rates do not follow from their amounts."""
    told = "".join(f"项目预算{100 + n}万元，支出{80 + n}万元，执行率{50 + n % 20}%。\n" for n in range(count))
    return PROSE.strip() + "\n" + told


def spendings(count: int) -> str:
    """Paragraphs whose rates are of a plan that nobody tells."""
    return PROSE.strip() + "\n" + "".join(f"实际支出{80 + n}万元，执行率{50 + n % 20}.37%。\n" for n in range(count))


@pytest.mark.parametrize(("made", "name"), [(balances, "report.html"), (rates, "report.txt"), (spendings, "report.txt")])
def test_rows_and_rates_that_fit_nothing_take_the_checks_steps_by_their_number(made: Callable[[int], str], name: str) -> None:
    from extractors import readers

    def cost(count: int) -> int:
        source = read(readers.read(made(count).encode(), name))
        known = facts(source)
        return steps(lambda: list(findings(source, known)))

    cost(1)
    assert cost(320) < 9 * cost(40)


@pytest.mark.parametrize(
    "clause",
    [
        "渡口维护经费60万元；护林经费30万元，共计下达90万元；",
        "下达资金90万元，其中：渡口维护经费60万元、护林经费30万元，",
        "支出：渡口维护经费60万元、护林经费30万元，合计90万元；",
    ],
)
def test_a_sentence_of_sums_and_lists_without_end_takes_steps_by_its_length(clause: str) -> None:
    def cost(times: int) -> int:
        page = "青川县2022年度渡口维护补助资金绩效自评报告\n一、项目概况\n" + clause * times
        return steps(lambda: facts(read(document(parts(page)))))

    cost(1)
    assert cost(480) < 6 * cost(120)


def test_the_checks_take_steps_by_the_number_of_paragraphs_that_tell_an_amount_in_yuan_beside_others() -> None:
    def cost(times: int) -> int:
        lines = [f"第{n}批发放补贴{100 + n}.5元，渡口维护经费{n + 1}.3万元。" for n in range(times)]
        source = read(document(parts(PROSE.strip() + "\n" + "\n".join(lines))))
        known = facts(source)
        return steps(lambda: list(findings(source, known)))

    cost(1)
    assert cost(400) < 5 * cost(100)


def test_the_document_lists_every_rule_and_no_other() -> None:
    page = (ROOT / "docs/findings.md").read_text("utf-8")
    listed = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    kept = {"other"}
    assert listed == set(FINDING_RULES) - kept
    assert all(f"`{rule}`" in page for rule in kept)


@pytest.mark.parametrize(
    ("title", "head", "due"),
    [
        pytest.param("2023年度项目支出绩效自评表", "执行率", True, id="the whole year"),
        pytest.param("2023年项目支出绩效运行监控表", "执行率", False, id="a form that watches the year"),
        pytest.param("2023年上半年项目支出情况表", "执行率", False, id="half a year in the title"),
        pytest.param("2023年度项目支出绩效表", "1-8月执行率", False, id="months in the header"),
    ],
)
def test_little_is_spent_before_the_year_is_over(title: str, head: str, due: bool) -> None:
    page = f"""
{title}
| 项目名称 | 河道保洁 | < | < | < |
| 项目资金（万元） | < | 年初预算数 | 执行数 | {head} |
| ^ | 年度资金总额 | 240 | 96 | 40% |
"""
    assert any(one.startswith("low_execution") for one in told(page)) == due


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("预算90万元，支出45万元，预算执行率50%。", "执行率50%（支出45万元，预算90万元）低于60%"),
        ("预算执行率50%。", "执行率50%低于60%"),
    ],
)
def test_a_low_rate_is_told_with_the_figures_that_are_printed_of_it(sentence: str, words: str) -> None:
    page = ["白水县交通局村道养护项目2021年度绩效自评报告", "一、资金情况", f"村道养护项目{sentence}"]
    assert any(words in one for one in told(document(page)))


TITLE = "白水县民政局2021年度部门整体支出绩效自评报告"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("全年采购支出合计90.5万元，其中货物类40.2万元、工程类0万元、服务类50.1万元。", True),  # all there are
        ("本年基本支出90.5万元，其中人员经费60.2万元、公用经费29.9万元。", True),
        ("公务用车购置及运行费支出9.5万元，其中公务用车购置费6.2万元、公务用车运行费3.1万元。", True),
        ("全年采购支出合计90万元，其中货物类40万元、服务类45万元。", False),  # some of them
        ("危房改造投资198万元，其中财政奖补132万元、自筹46万元、群众筹资22万元。", True),  # more than the whole
        ("县级补助995万元，其中农业补助38万元、水利补助958万元。", False),  # rounded
        ("本年收入总计90万元，其中财政拨款70万元、事业收入12万元。", False),
        ("项目投资100万元，其中县级资金80万元（其中衔接资金25万元）、自筹20万元。", False),  # a part's own part
    ],
)
def test_parts_are_held_against_their_whole_where_they_are_all_or_more(text: str, due: bool) -> None:
    page = document([TITLE, "一、资金情况", text])
    assert any(one.startswith("sum_mismatch") for one in told(page)) == due


@pytest.mark.parametrize(("again", "due"), [("95%", True), ("93%", False), ("30%", False), ("93.3%", False)])
def test_a_rate_told_otherwise_than_where_its_figures_prove_it_is_found(again: str, due: bool) -> None:
    page = document(
        [
            "白水县交通局村道养护项目2021年度绩效自评报告",
            "一、资金情况",
            "村道养护项目预算200万元，实际支出186万元，预算执行率93%。",
            "二、结论",
            f"村道养护项目预算执行率{again}，达到预期。",
        ]
    )
    assert any(one.startswith("rate_mismatch") and "别处" in one for one in told(page)) == due


def test_a_reason_in_the_sentence_of_a_low_rate_excuses_a_project_told_among_others() -> None:
    page = [
        "白水县交通局2022年度农村公路专项资金绩效自评报告",
        "一、资金情况",
        "全年下达资金170万元，涉及2个项目，其中村道养护工程90万元、桥梁加固工程80万元。",
        "桥梁加固工程资金80万元，因汛期停工，当年支出40万元，执行率50%。村道养护工程资金90万元，支出90万元，执行率100%。",
    ]
    assert [one for one in told(document(page)) if one.startswith("low_execution")] == []
    unexplained = [*page[:3], page[3].replace("因汛期停工，", "")]
    assert len([one for one in told(document(unexplained)) if one.startswith("low_execution")]) == 1
