"""Numbered and bare headings to a tree: what the report itself says about its order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from operator import attrgetter

from extractors.document import Document, Section, span_at
from extractors.frozen import changed
from extractors.layout.filed import filed
from extractors.outline.candidates import AMOUNT, FUNDED, NAMED, SENTENCE, TITLE, Candidate, numbered, without_amount
from extractors.outline.contents import listed
from extractors.outline.numbers import LEXICON, rank
from extractors.outline.paragraphs import Paragraph, paragraphs
from extractors.outline.runs import Grown, grow, headings
from extractors.outline.titles import is_form, unnumbered
from extractors.outline.tree import LEAF, SCOPES, Node, meant
from patterns.loader import asked

__all__ = ["outline"]

_YEAR = re.compile("20[0-9]{2}|２０[０-９]{2}|二[〇○零]")
_TITLE = re.compile("(?:报告书?|说明|总结|公开|自评|评价|[决预]算|情况|表)$")
_PLACE = attrgetter("at", "start")
_FIRST_LINES = 3  # above which a page's title stands
_LONGEST_TOP = 70
_ABOVE = asked("title_lines")["noise"]
_SHORTEST_TITLE = 14  # of 附件1 and words behind it that are a report's own
_ANALYSIS = LEXICON["indicator_analysis"].find
_LISTS = rank("arabic")  # from here down a run of bare lines is a list


def outline(document: Document) -> tuple[Section, ...]:
    """Every heading and item of a report in document order, the file's own title left out."""
    lines = paragraphs(document)
    contents, titles = listed(lines)
    found = [c for c in (*numbered(lines), *unnumbered(lines, titles)) if c.at not in contents]
    found = meant(with_table_titles(own_title(sorted(found, key=_PLACE), lines, filed(document.blocks))))
    grown = grow(found)
    for _ in range(2):
        keep = headings(grown, lines)
        if all(keep):
            break
        grown = grow([node.candidate for node, kept in zip(grown.nodes, keep, strict=True) if kept])
    return _sections(grown, len(document.blocks))


def own_title(found: list[Candidate], lines: Sequence[Paragraph], of_page: frozenset[int | None] = frozenset()) -> list[Candidate]:
    """The title at the top of the file, on its cover and again above the text, is the document's, unless it opens the first
    of several reports."""
    told = (at for at, line in enumerate(lines) if (line.cell is not None and line.table not in of_page) or _is_told(line.text))
    content = next(told, len(lines))
    head = list(takewhile(lambda c: c.at < content and c.style in ("annex", "bare", "title"), found))
    own = [i for i, c in enumerate(head) if c.style == "title"]
    if own and head[0].style == "annex" and _is_titled_above(head[0].at, found[own[0]].title, lines):
        return found
    if not own:
        return found[1:] if found and (_is_page_title(found) or _is_titled_annex(found)) else found
    if len(own) > 1 and is_form(found[own[-1]].title) and not is_form(found[own[-2]].title):
        return [changed(found[i], form=LEAF) for i in range(own[-2]) if i not in own] + found[own[-2] + 1 :]
    first = found[own[-1]].title
    for later in found[len(head) :]:
        if later.style == "annex":
            break
        if later.style == "title" and _is_sister(later.title, first):
            own = own[:-1]
            break
    return [changed(found[i], form=LEAF) for i in range(own[-1]) if i not in own] + found[own[-1] + 1 :] if own else found


def _is_titled_above(annex: int, title: str, lines: Sequence[Paragraph]) -> bool:
    """Whether the file has a title of its own above its first annex mark, no line of which the annex is called by again."""
    above = [line.text.strip() for line in lines[:annex]]
    return any(_TITLE.search(line) and _YEAR.search(line) and title not in line and line not in title for line in above)


def _is_told(line: str) -> bool:
    """Whether a line is text, too long for one of a title and nothing that a page puts above it."""
    return len(line) > _LONGEST_TOP and _ABOVE.fullmatch(line) is None


def _is_page_title(found: Sequence[Candidate]) -> bool:
    """Whether the first heading is the only one of the format's highest level, and worded as a title: the <h1> of a web page."""
    first, levels = found[0], [c.level for c in found[1:] if c.level is not None]
    if first.style != "bare" or first.level is None or first.at > _FIRST_LINES or _TITLE.search(first.title) is None:
        return False
    return first.level < min(levels, default=first.level + 1)


def _is_titled_annex(found: Sequence[Candidate]) -> bool:
    """附件3某某县2021年自评报告 in one line, and no other annex: the title of the file, sent as an annex."""
    first = found[0]
    if first.style != "named_annex" or first.at > 0 or _TITLE.search(first.title) is None or len(first.title) < _SHORTEST_TITLE:
        return False
    return not any(c.style in ("annex", "named_annex", "title") for c in found[1:])


