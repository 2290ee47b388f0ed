"""One page's characters as runs: pieces of text that stand on one baseline without a gap, in points from the top left.

The characters come from pdfium by function pointers called through `map`: one call per character and value is the whole cost
of reading a PDF, and this is a third of what the usual bindings take (docs/decisions/0005-pdf.md).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, repeat
from math import hypot, inf
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
# Where a gap ends a run, in em: columns stand further apart than that, justified or spaced letters closer.
GAP, WORD_GAP = 0.6, 0.18
# After these a small gap is a blank; between Latin and Chinese letters it is only how typesetters space them.
_MARKS = [ord(mark) for mark in ",;:·•"]
_BOLD = re.compile(r"bold|black|heavy|simhei|heiti|方正小标宋|黑体", re.IGNORECASE)
_STROKED = {pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE}


def pointer(function: Any, *arguments: type) -> Callable[..., int]:
    return ctypes.PYFUNCTYPE(*arguments)(ctypes.cast(function, _HANDLE).value or 0)


_origin = pointer(pdfium.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _HANDLE, _HANDLE)
_loose_box = pointer(pdfium.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
_unicode = pointer(pdfium.FPDFText_GetUnicode, _INT, _HANDLE, _INT)


@dataclass(frozen=True, slots=True)
class Run:
    """`edges[n]` is the left side of character n, so that a run can be cut at a ruling. `size` is the height of the letters."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    edges: tuple[float, ...]
    bold: bool = False
    confidence: float | None = None

    @property
    def middle(self) -> float:
        return self.baseline - self.size * 0.35

    def cut(self, at: int) -> tuple[Run, Run]:
        """The run before and from character `at`."""
        x = self.edges[at]
        return self._part(0, at, self.x0, x), self._part(at, len(self.text), x, self.x1)

    def _part(self, start: int, end: int, x0: float, x1: float) -> Run:
        text, edges = self.text[start:end], self.edges[start:end]
        return Run(text, x0, x1, self.top, self.bottom, self.baseline, self.size, edges, self.bold, self.confidence)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates turn into points from the top left: by the way its text runs, else by its /Rotate."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def place(self, x: Any, y: Any) -> tuple[Any, Any]:
        """A point, or arrays of them."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: Any, bottom: Any, right: Any, top: Any) -> tuple[Any, Any, Any, Any]:
        """x0, y0 (upper), x1, y1 (lower) of a rectangle, or arrays of them."""
        ax, ay = self.place(left, bottom)
        bx, by = self.place(right, top)
        return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)


@dataclass(frozen=True, slots=True)
class Characters:
    """What pdfium tells of one page, before anything is made of it."""

    index: npt.NDArray[np.int64]
    text: str
    codes: npt.NDArray[np.int64]
    origins: Floats
    boxes: Floats

    @property
    def unmapped(self) -> float:
        """The share of characters that no reader can name: private use, replacement, control."""
        if not len(self.codes):
            return 0.0
        codes = self.codes
        junk = (codes < 32) | (codes == 0xFFFD) | ((codes >= 0xE000) & (codes <= 0xF8FF)) | ((codes > 0x7E) & (codes < 0xA0))
        return float(junk.mean())


def characters(text_page: Any) -> Characters:
    """Every printed character of a page in the order of its stream; line ends and blanks pdfium makes up are left out."""
    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    page = ctypes.cast(text_page, _HANDLE).value
    origins, boxes = np.zeros((count, 2)), np.zeros((count, 4), np.float32)
    at, to = origins.ctypes.data, boxes.ctypes.data
    # A character without a place keeps its zeros and is left out below.
    list(map(_origin, repeat(page), range(count), range(at, at + 16 * count, 16), range(at + 8, at + 16 * count + 8, 16)))
    list(map(_loose_box, repeat(page), range(count), range(to, to + 16 * count, 16)))
    codes = np.fromiter(map(_unicode, repeat(page), range(count)), np.int64, count)
    codes[codes == 2] = 0x2D  # pdfium's mark for a hyphen at a line's end
    made_up = (np.abs(boxes[:, 2] - boxes[:, 0]) < 0.01) & (np.abs(boxes[:, 1] - boxes[:, 3]) < 0.01) | (codes == 0)
    kept = np.nonzero(~made_up)[0]
    codes = codes[kept]
    return Characters(kept, "".join(map(chr, codes.tolist())), codes, origins[kept], boxes[kept].astype(np.float64))


def frame(page: Any, chars: Characters) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    turn = _reading_direction(chars)
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page) if turn is None else turn)


def _reading_direction(chars: Characters) -> int | None:
    """Quarter turns that bring most of the text upright; None where nothing tells."""
    if len(chars.text) < 2:
        return None
    step = np.diff(chars.origins, axis=0)
    size = np.abs(chars.boxes[:-1, 1] - chars.boxes[:-1, 3]) * 2 + 1
    dx, dy = step[:, 0], step[:, 1]
    level, upright = np.abs(dy) < 0.1, np.abs(dx) < 0.1
    near = np.abs(dx) + np.abs(dy) < size
    votes = [np.sum(level & near & (dx > 0)), np.sum(upright & near & (dy > 0)), np.sum(level & near & (dx < 0)), np.sum(upright & near & (dy < 0))]
    return int(np.argmax(votes)) if max(votes) else None


def runs(text_page: Any, chars: Characters, frame: Frame) -> list[Run]:
    """The page's runs in the order of its stream, without those a clip path hides."""
    if not chars.text:
        return []
    _, base = frame.place(chars.origins[:, 0], chars.origins[:, 1])
    x0, top, x1, bottom = frame.box(chars.boxes[:, 0], chars.boxes[:, 3], chars.boxes[:, 2], chars.boxes[:, 1])
    bounds = _breaks(chars.codes, base, x0, x1, bottom - top)
    lefts, rights, tops, bottoms, bases = x0.tolist(), x1.tolist(), top.tolist(), bottom.tolist(), base.tolist()
    indices, fonts, found = chars.index.tolist(), {}, []
    for start, end in pairwise(bounds):
        text = chars.text[start:end]
        if not text.strip():
            continue
        piece = object_of(text_page, indices[start], fonts)
        if piece.clip is not None and _outside(piece.clip, chars.boxes[start : end]):
            continue
        edges = tuple(lefts[start:end])
        found.append(Run(text, edges[0], rights[end - 1], tops[start], bottoms[start], bases[start], piece.size, edges, piece.bold))
    return found


