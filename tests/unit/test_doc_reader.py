"""Word 97 files, each made for the one thing its test is about."""

from __future__ import annotations

import struct

import pytest
from doc_made import (
    BOLD,
    CENTRED,
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    Par,
    cell,
    compound,
    made,
    nested,
    outline,
    par,
    read,
    row,
    seen,
    shape,
    size,
)

from extractors import readers
from extractors.document import Document, Unreadable

THREE = [0, 1000, 2000, 3000]


def cells(document: Document) -> list[tuple[str, int, int, int, int]]:
    return [(b.text, b.place.row or 0, b.place.col or 0, b.place.rows, b.place.cols) for b in document.blocks if b.kind == "cell"]


def test_paragraphs_come_in_their_order_whatever_order_the_pieces_have_in_the_file() -> None:
    pars = [par("一、项目概况"), par("本项目预算12万元。"), par("二、绩效情况")]
    assert seen(*pars) == seen(*pars, order=False) == ["一、项目概况", "本项目预算12万元。", "二、绩效情况"]


def test_text_of_one_byte_a_character_is_western() -> None:
    assert seen(par("Budget – 12 €"), codes="cp1252") == ["Budget – 12 €"]


def test_characters_beyond_the_basic_plane_count_as_two_and_come_out_whole() -> None:
    assert seen(par([("𠮷林", b""), ("删", DELETED), ("县", b"")]), par("完")) == ["𠮷林县", "完"]