def _is_sister(title: str, first: str) -> bool:
    """Whether a title is one as the first one is: of the same kind of paper; one with a year heads those without."""
    return title.endswith(first[-2:]) and (_YEAR.search(title) is None) == (_YEAR.search(first) is None)


def with_table_titles(found: Sequence[Candidate]) -> list[Candidate]:
    """The title of a table within a chapter as what it is: where the numbers of the text count on behind it, it holds the table alone."""
    seen: dict[str, int] = {}
    told: list[Candidate] = []
    for i, candidate in enumerate(found):
        if candidate.style == "title" and is_form(candidate.title) and _counts_on(found[i + 1 :], seen):
            told.append(changed(candidate.as_style("table_title"), form=LEAF))
            continue
        if candidate.style == "named_annex" and (after := _counts_on(found[i + 1 :], seen)):  # it is named, and the text goes on
            told.append(changed(candidate if after.style == "chinese" else candidate.as_style("table_title"), form=LEAF))
            continue
        if candidate.style in SCOPES:
            seen = {}
        elif candidate.cell is None and candidate.value is not None:
            seen[candidate.style] = candidate.value
        told.append(candidate)
    return told


def _counts_on(after: Sequence[Candidate], seen: Mapping[str, int]) -> Candidate | None:
    """The next number that begins no list, where it is the one after the last of its style."""
    for candidate in after:
        if candidate.style == "title" and is_form(candidate.title):
            continue  # forms in a row
        if candidate.cell is not None:
            continue  # what a form counts within is its own
        if candidate.style in SCOPES or (candidate.rank < _LISTS and candidate.value == 1):
            return None
        if candidate.value is not None and candidate.value > 1:
            return candidate if seen.get(candidate.style) == candidate.value - 1 else None
    return None


def _sections(grown: Grown, size: int) -> tuple[Section, ...]:
    found: list[Section] = []
    for node, (kind, title, end), below in zip(grown.nodes, _readings(grown), _lasts(grown.nodes, size), strict=True):
        c, parent = node.candidate, node.parent
        path = (title,) if parent is None else (*found[parent].path, title)
        heading = span_at((c.block, c.start, end))
        found.append(Section(heading, c.number, c.value, title, node.depth, kind, path, parent, c.block, below, c.rule))
    return tuple(found)


def _readings(grown: Grown) -> list[tuple[str, str, int]]:
    """Each as its run lets it be read: whether there is room for text below (what follows the last one proves nothing); and a sentence
    among items, with nothing below it, is one of them, though no name or amount of its own tells."""
    nodes, body, found = grown.nodes, grown.body, [("", "", 0)] * len(grown.nodes)
    for run in grown.runs:
        room, items = any(map(body.__getitem__, run[: max(1, len(run) - 1)])), 0
        for i in run:
            c = nodes[i].candidate
            found[i] = _reading(c, room and (body[i] or c.form != AMOUNT))
            items += found[i][0] == "item"
        for i in run if items * 2 >= len(run) else ():
            # 4.满意度指标。… behind 1.经济效益指标。… is an item as these are
            if nodes[i].candidate.form == NAMED or (nodes[i].candidate.form == SENTENCE and (i == run[-1] or not body[i])):
                found[i] = ("item", *found[i][1:])
    return found


def _reading(c: Candidate, room: bool) -> tuple[str, str, int]:
    """Heading or item; a name with its amount is a heading where something stands below it."""
    if c.form == NAMED:
        analysis = "指标" in c.title and _ANALYSIS is not None and _ANALYSIS.search(c.title)
        return "heading" if analysis else "item", c.title, c.end
    if c.form == FUNDED or (c.form == AMOUNT and not room):
        title = without_amount(c.title)
        return "item", title, c.end - (len(c.title) - len(title))
    if c.form == TITLE and not room and c.rank >= _LISTS and c.style != "dash":
        return "item", c.title, c.end
    return "heading", c.title, c.end


def _lasts(nodes: Sequence[Node], size: int) -> list[int]:
    """The last block under each heading: the one before the next heading beside or above it, a cell's heading within its cell."""
    last = [size - 1 if node.candidate.cell is None else node.candidate.block for node in nodes]
    open_: list[int] = []
    for i, node in enumerate(nodes):
        block = node.candidate.block
        while open_ and nodes[open_[-1]].depth >= node.depth:
            o = open_.pop()
            end = block - 1 if block > nodes[o].candidate.block else block
            if end < last[o]:
                last[o] = end
        open_.append(i)
    for i in range(len(nodes) - 1, -1, -1):
        parent = nodes[i].parent
        if parent is not None and last[i] > last[parent]:
            last[parent] = last[i]
    return last