def _breaks(codes: npt.NDArray[np.int64], base: Floats, x0: Floats, x1: Floats, height: Floats) -> list[int]:
    """Where a run begins: another baseline, a step back, a gap."""
    em = np.minimum(height[:-1], height[1:])
    gap = x0[1:] - x1[:-1]
    words = (codes[:-1] < 0x7F) & (codes[1:] < 0x7F) | np.isin(codes[:-1], _MARKS)
    broken = (np.abs(np.diff(base)) > 0.3) | (gap > GAP * em) | (gap < -0.7 * em) | words & (gap > WORD_GAP * em)
    return [0, *(np.nonzero(broken)[0] + 1).tolist(), len(codes)]


@dataclass(frozen=True, slots=True)
class Piece:
    """What the text object of a run says: the height of its letters, whether they are heavy, what it is clipped to."""

    size: float
    bold: bool
    clip: Box | None


def object_of(text_page: Any, index: int, fonts: dict[int, bool]) -> Piece:
    """The text object of one character. `fonts` remembers a page's fonts by address: their names are slow to ask for."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * max(hypot(matrix.c, matrix.d), 0.01)
    piece = pdfium.FPDFText_GetTextObject(text_page, index)
    if not piece:
        return Piece(size, False, None)
    font = pdfium.FPDFTextObj_GetFont(piece)
    address = ctypes.cast(font, _HANDLE).value or 0
    if address not in fonts:
        fonts[address] = bool(_BOLD.search(_font_name(font)))
    heavy = fonts[address] or pdfium.FPDFTextObj_GetTextRenderMode(piece) in _STROKED
    return Piece(size, heavy, _clip(pdfium.FPDFPageObj_GetClipPath(piece)))


def _font_name(font: Any) -> str:
    name = ctypes.create_string_buffer(128)
    length = pdfium.FPDFFont_GetBaseFontName(font, name, 128) if font else 0
    return name.raw[: max(length - 1, 0)].decode("gb18030", "replace")


def _clip(clip: Any) -> Box | None:
    """The rectangle all clip paths of an object leave open, in the page's own coordinates."""
    left, bottom, right, top = -inf, -inf, inf, inf
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        xs, ys = [], []
        for n in range(max(pdfium.FPDFClipPath_CountPathSegments(clip, path), 0)):
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, n), x, y)
            xs.append(x.value)
            ys.append(y.value)
        if xs:
            left, bottom, right, top = max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))
    return None if left == -inf else (left, bottom, right, top)


def _outside(clip: Box, boxes: Floats) -> bool:
    """Whether nothing of a run shows. Its middle decides: letters that reach a little over the edge of their cell are printed."""
    left, bottom, right, top = clip
    x0, x1 = float(boxes[:, 0].min()), float(boxes[:, 2].max())
    low, high = float(boxes[:, 3].min()), float(boxes[:, 1].max())
    middle = (low + high) / 2
    return not (bottom < middle < top) or x1 < left or x0 > right
