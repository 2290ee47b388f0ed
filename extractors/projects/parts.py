"""Projects by headings of their own: the parts a fund is divided into, which a list gives their money, and names over their budgets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from extractors.document import Document, Section, Span, grids
from extractors.projects.titles import SHORTEST, Candidate, is_account, says_otherwise, title_span
from extractors.prose.finds import where
from extractors.prose.members import PLANS
from extractors.prose.spot import Told
from extractors.prose.subjects import Subject
from patterns.loader import asked

WORD = asked("project_words")
PART = "project.part"
HEADED = "project.headed"
COUNTS = tuple("个项处类批")
GIVEN = ("下达", "下拨", "拨付", "安排")  # 再由某财农〔2021〕90号文补充下达, of a list of batches
FEE = "费"  # 印刷费, 差旅费 are what a project pays
FEWEST = 2  # headings of parts; one alone may be any chapter


def parts(document: Document, sections: Sequence[Section], told: Sequence[Told]) -> Iterator[Candidate]:
    """产业发展84个，安排6,272万元；就业帮扶6个，安排784万元 and, each as a heading: （一）产业发展。共支出6,100万元。
    What else the same list gives its money is a part, too, with a heading or without one."""
    listed = _listed([t.subject for t in told if t.role in PLANS and t.subject], {section.title for section in sections})
    spent = [t.mention.span.block for t in told if t.role == "executed"]
    headed: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
    for index, section in enumerate(sections) if len(listed) >= FEWEST and spent else ():
        of_list = listed.get(section.title)
        if of_list is not None and not section.first <= of_list.block <= section.last and _is_told(section, spent):
            headed[section.parent, of_list.block].append(index)
    yield from _of_each(document, sections, spent)
    for (_, block), found in headed.items():
        if sum(_is_name(sections[index].title) for index in found) < FEWEST:
            continue
        for index in found:
            yield Candidate(title_span(document, sections[index]), sections[index].title, index, PART)
        first = min(listed[sections[index].title].start for index in found)
        for name, span in listed.items():
            if span.block == block and span.start > first and _is_name(name):
                yield Candidate(span, name, None, PART)


def summed(
    document: Document, sections: Sequence[Section], told: Sequence[Told], plans: Mapping[int, Told], known: Set[int]
) -> Iterator[Candidate]:
    """2022年共安排90万元 … 1.牧草改良。安排60万元，…。2.牧道修缮。安排30万元，…: items that share a sum told before out among them, unless
    all of them are known for projects."""
    beside: defaultdict[int | None, list[int]] = defaultdict(list)
    for index, section in enumerate(sections):
        beside[section.parent].append(index)
    for found in beside.values():
        if len(found) < FEWEST or known >= set(found):
            continue
        shares = [_behind(sections[index], plans) for index in found]
        if None in shares or not _is_told_before(sum((share or Decimal(0) for share in shares), Decimal(0)), sections[found[0]], told):
            continue
        if all(_is_name(title := sections[index].title) and not title.endswith(FEE) for index in found):
            yield from (Candidate(title_span(document, sections[index]), sections[index].title, index, PART) for index in found)


def _is_told_before(made: Decimal, section: Section, told: Sequence[Told]) -> bool:
    return any(one.mention.value == made and one.role in PLANS and one.mention.span.block < section.first for one in told)


def _behind(section: Section, plans: Mapping[int, Told]) -> Decimal | None:
    """What was planned by the first amount of a heading's paragraph, if it stands behind the heading."""
    plan = plans.get(section.heading.block)
    return plan.mention.value if plan is not None and plan.mention.span.start >= section.heading.end else None


def headed(document: Document, sections: Sequence[Section], plans: Mapping[int, Told]) -> Iterator[Candidate]:
    """（二）护林员经费 and below it 年初预算90万元，…: headings beside each other that are nothing but names, each over its own budget."""
    beside: defaultdict[int | None, list[int]] = defaultdict(list)
    for index, section in enumerate(sections):
        plan = plans.get(section.first + 1) if section.kind == "heading" and section.first < section.last else None
        if plan is not None and (plan.subject is None or plan.subject.generic) and _is_noun(section.title):
            beside[section.parent].append(index)
    for found in beside.values():
        for index in found if len(found) >= FEWEST else ():
            yield Candidate(title_span(document, sections[index]), sections[index].title, index, HEADED)


def _is_noun(title: str) -> bool:
    return _is_name(title) and where("project_titles", "noun", title) is not None


def in_tables(document: Document, names: Mapping[str, Span], whole: Span | None) -> Iterator[tuple[int, Span | None]]:
    """The cells of every table whose rows name parts, in full or in short (城市低保 of 城市居民最低生活保障): a row is its part's, and what
    names none of them (合计) is the whole's."""
    for grid in grids(document.blocks) if len(names) >= FEWEST else ():
        rows = [_named(document, row, names) for row in grid.at]
        if len({owner for owner in rows if owner is not None}) >= FEWEST:
            yield from ((order, owner or whole) for row, owner in zip(grid.at, rows, strict=True) for order in row if order is not None)


def _named(document: Document, row: Sequence[int | None], names: Mapping[str, Span]) -> Span | None:
    """The one part that the first words of a row name."""
    label = next((text for order in row if order is not None and (text := document.blocks[order].text.strip()) and text[0].isalpha()), "")
    found = [name for whole, name in names.items() if is_short(label, whole)]
    return found[0] if len(found) == 1 else None


def is_short(label: str, name: str) -> bool:
    """城市低保 of 城市居民最低生活保障: it stands in the name, or its characters do, in their order, from the first one on."""
    if len(label) < SHORTEST or label[0] != name[0]:
        return len(label) >= SHORTEST and label in name
    rest = iter(name)
    return all(letter in rest for letter in label)


def _of_each(document: Document, sections: Sequence[Section], spent: Sequence[int]) -> Iterator[Candidate]:
    """2.各项救助资金使用情况 and below it （1）城市低保。… （2）临时救助。…: the heading above says that these are what the money is of."""
    over = {index for index, section in enumerate(sections) if "各" in section.title and WORD["of_each"].search(section.title)}
    below: defaultdict[int, list[int]] = defaultdict(list)
    for index, section in enumerate(sections) if over else ():
        if section.parent in over and _is_name(section.title) and _is_told(section, spent):
            below[section.parent].append(index)
    for found in below.values():
        for index in found if len(found) >= FEWEST else ():
            yield Candidate(title_span(document, sections[index]), sections[index].title, index, PART)


def _listed(subjects: Sequence[Subject], titles: Set[str]) -> dict[str, Span]:
    """The members of lists without the number of their projects, if one is a title."""
    names = [WORD["counted_behind"].sub("", one.text) if one.text.endswith(COUNTS) else one.text for one in subjects]
    if titles.isdisjoint(names):
        return {}
    places = [one.span for one in subjects]
    return {name: Span(block, start, start + len(name)) for name, (block, start, _) in zip(names, places, strict=True)}


def _is_name(title: str) -> bool:
    if len(title) < SHORTEST or is_account(title) or says_otherwise(title):
        return False
    by_notice = title.endswith(GIVEN) and WORD["by_notice"].search(title) is not None
    return not by_notice and where("not_projects", "anaphor", title) is None


def _is_told(section: Section, spent: Sequence[int]) -> bool:
    return any(section.first <= block <= section.last for block in spent)
