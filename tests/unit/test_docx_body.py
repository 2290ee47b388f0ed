"""What of a Word file's body is text, and in which order: one small file for each thing the XML can hold."""

from __future__ import annotations

import pytest
from docx_made import abstract, cell, level, made, num, par, parts_of, read, row, run, seen, style, table, zipped

from extractors.readers import docx

HIDDEN, SHOWN, THIN = "<w:vanish/>", '<w:vanish w:val="false"/>', '<w:b w:val="0"/>'


def p(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def box(inside: str) -> str:
    return f"<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>"


def picture(inside: str) -> str:
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(text: str, *result: str) -> str:
    return mark("begin") + code(text) + mark("separate") + "".join(result) + mark("end")


def form(inside: str) -> str:
    return mark("begin", f"<w:ffData>{inside}</w:ffData>") + mark("end")


def test_runs_torn_inside_a_number_are_one_number() -> None:
    assert seen(p(run("预算12"), run("34.", "<w:b/>"), run("5万元"))) == ["预算1234.5万元"]


def test_empty_paragraphs_are_no_blocks() -> None:
    assert seen(par("甲") + par() + par("　") + par("乙")) == ["甲", "乙"]


def test_a_background_before_the_body_is_no_obstacle() -> None:
    parts = parts_of(par("正文"))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b'<w:background w:color="FFFFFF"/><w:body>')
    assert [block.text for block in docx.read(zipped(parts), "made.docx").blocks] == ["正文"]


def test_insertions_are_in_and_deletions_out() -> None:
    assert seen(p(run("支出"), f"<w:del>{run('80').replace('w:t', 'w:delText')}</w:del>", f"<w:ins>{run('95')}</w:ins>", run("万元"))) == [
        "支出95万元"
    ]


def test_moved_text_stands_where_it_went() -> None:
    assert seen(p(f"<w:moveFrom>{run('旧处')}</w:moveFrom>", run("甲")) + p(run("乙"), f"<w:moveTo>{run('新处')}</w:moveTo>")) == [
        "甲",
        "乙新处",
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert seen(par("前半句", '<w:rPr><w:del w:id="1"/></w:rPr>') + par("后半句")) == ["前半句后半句"]


def test_a_style_separator_joins_heading_and_text() -> None:
    lists = abstract(1, level(0, "chineseCounting", "%1、")) + num(1, 1)
    body = par("概况。", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>", number=(1, 0)) + par("本项目已完成。")
    assert seen(body, lists) == ["一、概况。本项目已完成。"]


def test_wrappers_inside_a_paragraph_do_not_hide_text() -> None:
    tagged = f'<w:smartTag w:element="date">{run("2021年")}</w:smartTag>'
    linked = f'<w:hyperlink r:id="x">{run("通知")}</w:hyperlink>'
    controlled = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('96.5')}</w:sdtContent></w:sdt>"
    custom = f"<w:customXml>{run('分')}</w:customXml>"
    assert seen(p(tagged, linked, run("得"), controlled, custom)) == ["2021年通知得96.5分"]


def test_block_content_controls_are_read_in_place() -> None:
    inner = f"<w:sdt><w:sdtContent>{par('里')}{table(row('格'))}</w:sdtContent></w:sdt>"
    assert seen(par("前") + f"<w:sdt><w:sdtPr/><w:sdtContent>{par('外')}{inner}</w:sdtContent></w:sdt>" + par("后")) == [
        "前",
        "外",
        "里",
        "格",
        "后",
    ]


def test_soft_breaks_and_tabs_are_kept() -> None:
    assert seen(p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>")) == ["甲\n乙\t丙\n丁"]


def test_a_page_break_ends_a_line_only_between_texts() -> None:
    broken = '<w:r><w:br w:type="page"/></w:r>'
    assert seen(p(broken, run("甲")) + p(run("乙"), broken, run("丙")) + p(run("丁"), broken)) == ["甲", "乙\n丙", "丁"]


def test_a_tab_stop_is_no_tab() -> None:
    assert seen(par("甲", '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>')) == ["甲"]


def test_a_no_break_hyphen_is_a_hyphen_and_a_soft_one_is_nothing() -> None:
    assert seen(p("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>20</w:t><w:softHyphen/><w:t>21</w:t></w:r>")) == ["2020-2021"]


def test_blanks_around_a_text_count_only_where_it_says_so() -> None:
    assert seen(p("<w:r><w:t> 甲 </w:t></w:r>", '<w:r><w:t xml:space="preserve"> 乙 </w:t></w:r>', "<w:r><w:t>\n  丙\n</w:t></w:r>")) == [
        "甲 乙 丙"
    ]


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "00FC", "✓"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "☐"),
        ("Wingdings", "F081", "①"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F061", "α"),
        ("宋体", "25A1", "□"),
    ],
)
def test_a_symbol_is_the_sign_a_reader_sees(font: str, code: str, sign: str) -> None:
    assert seen(p(f'<w:r><w:sym w:font="{font}" w:char="{code}"/><w:t>是</w:t></w:r>')) == [f"{sign}是"]


