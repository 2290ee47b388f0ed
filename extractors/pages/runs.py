"""One page's characters as runs: pieces of text that stand on one baseline without a gap, in points from the top left.

pdfium is called through plain function pointers and `map`, which takes half of what the bindings of pypdfium2 do, and as seldom as can
be: calls are most of what reading a PDF costs (docs/decisions/0005-pdf.md).
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import pairwise, repeat
from math import inf
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from extractors.frozen import frozen

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Box = tuple[float, float, float, float]

# Where a gap ends a run, in em: columns stand further apart than that, justified or spaced letters closer.
GAP, WORD_GAP = 0.6, 0.18
# After these a small gap is a blank; between Latin and Chinese letters it is only how typesetters space them.
BLANK_AFTER = ",;:·•"
_BOLD = re.compile(r"bold|black|heavy|simhei|heiti|黑体", re.IGNORECASE)
_STROKED = {pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE}
_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int


def pointer(function: Any, *signature: Any) -> Callable[..., Any]:
    """A function of pdfium without the checks of its binding: the result's type, then those of the arguments."""
    return ctypes.PYFUNCTYPE(*signature)(ctypes.cast(function, _HANDLE).value or 0)


def address(handle: Any) -> int:
    return ctypes.cast(handle, _HANDLE).value or 0


