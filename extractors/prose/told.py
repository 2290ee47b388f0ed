"""What prose says of its amounts and percents: each with its measure, fund source, subject, year and direction.

One walk over the report; `spot` is where it stands, `flow` what it remembers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from extractors.document import Block, Document, Mention, Section
from extractors.numbers.digits import arabic_years
from extractors.prose.aims import is_aim, is_elsewhere, is_factor
from extractors.prose.clauses import has_letter, masked, sentences
from extractors.prose.finds import nearest, where
from extractors.prose.measures import INCREASES, PLANS, direction_of, measure
from extractors.prose.parts import with_parts
from extractors.prose.sources import fund, sentence_fund, source
from extractors.prose.spot import Above, Flow, Spot, Told, spot
from extractors.prose.subjects import Subject, spread, subject
from extractors.prose.years import year_before, year_named

ENUMERATES = re.compile(r"其中|包括|包含|主要用于|分别(?:是|为|用于)?|具体(?:为|如下|是)|如下|用于以下")
OTHER_SIDE = re.compile(r"[；;](?:收入|支出)(?:主要)?(?:包括|包含)")  # 收入包括：…；支出包括：…
SET_BESIDE = re.compile(r"\s*(?:比|较|与|同|低于|高于)")
COST_LABEL = re.compile(r"(?:^|(?<=[。；;\n]))[ 　（(0-9）).、]*(?:成本(?:节约|控制)?(?:指标)?[：:]|成本(?:节约|控制)?指标(?:完成情况)?。)")
COST_HEADING = re.compile(r"(?:项目)?成本(?:节约|控制)?(?:指标)?(?:完成)?(?:情况)?(?:分析)?")
OTHER_LABEL = regex.compile(r"(?<=[。；;\n])[ 　]*[\p{Han}、]{2,12}(?:指标|效益|影响|满意度)[：:]")
COLONS = ("：", ":")
OF_THINGS = regex.compile(
    r"占(?:比)?(?:(?!金额|资金|经费|收入|支出|预算|投资)\p{Han})*(?:总数|总量|数量|总面积|面积|人数|户数|件数|台数|个数|里程)的?$"
)
PART_OF_PLAN = re.compile(r"(?:追加|调整|调增|调减|结转|结余)(?:数|资金|金额|预算)?$")
ITEM = re.compile(r"[ \u3000]*(?:[（(]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．](?![0-9])|[①-⑳])")
WORDS_BEFORE = re.compile(r"(?P<words>[^，,；;：:。0-9]{2,30})[，,]\s*$")
TREND = re.compile(r"(?:逐年|逐步|稳步|持续|明显|有所|大幅|不断|总体|整体)*(?:提高|提升|上升|增长|下降|降低|[偏较]?[高低]|不[高足]|均衡)$")
REACHES = re.compile(r"\s*(?:20[0-9]{2}年度?|本?年度?|上半年|年末|年底)?(?:仅|只有?|已|达到?|为|至|约|高达|不足)*\s*")
SAME_AGAIN = re.compile(r"\s*(?:比|较|与)(?:上年|去年|20[0-9]{2}年)度?(?:同期)?的")
MONEY_WORD = re.compile(r"金额|资金|经费|收入|支出|预算|投资")


def told(
    document: Document,
    sections: Sequence[Section],
    section_of: Sequence[int | None],
    mentions: Sequence[Mention],
    *,
    planning: bool = False,
    settling: bool = False,
    fiscal_year: int | None = None,
) -> Iterator[Told]:
    """Every money amount and every percent about money or completion, in reading order.

    `planning`: the report is a budget book; `settling`: it is a final account.
    """
    flow = Flow(planning=planning, settling=settling, fiscal_year=fiscal_year)
    headings: dict[int | None, Above] = {None: Above()}
    for index, section in enumerate(sections):
        headings[index] = headings[section.parent].under(section)
    for block, found in _by_block(document, mentions):
        uses = _lists_uses(document, block, goes_on=flow.uses)
        if flow.last is None or not _goes_on(document, flow, block):
            flow = Flow(planning=planning, settling=settling, fiscal_year=fiscal_year, recent=flow.recent)
        flow.uses = uses
        yield from with_parts(_block(block, found, headings[section_of[block.order]], flow))
        if block.text.rstrip().endswith(COLONS):
            flow.open_list()


def _by_block(document: Document, mentions: Sequence[Mention]) -> Iterator[tuple[Block, list[Mention]]]:
    found: list[Mention] = []
    for mention in mentions:
        if mention.kind not in ("amount", "percent"):
            continue
        if mention.kind == "percent" and is_factor(document.blocks[mention.span.block].text, mention.span):
            continue
        if found and found[0].span.block != mention.span.block:
            yield document.blocks[found[0].span.block], found
            found = []
        found.append(mention)
    if found:
        yield document.blocks[found[0].span.block], found


def _goes_on(document: Document, flow: Flow, block: Block) -> bool:
    """An enumeration goes on in the paragraphs below one that ends with a colon, and in one that begins with 其中; a list of
    numbered items ends where a paragraph has no number."""
    before = flow.last.mention.span.block if flow.last else block.order
    if block.place.table is not None or block.order - before != 1:
        return False
    above = document.blocks[before].text.rstrip()
    if above.endswith(COLONS) or block.text.lstrip().startswith("其中"):
        return True
    return flow.opened is not None and (ITEM.match(above) is None or ITEM.match(block.text) is not None)


def _lists_uses(document: Document, block: Block, *, goes_on: bool) -> bool:
    """项目资金主要用于以下方面： and the numbered items below it."""
    if ITEM.match(block.text) is None or block.order == 0:
        return False
    above = document.blocks[block.order - 1].text.rstrip()
    if above.endswith(COLONS):
        return where("measures_ending", "used_for", above) is not None
    return goes_on and ITEM.match(above) is not None


def _block(block: Block, found: list[Mention], above: Above, flow: Flow) -> Iterator[Told]:
    text, first = arabic_years(block.text), 0
    flow.alone = block.place.table is not None and len(found) == 1 and not has_letter(_beside(text, found[0]))
    labels = _labels(text, above)
    for start, end in sentences(text):
        last = first
        while last < len(found) and found[last].span.start < end:
            last += 1
        inside, first = found[first:last], last
        if not inside:
            continue
        flow.new_sentence(continues=text[start:end].lstrip().startswith("其中") or (start == 0 and flow.opened is None))
        flow.money = "amount" in [m.kind for m in inside]
        flow.about_money = flow.money or MONEY_WORD.search(text, start, end) is not None
        flow.fund = sentence_fund(text, start, end)
        yield from _sentence(text, start, end, inside, above, labels, flow)


def _beside(text: str, mention: Mention) -> str:
    return text[: mention.span.start] + text[mention.span.end :]


def _sentence(
    text: str, start: int, end: int, found: list[Mention], above: Above, labels: Sequence[tuple[int, bool]], flow: Flow
) -> Iterator[Told]:
    begin = start
    for place, mention in enumerate(found):
        more = place + 1 < len(found)
        stop = found[place + 1].span.start if more else max(end, mention.span.end)
        lead = text[begin : mention.span.start]
        closed = masked(lead)
        flow.enter(closed)
        if "；" in lead:
            flow.close_inner()
        enumerates = ENUMERATES.search(lead)
        if enumerates and OTHER_SIDE.search(lead):
            flow.change_side()
        elif enumerates and flow.said:
            flow.enumerate(PLANS)
        elif enumerates:
            flow.enumerate_named(lead[: enumerates.start()].removesuffix("主要"))
        flow.cost = bool(labels) and _under_cost_label(labels, mention.span.start)
        printed = text[mention.span.start : mention.span.end]
        here = spot(mention, printed, lead, closed, begin, text[mention.span.end : stop], above, more=more, sentence=start)
        one = _figure(here, flow) if mention.kind == "amount" else _rate(here, flow)
        if one is not None:
            flow.rate = flow.rate if mention.kind == "amount" else one
            yield one
        begin = mention.span.end


def _labels(text: str, above: Above) -> list[tuple[int, bool]]:
    """Where indicator labels of the text end, and whether they are of cost; a heading of cost stands before all."""
    headed = bool(above.titles) and "成本" in above.titles[0] and COST_HEADING.fullmatch(above.titles[0]) is not None
    if not headed and "成本" not in text:
        return []
    found = [(0, True)] if headed else []
    found += [(label.end(), True) for label in COST_LABEL.finditer(text)]
    return sorted(found + [(label.end(), False) for label in OTHER_LABEL.finditer(text)]) if found else []


def _under_cost_label(labels: Sequence[tuple[int, bool]], before: int) -> bool:
    """Whether the nearest indicator label before a place is one of cost."""
    place = bisect_right(labels, (before, True))
    return place > 0 and labels[place - 1][1]


def _figure(here: Spot, flow: Flow) -> Told:
    role, rule = measure(here, flow)
    own = subject(here.clause, here.block, here.clause_at)
    about = _about(here, own, role, flow)
    fund_source = source(here, role, about, flow) if rule != "prose.cell" else None
    direction = direction_of(here) if role == "change" else None
    within = flow.last if here.before.strip() in ("（", "(") else None
    one = Told(
        here.mention,
        role,
        rule,
        about.taken_up(own) if about is not None and about is flow.topic and own != about else about,
        fund_source=fund_source,
        year=year_named(here.before + here.clause) or year_before(here.clause, flow.fiscal_year),
        direction=direction,
        within=within,
        printed=here.printed,
        sentence=here.sentence,
        head=flow.head if flow.head is not None and flow.head.role == role else None,
    )
    flow.keep(one, aside=SET_BESIDE.match(here.clause) is not None)
    return one


def _about(here: Spot, own: Subject | None, role: str, flow: Flow) -> Subject | None:
    """The subject: distributed names first, then the clause's own words, then the sentence's topic."""
    if flow.names and not here.clause.strip("、和及与 "):
        return flow.names.pop(0)
    first = flow.spread(spread(here.clause, here.block, here.clause_at))
    if first is not None:
        return first
    if own is not None and (not own.generic or own.total):
        flow.topic = own
        return own
    if flow.head is not None and role != flow.head.role and flow.last is not None and _ends_sources(flow.last, flow):
        flow.topic = flow.head.subject
    if flow.topic is None and own is not None and own.pronoun:
        flow.topic = own
    at = max(here.before.rfind(mark) for mark in "；;") + 1  # 一是…；二是某某资金进度偏慢，尚有…
    if (flow.topic is None or at) and (own is None or not own.account):
        wider = subject(here.before[at:].rstrip("，,：: "), here.block, here.before_at + at)
        flow.topic = wider if wider is not None and not wider.generic else flow.topic
    return flow.topic or own


def _ends_sources(last: Told, flow: Flow) -> bool:
    """总投资860万元，其中中央700万元、县级160万元，支付842万元: what follows the last source is said of all of them."""
    return last.subject is not None and fund(last.subject.text) is not None and flow.is_whole()


def _about_money(kind: str, clause: str, flow: Flow) -> bool:
    """Execution and completion always; a share where its sentence speaks of money, a change where its own clause does."""
    if kind == "change":
        return flow.money or MONEY_WORD.search(clause) is not None
    return kind != "share" or flow.about_money


def _kind(kind: str, before: str, words: str, flow: Flow) -> str | None:
    """占年初预算 of what is no spending is a share; a share of things counted (占户数) is no rate of money."""
    if kind == "share" and OF_THINGS.match(words):
        return None
    if kind == "execution" and words.startswith("占") and (PART_OF_PLAN.search(before) or (flow.said and flow.said[-1].role != "executed")):
        return "share"
    return kind


def _gone_on(here: Spot, flow: Flow) -> Told | None:
    """What a rate is that the words before a comma name (资金占比逐年提高，2021年达到49%), and the one it is compared with."""
    if SAME_AGAIN.fullmatch(here.clause) and flow.rate is not None:
        kind, about = flow.rate.role, flow.rate.subject
    elif REACHES.fullmatch(here.clause) and (before := WORDS_BEFORE.search(here.before)) is not None:
        found = nearest("prose_rates", TREND.sub("", before["words"]))
        if found is None or found.id == "change" or not _about_money(found.id, before["words"], flow):
            return None
        kind, about = found.id, subject(before["words"][: found.start], here.block, here.before_at + before.start("words")) or flow.topic
    else:
        return None
    year = year_named(here.clause)
    return Told(here.mention, kind, f"prose.rate.{kind}", about, year=year, printed=here.printed, sentence=here.sentence)


def _rate(here: Spot, flow: Flow) -> Told | None:
    """A percent about money or completion, else None."""
    clause = here.clause
    if flow.names and not clause.strip("、和及与 "):
        return Told(here.mention, "change", "prose.rate.spread", flow.names.pop(0), printed=here.printed, sentence=here.sentence)
    found = nearest("prose_rates", clause)
    if found is None and (goes_on := _gone_on(here, flow)) is not None:
        return goes_on
    if found is None or not _about_money(found.id, clause, flow) or (found.id == "change" and is_elsewhere(here, flow)):
        return None
    kind = _kind(found.id, clause[: found.start], clause[found.start :], flow)
    if kind is None or (kind != "change" and is_aim(here, flow)):
        return None
    shared = spread(clause, here.block, here.clause_at)
    if not shared and clause.startswith(("各", "分别")):
        shared = flow.shared
    about = flow.spread(shared) or subject(clause[: found.start], here.block, here.clause_at)
    if about is None or about.generic:
        about = flow.topic or about
    direction = None
    if found.id == "change":
        direction = "increase" if any(word in clause for word in INCREASES) else "decrease"
    rule = f"prose.rate.{kind}"
    return Told(here.mention, kind, rule, about, direction=direction, printed=here.printed, sentence=here.sentence)
