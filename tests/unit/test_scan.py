"""Pages without a text layer. Letters are Latin and digits: the pictures are drawn with the fonts pdfium brings along."""

from __future__ import annotations

import io
import sys

import cv2
import numpy as np
import pypdfium2
import pytest
from made_pdf import Sheet, cells, made, told
from PIL import Image
from reportlab.lib.utils import ImageReader

from extractors.document import Unreadable
from extractors.pages import scan_image
from extractors.pages.grid import ruled_grids
from extractors.pages.rulings import Rulings
from extractors.readers import pdf

SIZE = (420.0, 230.0)
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
        sheet.canvas.drawImage(ImageReader(io.BytesIO(out.getvalue())), 0, 0, *SIZE)

    return draw


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
    with pytest.raises(Unreadable, match=r"pip install 'jixiao\[ocr\]'") as caught:
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
