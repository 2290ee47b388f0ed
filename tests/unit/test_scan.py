"""Pages without a text layer: pictures drawn with the fonts pdfium brings along (Latin) or finds (Chinese: fonts-noto-cjk)."""

from __future__ import annotations

import io
import sys
from functools import cache

import cv2
import numpy as np
import pypdfium2
import pytest
from made_pdf import Sheet, cells, made, told
from PIL import Image
from reportlab.lib.utils import ImageReader

from extractors.document import Unreadable
from extractors.pages import scan, scan_image
from extractors.pages.grid import ruled_grids
from extractors.pages.rulings import Rulings
from extractors.readers import pdf

SIZE = (420.0, 230.0)
SCALE = 200 / 72  # pixels to the point
ROWS = [["Item", "Budget", "Executed"], ["A01", "1938.25", "1465.45"], ["A02", "1", "100.00%"]]


def form(sheet: Sheet) -> None:
    sheet.text(40, 40, "Report 2023 Form A", 16, "Helvetica")
    sheet.grid([40, 140, 260, 380], [60, 100, 140, 180])
    for n, row in enumerate(ROWS):
        for x, text in zip([50, 150, 270], row, strict=True):
            sheet.text(x, 86 + 40 * n, text, 14, "Helvetica")


def picture(skew: float = 0.0, seal: bool = False) -> np.ndarray:
    """The form as a scanner would see it, 200 dpi."""
    page = pypdfium2.PdfDocument(made(form, size=SIZE))[0]
    seen = np.ascontiguousarray(page.render(scale=200 / 72).to_numpy())
    if seal:
        ring = seen.copy()
        cv2.circle(ring, (760, 330), 110, (60, 60, 230), 12)
        cv2.line(ring, (690, 300), (830, 300), (60, 60, 230), 8)
        seen = np.minimum(seen, ring)
    if skew:
        turn = cv2.getRotationMatrix2D((seen.shape[1] / 2, seen.shape[0] / 2), skew, 1)
        seen = cv2.warpAffine(seen, turn, (seen.shape[1], seen.shape[0]), borderValue=(255, 255, 255))
    return seen


def scan_of(seen: np.ndarray) -> object:
    def draw(sheet: Sheet) -> None:
        out = io.BytesIO()
        Image.fromarray(seen[:, :, ::-1]).save(out, "JPEG", quality=70)
        sheet.canvas.drawImage(ImageReader(io.BytesIO(out.getvalue())), 0, 0, seen.shape[1] * 72 / 200, seen.shape[0] * 72 / 200)

    return draw


CHINESE = [
    ["项目资金（万元）", "全年预算数", "全年执行数", "执行率"],
    ["年度资金总额", "1938.25", "1465.45", "75.61%"],
    ["其中：财政拨款", "1526.40", "1053.60", "69.03%"],
    ["其他资金", "411.85", "411.85", "100%"],
]


def chinese_form(sheet: Sheet) -> None:
    sheet.text(110, 36, "白水县村道养护项目绩效自评表", 14)
    sheet.table([20, 140, 220, 300, 380], 60, CHINESE, row=30)
    sheet.text(20, 205, "填报单位：白水县公路站（盖章）", 11)


