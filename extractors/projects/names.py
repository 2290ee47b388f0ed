"""Where a report names a project: in a heading or item, in a list of amounts, in the title of an annexed report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import regex

from extractors.document import Document, Section, Span, span_at
from extractors.forms.words import component
from extractors.identity import Identity
from extractors.projects.titles import SHORTEST, Candidate, is_account, is_plain, of_title, says_otherwise, section_at, title_span
from extractors.prose.cues import cues
from extractors.prose.finds import regex_of, where
from extractors.prose.indicators import IndicatorLine, is_label
from extractors.prose.members import PLANS
from extractors.prose.spot import Told
from patterns.loader import asked

BEFORE_MARK = re.compile(r"[，,：:。；;]")
BEFORE_COLON = re.compile(r"[ 　]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．])?[ 　]*(?P<title>[^，,：:。；;\n]{6,80})[：:]")
DASHES = re.compile(r"[—―─\-]+\s*")
LISTED = regex.compile(r"^[ 　]*(?P<name>[\p{Han}“”（）、0-9A-Za-z]{4,40})[：:，]")
OVERVIEW = re.compile("绩效|自评")
MARKS = re.compile(r"[（(][^（()）]*[0-9０-９]分[）)]$")
WORD = asked("project_words")
FILLER_ENDS = tuple("：:，,、共计为是约")
LABELLED = ("project_items", "labelled")
POINTING_BACK, NO_NAME = regex_of("not_projects", "anaphor"), regex_of("project_items", "chapter")
CHAPTER = regex_of("project_chapters", "chapter")
LONGEST = 80
OWN, OVERVIEWS = ("项目", "专项资金"), re.compile("项目(?:基本)?(?:概况|情况)")
SPENT = (*PLANS, "executed")


Named = tuple[Span, str, str]  # where a name stands, the name, the rule that found it


def candidates(
    document: Document,
    sections: Sequence[Section],
    told: Sequence[Told],
    plans: Mapping[int, Told],
    lines: Sequence[IndicatorLine],
    identity: Identity,
) -> list[Candidate]:
    """Every name that headings, items and lists of amounts give, in reading order of each kind."""
    found = [*_of_sections(document, sections, told, plans, lines, identity), *_of_paragraphs(document, identity)]
    found += _labelled(document, sections)
    return [*found, *_listed(document, sections, plans, found)]


def _of_sections(
    document: Document,
    sections: Sequence[Section],
    told: Sequence[Told],
    plans: Mapping[int, Told],
    lines: Sequence[IndicatorLine],
    identity: Identity,
) -> Iterator[Candidate]:
    """By the amount beside the name, by what stands below, by the words of the title; then what is listed beside such a name."""
    labelled = {line.section for line in lines if line.level2 is not None}
    below: dict[int, list[Section]] = {}
    for section in sections:
        if section.parent is not None:
            below.setdefault(section.parent, []).append(section)
    listing: set[int | None] = set()
    passed: list[int] = []
    for index, section in enumerate(sections):
        name = _named_in_title(document, section, identity)  # 某某补助项目支出绩效自评报告 names no account
        if name is None and not is_account(section.title):
            name = _with_amount(document, section, plans) or _chapter(document, section, below.get(index, ()), labelled=index in labelled)
        name = name or _numbered(document, section)
        if name is None:
            if section.kind == "item":
                passed.append(index)
            continue
        span, text, rule = name
        if rule == "project.amount":
            listing.add(section.parent)
        yield Candidate(span, text, index, rule)
    beside = [index for index in passed if sections[index].parent in listing and not is_account(sections[index].title)]
    spent = {t.mention.span.block: t for t in reversed(told) if t.role in SPENT} if beside else {}
    for index in beside:
        name = _with_amount(document, sections[index], spent, listed=True)
        if name is not None:
            span, text, rule = name
            yield Candidate(span, text, index, rule)


def _of_paragraphs(document: Document, identity: Identity) -> Iterator[Candidate]:
    """防汛经费项目绩效自评综述：…: a paragraph that names its project before a colon is about it alone."""
    for block in document.blocks:
        if block.kind != "paragraph" or ("：" not in block.text and ":" not in block.text):
            continue
        mark = BEFORE_COLON.match(block.text)
        named = of_title(mark["title"], identity) if mark and OVERVIEW.search(block.text, 0, LONGEST) else None
        if mark and named is not None and named[2] == "project.overview":
            start = mark.start("title") + named[0]
            yield Candidate(Span(block.order, start, start + len(named[1])), named[1], None, named[2], (block.order,))


def _labelled(document: Document, sections: Sequence[Section]) -> Iterator[Candidate]:
    """项目名称：某某项目。建设内容：…: of several such paragraphs each, with what follows it in its section, is about the one it names."""
    told = [(b.order, m) for b in document.blocks if "名称" in b.text and b.kind == "paragraph" and (m := where(*LABELLED, b.text))]
    ends = [*(order for order, _ in told[1:]), len(document.blocks)]
    for (order, found), end in zip(told, ends, strict=True) if len({match["name"] for _, match in told}) > 1 else ():
        within = section_at(sections, order)
        blocks = tuple(range(order, end if within is None else min(end, sections[within].last + 1)))
        yield Candidate(Span(order, *found.span("name")), found["name"], None, "project.labelled", blocks)


def _numbered(document: Document, section: Section) -> Named | None:
    """项目一：校舍维修: counted as a project."""
    if section.number is None or not section.number.startswith("项目"):
        return None
    return _checked(title_span(document, section), section.title, "project.numbered")


def _named_in_title(document: Document, section: Section, identity: Identity) -> Named | None:
    """某某专项经费项目绩效目标完成情况综述, 某某项目2020年绩效评价报告: the words around the name tell."""
    named = of_title(section.title, identity)
    if named is None:
        return None
    start, name, rule = named
    span = title_span(document, section)
    # a title over two lines has its anchor on the first
    return Span(span.block, span.start + start, min(span.start + start + len(name), span.end)), name, rule


def _with_amount(document: Document, section: Section, plans: Mapping[int, Told], *, listed: bool = False) -> Named | None:
    """A name that its budget follows (1.某某经费预算收入17万元；（1）某某专项资金300万元；2.某某工程。得分95分，预算12万元)."""
    told = plans.get(section.heading.block)
    if told is None:
        return None
    block, start, _ = title_span(document, section)
    text, money = document.blocks[block].text, told.mention.span.start
    dashes = DASHES.match(text, start)  # ——某某补助90万元: the name begins behind the mark of the list
    start = dashes.end() if dashes else start
    if money < start:
        return None
    lead = text[start:money]
    mark = BEFORE_MARK.search(lead)
    name = lead[: mark.start()] if mark else without_cues(lead)
    if mark and not _is_of(name, mark[0], lead[mark.end() :], told, listed=listed):
        return None
    if "由" in name or "年" in name or "共" in name:
        name = WORD["runs_on"].sub("", name)
    return _checked(span_at((block, start, start + len(name))), name, "project.amount")


def _is_of(name: str, mark: str, between: str, told: Told, *, listed: bool) -> bool:
    """Whether an amount behind a name and its mark is the named one's own: words of money alone, or no other subject, stand between."""
    if _stands_alone(name) and where("project_items", "own", between) is not None:
        return True
    if listed and mark in "。：:" and (not says_otherwise(name) or WORD["programme"].search(name)):
        return True
    between, about = without_cues(between).strip(), told.subject
    if between and (mark not in "。：:" or not (about is None or about.generic or about.text == name)):
        return False
    return not listed and ((mark != "。" and not between) or _stands_alone(name))


