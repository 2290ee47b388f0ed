"""Tables in flattened text: the five rules, one by one and as a law."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import readers
from extractors.document import Block

Row = list[str]


def flattened(rows: list[Row]) -> str:
    """Rows of cells as a converter writes them."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows) + "\n"


def cells(text: str) -> list[Block]:
    return [block for block in readers.read(text.encode(), "表.txt").blocks if block.place.table is not None]


def at(text: str) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {(b.place.row or 0, b.place.col or 0): (b.text, b.place.rows, b.place.cols) for b in cells(text)}


HEADER = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "完成值"]


def form(*rows: Row) -> str:
    return "项目自评表\n" + flattened([HEADER, *rows]) + "备注：无\n"


def test_a_line_with_tab_opens_a_cell_and_one_without_continues_it() -> None:
    found = at("\t项目名称\n\t河道清淤\n第二行\n\n\t单位\n\t水务局\n\n\n正文。\n")
    assert found[0, 1] == ("河道清淤\n第二行", 1, 1)
    assert found[1, 1] == ("水务局", 1, 1)


def test_text_behind_two_blank_lines_is_outside_the_table() -> None:
    blocks = readers.read(form(["", "产出", "数量", "清淤", "3公里", "3公里"]).encode(), "表.txt").blocks
    assert [b.text for b in blocks if b.place.table is None] == ["项目自评表", "备注：无"]


def test_a_blank_line_inside_a_cell_keeps_it_one_cell() -> None:
    assert at("\t情况\n\t第一段。\n\n第二段。\n\n\t问题\n\t无\n\n\n正文。\n")[0, 1][0] == "第一段。\n\n第二段。"


def test_a_label_that_ends_in_blank_lines_does_not_end_its_row() -> None:
    broken = "\t\n\t效益指标\n\n（30分）\n\n\n\t经济效\n\n益指标\n\t增收\n\t5%\n\t6%\n\n"
    found = at("\t" + "\n\t".join(HEADER) + "\n\n" + broken + "\n正文。\n")
    assert [found[1, col][0] for col in range(1, 6)] == ["效益指标\n\n（30分）", "经济效\n\n益指标", "增收", "5%", "6%"]


def test_a_label_written_downwards_does_not_end_its_row() -> None:
    found = at("\t" + "\n\t".join(HEADER) + "\n\n\t\n\t产\n出\n\n\t数量指标\n\t清淤\n\t3公里\n\t3公里\n\n\n正文。\n")
    assert found[1, 1][0] == "产\n出"
    assert found[1, 5][0] == "3公里"


def test_a_split_label_may_go_on_behind_two_blank_lines() -> None:
    found = at("\t" + "\n\t".join(HEADER) + "\n\n\t\n\t产出指标\n\n\n(50分)\n\t数量指标\n\t清淤\n\t3公里\n\t3公里\n\n\n正文。\n")
    assert found[1, 2][0] == "数量指标"


def test_the_total_row_is_joined_to_nothing_and_its_figures_stand_right() -> None:
    found = at(form(["", "产出", "数量", "清淤", "3公里", "3公里"], ["总分", "100", "95.5"], ["说明", "无", "无"]))
    assert found[2, 0] == ("总分", 1, 4)
    assert (found[2, 4][0], found[2, 5][0]) == ("100", "95.5")
    assert found[3, 2] == ("无", 1, 4)


def test_an_empty_label_cell_continues_the_one_above() -> None:
    found = at(form(["", "产出", "数量", "清淤", "3", "3"], ["", "", "", "护岸", "2", "2"], ["", "", "质量", "合格", "", "100%"]))
    assert found[0, 0] == ("绩效指标", 4, 1)
    assert found[1, 1] == ("产出", 3, 1)
    assert found[1, 2] == ("数量", 2, 1)


def test_an_empty_value_cell_is_a_cell_of_its_own() -> None:
    found = at(form(["", "产出", "数量", "清淤", "3", "3"], ["", "", "", "护岸", "2", ""], ["", "", "", "", "", ""]))
    assert found[2, 5] == ("", 1, 1)
    assert found[3, 3] == ("", 1, 1)


def test_a_cell_of_an_ideographic_space_continues_nothing() -> None:
    found = at(form(["", "产出", "数量", "清淤", "3", "3"], ["", "　", "质量", "合格", "1", "1"], ["", "", "", "护岸", "1", "1"]))
    assert found[2, 1] == ("　", 2, 1)


def test_a_tab_alone_before_text_is_a_cell_with_an_empty_first_line() -> None:
    assert at("\t目标\n\t\n目标1.清淤；\n目标2.护岸\n\t完成\n\n\n正文。\n")[0, 1][0] == "\n目标1.清淤；\n目标2.护岸"


def test_the_last_cell_of_a_short_row_takes_the_rest_of_the_width() -> None:
    found = at("项目自评表\n" + flattened([["单位", "水务局"], HEADER, ["", "产出", "数量", "清淤", "3", "3"]]))
    assert found[0, 1] == ("水务局", 1, 5)


def test_tables_apart_by_blank_lines_only_are_two() -> None:
    one = flattened([["项目名称", "清淤"], ["单位", "水务局"]])
    assert {b.place.table for b in cells(one + "\n\n\n" + one)} == {0, 1}


def test_every_position_of_the_grid_is_covered_once() -> None:
    found = cells(form(["", "产出", "数量", "清淤", "3", "3"], ["", "", "", "护岸", "2", "2"], ["总分", "100", "95"]))
    covered = [
        (row, col)
        for b in found
        for row in range(b.place.row or 0, (b.place.row or 0) + b.place.rows)
        for col in range(b.place.col or 0, (b.place.col or 0) + b.place.cols)
    ]
    assert sorted(covered) == [(row, col) for row in range(4) for col in range(6)]


VALUE = st.sampled_from(["清淤", "护岸 二期", "3公里", "100%", "　", "按时\n完成", "第一段\n\n第二段", " 指标1：水质"])


@st.composite
def grids(draw: st.DrawFn) -> list[list[Row]]:
    """Groups of rows below one label each: the label stands in the first row, the others leave its cell empty."""
    width = draw(st.integers(2, 5))
    row = st.lists(VALUE, min_size=width, max_size=width)
    return draw(st.lists(st.lists(row, min_size=1, max_size=3), min_size=1, max_size=4))


@settings(max_examples=150, deadline=None)
@given(grids())
def test_a_flattened_grid_reads_back_as_the_grid(groups: list[list[Row]]) -> None:
    header = [f"栏目{number}" for number in range(len(groups[0][0]) + 1)]
    rows = [header] + [["类别" if not index else "", *row] for group in groups for index, row in enumerate(group)]
    found = at("自评表\n" + flattened(rows) + "正文。\n")
    expected = {(0, col): (word, 1, 1) for col, word in enumerate(header)}
    number = 1
    for group in groups:
        expected[number, 0] = ("类别", len(group), 1)
        for row in group:
            expected |= {(number, col): (text, 1, 1) for col, text in enumerate(row, 1)}
            number += 1
    assert found == expected
