"""Runs to printed lines, printed lines to paragraphs: by baseline, gaps and what would still have fitted on the line."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.document import Line
from extractors.pages.runs import BLANK_AFTER, GAP, WORD_GAP, Run

# What cannot stand at the end of a line, what cannot stand at the start of one, what is not torn.
_OPENING = "（(《〈「『【〔［[“‘"
_CLOSING = "）)》〉」』】〕］]”’，。、；：？！,.;:?!%％"
_NUMBER, _END = r"[0-9A-Za-z０-９.·/+\-]", f"[{re.escape(_CLOSING)}]"
_TOKEN = re.compile(rf"[{re.escape(_OPENING)}]*(?:(?:{_NUMBER}+{_END}*)+|.(?:{_END}+{_NUMBER}*)*)", re.DOTALL)


class TextLine(NamedTuple):
    """One printed line: `edges` as in a run."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    edges: tuple[float, ...]
    bold: bool
    confidence: float | None = None

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def inner_end(self) -> float:
        """The right side without a last mark: typesetters let it hang over the margin."""
        return self.edges[-1] if self.text[-1] in _CLOSING else self.x1

    @property
    def slack(self) -> float:
        """How exactly the sides of the line are known: OCR's boxes stand a little off the letters."""
        return (0.2 if self.confidence is None else 1.2) * self.size

    def first_word(self) -> float:
        """How much room the first word of the line takes: what a line before it would have needed to hold it."""
        match = _TOKEN.match(self.text)
        end = match.end() if match else 0
        return (self.edges[end] if end < len(self.edges) else self.x1) - self.x0


class Passage(NamedTuple):
    """Text joined from printed lines and where each of them starts in it."""

    text: str
    lines: tuple[tuple[int, TextLine], ...]

    def places(self, at: int = 0) -> Iterator[Line]:
        """Where the lines lie; `at` is where the passage begins in its block."""
        for start, o in self.lines:
            yield Line(at + start, o.page, round(o.x0, 1), round(o.top, 1), round(o.x1, 1), round(o.bottom, 1))


def text_lines(runs: Sequence[Run], page: int) -> list[TextLine]:
    """Lines from the top, each from the left."""
    rows = baselines(runs) if len(runs) > 1 else (runs,) if runs else ()
    return [line for row in rows if (line := _line(row, page)) is not None]


def baselines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs by the line they stand on, from the top."""
    ordered = sorted(runs, key=_baseline)
    start = 0
    for end in range(1, len(ordered) + 1):
        if end == len(ordered) or _below(ordered[end - 1], ordered[end]):
            yield ordered[start:end]
            start = end


def _baseline(run: Run) -> float:
    return run.baseline


def _below(one: Run, other: Run) -> bool:
    """Whether `other` stands on a lower line: what is printed in two sizes or fonts on one line is seldom quite level."""
    apart = other.baseline - one.baseline
    return apart > 1.5 and apart > 0.3 * min(one.size, other.size)


def _line(members: Sequence[Run], page: int) -> TextLine | None:
    """One line of runs; what is drawn twice to look bold counts once."""
    if len(members) == 1:
        return _stripped(members[0], page)
    members = _apart(sorted(members, key=_left))
    spaced = len(members) > 2 and all(len(run.text) == 1 and run.text > "⺀" for run in members)
    before, parts, edges = members[0], [members[0].text], list(members[0].edges)
    for run in members[1:]:
        if run.text == before.text and abs(run.x0 - before.x0) < 1:
            continue
        if not spaced and _blank_between(before, run):
            parts.append(" ")
            edges.append(before.x1)
        parts.append(run.text)
        edges.extend(run.edges)
        before = run
    longest = max(members, key=lambda run: len(run.text))
    sure = min((run.confidence for run in members if run.confidence is not None), default=None)
    whole = longest._replace(
        text="".join(parts),
        x1=max(run.x1 for run in members),
        top=min(run.top for run in members),
        bottom=max(run.bottom for run in members),
        edges=tuple(edges),
        confidence=sure,
    )
    return _stripped(whole, page)


def _apart(members: list[Run]) -> list[Run]:
    """Runs from the left, cut where another one stands in a gap of theirs: the “ ” of a Latin font between Chinese words."""
    n = 0
    while n + 1 < len(members):
        before, run = members[n], members[n + 1]
        slack = 0.15 * before.size
        at = bisect_left(before.edges, run.x0 - slack) if run.x1 < before.x1 else 0
        if 0 < at < len(before.edges) and before.edges[at] > run.x1 - slack:
            first, rest = before.cut(at)
            members[n] = first._replace(x1=run.x0)
            insort(members, rest, lo=n + 2, key=_left)
        n += 1
    return members


def _left(run: Run) -> float:
    return run.x0


def _stripped(run: Run, page: int) -> TextLine | None:
    text = run.text.strip()
    if not text:
        return None
    edges, right = run.edges, run.x1
    if len(text) < len(run.text):
        lead = run.text.index(text[0])
        right = edges[lead + len(text)] if lead + len(text) < len(edges) else right
        edges = edges[lead : lead + len(text)]
    return TextLine(page, text, edges[0], right, run.top, run.bottom, run.baseline, run.size, edges, run.bold, run.confidence)


def _blank_between(before: Run, run: Run) -> bool:
    """A gap is a blank between words; what is only spaced or justified stays together."""
    if before.text[-1].isspace() or run.text[0].isspace():
        return False
    gap, em = run.x0 - before.x1, min(before.size, run.size)
    tight = before.text[-1] in BLANK_AFTER or (before.text[-1].isascii() and run.text[0].isascii())
    return gap > (WORD_GAP if tight else GAP) * em


def paragraphs(lines: Sequence[TextLine], left: float, right: float) -> list[list[TextLine]]:
    """The paragraphs of lines that stand between two sides (of a cell)."""
    if len(lines) < 2:
        return [list(lines)] if lines else []
    width = room(lines, left, right)
    starts = [0, *(n for n in range(1, len(lines)) if ends(lines[n - 1], lines[n], width)), len(lines)]
    return [list(lines[a:b]) for a, b in pairwise(starts)]


def room(lines: Sequence[TextLine], left: float, right: float) -> float:
    """How wide a line between two sides may be. The blank beside the text is what the lines show, up to what word processors take."""
    padding = max(0.0, min(5.4, min(line.x0 for line in lines) - left, right - max(line.x1 for line in lines)))
    return max(max(line.width for line in lines), right - left - 2 * padding)


def ends(line: TextLine, following: TextLine, width: float) -> bool:
    """Whether a paragraph ends with `line`: the next word would have had room on it."""
    return line.width + following.first_word() + line.slack < width


def joined(lines: Sequence[TextLine]) -> Passage:
    """Lines of one paragraph: nothing between them, a blank between Latin words."""
    if len(lines) == 1:
        return Passage(lines[0].text, ((0, lines[0]),))
    text, places = "", list[tuple[int, TextLine]]()
    for line in lines:
        if text and _letter(text[-1]) and _letter(line.text[0]):
            text += " "
        places.append((len(text), line))
        text += line.text
    return Passage(text, tuple(places))


def _letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def weight(lines: Sequence[TextLine]) -> bool | None:
    """Whether all of it is heavy; OCR does not tell."""
    return all(line.bold for line in lines) if lines[0].confidence is None else None


def surety(lines: Sequence[TextLine]) -> float | None:
    return min((line.confidence for line in lines if line.confidence is not None), default=None)
