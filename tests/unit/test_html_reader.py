"""HTML as a browser shows it, the report on a page of a site, Word's HTML and web archives."""

from __future__ import annotations

import base64

import pytest

from extractors import readers
from extractors.document import Block

SENTENCE = "本项目年初预算安排资金一百二十万元，全年执行数一百万元，执行率为百分之八十三点三三，资金拨付及时。"


def blocks(html: str, encoding: str = "utf-8") -> list[Block]:
    document = readers.read(html.encode(encoding), "报告.html")
    assert document.reader == "html"
    return list(document.blocks)


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(f"<html><body>{html}</body></html>")]


def at(html: str) -> dict[tuple[int, int, int], tuple[str, int, int]]:
    found = (b for b in blocks(f"<html><body>{html}</body></html>") if b.place.table is not None)
    return {(b.place.table or 0, b.place.row or 0, b.place.col or 0): (b.text, b.place.rows, b.place.cols) for b in found}


def test_a_number_split_over_spans_is_one_number() -> None:
    assert texts("<p>预算<span>1,</span><span><b>23</b></span>\n<font>4.5</font>万元</p>") == ["预算1,23 4.5万元"]
    assert texts("<p>预算<span>1,</span><span><b>23</b></span><font>4.5</font>万元</p>") == ["预算1,234.5万元"]


def test_a_source_line_end_between_hanzi_is_no_blank() -> None:
    assert texts("<p>水务\n  局</p><p>A\n B</p>") == ["水务局", "A B"]


def test_what_a_reader_does_not_see_is_no_text() -> None:
    page = "<style>p{}</style><script>1</script><!-- 注 --><p>甲<del>旧</del><ins>新</ins></p>"
    page += "<p style='display:none'>隐</p><div hidden>藏</div>"
    assert texts(page) == ["甲新"]


def test_entities_are_characters() -> None:
    assert texts("<p>&lt;办法&gt;&#12290;&ge;95%</p>") == ["<办法>。≥95%"]


def test_br_breaks_a_line_in_a_paragraph_and_parts_paragraphs_elsewhere() -> None:
    assert texts("<p>第一行<br>第二行</p>") == ["第一行\n第二行"]
    assert texts("<p>第一段<br><br>第二段<br>&nbsp;&nbsp;第三段</p>") == ["第一段", "第二段", "\xa0\xa0第三段"]
    assert texts("<div>一、概况<br>二、绩效</div>") == ["一、概况", "二、绩效"]


def test_headings_keep_their_level() -> None:
    found = blocks("<html><body><h1>报告</h1><h3>一、概况</h3><p>正文</p></body></html>")
    assert [block.style.outline_level for block in found] == [0, 2, None]


def test_bold_and_centred_are_told() -> None:
    found = blocks(
        "<html><body><p align=center><b>标题</b></p><p style='text-align: center;font-weight:bold'>题</p><p>正文</p></body></html>"
    )
    assert [(block.style.bold, block.style.centred) for block in found] == [(True, True), (True, True), (False, False)]


@pytest.mark.parametrize(
    ("attributes", "printed"),
    [
        ("", ["1. 甲", "2. 乙"]),
        ("start=3", ["3. 甲", "4. 乙"]),
        ("type=a", ["a. 甲", "b. 乙"]),
        ("type=I start=4", ["IV. 甲", "V. 乙"]),
        ("style='list-style-type: cjk-ideographic' start=10", ["十、甲", "十一、乙"]),
        ("style='list-style:none'", ["甲", "乙"]),
    ],
)
def test_automatic_list_numbers_are_rendered(attributes: str, printed: list[str]) -> None:
    assert texts(f"<ol {attributes}><li>甲</li><li>乙</li></ol>") == printed


def test_an_item_may_set_its_own_number_and_bullets_are_printed() -> None:
    found = blocks("<html><body><ol><li>甲</li><li value=7>乙</li></ol><ul><li>丙</li></ul></body></html>")
    assert [(b.text, b.style.auto_number) for b in found] == [("1. 甲", "1."), ("7. 乙", "7."), ("· 丙", "·")]


def test_a_hidden_item_is_neither_printed_nor_counted() -> None:
    assert texts("<ol><li>甲</li><li style='DISPLAY: none'>藏</li><li>乙</li></ol>") == ["1. 甲", "2. 乙"]


def test_what_is_hidden_in_a_table_takes_no_place() -> None:
    hidden = "<td style='visibility:hidden'>藏</td>"
    found = at(
        f"<table><tr><td>项<span style='display:none'>藏</span>目</td>{hidden}<td>甲</td></tr><tr><td>资金</td><td>乙</td></tr></table>"
    )
    assert [text for text, _, _ in found.values()] == ["项目", "甲", "资金", "乙"]


def test_a_cell_says_its_text_whatever_dresses_it() -> None:
    cell = "资金<br>（万元）", "<p><font style='font-weight:bold'>一<i>般</i></font>预算</p>", "甲<p>乙</p>", "<p>丙</p><p></p><p>丁</p>\n"
    found = at("<table><tr>" + "".join(f"<td>{inside}</td>" for inside in cell) + "</tr><tr><td>1</td></tr></table>")
    assert [text for text, _, _ in found.values()] == ["资金\n（万元）", "一般预算", "甲\n乙", "丙\n\n丁", "1"]


