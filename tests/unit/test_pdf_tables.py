"""Grids of PDFs: merged cells, tables over pages, tables without lines."""

from __future__ import annotations

import pytest
from made_pdf import Sheet, cell, cells, made, read, told

from extractors.document import grids
from extractors.readers import pdf

XS = [60, 160, 360, 440, 520]
HEADER = ["科目编码", "科目名称", "预算数", "决算数"]
FIRST = [HEADER, ["201", "一般公共服务支出", "1,234.50", "1,200.00"], ["20101", "示例事务", "234.50", "200.00"]]
SECOND = [["208", "社会保障支出", "88.00", "80.00"], ["", "合计", "1,322.50", "1,280.00"]]


def test_a_ruled_table_becomes_a_grid_between_the_paragraphs_around_it() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(60, 80, "支出决算表")
        sheet.table(XS, 100, FIRST)
        sheet.text(60, 200, "注：本表反映本年支出。")

    document = read(page)
    assert cells(document) == FIRST
    assert [b.kind for b in document.blocks] == ["paragraph"] + ["cell"] * 12 + ["paragraph"]


def test_a_missing_line_merges_the_cells_it_would_have_parted() -> None:
    def page(sheet: Sheet) -> None:
        merged = {("down", 2, 0), ("across", 2, 0)}
        sheet.grid([60, 160, 260, 360], [100, 120, 140, 160], without=lambda kind, n, m: (kind, n, m) in merged)
        for x, y, text in [(64, 114, "项目"), (164, 114, "收入预算"), (64, 134, "功能分类"), (164, 134, "合计"), (264, 154, "12.50")]:
            sheet.text(x, y, text, 10)

    document = read(page)
    wide, tall = cell(document, "收入预算").place, cell(document, "功能分类").place
    assert (wide.row, wide.col, wide.rows, wide.cols) == (0, 1, 1, 2)
    assert (tall.row, tall.col, tall.rows, tall.cols) == (1, 0, 2, 1)
    assert cells(document)[2] == ["功能分类", "", "12.50"]


def test_lines_drawn_twice_or_as_thin_boxes_are_one_line() -> None:
    def page(sheet: Sheet) -> None:
        sheet.table(XS, 100, FIRST)
        sheet.grid([x + 0.7 for x in XS], [100.6, 120.6, 140.6, 160.6])
        for y in (100, 120, 140, 160):
            sheet.canvas.rect(60, sheet.height - y, 460, 0.8, stroke=0, fill=1)

    assert cells(read(page)) == FIRST


def test_a_table_without_outer_lines_keeps_its_outer_columns() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid(XS, [100, 120, 140, 160], without=lambda kind, n, m: kind == "down" and n in (0, 4))
        for n, row in enumerate(FIRST):
            for x, text in zip(XS, row, strict=False):
                sheet.text(x + 4, 114 + 20 * n, text, 10)

    assert cells(read(page)) == FIRST


def test_two_sided_sheets_stay_one_grid() -> None:
    rows = [["收入", "决算数", "支出", "决算数"], ["一、财政拨款收入", "10.00", "一、公共服务", "8.00"], ["总计", "10.00", "总计", "10.00"]]
    document = read(lambda sheet: sheet.table([40, 180, 280, 420, 520], 100, rows))
    assert cells(document) == rows
    assert len(grids(document.blocks)) == 1


def test_a_run_of_text_over_two_cells_is_cut_at_the_line_between_them() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid([60, 96, 160], [100, 120])
        sheet.text(60, 114, "项目类决算支出")  # one string of 12 pt letters, the line after the third

    assert cells(read(page)) == [["项目类", "决算支出"]]


def test_a_soft_wrap_in_a_cell_is_no_break_and_a_paragraph_is() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid([60, 190, 300], [100, 190])
        for n, line in enumerate(["一是完成全部培训任务，", "合格率百分之百；", "二是按时拨付资金。"]):
            sheet.text(64, 116 + 16 * n, line, 10)
        for n, line in enumerate(["年度总体目标完成情", "况说明"]):
            sheet.text(194, 116 + 16 * n, line, 10)

    [[first, second]] = cells(read(page))
    assert first == "一是完成全部培训任务，合格率百分之百；\n二是按时拨付资金。"
    assert second == "年度总体目标完成情况说明"


