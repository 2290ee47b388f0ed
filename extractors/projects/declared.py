"""Projects that a sentence lists with their money: as many names as it counts (共3个项目，其中某某90万元、某某60万元、某某30万元), each
before an amount, or each with a heading of its own, or names that come to the rest (其余项目支出90万元，包括某某60万元、某某30万元); the
later paragraphs that open with one; and lines that tell what each of the counted was given, spent and scored (某某费：全年预算数90万元，
执行数88万元，自评得分97分)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.document import Block, Document, Section, Span
from extractors.forms.names import name_key
from extractors.numbers.digits import number as number_of
from extractors.projects.names import without_cues
from extractors.projects.passages import MARK, Passage, is_name
from extractors.projects.titles import SHORTEST, Candidate, is_account, title_span
from extractors.prose.finds import everywhere, where
from extractors.prose.members import PLANS
from extractors.prose.spot import Told
from patterns.loader import asked

# 某某改造（90万元，占30%）、某某建设项目8个，补助资金90万元
BEHIND = r"(?:[（(][^（）()]*)?(?:(?:涉及)?[0-9]{1,4}[个项处座家][^、，,；;：:。0-9]{0,8}(?:[，,][^、，,；;：:。0-9]{0,8})?)?"
MEMBER = re.compile(
    r"(?:[（(]?[^（）()、；;]{0,12}[）)])?[、，,；;和及与以]*(?:[0-9]{1,2}[.．、]|[一二三四五六七八九十]是)?"
    rf"(?P<name>[^、，,；;：:。\n]+?){BEHIND}"
)
APART = re.compile(rf"[；;](?P<name>[^，,；;：:。\n]+?){BEHIND}")  # ；青菜、萝卜种植基地90万元
WORD = asked("project_words")
# a text with none of them holds no such list: quickly sought, since one letter begins each
COUNTED = re.compile("个.{0,2}(?:项目|工程)")
OF_KIND = re.compile("个[：:]")
OF_REST = re.compile("其[余他它].{0,4}项目")
REST = re.compile("(?<=[，,；;])(?:其余|剩余)")
CLOSES = re.compile("[。；;\n]|$")
ENDS = re.compile("[。\n]|$")
PARTED, JOINED_OR_PARTED, JOINED = re.compile("[^、]+"), re.compile("[^、和及与]+"), re.compile("[和及与]")
PLAN = "计划"
OPENING = 12  # characters in which a paragraph says of which projects it tells
HEAD = re.compile("[，,：:。；;]")
LONGEST = 80  # characters in which the name of an item ends
ENDING = re.compile("[目程][ 　]*[，,：:。；;]")
ITEM = re.compile("[ 　]*(?P<name>[^，,：:。；;]+(?:[，,][^，,：:。；;]+)?(?:项目|工程))[ 　]*[，,：:。；;]")  # 村内干道，巷道硬化项目，
GIVEN = (*PLANS, "received")
RULE = "project.declared"


def declared(document: Document, told: Mapping[int, Sequence[Told]], sections: Sequence[Section]) -> list[Candidate]:
    """Every name of such a list; none of a list of which one is no name, or whose names are not as many as it counts."""
    found = list(_headed(document, sections))
    for block in document.blocks:
        amounts = told.get(block.order, ())
        if block.kind != "paragraph" or ("个" not in block.text and "其" not in block.text) or not _may_list(block.text):
            continue
        lists = [_below(document, block, told), _each_below(document, block)]
        if len(amounts) > 1:
            lists += [*_counted(block, amounts), *_of_kind(block, amounts), *_of_rest(block, amounts), _each(block)]
        for names in lists:
            if all(is_name(document.text(name)) for name in names):
                found += [Candidate(name, document.text(name), None, RULE) for name in names]
    return found


def _may_list(text: str) -> bool:
    counts = "个" in text and (COUNTED.search(text) or OF_KIND.search(text))
    return bool(counts) or ("其" in text and OF_REST.search(text) is not None)


def _below(document: Document, block: Block, told: Mapping[int, Sequence[Told]]) -> list[Span]:
    """共有2个项目批复了绩效目标，金额150万元。其中： and below it 某某经费90万元。 and 某某项目60万元。: as many lines as are counted."""
    lead = where("project_lists", "declared_below", block.text) if block.text.rstrip().endswith(("：", ":")) else None
    count = 0 if lead is None else int(number_of(lead["count"].replace("两", "二")) or 0)
    names = list[Span]()
    for line in document.blocks[block.order + 1 : block.order + 1 + count]:
        begin = MARK.match(line.text)
        names += [name for name, _ in members(line, begin.end() if begin else 0, told.get(line.order, ())[:1])]
    return names if len(names) == count else []


def _each_below(document: Document, block: Block) -> list[Span]:
    """我站共有3个支出项目。 and below it 某某经费年初预算90万元，年末支出88万元，…: as many lines with both as are counted."""
    lead = WORD["counted_alone"].search(block.text)
    count = 0 if lead is None else int(number_of(lead["count"].replace("两", "二")) or 0)
    lines = document.blocks[block.order + 1 : block.order + 1 + count]
    found = [(line, where("project_lists", "member", line.text)) for line in lines]
    names = [Span(line.order, *member.span("name")) for line, member in found if member and not line.text[: member.start("name")].strip()]
    return names if len(names) == count > 1 and not any(is_account(document.text(name)) for name in names) else []


def _of_kind(block: Block, amounts: Sequence[Told]) -> Iterator[list[Span]]:
    """到村项目8个：某某项目90万元；某某大棚60万元: two or more of them, most of which end as names of projects do."""
    for lead in everywhere("project_lists", "of_kind", block.text):
        names = [name for name, _ in members(block, lead.end(), amounts)]
        known = [name for name in names if where("project_passages", "noun", block.text[name.start : name.end])]
        if len(names) > 1 and 2 * len(known) > len(names):
            yield names


def _each(block: Block) -> list[Span]:
    """我站共有8个支出项目。其中，某某年初预算数6万元，年末结算支出6万元；某某90万元，结算支出88万元: members with both, two or more."""
    lead = COUNTED.search(block.text) if "；" in block.text or ";" in block.text else None
    found = [] if lead is None else [m for m in everywhere("project_lists", "member", block.text) if m.start() >= lead.end()]
    names = [Span(block.order, *member.span("name")) for member in found]
    return names if len(names) > 1 and not any(is_account(member["name"]) for member in found) else []


def _counted(block: Block, amounts: Sequence[Told]) -> Iterator[list[Span]]:
    """共3个项目，其中…: as many names as are counted."""
    for lead in everywhere("project_lists", "declared", block.text):
        names = [name for name, _ in members(block, lead.end(), amounts)]
        if len(names) == number_of(lead["count"].replace("两", "二")):
            yield _with_plans(block.text, names)


def _with_plans(text: str, names: list[Span]) -> list[Span]:
    """灌渠修补35万、助学计划14万: a plan is part of the name where it does not stand before every amount (灌渠修补计划35万、…计划14万)."""
    plans = [text.startswith(PLAN, name.end) for name in names]
    return names if all(plans) else [Span(n.block, n.start, n.end + len(PLAN) * own) for n, own in zip(names, plans, strict=True)]


def _headed(document: Document, sections: Sequence[Section]) -> Iterator[Candidate]:
    """三个项目，分别是某某、某某和某某: names without their money, each of which heads a section."""
    titles: list[str] = []
    for block in document.blocks:
        if block.kind != "paragraph" or "个" not in block.text or COUNTED.search(block.text) is None:
            continue
        titles = titles or [name_key(section.title) for section in sections]
        for lead in everywhere("project_lists", "declared_names", block.text):
            at = lead.start("names")
            names = [Span(block.order, at + one.start(), at + one.end()) for one in _listed(lead["names"])]
            texts = [block.text[name.start : name.end] for name in names]
            if len(names) != number_of(lead["count"].replace("两", "二")) or not all(map(is_name, texts)):
                continue
            if all(sum(heads(name_key(text), title) for title in titles) == 1 for text in texts):
                yield from (Candidate(name, text, None, RULE) for name, text in zip(names, texts, strict=True))


def _listed(names: str) -> list[re.Match[str]]:
    """A、B和C; what joins the last two parts no name of a longer list (水塔和灌渠修补、泵房改造)."""
    found = list(PARTED.finditer(names))
    return found if len(found) > 1 and JOINED.search(found[-1][0]) is None else list(JOINED_OR_PARTED.finditer(names))


def heads(name: str, title: str) -> bool:
    """Whether a title is a name, in full or in short (灌渠修补 for 东片灌渠修补)."""
    return name in title or (len(title) >= SHORTEST and title in name)


def _of_rest(block: Block, amounts: Sequence[Told]) -> Iterator[list[Span]]:
    """其余项目支出90万元，包括…: names whose amounts come to what the rest is."""
    for lead in everywhere("project_lists", "rest", block.text):
        whole = next((a.mention.value for a in amounts if a.mention.span.start == lead.start("sum")), None)
        found = members(block, lead.end(), amounts)
        if len(found) > 1 and sum(value for _, value in found) == whole:
            yield [name for name, _ in found]


def members(block: Block, start: int, amounts: Sequence[Told]) -> list[tuple[Span, Decimal]]:
    """Each name of a list, to the end of its sentence, and its amount."""
    return list(_members(block, start, amounts))


def _members(block: Block, start: int, amounts: Sequence[Told]) -> Iterator[tuple[Span, Decimal]]:
    end = ENDS.search(block.text, start)
    for amount in amounts:
        place = amount.mention.span
        if place.start < start or end is None or place.end > end.start():
            continue
        start = max(
            start, block.text.rfind("；", start, place.start), block.text.rfind(";", start, place.start)
        )  # …，由县里拨付；某某90万元
        member = (APART if block.text.startswith(("；", ";"), start) else MEMBER).fullmatch(block.text, start, place.start)
        name = "" if member is None else without_cues(member["name"])
        at = place.start if member is None else member.start("name")
        yield Span(block.order, at, at + len(name)), amount.mention.value or Decimal(0)
        start = place.end


def opened(document: Document, names: Sequence[Candidate]) -> Iterator[Passage]:
    """The paragraphs that open with such a name, each whole, and what the list itself says of each."""
    for one, after in zip(names, [*names[1:], None], strict=False):
        last = after is None or after.name.block != one.name.block
        text = document.blocks[one.name.block].text
        close = (CLOSES if last else ENDS).search(
            text, one.name.end, len(text) if after is None or last else max(one.name.end, after.name.start)
        )
        until = one.name.end if close is None else close.start()  # a sentence is sought up to the next name, not to its end
        rest = REST.search(text, one.name.end, until)
        until = until if rest is None else rest.start()
        yield Passage(one.name, one.text, one.name.start, until)
    texts = sorted({one.text for one in names}, key=len, reverse=True)
    for block in document.blocks if texts else ():
        begin = MARK.match(block.text) if block.kind == "paragraph" else None
        name = None if begin is None else next((text for text in texts if block.text.startswith(text, begin.end())), None)
        if begin is not None and name is not None:
            yield Passage(Span(block.order, begin.end(), begin.end() + len(name)), name, 0, len(block.text))


def own_lines(document: Document) -> Iterator[Candidate]:
    """Lines that name a project before a colon and go on with what it was given and what it spent: one with a score, and all of them
    below a line that counts the projects that were evaluated. Elsewhere such a line may tell of a kind of cost."""
    above = ""
    for block in document.blocks:
        if block.kind != "paragraph" or not block.text.strip():
            continue
        line = where("project_items", "own_line", block.text) if "：" in block.text or ":" in block.text else None
        if line is None:
            above = block.text
        elif (WORD["scored"].search(block.text) or where("project_lists", "counted", above)) and is_name(line["name"]):
            yield Candidate(Span(block.order, *line.span("name")), line["name"], None, "project.own_line", (block.order,))


def itemised(document: Document, sections: Sequence[Section], told: Mapping[int, Sequence[Told]]) -> Iterator[Candidate]:
    """1.某某基地建设项目，新建厂房3栋。资金90万元: numbered lines beside each other that open with a project's name and tell its money,
    below 项目概况, or with what came of it (支付88万元，得分91分)."""
    beside: dict[tuple[int | None, str], list[Candidate]] = {}
    for index, section in enumerate(sections):
        above, amounts = section.parent, told.get(section.heading.block)
        if amounts is None:
            continue
        block, start, _ = title_span(document, section)
        text = document.blocks[block].text
        named = ITEM.match(text, start) if ENDING.search(text, start, start + LONGEST) else None
        if named is None or not is_name(named["name"]):
            continue
        if above is not None and where("project_lists", "overview", sections[above].title):
            rule = "project.overview_item"
        elif _has_come(amounts, text):
            rule = "project.told_item"
        else:
            continue
        beside.setdefault((above, rule), []).append(Candidate(Span(block, *named.span("name")), named["name"], index, rule))
    for found in beside.values():
        yield from found if sum(HEAD.search(one.text) is None for one in found) > 1 else ()


def _has_come(amounts: Sequence[Told], text: str) -> bool:
    """Whether a line tells its money, and what was spent of it, at what rate, or its score."""
    roles = {one.role for one in amounts}
    return not roles.isdisjoint(GIVEN) and ("executed" in roles or WORD["result"].search(text) is not None)


def evaluated(document: Document) -> Iterator[Candidate]:
    """财政局委托第三方对某某改造项目开展重点评价，…，得分83.7分: one project that was evaluated, with its own score."""
    for block in document.blocks:
        if "评价" not in block.text or "得分" not in block.text or block.kind != "paragraph":
            continue
        for found in everywhere("project_titles", "evaluated", block.text):
            start, end = found.span("name") if found["name"] else (0, 0)
            start += WORD["ours"].match(found["name"] or "").end()  # type: ignore[union-attr]
            scored = WORD["scored_behind"].match(block.text, end) if end else None
            name = block.text[start:end]
            if scored and name.endswith(("项目", "工程")) and is_name(name):
                yield Candidate(Span(block.order, start, end), name, None, "project.evaluated", (block.order,))


def in_short(bare: str, names: Sequence[str]) -> str:
    """A name without what is said behind it, where the names of a list have it."""
    return next((name for name in names if bare.startswith(name) and WORD["runs_on_listed"].fullmatch(bare, len(name))), bare)


def of_short(title: str, names: Sequence[str]) -> str | None:
    """The one name of a list that a title tells in short."""
    named = [name for name in names if title in name] if len(title) >= SHORTEST else []
    return named[0] if len(named) == 1 else None


def of_all(document: Document) -> list[int]:
    """The paragraphs that tell of the listed projects together (三个项目加起来，共支出90万元)."""
    paragraphs = (block for block in document.blocks if block.kind == "paragraph" and "个" in block.text[:OPENING])
    return [block.order for block in paragraphs if WORD["all_of_them"].match(block.text)]
