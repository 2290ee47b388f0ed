"""Pages without text: OCR of the rendered page, with the grid from the ruling lines in the picture. The text stays as it was read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np

from extractors.readers.pdf_rulings import Rulings
from extractors.readers.pdf_runs import Run

REMEDY = "pip install 'jixiao[ocr]'"
DPI, LONGEST = 200, 3000
# Detection sees the page at this size: twice as fast as the default, with no letter lost (docs/decisions/0006-ocr.md).
_ENGINE = {"Det.limit_type": "max", "Det.limit_side_len": 960, "Global.log_level": "error"}


def available() -> bool:
    return all(find_spec(name) is not None for name in ("rapidocr", "cv2", "onnxruntime"))


def scanned(page: Any, width: float, height: float) -> tuple[list[Run], Rulings, tuple[float, float]]:
    """Runs and rulings of a page's picture, in points, and the page's size as it is read (a page that lies on its side is turned).
    `page` is a pypdfium2 page."""
    from extractors.readers.scan_image import drawn_lines, grey, straightened

    scale = min(DPI / 72, LONGEST / max(width, height))
    picture = straightened(grey(np.asarray(page.render(scale=scale).to_numpy())))
    across, down, plain = drawn_lines(picture)
    found = _ocr(plain)
    if _on_its_side(found):
        picture = max((np.rot90(picture, turns) for turns in (1, 3)), key=lambda turned: _surety(_ocr(turned)))
        across, down, plain = drawn_lines(np.ascontiguousarray(picture))
        found = _ocr(plain)
    rulings = Rulings([_in_points(line, scale) for line in across], [_in_points(line, scale) for line in down])
    return list(_runs(found, scale)), rulings, (picture.shape[1] / scale, picture.shape[0] / scale)


def _in_points(line: tuple[float, float, float], scale: float) -> tuple[float, float, float]:
    return line[0] / scale, line[1] / scale, line[2] / scale


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=_ENGINE)


def _ocr(picture: Any) -> Any:
    return _engine()(np.ascontiguousarray(picture), use_cls=False, return_word_box=True)


def _on_its_side(found: Any) -> bool:
    """Whether the lines run upward: most boxes are high and narrow."""
    boxes = [] if found.boxes is None else found.boxes
    shapes = [(np.ptp(box[:, 1]), np.ptp(box[:, 0])) for box in boxes]
    return len(shapes) > 4 and median(high / max(wide, 1) for high, wide in shapes) > 1.5


def _surety(found: Any) -> float:
    return float(sum(score * len(text) for text, score in zip(found.txts or (), found.scores or (), strict=True)))


def _runs(found: Any, scale: float) -> Iterator[Run]:
    for n, text in enumerate(found.txts or ()):
        words = found.word_results[n] if n < len(found.word_results or ()) else ()
        box, score = np.asarray(found.boxes[n], dtype=float) / scale, float(found.scores[n])
        left, top, right, bottom = box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max()
        edges = _edges(text, words, scale) or _spread(text, left, right)
        # The engine's boxes stand a little off the letters, above and below alike.
        high = bottom - top
        yield Run(text, edges[0], right, top, bottom, bottom - 0.2 * high, 0.7 * high, tuple(edges), False, round(score, 4))


def _edges(text: str, words: Any, scale: float) -> list[float]:
    """The left side of every character, from the engine's boxes of words; empty where they do not add up to the text."""
    edges: list[float] = []
    for word, _, corners in words:
        xs = [float(x) / scale for x, _ in corners]
        edges.extend(_spread(word, min(xs), max(xs)))
    return edges if len(edges) == len(text) else []


def _spread(text: str, left: float, right: float) -> list[float]:
    step = (right - left) / max(len(text), 1)
    return [left + n * step for n in range(len(text))]
