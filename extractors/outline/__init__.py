"""Numbered and bare headings to a tree: what the report itself says about its order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.document import Document, Section, Span
from extractors.outline.candidates import AMOUNT, NAMED, SENTENCE, TITLE, Candidate, numbered, without_amount
from extractors.outline.contents import listed
from extractors.outline.numbers import LEXICON, rank
from extractors.outline.paragraphs import Paragraph, paragraphs
from extractors.outline.runs import bodies, headings, runs, spacious
from extractors.outline.titles import is_form, unnumbered
from extractors.outline.tree import LEAF, SCOPES, Node, meant, tree

__all__ = ["outline"]

_YEAR = re.compile("20[0-9]{2}|２０[０-９]{2}|二[〇○零]")
_LONGEST_TOP = 70
_LISTS = rank("arabic")  # from here down a run of bare lines is a list


def outline(document: Document) -> tuple[Section, ...]:
    """Every heading and item of a report in document order, the file's own title left out."""
    lines = list(paragraphs(document))
    contents, titles = listed(lines)
    found = [c for c in (*numbered(lines), *unnumbered(lines, titles)) if c.at not in contents]
    found = meant(with_table_titles(own_title(sorted(found, key=lambda c: (c.at, c.start)), lines)))
    nodes = tree(found)
    for _ in range(2):
        keep = headings(nodes, lines)
        if all(keep):
            break
        nodes = tree([node.candidate for node, kept in zip(nodes, keep, strict=True) if kept])
    return _sections(nodes, len(document.blocks))


def own_title(found: list[Candidate], lines: Sequence[Paragraph]) -> list[Candidate]:
    """The title at the top of the file, on its cover and again above the text, is the document's, unless it opens the first
    of several reports."""
    content = next((at for at, line in enumerate(lines) if line.cell is not None or len(line.text) > _LONGEST_TOP), len(lines))
    head = list(takewhile(lambda c: c.at < content and c.style in ("annex", "bare", "title"), found))
    own = [i for i, c in enumerate(head) if c.style == "title"]
    if not own:
        return found
    first = found[own[-1]].title
    later = takewhile(lambda c: c.style != "annex", found[len(head) :])
    if any(c.style == "title" and _is_sister(c.title, first) for c in later):
        own = own[:-1]
    return [replace(c, form=LEAF) if own and i < own[-1] else c for i, c in enumerate(found) if i not in own]


def _is_sister(title: str, first: str) -> bool:
    """Whether a title is one as the first one is: of the same kind of paper; one with a year heads those without."""
    return title.endswith(first[-2:]) and (_YEAR.search(title) is None) == (_YEAR.search(first) is None)


def with_table_titles(found: Sequence[Candidate]) -> list[Candidate]:
    """The title of a table within a chapter as what it is: where the numbers of the text count on behind it, it holds the table alone."""
    seen: dict[str, int] = {}
    told: list[Candidate] = []
    for i, candidate in enumerate(found):
        if candidate.style == "title" and is_form(candidate.title) and _counts_on(found[i + 1 :], seen):
            told.append(replace(candidate.as_style("table_title"), form=LEAF))
            continue
        if candidate.style in SCOPES:
            seen = {}
        elif candidate.cell is None and candidate.value is not None:
            seen[candidate.style] = candidate.value
        told.append(candidate)
    return told


def _counts_on(after: Sequence[Candidate], seen: Mapping[str, int]) -> bool:
    """Whether the next number that begins no list is the one after the last of its style."""
    for candidate in after:
        if candidate.style == "title" and is_form(candidate.title):
            continue  # forms in a row
        if candidate.cell is not None:
            continue  # what a form counts within is its own
        if candidate.style in SCOPES or (candidate.rank < _LISTS and candidate.value == 1):
            return False
        if candidate.value is not None and candidate.value > 1:
            return seen.get(candidate.style) == candidate.value - 1
    return False


def _sections(nodes: Sequence[Node], size: int) -> tuple[Section, ...]:
    last = _lasts(nodes, size)
    body, room = bodies(nodes), spacious(nodes)
    readings = [_reading(n.candidate, room[i] and (body[i] or n.candidate.form != AMOUNT)) for i, n in enumerate(nodes)]
    found: list[Section] = []
    for i, (node, kind) in enumerate(zip(nodes, _alike(nodes, [kind for kind, _, _ in readings], body), strict=True)):
        c, (_, title, end) = node.candidate, readings[i]
        above = found[node.parent].path if node.parent is not None else ()
        found.append(Section(
            heading=Span(c.block, c.start, end), number=c.number, ordinal=c.value, title=title, depth=node.depth, kind=kind,
            path=(*above, title), parent=node.parent, first=c.block, last=last[i], rule=c.rule,
        ))  # fmt: skip
    return tuple(found)


def _alike(nodes: Sequence[Node], kinds: list[str], body: Sequence[bool]) -> list[str]:
    """A sentence among items, with nothing below it, is one of them, though no name or amount of its own tells."""
    for run in runs(nodes):
        items = sum(kinds[i] == "item" for i in run)
        for i in run:
            if nodes[i].candidate.form == SENTENCE and items * 2 >= len(run) and (i == run[-1] or not body[i]):
                kinds[i] = "item"
    return kinds


def _reading(c: Candidate, room: bool) -> tuple[str, str, int]:
    """Heading or item; a name with its amount is a heading where something stands below it."""
    analysis = LEXICON["indicator_analysis"].find
    if c.form == NAMED:
        return ("heading" if analysis is not None and analysis.search(c.title) else "item"), c.title, c.end
    if c.form == AMOUNT and (not room or len(c.whole) > len(c.title)):
        title = without_amount(c.title)
        return "item", title, c.end - (len(c.title) - len(title))
    if c.form == TITLE and not room and c.rank >= _LISTS and c.style != "dash":
        return "item", c.title, c.end
    return "heading", c.title, c.end


def _lasts(nodes: Sequence[Node], size: int) -> list[int]:
    """The last block under each heading: the one before the next heading beside or above it, a cell's heading within its cell."""
    last = [size - 1] * len(nodes)
    for i, node in enumerate(nodes):
        if node.candidate.cell is not None:
            last[i] = node.candidate.block
    open_: list[int] = []
    for i, node in enumerate(nodes):
        while open_ and nodes[open_[-1]].depth >= node.depth:
            o = open_.pop()
            last[o] = min(last[o], max(nodes[o].candidate.block, node.candidate.block - 1))
        open_.append(i)
    for i in range(len(nodes) - 1, -1, -1):
        parent = nodes[i].parent
        if parent is not None:
            last[parent] = max(last[parent], last[i])
    return last
