"""Candidates to a tree: depth by the order in which this report uses its numbering styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.outline.candidates import AMOUNT, FUNDED, NAMED, Candidate

# What a report may print for what: Word's automatic 一、 and （一） come out of converters as 1、 and （1）.
_ABOVE = frozenset({"part", "chapter", "section", "annex", "named_annex", "title", "bare"})
MEANT = (("arabic", "chinese", _ABOVE), ("arabic_bracket", "chinese_bracket", _ABOVE | {"chinese"}))
LEAF = "leaf"
SCOPES = frozenset({"part", "annex", "named_annex", "title"})
BRACKETS = frozenset({"arabic_bracket", "arabic_half"})
_PAIRS = (("chinese", "lost"), ("annex", "named_annex"), ("arabic_bracket", "arabic_half"))
COUSINS = {**dict(_PAIRS), **{other: style for style, other in _PAIRS}}


def meant(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Every candidate in the style it was meant in: a 1、 that fills the gap before 二、 is a 一、."""
    found = list(candidates)
    for low, high, above in MEANT:
        gap: list[int] = []
        last = 0
        for i, candidate in enumerate(found):
            if candidate.cell is None and candidate.style in above:
                _fill(found, gap, last, None, high)
                gap, last = [], 0
            elif candidate.cell is not None or candidate.value is None:
                continue
            elif candidate.style == high:
                _fill(found, gap, last, candidate, high)
                gap, last = [], candidate.value
            elif candidate.style == low:
                gap.append(i)
        _fill(found, gap, last, None, high)
    return found


def _fill(found: list[Candidate], gap: Sequence[int], last: int, until: Candidate | None, high: str) -> None:
    """Take as `high` those of the gap's numbers that count on from `last` to the next one, if they fill it."""
    taken = _counting_on(found, gap, last, until) if gap else ()
    if not taken:
        return
    # where nothing follows to prove it: one number alone, and not of a list that begins here
    proven = last + len(taken) + 1 == until.value if until is not None else last > 0 and len(taken) == 1 and found[taken[0]].sep != "."
    for i in taken if proven else ():
        found[i] = found[i].as_style(high)


def _counting_on(found: Sequence[Candidate], gap: Sequence[int], last: int, until: Candidate | None) -> list[int]:
    """The numbers last + 1, last + 2, … of the gap, with the mark of `until`; one that counts on in a list is not meant."""
    taken: list[int] = []
    listed: int | None = None
    for i in gap:
        candidate, wanted = found[i], last + len(taken) + 1
        if until is not None and (wanted == until.value or candidate.sep != until.sep):
            continue
        if candidate.value == wanted and listed != wanted - 1:
            taken.append(i)
        else:
            listed = candidate.value
    return taken


@dataclass(slots=True)
class Node:
    """A candidate with its place in the tree."""

    candidate: Candidate
    parent: int | None
    depth: int
    value: int


def _left(above: Candidate, candidate: Candidate) -> bool:
    """A heading in a cell ends with its cell; an annex mark over the file's own title holds nothing, an item no form."""
    if candidate.style == "table_title" and above.form in (NAMED, AMOUNT, FUNDED):
        return True
    return (above.cell is not None and above.cell != candidate.cell) or above.form == LEAF


def tree(candidates: Sequence[Candidate]) -> list[Node]:
    """Every candidate under its parent, in document order."""
    ladder = _Ladder(candidates)
    return [ladder.place(i) for i in range(len(candidates))]


class _Ladder:
    """The headings open at one point of the document, and what this report has put below what."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.nodes: list[Node] = []
        self.open: list[int] = []
        self.newest: dict[int | None, int] = {}  # the last child of each so far
        self.below: set[tuple[str, str]] = set()
        self.keys = [candidate.style + candidate.sep for candidate in candidates]

    def place(self, i: int) -> Node:
        candidates, open_ = self.candidates, self.open
        candidate = candidates[i]
        while open_ and _left(candidates[open_[-1]], candidate):
            open_.pop()
        if candidate.style in SCOPES:
            self.below.clear()
        base = 0 if candidate.cell is None else self._base()
        sibling = self._sibling(candidate, base)
        if sibling is not None:
            del open_[sibling:]
            return self._opened(i)
        if not self._twin(candidate, base):
            while len(open_) > base and self._above(open_[-1], i):
                open_.pop()
        if len(open_) > base:
            self.below.add((self.keys[open_[-1]], self.keys[i]))
        return self._opened(i)

    def _base(self) -> int:
        """How many of the open headings a heading in a cell cannot close: those outside it."""
        return sum(self.candidates[o].cell is None for o in self.open)

    def _twin(self, candidate: Candidate, base: int) -> bool:
        """Whether a use of the same style with another mark is open (1、 over 1.): then this one is the finer."""
        return candidate.style in [self.candidates[o].style for o in self.open[base:]]

    def _opened(self, i: int) -> Node:
        candidate, nodes, open_ = self.candidates[i], self.nodes, self.open
        parent = open_[-1] if open_ else None
        value = candidate.value or 0
        if candidate.style == "lost" and (beside := self.newest.get(parent)) is not None:
            value = nodes[beside].value + 1
        self.newest[parent] = i
        node = Node(candidate, parent, len(open_) + 1, value)
        nodes.append(node)
        open_.append(i)
        return node

    def _sibling(self, candidate: Candidate, base: int) -> int | None:
        """The open heading this one stands beside: the one it counts on from (mostly the innermost of its style), else the nearest."""
        candidates, open_ = self.candidates, self.open
        style, value, cousin = candidate.style, candidate.value, COUSINS.get(candidate.style)
        same: list[int] = []
        for n in range(len(open_) - 1, base - 1, -1):
            above = candidates[open_[n]]
            if above.style == style or (above.style == cousin and (style not in BRACKETS or (above.value or 0) + 1 == value)):
                if not same and above.sep == candidate.sep and self.nodes[open_[n]].value + 1 == value:
                    return n
                same.append(n)
        if not same:
            return None
        return same[0] if len(same) == 1 and value != 1 else self._beside(same, candidate)

    def _beside(self, same: Sequence[int], candidate: Candidate) -> int | None:
        """The one of several open headings of a style that a heading stands beside; a number 1 only beside one with its mark."""
        candidates, open_ = self.candidates, self.open
        follows = [n for n in same if self.nodes[open_[n]].value + 1 == candidate.value]
        exact = [n for n in follows or same if candidates[open_[n]].sep == candidate.sep]
        if follows or candidate.value != 1:
            return (exact or follows or same)[0]
        return exact[0] if exact else None

    def _above(self, o: int, i: int) -> bool:
        """Whether a heading of a style not open now closes the open heading `o`: the usual ladder says so, and this report
        neither put this style below that one before nor goes on counting there afterwards."""
        top, candidate = self.candidates[o], self.candidates[i]
        if top.rank < candidate.rank:
            return False
        if top.style in SCOPES or candidate.style in SCOPES:
            return True
        return (self.keys[o], self.keys[i]) not in self.below and not self._goes_on(o, i)

    def _goes_on(self, o: int, i: int) -> bool:
        """Whether the next of the style of `o` in the same part of the report, or the same cell, counts on from it."""
        key, cell = self.keys[o], self.candidates[o].cell
        for n in range(i + 1, len(self.candidates)):
            candidate = self.candidates[n]
            if candidate.cell == cell:
                if self.keys[n] == key:
                    return candidate.value == self.nodes[o].value + 1
                if cell is None and candidate.style in SCOPES:
                    return False
            elif cell is not None:
                return False
        return False
