"""Tables in plain text, a row a line and its cells between TABs."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.document import Document
from extractors.report import facts, read
from extractors.tables.findings import Finding

FORM = """\
临河县民政局2022年度困难群众救助补助资金项目绩效自评表
项目名称\t困难群众救助补助资金
主管部门\t临河县民政局\t实施单位\t临河县社会救助中心
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t300\t320\t304\t10\t95%\t9.5
\t其中：当年财政拨款\t300\t320\t304\t-\t95%\t-
年度总体目标\t预期目标\t实际完成情况
\t保障困难群众基本生活\t已全部发放
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t救助人数\t≥1200人\t1260人\t20\t20\t
\t质量指标\t发放准确率\t100%\t100%\t20\t20\t
\t时效指标\t发放及时率\t100%\t98%\t10\t9\t个别月份迟发
效益指标\t社会效益\t群众生活水平\t提高\t提高\t30\t30\t
满意度指标\t服务对象满意度\t救助对象满意度\t≥90%\t93%\t10\t10\t
总分\t100\t98.5\t
说明：资金由县财政统筹。
"""


def _document(text: str) -> Document:
    return readers.read(text.encode(), "自评表.txt")


def test_a_form_saved_as_text_is_read_as_the_form_it_was() -> None:
    page = _document(FORM)
    report = read(page)
    (project,) = facts(report)["projects"]
    assert (project.name, project.budget_yuan, project.executed_yuan, project.total_score) == (
        "困难群众救助补助资金",
        3200000,
        3040000,
        98.5,
    )  # type: ignore[attr-defined]
    told = [(row.level1, row.level2, row.level3, row.target_text, row.score) for row in facts(report)["indicators"]]  # type: ignore[attr-defined]
    assert told[1:3] == [("产出指标", "质量指标", "发放准确率", "100%", 20), ("产出指标", "时效指标", "发放及时率", "100%", 9)]
    assert len(told) == 5


@pytest.mark.parametrize("reason", ["个别月份迟发", ""])
def test_lines_that_lost_the_tabs_at_their_ends_are_accused_of_nothing(reason: str) -> None:
    stripped = "\n".join(line.rstrip("\t") for line in FORM.replace("个别月份迟发", reason).splitlines())
    report = read(_document(stripped))
    assert facts(report)["projects"][0].total_score == 98.5  # type: ignore[attr-defined]
    assert [one.rule for one in facts(report)["findings"] if isinstance(one, Finding)] == []


def test_what_stands_around_a_table_is_running_text() -> None:
    page = _document(FORM)
    assert [block.text for block in page.blocks if block.kind == "paragraph"] == [FORM.splitlines()[0], FORM.splitlines()[-1]]


@pytest.mark.parametrize(
    "text",
    [
        "目录\n一、\t项目概况\t1\n二、\t资金情况\t3\n三、\t绩效情况\t12\n",
        "一、\t项目概况\n本年预算9万元。\n二、\t资金情况\n支出8万元。\n",
        "\t\t本年预算9万元。\n\t\t本年支出8万元。\n",
    ],
)
def test_numbers_pages_and_indents_behind_tabs_make_no_table(text: str) -> None:
    assert all(block.kind != "cell" for block in _document(text).blocks)
