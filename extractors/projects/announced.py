"""What a text without the title of a project announces that it is of: the one fund of a notice (现将我县2021年河湖保洁补助资金使用情况
公告如下), as its first sentences, its title or a heading name it, or as the only one that the text says was handed down (省里下达我县
河湖保洁补助资金286万元); each of several funds; the one project it goes on to tell of (该项目)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.document import Block, Document, Section, Span
from extractors.forms.names import name_key
from extractors.identity import Identity
from extractors.projects.passages import is_name
from extractors.projects.titles import (
    OF_DEPARTMENT,
    PLACES,
    SHORTEST,
    YEAR_WITHIN,
    Candidate,
    is_account,
    is_generic,
    is_plain,
    lead,
    printed,
    section_at,
    title_span,
)
from extractors.prose.finds import where
from extractors.prose.members import PLANS
from extractors.prose.spot import Told
from patterns.loader import asked

OPENS = ("announced", "only", "evaluated", "evaluating")  # what the first sentences say of it, the surest first
FEWEST = 2  # funds beside each other
OF_FUND = (*PLANS, "received", "executed")
BACK = ("该项目", "本项目", "此项目", "该工程", "本工程", "此工程")
OPENING = 4  # paragraphs in which a notice says what it is of
SHORTEST_TOLD = 12  # characters of what is no number with a chapter's name
NOTICE, OPENED = "project.notice", "project.opening"
WORD, TELLS = asked("project_words"), asked("project_announced")


def announced(document: Document, identity: Identity, sections: Sequence[Section], told: Sequence[Told]) -> Candidate | None:
    """None where the text tells no money, or is a department's own."""
    if not told or identity.report_kind in OF_DEPARTMENT:
        return None
    opening = [block for block in document.blocks if block.kind != "cell" and len(block.text.strip()) >= SHORTEST_TOLD][:OPENING]
    meaning, name = next(((m, named) for m in OPENS for named in _named(m, opening, identity)), ("titled", None))
    if name is None and identity.title and (titled := TELLS["titled"].search(identity.title)):
        name = _printed(document, identity, titled["name"])
    if name is None and (name := next(_headings(document, sections, identity), None)):
        meaning = OPENS[-1]
    if name is None and (not sections or (identity.title is None and any(TELLS["of_transfer"].search(s.title) for s in sections))):
        name = _granted(document, opening, identity, told[0].mention.span)
    if name is None and identity.title is None and any("项目" in section.title or "绩效" in section.title for section in sections):
        meaning, name = OPENS[-1], next(reversed(summed_grants(document, identity, told)), None) or _of_figures(document, identity, told)
    return None if name is None else Candidate(name, document.text(name), None, OPENED if meaning in OPENS[1:] else NOTICE)


def summed_grants(document: Document, identity: Identity, told: Sequence[Told]) -> list[Span]:
    """下达我县某某资金60万元；…下达我县某某补贴30万元；2021年某某资金合计90万元: the fund that the grants of a report without a title come
    to, and before it the other funds among them."""
    grants: dict[int, list[tuple[Span, Decimal]]] = {}
    given: dict[int, dict[int, tuple[int, int]]] = {}  # of a block: where the name stands that a grant tells before its amount
    for one in told if identity.title is None else ():
        block, _, end = one.mention.span
        if block not in given:
            text = document.blocks[block].text
            given[block] = {found.end(): found.span("name") for found in TELLS["granted"].finditer(text)}
        before = grants.setdefault(block, [])
        if end in given[block]:
            before.append((Span(block, *given[block][end]), one.mention.value or Decimal(0)))
        elif len(before) >= FEWEST and one.subject is not None and sum(value for _, value in before) == one.mention.value:
            name = TELLS["summed"].fullmatch(one.subject.text)
            if name is not None and _is_fund(name["name"], identity):
                stem, at = WORD["money_noun"].sub("", name["name"]), one.subject.span.start
                others = {document.text(other): other for other, _ in before if stem not in document.text(other)}
                return [*others.values(), Span(block, at, at + len(name["name"]))]
    return []


def _of_figures(document: Document, identity: Identity, told: Sequence[Told]) -> Span | None:
    """山塘除险中央及省级资金90万元 and, later, 山塘除险资金实际到位80万元: the only one that the figures of a report without a title name,
    as it is printed with its own word of money."""
    subjects = [one.subject.text for one in told if one.role in OF_FUND and one.subject is not None and not one.subject.generic]
    places = [place for place in (identity.province, identity.city, identity.county) if place]
    stems = list[str]()
    for about in subjects:
        bare = about[_before(about, identity) :]
        bare = bare.removeprefix(next((place for place in places if bare.startswith(place)), ""))
        stems += filter(None, ["" if is_account(about) else WORD["plain_fund"].sub("", bare)])
    if len(stems) < FEWEST or len(set(stems)) > 1 or len(stems[0]) < SHORTEST:
        return None
    return next(_with_money(document, stems[0], identity), None)


