"""Lines of a form whose cells nothing parts."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.report import facts, read
from extractors.unruled import ruled

FORM = """\
2022年度项目支出绩效自评表
专项(项目)名称敬老院暖气改造
省级主管部门岭南省民政厅实施单位云岭县民政局
总体目标改造敬老院3所,预算60万元。
"""


def test_labels_are_parted_from_the_agencies_behind_them() -> None:
    (project,) = facts(read(readers.read(FORM.encode(), "表.txt")))["projects"]
    assert (project.name, project.unit) == ("敬老院暖气改造", "云岭县民政局")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "项目名称及编号\n主管部门负责组织实施\n预算单位按规定执行\n",
        "项目名称河道清淤\n资金情况见下表\n",
        "主管部门云岭县民政局\n正文。\n",
        "实施单位要加强管理\n主管部门要加强监督\n",
    ],
)
def test_sentences_that_begin_with_a_label_stay_sentences(text: str) -> None:
    document = readers.read(text.encode(), "文.txt")
    assert ruled(document) is document
