"""The lines drawn on a page: strokes, thin filled rectangles and the four sides of boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium

from extractors.frozen import frozen
from extractors.pages.runs import Frame, address, pointer

# A filled rectangle thinner than this is a line; a line shorter than this is a dash, a tick or part of a sign.
THIN, SHORT = 3.0, 4.0

_HANDLE, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_object = pointer(pdfium.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
_kind = pointer(pdfium.FPDFPageObj_GetType, _INT, _HANDLE)
_draw_mode = pointer(pdfium.FPDFPath_GetDrawMode, _INT, _HANDLE, _HANDLE, _HANDLE)
_segments_of = pointer(pdfium.FPDFPath_CountSegments, _INT, _HANDLE)
_bounds = pointer(pdfium.FPDFPageObj_GetBounds, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)


@frozen
class Rulings:
    """`across` are (y, x0, x1), `down` are (x, y0, y1), in points from the top left."""

    across: list[tuple[float, float, float]]
    down: list[tuple[float, float, float]]


def rulings(page: Any, frame: Frame) -> Rulings:
    found = Rulings([], [])
    for x0, y0, x1, y1, filled in _shapes(page):
        left, top, right, bottom = frame.box(x0, y0, x1, y1)
        wide, high = right - left, bottom - top
        if high <= THIN and wide >= SHORT:
            found.across.append(((top + bottom) / 2, left, right))
        elif wide <= THIN and high >= SHORT:
            found.down.append(((left + right) / 2, top, bottom))
        elif wide >= SHORT and high >= SHORT and not filled:
            found.across.extend(((top, left, right), (bottom, left, right)))
            found.down.extend(((left, top, bottom), (right, top, bottom)))
    return found


Shape = tuple[float, float, float, float, bool]  # left, bottom, right, top; True where only the inside is painted


def _shapes(page: Any) -> Iterator[Shape]:
    """Every straight piece of every path of a page and of the forms on it."""
    count = max(pdfium.FPDFPage_CountObjects(page), 0)
    objects = list(map(_object, repeat(address(page)), range(count)))
    box, mode = (ctypes.c_float * 4)(), (_INT * 2)()
    for item, kind in zip(objects, map(_kind, objects), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path(item, box, mode)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _form(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))


Matrix = tuple[float, float, float, float, float, float]


def _form(form: Any, above: Matrix) -> Iterator[Shape]:
    matrix = _times(_matrix(form), above)
    for n in range(max(pdfium.FPDFFormObj_CountObjects(form), 0)):
        item = pdfium.FPDFFormObj_GetObject(form, n)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _form(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            for x0, y0, x1, y1, filled in _path(address(item), (_FLOAT * 4)(), (_INT * 2)()):
                (ax, ay), (bx, by) = _moved(matrix, x0, y0), _moved(matrix, x1, y1)
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), filled


def _path(path: int, box: Any, mode: Any) -> Iterator[Shape]:
    """`box` and `mode` are where pdfium writes its answers."""
    at = ctypes.addressof(mode)
    _draw_mode(path, at, at + 4)
    fill, stroke = mode
    if not fill and not stroke:
        return
    if _segments_of(path) <= 5:  # one line or one rectangle: its bounds say it all
        at = ctypes.addressof(box)
        _bounds(path, at, at + 4, at + 8, at + 12)
        yield box[0], box[1], box[2], box[3], not stroke
        return
    yield from _segments(ctypes.cast(path, pdfium.FPDF_PAGEOBJECT), not stroke)


def _segments(path: Any, filled: bool) -> Iterator[Shape]:
    """The subpaths of a longer path: each line of a stroked one, the bounds of each rectangle of a filled one."""
    matrix, points = _matrix(path), list[tuple[float, float]]()
    for n in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        x, y = _FLOAT(), _FLOAT()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _outline(points, filled)
            points = []
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:  # a curve rules nothing
            points = []
        points.append(_moved(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield from _outline(points, filled)


def _outline(points: list[tuple[float, float]], filled: bool) -> Iterator[Shape]:
    if filled and len(points) > 2:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        yield min(xs), min(ys), max(xs), max(ys), True
        return
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) <= THIN or abs(ay - by) <= THIN:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), filled


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    (ea, eb), (oa, ob) = _moved(then, e, f), (then[4], then[5])
    (xa, xb), (ya, yb) = _moved(then, a, b), _moved(then, c, d)
    return xa - oa, xb - ob, ya - oa, yb - ob, ea, eb


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
