"""Characters, lines and paragraphs of PDFs with a text layer."""

from __future__ import annotations

import ctypes

import pytest
from made_pdf import A4, SONG, Sheet, made, read, told
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from extractors.document import Unreadable
from extractors.readers import pdf

BOOK = "本年度项目资金全部到位，各科室按照进度安排组织实施，年末完成了预定的全部任务目标。"


def test_a_paragraph_is_joined_over_its_lines_without_a_break() -> None:
    document = read(lambda sheet: sheet.prose(100, [BOOK, "第二段从缩进的首行看得出来，它跟在上一段的后面。"]))
    assert told(document) == [BOOK, "第二段从缩进的首行看得出来，它跟在上一段的后面。"]


def test_a_paragraph_shows_by_its_gap_where_no_first_line_is_indented() -> None:
    full = "甲" * 20

    def page(sheet: Sheet) -> None:
        y = sheet.prose(100, [full * 2 + full], indent=0)
        sheet.prose(y + 14, [full * 2], indent=0)

    assert told(read(page)) == [full * 3, full * 2]


def test_a_number_torn_by_a_line_end_is_whole_again() -> None:
    text = "项目预算资金总额为人民币合计一千九百三十八即1938.25万元，已全部拨付到位使用。"
    assert told(read(lambda sheet: sheet.prose(100, [text], width=23))) == [text]


def test_a_paragraph_runs_on_over_the_page() -> None:
    lines = ["乙" * 20] * 34

    def first(sheet: Sheet) -> None:
        sheet.prose(60, ["".join(lines)[:-2]])

    def second(sheet: Sheet) -> None:
        sheet.prose(60, ["丙" * 30], indent=0)

    document = read(first, second)
    assert told(document) == ["乙" * 678 + "丙" * 30]
    assert {line.page for line in document.blocks[0].place.lines} == {1, 2}


def test_every_line_knows_where_it_starts_and_lies_in_points_from_the_top_left() -> None:
    block = read(lambda sheet: sheet.prose(100, [BOOK])).blocks[0]
    first, second = block.place.lines[:2]
    assert (first.start, second.start) == (0, 18)
    assert block.text[second.start] == BOOK[18]
    assert first.x0 == pytest.approx(104, abs=0.5)
    assert second.x0 == pytest.approx(80, abs=0.5)
    assert first.y0 < 100 < first.y1 + 0.5
    assert second.y0 - first.y0 == pytest.approx(20, abs=0.5)


def test_digits_of_another_font_stay_on_the_line_of_their_words() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(80, 100, "全年支出")
        sheet.text(128, 100, "1465.45", font="Times-Roman", size=14)
        sheet.text(176, 100, "万元，执行率良好。")

    assert told(read(page)) == ["全年支出1465.45万元，执行率良好。"]


def test_lines_come_by_their_place_and_not_by_the_order_they_were_written_in() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(80, 300, "三、第三行")
        sheet.text(80, 200, "二、第二行")
        sheet.text(80, 100, "一、第一行")

    assert told(read(page)) == ["一、第一行", "二、第二行", "三、第三行"]


def test_a_wide_gap_on_one_line_is_a_blank_and_spaced_letters_are_one_word() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(80, 100, "编制部门：示例局")
        sheet.text(450, 100, "单位：万元")
        for n, letter in enumerate("维护费"):
            sheet.text(80 + 40 * n, 200, letter)

    assert told(read(page)) == ["编制部门：示例局 单位：万元", "维护费"]


