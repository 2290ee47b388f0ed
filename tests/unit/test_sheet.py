"""Spreadsheets: sheets become tables with their titles and notes, values as shown, what is hidden left out and told."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from extractors import readers
from extractors.document import Document, Unreadable
from extractors.identity import identity
from extractors.outline import outline
from extractors.readers import sheet

FRAME = Border(*(Side(style="thin") for _ in range(4)))


def book(fill: Callable[[Worksheet], None], title: str = "Sheet1") -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert isinstance(page, Worksheet)
    page.title = title
    fill(page)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def put(page: Worksheet, rows: list[list[object]], top: int = 1, framed: bool = True) -> None:
    for number, row in enumerate(rows, top):
        for col, value in enumerate(row, 1):
            cell = page.cell(number, col, value)  # type: ignore[arg-type]
            if framed:
                cell.border = FRAME


def read(data: bytes) -> Document:
    return readers.read(data, "表.xlsx")


def outcome(data: bytes) -> str:
    """The code of what is unreadable, or `read`."""
    try:
        return "read" if readers.read(data, "断.xls").blocks else "nothing"
    except Unreadable as error:
        return error.code if "断.xls" in error.message else error.message


def cells(document: Document, table: int = 0) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {(b.place.row or 0, b.place.col or 0): (b.text, b.place.rows, b.place.cols) for b in document.blocks if b.place.table == table}


def prose(document: Document) -> list[str]:
    return [b.text for b in document.blocks if b.kind in ("paragraph", "caption")]


def test_a_merged_range_becomes_one_cell_with_its_spans_and_blank_cells_keep_their_places() -> None:
    def fill(page: Worksheet) -> None:
        put(page, [["资金", None, "预算"], [None, None, None], ["合计", 1, 2]])
        page.merge_cells("A1:B2")

    assert cells(read(book(fill))) == {
        (0, 0): ("资金", 2, 2),
        (0, 2): ("预算", 1, 1),
        (1, 2): ("", 1, 1),
        (2, 0): ("合计", 1, 1),
        (2, 1): ("1", 1, 1),
        (2, 2): ("2", 1, 1),
    }


def test_numbers_are_shown_by_their_formats() -> None:
    def fill(page: Worksheet) -> None:
        put(page, [["执行率", 0.7554], ["预算", 2177.8200000000002], ["执行", 12345.6]])
        page["B1"].number_format = "0.00%"
        page["B3"].number_format = "#,##0.00_ "

    assert [cells(read(book(fill)))[row, 1][0] for row in range(3)] == ["75.54%", "2177.82", "12,345.60"]


def test_title_and_unit_line_above_the_frame_and_the_note_below_are_paragraphs() -> None:
    def fill(page: Worksheet) -> None:
        page["A1"], page["A2"], page["C2"] = "云溪镇2022年度项目支出绩效自评表", "填报单位：云溪镇", "单位：万元"
        page["A1"].font, page["A1"].alignment = Font(bold=True, size=18), Alignment(horizontal="center")
        page.merge_cells("A1:C1")
        put(page, [["项目", "预算", "执行"], ["道路", 3, 2]], top=3)
        page["A5"] = "注：本表一式两份。"

    document = read(book(fill))
    assert prose(document) == ["云溪镇2022年度项目支出绩效自评表", "填报单位：云溪镇  单位：万元", "注：本表一式两份。"]
    assert (document.blocks[0].style.size, document.blocks[0].style.bold, document.blocks[0].style.centred) == (18.0, True, True)
    assert len(cells(document)) == 6


def test_a_title_within_the_frame_stays_in_the_table() -> None:
    def fill(page: Worksheet) -> None:
        put(page, [["项目支出绩效自评表", None], ["项目名称", "道路养护"]])
        page.merge_cells("A1:B1")

    assert cells(read(book(fill)))[0, 0] == ("项目支出绩效自评表", 1, 2)


def test_without_any_frame_the_rows_with_one_text_above_and_below_are_paragraphs() -> None:
    def fill(page: Worksheet) -> None:
        put(page, [["支出决算表", None], ["编制：云溪镇", "金额单位：元"], ["科目", "金额"], ["合计", 5], ["注：无。", None]], framed=False)

    document = read(book(fill))
    assert prose(document) == ["支出决算表", "编制：云溪镇  金额单位：元", "注：无。"]
    assert sorted(cells(document)) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_two_framed_tables_on_one_sheet_are_two_tables() -> None:
    def fill(page: Worksheet) -> None:
        put(page, [["甲", "乙"], [1, 2]])
        put(page, [["丙", "丁"], [3, 4]], top=5)
        page["A4"] = "附表二"

    document = read(book(fill))
    assert (cells(document, 0)[0, 0][0], cells(document, 1)[0, 0][0], prose(document)) == ("甲", "丙", ["附表二"])


def test_a_report_written_down_one_column_is_prose() -> None:
    def fill(page: Worksheet) -> None:
        put(page, [["一、概况"], ["本年支出3万元。"]], framed=False)

    assert prose(read(book(fill))) == ["一、概况", "本年支出3万元。"]


@pytest.mark.parametrize(("name", "told"), [("Sheet1", []), ("自评表2", []), ("2022道路养护", ["2022道路养护"])])
def test_a_sheet_name_is_told_only_where_it_says_what_the_sheet_does_not(name: str, told: list[str]) -> None:
    assert prose(read(book(lambda page: put(page, [["项目支出绩效自评表", "甲"]]), name))) == told


def test_the_name_of_a_sheet_is_no_part_of_the_title_below_it() -> None:
    def fill(page: Worksheet) -> None:
        put(page, [["西山区林业局2023年项目绩效运行监控表"]], framed=False)
        put(page, [["项目名称", "预算数"], ["护林防火", 12]], top=2)

    document = read(book(fill, "汇总情况"))
    assert [(block.kind, block.text) for block in document.blocks[:2]] == [
        ("caption", "汇总情况"),
        ("paragraph", "西山区林业局2023年项目绩效运行监控表"),
    ]
    assert identity(document, ()).title == "西山区林业局2023年项目绩效运行监控表"
    made = openpyxl.Workbook()
    first = made.worksheets[0]
    put(first, [["西山区林业局2023年项目绩效运行监控表"]], framed=False)
    put(first, [["项目名称", "预算数"], ["护林防火", 12]], top=2)
    for name in ("林道维护", "护林防火"):
        page = made.create_sheet(name)
        put(page, [["项目支出绩效目标执行监控表"]], framed=False)
        put(page, [["项目名称", "甲"]], top=2)
    assert [section.title for section in outline(read(saved(made)))] == ["项目支出绩效目标执行监控表"] * 2


def test_hidden_sheets_rows_and_columns_are_left_out_and_told() -> None:
    made = openpyxl.Workbook()
    page, lists = made.active, made.create_sheet("下拉")
    assert isinstance(page, Worksheet)
    put(page, [["甲", "密", "乙"], ["藏", "x", "y"], ["丙", "z", "丁"]])
    page.merge_cells("A2:A3")
    page["A2"] = "合并"
    page.row_dimensions[2].hidden = page.column_dimensions["B"].hidden = True
    lists["A1"], lists.sheet_state = "是", "hidden"
    document = read(saved(made))
    assert cells(document) == {(0, 0): ("甲", 1, 1), (0, 1): ("乙", 1, 1), (1, 0): ("合并", 1, 1), (1, 1): ("丁", 1, 1)}
    for word in ("1 hidden rows", "1 hidden columns", "sheet 下拉 is hidden"):
        assert word in (document.damage or "")


def test_formulas_without_values_are_told() -> None:
    damage = read(book(lambda page: put(page, [["合计", "=1+1"]]))).damage or ""
    assert "1 formulas" in damage
    assert "open and save" in damage


def old_book() -> bytes:
    made = xlwt.Workbook(encoding="utf-8")
    page = made.add_sheet("自评表")
    framed = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
    percent = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str="0.00%")
    page.write_merge(0, 0, 0, 2, "2022年度云溪镇自评表", xlwt.easyxf("font: bold on, height 320; align: horiz center"))
    page.write_merge(1, 2, 0, 0, "资金", framed)
    for row, (label, value, style) in enumerate([("预算", 2177.82, framed), ("执行率", 0.7554, percent), ("密", 1, framed)], 1):
        page.write(row, 1, label, framed)
        page.write(row, 2, value, style)
    page.row(3).hidden = True
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_an_old_workbook_gives_the_same_as_a_new_one() -> None:
    document = readers.read(old_book(), "旧.xls")
    assert (document.format, prose(document)) == ("xls", ["2022年度云溪镇自评表"])
    assert (document.blocks[0].style.size, document.blocks[0].style.bold, document.blocks[0].style.centred) == (16.0, True, True)
    assert cells(document) == {
        (0, 0): ("资金", 2, 1),
        (0, 1): ("预算", 1, 1),
        (0, 2): ("2177.82", 1, 1),
        (1, 1): ("执行率", 1, 1),
        (1, 2): ("75.54%", 1, 1),
    }
    assert "1 hidden rows" in (document.damage or "")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("make", [old_book, lambda: book(lambda page: put(page, [["甲", 1]] * 50))])
def test_a_truncated_workbook_is_corrupt_or_read_and_never_crashes(make: Callable[[], bytes], cut: float) -> None:
    data = make()
    assert outcome(data[: int(len(data) * cut)]) in ("read", "corrupt", "unsupported_format")


def test_a_lone_cell_at_the_end_of_the_grid_is_too_large_and_costs_no_memory() -> None:
    with pytest.raises(Unreadable, match="row 1048576") as error:
        read(book(lambda page: put(page, [["甲"]]) or page.cell(1_048_576, 16_384, "远")))  # type: ignore[func-returns-value, arg-type]
    assert error.value.code == "too_large"


@pytest.mark.parametrize("rows", [(0, 0xB5000004), (0xCE00, 4)])
def test_an_old_sheet_that_claims_to_be_endless_is_corrupt(rows: tuple[int, int]) -> None:
    size = struct.pack("<2H2I2H", 0x0200, 14, 0, 4, 0, 3)
    assert size in old_book()
    assert outcome(old_book().replace(size, struct.pack("<2H2I2H", 0x0200, 14, *rows, 0, 3))) == "corrupt"


def test_a_part_that_inflates_beyond_the_limit_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.readers.sheet.xlsx.LIMIT", 10_000)
    with pytest.raises(Unreadable, match="inflates to more") as error:
        read(book(lambda page: put(page, [["甲", 1]] * 500)))
    assert error.value.code == "too_large"


def test_entities_of_a_workbook_are_not_expanded() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    data, file = book(lambda page: put(page, [["甲", "乙"]])), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for info in source.infolist():
            raw = source.read(info)
            if info.filename.endswith("sheet1.xml"):
                row = b"<row r='9'><c r='A9' t='inlineStr'><is><t>&b;</t></is></c></row>"
                raw = bomb.encode() + raw.replace(b"<sheetData>", b"<sheetData>" + row)
            target.writestr(info, raw)
    assert outcome(file.getvalue()) == "corrupt"


def test_neither_a_word_file_nor_another_container_is_claimed() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("word/document.xml", "<w/>")
    assert not sheet.claims(file.getvalue()[:4096], file.getvalue())
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
    assert not sheet.claims(broken, broken)