_origin = pointer(pdfium.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _HANDLE, _HANDLE)
_loose_box = pointer(pdfium.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
_text = pointer(pdfium.FPDFText_GetText, _INT, _HANDLE, _INT, _INT, _HANDLE)
_unicode = pointer(pdfium.FPDFText_GetUnicode, _INT, _HANDLE, _INT)
_font_size = pointer(pdfium.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, _INT)
_matrix = pointer(pdfium.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _HANDLE)
_text_object = pointer(pdfium.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
_font = pointer(pdfium.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
_render_mode = pointer(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
_clip_path = pointer(pdfium.FPDFPageObj_GetClipPath, _HANDLE, _HANDLE)
_clip_paths = pointer(pdfium.FPDFClipPath_CountPaths, _INT, _HANDLE)
_clip_segments = pointer(pdfium.FPDFClipPath_CountPathSegments, _INT, _HANDLE, _INT)
_clip_segment = pointer(pdfium.FPDFClipPath_GetPathSegment, _HANDLE, _HANDLE, _INT, _INT)
_point = pointer(pdfium.FPDFPathSegment_GetPoint, _INT, _HANDLE, _HANDLE, _HANDLE)


class Run(NamedTuple):
    """`edges[n]` is the left side of character n, so that a run can be cut at a ruling. `size` is the height of the letters.
    (A named tuple: a page has hundreds, and a frozen dataclass takes four times as long to make.)"""

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
        before = self._replace(text=self.text[:at], x1=x, edges=self.edges[:at])
        return before, self._replace(text=self.text[at:], x0=x, edges=self.edges[at:])


@frozen
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
        """x0, upper y, x1, lower y of a rectangle, or arrays of them."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


@frozen
class Characters:
    """What pdfium tells of one page, before anything is made of it; `boxes` are left, top, right, bottom."""

    index: Codes
    text: str
    codes: Codes
    boxes: Floats


def characters(text_page: Any) -> Characters:
    """Every printed character of a page in the order of its stream; line ends and blanks pdfium makes up are left out."""
    count, page = max(pdfium.FPDFText_CountChars(text_page), 0), address(text_page)
    codes = _codes(page, count)
    asked = ((codes != 0) & (codes != 0x0D) & (codes != 0x0A)).nonzero()[0]
    boxes = np.zeros((len(asked), 4), np.float32)
    to = boxes.ctypes.data
    # A character without a place keeps its zeros and is left out below.
    deque(map(_loose_box, repeat(page), asked.tolist(), range(to, to + boxes.nbytes, 16)), maxlen=0)
    printed = (boxes[:, 2] - boxes[:, 0] > 0.01) | (boxes[:, 1] - boxes[:, 3] > 0.01)
    index = asked[printed]
    codes = codes[index]
    text = codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    return Characters(index, text, codes, boxes[printed].astype(np.float64))


def _codes(page: int, count: int) -> Codes:
    """The characters' code points: asked for at once, one by one only where some have no UTF-16 unit or two."""
    units = np.zeros(count + 1, np.uint16)
    told = _text(page, 0, count, units.ctypes.data)
    codes = units[:count].astype(np.int64)
    if told != count + 1 or ((codes == 0) | ((codes >= 0xD800) & (codes < 0xE000))).any():
        codes = np.fromiter(map(_unicode, repeat(page), range(count)), np.int64, count)
        codes[(codes >= 0xD800) & (codes < 0xE000)] = 0xFFFD
    codes[codes == 2] = 0x2D  # pdfium's mark for a hyphen at a line's end
    codes[codes > 0x10FFFF] = 0xFFFD
    return codes


def frame(page: Any, chars: Characters) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    rotation, turn = pdfium.FPDFPage_GetRotation(page), _reading_direction(chars)
    sides = (box.left, box.bottom, box.right, box.top)
    if rotation % 2:  # pdfium tells the box of the turned page
        sides = (box.bottom, box.left, box.top, box.right)
    return Frame(*sides, rotation if turn is None else turn)


def _reading_direction(chars: Characters) -> int | None:
    """Quarter turns that bring most of the text upright; None where nothing tells."""
    if len(chars.text) < 2:
        return None
    corners = chars.boxes[:2000, [0, 3]]
    dx, dy = (corners[1:] - corners[:-1]).T
    level, upright = abs(dy) < 0.1, abs(dx) < 0.1
    votes = [np.count_nonzero(vote) for vote in (level & (dx > 0), upright & (dy > 0), level & (dx < 0), upright & (dy < 0))]
    return votes.index(max(votes)) if max(votes) else None


def runs(text_page: Any, chars: Characters, frame: Frame) -> list[Run]:
    """The page's runs in the order of its stream, without those a clip path hides."""
    if not chars.text:
        return []
    page = address(text_page)
    x0, top, x1, bottom = frame.box(*chars.boxes.T[[0, 3, 2, 1]])
    base = _baselines(page, chars, frame, x0, top, x1, bottom)
    bounds = _breaks(chars.text, base, x0, x1, bottom - top)
    lefts, rights, tops, bottoms, bases = x0.tolist(), x1.tolist(), top.tolist(), bottom.tolist(), base.tolist()
    printed = [(start, end) for start, end in pairwise(bounds) if not chars.text[start:end].isspace()]
    looks = _looks(page, chars.index[[start for start, _ in printed]].tolist())
    found = []
    for (start, end), (size, bold, clip) in zip(printed, looks, strict=True):
        if clip is not None and _outside(clip, chars.boxes[start:end].tolist()):
            continue
        edges = tuple(lefts[start:end])
        found.append(Run(chars.text[start:end], edges[0], rights[end - 1], tops[start], bottoms[start], bases[start], size, edges, bold))
    return found


def _baselines(page: int, chars: Characters, frame: Frame, x0: Floats, top: Floats, x1: Floats, bottom: Floats) -> Floats:
    """What every character stands on. Its origin tells, and is asked for where a box does not go on beside the one before, as high and
    as low but for what single letters reach over: a line of text asks for two or three."""
    slack = 0.1 * (bottom - top)[1:]
    asked = np.ones(len(x0), bool)
    asked[1:] = (abs(top[1:] - top[:-1]) > slack) | (abs(bottom[1:] - bottom[:-1]) > slack) | (abs(x0[1:] - x1[:-1]) > 3 * slack)
    indices = chars.index[asked].tolist()
    origins = np.zeros((len(indices), 2))
    at, end = origins.ctypes.data, origins.ctypes.data + origins.nbytes
    deque(map(_origin, repeat(page), indices, range(at, end, 16), range(at + 8, end + 8, 16)), maxlen=0)
    _, base = frame.place(origins[:, 0], origins[:, 1])
    told: Floats = base[asked.cumsum() - 1]
    return told


def _breaks(text: str, base: Floats, x0: Floats, x1: Floats, height: Floats) -> list[int]:
    """Where a run begins: another baseline, a step back, a gap."""
    em = np.minimum(height[:-1], height[1:])
    gap = x0[1:] - x1[:-1]
    broken = (abs(base[1:] - base[:-1]) > 0.3) | (gap > GAP * em) | (gap < -0.7 * em)
    for n in ((gap > WORD_GAP * em) & ~broken).nonzero()[0].tolist():
        broken[n] = (text[n].isascii() and text[n + 1].isascii()) or text[n] in BLANK_AFTER
    return [0, *(broken.nonzero()[0] + 1).tolist(), len(text)]


Look = tuple[float, bool, Box | None]  # the height of the letters, whether they are heavy, what they are clipped to


def _looks(page: int, indices: list[int]) -> Iterator[Look]:
    """How the text objects of some characters look."""
    matrices = np.zeros((len(indices), 6), np.float32)
    at = matrices.ctypes.data
    deque(map(_matrix, repeat(page), indices, range(at, at + matrices.nbytes, 24)), maxlen=0)
    stretched = np.maximum(np.hypot(matrices[:, 2], matrices[:, 3], dtype=np.float64), 0.01).tolist()
    sizes, objects = map(_font_size, repeat(page), indices), list(map(_text_object, repeat(page), indices))
    heavy: dict[int, bool] = {}  # by address of the font: names are slow to ask for
    clips: dict[tuple[int, int], Box | None] = {}
    for size, stretch, item in zip(sizes, stretched, objects, strict=True):
        if not item:
            yield size * stretch, False, None
            continue
        font = _font(item)
        if font not in heavy:
            heavy[font] = bool(_BOLD.search(_font_name(font)))
        yield size * stretch, heavy[font] or _render_mode(item) in _STROKED, _shared_clip(_clip_path(item), clips)


def _shared_clip(clip: int, clips: dict[tuple[int, int], Box | None]) -> Box | None:
    """The clip of an object, known by the address of its innermost path: most text of a page shares one."""
    count = _clip_paths(clip) if clip else 0
    if count <= 0:
        return None
    innermost = count, _clip_segment(clip, count - 1, 0) or 0
    if innermost not in clips or not innermost[1]:
        clips[innermost] = _clip(clip)
    return clips[innermost]


def _font_name(font: int) -> str:
    name = ctypes.create_string_buffer(128)
    length = pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), name, 128) if font else 0
    return name.raw[: max(length - 1, 0)].decode("gb18030", "replace")


def _clip(clip: int) -> Box | None:
    """The rectangle all clip paths of an object leave open, in the page's own coordinates."""
    left, bottom, right, top = -inf, -inf, inf, inf
    point = (ctypes.c_float * 2)()
    at = ctypes.addressof(point)
    for path in range(_clip_paths(clip)):
        points, count = [], _clip_segments(clip, path)
        for n in (0, 2) if 4 <= count <= 5 else range(count):  # a rectangle is told by two of its corners
            _point(_clip_segment(clip, path, n), at, at + 4)
            points.append((point[0], point[1]))
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            left, bottom, right, top = max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))
    return None if left == -inf else (left, bottom, right, top)


def _outside(clip: Box, boxes: list[list[float]]) -> bool:
    """Whether nothing of a run shows. Its middle decides: letters that reach a little over the edge of their cell are printed."""
    left, bottom, right, top = clip
    middle = (boxes[0][1] + boxes[0][3]) / 2
    return not bottom < middle < top or boxes[-1][2] < left or boxes[0][0] > right