def test_what_a_clip_path_hides_is_not_read() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(80, 100, "看得见的一行，支出12.50万元。")
        sheet.canvas.saveState()
        path = sheet.canvas.beginPath()
        path.rect(80, sheet.height - 300, 300, 100)
        sheet.canvas.clipPath(path, stroke=0)
        sheet.text(80, 220, "框内的一行看得见。")
        sheet.text(80, 340, "框外的一行被裁掉，支出99.99万元。")
        sheet.canvas.restoreState()

    assert told(read(page)) == ["看得见的一行，支出12.50万元。", "框内的一行看得见。"]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(80, 100, "绩效自评报告")
        sheet.text(80.4, 100, "绩效自评报告")

    assert told(read(page)) == ["绩效自评报告"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_is_read_the_way_its_text_runs_whatever_its_rotate_entry_says(rotate: int) -> None:
    document = read(lambda sheet: sheet.prose(100, [BOOK, "第二段在它的下面，文字顺序不变。"]), rotate=rotate)
    assert told(document) == [BOOK, "第二段在它的下面，文字顺序不变。"]
    assert document.blocks[0].place.lines[0].y0 == pytest.approx(90, abs=4)


def test_text_drawn_sideways_is_read_upright() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.rotate(90)
        sheet.canvas.translate(0, -A4[0])
        Sheet(sheet.canvas, A4[0]).prose(100, [BOOK, "第二段同样横着印在纸上，读起来却是正的。"])

    assert told(read(page)) == [BOOK, "第二段同样横着印在纸上，读起来却是正的。"]


@pytest.mark.parametrize(("cmap", "encoding"), [("UniGB-UCS2-H", "utf-16-be"), ("UniGB-UTF16-H", "utf-16-be"), ("GBK-EUC-H", "gbk")])
def test_fonts_that_are_not_embedded_give_their_chinese(cmap: str, encoding: str) -> None:
    text = "专项资金一千九百四十万元"
    stream = f"BT /F 12 Tf 80 700 Td <{text.encode(encoding).hex()}> Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{cmap} /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo 7 0 R /FontDescriptor 8 0 R >>",
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    body = "".join(f"{n} 0 obj\n{content}\nendobj\n" for n, content in enumerate(objects, 1))
    data = f"%PDF-1.4\n{body}trailer\n<< /Root 1 0 R /Size 9 >>\nstartxref\n0\n%%EOF\n".encode()
    assert told(pdf.read(data, "x.pdf")) == [text]


def test_an_embedded_truetype_font_is_read_by_its_unicode_map() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # comes with reportlab
    assert told(read(lambda sheet: sheet.text(80, 100, "Budget 2024: 100.00%", font="Vera"))) == ["Budget 2024: 100.00%"]


def test_size_weight_and_the_middle_of_the_page_are_told() -> None:
    def page(sheet: Sheet) -> None:
        sheet.centred(297.5, 80, "项目支出绩效自评报告", 22)
        sheet.prose(140, [BOOK])
        sheet.text(80, 300, "Total", font="Helvetica-Bold")

    title, body, bold = read(page).blocks
    assert (title.style.size, title.style.centred, body.style.size, body.style.centred) == (22, True, 12, False)
    assert (body.style.bold, bold.style.bold) == (False, True)


def test_page_numbers_and_running_headers_are_no_paragraphs() -> None:
    def page(number: int) -> object:
        def draw(sheet: Sheet) -> None:
            sheet.text(80, 40, "示例市示例局2023年度部门决算")
            sheet.prose(100, [BOOK + f"第{number}页正文。"])
            sheet.centred(297.5, 800, f"— {number} —")

        return draw

    document = read(*(page(n) for n in range(1, 5)))  # type: ignore[arg-type]
    assert told(document, "header") == ["示例市示例局2023年度部门决算"] * 4
    assert told(document, "footer") == ["— 1 —", "— 2 —", "— 3 —", "— 4 —"]
    assert [text[-6:] for text in told(document)] == [f"第{n}页正文。" for n in range(1, 5)]


def test_a_password_is_told_with_its_remedy_and_an_empty_one_is_no_hindrance() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(80, 100, "只有主人能改的报告")

    assert told(read(page, password=("", "owner"))) == ["只有主人能改的报告"]
    with pytest.raises(Unreadable, match=r"report.pdf is encrypted; remove the password") as caught:
        read(page, password=("secret", "owner"))
    assert caught.value.code == "encrypted"


def test_a_file_without_its_end_is_read_as_far_as_it_goes() -> None:
    data = made(*[lambda sheet: sheet.prose(100, [BOOK])] * 3)
    document = pdf.read(data[: data.rindex(b"trailer")], "cut.pdf")
    assert told(document) == [BOOK] * 3
    assert document.damage is not None
    assert "end of the file is missing" in document.damage


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + bytes(range(256)) * 40])
def test_what_is_no_pdf_any_more_is_corrupt(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        pdf.read(data, "broken.pdf")
    assert caught.value.code == "corrupt"
    assert "broken.pdf" in caught.value.message


def test_every_cut_of_a_file_is_read_or_refused_but_never_crashes() -> None:
    data = made(*[lambda sheet: sheet.table([80, 200, 320], 100, [["项目", "金额"], ["合计", "12.50"]])] * 2)
    outcomes = {_outcome(data[:end]) for end in range(20, len(data) - 100, 97)}
    assert outcomes == {"corrupt", "damaged"}


def _outcome(data: bytes) -> str:
    try:
        return "damaged" if pdf.read(data, "cut.pdf").damage else "whole"
    except Unreadable as error:
        return error.code


def test_a_file_is_claimed_by_its_mark_even_behind_other_bytes() -> None:
    data = b"\r\n\r\n" + made(lambda sheet: sheet.text(80, 100, "正文"))
    assert pdf.claims(data[:4096], data)
    assert told(pdf.read(data, "x.pdf")) == ["正文"]
    assert not pdf.claims(b"PK\x03\x04", b"PK\x03\x04")


def test_memory_stays_flat_over_many_pages() -> None:
    data = made(*[lambda sheet: sheet.prose(60, [BOOK] * 12)] * 120)
    pdf.read(data, "warm.pdf")
    libc = ctypes.CDLL(None)
    libc.malloc_trim(0)
    before = _resident()
    for _ in range(4):
        pdf.read(data, "long.pdf")
    libc.malloc_trim(0)
    assert _resident() - before < 8_000_000  # 480 pages kept open would take some 40 MB


def _resident() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def test_quotation_marks_of_another_font_stand_between_the_words_they_quote() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setFont(SONG, 12)
        sheet.canvas.drawString(80, sheet.height - 100, "二、三公经费支出情况", charSpace=5)  # one piece of text, spaced as marks need it
        for x, mark in ((109.5, "“"), (143.5, "”")):
            sheet.text(x, 100, mark, font="Helvetica")

    assert told(read(page)) == ["二、“三公”经费支出情况"]


def test_a_heading_after_a_line_that_happens_to_be_full_is_a_paragraph_of_its_own() -> None:
    def page(sheet: Sheet) -> None:
        y = 100.0
        for paragraph in ("一、总体情况", "甲" * 20 + "乙" * 20, "丙" * 20 + "丁" * 12, "二、支出情况", "戊" * 8, "三、收入情况", "己" * 6):
            y = sheet.prose(y, [paragraph], indent=0, leading=14) + 12

    assert told(read(page))[1:4] == ["甲" * 20 + "乙" * 20, "丙" * 20 + "丁" * 12, "二、支出情况"]


def test_a_number_after_a_full_stop_begins_a_paragraph_though_the_line_before_was_full() -> None:
    lines = ["（1）数量指标", "甲" * 19 + "。", "（2）质量指标", "乙" * 20 + "丙" * 5]
    assert told(read(lambda sheet: sheet.prose(100, lines, indent=0))) == lines


def test_a_paragraph_that_counts_inside_itself_stays_one() -> None:
    text = f"1、为{'甲' * 8}。2、为{'乙' * 5}。3、为{'丙' * 9}。"
    assert told(read(lambda sheet: sheet.prose(100, [text, "丁" * 25], indent=0))) == [text, "丁" * 25]


def test_a_heavy_title_hardly_larger_than_the_prose_below_is_a_paragraph_of_its_own() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setFont(SONG, 13)
        sheet.canvas.drawString(80, sheet.height - 80, "甲" * 18, mode=2)  # filled and stroked: heavy
        sheet.canvas.drawString(0, 0, "", mode=0)
        sheet.prose(100, ["乙" * 50], indent=0)

    assert told(read(page)) == ["甲" * 18, "乙" * 50]
