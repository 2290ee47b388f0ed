"""OFD files, written here as the standard (GB/T 33190) says: text by position, tables by ruling lines, scans by OCR."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import pairwise

import pytest
from PIL import Image

from extractors import readers
from extractors.document import Document, Unreadable
from extractors.pages import scan
from extractors.readers import ofd

XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 4.0, more: str = "", delta: str | None = None) -> str:
    """A line of text with its baseline `y` mm from the top of the page."""
    steps = delta if delta is not None else f"g {len(words) - 1} {size}" if len(words) > 1 else ""
    code = f'<ofd:TextCode X="0" Y="{size}"{f" DeltaX={steps!r}" if steps else ""}>{words}</ofd:TextCode>'.replace("'", '"')
    return f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 150 {size * 1.2}" Font="1" Size="{size}" {more}>{code}</ofd:TextObject>'


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    data = f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {x1 - x0 + 0.4} {y1 - y0 + 0.4}" LineWidth="0.3">{data}</ofd:PathObject>'


def bar(x0: float, y0: float, x1: float, y1: float) -> str:
    """A line drawn as a thin filled rectangle."""
    w, h = max(x1 - x0, 0.3), max(y1 - y0, 0.3)
    data = f"<ofd:AbbreviatedData>M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="3" Boundary="{x0} {y0} {w} {h}" Stroke="false" Fill="true">{data}</ofd:PathObject>'


def grid(xs: Sequence[float], ys: Sequence[float], line: object = stroke) -> str:
    assert callable(line)
    across = (line(x0, y, x1, y) for y in ys for x0, x1 in pairwise(xs))
    down = (line(x, y0, x, y1) for x in xs for y0, y1 in pairwise(ys))
    return "".join((*across, *down))


def package(pages: Sequence[str | None], parts: dict[str, bytes] | None = None, template: str = "") -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    common += '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as ofd_file:
        ofd_file.writestr("OFD.xml", f"<ofd:OFD {XMLNS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
        document = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        ofd_file.writestr("Doc_0/Document.xml", f"<ofd:Document {XMLNS}>{document}</ofd:Document>")
        for n, page in enumerate(pages):
            if page is not None:
                used = '<ofd:Template TemplateID="9"/>' if template else ""
                ofd_file.writestr(f"Doc_0/Pages/Page_{n}/Content.xml", content(page, used))
        if template:
            ofd_file.writestr("Doc_0/Tpls/Tpl_0/Content.xml", content(template))
        for path, raw in (parts or {}).items():
            ofd_file.writestr(path, raw)
    return file.getvalue()


def content(objects: str, used: str = "") -> str:
    return f"<ofd:Page {XMLNS}>{used}<ofd:Content><ofd:Layer ID='1'>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def read(pages: Sequence[str | None], template: str = "") -> Document:
    return readers.read(package(pages, template=template), "报告.ofd")


def texts(document: Document, kind: str = "paragraph") -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def cells(document: Document) -> dict[tuple[int | None, int | None], tuple[str, int, int]]:
    return {(b.place.row, b.place.col): (b.text, b.place.rows, b.place.cols) for b in document.blocks if b.kind == "cell"}


FORM = (
    text(70, 20, "项目支出绩效自评表", 5)
    + grid([20, 60, 110, 160], [30, 40, 50])
    + text(25, 37, "项目名称")
    + text(65, 37, "道路养护")
    + text(115, 37, "执行数")
    + text(25, 47, "预算")
    + text(65, 47, "1938.25", delta="g 6 2")
    + text(115, 47, "93.5%", delta="2 2 2 2")
)


def test_lines_are_paragraphs_and_rulings_are_grids() -> None:
    document = read([FORM])
    assert texts(document) == ["项目支出绩效自评表"]
    assert cells(document) == {
        (0, 0): ("项目名称", 1, 1),
        (0, 1): ("道路养护", 1, 1),
        (0, 2): ("执行数", 1, 1),
        (1, 0): ("预算", 1, 1),
        (1, 1): ("1938.25", 1, 1),
        (1, 2): ("93.5%", 1, 1),
    }


def test_every_block_knows_its_page_and_its_box_in_points() -> None:
    document = read([FORM])
    place = document.blocks[0].place
    assert (document.format, document.page_count, place.page) == ("ofd", 1, 1)
    assert place.lines[0].x0 == pytest.approx(70 / 25.4 * 72, abs=0.5)
    assert place.lines[0].x1 == pytest.approx(115 / 25.4 * 72, abs=0.5)


def test_lines_drawn_as_thin_bars_make_the_same_grid() -> None:
    words = text(25, 37, "甲") + text(65, 37, "乙") + text(25, 47, "丙") + text(65, 47, "丁")
    assert cells(read([grid([20, 60, 100], [30, 40, 50], bar) + words])) == cells(read([grid([20, 60, 100], [30, 40, 50]) + words]))


def test_a_missing_line_merges_cells() -> None:
    lines = grid([20, 60, 100], [30, 40]) + grid([20, 100], [40, 50])
    told = cells(read([lines + text(25, 37, "甲") + text(65, 37, "乙") + text(25, 47, "合并")]))
    assert told[1, 0] == ("合并", 1, 2)


def test_a_matrix_moves_and_scales_text() -> None:
    moved = text(20, 30, "放大", 2, more='CTM="2 0 0 2 10 0"')
    (block,) = read([moved]).blocks
    assert block.style.size == pytest.approx(4 / 25.4 * 72, abs=0.2)
    assert block.place.lines[0].x0 == pytest.approx(30 / 25.4 * 72, abs=0.5)


def test_one_text_object_may_reach_over_two_cells() -> None:
    wide = text(25, 37, "甲乙", delta="40")
    told = cells(read([grid([20, 60, 100], [30, 40, 50]) + wide + text(25, 47, "丙") + text(65, 47, "丁")]))
    assert (told[0, 0][0], told[0, 1][0]) == ("甲", "乙")


def test_the_template_of_a_page_is_part_of_it() -> None:
    assert texts(read([text(20, 60, "正文在此。")], template=text(20, 40, "模板标题"))) == ["模板标题", "正文在此。"]


def test_bold_is_told_by_weight() -> None:
    assert read([text(20, 40, "一、概况", more='Weight="700"')]).blocks[0].style.bold is True


def test_a_missing_page_is_told_and_the_others_are_read() -> None:
    document = read([text(20, 40, "第一页。"), None, text(20, 40, "第三页。")])
    assert "第一页。" in texts(document)[0]
    assert document.damage == "pages 2 are missing or damaged; fetch the file anew"


def scan_page() -> tuple[str, dict[str, bytes]]:
    picture = io.BytesIO()
    Image.new("L", (400, 560), 255).save(picture, "PNG")
    medium = '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia>'
    resources = f'<ofd:Res {XMLNS} BaseLoc="Res"><ofd:MultiMedias>{medium}</ofd:MultiMedias></ofd:Res>'
    return '<ofd:ImageObject ID="4" ResourceID="7" Boundary="0 0 210 297"/>', {
        "Doc_0/DocumentRes.xml": resources.encode(),
        "Doc_0/Res/scan.png": picture.getvalue(),
    }


def test_a_scan_without_ocr_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    page, parts = scan_page()
    with pytest.raises(Unreadable, match="pip install") as error:
        ofd.read(package([page], parts), "扫描.ofd")
    assert error.value.code == "no_text_layer"
    document = ofd.read(package([text(20, 40, "有字。"), page], parts), "扫描.ofd")
    assert "pages 2 not read" in (document.damage or "")


def test_an_encrypted_file_and_one_without_a_document_are_told() -> None:
    for data, code in ((package([FORM], {"Encryptions.xml": b"<x/>"}), "encrypted"), (package([]), "empty")):
        with pytest.raises(Unreadable) as error:
            readers.read(data, "报告.ofd")
        assert error.value.code == code
        assert "报告.ofd" in error.value.message


def test_broken_numbers_in_a_page_do_not_stop_the_reader() -> None:
    broken = '<ofd:TextObject Boundary="a b" Size="x"><ofd:TextCode DeltaX="g 9">还在</ofd:TextCode></ofd:TextObject>'
    path = "<ofd:PathObject><ofd:AbbreviatedData>M 1 L C B 2 z</ofd:AbbreviatedData></ofd:PathObject>"
    assert texts(read([broken + path])) == ["还在"]
