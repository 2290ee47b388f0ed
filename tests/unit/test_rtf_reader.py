"""RTF as Word, WPS, LibreOffice and simple programs write it, one small file for each thing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from steps import ends

from extractors import readers
from extractors.document import Document, Unreadable
from extractors.readers import rtf

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}{\f2\fcharset136 MingLiU;}{\f3\fnil\fcharset2 Wingdings;}}"


def numbers(text: str) -> str:
    """The text as RTF writes characters by their numbers."""
    units = text.encode("utf-16-le")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}?" for at in range(0, len(units), 2))


def coded(text: str, encoding: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def read(body: str, head: str = r"\ansi\ansicpg936") -> Document:
    return rtf.read(("{\\rtf1" + head + FONTS + body + "}").encode("latin-1"), "报告.rtf")


def seen(body: str, head: str = r"\ansi\ansicpg936") -> list[str]:
    return [block.text for block in read(body, head).blocks]


def cells(document: Document) -> list[tuple[str, int, int, int, int]]:
    return [(b.text, b.place.row or 0, b.place.col or 0, b.place.rows, b.place.cols) for b in document.blocks if b.kind == "cell"]


def test_bytes_are_read_in_the_code_page_of_the_file() -> None:
    assert seen(coded("预算", "gbk") + r"12" + coded("万元", "gbk") + r"\par") == ["预算12万元"]
    assert seen(coded("預算", "big5") + r"\par", r"\ansi\ansicpg950") == ["預算"]


def test_bytes_are_read_in_the_character_set_of_their_font() -> None:
    assert seen(r"\f1 " + coded("预算", "gbk") + r"\f2 " + coded("預算", "big5") + r"\par", r"\ansi\ansicpg1252") == ["预算預算"]


def test_a_character_torn_over_a_line_end_or_ending_in_a_letter_is_one_character() -> None:
    assert coded("丂", "gbk") == r"\'81\'40"
    assert seen("\\'81\r\n\\'40\\'81@\\par") == ["丂丂"]


def test_characters_by_number_skip_what_stands_for_them() -> None:
    assert seen(numbers("预算") + r"\par") == ["预算"]
    assert seen(r"{\uc2 \u39044\'d4\'a4\u31639\'cb\'e3}12\par") == ["预算12"]
    assert seen(r"\uc0\u39044 \u31639 12\par") == ["预算12"]
    assert seen(numbers("𠮷林县") + r"\par") == ["𠮷林县"]


def test_a_file_that_names_no_code_page_is_read_as_chinese() -> None:
    assert seen(coded("预算", "gbk") + r"\par", r"\ansi") == ["预算"]


def test_braces_backslashes_and_breaks_are_as_printed() -> None:
    assert seen(r"a\{b\}\\c\line d\tab e\~f\_g\par") == ["a{b}\\c\nd\te\u00a0f-g"]


def test_what_is_no_text_of_the_report_is_left_out() -> None:
    body = r"{\info{\title T}}{\*\generator G;}{\colortbl;\red0;}{\pict\wmetafile8 0102}{\*\unknown{\deep x}}a{\v b}{\deleted c}d\par"
    assert seen(body) == ["ad"]


def test_binary_data_does_not_open_groups() -> None:
    assert seen(r"{\pict\bin4 {{{{}a\par") == ["a"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert seen(r"a{\deleted\par}b\par") == ["ab"]


def test_a_field_shows_its_result() -> None:
    assert seen(r'a{\field{\*\fldinst HYPERLINK "x"}{\fldrslt b}}c\par') == ["abc"]


def test_a_field_that_only_draws_shows_what_it_draws() -> None:
    assert seen(r"{\field{\*\fldinst EQ \\o\\ac(" + numbers("○") + r",3)}{\fldrslt }}a\par") == ["③a"]
    box = r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres%d\ffdefres1}}}{\fldrslt }}a\par"
    assert [seen(box % result)[0] for result in (0, 1, 25)] == ["☐a", "☑a", "☑a"]


def test_the_number_of_a_list_item_is_the_one_in_the_file() -> None:
    block = read(r"{\listtext\pard\plain " + numbers("一、") + r"\tab}\ls1 " + numbers("概况") + r"\par").blocks[0]
    assert (block.text, block.style.auto_number) == ("一、概况", "一、")
    assert seen(r"{\pntext 1.\tab}a\par{\listtext\f3 \'6c\tab}b\par") == ["1. a", "· b"]


def test_signs_of_symbol_fonts_are_what_they_look_like() -> None:
    assert seen(r"{\f3 \'fe}a\par") == ["☑a"]


def test_the_look_of_a_paragraph_is_told() -> None:
    style = read(r"\pard\qc\outlinelevel1{\b\fs32 ab}{\b\fs20 c}\par").blocks[0].style
    assert (style.bold, style.size, style.centred, style.outline_level) == (True, 16.0, True, 1)


def test_a_heading_style_gives_its_outline_level_until_the_next_paragraph() -> None:
    sheet = r"{\stylesheet{\s0 Normal;}{\s2\sbasedon0 heading 2;}{\s3\outlinelevel0 own;}}"
    document = read(sheet + r"\pard\s2 a\par\pard\s3 b\par\pard c\par")
    assert [block.style.outline_level for block in document.blocks] == [1, 0, None]


def row(texts: list[str], edges: list[str]) -> str:
    return r"\trowd\trleft0" + "".join(edges) + r"\pard\intbl " + "".join(text + r"\cell " for text in texts) + r"\row "


def test_columns_are_the_cell_edges_of_all_rows() -> None:
    body = row(["a", "b"], [r"\cellx1000", r"\cellx3000"]) + row(["c", "d", "e"], [r"\cellx1000", r"\cellx2000", r"\cellx3010"])
    assert cells(read(body)) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 2), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1), ("e", 1, 2, 1, 1)]


def test_merged_cells_are_one() -> None:
    first = row(["a", "b", "c"], [r"\clvmgf\cellx1000", r"\clmgf\cellx2000", r"\clmrg\cellx3000"])
    second = row(["", "d", "e"], [r"\clvmrg\cellx1000", r"\cellx2000", r"\cellx3000"])
    assert cells(read(first + second)) == [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("d", 1, 1, 1, 1), ("e", 1, 2, 1, 1)]


def test_marks_beyond_the_defined_cells_make_no_cells() -> None:
    assert [text for text, *_ in cells(read(row(["a", "", ""], [r"\cellx1000"])))] == ["a"]


def test_cells_no_row_defines_are_kept() -> None:
    assert [text for text, *_ in cells(read(r"\pard\intbl a\cell b\cell\row"))] == ["a", "b"]


def test_a_table_in_a_cell_follows_that_cell() -> None:
    inner = r"\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    body = r"\trowd\cellx1000\cellx2000\pard\intbl a\par " + inner + r"\pard\intbl d\cell e\cell\row\pard f\par"
    found = [(b.text, b.place.table, b.place.row, b.place.col) for b in read(body).blocks]
    assert found == [("a\nd", 0, 0, 0), ("b", 1, 0, 0), ("c", 1, 0, 1), ("e", 0, 0, 1), ("f", None, None, None)]


def test_notes_follow_what_cites_them_and_endnotes_stand_at_the_end() -> None:
    document = read(r"a{\footnote\pard\plain n}b\par c{\footnote\ftnalt m}\par d\par")
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("paragraph", "ab"),
        ("note", "n"),
        ("paragraph", "c"),
        ("paragraph", "d"),
        ("note", "m"),
    ]


def test_headers_come_first_footers_last_and_those_not_in_force_not_at_all() -> None:
    margins = r"{\header h\par}{\footer f\par}{\headerf first\par}{\headerl even\par}"
    assert [(b.kind, b.text) for b in read(margins + r"a\par").blocks] == [("header", "h"), ("paragraph", "a"), ("footer", "f")]
    assert "first" in seen(r"\titlepg" + margins + r"a\par")


def test_a_text_box_is_told_once_after_its_paragraph() -> None:
    box = r"{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv y}}{\shptxt\pard box\par}}{\shprslt{\*\do{\dptxbxtext box\par}}}}"
    assert seen("a" + box + r"b\par c\par") == ["ab", "box", "c"]


def test_text_told_twice_for_old_readers_is_read_once() -> None:
    assert seen(r"{\upr{old}{\*\ud{new}}}\par") == ["new"]


def test_a_file_cut_off_gives_what_is_there_and_says_so() -> None:
    document = rtf.read(b"{\\rtf1\\ansi a\\par b\\par {\\b c", "报告.rtf")
    assert [block.text for block in document.blocks] == ["a", "b", "c"]
    assert document.damage == "its end is missing; fetch it anew"


def test_the_content_chooses_the_reader() -> None:
    assert readers.read(b"\xef\xbb\xbf{\\rtf1 a\\par}", "a.doc").format == "rtf"


def test_groups_nested_beyond_reason_are_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        readers.read(b"{\\rtf1" + b"{" * 50_000 + b"a", "报告.rtf")
    assert caught.value.code == "corrupt"
    assert "报告.rtf" in caught.value.message


@pytest.mark.parametrize(
    "part",
    [
        r"\u1",
        r"\'8",
        "{",
        "}",
        r"{\*",
        r"\bin99999999999 ",
        r"\u1 \'",
        r"{\fonttbl{\f0 ",
        r"\cellx99 ",
        r"\itap9999\intbl a\nestcell",
        "\\",
        r"\b\fs24\f1 ",
    ],
)
def test_no_part_said_again_and_again_is_endless(part: str) -> None:
    def opened() -> None:
        with suppress(Unreadable):
            rtf.read(("{\\rtf1 " + part * (300_000 // len(part))).encode(), "a.rtf")

    assert ends(opened)


@pytest.mark.parametrize(
    ("words", "bold"),
    [
        (r"\rtlch\ab\ltrch\b0 ", False),
        (r"\ltrch\b0\dbch\ab ", True),
        (r"\dbch\ab\dbch\ab0 ", False),
        (r"\dbch{\i}\ab ", True),
        (r"\rtlch{\i}\ab ", False),
    ],
)
def test_words_about_other_scripts_say_nothing_of_chinese_text(words: str, bold: bool) -> None:
    assert [block.style.bold for block in read(words + numbers("概况") + r"\par").blocks] == [bold]