def _with_money(document: Document, stem: str, identity: Identity) -> Iterator[Span]:
    for block in document.blocks:
        at = block.text.find(stem)
        while at >= 0:
            end = TELLS["fund_behind"].match(block.text, at + len(stem))
            if end is not None and _is_fund(block.text[at : end.end()], identity):
                yield Span(block.order, at, end.end())
            at = block.text.find(stem, at + 1)


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
    if (
        name is None
        or not (name.block == first.block and name.end <= first.start)
        or document.blocks[first.block].text[name.end : first.start].strip("共计合总预算指标额为")
    ):
        return None
    names = {name_key(document.text(one)) for one in _named("granted", document.blocks, identity)}
    return name if len(names) == 1 else None


def _headings(document: Document, sections: Sequence[Section], identity: Identity) -> Iterator[Span]:
    """（一）下达渔船更新转移支付预算和绩效目标情况 names the fund."""
    for section in sections:
        found = TELLS["headed"].search(section.title) if "下达" in section.title else None
        if found is None or not _is_high(section, sections) or not _is_fund(f"{found['name']}资金", identity):
            continue
        span = title_span(document, section)
        start = span.start + found.start("name") + _before(found["name"], identity)
        name = Span(span.block, start, span.start + found.end("name"))
        if document.text(name) in found["name"]:
            yield name


def _is_high(section: Section, sections: Sequence[Section]) -> bool:
    """At the top, or right below it: what stands deeper is a chapter's."""
    return section.parent is None or sections[section.parent].parent is None


def of_kinds(document: Document, identity: Identity, sections: Sequence[Section]) -> list[Candidate]:
    """渔船更新类：…下达我县渔船更新补贴90万元 and, in a later paragraph, 山塘除险类：…: each fund with what stands below it."""
    opened: list[tuple[int, Span]] = []
    for block in document.blocks:
        found = TELLS["of_kind"].search(block.text) if "：" in block.text or ":" in block.text else None
        if found is None or found["kind"] not in found["name"]:
            continue
        start = found.start("name") + _before(found["name"], identity)
        if _is_fund(block.text[start : found.end("name")], identity):
            opened.append((block.order, Span(block.order, start, found.end("name"))))
    if len({name_key(document.text(name)) for _, name in opened}) < FEWEST:
        return []
    kinds = list[Candidate]()
    for (order, name), end in zip(opened, [*(order for order, _ in opened[1:]), len(document.blocks)], strict=True):
        within = section_at(sections, order)
        blocks = range(order, end if within is None else min(end, sections[within].last + 1))
        kinds.append(Candidate(name, document.text(name), None, OPENED, tuple(blocks)))
    return kinds


def taken_up(document: Document, identity: Identity, told: Sequence[Told]) -> Candidate | None:
    """我局承担渡口安全改造项目实施任务，该项目分两批实施; 渡口安全改造工程（二期）是为…, and later 该项目, or in a chapter on what the
    project is: the only name that a text goes on to tell of, not behind its first money."""
    if not told or identity.report_kind in OF_DEPARTMENT:
        return None
    paragraphs = [block for block in document.blocks if block.kind == "paragraph" and block.text.strip()]
    back = [block for block in paragraphs if any(word in block.text for word in BACK)]
    chaptered = any(where("project_lists", "overview", block.text.strip("。：: ")) for block in paragraphs[:OPENING])
    names = _told_as("taken_up", back, identity)
    names = names or _told_as("introduced", paragraphs[:OPENING] if back or chaptered else (), identity)
    if not names or names[0] > told[0].mention.span or len({name_key(document.text(name)) for name in names}) > 1:
        return None
    text = document.text(names[0])
    known = is_name(text) and not is_generic(text, identity)
    return Candidate(names[0], text, None, OPENED) if known else None


def _told_as(meaning: str, blocks: Sequence[Block], identity: Identity) -> list[Span]:
    found = ((block.order, told) for block in blocks for told in TELLS[meaning].finditer(block.text))
    return [Span(order, told.start("name") + _before(told["name"], identity), told.end("name")) for order, told in found]
