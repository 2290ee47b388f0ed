"""Which numbered lines are headings: judged by the run of siblings a line stands in, for a list of sentences has no names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.outline.candidates import AMOUNT, NAMED, SENTENCE, STRUCTURE, TITLE, Candidate
from extractors.outline.numbers import LEXICON
from extractors.outline.paragraphs import Paragraph
from extractors.outline.tree import Node

_SHORT = 40
_CELL_TEXT = 10
_UNNUMBERED = (*STRUCTURE, "annex", "title", "dash", "lost", "bare", "project")


def bodies(nodes: Sequence[Node]) -> list[bool]:
    """Whether anything stands below each heading before the next one beside or above it."""
    after = [node.candidate for node in nodes[1:]]
    found = [bool(node.children) or next_.at > node.candidate.at + 1 for node, next_ in zip(nodes, after, strict=False)]
    return [*found, True] if nodes else []


def headings(nodes: Sequence[Node], paragraphs: Sequence[Paragraph]) -> list[bool]:
    """For every candidate whether it is a heading or an item at all."""
    keep, body = [True] * len(nodes), bodies(nodes)
    for run in runs(nodes):
        if nodes[run[0]].candidate.style in _UNNUMBERED:
            continue
        for i, kept in zip(run, _run(run, nodes, body, paragraphs), strict=True):
            keep[i] = kept
    return keep


def runs(nodes: Sequence[Node]) -> Iterator[list[int]]:
    """Siblings of one style that count on, in order."""
    last: dict[tuple[int | None, str, int | None], list[int]] = {}
    for i, node in enumerate(nodes):
        key = (node.parent, node.candidate.style, node.candidate.cell)
        run = last.get(key)
        if run is not None and node.value > nodes[run[-1]].value:
            run.append(i)
            continue
        if run is not None:
            yield run
        last[key] = [i]
    yield from last.values()


def _run(run: Sequence[int], nodes: Sequence[Node], body: Sequence[bool], paragraphs: Sequence[Paragraph]) -> list[bool]:
    members = [nodes[i].candidate for i in run]
    below = [body[i] for i in run[:-1]] + [len(run) == 1 and body[run[-1]]]
    if members[0].cell is not None:
        below = [_cell_goes_on(member, paragraphs) for member in members]
    named = [_is_named(member, under) for member, under in zip(members, below, strict=True)]
    if members[0].cell is not None:
        return [n and (under or _tells(member)) and sum(named) * 2 >= len(run) for member, n, under in zip(members, named, below, strict=True)]
    listed = sum(named) * 2 < len(run) or (_are_duties(run, nodes) and not any(below[:-1]))
    return [not listed] * len(run)


def _is_named(candidate: Candidate, body: bool) -> bool:
    if candidate.form == SENTENCE:
        return body and candidate.end - candidate.title_start <= _SHORT
    return candidate.form in (TITLE, NAMED, AMOUNT)


def _cell_goes_on(candidate: Candidate, paragraphs: Sequence[Paragraph]) -> bool:
    """A heading alone on its line, with text below it in the same cell."""
    text = paragraphs[candidate.at].text
    rest = text[candidate.end - paragraphs[candidate.at].start :]
    if "\n" in rest.strip() or "\n" in rest and len(rest.strip()) >= _CELL_TEXT:
        return True
    return candidate.at + 1 < len(paragraphs) and paragraphs[candidate.at + 1].cell == candidate.cell and candidate.form != NAMED


def _tells(candidate: Candidate) -> bool:
    return candidate.form == NAMED and candidate.closed and len(candidate.whole) - len(candidate.title) >= _CELL_TEXT


def _are_duties(run: Sequence[int], nodes: Sequence[Node]) -> bool:
    """What an agency is for: sentences that begin with what it does, or stand under a heading that says so."""
    duty, duties = LEXICON["duty"].find, LEXICON["duties"].find
    assert duty is not None
    assert duties is not None
    if len(run) < 3:
        return False
    parent = nodes[run[0]].parent
    if parent is not None and duties.search(nodes[parent].candidate.title):
        return True
    return sum(duty.search(nodes[i].candidate.title) is not None for i in run) * 2 > len(run)
