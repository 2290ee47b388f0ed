"""Which projects a report tells of, however often each is named, and which of them a place is about.

Forms name their project; headings, items and annexed reports name theirs; the report's own title names one for all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from extractors.document import Document, Section, Span
from extractors.forms import FormFacts
from extractors.forms.names import name_key
from extractors.identity import Identity
from extractors.prose.cues import cues
from extractors.prose.indicators import IndicatorLine, is_label
from extractors.prose.measures import PLANS
from extractors.prose.spot import Told
from patterns.loader import fold, load

BEFORE_MARK = regex.compile(r"[，,：:。；;]")
LISTED = regex.compile(r"^[ 　]*(?P<name>[\p{Han}“”（）、0-9A-Za-z]{4,40})[：:，]")
AGENCY_ABOUT = regex.compile(r"^[\p{Han}（）]{2,30}?关于")
YEARS = regex.compile(r"^(?:20[0-9]{2}\s*[-—至]?\s*)+年?度?|(?<=[\p{Han}])20[0-9]{2}年度?")
FILLERS = regex.compile(r"(?:[：:，,、\s]|共计?|合计|为|是|约)+$")
FUNDED_BY = regex.compile(r"资金(?:全部)?为\p{Han}.*$")
SHORTEST, LONGEST = 4, 80


@dataclass(frozen=True, slots=True)
class Project:
    """One project: the span of its name, and where it is told (indices of sections)."""

    name: Span
    text: str
    key: str
    rule: str
    sections: tuple[int, ...] = ()
    parent: Span | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: Span
    text: str
    section: int | None
    rule: str
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that a heading gives, and by what rule."""

    span: Span
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Projects:
    """All projects of a report, and the lookup from places to them."""

    all: tuple[Project, ...] = ()
    whole: Span | None = None  # the project that the report's own title names
    by_section: Mapping[int, Span] = field(default_factory=dict)
    by_block: Mapping[int, Span] = field(default_factory=dict)
    by_form: tuple[tuple[int, int, Span], ...] = ()
    by_name: tuple[tuple[str, Span], ...] = ()  # longest first
    same: Mapping[Span, Span] = field(default_factory=dict)  # other tellings of a name -> the project's own

    def of(self, place: Span, section: int | None, words: str | None) -> Span | None:
        """The project a place is about: the one its words name, else its own form's or section's, else the report's."""
        if words is not None and not _is_account(words):
            folded = _marks_off(words)
            named = next((name for key, name in self.by_name if key in folded), None)
            if named is not None:
                return named
        if place.block in self.by_block:
            return self.by_block[place.block]
        for first, last, name in self.by_form:
            if first <= place.block <= last:
                return name
        return self.by_section.get(section, self.whole) if section is not None else self.whole


def projects(
    document: Document,
    identity: Identity,
    sections: Sequence[Section],
    forms: Sequence[FormFacts],
    told: Sequence[Told],
    lines: Sequence[IndicatorLine],
) -> Projects:
    """Every project of the report in the order of first naming; one row each."""
    found = _Merge(document, identity)
    for facts in forms:
        if facts.project is not None:
            found.add(_Candidate(facts.project, document.text(facts.project), None, "form.project"))
    candidates = list(_of_sections(document, sections, told, lines))
    for candidate in [*candidates, *_listed(document, sections, told, candidates)]:
        found.add(candidate)
    whole = _of_title(identity)
    return found.done(sections, forms, whole)


