"""Numbered and bare headings to a tree: what the report itself says about its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Document, Section, Span
from extractors.outline.candidates import AMOUNT, NAMED, TITLE, Candidate, numbered, without_amount
from extractors.outline.numbers import LEXICON
from extractors.outline.paragraphs import Paragraph, paragraphs
from extractors.outline.runs import bodies, headings
from extractors.outline.titles import unnumbered
from extractors.outline.tree import Node, meant, tree

__all__ = ["outline"]


def outline(document: Document) -> tuple[Section, ...]:
    """Every heading and item of a report in document order, the file's own title left out."""
    lines = list(paragraphs(document))
    found = sorted([*numbered(lines), *unnumbered(lines)], key=lambda c: (c.at, c.start))
    found = meant(own_title(found))
    for _ in range(2):
        nodes = tree(found)
        keep = headings(nodes, lines)
        if all(keep):
            break
        found = [candidate for candidate, kept in zip(found, keep, strict=True) if kept]
    nodes = tree(found)
    return _sections(nodes, len(document.blocks))


def own_title(found: list[Candidate]) -> list[Candidate]:
    """The title at the top of the file is the document's, unless it opens the first of several reports."""
    top = next((i for i, c in enumerate(found) if c.style == "title"), None)
    if top is None or any(c.style != "annex" for c in found[:top]):
        return found
    ending = found[top].title[-2:]
    several = any(c.style == "title" and c.title.endswith(ending) for c in found[top + 1 :] if c.style in ("title", "annex"))
    if several and not any(c.style == "annex" for c in found[top + 1 :]):
        return found
    return [replace(c, form="leaf") if i < top else c for i, c in enumerate(found) if i != top]


def _sections(nodes: Sequence[Node], size: int) -> tuple[Section, ...]:
    last = _lasts(nodes, size)
    body = bodies(nodes)
    found: list[Section] = []
    for i, node in enumerate(nodes):
        c = node.candidate
        kind, title, end = _reading(c, body[i])
        above = found[node.parent].path if node.parent is not None else ()
        found.append(Section(
            heading=Span(c.block, c.start, end), number=c.number, ordinal=c.value, title=title, depth=node.depth, kind=kind,
            path=(*above, title), parent=node.parent, first=c.block, last=last[i], rule=c.rule,
        ))  # fmt: skip
    return tuple(found)


def _reading(c: Candidate, body: bool) -> tuple[str, str, int]:
    """Heading or item; a name with its amount is a heading where something stands below it."""
    analysis = LEXICON["indicator_analysis"].find
    if c.form == NAMED:
        return ("heading" if analysis is not None and analysis.search(c.title) else "item"), c.title, c.end
    if c.form == AMOUNT and (not body or len(c.whole) > len(c.title)):
        title = without_amount(c.title)
        return "item", title, c.end - (len(c.title) - len(title))
    if c.form == TITLE and not body and c.rank >= 7 and c.style != "dash":
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