def _stands_alone(name: str) -> bool:
    """河道清淤工程。 is a name, 资金投入。 the label of a sentence."""
    return not says_otherwise(name) and where("project_titles", "noun", name) is not None


def without_cues(lead: str) -> str:
    """The words before an amount without the cues and fillers at their end."""
    if "资金为" in lead or "资金全部为" in lead:
        lead = WORD["funded_by"].sub("", lead)
    lead = _without_fillers(lead)
    told = cues(lead)
    while told and told[-1].end == len(lead) and not told[-1].weak:
        at = told[-1].start
        # 某某平台建设资金: the building is part of the name, the money is not
        kept = len("建设") if at and (lead[at:] == "建设资金" or lead.startswith("经费", at)) else 0  # 巡护专项经费指标
        lead = _without_fillers(lead[: at + kept])
        told = told[:-1] if len(lead) == at else cues(lead)
    return lead


def _without_fillers(lead: str) -> str:
    return WORD["fillers"].sub("", lead) if lead.endswith(FILLER_ENDS) or lead[-1:].isspace() else lead


def _checked(span: Span, name: str, rule: str) -> Named | None:
    return (span, name, rule) if SHORTEST <= len(name.strip()) <= LONGEST and _is_of_its_own(name) else None


def _is_of_its_own(name: str) -> bool:
    """Whether words name no line of an account and do not point back (上述资金中)."""
    bare = name.strip()
    return not is_account(name) and POINTING_BACK.search(bare) is None and NO_NAME.search(bare) is None


def _chapter(document: Document, section: Section, below: Sequence[Section], *, labelled: bool) -> Named | None:
    """A heading with a project's own chapters or indicator labels under it."""
    if not labelled and not _have_chapters(below) and not _opens_overview(section, below):
        return None
    bare = MARKS.sub("", section.title)  # 项目产出情况（30分，得28分）
    if is_plain(bare) or is_label(bare) or component(bare) != "other":
        return None
    if section.title.startswith(("—", "-")) or document.blocks[section.heading.block].kind == "cell":
        return None
    return _checked(title_span(document, section), section.title, "project.chapter")


def _have_chapters(below: Sequence[Section]) -> bool:
    """Whether two of the headings or more are those of a project's chapters."""
    return len(below) > 1 and len([section for section in below if CHAPTER.search(section.title)]) > 1


def _opens_overview(section: Section, below: Sequence[Section]) -> bool:
    """一、某某建设项目 and right below it （一）项目概况."""
    if section.parent is not None or not below or OVERVIEWS.fullmatch(below[0].title) is None:
        return False
    return section.title.endswith(OWN) and not says_otherwise(section.title)


def _listed(document: Document, sections: Sequence[Section], plans: Mapping[int, Told], items: Sequence[Candidate]) -> Iterator[Candidate]:
    """A line without a number that goes on with a list of projects (工程其他费用：158万元)."""
    parents = Counter([sections[c.section].parent for c in items if c.section is not None and c.rule == "project.amount"])
    lists = [sections[index] for index, items_below in parents.items() if index is not None and items_below > 1]
    if not lists:
        return
    numbered = {section.heading.block for section in sections}
    for block, one in plans.items():
        if block in numbered or not any(section.first <= block <= section.last for section in lists):
            continue
        found = LISTED.match(document.blocks[block].text)
        if found and found.end() == one.mention.span.start and _is_of_its_own(found["name"]) and not is_label(found["name"]):
            yield Candidate(Span(block, *found.span("name")), found["name"], None, "project.listed", (block,))
