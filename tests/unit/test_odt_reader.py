"""OpenDocument text: numbers, tables, notes, deleted and hidden text."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors import readers
from extractors.document import Block, Unreadable

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
NAMES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    packed = io.BytesIO()
    parts = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {NAMES}>{parts}</office:document-content>"
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
    return packed.getvalue()


def blocks(body: str, styles: str = "") -> list[Block]:
    document = readers.read(odt(body, styles), "报告.odt")
    assert document.format == "odt"
    return list(document.blocks)


def texts(body: str, styles: str = "") -> list[str]:
    return [block.text for block in blocks(body, styles)]


def level(number: int, form: str, prefix: str, suffix: str, more: str = "") -> str:
    about = f'text:level="{number}" style:num-format="{form}" style:num-prefix="{prefix}" style:num-suffix="{suffix}"'
    return f"<text:list-level-style-number {about} {more}/>"


HANZI = "一, 二, 三, ..."
LEVELS = level(1, HANZI, "", "、") + level(2, HANZI, "（", "）") + level(3, "1", "", ".")
LIST = f'<text:list-style style:name="L">{LEVELS}</text:list-style>'


def item(*inside: str) -> str:
    return (
        "<text:list-item>" + "".join(part if part.startswith("<") else f"<text:p>{part}</text:p>" for part in inside) + "</text:list-item>"
    )


def listed(*items: str, more: str = 'text:style-name="L"') -> str:
    return f"<text:list {more}>{''.join(items)}</text:list>"


def test_automatic_numbers_are_rendered_level_by_level() -> None:
    body = listed(
        item("概况", listed(item("单位"), item("项目", listed(item("内容"), more="")), more="")),
        item("绩效", listed(item("产出"), more="")),
    )
    assert texts(body, LIST) == ["一、概况", "（一）单位", "（二）项目", "1. 内容", "二、绩效", "（一）产出"]


def test_a_list_goes_on_behind_running_text_only_where_it_says_so() -> None:
    body = listed(item("概况")) + "<text:p>正文</text:p>" + listed(item("绩效"), more='text:style-name="L" text:continue-numbering="true"')
    assert texts(body, LIST) == ["一、概况", "正文", "二、绩效"]
    assert texts(listed(item("概况")) + listed(item("另一")), LIST) == ["一、概况", "一、另一"]


def test_a_list_may_continue_one_named_by_its_id() -> None:
    body = (
        listed(item("甲"), more='text:style-name="L" xml:id="a"')
        + listed(item("乙"))
        + listed(item("丙"), more='text:style-name="L" text:continue-list="a"')
    )
    assert texts(body, LIST) == ["一、甲", "一、乙", "二、丙"]


def test_an_item_without_text_of_its_own_counts_nothing() -> None:
    body = listed(item("概况")) + listed(item(listed(item("项目"), more="")), more='text:style-name="L" text:continue-numbering="true"')
    assert texts(body, LIST) == ["一、概况", "（一）项目"]


def test_only_the_first_paragraph_of_an_item_is_numbered_and_a_start_value_counts() -> None:
    body = listed('<text:list-item text:start-value="5"><text:p>甲</text:p><text:p>续</text:p></text:list-item>', item("乙"))
    found = blocks(body, LIST)
    assert [block.text for block in found] == ["五、甲", "续", "六、乙"]
    assert [block.style.auto_number for block in found] == ["五、", None, "六、"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("1", "3"),
        ("a", "c"),
        ("A", "C"),
        ("i", "iii"),
        ("I", "III"),
        ("一, 二, 三, ...", "三"),
        ("壹, 贰, 叁, ...", "叁"),
        ("①, ②, ③, ...", "③"),
        ("甲, 乙, 丙, ...", "丙"),
    ],
)
def test_every_number_format_counts_its_own_way(form: str, printed: str) -> None:
    style = f'<text:list-style style:name="L">{level(1, form, "〔", "〕")}</text:list-style>'
    assert texts(listed(item("甲"), item("乙"), item("丙")), style)[2] == f"〔{printed}〕丙"


def test_a_format_written_whole_is_followed() -> None:
    whole = level(1, HANZI, "第", "部分", 'loext:num-list-format="第%1%部分"')
    style = f'<text:list-style style:name="L">{whole}</text:list-style>'
    assert texts(listed(item("概况")), style) == ["第一部分 概况"]


def test_bullets_are_printed() -> None:
    style = '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    assert texts(listed(item("甲")), style) == ["· 甲"]


def test_headings_are_counted_by_the_outline_style() -> None:
    level_1 = f'<text:outline-level-style text:level="1" style:num-format="{HANZI}" style:num-suffix="、"/>'
    outline = f"<text:outline-style>{level_1}</text:outline-style>"
    headings = ((1, "概况"), (2, "单位"), (1, "绩效"))
    found = blocks("".join(f'<text:h text:outline-level="{n}">{title}</text:h>' for n, title in headings), outline)
    assert [(b.text, b.style.outline_level) for b in found] == [("一、概况", 0), ("单位", 1), ("二、绩效", 0)]


def test_blanks_tabs_and_breaks_are_characters() -> None:
    assert texts('<text:p>甲<text:s text:c="2"/>乙<text:tab/>丙<text:line-break/>丁\n  戊</text:p>') == ["甲  乙\t丙\n丁 戊"]


def test_deleted_and_hidden_text_and_remarks_are_no_text() -> None:
    styles = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    deleted = "<text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region>"
    body = f"<text:tracked-changes>{deleted}</text:tracked-changes>"
    body += '<text:p>甲<text:change text:change-id="c"/><text:span text:style-name="H">隐</text:span>乙'
    body += "<office:annotation><text:p>批注</text:p></office:annotation></text:p>"
    body += '<text:section text:display="none"><text:p>藏</text:p></text:section>'
    assert texts(body, styles) == ["甲乙"]


def test_notes_and_frames_follow_their_paragraph() -> None:
    note = "<text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body>"
    body = f"<text:p>正文<text:note>{note}</text:note>续"
    body += "<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame></text:p>"
    assert [(block.kind, block.text) for block in blocks(body)] == [("paragraph", "正文续"), ("note", "脚注"), ("paragraph", "框内")]


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def table(*rows: str) -> str:
    return (
        "<table:table>"
        + "".join(row if row.startswith("<table:table-header") else f"<table:table-row>{row}</table:table-row>" for row in rows)
        + "</table:table>"
    )


def test_spans_covered_and_repeated_cells_keep_their_places() -> None:
    merged = (
        cell("项目", 'table:number-rows-spanned="2"') + cell("资金", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    )
    head = f"<table:table-header-rows><table:table-row>{merged}</table:table-row></table:table-header-rows>"
    below = "<table:covered-table-cell/>" + cell("预算") + cell("执行")
    found = blocks(table(head, below, cell("0", 'table:number-columns-repeated="2"') + cell("1")))
    assert [(b.text, b.place.row, b.place.col, b.place.rows, b.place.cols) for b in found] == [
        ("项目", 0, 0, 2, 1),
        ("资金", 0, 1, 1, 2),
        ("预算", 1, 1, 1, 1),
        ("执行", 1, 2, 1, 1),
        ("0", 2, 0, 1, 1),
        ("0", 2, 1, 1, 1),
        ("1", 2, 2, 1, 1),
    ]


def test_the_paragraphs_of_a_cell_are_its_lines_and_its_lists_are_numbered() -> None:
    inside = f"<table:table-cell><text:p>经济</text:p><text:p/>{listed(item('增收'))}</table:table-cell>"
    assert texts(table(inside + cell("乙")), LIST)[0] == "经济\n\n一、增收"


def test_bold_size_and_centring_come_from_the_styles() -> None:
    look = '<style:paragraph-properties fo:text-align="center"/>'
    look += '<style:text-properties style:font-weight-asian="bold" style:font-size-asian="22pt"/>'
    styles = f'<style:style style:name="B" style:family="paragraph">{look}</style:style>'
    styles += '<style:style style:name="C" style:family="paragraph" style:parent-style-name="B"/>'
    style = blocks('<text:p text:style-name="C">标题</text:p>', styles)[0].style
    assert (style.bold, style.size, style.centred) == (True, 22.0, True)


def test_an_encrypted_file_is_encrypted() -> None:
    with pytest.raises(Unreadable) as caught:
        readers.read(odt("", manifest="<manifest:encryption-data/>"), "密.odt")
    assert caught.value.code == "encrypted"
    assert "密.odt" in caught.value.message


def test_a_damaged_file_is_corrupt() -> None:
    whole = odt("<text:p>正文</text:p>" * 50)
    with pytest.raises(Unreadable) as caught:
        readers.read(whole[:-30], "坏.odt")
    assert caught.value.code == "corrupt"


def test_a_flat_file_is_read() -> None:
    about = f'{NAMES} office:mimetype="application/vnd.oasis.opendocument.text"'
    body = "<office:body><office:text><text:p>正文</text:p></office:text></office:body>"
    flat = f'<?xml version="1.0"?><office:document {about}>{body}</office:document>'
    assert [block.text for block in readers.read(flat.encode(), "报告.fodt").blocks] == ["正文"]


def test_what_is_hidden_in_a_cell_is_no_text() -> None:
    hidden = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    first = '<text:p>全<text:span text:style-name="H">藏</text:span><text:span>年\n  预算</text:span>数</text:p>'
    words = f"{first}<text:p/><text:p>（万元）</text:p>"
    table = f"<table:table><table:table-row><table:table-cell>{words}</table:table-cell></table:table-row></table:table>"
    assert texts(table, hidden) == ["全年 预算数\n\n（万元）"]


def test_a_package_whose_directory_is_overwritten_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("content.xml", f"<office:document-content {NAMES}/>")
        package.writestr("META-INF/manifest.xml", MANIFEST.format(" " * 5000 + "application/vnd.oasis.opendocument.text"))
    head, name, rest = packed.getvalue().rpartition(b"META-INF/manifest.xml")
    with pytest.raises(Unreadable):
        readers.read(head + name[::-1] + rest, "报告.odt")
