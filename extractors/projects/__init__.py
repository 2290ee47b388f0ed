"""Which projects a report tells of, however often each is named, and which of them a place is about.

Forms name their project; headings, items and annexed reports name theirs; the report's own title names one for all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from operator import attrgetter

from extractors.document import Document, Section, Span
from extractors.forms import FormFacts
from extractors.forms.names import name_key
from extractors.frozen import changer, frozen
from extractors.identity import Identity
from extractors.projects.announced import announced, of_kinds, taken_up
from extractors.projects.below import below, pointing_back
from extractors.projects.declared import evaluated, in_short, itemised, of_all, of_short, opened, own_lines
from extractors.projects.divided import of_lists
from extractors.projects.lookup import Names, is_next_part
from extractors.projects.names import candidates
from extractors.projects.parts import HEADED, PART, headed, in_tables, parts, summed
from extractors.projects.passages import Passage, Stretch, Stretches, above, amounts_by_block, is_telling_of, passages
from extractors.projects.proven import proven
from extractors.projects.titles import OF_DEPARTMENT, SHORTEST, Candidate, whole
from extractors.prose.finds import everywhere, where
from extractors.prose.indicators import IndicatorLine
from extractors.prose.members import first_plans
from extractors.prose.spot import Told
from extractors.row import key as key_of
from patterns.loader import asked

WORD = asked("project_words")
OF_ITS_OWN = ("项目", "工程", "基地")  # a name that ends otherwise may be the fund's own in other words
TRANSFER = ("转移支付", "转移支付资金")
SCORED = ("评价", "自评", "得分", "为例")


@frozen
class Project:
    """One project: the span of its name, and where it is told (indices of sections)."""

    name: Span
    text: str
    key: str
    rule: str
    sections: tuple[int, ...] = ()
    parent: Span | None = None


_below = changer(Project, "parent")


@frozen
class Projects:
    """All projects of a report, and the lookup from places to them."""

    all: tuple[Project, ...] = ()
    whole: Span | None = None  # the project that the report's own title names
    by_section: Mapping[int, Span | None] = field(default_factory=dict)  # none's where a chapter tells of the agency itself
    by_block: Mapping[int, Span | None] = field(default_factory=dict)  # of forms, lines that are one project's alone, or turn back to all
    names: Names = field(default_factory=Names)
    same: Mapping[Span, Span] = field(default_factory=dict)  # other tellings of a name -> the project's own
    keys: Mapping[Span, str] = field(default_factory=dict)  # every telling of a name -> the key of the project's row
    passages: Mapping[int, Stretches] = field(default_factory=dict)  # by block

    def is_aside(self, place: Span) -> bool:
        """Whether a place is only in passages that open with a name that is no project here: it tells of a part, never of the whole."""
        return {owner for _, _, owner in self._around(place)} == {None}

    def _around(self, place: Span) -> Sequence[Stretch]:
        stretches = self.passages.get(place.block)
        return () if stretches is None else stretches.at(place.start)

    def owners(self, told: Sequence[Told], section_of: Sequence[int | None]) -> tuple[Span | None, ...]:
        """The project that each amount and rate is about: its own subject may name it, or the one of the figure it explains."""
        found: list[Span | None] = []
        for before, one in zip((None, *told), told, strict=False):
            place, about, outer = one.mention.span, one.subject, one.within and one.within.subject
            own, behind = about.text if about else "", outer.text if outer else ""
            named = self.of(place, section_of[place.block], f"{own}。{behind}" if own or behind else None, about.span if about else None)
            found.append(found[-1] or named if named in (None, self.whole) and is_next_part(one, before) else named)
        return tuple(found)

    def of(self, place: Span, section: int | None, words: str | None, worded: Span | None = None) -> Span | None:
        """The project a place is about: the one its words name, else its own passage's, form's or section's, else the report's.

        `worded` is where the words stand: those from before a passage name nothing within it.
        """
        named = None if words is None else self.names.told_in(words)
        for start, _, owner in self._around(place):
            if owner is not None and (named in (None, self.whole) or (worded and worded < (place.block, start))):
                named = owner
        if named not in (None, self.whole):
            return named
        if place.block in self.by_block:  # 财政专项扶贫资金52万元 in a project's own lines: what is named is where its money is from
            return self.by_block[place.block] or named
        above = named or (self.whole if section is None else self.by_section.get(section, self.whole))
        return above if words is None or above != self.whole else self.names.in_short(words) or above


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
    of_forms = [facts.project for facts in forms if facts.project is not None]
    found.tell_all(Candidate(name, document.text(name), None, "form.project") for name in of_forms)
    formed = bool(of_forms)
    title = whole(document, identity, formed=formed) or (None if formed else announced(document, identity, sections, told))
    named = list(headed(document, sections, plans := first_plans(told)))
    told_by_name = candidates(document, sections, told, plans, lines, identity)
    shown = proven(document, sections, amounts := amounts_by_block(told), {c.section for c in told_by_name})
    of_one = found.is_of_one(title, forms) and not ((named or shown) and title is None)  # a form may be of one of several
    listed = [] if of_one else of_lists(document, identity, sections, told, amounts, title)
    found.declare(listed)
    found.tell_all(told_by_name)
    found.tell_all(() if of_one else (*own_lines(document), *evaluated(document), *itemised(document, sections, amounts)))
    if not of_one:
        for part in (*shown, *parts(document, sections, told), *summed(document, sections, told, plans, found.sections()), *named):
            found.add(part)
        for passage in (*passages(document, identity, sections, amounts, lines), *opened(document, listed)):
            found.tell(passage, sections, title)
    if title is None and len(found.found) <= len(listed):  # what a fund is for may be listed, too
        found.tell_all(of_kinds(document, identity, sections))
        title = None if found.found else taken_up(document, identity, told)
    return found.done(sections, forms, title)


class _Merge:
    """Projects by their key; a later telling adds its place to the first one's."""

    def __init__(self, document: Document, identity: Identity) -> None:
        self.document, self.identity = document, identity
        owners = (identity.agency, identity.county, identity.city, identity.province)
        self.owners = [(name_key(owner), len(owner)) for owner in owners if owner]
        self.found: dict[str, Project] = {}
        self.blocks: dict[int, Span] = {}
        self.same: dict[Span, Span] = {}
        self.passages: dict[int, list[Stretch]] = {}
        self.declared: tuple[str, ...] = ()

    def declare(self, listed: Sequence[Candidate]) -> None:
        """The projects that a sentence counts and lists: a heading that opens with such a name and runs on is the same one's."""
        self.tell_all(listed)
        self.declared = tuple(sorted({self.key(candidate.text) for candidate in listed}, key=lambda key: (-len(key), key)))

    def tell_all(self, candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: Candidate) -> Project:
        key = self.key(candidate.text)
        known = self.found.get(key)
        sections = () if candidate.section is None else (candidate.section,)
        if known is None:
            merged = Project(candidate.name, candidate.text, key, candidate.rule, sections)
        else:
            merged = Project(known.name, known.text, key, known.rule, known.sections + sections)
        self.found[key] = merged
        self.same[candidate.name] = merged.name
        for block in candidate.blocks:
            self.blocks[block] = merged.name
        return merged

    def is_of_one(self, title: Candidate | None, forms: Sequence[FormFacts]) -> bool:
        """Whether the report is on one project, whose parts are none, not on a fund or a department."""
        named = title.text if title else next((self.document.text(f.project) for f in forms if f.project is not None), None)
        return named is not None and where("project_lists", "fund", named) is None

    def tell(self, passage: Passage, sections: Sequence[Section], title: Candidate | None) -> None:
        """A passage of running text: a project's own, unless the section it stands in is one project's, or the name is the whole's."""
        key = self.key(passage.text)
        known = self.found.get(key)
        if title is not None and is_telling_of(key, self.key(title.text)):
            return
        if known is None and not self.sections().isdisjoint(above(sections, passage.section if passage.heads is None else passage.heads)):
            return
        if known is None and not passage.alone and (passage.heads is None or passage.put):
            known = self.add(Candidate(passage.name, passage.text, passage.heads, "project.passage"))
        if known is None and not passage.text.endswith(OF_ITS_OWN):
            return
        stretch = (passage.start, passage.end, known.name if known else None)
        self.passages.setdefault(passage.name.block, []).append(stretch)

    def sections(self) -> set[int]:  # those that are a project's
        return {index for project in self.found.values() for index in project.sections}

    def key(self, name: str) -> str:
        """The name without year, marks, the agency's or its division's name before it, and 项目 behind it."""
        bare = name_key(name)
        if bare.startswith("第") and (number := WORD["part_number"].match(bare)):  # 第一节　某某项目
            bare = bare[number.end() :]
        for owner, printed in self.owners:
            if bare.startswith(owner) and len(bare) - printed >= SHORTEST:
                bare = bare[len(owner) :]
        if bare.endswith(TRANSFER):
            bare = WORD["any_tier"].sub("", bare)
        bare = bare.removesuffix("支出").removesuffix("项目") or bare
        return in_short(bare, self.declared) if self.declared else bare

    def done(self, sections: Sequence[Section], forms: Sequence[FormFacts], title: Candidate | None) -> Projects:
        over = self._whole(title, forms)
        known = sorted(self.found.values(), key=attrgetter("name"))
        names = Names.of({project.key: project.name for project in known})
        by_section = self._by_section(sections, names)
        of_forms: dict[int, Span] = {}
        for facts in reversed(forms):
            if facts.project is not None:
                of_forms |= dict.fromkeys(range(facts.form.first, facts.form.last + 1), self.same[facts.project])
        of_forms |= {block: self.same[name] for block, name in below(self.document, sections, forms)}
        back = {block: owner for block, owner in pointing_back(self.document, sections, by_section, over) if block not in self.blocks}
        rows = dict(in_tables(self.document, {p.text: p.name for p in known if p.rule == PART}, over))
        parents = tuple([self._with_parent(p, over, by_section, sections) for p in known])
        evaluated = self._evaluated({sections[index].heading.block for p in known for index in p.sections})
        keys = {telling: key_of("p", name) for telling, name in self.same.items()}
        back |= dict.fromkeys(of_all(self.document) if self.declared or any(p.rule == HEADED for p in known) else (), over)
        told = {block: Stretches(stretches) for block, stretches in self.passages.items()}
        return Projects(parents, over, by_section, rows | evaluated | of_forms | self.blocks | back, names, self.same, keys, told)

    def _evaluated(self, headed: set[int]) -> dict[int, Span]:
        """对某某项目开展重点评价，涉及资金…，得分…: a paragraph that says of one known project that it was evaluated is about it."""
        found: dict[int, Span] = {}
        for block in self.document.blocks if self.found else ():
            text = block.text
            if block.order in headed or block.kind != "paragraph" or not any(word in text for word in SCORED):
                continue
            keys = {self.key(m["name"] or m["scored"]) for m in everywhere("project_titles", "evaluated", text)}
            named = keys & self.found.keys()
            if len(named) == 1:
                found[block.order] = self.found[named.pop()].name
        return found

    def _whole(self, title: Candidate | None, forms: Sequence[FormFacts]) -> Span | None:
        """A report on one project: the one of its only form, else the one its title names."""
        named = {self.same[f.project] for f in forms if f.project is not None}
        if title is None and self.identity.report_kind in OF_DEPARTMENT:
            return None
        if title is None:
            return named.pop() if len(named) == 1 and len(self.found) == 1 else None
        key = self.key(title.text)
        if key in self.found:
            return self.found[key].name
        chapters = [project for project in self.found.values() if project.rule == "project.chapter"]
        if len(chapters) == 1 and is_telling_of(key, chapters[0].key):  # the only chapter tells the title's fund in full
            return chapters[0].name
        return named.pop() if len(named) == 1 else self.add(title).name

    def _by_section(self, sections: Sequence[Section], names: Names) -> dict[int, Span | None]:
        """Every section's project: its own, else the one its title names, else the one of the section above; none's where the title
        tells that it is about the agency (医院基本情况)."""
        own: dict[int, Span | None] = {index: project.name for project in self.found.values() for index in project.sections}
        for index, section in enumerate(sections):
            if index in own:
                continue
            owner = names.told_in(section.title) or self._short(section.title)
            owner = owner or (None if section.parent is None else own.get(section.parent))
            within = section.parent in own and "项目" not in section.title and "资金" not in section.title
            if owner is not None or within or WORD["of_unit"].search(section.title):
                own[index] = owner
        return own

    def _short(self, title: str) -> Span | None:
        short = of_short(name_key(title), self.declared) if self.declared else None
        return self.found[short].name if short else None

    def _with_parent(
        self, project: Project, whole: Span | None, by_section: dict[int, Span | None], sections: Sequence[Section]
    ) -> Project:
        parent = whole
        for index in project.sections:
            above = sections[index].parent
            owner = None if above is None else by_section.get(above)
            if owner is not None and owner != project.name:
                parent = owner
                break
        return project if parent in (None, project.name) else _below(project, parent)
