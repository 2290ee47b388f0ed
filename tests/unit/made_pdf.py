"""PDFs made for the tests with reportlab, in the non-embedded fonts Chinese producers use. Places are points from the top left."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from extractors.document import Block, Document, grids
from extractors.readers import pdf

SONG = "STSong-Light"  # UniGB-UCS2-H, not embedded
pdfmetrics.registerFont(UnicodeCIDFont(SONG))
A4 = (595.0, 842.0)


class Sheet:
    """One page to draw on."""

    def __init__(self, canvas: Any, height: float) -> None:
        self.canvas, self.height = canvas, height

    def text(self, x: float, y: float, text: str, size: float = 12, font: str = SONG) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def centred(self, x: float, y: float, text: str, size: float = 12) -> None:
        self.canvas.setFont(SONG, size)
        self.canvas.drawCentredString(x, self.height - y, text)

    def prose(self, y: float, paragraphs: Sequence[str], width: int = 20, indent: int = 2, left: float = 80, leading: float = 20) -> float:
        """Paragraphs broken after `width` letters, the first line indented; returns where the next line would stand."""
        for paragraph in paragraphs:
            padded = "\0" * indent + paragraph
            for start in range(0, len(padded), width):
                line = padded[start : start + width]
                self.text(left + 12 * line.count("\0"), y, line.replace("\0", ""))
                y += leading
        return y

    def grid(self, xs: Sequence[float], ys: Sequence[float], without: Callable[[str, int, int], bool] = lambda *_: False) -> None:
        """Ruling lines; `without(kind, n, m)` leaves out the piece of line n ("across" or "down") over interval m."""
        for n, y in enumerate(ys):
            for m in range(len(xs) - 1):
                if not without("across", n, m):
                    self.line(xs[m], y, xs[m + 1], y)
        for n, x in enumerate(xs):
            for m in range(len(ys) - 1):
                if not without("down", n, m):
                    self.line(x, ys[m], x, ys[m + 1])

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], row: float = 20) -> None:
        """A full grid with one line of text in each cell."""
        self.grid(xs, [top + row * n for n in range(len(rows) + 1)])
        for n, texts in enumerate(rows):
            for x, text in zip(xs, texts, strict=False):
                self.text(x + 4, top + row * n + 14, text, 10)


def made(*draw: Callable[[Sheet], None], size: tuple[float, float] = A4, rotate: int = 0, password: tuple[str, str] | None = None) -> bytes:
    """A PDF of one page for each function that draws one; `password` is that of the user and that of the owner."""
    out = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(*password) if password else None
    paper = canvas.Canvas(out, pagesize=size, encrypt=lock)
    for page in draw:
        paper.setPageRotation(rotate)
        page(Sheet(paper, size[1]))
        paper.showPage()
    paper.save()
    return out.getvalue()


def read(*draw: Callable[[Sheet], None], **how: Any) -> Document:
    return pdf.read(made(*draw, **how), "report.pdf")


def told(document: Document, kind: str = "paragraph") -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def cells(document: Document, table: int = 0) -> list[list[str]]:
    """The text at every position of a table's full grid."""
    grid = grids(document.blocks)[table]
    return [[document.blocks[order].text if order is not None else "" for order in row] for row in grid.at]


def cell(document: Document, text: str) -> Block:
    return next(block for block in document.blocks if block.text == text)
