"""Measures of money and their figures below one another."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.report import facts, read
from extractors.unruled import ruled

FORM = """\
项目基本信息
项目名称：山塘除险加固
计划投资额
(万元)360
实际到位资金
(万元)
350.5
实际使用情况
（万元）
340.5
其中:中央财政200 其中:中央财政200 其中:中央财政195 省财政160 省财政150.5省财政145.5
"""


def amounts(text: str) -> list[tuple[str, str, str | None]]:
    found = facts(read(readers.read(text.encode(), "表.txt")))["budget_figures"]
    return [(row.amount_text, row.measure, row.fund_source) for row in found]  # type: ignore[attr-defined]


def test_every_measure_has_its_figure_and_its_part() -> None:
    assert amounts(FORM) == [
        *(("360", "budget", "total"), ("350.5", "received", "total"), ("340.5", "executed", "total")),
        *(("200", "budget", "central"), ("200", "received", "central"), ("195", "executed", "central")),
        *(("160", "budget", "provincial"), ("150.5", "received", "provincial"), ("145.5", "executed", "provincial")),
    ]


def test_a_part_that_is_not_told_of_every_measure_is_not_read() -> None:
    assert [source for *_, source in amounts(FORM.replace(" 省财政150.5", " "))] != ["provincial"]
    assert "provincial" not in [source for *_, source in amounts(FORM.replace("省财政160 ", ""))]


@pytest.mark.parametrize(
    "text",
    ["计划投资额\n360\n实际到位资金\n350.5\n", "计划投资额\n(万元)360\n见附表。\n", "实际使用情况\n本项目资金已使用。\n结余资金\n无\n"],
)
def test_a_measure_alone_or_without_a_unit_is_no_table(text: str) -> None:
    document = readers.read(text.encode(), "文.txt")
    assert ruled(document) is document