class _Merge:
    """Projects by their key; a later telling adds its place to the first one's."""

    def __init__(self, document: Document, identity: Identity) -> None:
        self.document, self.identity = document, identity
        self.found: dict[str, Project] = {}
        self.blocks: dict[int, Span] = {}
        self.same: dict[Span, Span] = {}

    def add(self, candidate: _Candidate) -> Project:
        key = self.key(candidate.text)
        known = self.found.get(key)
        sections = (known.sections if known else ()) + (() if candidate.section is None else (candidate.section,))
        first = known or Project(candidate.name, candidate.text, key, candidate.rule)
        self.found[key] = merged = Project(first.name, first.text, key, first.rule, sections)
        self.same[candidate.name] = merged.name
        self.blocks |= dict.fromkeys(candidate.blocks, merged.name)
        return merged

    def key(self, name: str) -> str:
        """The name without year, marks, the agency's or its division's name before it, and 项目 behind it."""
        bare = name_key(name)
        for owner in (self.identity.agency, self.identity.county, self.identity.city, self.identity.province):
            if owner and bare.startswith(name_key(owner)) and len(bare) - len(owner) >= SHORTEST:
                bare = bare[len(name_key(owner)) :]
        return bare.removesuffix("支出").removesuffix("项目") or bare

    def done(self, sections: Sequence[Section], forms: Sequence[FormFacts], title: str | None) -> Projects:
        whole = self._whole(title, forms)
        by_section = self._by_section(sections)
        known = sorted(self.found.values(), key=lambda p: p.name)
        names = sorted(((p.key, p.name) for p in known if len(p.key) >= SHORTEST), key=lambda n: -len(n[0]))
        spans = tuple((f.form.first, f.form.last, self.same[f.project]) for f in forms if f.project is not None)
        parents = tuple(self._with_parent(p, whole, by_section, sections) for p in known)
        return Projects(parents, whole, by_section, self.blocks, spans, tuple(names), self.same)

    def _whole(self, title: str | None, forms: Sequence[FormFacts]) -> Span | None:
        """A report on one project: the one of its only form, else the one its title names."""
        named = {self.same[f.project] for f in forms if f.project is not None}
        if title is None:
            return named.pop() if len(named) == 1 and len(self.found) == 1 else None
        key = self.key(title)
        if key in self.found:
            return self.found[key].name
        if len(named) == 1:
            return named.pop()
        place = _place(self.document, title)
        return None if place is None else self.add(_Candidate(place, title, None, "project.title")).name

    def _by_section(self, sections: Sequence[Section]) -> dict[int, Span]:
        """Every section's project: its own, else the one of the section above."""
        own = {index: project.name for project in self.found.values() for index in project.sections}
        for index, section in enumerate(sections):
            if index not in own and section.parent is not None and section.parent in own:
                own[index] = own[section.parent]
        return own

    def _with_parent(self, project: Project, whole: Span | None, by_section: dict[int, Span], sections: Sequence[Section]) -> Project:
        over = (sections[index].parent for index in project.sections)
        above = (by_section.get(index) for index in over if index is not None)
        owner = next((name for name in above if name is not None and name != project.name), None)
        return replace(project, parent=owner or (whole if whole != project.name else None))


def _of_sections(
    document: Document, sections: Sequence[Section], told: Sequence[Told], lines: Sequence[IndicatorLine]
) -> Iterator[_Candidate]:
    """Headings and items that name a project: by the amount beside the name, by what stands below, by the words of the title."""
    plans = {t.mention.span.block: t for t in reversed(told) if t.role in PLANS}
    labelled = {line.section for line in lines if line.level2 is not None}
    below: dict[int, list[Section]] = {}
    for section in sections:
        if section.parent is not None:
            below.setdefault(section.parent, []).append(section)
    for index, section in enumerate(sections):
        if _is_account(section.title):
            continue
        name = (
            _named_in_title(document, section)
            or _with_amount(document, section, plans)
            or _chapter(document, section, below.get(index, ()), index in labelled)
        )
        if name is not None:
            yield _Candidate(name.span, name.text, index, name.rule)


def _searched(file: str, meaning: str, text: str) -> bool:
    find = load(file)[meaning].find
    return find is not None and find.search(text) is not None


def _matched(meaning: str, title: str) -> regex.Match[str] | None:
    find = load("project_titles")[meaning].find
    return None if find is None else find.match(title)


def _is_account(title: str) -> bool:
    return _searched("not_projects", "account", title)


def _is_plain(title: str) -> bool:
    return _searched("not_projects", "plain", title)


def _title_span(document: Document, section: Section) -> Span:
    text = document.text(section.heading)
    at = text.find(section.title[:2]) if section.title else 0
    start = section.heading.start + max(at, 0)
    return Span(section.heading.block, start, section.heading.end)


def _named_in_title(document: Document, section: Section) -> _Named | None:
    """某某专项经费项目绩效目标完成情况综述, 某某项目2020年绩效评价报告: the words around the name tell."""
    span = _title_span(document, section)
    for meaning in ("overview", "report_title"):
        found = _matched(meaning, section.title)
        if found is None:
            continue
        start, end = found.span("name")
        start += _lead(section.title[start:end])
        name = section.title[start:end]
        if len(name) >= SHORTEST and not _is_plain(name) and not _is_account(name) and "部门整体" not in name:
            # a title over two lines has its anchor on the first
            return _Named(Span(span.block, span.start + start, min(span.start + end, span.end)), name, f"project.{meaning}")
    return None


