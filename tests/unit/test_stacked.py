"""Forms with a cell a line."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.report import facts, read
from extractors.row import Fact
from extractors.unruled import ruled

FORM = """\
村卫生室改造项目绩效自评表
（2023年度）
项目名称
村卫生室 改造
主管部门
云岭县卫生健康局
实施单位
云岭县卫生院
项目资金（万元）
年初预算数
全年预算数
全年执行数
分值
执行率
得分
年度资金总额
40
50
45
10
90%
9
其中：财政拨款
40
50
45
—
90%
—
其他资金
年度总体目标
预期目标
实际完成情况
改造村卫生室6所。
改造5所，另1所在建。
一级指标
二级指标
三级指标
年度指标值
实际完成值
分值
得分
偏差原因分析及改进措施
产出指标
数量指标
改造 卫生室
≥6所
5所
50
42
雨季 停工
质量指标
验收合格率
100%
100%
20
20
满意度指标
服务对象满意度指标
村民满意度
≥90%
95%
20
20
总分
100
91
"""


def told(text: str, table: str) -> list[Fact]:
    return facts(read(readers.read(text.encode(), "表.txt")))[table]


def test_a_form_with_a_cell_a_line_is_read_as_the_form_it_was() -> None:
    (project,) = told(FORM, "projects")
    assert (project.name, project.unit, project.budget_yuan, project.total_score) == (  # type: ignore[attr-defined]
        *("村卫生室 改造", "云岭县卫生院"),
        *(500000, 91),
    )
    amounts = [(r.amount_text, r.measure, r.fund_source) for r in told(FORM, "budget_figures")]  # type: ignore[attr-defined]
    measures = ("initial_budget", "budget", "executed")
    assert amounts == [
        (text, measure, source) for source in ("total", "fiscal") for text, measure in zip(("40", "50", "45"), measures, strict=True)
    ]
    rows = [(r.level1, r.level2, r.level3, r.target_text, r.actual_text, r.reason) for r in told(FORM, "indicators")]  # type: ignore[attr-defined]
    assert rows == [
        ("产出指标", "数量指标", "改造 卫生室", "≥6所", "5所", "雨季 停工"),
        ("产出指标", "质量指标", "验收合格率", "100%", "100%", None),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "95%", None),
    ]


def test_what_stands_around_the_form_stays_a_paragraph_each() -> None:
    text = f"一、概况\n本项目由县卫生健康局实施。\n{FORM}二、问题\n进度偏慢。\n"
    blocks = ruled(readers.read(text.encode(), "表.txt")).blocks
    assert [b.text for b in blocks if b.kind == "paragraph"][:2] == ["一、概况", "本项目由县卫生健康局实施。"]
    assert [b.text for b in blocks if b.kind == "paragraph"][-2:] == ["二、问题", "进度偏慢。"]
    assert len(told(text, "indicators")) == 3


@pytest.mark.parametrize("lost", ["40\n50\n45\n10\n90%\n9\n", "50\n45\n10\n90%\n9\n"])
def test_a_total_with_a_cell_too_few_is_not_read(lost: str) -> None:
    text = FORM.replace("40\n50\n45\n10\n90%\n9\n", lost).replace("40\n50\n45\n—\n90%\n—\n", "")
    assert len(told(text, "budget_figures")) == (3 if lost.startswith("40") else 0)


def test_two_forms_none_of_whose_money_is_told_keep_their_indicators_apart() -> None:
    money = FORM[FORM.index("项目资金") : FORM.index("一级指标")]
    text = FORM[: FORM.index("项目资金")] + "实施期限\n一年\n" + FORM.replace(money, "").replace("村卫生室 改造", "渡口修缮")
    assert [row.name for row in told(text, "projects")] == ["村卫生室 改造", "渡口修缮"]  # type: ignore[attr-defined]


def test_words_of_a_header_below_one_another_without_rows_stay_text() -> None:
    document = readers.read("年初预算数\n全年预算数\n执行率\n说明\n本表按决算填列。\n".encode(), "文.txt")
    assert ruled(document) is document
