"""Candidates to a tree: depth by the order in which this report uses its numbering styles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.outline.candidates import Candidate

# What a report may print for what: Word's automatic 一、 and （一） come out of converters as 1、 and （1）.
MEANT = (("arabic", "chinese", ("part", "chapter", "section", "annex", "title")),
         ("arabic_bracket", "chinese_bracket", ("part", "chapter", "section", "annex", "title", "chinese")))
LEAF = "leaf"
SCOPES = ("part", "annex", "title")
BRACKETS = {"arabic_bracket", "arabic_half"}


def meant(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Every candidate in the style it was meant in: a 1、 that fills the gap before 二、 is a 一、."""
    found = list(candidates)
    for low, high, above in MEANT:
        gap: list[int] = []
        last = 0
        for i, candidate in enumerate([*found, None]):
            if candidate is None or (candidate.cell is None and candidate.style in above):
                _fill(found, gap, last, None, high)
                gap, last = [], 0
            elif candidate.cell is not None or candidate.value is None:
                continue
            elif candidate.style == high:
                _fill(found, gap, last, candidate, high)
                gap, last = [], candidate.value
            elif candidate.style == low:
                gap.append(i)
    return found


def _fill(found: list[Candidate], gap: Sequence[int], last: int, until: Candidate | None, high: str) -> None:
    """Take as `high` those of the gap's numbers that count on from `last` to the next one, if they fill it."""
    wanted, taken, open_run = last + 1, [], 0
    for i in gap:
        candidate = found[i]
        if until is not None and wanted == until.value:
            break
        if candidate.value == wanted and open_run != wanted - 1 + (wanted == 1) * 99 and (until is None or candidate.sep == until.sep):
            taken.append(i)
            wanted += 1
        else:
            open_run = candidate.value or 0
    filled = wanted == until.value if until is not None else bool(last) and len(taken) == 1 and found[taken[0]].sep != "."
    if taken and filled:
        for i in taken:
            found[i] = found[i].as_style(high)


@dataclass(slots=True)
class Node:
    """A candidate with its place in the tree."""

    candidate: Candidate
    parent: int | None
    depth: int
    value: int
    children: list[int] = field(default_factory=list)


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
        self.below: set[tuple[str, str]] = set()
        self.scope = [0] * len(candidates)
        self.places: dict[tuple[str, int | None], list[int]] = {}
        scope = 0
        for i, candidate in enumerate(candidates):
            scope += candidate.cell is None and candidate.style in SCOPES
            self.scope[i] = scope
            self.places.setdefault((candidate.style, candidate.cell), []).append(i)

    def place(self, i: int) -> Node:
        candidate = self.candidates[i]
        while self.open and self._left(self.open[-1], candidate):
            self.open.pop()
        if candidate.style in SCOPES:
            self.below.clear()
        base = next((n for n, o in enumerate(self.open) if self.candidates[o].cell is not None), len(self.open)) if candidate.cell is not None else 0
        sibling = self._sibling(candidate, base)
        if sibling is not None:
            del self.open[sibling:]
        else:
            while len(self.open) > base and self._above(self.open[-1], i):
                self.open.pop()
            if len(self.open) > base:
                self.below.add((self._key(self.open[-1]), self._key(i)))
        parent = self.open[-1] if self.open else None
        value = candidate.value if candidate.value is not None else 0
        if candidate.style == "lost":
            value = self._counted_on(sibling, parent)
        node = Node(candidate, parent, 1 if parent is None else self.nodes[parent].depth + 1, value)
        if parent is not None:
            self.nodes[parent].children.append(i)
        self.nodes.append(node)
        self.open.append(i)
        return node

    def _left(self, o: int, candidate: Candidate) -> bool:
        """A heading in a cell ends with its cell; an annex mark over the file's own title holds nothing."""
        cell = self.candidates[o].cell
        return (cell is not None and cell != candidate.cell) or self.candidates[o].form == LEAF

    def _counted_on(self, sibling: int | None, parent: int | None) -> int:
        around = self.nodes[parent].children if parent is not None else [n for n, node in enumerate(self.nodes) if node.parent is None]
        return self.nodes[around[-1]].value + 1 if around else 0

    def _key(self, i: int) -> str:
        candidate = self.candidates[i]
        return candidate.style + candidate.sep

    def _sibling(self, candidate: Candidate, base: int) -> int | None:
        """The open heading this one stands beside: the one it counts on from, else the nearest of its style."""
        same = [n for n in range(len(self.open) - 1, base - 1, -1) if self._alike(self.candidates[self.open[n]], candidate)]
        if not same:
            return None
        follows = [n for n in same if self.nodes[self.open[n]].value + 1 == candidate.value]
        exact = [n for n in follows or same if self.candidates[self.open[n]].sep == candidate.sep]
        if follows or candidate.value != 1:
            return (exact or follows or same)[0]
        return exact[0] if exact else None

    def _alike(self, o: Candidate, c: Candidate) -> bool:
        if {o.style, c.style} == {"chinese", "lost"}:
            return True
        return o.style == c.style or ({o.style, c.style} == BRACKETS and o.value is not None and o.value + 1 == c.value)

    def _above(self, o: int, i: int) -> bool:
        """Whether a heading of a style not open now closes the open heading `o`: the usual ladder says so, and this report
        neither put this style below that one before nor goes on counting there afterwards."""
        top, candidate = self.candidates[o], self.candidates[i]
        if top.rank < candidate.rank:
            return False
        if top.style in SCOPES or candidate.style in SCOPES:
            return True
        return (self._key(o), self._key(i)) not in self.below and not self._goes_on(o, i)

    def _goes_on(self, o: int, i: int) -> bool:
        top = self.candidates[o]
        places = self.places[(top.style, top.cell)]
        after = bisect_right(places, i)
        if after == len(places) or self.scope[places[after]] != self.scope[i]:
            return False
        return self.candidates[places[after]].value == self.nodes[o].value + 1