def _lead(name: str) -> int:
    """How much of a name is the agency's 关于 or a year before it."""
    about = AGENCY_ABOUT.match(name)
    start = about.end() if about else 0
    year = YEARS.match(name, start)
    return year.end() if about and year else start


def _with_amount(document: Document, section: Section, plans: Mapping[int, Told]) -> _Named | None:
    """A name that its budget follows at once (1.某某经费预算收入17万元；（1）某某专项资金300万元)."""
    told = plans.get(section.heading.block)
    span = _title_span(document, section)
    if (
        told is None
        or told.mention.span.start < span.start
        or "。" in document.blocks[span.block].text[span.start : told.mention.span.start]
    ):
        return None
    lead = document.blocks[span.block].text[span.start : told.mention.span.start]
    mark = BEFORE_MARK.search(lead)
    name = lead[: mark.start()] if mark else _without_cues(lead)
    if mark and _without_cues(lead[mark.end() :]).strip():
        return None
    return _checked(Span(span.block, span.start, span.start + len(name)), name, "project.amount")


def _without_cues(lead: str) -> str:
    """The words before an amount without the cues and fillers at their end."""
    lead = FILLERS.sub("", FUNDED_BY.sub("", lead))
    while True:
        last = next((c for c in reversed(cues(lead)) if c.end == len(lead) and not c.weak), None)
        if last is None:
            return lead
        # 某某平台建设资金: the building is part of the name, the money is not
        kept = len("建设") if last.start and lead[last.start :] == "建设资金" else 0
        lead = FILLERS.sub("", lead[: last.start + kept])


def _checked(span: Span, name: str, rule: str) -> _Named | None:
    if not SHORTEST <= len(name.strip()) <= LONGEST or _is_account(name):
        return None
    return _Named(span, name, rule)


def _chapter(document: Document, section: Section, below: Sequence[Section], labelled: bool) -> _Named | None:
    """A heading with a project's own chapters or indicator labels under it."""
    chapters = sum(_searched("project_chapters", "chapter", s.title) for s in below)
    if _is_plain(section.title) or is_label(section.title) or not (chapters >= 2 or labelled):
        return None
    if section.title.startswith(("—", "-")) or document.blocks[section.heading.block].kind == "cell":
        return None
    return _checked(_title_span(document, section), section.title, "project.chapter")


def _listed(document: Document, sections: Sequence[Section], told: Sequence[Told], items: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """A line without a number that goes on with a list of projects (工程其他费用：158万元)."""
    parents = [sections[c.section].parent for c in items if c.section is not None and c.rule == "project.amount"]
    listing = {parent for parent in parents if parents.count(parent) > 1}
    numbered = {section.heading.block for section in sections}
    seen: set[int] = set()
    for one in told:
        block = one.mention.span.block
        if one.role not in PLANS or block in seen or block in numbered:
            continue
        seen.add(block)
        if not any(s.first <= block <= s.last for i, s in enumerate(sections) if i in listing):
            continue
        found = LISTED.match(document.blocks[block].text)
        if found and found.end() == one.mention.span.start and not _is_account(found["name"]) and not is_label(found["name"]):
            yield _Candidate(Span(block, *found.span("name")), found["name"], None, "project.listed", (block,))


def _of_title(identity: Identity) -> str | None:
    """The project that the report's own title names."""
    found = _matched("report_title", identity.title or "")
    if found is None:
        return None
    name = found["name"]
    name = name[_lead(name) :]
    for _ in range(2):
        name = YEARS.sub("", name.removeprefix(identity.agency or "\0"))
    own = name_key(name) == name_key(identity.agency or "")
    if own or len(name_key(name)) < SHORTEST or _is_account(name) or name in ("项目支出", "部门整体支出", "专项资金"):
        return None
    return name


def _place(document: Document, name: str) -> Span | None:
    """Where a name is first printed whole."""
    for block in document.blocks:
        at = block.text.find(name)
        if at >= 0:
            return Span(block.order, at, at + len(name))
    return None


def _marks_off(words: str) -> str:
    return name_key(words) if words else fold(words)
