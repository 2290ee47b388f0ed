"""Pages without text: OCR of the rendered page, with the grid from the ruling lines in the picture. The text stays as it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np

from extractors.pages.grid import RuledGrid, ruled_grids
from extractors.pages.rulings import Rulings
from extractors.pages.runs import Run

REMEDY = ".venv/bin/pip install -e '.[ocr]'"
DPI, LONGEST = 200, 3000
SURE = 0.5  # below this the recognition of a single cell is a guess
INSET = 4  # pixels beside a ruling line that may be its shadow
UPRIGHT = 0.85  # letters of upright pages are read with 0.99 on average, those of pages turned otherwise with 0.6 to 0.75
# Detection sees the page at this size: twice as fast as the default, with no letter lost (docs/decisions/0006-ocr.md).
_ENGINE = {"Det.limit_type": "max", "Det.limit_side_len": 960, "Global.log_level": "error"}


def available() -> bool:
    return all(find_spec(name) is not None for name in ("rapidocr", "cv2", "onnxruntime"))


def scanned(page: Any, width: float, height: float) -> tuple[list[Run], Rulings, tuple[float, float]]:
    """Runs and rulings of a page, in points, and its size as it is read. `page` is a pypdfium2 page."""
    scale = min(DPI / 72, LONGEST / max(width, height))
    return read_picture(np.asarray(page.render(scale=scale).to_numpy()), scale)


def read_picture(seen: Any, scale: float) -> tuple[list[Run], Rulings, tuple[float, float]]:
    """The same of a picture (rows of blue, green, red) with `scale` pixels to the point; one on its side or its head is turned."""
    from extractors.pages.scan_image import grey, levelled

    page = _upright(levelled(grey(seen)))
    rulings = Rulings([_in_points(line, scale) for line in page.across], [_in_points(line, scale) for line in page.down])
    grids = ruled_grids(rulings)
    runs = [part for run in _runs(page.found, scale) for part in _parted(page.plain, run, grids, scale)]
    runs.extend(_overlooked(page.plain, runs, grids, scale))
    return runs, rulings, (page.plain.shape[1] / scale, page.plain.shape[0] / scale)


@dataclass(frozen=True, slots=True)
class _Page:
    """A picture as it was read one way up: its lines (pixels), the picture without them, and what the engine found."""

    across: Sequence[tuple[float, float, float]]
    down: Sequence[tuple[float, float, float]]
    plain: Any
    found: Any


def _upright(picture: Any) -> _Page:
    """The page the way up it is read most surely. The engine turns boxes that run upward by itself, once and against the clock:
    a page on its side that is read surely wants that turn, one read badly the other; one read badly though level stands on its head."""
    page = _page(picture)
    aside, sure = _on_its_side(page.found), _is_sure(page.found)
    if sure and not aside:
        return page
    turns = int(aside) if sure else int(aside) + 2
    turned = _page(np.rot90(picture, turns))
    if _is_sure(turned.found):
        return turned
    other = _page(np.rot90(picture, (turns + 2) % 4)) if aside else page
    return max(turned, other, key=lambda tried: _surety(tried.found))


def _page(picture: Any) -> _Page:
    from extractors.pages.scan_image import drawn_lines, straightened

    across, down, plain = drawn_lines(straightened(np.ascontiguousarray(picture)))
    return _Page(across, down, plain, _ocr(plain))


def _in_points(line: tuple[float, float, float], scale: float) -> tuple[float, float, float]:
    return line[0] / scale, line[1] / scale, line[2] / scale


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=_ENGINE)


def _ocr(picture: Any) -> Any:
    """(The engine keeps what it was last told, so every call tells all.)"""
    return _engine()(np.ascontiguousarray(picture), use_det=True, use_cls=False, use_rec=True, return_word_box=True)


def _on_its_side(found: Any) -> bool:
    """Whether the lines run upward: most boxes are high and narrow."""
    boxes = [] if found.boxes is None else found.boxes
    shapes = [(np.ptp(box[:, 1]), np.ptp(box[:, 0])) for box in boxes]
    return len(shapes) > 4 and median(high / max(wide, 1) for high, wide in shapes) > 1.5


def _is_sure(found: Any) -> bool:
    """Whether the page was read the right way up: then nearly every letter is beyond doubt, else hardly one. Nothing read is no doubt."""
    return _surety(found) >= UPRIGHT * sum(map(len, found.txts or ()))


def _surety(found: Any) -> float:
    return float(sum(score * len(text) for text, score in zip(found.txts or (), found.scores or (), strict=True)))


def _runs(found: Any, scale: float) -> Iterator[Run]:
    for n, text in enumerate(found.txts or ()):
        words = found.word_results[n] if n < len(found.word_results or ()) else ()
        box, score = np.asarray(found.boxes[n], dtype=float) / scale, float(found.scores[n])
        left, top, right, bottom = box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max()
        edges = _edges(text, words, scale) or _spread(text, left, right)
        # The engine's boxes stand a little off the letters, above and below alike; letters are as high as they are wide.
        high = bottom - top
        steps = [b - a for (a, b), char in zip(pairwise(edges), text, strict=False) if char > "⺀"]
        size = min(median(steps), high) if len(steps) > 1 else 0.65 * high
        yield Run(text, edges[0], right, top, bottom, bottom - 0.2 * high, size, tuple(edges), False, round(score, 4))


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


def _cells(run: Run, grid: RuledGrid) -> list[int]:
    """The cells the letters of a run stand in, from the left."""
    letters = (edge + run.size / 4 for edge in run.edges)
    return list(dict.fromkeys(grid.at(x, run.middle) for x in letters if grid.holds(x, run.middle)))


def _parted(plain: Any, run: Run, grids: list[RuledGrid], scale: float) -> list[Run]:
    """A run that detection drew across a ruling line: what stands in each cell is recognised by itself, since where the letters
    of such a run lie is a guess."""
    grid = next((grid for grid in grids if len(_cells(run, grid)) > 1), None)
    if grid is None:
        return [run]
    spare, parts = INSET / scale, []
    for cell in _cells(run, grid):
        x0, _, x1, _ = grid.box(grid.cells[cell])
        box = _ink(plain, (max(x0, run.x0) - spare, run.top - spare, min(x1, run.x1) + spare, run.bottom + spare), scale)
        part = _recognised(plain, box, scale) if box is not None else None
        if box is not None and part is None:
            return [run]
        parts += [part] if part is not None else []
    return parts or [run]


def _overlooked(plain: Any, runs: list[Run], grids: list[RuledGrid], scale: float) -> Iterator[Run]:
    """Cells with ink and no text: detection passes over a single thin digit, recognition alone does not."""
    for grid in grids:
        told = {cell for run in runs for cell in _cells(run, grid)}
        for n, cell in enumerate(grid.cells):
            box = _ink(plain, grid.box(cell), scale) if n not in told else None
            run = _recognised(plain, box, scale) if box is not None else None
            if run is not None:
                yield run


def _ink(plain: Any, box: tuple[float, float, float, float], scale: float) -> tuple[int, int, int, int] | None:
    """Where in a cell something is printed, in pixels; None where it is only dust or a shadow of its lines."""
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    dark = plain[y0 + INSET : y1 - INSET, x0 + INSET : x1 - INSET] < 110
    rows, columns = np.nonzero(dark.any(axis=1))[0], np.nonzero(dark.any(axis=0))[0]
    if dark.sum() < 25 or len(rows) < 10 or rows[-1] - rows[0] < 10:
        return None
    return x0 + INSET + int(columns[0]), y0 + INSET + int(rows[0]), x0 + INSET + int(columns[-1]) + 1, y0 + INSET + int(rows[-1]) + 1


def _recognised(plain: Any, box: tuple[int, int, int, int], scale: float) -> Run | None:
    left, top, right, bottom = box
    picture = np.pad(plain[top:bottom, left:right], 8, constant_values=255)
    found = _engine()(np.ascontiguousarray(picture), use_det=False, use_cls=False, use_rec=True, return_word_box=False)
    text, score = (found.txts[0], float(found.scores[0])) if found.txts else ("", 0.0)
    if not text.strip() or score < SURE:
        return None
    x0, y0, x1, y1 = (side / scale for side in box)
    return Run(text, x0, x1, y0, y1, y1, y1 - y0, tuple(_spread(text, x0, x1)), False, round(score, 4))