def chinese_picture(stamped: tuple[int, int, int] | None = None) -> np.ndarray:
    """The form as a scanner would see it; a seal of this colour (blue, green, red) lies right across its figures."""
    seen = np.ascontiguousarray(pypdfium2.PdfDocument(made(chinese_form, size=SIZE))[0].render(scale=200 / 72).to_numpy()[:, :, :3])
    if stamped is None:
        return seen
    ring = np.full_like(seen, 255)
    cv2.circle(ring, (700, 300), 120, stamped, 10)
    for n in range(5):
        cv2.line(ring, (610, 240 + 30 * n), (790, 240 + 30 * n), stamped, 7)
    return (seen.astype(np.uint16) * ring // 255).astype(np.uint8)  # ink over ink is darker than either


def words(sheet: Sheet) -> None:
    sheet.text(40, 40, "第一页有文字层，第二页是扫描件。", 12)


def junk(sheet: Sheet) -> None:
    sheet.text(40, 40, "ÏîÄ¿×Ê½ðÇé¿öËµÃ÷¼°Ïà¹ØÊÂÏî", 12, "Helvetica")  # GBK bytes taken for Latin-1


def test_a_skewed_and_sealed_form_keeps_its_grid_and_every_figure() -> None:
    pytest.importorskip("rapidocr")
    seen = scan_of(picture(skew=0.8, seal=True))
    document = pdf.read(made(words, seen, seen, size=SIZE), "scan.pdf")  # type: ignore[arg-type]
    assert told(document)[0] == "第一页有文字层，第二页是扫描件。"
    assert [cells(document, n) for n in (0, 1)] == [ROWS, ROWS]
    assert (document.ocr_pages, document.page_count, document.reader) == (2, 3, "pdf+ocr")
    figures = [block for block in document.blocks if block.text == "1938.25"]
    assert figures[0].confidence is not None
    assert 0.8 < figures[0].confidence <= 1
    assert document.blocks[0].confidence is None


def test_without_the_extra_a_scan_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as if it were not installed
    with pytest.raises(Unreadable, match=r"pip install -e '\.\[ocr\]'") as caught:
        pdf.read(made(scan_of(picture()), size=SIZE), "scan.pdf")  # type: ignore[arg-type]
    assert caught.value.code == "no_text_layer"


def test_without_the_extra_the_pages_with_text_are_read_and_the_others_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    document = pdf.read(made(words, scan_of(picture()), junk, size=SIZE), "mixed.pdf")  # type: ignore[arg-type]
    assert told(document) == ["第一页有文字层，第二页是扫描件。"]
    assert document.damage is not None
    assert "pages 2, 3 not read" in document.damage


def test_a_blank_page_is_no_scan() -> None:
    document = pdf.read(made(words, lambda sheet: None, size=SIZE), "blank.pdf")
    assert (document.page_count, document.ocr_pages, document.damage) == (2, 0, None)
    with pytest.raises(Unreadable) as caught:
        pdf.read(made(lambda sheet: None), "blank.pdf")
    assert caught.value.code == "empty"


@pytest.mark.parametrize("skew", [-1.7, -0.4, 0.0, 0.9, 2.0])
def test_lines_lie_level_after_the_skew_is_taken_out(skew: float) -> None:
    across, down, plain = scan_image.drawn_lines(scan_image.straightened(scan_image.grey(picture(skew))))
    [grid] = ruled_grids(Rulings(*([tuple(0.36 * side for side in line) for line in lines] for lines in (across, down))))  # type: ignore[misc]
    assert len(grid.cells) == 9
    assert plain.mean() > picture(skew).mean()  # the lines are gone


def test_a_seal_fades_and_the_black_below_it_stays() -> None:
    seen = scan_image.grey(picture(seal=True))
    assert seen[220, 760] > 200  # the ring, on paper
    clean = scan_image.grey(picture())
    assert abs(int((seen < 100).sum()) - int((clean < 100).sum())) < 0.02 * (clean < 100).sum()


@cache
def as_read(turns: int) -> tuple[list[str], tuple[float, float], int]:
    """What is told of the form scanned so, the size of the page, and how often it was read for it."""
    read, pages = scan._ocr, []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "_ocr", lambda picture: pages.append(picture.shape) or read(picture))
        runs, _, size = scan.read_picture(np.rot90(chinese_picture(), turns), SCALE)
    return sorted(run.text for run in runs), size, len(pages)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_its_head_is_turned_and_read_once_more(turns: int) -> None:
    pytest.importorskip("rapidocr")
    (told, size, readings), (upright, proper, once) = as_read(turns), as_read(0)
    assert told == upright
    assert {"年度资金总额", "1465.45", "69.03%"} <= set(told)
    assert size == pytest.approx(proper, abs=0.5)
    assert (readings, once) == (2, 1)


def test_pages_scanned_each_another_way_up_make_one_document() -> None:
    pytest.importorskip("rapidocr")
    seen = chinese_picture()
    document = pdf.read(made(scan_of(seen), scan_of(np.rot90(seen, 2)), size=SIZE), "scan.pdf")  # type: ignore[arg-type]
    assert [row for n in (0, 1) for row in cells(document, n)[1:]] == CHINESE[1:] * 2


@pytest.mark.parametrize("stamped", [(60, 60, 230), (110, 100, 235), (40, 30, 180)])
def test_figures_below_a_seal_are_read(stamped: tuple[int, int, int]) -> None:
    pytest.importorskip("rapidocr")
    document = pdf.read(made(scan_of(chinese_picture(stamped)), size=SIZE), "scan.pdf")  # type: ignore[arg-type]
    told = {block.text for block in document.blocks}
    assert {"1938.25", "1465.45", "1526.40", "1053.60", "411.85"} <= told


def test_a_cell_is_read_alone_where_detection_draws_one_box_over_two() -> None:
    pytest.importorskip("rapidocr")

    def narrow(sheet: Sheet) -> None:
        sheet.table([40, 102, 160, 300], 60, [["年度预算金额", "210万元", "按计划使用"], ["项目主管部门", "公路站", "白水县"]], row=18)

    page = pypdfium2.PdfDocument(made(narrow, size=SIZE))[0]
    runs, _, _ = scan.scanned(page, *SIZE)
    assert {"年度预算金额", "210万元", "按计划使用"} <= {run.text for run in runs}


def test_the_strokes_of_a_large_title_are_no_ruling_lines() -> None:
    def titled(sheet: Sheet) -> None:
        sheet.text(40, 50, "项目自评表", 34)
        sheet.table([40, 200, 360], 80, [["预算", "96"], ["支出", "70"]])

    seen = np.ascontiguousarray(pypdfium2.PdfDocument(made(titled, size=SIZE))[0].render(scale=SCALE).to_numpy())
    _, down, plain = scan_image.drawn_lines(scan_image.grey(seen))
    assert {round(x / SCALE) for x, _, _ in down} == {40, 200, 360}
    assert np.array_equal(plain[:200], scan_image.grey(seen)[:200])


def test_pale_ink_is_made_black_and_black_ink_left_alone() -> None:
    black = scan_image.grey(chinese_picture())
    assert scan_image.levelled(black) is black
    pale = (150 + black * 0.33).astype(np.uint8)
    seen = scan_image.levelled(pale)
    assert int(seen.min()) == 0
    assert int(np.median(seen)) == 255
    assert int((seen < 110).sum()) > 0.7 * int((black < 110).sum())