def test_every_line_of_a_cell_has_its_box_and_offset() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid([60, 170, 300], [100, 160])
        sheet.text(64, 116, "完成培训任务十余个", 11)
        sheet.text(64, 132, "项目", 11)

    block = read(page).blocks[0]
    assert block.text == "完成培训任务十余个项目"
    assert [line.start for line in block.place.lines] == [0, 9]
    assert block.text[block.place.lines[1].start :] == "项目"
    assert block.place.lines[1].y0 > block.place.lines[0].y0


def test_a_page_that_goes_on_without_a_title_is_appended() -> None:
    document = read(lambda sheet: sheet.table(XS, 700, FIRST), lambda sheet: sheet.table(XS, 60, SECOND))
    assert cells(document) == FIRST + SECOND
    assert [grid.height for grid in grids(document.blocks)] == [5]
    assert {b.place.page for b in document.blocks} == {1, 2}


def test_a_second_table_on_the_page_where_the_first_ends_is_its_own() -> None:
    def second(sheet: Sheet) -> None:
        sheet.table(XS, 60, SECOND)
        sheet.table(XS, 200, [HEADER, ["211", "另一张表", "1.00", "1.00"]])

    document = read(lambda sheet: sheet.table(XS, 700, FIRST), second)
    assert cells(document, 0) == FIRST + SECOND
    assert [grid.height for grid in grids(document.blocks)] == [5, 2]


def test_header_rows_printed_again_are_dropped() -> None:
    document = read(lambda sheet: sheet.table(XS, 700, FIRST), lambda sheet: sheet.table(XS, 60, [HEADER, *SECOND]))
    assert cells(document) == FIRST + SECOND


def test_page_numbers_between_the_pages_do_not_part_a_table() -> None:
    def first(sheet: Sheet) -> None:
        sheet.table(XS, 700, FIRST)
        sheet.centred(297, 810, "第 1 页,共 2 页", 9)

    document = read(first, lambda sheet: sheet.table(XS, 60, SECOND))
    assert cells(document) == FIRST + SECOND
    assert told(document, "footer") == ["第 1 页,共 2 页"]


def test_a_new_title_opens_a_new_table() -> None:
    def second(sheet: Sheet) -> None:
        sheet.text(60, 80, "收入决算表")
        sheet.table(XS, 100, [HEADER, *SECOND])

    document = read(lambda sheet: sheet.table(XS, 700, FIRST), second)
    assert (cells(document, 0), cells(document, 1)) == (FIRST, [HEADER, *SECOND])


def test_other_columns_open_a_new_table() -> None:
    other = [["项目", "数量"], ["会议", "3"]]
    document = read(lambda sheet: sheet.table(XS, 700, FIRST), lambda sheet: sheet.table([60, 200, 520], 60, other))
    assert [grid.width for grid in grids(document.blocks)] == [4, 2]


def test_a_title_inside_the_grid_printed_again_opens_the_next_form() -> None:
    def form(name: str) -> object:
        def page(sheet: Sheet) -> None:
            sheet.grid([60, 200, 520], [60, 80, 100], without=lambda kind, n, m: (kind, n, m) == ("down", 1, 0))
            sheet.centred(290, 74, "项目支出绩效自评表", 10)
            sheet.text(64, 94, "项目名称", 10)
            sheet.text(204, 94, name, 10)

        return page

    document = read(form("培训项目"), form("宣传项目"))  # type: ignore[arg-type]
    assert [cells(document, n)[1] for n in (0, 1)] == [["项目名称", "培训项目"], ["项目名称", "宣传项目"]]


def test_the_title_of_forms_of_one_kind_is_no_running_header() -> None:
    def form(sheet: Sheet) -> None:
        sheet.centred(290, 50, "项目支出绩效自评表", 16)
        sheet.table(XS, 70, FIRST)

    def page(sheet: Sheet) -> None:
        sheet.text(60, 50, "示例局决算公开", 9)
        sheet.table(XS, 70, FIRST)

    assert told(read(form, form, form)) == ["项目支出绩效自评表"] * 3
    assert told(read(page, page, page), "header") == ["示例局决算公开"] * 3


