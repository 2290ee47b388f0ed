"""Whether a page's text can be trusted, or its picture has to be read instead."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from extractors.pages.runs import Characters, address, pointer

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
_object = pointer(pdfium.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
_kind = pointer(pdfium.FPDFPageObj_GetType, _INT, _HANDLE)
_bounds = pointer(pdfium.FPDFPageObj_GetBounds, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)

# A page of a report has more letters than this; a page number or a signature printed over a scan has fewer.
FEW, ALMOST_NONE = 50, 10
# Letters drawn as curves: nobody rules that many lines on a page without a word.
MANY_CURVES = 150
# What Chinese reports are printed in: ASCII, punctuation, signs in circles, CJK, full width (but no accented letters:
# GBK read as Latin-1 is made of them).
_ORDINARY = [(0xA0, 0xC0), (0xD7, 0xD8), (0x2000, 0x2700), (0x3000, 0x3400), (0xFE10, 0xFE70), (0xFF00, 0xFFF0)]
STRANGE = 0.12


def legible(chars: Characters) -> bool:
    """False for glyphs without a name and for text in the wrong encoding."""
    codes = chars.codes
    if len(codes) < ALMOST_NONE:
        return True
    ordinary = ((codes >= 0x4E00) & (codes < 0xA000)) | ((codes >= 0x20) & (codes < 0x7F))
    if ordinary.mean() > 1 - STRANGE:  # most pages: told at once
        return True
    for low, high in _ORDINARY:
        ordinary |= (codes >= low) & (codes < high)
    return float(ordinary.mean()) > 1 - STRANGE


def is_picture(page: Any, chars: Characters) -> bool:
    """Whether a page with little text shows a scan, or letters drawn as curves."""
    letters = len(chars.text) - chars.text.count(" ")
    if letters >= FEW:
        return False
    share, curves = _pictured(page)
    return share > 0.5 or (letters < ALMOST_NONE and (share > 0.05 or curves > MANY_CURVES))


def _pictured(page: Any) -> tuple[float, int]:
    """The share of the page its pictures take, and how many paths are drawn on it."""
    count = max(pdfium.FPDFPage_CountObjects(page), 0)
    objects = list(map(_object, repeat(address(page)), range(count)))
    kinds = list(map(_kind, objects))
    box, area = (ctypes.c_float * 4)(), 0.0
    at = ctypes.addressof(box)
    for item, kind in zip(objects, kinds, strict=True):
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            _bounds(item, at, at + 4, at + 8, at + 12)
            area += max(box[2] - box[0], 0) * max(box[3] - box[1], 0)
    whole = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    return area / max(whole, 1), kinds.count(pdfium.FPDF_PAGEOBJ_PATH)
