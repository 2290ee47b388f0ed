"""The project that the words of a title name: without place, agency and year before it, and what every title has behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

import regex

from extractors.document import Document, Section, Span, span_at
from extractors.forms.names import name_key
from extractors.frozen import frozen
from extractors.identity import Identity, divisions
from extractors.identity.agencies import agency_at
from extractors.numbers.digits import arabic_years
from extractors.prose.finds import where
from extractors.prose.indicators import is_label
from patterns.loader import asked, load

AGENCY_ABOUT = regex.compile(r"^[\p{Han}（）\s]{0,30}?关于")
WORD = asked("project_words")
YEAR_BEFORE = re.compile(r"(?:20[0-9]{2}\s*[-—至、]?\s*)+(?:(?:财政|预算|会计|学)?年)?度?(?:的)?\s*")
YEAR_WITHIN = regex.compile(r"(?<=[\p{Han}])20[0-9]{2}年度?")
SHORTEST = 4
OPENING = 20  # blocks in which a title stands, and the line below it
PLACES = "省市县区州盟旗镇乡村"
OF_PLACE = "城级域内属直"  # 乌兰县城供水工程
# A department's own book or report: a project owns its form and what names it there, never the prose of the whole.
OF_DEPARTMENT = ("department_budget", "department_evaluation", "department_final_account")
NAMED = (("project_titles", "bracketed"), ("project_titles", "overview"), ("project_titles", "report_title"), ("project_items", "scored"))


@frozen
class Candidate:
    """A name that may be a project's: where it stands, the section it heads, the blocks it alone covers, and by what rule."""

    name: Span
    text: str
    section: int | None
    rule: str
    blocks: tuple[int, ...] = ()


def section_at(sections: Sequence[Section], block: int) -> int | None:
    """The innermost section that a block stands in."""
    index: int | None = bisect_right(sections, block, key=attrgetter("first")) - 1
    while index is not None and index >= 0 and sections[index].last < block:
        index = sections[index].parent
    return None if index is None or index < 0 else index


@lru_cache(maxsize=4096)
def is_account(title: str) -> bool:
    """Whether words name a line of an account (人员经费, 上年结转), which is no project."""
    return where("not_projects", "account", title) is not None


def is_plain(title: str) -> bool:
    return where("not_projects", "plain", title) is not None


def is_generic(name: str, identity: Identity) -> bool:
    """Words that titles put in a name's place: 部门整体, 项目支出, the agency or the year alone."""
    bare = name_key(name)
    agency = name_key(identity.agency) if identity.agency else None
    return (
        len(bare) < SHORTEST
        or bare == agency
        or YEAR_BEFORE.fullmatch(arabic_years(name)) is not None
        or load("not_projects").meaning(name) == "generic"
        or where("not_projects", "tier", name) is not None
    )


def of_title(title: str, identity: Identity) -> tuple[int, str, str] | None:
    """The project a report's title names: where the name begins, the name without place, agency and year, and the rule."""
    if "绩效" not in title and "自评" not in title and "评价" not in title:  # no title of these without one of the words
        return None
    plain = arabic_years(title)
    for lexicon, meaning in NAMED:
        told = where(lexicon, meaning, plain)
        if told is None:
            continue
        start = told.start("name") + lead(told["name"], identity)
        name = title[start : told.end("name")]
        if _is_name(name, title[told.end("name") :], meaning) and not is_generic(name, identity):
            return start, name, f"project.{meaning}"
    return None


def _is_name(name: str, tail: str, meaning: str) -> bool:
    """某某改善计划项目绩效自评综述: what stands before 项目 or 综述 is a name, though its last word may end a chapter's title, too."""
    if where("project_titles", "open", name) or is_account(name):
        return False
    if meaning in ("scored", "bracketed"):
        return where("project_titles", "noun", name) is not None
    if meaning == "report_title":
        named = any(where("project_titles", ending, name) for ending in ("noun", "policy"))
    else:
        named = tail.startswith("项目") or tail.endswith("综述")
    return named or not is_plain(name)


def title_span(document: Document, section: Section) -> Span:
    block, start, end = section.heading
    at = document.blocks[block].text.find(section.title[:2], start, end)
    return span_at((block, at if at > start else start, end))


