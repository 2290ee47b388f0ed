"""The one fund that a notice is of (现将我县2021年河湖保洁补助资金使用情况公告如下): as its announcing sentence or its title names it, or
as the only one of which the text says that it was handed down (省里下达我县河湖保洁补助资金286万元)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Block, Document, Section, Span
from extractors.forms.names import name_key
from extractors.identity import Identity
from extractors.projects.titles import OF_DEPARTMENT, PLACES, YEAR_WITHIN, Candidate, is_account, is_generic, is_plain, lead, printed
from extractors.prose.spot import Told
from patterns.loader import asked

OPENS = ("announced", "only", "evaluated")  # what the first sentences say of it, the surest first
OPENING = 4  # paragraphs in which a notice says what it is of
NOTICE, OPENED = "project.notice", "project.opening"
WORD, TELLS = asked("project_words"), asked("project_notices")


def of_notice(document: Document, identity: Identity, sections: Sequence[Section], told: Sequence[Told]) -> Candidate | None:
    """None where the text tells no money, or is a department's own."""
    if not told or identity.report_kind in OF_DEPARTMENT:
        return None
    opening = [block for block in document.blocks if block.kind != "cell" and block.text.strip()][:OPENING]
    meaning, name = next(((m, named) for m in OPENS for named in _named(m, opening, identity)), ("titled", None))
    if name is None and identity.title and (titled := TELLS["titled"].search(identity.title)):
        name = _printed(document, identity, titled["name"])
    if name is None and not sections:
        name = _granted(document, opening, identity, told[0].mention.span)
    return None if name is None else Candidate(name, document.text(name), None, OPENED if meaning in OPENS[1:] else NOTICE)


def _named(meaning: str, blocks: Sequence[Block], identity: Identity) -> Iterator[Span]:
    """The names that are a fund's own."""
    for block in blocks:
        for found in TELLS[meaning].finditer(block.text):
            start = found.start("name") + _before(found["name"], identity)
            if _is_fund(block.text[start : found.end("name")], identity):
                yield Span(block.order, start, found.end("name"))


def _before(name: str, identity: Identity) -> int:
    """How much of a name is 我县, the year, the place or the agency before it."""
    at = 0
    while True:
        end = at + lead(name[at:], identity)
        ours = WORD["ours"].match(name, end)
        end = end if ours is None else ours.end()
        if end == at:
            break
        at = end
    within = YEAR_WITHIN.search(name)  # 某某县2021年, of a place that no table of divisions knows
    return within.end() if within and name[within.start() - 1] in PLACES else at


def _is_fund(name: str, identity: Identity) -> bool:
    if is_account(name) or is_plain(name) or is_generic(name, identity):
        return False
    return TELLS["unnamed"].search(name) is None


def _printed(document: Document, identity: Identity, named: str) -> Span | None:
    name = named[_before(named, identity) :]
    return printed(document, name) if _is_fund(name, identity) else None


def _granted(document: Document, opening: Sequence[Block], identity: Identity, first: Span) -> Span | None:
    """The first money of a text without headings, and no other fund is handed down in it."""
    name = next(_named("granted", opening, identity), None)
    if name is None or first.block != name.block or document.blocks[first.block].text[name.end : first.start].strip("共计合总预算指标额为"):
        return None
    names = {name_key(document.text(one)) for one in _named("granted", document.blocks, identity)}
    return name if len(names) == 1 else None
