"""Printed lines outside tables to paragraphs. Some producers show a paragraph by a gap, others only by its first line's indent:
both are taken, and so is a line that ends where the next word would still have fitted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median, median_low

from extractors.frozen import frozen
from extractors.pages.lines import TextLine
from extractors.pages.margins import Sheet

_NUMBER = re.compile(
    r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[、．.)）]|[①-⑳㈠-㈩]|第[一二三四五六七八九十]{1,3}部分)(?![0-9０-９])"
)
_COUNTED = re.compile(rf"[。；：，]{_NUMBER.pattern}")


@frozen
class Column:
    """Where a page's prose stands and how far its lines lie apart, in heights of its letters."""

    left: float
    right: float
    leading: float
    size: float
    bottom: float
    centres: tuple[float, ...]

    def centred(self, line: TextLine) -> bool:
        """In the middle of the prose, of the page or of its table, and indented by more than a first line is."""
        middle = (line.x0 + line.x1) / 2
        return line.x0 - self.left > 2.6 * line.size and any(abs(middle - centre) < 0.6 * line.size for centre in self.centres)

    def full(self, line: TextLine, following: TextLine) -> bool:
        """Whether the first word of `following` had no room on the line."""
        return self.right - line.x1 < following.first_word() + line.slack

    def starts_anew(self, line: TextLine, following: TextLine) -> bool:
        """Whether `following` begins a paragraph."""
        if (line.confidence is None) != (following.confidence is None):
            return True  # from print to scan
        small, large = sorted((line.size, following.size))
        if large > (1.15 if line.confidence is None else 1.25) * small:
            return True
        if line.bold != following.bold and large > 1.05 * small:
            return True  # a title hardly larger than its prose
        if line.page == following.page and following.baseline - line.baseline > (self.leading + 0.15) * large + line.slack:
            return True
        if line.page != following.page and self.bottom - line.baseline > 2.5 * self.leading * large:
            return True  # the page ended before it was full
        if self.centred(following):
            return not self._wrapped_title(line, following)
        if self.centred(line) or (following.x0 > self.left + 1.2 * following.size and following.x0 > line.x0 - 0.5 * following.size):
            return True
        if line.x0 - self.left > 0.35 * (self.right - self.left) and line.x0 - following.x0 > 3 * line.size:
            return True  # a signature or date at the right
        return not self.full(line, following)

    def _wrapped_title(self, line: TextLine, following: TextLine) -> bool:
        """A centred title whose first line takes the whole width; a line of prose above a title stands in its own size."""
        outstanding = (line.bold and following.bold) or line.size > 1.1 * self.size
        return outstanding and self.full(line, following) and abs(line.x0 - self.left - (self.right - line.x1)) < line.size


def _numbered_anew(lines: Sequence[TextLine], following: TextLine) -> bool:
    """Whether a number after a full stop begins a paragraph though the line was full: not where the paragraph counts inside itself."""
    if lines[-1].text[-1] != "。" or not _NUMBER.match(following.text):
        return False
    return not any(_COUNTED.search(line.text) for line in lines)


Sides = tuple[float, float, float]  # left, right, bottom


def columns(sheets: Sequence[Sheet], widest: dict[int, Sides]) -> dict[int, Column]:
    """The column of every page. A page of few short lines shows no margins: there the widest of its kind so far count."""
    kinds: dict[int, list[TextLine]] = {}
    for sheet in sheets:
        kinds.setdefault(round(sheet.width), []).extend(sheet.lines)
    for kind, lines in kinds.items():
        if lines:
            left, right, bottom = _sides(lines)
            before = widest.get(kind, (left, right, bottom))
            widest[kind] = min(before[0], left), max(before[1], right), max(before[2], bottom)
    return {sheet.page: _column(sheet, *widest[round(sheet.width)]) for sheet in sheets if sheet.lines}


def _sides(lines: Sequence[TextLine]) -> Sides:
    """Left, right and bottom of what is printed in the usual size: a title may be wider than its prose."""
    usual = median_low(o.size for o in lines)
    plain = [o for o in lines if abs(o.size - usual) < 0.15 * usual]
    return min(o.x0 for o in plain), max(o.inner_end for o in plain), max(o.baseline for o in lines)


def _column(sheet: Sheet, left: float, right: float, bottom: float) -> Column:
    own_left, own_right, _ = _sides(sheet.lines)
    full = sum(own_right - o.inner_end < 1.5 * o.size for o in sheet.lines)
    if full > 1 and own_right - own_left > 0.5 * sheet.width:
        left, right = own_left, own_right
    centres = ((left + right) / 2, sheet.width / 2, *(table.left + table.xs[-1] / 2 for table in sheet.tables))
    return Column(left, right, _leading(sheet.lines, right), median(o.size for o in sheet.lines), bottom, centres)


def _leading(lines: Sequence[TextLine], right: float) -> float:
    """How far lines of one paragraph lie apart: what follows a full line tells, for most others are the last of theirs."""
    gaps = [(a, (b.baseline - a.baseline) / max(a.size, b.size, 1)) for a, b in pairwise(lines) if abs(a.size - b.size) < 1]
    close = [gap for _, gap in gaps if gap < 3]
    inside = [gap for line, gap in gaps if gap < 3 and right - line.inner_end < 1.5 * line.size]
    return min(median_low(found) for found in (close, inside) if found) if close else 2.0


def begins_paragraph(lines: Sequence[TextLine], following: TextLine, column: dict[int, Column]) -> bool:
    """Whether `following` is no part of the paragraph that `lines` are the beginning of; they may stand on the page before."""
    return column[following.page].starts_anew(lines[-1], following) or _numbered_anew(lines, following)
