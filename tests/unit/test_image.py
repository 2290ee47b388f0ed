"""Pictures are read as scans. Letters are Latin and digits: the pictures are drawn with the fonts pdfium brings along."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from made_pdf import Sheet, made
from PIL import Image

from extractors import readers
from extractors.document import Unreadable
from extractors.pages import scan
from extractors.pages.pictures import pictures
from extractors.readers import image


def form(sheet: Sheet) -> None:
    sheet.text(40, 40, "Report 2023 Form A", 16, "Helvetica")
    sheet.grid([40, 140, 260, 380], [60, 100, 140])
    for x, y, text in ((50, 86, "Item"), (150, 86, "Budget"), (270, 86, "Executed"), (50, 126, "A01"), (150, 126, "1938.25")):
        sheet.text(x, y, text, 14, "Helvetica")


def drawn() -> Image.Image:
    page = pypdfium2.PdfDocument(made(form, size=(420.0, 230.0)))[0]
    return page.render(scale=200 / 72).to_pil().convert("L")


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_picture_of_a_form_gives_its_grid(kind: str) -> None:
    document = readers.read(saved(drawn(), kind), f"表.{kind.lower()}")
    assert (document.reader, document.page_count, document.ocr_pages) == ("image+ocr", 1, 1)
    told = {block.text for block in document.blocks if block.kind == "cell"}
    assert {"Budget", "1938.25"} <= told
    assert all(block.confidence is not None for block in document.blocks if block.text)


def test_every_picture_of_a_tif_is_a_page() -> None:
    document = readers.read(saved(drawn(), "TIFF", save_all=True, append_images=[drawn()]), "表.tif")
    assert (document.page_count, {block.place.page for block in document.blocks}) == (2, {1, 2})


def test_without_ocr_a_picture_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    with pytest.raises(Unreadable, match=r"表\.png.*pip install") as error:
        readers.read(saved(drawn(), "PNG"), "表.png")
    assert error.value.code == "no_text_layer"


def test_an_empty_picture_has_no_text() -> None:
    with pytest.raises(Unreadable, match="found no text") as error:
        readers.read(saved(Image.new("L", (300, 400), 255), "PNG"), "白.png")
    assert error.value.code == "no_text_layer"


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_a_cut_picture_is_corrupt(kind: str) -> None:
    with pytest.raises(Unreadable, match="断") as error:
        readers.read(saved(drawn(), kind)[:700], f"断.{kind.lower()}")
    assert error.value.code == "corrupt"


def test_transparent_paper_is_white_and_small_pictures_are_enlarged() -> None:
    (pixels,) = pictures(saved(Image.new("RGBA", (100, 200), (0, 0, 0, 0)), "PNG"), "透.png")
    assert pixels.shape == (400, 200, 3)
    assert np.all(pixels == 255)


def test_text_that_begins_with_the_letters_of_a_bitmap_is_no_picture() -> None:
    assert not image.claims("BM是一种格式的名称。".encode(), b"")


@pytest.mark.parametrize(
    ("size", "dpi", "longest"),
    [((1200, 900), None, 1200), ((800, 600), None, 1600), ((4000, 3000), 72, 2339), ((2480, 3508), 300, 2339), ((1240, 1754), 150, 2339)],
)
def test_pictures_come_to_the_resolution_of_a_scan(size: tuple[int, int], dpi: int | None, longest: int) -> None:
    told = {} if dpi is None else {"dpi": (dpi, dpi)}
    (pixels,) = pictures(saved(Image.new("L", size, 255), "PNG", **told), "页.png")
    assert max(pixels.shape) == pytest.approx(longest, abs=2)
