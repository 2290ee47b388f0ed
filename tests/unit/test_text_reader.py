"""Plain text, hard-wrapped or not."""

from __future__ import annotations

from extractors import readers
from extractors.document import Block


def blocks(text: str) -> list[Block]:
    return list(readers.read(text.encode(), "报告.txt").blocks)


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def test_every_line_is_a_paragraph_without_outer_blanks() -> None:
    assert texts("  一、概况\r\n\r\n本项目预算12万元。 \n") == ["一、概况", "本项目预算12万元。"]


def test_page_numbers_alone_on_a_line_are_footers() -> None:
    found = blocks("正文一。\n— 3 —\n正文二。\n第 2 页,共 46 页\n12\n2021\n3/46\n")
    assert [block.text for block in found if block.kind == "footer"] == ["— 3 —", "第 2 页,共 46 页", "12", "3/46"]


def test_a_bookmark_and_a_field_code_are_no_text() -> None:
    found = texts(
        '[bookmark: _Toc1][bookmark: _Toc2]一、概况\nHYPERLINK \\l "_Toc1" 二、绩效 PAGEREF _Toc1 \\h 4\n[bookmark: _GoBack]\nPAGE 15\n'
    )
    assert found == ["一、概况", "二、绩效 4", "15"]


def test_a_number_that_only_a_converter_writes_is_automatic() -> None:
    found = blocks("1、 收入情况\n（2） 支出情况\n第3部分 名词解释\n· 修订制度；\n3. 手写的编号\n1、手写的编号\n")
    assert [block.style.auto_number for block in found] == ["1、", "（2）", "第3部分", "·", None, None]
    assert found[0].text == "1、 收入情况"


def test_a_tab_inside_running_text_opens_no_table() -> None:
    assert texts("会议正常召开\t，应急演练按期完成。\n\n列1\t基本支出\t项目支出\t12.5\n") == [
        "会议正常召开\t，应急演练按期完成。",
        "列1\t基本支出\t项目支出\t12.5",
    ]


def test_paragraphs_indented_by_tabs_are_no_table() -> None:
    prose = "\t本项目由区水务局负责实施，全年预算安排资金十二万元。\n\t项目资金由区级财政全额保障，执行率百分之百。\n"
    assert all(block.place.table is None for block in blocks(prose + "\n" + prose))


def wrapped(paragraph: str, width: int = 30) -> str:
    return "\n".join(paragraph[i : i + width] for i in range(0, len(paragraph), width))


LONG = (
    "　　本项目由区水务局负责实施，主要内容为城区河道清淤和堤岸修复，全年预算安排资金一百二十万元，实际支出九十八万元，"
    "执行率百分之八十一，全部按照合同约定的进度支付，没有挤占和挪用的情况，资金管理较为规范，档案资料保存完整。"
)


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    text = f"　　一、项目概况\n{wrapped(LONG)}\n　　二、资金情况\n{wrapped(LONG)}\n"
    assert texts(text) == ["　　一、项目概况", LONG, "　　二、资金情况", LONG]


def test_a_line_of_many_digits_is_full_though_it_counts_as_narrower() -> None:
    digits = LONG.strip("\u3000")[:24] + "2021"
    text = f"{wrapped(LONG)}\n\n{digits}\n{LONG[40:50]}。\n\n{wrapped(LONG)}\n"
    assert digits + LONG[40:50] + "。" in texts(text)


def test_a_heading_below_a_full_line_is_not_joined_to_it() -> None:
    full = LONG.strip("　")[:90]
    text = f"{wrapped(full)}\n（二）绩效目标\n{wrapped(full)}\n{wrapped(full)}\n"
    assert "（二）绩效目标" in texts(text)


def test_lines_of_uneven_length_stay_as_they_are() -> None:
    lines = ["某区水务局", "项目支出绩效自评报告", LONG, "城区河道清淤项目", "二〇二一年三月", LONG[:50]]
    assert texts("\n".join(lines)) == lines


def test_lines_that_numbers_made_ragged_are_joined() -> None:
    """A number is not parted at a line's end, and the blanks beside it are narrower on paper than here."""
    lines = [
        "（一）教育支出类科目预算 5806105.16 元，占支出总预算",
        "82.27%，同比增加 3520772.45 元，增长 154.06 %，主",
        "要是新建校舍和增加教师，具体为校舍的建设支出",
        "1200000 元、教师工资 2320772.45 元，其中在编教师工资的",
        "支出 1100000 元，初中和高中教师绩效工资的支出",
        "1220772.45 元。人员经费支出 4606105.16 元，公用经费支出",
        "1200000 元，均由本级财政安排，没有使用上年结转。",
        "（二）卫生健康支出类科目预算 275373.54 元，占支出",
        "总预算 3.9 %，同比增加 190249.14 元，增长的主要原因是",
        "医疗保险缴费的基数调整和新增人员的缴费，在职人员",
        "缴费 200000 元，退休人员 75373.54 元，都按照规定的比例",
        "缴纳，没有拖欠和多缴的情况，与上年的口径保持一致。",
    ]
    assert texts("\n".join(lines)) == ["".join(lines[:7]), "".join(lines[7:])]


def test_separated_values_become_a_grid() -> None:
    found = blocks('项目,预算,执行\n清淤,"1,200",980\n护岸,300,300\n')
    assert [(b.place.row, b.place.col, b.text) for b in found][3:6] == [(1, 0, "清淤"), (1, 1, "1,200"), (1, 2, "980")]


def test_prose_with_a_comma_in_every_line_is_no_grid() -> None:
    line = "本项目由区水务局负责实施并按照合同约定的进度支付全部资金,没有挤占和挪用的情况且资金管理较为规范。\n"
    assert all(block.place.table is None for block in blocks(line * 4))


def test_a_markdown_table_becomes_a_grid_and_its_headings_keep_their_level() -> None:
    found = blocks("# 自评报告\n\n**一、概况**\n\n| 指标 | 得分 |\n| --- | ---: |\n| 数量 | 10 |\n")
    assert [b.text for b in found] == ["自评报告", "一、概况", "指标", "得分", "数量", "10"]
    assert found[0].style.outline_level == 0
    assert (found[-1].place.row, found[-1].place.col) == (1, 1)