def test_text_set_in_a_symbol_font_is_signs() -> None:
    assert seen(p(run("\u00fe", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), run("是"), run("\uf0a8"), run("否"))) == ["☑是☐否"]


def test_a_simple_field_shows_its_result() -> None:
    assert seen(p(run("共"), f'<w:fldSimple w:instr="NUMPAGES">{run("32")}</w:fldSimple>', run("页"))) == ["共32页"]


def test_a_field_shows_its_result_and_never_its_code() -> None:
    assert seen(p(run("第"), field(" PAGE ", run("3")), run("页"))) == ["第3页"]


def test_nested_fields_show_the_outer_result() -> None:
    condition = mark("begin") + code("IF ") + field(" PAGEREF x ", run("9"))
    assert seen(p(condition, mark("separate"), run("目录"), field("PAGEREF", run("7")), mark("end"))) == ["目录7"]


def test_a_field_over_several_paragraphs_keeps_them_all() -> None:
    first = mark("begin") + code("TOC") + mark("separate")
    assert seen(p(first, run("一、概况")) + p(run("二、绩效"), mark("end")) + par("正文")) == ["一、概况", "二、绩效", "正文"]


def test_a_field_that_never_ends_costs_no_other_paragraph() -> None:
    assert seen(p(run("甲"), mark("begin"), code("PAGE")) + par("乙")) == ["甲", "乙"]


@pytest.mark.parametrize(("text", "sign"), [(r"EQ \o\ac(○,3)", "③"), (r"eq \o\ac(□,√)", "☑"), (r"EQ \f(3,4)", "3/4"), ("PAGE", "")])
def test_an_equation_field_without_result_is_drawn(text: str, sign: str) -> None:
    assert seen(p(mark("begin"), code(text), mark("end"), run("项"))) == [f"{sign}项"]


def test_form_fields_show_box_and_choice() -> None:
    ticked, empty = (f'<w:checkBox><w:default w:val="0"/>{more}</w:checkBox>' for more in ("<w:checked/>", ""))
    listed = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/><w:listEntry w:val="良"/></w:ddList>'
    assert seen(p(form(ticked), run("是"), form(empty), run("否"), form(listed))) == ["☑是☐否良"]


def test_hidden_text_is_dropped() -> None:
    assert seen(p(run("明"), run("暗", HIDDEN), run("亮", '<w:vanish w:val="0"/>'))) == ["明亮"]


def test_hidden_text_is_dropped_through_styles_too() -> None:
    styles = style("Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character") + style("Deep", kind="character", based="Secret")
    styles += style("Ghost", "<w:rPr><w:vanish/></w:rPr>")
    body = p(run("明"), run("暗", '<w:rStyle w:val="Deep"/>')) + par("鬼", style="Ghost") + p(run("末"))
    assert seen(body, styles=styles) == ["明", "末"]


def test_a_run_may_show_itself_in_a_hidden_style() -> None:
    styles = style("Ghost", "<w:rPr><w:vanish/></w:rPr>")
    assert seen(p('<w:pPr><w:pStyle w:val="Ghost"/></w:pPr>', run("显", SHOWN)), styles=styles) == ["显"]


