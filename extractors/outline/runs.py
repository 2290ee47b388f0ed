"""Which numbered lines are headings: judged by the run of siblings a line stands in, for a list of sentences has no names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.frozen import frozen
from extractors.outline.candidates import NAMED, SENTENCE, STRUCTURE, TITLE, Candidate
from extractors.outline.numbers import LEXICON
from extractors.outline.paragraphs import Paragraph
from extractors.outline.tree import Node, tree

_SHORT, _LABEL, _FEWEST_DUTIES = 40, 6, 3
_DUTY, _DUTIES = LEXICON["duty"].find, LEXICON["duties"].find
_SURE = (*STRUCTURE, "annex", "named_annex", "title", "dash", "lost", "bare", "project", "table_title")


@frozen
class Grown:
    """A tree with what its headings are judged by: the runs of siblings, and whether anything stands below each before the next."""

    nodes: list[Node]
    runs: list[list[int]]
    body: list[bool]


def grow(candidates: Sequence[Candidate]) -> Grown:
    """Every candidate in its place and its run."""
    nodes = tree(candidates)
    return Grown(nodes, list(_runs(nodes)), _bodies(nodes))


def headings(grown: Grown, paragraphs: Sequence[Paragraph]) -> list[bool]:
    """For every candidate whether it is a heading or an item at all."""
    nodes, body = grown.nodes, grown.body
    keep = [True] * len(nodes)
    for run in grown.runs:
        if nodes[run[0]].candidate.style in _SURE:
            continue
        for i, kept in zip(run, _judged(run, nodes, body, paragraphs), strict=True):
            keep[i] = kept
    return keep


def _bodies(nodes: Sequence[Node]) -> list[bool]:
    """Whether the next heading of any kind stands below it, or anything before that."""
    at = [node.candidate.at for node in nodes]
    found = [node.parent == i or at[i + 1] > at[i] + 1 for i, node in enumerate(nodes[1:])]
    return [*found, True] if nodes else []


def _runs(nodes: Sequence[Node]) -> Iterator[list[int]]:
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


def _judged(run: Sequence[int], nodes: Sequence[Node], body: Sequence[bool], paragraphs: Sequence[Paragraph]) -> list[bool]:
    members = [nodes[i].candidate for i in run]
    if members[0].style == "circled" and members[0].value != 1:
        return [False] * len(run)
    if members[0].cell is not None:
        return _judged_in_cell(members, paragraphs)
    if members[0].style == "circled" and _are_rows(run[0], members, nodes, paragraphs):
        return [False] * len(run)
    below = [body[i] for i in run[:-1]] + [len(run) == 1 and body[run[-1]]]
    named = sum(
        [one.form != SENTENCE or (under and one.end - one.title_start <= _SHORT) for one, under in zip(members, below, strict=True)]
    )
    listed = named * 2 < len(run) or (not any(below) and _are_duties(run, nodes))
    return [not listed] * len(run)


def _are_rows(first: int, members: Sequence[Candidate], nodes: Sequence[Node], paragraphs: Sequence[Paragraph]) -> bool:
    """Sentences under the label of an indicator tell how it did, whether an amount stands in them or not."""
    parent, label = nodes[first].parent, LEXICON["indicator_row"].like
    assert label is not None
    if parent is None or label.fullmatch(nodes[parent].candidate.title) is None:
        return False
    return all(paragraphs[member.at].text.rstrip().endswith("。") for member in members)


def _judged_in_cell(members: Sequence[Candidate], paragraphs: Sequence[Paragraph]) -> list[bool]:
    """In a form a heading needs text of its own: row labels and lists have none."""
    told = [member.tells or _goes_on(member, paragraphs) for member in members]
    return [each and sum(told) * 2 >= len(members) for each in told]


def _goes_on(candidate: Candidate, paragraphs: Sequence[Paragraph]) -> bool:
    """A short line alone, with text below it in the same cell."""
    if candidate.form == NAMED or candidate.end - candidate.title_start > _SHORT or candidate.at + 1 == len(paragraphs):
        return False
    below = paragraphs[candidate.at + 1]
    return below.cell == candidate.cell and (candidate.form == TITLE or below.number is None)


def _are_duties(run: Sequence[int], nodes: Sequence[Node]) -> bool:
    """What an agency is for: sentences that begin with what it does, or stand under a heading that says so."""
    assert _DUTIES is not None
    if len(run) < _FEWEST_DUTIES:
        return False
    parent = nodes[run[0]].parent
    if parent is not None and _DUTIES.search(nodes[parent].candidate.title):
        return True
    return len([i for i in run if _is_duty(nodes[i].candidate)]) * 2 > len(run)


def _is_duty(candidate: Candidate) -> bool:
    """监督某某工作, but not 监督检查。 with text of its own behind it: that is a name."""
    assert _DUTY is not None
    return _DUTY.match(candidate.title) is not None and not (candidate.tells and len(candidate.title) <= _LABEL)
