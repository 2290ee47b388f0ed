"""Word files as they come: renamed, strict, damaged, locked, blown up."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib

import docx as python_docx
import pytest
from docx_made import TYPES, W, abstract, level, made, num, par, parts_of, row, style, table, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import SAVE_AGAIN, Unreadable
from extractors.readers import docx
from extractors.readers.docx import package as docx_package
from extractors.readers.docx import second as docx_second

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
PROSE = "".join(par(f"（{n}）安排预算{n * 137}.5万元，实际支出{n * 131}.2万元，用于设备更新。") for n in range(400))


def texts(data: bytes) -> list[str]:
    return [block.text for block in docx.read(data, "made.docx").blocks]


def claimed(data: bytes) -> bool:
    return docx.claims(data[:4096], data)


def test_a_word_file_is_known_by_what_is_inside() -> None:
    book = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    assert [claimed(data) for data in (made(par("甲")), LOCKED, book, b"%PDF-1.4", b"word/document.xml")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_document_part_of_another_name_is_found() -> None:
    parts = parts_of(par("正文"))
    renamed = {
        name.replace("document.xml", "document2.xml"): content.replace(b"document.xml", b"document2.xml") for name, content in parts.items()
    }
    assert claimed(zipped(renamed))
    assert texts(zipped(renamed)) == ["正文"]


def test_a_package_in_one_flat_file_reads_the_same() -> None:
    lists = abstract(1, level(0, "chineseCounting", "%1、")) + num(1, 1)
    contents = parts_of(par("概况", number=(1, 0)) + table(row("格")), lists).items()
    parts = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.decode().partition("?>")[2] or content.decode()}</pkg:xmlData></pkg:part>'
        for name, content in contents
    )
    flat = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{docx_package.FLAT.decode()}">{parts}</pkg:package>'.encode()
    assert claimed(flat)
    assert texts(flat) == ["一、概况", "格"]


def test_names_with_backslashes_and_capitals_are_found() -> None:
    parts = {name.replace("/", "\\").replace("word", "Word"): content for name, content in parts_of(par("正文")).items()}
    assert texts(zipped(parts)) == ["正文"]


def test_the_strict_variant_reads_the_same() -> None:
    lists = abstract(1, level(0, "chineseCounting", "%1、")) + num(1, 1)
    strict = {
        name: content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            TYPES.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, content in parts_of(par("概况", number=(1, 0)) + table(row("格")), lists).items()
    }
    assert texts(zipped(strict)) == ["一、概况", "格"]


def test_parts_in_utf_16_are_read() -> None:
    parts = parts_of(par("正文"))
    parts["word/document.xml"] = parts["word/document.xml"].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert texts(zipped(parts)) == ["正文"]


def test_another_prefix_for_the_namespace_is_as_good() -> None:
    parts = parts_of(
        par("甲", style="H"), styles='<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    for name in ("word/document.xml", "word/styles.xml"):
        parts[name] = (
            parts[name].replace(b"<w:", b"<ns0:").replace(b"</w:", b"</ns0:").replace(b" w:", b" ns0:").replace(b"xmlns:w=", b"xmlns:ns0=")
        )
    block = docx.read(zipped(parts), "made.docx").blocks[0]
    assert (block.text, block.style.outline_level) == ("甲", 0)


def test_missing_styles_and_lists_cost_only_what_they_say() -> None:
    data = zipped(
        {name: content for name, content in parts_of(par("概况", number=(1, 0), style="H")).items() if name == "word/document.xml"}
    )
    assert texts(data) == ["概况"]


def test_a_zip_cut_in_the_middle_is_read_as_far_as_it_goes() -> None:
    whole = made(PROSE)
    document = docx.read(whole[: len(whole) // 2], "made.docx")
    assert document.damage is not None
    assert "zip directory is broken" in document.damage
    assert len(document.blocks) > 50
    assert document.blocks[7].text == "（7）安排预算959.5万元，实际支出917.2万元，用于设备更新。"


def test_a_zip_without_its_directory_is_read_whole() -> None:
    whole = made(PROSE)
    assert texts(whole[: whole.index(b"PK\x01\x02")]) == texts(whole)


def test_a_broken_stream_is_read_up_to_the_break() -> None:
    whole = bytearray(made(PROSE))
    start = whole.index(b"word/document.xml") + len("word/document.xml")
    at = start + (whole.index(b"PK\x03\x04", start) if b"PK\x03\x04" in whole[start:] else len(whole)) // 4
    whole[at : at + 40] = bytes(40)
    document = docx.read(bytes(whole), "made.docx")
    assert document.damage is not None
    assert "word/document.xml is broken inside the zip" in document.damage
    assert document.blocks[0].text.startswith("（0）")


def test_torn_xml_is_read_and_said_to_be_torn() -> None:
    parts = parts_of(par("甲") + par("乙") + par("丙"))
    parts["word/document.xml"] = parts["word/document.xml"].replace("乙</w:t></w:r></w:p>".encode(), "乙</w:t>".encode())
    document = docx.read(zipped(parts), "made.docx")
    assert document.damage == f"word/document.xml is not well-formed XML; {SAVE_AGAIN}"
    assert [block.text for block in document.blocks] == ["甲", "乙", "丙"]


def test_a_wrong_checksum_is_told() -> None:
    whole = made(par("甲"))
    crc = zlib.crc32(parts_of(par("甲"))["word/document.xml"]).to_bytes(4, "little")
    document = docx.read(whole.replace(crc, b"\0\0\0\0"), "made.docx")
    assert ([block.text for block in document.blocks], document.damage) == (
        ["甲"],
        f"word/document.xml is broken inside the zip; {SAVE_AGAIN}",
    )


@pytest.mark.parametrize(
    ("part", "body"),
    [
        ("numbering", par("概况", number=(1, 0))),
        ("styles", par("概况")),
        ("header1", par("概况") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'),
        ("footnotes", par("概况")),
    ],
)
def test_a_part_that_is_named_and_missing_is_told(part: str, body: str) -> None:
    parts = parts_of(body, **{"numbering": num(1, 0), "styles": "", part: par("此处")})
    del parts[f"word/{part}.xml"]
    document = docx.read(zipped(parts), "made.docx")
    assert document.damage == f"word/{part}.xml is missing; {SAVE_AGAIN}"
    assert [block.text for block in document.blocks] == ["概况"]


@pytest.mark.parametrize("body", [par("概况"), par("概况", number=(0, 0))])
def test_lists_that_are_missing_and_not_used_are_no_damage(body: str) -> None:
    parts = parts_of(body, numbering=num(1, 0))
    del parts["word/numbering.xml"]
    assert docx.read(zipped(parts), "made.docx").damage is None


def test_a_wrong_checksum_of_the_styles_is_told() -> None:
    parts = parts_of(par("甲"), styles=style("H", ""))
    crc = zlib.crc32(parts["word/styles.xml"]).to_bytes(4, "little")
    document = docx.read(zipped(parts).replace(crc, b"\0\0\0\0"), "made.docx")
    assert document.damage == f"word/styles.xml is broken inside the zip; {SAVE_AGAIN}"


def test_nothing_readable_is_corrupt() -> None:
    with pytest.raises(Unreadable) as raised:
        docx.read(b"PK\x03\x04" + bytes(40) + b"word/document.xml" + b"\xff" * 99, "坏.docx")
    assert raised.value.code == "corrupt"
    assert "坏.docx" in raised.value.message


def test_a_locked_package_is_encrypted() -> None:
    with pytest.raises(Unreadable) as raised:
        docx.read(LOCKED, "密.docx")
    assert raised.value.code == "encrypted"


def test_a_locked_zip_member_is_encrypted() -> None:
    data = bytearray(made(par("甲")))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 4)
    with pytest.raises(Unreadable) as raised:
        docx.read(bytes(data), "密.docx")
    assert raised.value.code == "encrypted"


def test_a_zip_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "LIMIT", 1 << 20)
    parts = parts_of(par("甲"))
    parts["word/document.xml"] += b" " * (4 << 20)
    with pytest.raises(Unreadable) as raised:
        docx.read(zipped(parts), "弹.docx")
    assert raised.value.code == "too_large"


def test_entities_are_not_expanded() -> None:
    parts = parts_of(p := par("甲") + par("&bomb;") + par("乙"))
    assert "&bomb;" in p
    doctype = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY bomb "&a;&a;&a;&a;">]>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"?>", b"?>" + doctype, 1)
    assert "a" not in "".join(texts(zipped(parts)))


def test_an_inserted_file_that_is_not_read_is_told() -> None:
    assert (
        docx.read(made(par("甲") + '<w:altChunk r:id="x"/>'), "made.docx").damage
        == f"a file inserted into it (w:altChunk) was not read; {SAVE_AGAIN}"
    )


def test_python_docx_steps_in_where_our_walk_fails() -> None:
    deep = "<w:sdt><w:sdtContent>" * 60 + par("深") + "</w:sdtContent></w:sdt>" * 60
    data = made(par("甲") + deep + table(row("格", "邻")))
    docx_second.read(data, "made.docx", "")  # python-docx is imported here and not at the bottom of a short stack
    limit, depth = sys.getrecursionlimit(), len(_stack())
    sys.setrecursionlimit(depth + 75)
    try:
        document = docx.read(data, "made.docx")
    finally:
        sys.setrecursionlimit(limit)
    assert document.reader == "python-docx"
    assert document.damage is not None
    assert "RecursionError" in document.damage
    assert [block.text for block in document.blocks] == ["甲", "格", "邻"]


def _stack() -> list[object]:
    frame, frames = sys._getframe(), list[object]()
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back  # type: ignore[assignment]
    return frames


FORM = made(PROSE[:3000] + table(*(row("产出", str(n)) for n in range(40))), abstract(1, level(0, "decimal", "%1")) + num(1, 1))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(FORM) - 1), st.binary(min_size=1, max_size=30), st.booleans())
def test_damage_anywhere_gives_a_document_or_says_what_is_wrong(at: int, dirt: bytes, cut: bool) -> None:
    data = FORM[:at] if cut else FORM[:at] + dirt + FORM[at + len(dirt) :]
    try:
        document = docx.read(data, "made.docx")
    except Unreadable:
        return
    assert document.reader == "docx"
    assert [block.order for block in document.blocks] == list(range(len(document.blocks)))


WORDS = st.text(st.sampled_from("绩效预算（）一二三0123456789.% ，。"), min_size=1, max_size=12).map(lambda text: f"文{text}字")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(WORDS, st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3)), min_size=1, max_size=6))
def test_plain_documents_read_as_python_docx_reads_them(items: list[str | list[list[str]]]) -> None:
    document = python_docx.Document()
    for item in items:
        if isinstance(item, str):
            document.add_paragraph(item)
            continue
        grid = document.add_table(len(item), 2)
        for line, cells in zip(grid.rows, item, strict=True):
            for one, text in zip(line.cells, cells, strict=True):
                one.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    ours, theirs = docx.read(buffer.getvalue(), "made.docx"), docx_second.read(buffer.getvalue(), "made.docx", "")
    assert ours.reader == "docx"
    assert [(block.text, block.place) for block in ours.blocks] == [(block.text, block.place) for block in theirs.blocks]


def test_a_stored_member_is_read_like_a_packed_one() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts_of(par("甲")).items():
            package.writestr(name, content)
    whole = buffer.getvalue()
    assert texts(whole) == texts(whole[: whole.index(b"PK\x01\x02")]) == ["甲"]
