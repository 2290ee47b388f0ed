"""Picture files as pixels, the way OCR wants a page: upright, on white paper, as large as a scan at 200 dpi."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extractors.document import Unreadable
from extractors.pages import scan

_PAGE = 842  # points on the long side of a page, where a picture does not say how large its paper was
_LEAST, _MOST = 1000, 2.0  # pixels below which a page is made larger, and by how much at most
_TOLD = range(150, 1201)  # resolutions a scanner writes; 72 and 96 are what screens and cameras make up
_ROOM = 200_000_000  # pixels of one picture


def pictures(data: bytes, name: str) -> Iterator[Any]:
    """Every picture of a file as rows of blue, green, red, as large as a page scanned at 200 dpi."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            for frame in ImageSequence.Iterator(opened):
                if frame.width * frame.height > _ROOM:
                    raise Unreadable("too_large", f"{name} has {frame.width} x {frame.height} pixels; scan it again at 200 dpi")
                yield _pixels(frame)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable("corrupt", f"{name} is a damaged picture ({error}); fetch it anew, or scan it again") from error
    except Image.DecompressionBombError as error:
        raise Unreadable("too_large", f"{name} is too large a picture ({error}); scan it again at 200 dpi") from error


def _pixels(frame: Image.Image) -> Any:
    upright = ImageOps.exif_transpose(frame)
    if "A" in upright.getbands() or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
    plain = upright.convert("RGB")
    factor = _factor(max(plain.size), frame.info.get("dpi", (0, 0))[0])
    if not 0.8 < factor < 1.25:
        plain = plain.resize((max(round(plain.width * factor), 1), max(round(plain.height * factor), 1)), Image.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(plain)[:, :, ::-1])


def _factor(longest: int, resolution: float) -> float:
    """Letters too small are misread; the strokes of letters too large are taken for ruling lines."""
    if round(resolution) in _TOLD:
        wanted = scan.DPI / resolution
    elif _LEAST <= longest <= scan.LONGEST:
        wanted = 1.0
    else:
        wanted = scan.DPI / 72 * _PAGE / longest
    return min(wanted, _MOST, scan.LONGEST / longest)