def test_an_empty_grid_on_a_page_of_its_own_is_no_table() -> None:
    document = read(lambda sheet: sheet.table(XS, 700, FIRST), lambda sheet: sheet.grid(XS, [60, 80, 100]))
    assert cells(document) == FIRST


def test_a_row_cut_by_the_page_break_is_one_row_again() -> None:
    def first(sheet: Sheet) -> None:
        sheet.grid([60, 160, 290, 420], [740, 760, 800])
        for x, text in ((64, "三级指标"), (164, "指标值"), (294, "完成值")):
            sheet.text(x, 754, text, 10)
        for n, line in enumerate(["组织各镇街应急培训班和", "宣传进社区进企业活动共"]):
            sheet.text(165, 775 + 15 * n, line, 11)
        sheet.text(64, 775, "培训期数", 10)
        sheet.text(294, 775, "已完成", 10)

    def second(sheet: Sheet) -> None:
        sheet.grid([60, 160, 290, 420], [60, 80, 100])
        sheet.text(165, 74, "二十余场。", 11)
        for x, text in ((64, "满意度"), (164, "≥95%"), (294, "97%")):
            sheet.text(x, 94, text, 10)

    document = read(first, second)
    assert cells(document) == [
        ["三级指标", "指标值", "完成值"],
        ["培训期数", "组织各镇街应急培训班和宣传进社区进企业活动共二十余场。", "已完成"],
        ["满意度", "≥95%", "97%"],
    ]
    assert [line.page for line in cell(document, cells(document)[1][1]).place.lines] == [1, 1, 2]


def test_a_merged_label_covers_its_rows_on_the_next_page_too_and_a_code_does_not() -> None:
    def part(top: float, label: str, code: str, rows: list[tuple[str, str]]) -> object:
        def page(sheet: Sheet) -> None:
            sheet.grid([60, 140, 220, 340, 460], [top, top + 20, top + 40], without=lambda kind, n, m: (kind, n, m) == ("across", 1, 0))
            sheet.text(64, top + 24, label, 10)
            sheet.text(144, top + 14, code, 10)
            for n, (name, value) in enumerate(rows):
                sheet.text(224, top + 14 + 20 * n, name, 10)
                sheet.text(344, top + 14 + 20 * n, value, 10)

        return page

    first, second = [("甲项", "1"), ("乙项", "2")], [("丙项", "3"), ("丁项", "4")]
    document = read(part(760, "产出指标", "201", first), part(60, "", "", second))  # type: ignore[arg-type]
    label, code = cell(document, "产出指标").place, cell(document, "201").place
    assert (label.rows, code.rows) == (4, 1)
    assert [row[2] for row in cells(document)] == ["甲项", "乙项", "丙项", "丁项"]


def test_a_page_that_shows_fewer_lines_is_laid_on_the_columns_before() -> None:
    def second(sheet: Sheet) -> None:
        sheet.table([60, 360, 520], 60, [["总分", "96"]])

    document = read(lambda sheet: sheet.table(XS, 700, FIRST), second)
    total = cell(document, "96").place
    assert (total.row, total.col, total.cols) == (3, 2, 2)


def test_figures_in_columns_without_lines_are_a_table() -> None:
    rows = [*FIRST, ["", "合计", "1,469.00", "1,400.00"]]

    def page(sheet: Sheet) -> None:
        sheet.text(60, 80, "下面的数字没有画线，只靠对齐成列：")
        for n, row in enumerate(rows):
            for x, text in zip([60, 150, 340, 440], row, strict=True):
                sheet.text(x, 120 + 20 * n, text, 10)
        sheet.text(60, 240, "表后的正文照旧是一个自然段。")

    document = read(page)
    assert cells(document) == rows
    assert told(document) == ["下面的数字没有画线，只靠对齐成列：", "表后的正文照旧是一个自然段。"]