def test_deleted_and_hidden_text_is_left_out() -> None:
    assert seen(par([("预算", b""), ("删去", DELETED), ("12", b""), ("隐藏", HIDDEN), ("万元", b"")])) == ["预算12万元"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert seen(par("全年预算", mark_look=DELETED), par("12万元")) == ["全年预算12万元"]


def test_a_deleted_row_is_left_out_and_its_table_stays_whole() -> None:
    table = [*row(["甲", "1"], THREE[:3]), *row(["乙", "2"], THREE[:3], gone=True), *row(["丙", "3"], THREE[:3])]
    assert [text for text, *_ in cells(read(table))] == ["甲", "1", "丙", "3"]


def test_the_look_of_a_paragraph_is_that_of_its_runs() -> None:
    block = read(par([("绩效", BOLD + size(16)), ("报告", BOLD + size(12))], CENTRED + outline(0))).blocks[0]
    assert (block.style.bold, block.style.size, block.style.centred, block.style.outline_level) == (True, 16.0, True, 0)


def test_a_paragraph_is_not_bold_when_one_of_its_runs_is_not() -> None:
    assert read(par([("绩效", BOLD), ("报告", b"")])).blocks[0].style.bold is False


def test_a_heading_style_gives_its_outline_level_and_what_is_based_on_it_inherits_it() -> None:
    styles = [(2, 0, CENTRED), (0xFFE, 1, b"")]
    looks = [block.style for block in read(par("甲", style=1), par("乙", style=2), styles=styles).blocks]
    assert [(look.outline_level, look.centred) for look in looks] == [(1, True), (1, True)]


def test_a_style_based_on_itself_is_no_trap() -> None:
    assert seen(par("甲", style=1), styles=[(0, 1, b"")]) == ["甲"]


def test_columns_are_the_cell_edges_of_all_rows() -> None:
    table = [*row(["项目名称", "甲项目"], [0, 1000, 3000]), *row(["年初", "全年", "执行"], THREE)]
    assert cells(read(table)) == [
        ("项目名称", 0, 0, 1, 1),
        ("甲项目", 0, 1, 1, 2),
        ("年初", 1, 0, 1, 1),
        ("全年", 1, 1, 1, 1),
        ("执行", 1, 2, 1, 1),
    ]


def test_edges_a_hair_apart_are_one_column() -> None:
    table = [*row(["甲", "乙"], [0, 1000, 2000]), *row(["丙", "丁"], [3, 1012, 1995])]
    assert [(col, cols) for _, _, col, _, cols in cells(read(table))] == [(0, 1), (1, 1), (0, 1), (1, 1)]


def test_a_row_that_begins_further_right_begins_in_a_later_column() -> None:
    table = [*row(["甲", "乙"], [0, 1000, 2000]), *row(["丙"], [1000, 2000])]
    assert cells(read(table))[-1] == ("丙", 1, 1, 1, 1)


def test_cells_merged_downwards_are_one_cell_of_several_rows() -> None:
    table = [
        *row(["产出", "数量"], [0, 1000, 2000], [0x60]),
        *row(["", "质量"], [0, 1000, 2000], [0x20]),
        *row(["效益", "经济"], [0, 1000, 2000], [0x60]),
    ]
    assert cells(read(table)) == [
        ("产出", 0, 0, 2, 1),
        ("数量", 0, 1, 1, 1),
        ("质量", 1, 1, 1, 1),
        ("效益", 2, 0, 1, 1),
        ("经济", 2, 1, 1, 1),
    ]


def test_cells_merged_sideways_are_one_cell_of_several_columns() -> None:
    table = [*row(["总分", "", "96"], THREE, [1, 2, 0]), *row(["甲", "乙", "丙"], THREE)]
    assert cells(read(table))[:2] == [("总分", 0, 0, 1, 2), ("96", 0, 2, 1, 1)]


def test_merging_that_fast_saving_laid_over_the_row_counts() -> None:
    definition = shape(THREE) + struct.pack("<HBB", 0x5624, 0, 2) + struct.pack("<HBBB", 0xD62B, 2, 2, 3)
    first = [cell("甲"), cell(""), cell("丙"), par("", ROW_END + definition, "\x07")]
    second = row(["丁", "戊", ""], THREE, [0, 0, 0x20])
    assert cells(read(first, second)) == [("甲", 0, 0, 1, 2), ("丙", 0, 2, 2, 1), ("丁", 1, 0, 1, 1), ("戊", 1, 1, 1, 1)]


def test_the_paragraphs_of_a_cell_are_its_lines() -> None:
    assert cells(read(par("甲", IN_TABLE), row(["乙"], [0, 1000])))[0][0] == "甲\n乙"


def test_a_table_in_a_cell_follows_that_cell() -> None:
    inner = [
        Par((("内一", b""),), nested(2) + b"\x4b\x24\x01"),
        Par((("内二", b""),), nested(2) + b"\x4b\x24\x01"),
        Par((), nested(2) + b"\x4b\x24\x01\x4c\x24\x01" + shape([0, 500, 1000])),
    ]
    document = read(par("外", IN_TABLE), inner, row(["后", "邻"], [0, 2000, 3000]))
    found = [(b.text, b.place.table, b.place.row, b.place.col) for b in document.blocks]
    assert found == [("外\n后", 0, 0, 0), ("内一", 1, 0, 0), ("内二", 1, 0, 1), ("邻", 0, 0, 1)]


def test_a_table_in_a_cell_of_a_later_row_follows_that_cell_and_no_other() -> None:
    inner = [
        Par((("内", b""),), nested(2) + b"\x4b\x24\x01"),
        Par((), nested(2) + b"\x4b\x24\x01\x4c\x24\x01" + shape([0, 500])),
    ]
    above, below = row(["甲", "乙"], [0, 2000, 3000]), row(["丁", "戊"], [0, 2000, 3000])
    document = read(above, par("外", IN_TABLE), inner, row(["丙", "邻"], [0, 2000, 3000]), below)
    assert [(b.text, b.place.table) for b in document.blocks if b.text] == [
        ("甲", 0),
        ("乙", 0),
        ("外\n丙", 0),
        ("内", 1),
        ("邻", 0),
        ("丁", 0),
        ("戊", 0),
    ]


def test_fields_show_their_results_and_not_their_codes() -> None:
    outer = '共\x13 NUMPAGES \x1432\x15页，见\x13 HYPERLINK "http://x" \x14附件\x13 PAGEREF _1 \x147\x15\x15。'
    assert seen(par(outer)) == ["共32页，见附件7。"]


def test_a_field_that_only_draws_shows_what_it_draws() -> None:
    assert seen(par("\x13 EQ \\o\\ac(○,3)\x15完成情况")) == ["③完成情况"]


def test_signs_of_symbol_fonts_are_what_they_look_like() -> None:
    name = "Wingdings".encode("utf-16-le") + b"\0\0"
    fonts = struct.pack("<HH", 1, 0) + bytes([39 + len(name)]) + bytes(39) + name
    assert seen(par([("(", struct.pack("<HHH", 0x6A09, 0, 0xF0FE)), ("是", b"")]), parts={15: fonts}) == ["☑是"]


def test_breaks_and_hyphens_are_as_printed() -> None:
    assert seen(par("\x0c甲\x0b乙\x1e丙\x1f丁\t戊\x0c")) == ["甲\n乙-丙丁\t戊"]


def test_the_end_of_a_section_ends_its_paragraph() -> None:
    body = [par("甲", mark="\x0c"), par("乙")]
    sections = struct.pack("<3I", 0, 2, 4) + bytes(24)
    assert seen(*body, parts={6: sections}) == ["甲", "乙"]


def test_a_footnote_follows_the_paragraph_that_cites_it() -> None:
    document = read(par("预算12万元\x02。"), par("完"), notes=[[par("\x02 含上年结转")]])
    assert [(b.kind, b.text) for b in document.blocks] == [("paragraph", "预算12万元。"), ("note", "含上年结转"), ("paragraph", "完")]


def test_a_text_box_is_told_once_after_the_paragraph_it_hangs_on() -> None:
    assert seen(par("甲\x08"), par("乙"), boxes=[[par("框内")]]) == ["甲", "框内", "乙"]


def test_headers_come_first_footers_last_and_those_not_in_force_not_at_all() -> None:
    margins = [[], [par("页眉")], [], [par("第1页")], [par("首页眉")], []]
    document = read(par("正文"), margins=margins)
    assert [(b.kind, b.text) for b in document.blocks] == [("header", "页眉"), ("paragraph", "正文"), ("footer", "第1页")]


def test_a_wps_file_is_known_by_its_content() -> None:
    assert readers.read(made(par("一、项目概况")), "报告.wps").format == "doc"


@pytest.mark.parametrize("flag", [0x0100, 0x8000])
def test_an_encrypted_file_says_so(flag: int) -> None:
    with pytest.raises(Unreadable) as caught:
        readers.read(made(par("甲"), flags=flag), "报告.doc")
    assert caught.value.code == "encrypted"
    assert "报告.doc" in caught.value.message


def test_a_container_whose_text_is_something_else_is_corrupt() -> None:
    with pytest.raises(Unreadable) as caught:
        readers.read(compound({"WordDocument": b"x" * 5000}), "报告.doc")
    assert caught.value.code == "corrupt"


def test_a_file_that_lost_its_directory_gives_its_words_and_says_what_is_missing() -> None:
    data = made(*[par(f"第{n}项预算{n}万元。") for n in range(300)])
    document = readers.read(data[: len(data) * 2 // 3], "报告.doc")
    assert document.blocks[0].text == "第0项预算0万元。"
    assert document.damage is not None
    assert "fetch it anew" in document.damage


def test_without_libreoffice_a_word_95_file_gives_its_words_and_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    text = "一、项目概况\r本项目预算12万元，执行数10万元。\r".encode("gb18030")
    main = struct.pack("<HH", 0xA5DC, 0x68).ljust(0x18, b"\0") + struct.pack("<II", 0x300, 0x300 + len(text))
    document = readers.read(compound({"WordDocument": main.ljust(0x300, b"\0") + text}), "报告.doc")
    assert [block.text for block in document.blocks] == ["一、项目概况", "本项目预算12万元，执行数10万元。"]
    assert "install LibreOffice" in (document.damage or "")


def test_a_damaged_style_sheet_costs_the_styles_and_not_the_text() -> None:
    document = read(par("甲"), parts={1: b"\x04\x00\x05\x00\x0a\x00\0\0\x0c\x00" + bytes(12)})
    assert document.blocks[0].text == "甲"