def test_ruby_shows_its_base() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('jì')}</w:rt><w:rubyBase>{run('绩')}</w:rubyBase></w:ruby></w:r>"
    assert seen(p(ruby, run("效"))) == ["绩效"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    new, old = f'<mc:Choice Requires="wps">{box(par("框内"))}</mc:Choice>', f"<mc:Fallback>{picture(par('框内'))}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"
    assert seen(p(run("正文"), both) + par("下文")) == ["正文", "框内", "下文"]


def test_an_old_text_box_and_one_within_another_are_read() -> None:
    assert seen(p(f"<w:r>{picture(par('外') + p('<w:r>' + picture(par('内')) + '</w:r>'))}</w:r>", run("正文"))) == ["正文", "外", "内"]


def test_a_text_box_inside_a_cell_belongs_to_the_cell() -> None:
    assert seen(table(row(cell(p(run("格"), f"<w:r>{box(par('框'))}</w:r>")), "邻"))) == ["格\n框", "邻"]


def test_the_fallback_is_read_where_nothing_else_is_offered() -> None:
    assert seen(p(f"<mc:AlternateContent><mc:Fallback>{run('仅此')}</mc:Fallback></mc:AlternateContent>")) == ["仅此"]


def test_a_formula_is_read_in_one_line() -> None:
    fraction = "<m:f><m:num><m:r><m:t>执行数</m:t></m:r></m:num><m:den><m:r><m:t>预算数</m:t></m:r></m:den></m:f>"
    assert seen(p(run("执行率="), f"<m:oMath>{fraction}<m:r><m:t>×100%</m:t></m:r></m:oMath>")) == ["执行率=执行数/预算数×100%"]


def notes(kind: str, text: str) -> str:
    one = f"<w:{kind} w:id='2'>{p('<w:r><w:footnoteRef/></w:r>', run(text))}</w:{kind}>"
    return f"<w:{kind} w:type='separator' w:id='0'>{par('——')}</w:{kind}>{one}"


def test_a_footnote_follows_the_paragraph_that_cites_it() -> None:
    cited = p(run("预算100万元"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("。"))
    blocks = read(cited + par("下文"), footnotes=notes("footnote", "含上年结转。")).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "预算100万元。"),
        ("note", "含上年结转。"),
        ("paragraph", "下文"),
    ]


