"""The picture of a scanned page made ready for OCR: seals faded, skew taken out, ruling lines found and wiped away."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[Any]

# Lines are drawn longer than any stroke of a letter, and thin; in pixels at 200 dpi.
LONG_ACROSS, LONG_DOWN, THIN = 60, 55, 12
MOST_SKEW, STEP = 2.0, 0.1


def grey(picture: Picture) -> Picture:
    """Light and dark only. Red ink (seals, stamps) is light in the red channel and becomes paper; black figures below it stay."""
    if picture.ndim == 2 or picture.shape[2] == 1:
        return picture.reshape(picture.shape[:2])
    blue, green, red = (picture[:, :, n].astype(np.int16) for n in range(3))
    stamped = red - np.maximum(blue, green) > 40
    plain = cv2.cvtColor(picture[:, :, :3], cv2.COLOR_BGR2GRAY)
    return np.where(stamped, np.where(red > 150, 255, red), plain).astype(np.uint8)


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
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, LONG_ACROSS), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((LONG_DOWN, 1), np.uint8))
    level = [(y + h / 2, x, x + w) for x, y, w, h in _pieces(across) if h <= THIN]
    upright = [(x + w / 2, y, y + h) for x, y, w, h in _pieces(down) if w <= THIN]
    return level, upright, _wiped(picture, cv2.bitwise_or(across, down)) if level and upright else picture


def _pieces(mask: Picture) -> list[tuple[float, float, float, float]]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(float(x), float(y), float(w), float(h)) for x, y, w, h, _ in stats[1:]]


def _wiped(picture: Picture, lines: Picture) -> Picture:
    """A letter that touches a line loses nothing but the line's own width."""
    wide = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    return np.where(wide > 0, 255, picture).astype(np.uint8)