def test_a_frame_around_prose_and_a_line_under_a_title_are_no_table() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(60, 80, "项目支出绩效自评报告")
        sheet.line(60, 86, 500, 86)
        sheet.grid([50, 520], [100, 200])
        sheet.text(60, 140, "框里的正文。")

    document = read(page)
    assert grids(document.blocks) == []
    assert told(document) == ["项目支出绩效自评报告", "框里的正文。"]


@pytest.mark.parametrize("rotate", [90, 270])
def test_a_table_on_a_turned_page_keeps_rows_and_columns(rotate: int) -> None:
    assert cells(read(lambda sheet: sheet.table(XS, 100, FIRST), rotate=rotate)) == FIRST


def test_the_grid_of_pdfplumber_holds_the_same_cells() -> None:
    import io

    import pdfplumber

    data = made(lambda sheet: sheet.table(XS, 100, FIRST + SECOND))
    with pdfplumber.open(io.BytesIO(data)) as file:
        oracle = file.pages[0].extract_tables()[0]
    assert cells(pdf.read(data, "x.pdf")) == [[text or "" for text in row] for row in oracle]


def test_a_label_torn_by_the_page_break_is_one_again_and_two_labels_stay_two() -> None:
    def page(words: tuple[str, str, str]) -> list[list[str]]:
        def first(sheet: Sheet) -> None:
            sheet.table([60, 104, 260, 460], 740, [[words[0], "预期目标", "实际完成情况"]])

        def second(sheet: Sheet) -> None:
            sheet.table([60, 104, 260, 460], 60, [[words[1], "修缮站房六处", "已修缮站房六处"], [words[2], "十处", "九处"]])

        return [[row[0], row[1]] for row in cells(read(first, second))]

    assert page(("年度总体", "目标", "数量指标")) == [["年度总体目标", "预期目标"], ["年度总体目标", "修缮站房六处"], ["数量指标", "十处"]]
    assert page(("产出指标", "效益指标", "数量指标"))[1] == ["效益指标", "修缮站房六处"]
    marked = page(("效益指标", "（30分）", "满意度指标"))
    assert ["".join(row[0].split()) for row in marked[:2]] == ["效益指标（30分）"] * 2


def test_a_row_is_cut_where_only_its_words_go_on_even_in_a_paragraph_of_their_own() -> None:
    def first(sheet: Sheet) -> None:
        sheet.table([60, 114, 158, 320, 400], 740, [["满意", "服务对象", "群众满意程度", "≥90%"]])

    def second(sheet: Sheet) -> None:
        sheet.table([60, 114, 158, 320, 400], 60, [["（5分）", "满意度", "", ""], ["总分", "", "", "100"]])

    assert cells(read(first, second))[0] == ["满意\n（5分）", "服务对象满意度", "群众满意程度", "≥90%"]


def test_a_row_is_cut_where_its_name_stands_above_and_a_label_alone_is_a_row() -> None:
    def page(words: list[str]) -> list[list[str]]:
        xs = [60, 200, 300, 460]
        above = ["修缮站房数量", "6处", "雨季停工，"]
        return cells(read(lambda sheet: sheet.table(xs, 740, [above]), lambda sheet: sheet.table(xs, 60, [words, ["总分", "100", "无"]])))

    assert page(["", "", "已调整进度"])[0] == ["修缮站房数量", "6处", "雨季停工，\n已调整进度"]
    assert page(["其他资金", "", ""])[1] == ["其他资金", "", ""]


def test_cells_each_clipped_by_a_box_of_its_own_are_read_and_what_lies_outside_its_box_is_not() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid([60, 200, 340], [100, 120, 140])
        for n, (x, y, text) in enumerate(
            [(64, 114, "项目名称"), (204, 114, "预算数"), (64, 134, "河道整治"), (204, 134, "12.50"), (64, 134, "溢出")]
        ):
            sheet.canvas.saveState()
            box = sheet.canvas.beginPath()
            box.rect(x - 4, sheet.height - y - 6 - (0 if n < 4 else 300), 22, 20)
            sheet.canvas.clipPath(box, stroke=0)
            sheet.text(x, y, text, 10)
            sheet.canvas.restoreState()

    assert cells(read(page)) == [["项目名称", "预算数"], ["河道整治", "12.50"]]