def test_spans_place_every_cell_on_the_full_grid() -> None:
    found = at(
        "<table><tr><td rowspan=2>项目</td><td colspan=2>资金</td><td>得分</td></tr><tr><td>预算</td><td>执行</td><td>10</td></tr></table>"
    )
    assert found[0, 0, 0] == ("项目", 2, 1)
    assert found[0, 0, 1] == ("资金", 1, 2)
    assert (found[0, 1, 1][0], found[0, 1, 2][0], found[0, 1, 3][0]) == ("预算", "执行", "10")


def test_a_span_beyond_the_table_or_into_a_cell_is_cut() -> None:
    found = at("<table><tr><td rowspan=9>甲</td><td>乙</td><td rowspan=2>丙</td></tr><tr><td colspan=3>丁</td></tr></table>")
    assert found[0, 0, 0] == ("甲", 2, 1)
    assert found[0, 1, 1] == ("丁", 1, 1)


def test_rows_of_head_body_and_foot_come_in_printed_order() -> None:
    found = at(
        "<table><tfoot><tr><td>合计</td><td>3</td></tr></tfoot><thead><tr><th>项目</th><th>数</th></tr></thead><tr><td>甲</td><td>3</td></tr></table>"
    )
    assert [found[0, row, 0][0] for row in range(3)] == ["项目", "甲", "合计"]


def test_a_table_in_a_cell_follows_the_table() -> None:
    rows = (
        "<tr><td>甲<table><tr><td>内</td><td>1</td></tr></table></td><td>乙</td><td>丙</td></tr>"
        + "<tr><td>丁</td><td>戊</td><td>己</td></tr>" * 2
    )
    found = at(f"<table>{rows}</table>")
    assert found[0, 0, 0][0] == "甲"
    assert found[1, 0, 0][0] == "内"


def test_a_table_that_only_frames_the_page_is_no_table() -> None:
    page = (
        f"<table><tr><td><p>{SENTENCE}</p><table><tr><td>预算</td><td>执行</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    )
    found = blocks(f"<html><body>{page}</body></html>")
    assert (found[0].kind, found[0].text) == ("paragraph", SENTENCE)
    assert [b.place.table for b in found[1:]] == [0, 0, 0, 0]


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    assert at("<table><tr><td><p>经济</p><p><br></p><p>效益</p></td><td><p><br></p></td></tr></table>")[0, 0, 0][0] == "经济\n\n效益"


SITE = """<html><head><title>某网站</title></head><body>
<div class="top-nav"><ul><li><a href="/a">首页</a></li><li><a href="/b">政务公开</a></li><li><a href="/c">办事服务</a></li></ul></div>
<table><tr><td>您现在的位置：<a href="/">首页</a> &gt; <a href="/x">绩效信息</a></td></tr></table>
<div class="wrap"><h1>某区水务局项目支出绩效自评报告</h1>
<div id="print">{body}</div></div>
<div class="list"><a href="/1">关于水利资金的通知</a><a href="/2">关于防汛工作的通知</a><a href="/3">关于招标的公告</a></div>
<div>版权所有：某区人民政府 某ICP备00000000号</div></body></html>"""


def test_menus_breadcrumbs_and_footers_of_a_site_are_left_out() -> None:
    table = "<table><tr><td>预算</td><td>120</td></tr><tr><td>执行</td><td>100</td></tr></table>"
    body = f"<p>一、概况</p><p>{SENTENCE}</p>{table}<p>{SENTENCE}</p>"
    found = [block.text for block in blocks(SITE.replace("{body}", body))]
    assert found == ["某区水务局项目支出绩效自评报告", "一、概况", SENTENCE, "预算", "120", "执行", "100", SENTENCE]


def test_links_inside_the_report_do_not_make_it_a_menu() -> None:
    contents = "".join(f"<p><a href='#a{n}'>{n}、第{n}章</a></p>" for n in range(1, 6))
    assert len(texts(contents + f"<p>{SENTENCE}</p>")) == 6


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>一、<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>基本情况<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span></span>修订制度</p>
</body></html>"""


def test_numbers_that_word_wrote_into_its_html_are_automatic() -> None:
    assert [(b.text, b.style.auto_number) for b in blocks(WORD, "utf-16")] == [("一、基本情况", "一、"), ("· 修订制度", "·")]


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_bytes_decide_and_not_the_declared_encoding(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{SENTENCE}</p></body></html>'
    assert [block.text for block in blocks(page, encoding)] == [SENTENCE]


def test_a_web_archive_is_read() -> None:
    page = base64.encodebytes(f"<html><body><p>{SENTENCE}</p></body></html>".encode("gb18030"))
    head = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=b\r\n\r\n--b\r\n"
    part = b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    document = readers.read(head + part + page + b"\r\n--b--\r\n", "报告.mht")
    assert (document.format, [block.text for block in document.blocks]) == ("mht", [SENTENCE])