def test_a_footnote_of_a_cell_follows_the_table() -> None:
    cited = cell(p(run("100"), '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    assert seen(table(row(cited, "邻")) + par("下文"), footnotes=notes("footnote", "注")) == ["100", "邻", "注", "下文"]


def test_endnotes_stand_at_the_end() -> None:
    cited = p(run("甲"), '<w:r><w:endnoteReference w:id="2"/></w:r>')
    blocks = read(cited + par("乙"), endnotes=notes("endnote", "尾注")).blocks
    assert [(block.kind, block.text) for block in blocks] == [("paragraph", "甲"), ("paragraph", "乙"), ("note", "尾注")]


def section(*references: str, more: str = "") -> str:
    return f"<w:sectPr>{''.join(references)}{more}</w:sectPr>"


def test_headers_stand_first_and_footers_last() -> None:
    references = ('<w:headerReference w:type="default" r:id="header1"/>', '<w:footerReference w:type="default" r:id="footer1"/>')
    footer = p(run("— "), field(" PAGE ", run("1")), run(" —"))
    blocks = read(par("正文") + section(*references), header1=par("内部资料"), footer1=footer).blocks
    assert [(block.kind, block.text) for block in blocks] == [("header", "内部资料"), ("paragraph", "正文"), ("footer", "— 1 —")]


def test_headers_of_first_and_even_pages_count_only_in_force() -> None:
    references = tuple(f'<w:headerReference w:type="{kind}" r:id="header{n}"/>' for n, kind in ((1, "default"), (2, "first"), (3, "even")))
    headers = {"header1": par("常"), "header2": par("首"), "header3": par("偶")}
    assert seen(par("正文") + section(*references), **headers) == ["常", "正文"]
    everywhere = section(*references, more="<w:titlePg/>")
    assert seen(par("正文") + everywhere, settings="<w:evenAndOddHeaders/>", **headers) == ["常", "首", "偶", "正文"]


def test_a_header_repeated_by_sections_is_told_once() -> None:
    sections = par("甲", section('<w:headerReference r:id="header1"/>')) + par("乙") + section('<w:headerReference r:id="header2"/>')
    assert seen(sections, header1=par("页眉"), header2=par("页眉")) == ["页眉", "甲", "乙"]


def test_a_style_tells_outline_level_size_weight_and_centring() -> None:
    heading = '<w:pPr><w:outlineLvl w:val="1"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
    styles = style("H2", heading) + style("H2a", based="H2")
    told = read(par("概况", style="H2a"), styles=styles).blocks[0].style
    assert (told.outline_level, told.size, told.bold, told.centred) == (1, 16.0, True, True)


def test_a_paragraph_overrules_its_style() -> None:
    styles = style("H1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>')
    body = par("正文", '<w:outlineLvl w:val="9"/>', style="H1") + p('<w:pPr><w:pStyle w:val="H1"/></w:pPr>', run("细", THIN))
    first, second = (block.style for block in read(body, styles=styles).blocks)
    assert (first.outline_level, first.bold, second.outline_level, second.bold) == (None, True, 0, False)


def test_a_style_that_is_missing_changes_nothing() -> None:
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>" + style(
        "H", "<w:rPr><w:sz w:val='44'/></w:rPr>"
    )
    body = p('<w:pPr><w:pStyle w:val="H"/></w:pPr>', run("甲", '<w:rStyle w:val="nowhere"/>')) + par("乙", style="nowhere")
    assert [block.style.size for block in read(body, styles=styles).blocks] == [22.0, 10.5]


def test_a_heading_style_has_its_level_by_its_name() -> None:
    assert read(par("概况", style="2"), styles=style("2", name="heading 2")).blocks[0].style.outline_level == 1


def test_a_paragraph_is_bold_only_as_a_whole() -> None:
    first, second = (block.style.bold for block in read(p(run("概况。", "<w:b/>"), run("已完成。")) + p(run("概况", "<w:b/>"))).blocks)
    assert (first, second) == (False, True)


def test_the_default_style_and_the_defaults_hold_where_nothing_is_said() -> None:
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert read(par("甲"), styles=styles).blocks[0].style.size == 10.5
    assert read(par("甲"), styles=styles + style("a", "<w:rPr><w:sz w:val='32'/></w:rPr>", default=True)).blocks[0].style.size == 16.0


def test_styles_based_on_each_other_do_not_go_round_for_ever() -> None:
    assert seen(par("甲", style="A"), styles=style("A", based="B") + style("B", based="A")) == ["甲"]


ALIKE = {
    "one run": p("", run("甲")),
    "runs that differ": p("", run("甲", "<w:b/>"), run(" 乙 ", '<w:sz w:val="32"/>')),
    "an entity": p("", run("甲&lt;乙&amp;丙&#x4e01;")),
    "blanks that do not count": "<w:p><w:r><w:t> 甲\n </w:t></w:r></w:p>",
    "line ends that the parser changes": p("", run("甲\r\n乙")),
    "a sign of a symbol font": p("", run("\uf0fe 是")) + p("", run("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')),
    "hidden and styled runs": p("", run("甲", "<w:vanish/>"), run("乙", '<w:rStyle w:val="S"/>')),
    "a mark that is gone": p('<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>', run("甲")) + p("", run("乙")),
    "a hidden mark": p("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>", run("甲")) + p("", run("乙")),
    "what was changed": p(
        '<w:pPr><w:jc w:val="left"/><w:pPrChange w:id="1"><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange></w:pPr>', run("甲")
    ),
    "CDATA": "<w:p><w:r><w:t><![CDATA[<w:p><w:r><w:t>甲</w:t></w:r></w:p>]]></w:t></w:r></w:p>",
    "properties that are not well-formed": p("<w:pPr><w:jc></w:pPr>", run("甲")) + p("", run("乙", "<w:b>")),
    "cells": table(row("甲", cell(par("乙"), par("丙", style="S"))), row("", cell("<w:p/>", par("丁")))),
    "a torn paragraph": "<w:p><w:r><w:t>甲" + p("", run("乙")),
    "a box": p("", "<w:r><w:pict><w:txbxContent>" + p("", run("甲")) + "</w:txbxContent></w:pict></w:r>", run("乙")),
}


@pytest.mark.parametrize("body", ALIKE.values(), ids=ALIKE)
def test_bare_paragraphs_read_as_the_parser_reads_them(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(body, styles=style("S", "<w:rPr><w:b/><w:vanish/></w:rPr>"))
    read_apart = docx.read(data, "made.docx")
    monkeypatch.setattr(docx, "cut", lambda raw: (raw, []))
    assert read_apart == docx.read(data, "made.docx")
