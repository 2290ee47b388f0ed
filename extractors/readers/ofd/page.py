"""A page of an OFD file: its text as runs, its paths as ruling lines, in points from the top left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

from lxml import etree

from extractors.frozen import frozen
from extractors.pages.rulings import SHORT, THIN, Rulings
from extractors.pages.runs import GAP, Run
from extractors.readers.ofd.package import NS, Page, numbers

POINT = 72 / 25.4  # points in a millimetre
_ABOVE, _BELOW = 0.86, 0.14  # how far letters reach from their baseline, in em
_STEPS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # numbers behind each letter of a path

Point = tuple[float, float]


@frozen
class Frame:
    """From an object's own coordinates to points on the page: its matrix, then where its boundary begins."""

    matrix: tuple[float, ...]
    x: float
    y: float

    def place(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e + self.x) * POINT, (b * x + d * y + f + self.y) * POINT

    @property
    def scale(self) -> float:
        return hypot(self.matrix[2], self.matrix[3]) * POINT


def _frame(item: etree._Element, page: Page) -> Frame:
    matrix, boundary = numbers(item.get("CTM")), numbers(item.get("Boundary"))
    x, y = boundary[:2] if len(boundary) == 4 else (0.0, 0.0)
    return Frame(tuple(matrix) if len(matrix) == 6 else (1, 0, 0, 1, 0, 0), x - page.box[0], y - page.box[1])


def runs(page: Page) -> list[Run]:
    found: list[Run] = []
    for layer in page.layers:
        for item in layer.iter(NS + "TextObject"):
            if item.get("Visible") != "false":
                found.extend(_runs(item, _frame(item, page)))
    return found


def _runs(item: etree._Element, frame: Frame) -> Iterator[Run]:
    em, wide = (numbers(item.get("Size")) or [3.0])[0], (numbers(item.get("HScale")) or [1.0])[0]
    bold = (numbers(item.get("Weight")) or [400.0])[0] > 500
    x = y = 0.0
    for code in item.iterfind(NS + "TextCode"):
        text = code.text or ""
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        widths = [em * wide * (1.0 if char > "⺀" else 0.5) for char in text]
        across, down = _steps(code.get("DeltaX"), len(text), widths), _steps(code.get("DeltaY"), len(text), [])
        letters = list(_letters(text, (x, y), across, down, widths, frame))
        yield from _pieces(text, letters, em * frame.scale, bold)


def _letters(
    text: str, start: Point, across: Sequence[float], down: Sequence[float], widths: Sequence[float], frame: Frame
) -> Iterator[tuple[float, float, float]]:
    """Left side, right side and baseline of every character."""
    x, y = start
    for n in range(len(text)):
        left, base = frame.place(x, y)
        yield left, frame.place(x + widths[n], y)[0], base
        x, y = x + (across[n] if n < len(across) else 0.0), y + (down[n] if n < len(down) else 0.0)


def _steps(told: str | None, count: int, otherwise: Sequence[float]) -> list[float]:
    """How far it is from each character to the next: `g 3 4.2` says 4.2 three times; where nothing is told, the width of the letters."""
    steps: list[float] = []
    words = iter((told or "").split())
    try:
        for word in words:
            if word == "g":
                times, step = int(next(words)), float(next(words))
                steps.extend([step] * min(times, count))
            else:
                steps.append(float(word))
    except (ValueError, StopIteration):
        steps = []
    return steps + list(otherwise[len(steps) : count])


def _pieces(text: str, letters: Sequence[tuple[float, float, float]], size: float, bold: bool) -> Iterator[Run]:
    """Text without gaps and on one baseline."""
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and not _parted(letters[end - 1], letters[end], size):
            continue
        piece, places = text[start:end], letters[start:end]
        if piece.strip():
            base = places[0][2]
            edges = tuple(place[0] for place in places)
            yield Run(piece, edges[0], places[-1][1], base - _ABOVE * size, base + _BELOW * size, base, size, edges, bold)
        start = end


def _parted(one: tuple[float, float, float], other: tuple[float, float, float], size: float) -> bool:
    gap = other[0] - one[1]
    return abs(other[2] - one[2]) > 0.3 or gap > GAP * size or gap < -0.9 * size


def rulings(page: Page) -> Rulings:
    found = Rulings([], [])
    for layer in page.layers:
        for item in layer.iter(NS + "PathObject"):
            drawn, filled = item.get("Stroke") != "false", item.get("Fill") == "true"
            if item.get("Visible") != "false" and (drawn or filled):
                _draw(item, _frame(item, page), drawn, found)
    return found


def _draw(item: etree._Element, frame: Frame, drawn: bool, found: Rulings) -> None:
    for line in _lines(item.findtext(NS + "AbbreviatedData") or ""):
        points = [frame.place(x, y) for x, y in line]
        if _add(points, found) or not drawn:  # a thin bar is a line; the inside of anything wider is not
            continue
        for n in range(1, len(points)):
            _add(points[n - 1 : n + 1], found)


def _add(points: Sequence[Point], found: Rulings) -> bool:
    """Whether these points lie on one line across or down, which is then kept."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if high <= THIN and wide >= SHORT:
        found.across.append(((min(ys) + max(ys)) / 2, min(xs), max(xs)))
    elif wide <= THIN and high >= SHORT:
        found.down.append(((min(xs) + max(xs)) / 2, min(ys), max(ys)))
    else:
        return wide <= THIN and high <= THIN
    return True


def _lines(path: str) -> Iterator[list[Point]]:
    """The strokes of a path as corner points; of curves only where they end."""
    words, line = path.split(), list[Point]()
    at = 0
    while at < len(words):
        letter, count = words[at], _STEPS.get(words[at], 0)
        values = numbers(" ".join(words[at + 1 : at + 1 + count]))
        at += 1 + count
        if letter in "SM" and line:
            yield line
            line = []
        if letter == "C" and line:
            line.append(line[0])
        elif len(values) >= 2:
            line.append((values[-2], values[-1]))
    if line:
        yield line