def says_otherwise(name: str) -> bool:
    known = load("not_projects").meaning(name) is not None or where("not_projects", "tier", name) is not None
    return known or is_plain(name) or is_label(name)


def lead(name: str, identity: Identity) -> int:
    """How much of a name is 关于, the place, the agency or a year before it, in whatever order."""
    about = AGENCY_ABOUT.match(name)
    at = about.end() if about else 0
    while True:
        end = _next_lead(name, at, identity)
        if end == at or len(name) - end < SHORTEST:
            return at
        at = end


def _next_lead(name: str, at: int, identity: Identity) -> int:
    year = YEAR_BEFORE.match(name, at) or WORD["before_name"].match(name, at)
    if year:
        return year.end()
    for agency in (identity.agency, agency_at(name, at)):
        if agency and name.startswith(agency, at):
            return at + len(agency)
    place = divisions.region(name, identity.fiscal_year, "", at).end
    # 北京路改造工程 begins with no place: its full name must be printed, and a year or an agency before or behind it
    if place == at or name[place - 1] not in PLACES[:7]:
        return at
    own = name[at:place] in (identity.county, identity.city) and name[place] not in OF_PLACE
    return place if own or at or YEAR_BEFORE.match(name, place) or agency_at(name, place) else at


def whole(document: Document, identity: Identity, *, formed: bool) -> Candidate | None:
    """The project that the report's own title names, where it is printed whole, else where a line of the title begins it. The title
    of a form names one only where the form has no place for it."""
    named = of_title(identity.title or "", identity) or (None if formed else _of_form(identity.title or "", identity))
    if named is None:
        return None if formed else _of_subtitle(document, identity)
    _, name, _ = named
    year = YEAR_WITHIN.search(arabic_years(name))
    told = [name]
    if year is not None:  # 某某县2021年河道清淤工程: of a place that no table of divisions knows, too
        told = [name[: year.start()] + name[year.end() :], name[year.end() :] if name[year.start() - 1] in PLACES else name]
    found = ((printed(document, text), text) for text in told if not is_generic(text, identity))
    place, text = next(((place, text) for place, text in found if place is not None), (None, name))
    return None if place is None else Candidate(place, text, None, "project.title")


def _of_form(title: str, identity: Identity) -> tuple[int, str, str] | None:
    told = where("project_titles", "form_title", arabic_years(title)) if title.endswith("表") else None
    if told is None:
        return None
    start = told.start("name") + lead(told["name"], identity)
    name = title[start : told.end("name")]
    is_named = where("project_titles", "noun", name) is not None and not is_account(name) and not is_generic(name, identity)
    return (start, name, "project.form_title") if is_named else None


def _of_subtitle(document: Document, identity: Identity) -> Candidate | None:
    """项目支出绩效自评报告 and right below it （渔船更新补助专项资金）, or ——渔船更新工程: the line below a title that names no project."""
    title = (identity.title or "").rstrip()
    lines = [block for block in document.blocks[:OPENING] if block.kind != "cell" and block.text.strip()] if title else []
    for above, line in pairwise(lines):
        last = above.text.strip()
        if len(last) < SHORTEST or not title.endswith(last):
            continue
        told = where("project_titles", "subtitle", line.text)
        if told is None:
            return None
        start = told.start("name") + lead(told["name"], identity)
        name = line.text[start : told.end("name")]
        if where("project_titles", "noun", name) is None or is_account(name) or is_generic(name, identity):
            return None
        return Candidate(Span(line.order, start, start + len(name)), name, None, "project.title")
    return None


def printed(document: Document, name: str) -> Span | None:
    for block in document.blocks:
        if name in block.text:
            at = block.text.find(name)
            return Span(block.order, at, at + len(name))
    return next((found for block in document.blocks if (found := _begun(block.order, block.text.rstrip(), name)) is not None), None)


def _begun(block: int, text: str, name: str) -> Span | None:
    """The beginning of a name at the end of a line."""
    at = text.rfind(name[:SHORTEST])
    return Span(block, at, len(text)) if at >= 0 and name.startswith(text[at:]) else None
