"""The picture of a scanned page made ready for OCR: seals faded, skew taken out, ruling lines found and wiped away."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[Any]

# Lines are drawn longer than any stroke of a letter, and thin; in pixels at 200 dpi.
LONG_ACROSS, LONG_DOWN, THIN = 60, 55, 12
SURELY_RULED, NEAR = 160, 8  # longer than the strokes of any title; as near as lines that meet
MOST_SKEW, STEP = 2.0, 0.1
INKED, PALE = 0.7, 0.4  # of the tone of paper: what is darker is ink, and what tone pale ink has
BLACK = 13  # percent of pale ink that is made quite black: with fewer torn lines stay open, with more letters run into blots
STAMPED = 40  # how much redder than blue or green the ink of a seal is


def grey(picture: Picture) -> Picture:
    """Light and dark only, by the red channel, in which red ink (seals, stamps) is pale: made as light as the paper around it,
    it leaves the black lines and figures below it."""
    if picture.ndim == 2 or picture.shape[2] == 1:
        return picture.reshape(picture.shape[:2])
    blue, green, red = (picture[:, :, n].astype(np.int16) for n in range(3))
    stamped = red - np.maximum(blue, green) > STAMPED
    if not stamped.any():
        return red.astype(np.uint8)
    faded = red * (float(np.median(red)) / float(np.median(red[stamped])))
    return np.asarray(np.where(stamped, np.minimum(faded, 255), red), dtype=np.uint8)


def levelled(picture: Picture) -> Picture:
    """A pale scan with its paper white and its ink black; one in good black keeps its tones, which the engine reads best."""
    paper = float(np.median(picture))
    inked = picture[picture < INKED * paper]
    if inked.size == 0 or np.percentile(inked, 25) < PALE * paper:
        return picture
    ink = float(np.percentile(inked, BLACK))
    white = paper - (paper - ink) / 8
    tones = np.clip((np.arange(256) - ink) * 255 / max(white - ink, 1), 0, 255).astype(np.uint8)
    return np.asarray(tones[picture])


def straightened(picture: Picture) -> Picture:
    """The page turned until its lines lie level."""
    angle = _skew(picture)
    return picture if abs(angle) < STEP / 2 else _turned(picture, angle)


def _skew(picture: Picture) -> float:
    """The turn at which ink gathers most into rows."""
    small = cv2.resize(picture, None, fx=600 / picture.shape[1], fy=600 / picture.shape[1], interpolation=cv2.INTER_AREA)
    ink = 255 - small

    def gathered(angle: float) -> float:
        rows = _turned(ink, angle, paper=0).sum(axis=1, dtype=np.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + STEP, 4 * STEP), key=gathered)
    return float(max(np.arange(coarse - 3 * STEP, coarse + 4 * STEP, STEP), key=gathered))


def _turned(picture: Picture, angle: float, paper: int = 255) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper))


def drawn_lines(picture: Picture) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]], Picture]:
    """Lines across (y, x0, x1), lines down (x, y0, y1), and the picture without them, all in pixels."""
    ink = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 18)
    across, down = _ruled(_long(ink, 1, LONG_ACROSS), _long(ink, LONG_DOWN, 1))
    level = [(y + h / 2, x, x + w) for x, y, w, h in _pieces(across) if h <= THIN]
    upright = [(x + w / 2, y, y + h) for x, y, w, h in _pieces(down) if w <= THIN]
    return (
        level,
        upright,
        _wiped(picture, cv2.bitwise_and(cv2.bitwise_or(_thin(across, 3, 1), _thin(down, 1, 3)), ink)) if level and upright else picture,
    )


def _long(ink: Picture, high: int, wide: int) -> Picture:
    """What runs on in one direction; a scanned line may waver by a pixel and be torn by two."""
    torn = np.ones((3, 1) if high > wide else (1, 3), np.uint8)
    wavering = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, torn), torn.T.copy())
    return np.asarray(cv2.morphologyEx(wavering, cv2.MORPH_OPEN, np.ones((high, wide), np.uint8)))


def _thin(lines: Picture, high: int, wide: int) -> Picture:
    """Lines as narrow as they are drawn, so that wiping them spares letters that touch them; what wavers stays as wide as it is."""
    narrow = cv2.erode(lines, np.ones((high, wide), np.uint8))
    beside = cv2.dilate(narrow, np.ones((2 * high + 1, 2 * wide + 1), np.uint8))
    return np.asarray(cv2.bitwise_or(narrow, cv2.bitwise_and(lines, cv2.bitwise_not(beside))))


def _ruled(across: Picture, down: Picture) -> tuple[Picture, Picture]:
    """The lines without the strokes of large letters: a short one is ruled only where it meets a long one of the other direction."""
    long_across, long_down = _kept(across), _kept(down)
    near = np.ones((2 * NEAR + 1, 2 * NEAR + 1), np.uint8)
    return _kept(across, cv2.dilate(long_down, near)), _kept(down, cv2.dilate(long_across, near))


def _kept(lines: Picture, others: Picture | None = None) -> Picture:
    """The lines that are surely ruled, and those that meet any of the others."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    kept = np.maximum(stats[:, 2], stats[:, 3]) >= SURELY_RULED
    if others is not None:
        kept[np.unique(labels[others > 0])] = True
    kept[0] = False
    return np.where(kept[labels], lines, 0).astype(np.uint8)


def _pieces(mask: Picture) -> list[tuple[float, float, float, float]]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(float(x), float(y), float(w), float(h)) for x, y, w, h, _ in stats[1:]]


def _wiped(picture: Picture, lines: Picture) -> Picture:
    """A letter that touches a line loses nothing but the line's own width."""
    wide = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    return np.where(wide > 0, 255, picture).astype(np.uint8)
