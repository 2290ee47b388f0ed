"""What prose says of its amounts and percents: each with its measure, fund source, subject, year and direction.

One walk over the report; `spot` is where it stands, `flow` what it remembers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractors.document import Block, Document, Mention, Section
from extractors.numbers.digits import arabic_years
from extractors.prose.aims import is_aim, is_elsewhere, is_factor
from extractors.prose.clauses import has_letter, sentences
from extractors.prose.finds import nearest, where
from extractors.prose.funds import fund
from extractors.prose.leads import lead, list_member, words
from extractors.prose.measures import INCREASES, PLANS, direction_of, measure
from extractors.prose.parts import with_parts
from extractors.prose.sources import sentence_fund, source
from extractors.prose.spot import Above, AmountSpot, Flow, Spot, Told
from extractors.prose.subjects import Subject, spread, subject
from extractors.prose.years import year_named
from patterns.loader import HAN

COST_LABEL = re.compile(r"成本(?:节约|控制)?(?:(?:指标)?[：:]|指标(?:完成情况)?。)")
NUMBERS = " 　（(0123456789）).、"
COST_HEADING = re.compile(r"(?:项目)?成本(?:节约|控制)?(?:指标)?(?:完成)?(?:情况)?(?:分析)?")
OTHER_LABEL = re.compile(rf"[。；;\n][ 　]*[{HAN}、]{{2,12}}(?:指标|效益|影响|满意度)[：:]")
COLONS = ("：", ":")
OF_THINGS = re.compile(
    rf"占(?:比)?(?:(?!金额|资金|经费|收入|支出|预算|投资)[{HAN}])*(?:总数|总量|数量|总面积|面积|人数|户数|件数|台数|个数|里程)的?$"
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
    for block, found in _by_block(document, mentions):
        uses = _lists_uses(document, block, goes_on=flow.uses)
        if flow.last is None or not _goes_on(document, flow, block):
            flow = Flow(planning=planning, settling=settling, fiscal_year=fiscal_year, recent=flow.recent)
        flow.uses = uses
        yield from with_parts(_block(block, found, _above(section_of[block.order], sections, headings), flow))
        if block.text.rstrip().endswith(COLONS):
            flow.open_list()


def _above(index: int | None, sections: Sequence[Section], known: dict[int | None, Above]) -> Above:
    """The headings over the blocks of a section."""
    above = known.get(index)
    if above is None and index is not None:
        section = sections[index]
        above = known[index] = _above(section.parent, sections, known).under(section)
    return above or known[None]


def _by_block(document: Document, mentions: Sequence[Mention]) -> list[tuple[Block, list[Mention]]]:
    """The amounts and percents of each block that has some."""
    found: list[tuple[Block, list[Mention]]] = []
    for mention in mentions:
        if mention.kind != "amount" and mention.kind != "percent":
            continue
        block = document.blocks[mention.span.block]
        if mention.kind == "percent" and is_factor(block.text, mention.span):
            continue
        if not found or found[-1][0] is not block:
            found.append((block, []))
        found[-1][1].append(mention)
    return found


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
    if block.order == 0:
        return False
    above = document.blocks[block.order - 1].text.rstrip()
    if above.endswith(COLONS):
        return where("measures_ending", "used_for", above) is not None and ITEM.match(block.text) is not None
    return goes_on and ITEM.match(block.text) is not None and ITEM.match(above) is not None


def _block(block: Block, found: list[Mention], above: Above, flow: Flow) -> Iterator[Told]:
    text, first = arabic_years(block.text), 0
    flow.alone = block.place.table is not None and len(found) == 1 and not has_letter(_beside(text, found[0]))
    flow.cost = False
    labels = _labels(text, above)
    for start, end in sentences(text):
        if found[first].span.start >= end:
            continue
        last = first + 1
        while last < len(found) and found[last].span.start < end:
            last += 1
        inside, first = found[first:last], last
        flow.new_sentence(continues=text[start:end].lstrip().startswith("其中") or (start == 0 and flow.opened is None))
        flow.money = "amount" in [mention.kind for mention in inside]
        flow.about_money = flow.money or MONEY_WORD.search(text, start, end) is not None
        flow.fund = sentence_fund(text, start, end) if flow.money else None
        yield from _sentence(text, start, end, inside, above, labels, flow)
        if first == len(found):
            return


def _beside(text: str, mention: Mention) -> str:
    return text[: mention.span.start] + text[mention.span.end :]


def _sentence(
    text: str, start: int, end: int, found: list[Mention], above: Above, labels: Sequence[tuple[int, bool]], flow: Flow
) -> Iterator[Told]:
    begin = start
    for place, mention in enumerate(found, 1):
        _, at, stop = mention.span
        more = place < len(found)
        printed, leading, tail = text[at:stop], text[begin:at], text[stop : found[place].span.start if more else end]
        if labels:
            flow.cost = _under_cost_label(labels, at)
        if mention.kind == "amount":
            listed = leading.startswith("、")
            said = list_member(leading) if listed else words(leading)
            yield _figure(AmountSpot(mention, said.lead, begin, tail, above, start, printed, said, more, listed), flow)
        else:
            rate = _rate(Spot(mention, lead(leading), begin, tail, above, start, printed), flow)
            if rate is not None:
                flow.rate = rate
                yield rate
        begin = stop


def _labels(text: str, above: Above) -> list[tuple[int, bool]]:
    """Where indicator labels of the text end, and whether they are of cost; a heading of cost stands before all."""
    headed = bool(above.titles) and "成本" in above.titles[0] and COST_HEADING.fullmatch(above.titles[0]) is not None
    if not headed and "成本" not in text:
        return []
    found = [(0, True)] if headed else []
    found += [(label.end(), True) for label in COST_LABEL.finditer(text) if _begins_label(text[: label.start()])]
    return sorted(found + [(label.end(), False) for label in OTHER_LABEL.finditer(text)]) if found else []


def _begins_label(before: str) -> bool:
    """Whether a label may follow: nothing but its number stands between it and the sentence before."""
    return before.rstrip(NUMBERS)[-1:] in ("", "。", "；", ";", "\n")


def _under_cost_label(labels: Sequence[tuple[int, bool]], before: int) -> bool:
    """Whether the nearest indicator label before a place is one of cost."""
    place = bisect_right(labels, (before, True))
    return place > 0 and labels[place - 1][1]


def _figure(here: AmountSpot, flow: Flow) -> Told:
    words = here.words
    if words.lead.turns:
        flow.turn(words.lead, PLANS)
    role, rule = measure(here, flow)
    own = words.subject(here.mention.span.block, here.begin)
    about = _about(here, own, role, flow)
    fund_source = source(here, role, about, flow) if rule != "prose.cell" else None
    year = words.year or (flow.fiscal_year - 1 if flow.fiscal_year and words.year_before else None)
    direction = direction_of(here) if role == "change" else None
    within = flow.last if words.bracketed else None
    head = flow.head if flow.head is not None and flow.head.role == role else None
    if about is not None and about is flow.topic:
        about = about.taken_up(own)
    one = Told(here.mention, role, rule, about, here.printed, here.sentence, year, direction, fund_source, within, head)
    if role == "change" or not words.beside:  # a figure that another is only compared with (比年初预算68万元减少) heads nothing
        flow.keep(one)
    return one


def _about(here: AmountSpot, own: Subject | None, role: str, flow: Flow) -> Subject | None:
    """The subject: distributed names first, then the clause's own words, then the sentence's topic."""
    lead, block = here.lead, here.mention.span.block
    if flow.names and not lead.clause.strip("、和及与 "):
        return flow.names.pop(0)
    first = flow.spread(spread(lead.clause, block, here.begin + lead.cut) if lead.distributes else None)
    if first is not None:
        return first
    if own is not None and (not own.generic or own.total):
        flow.topic = own
        return own
    if flow.head is not None and role != flow.head.role and flow.last is not None and _ends_sources(flow.last, flow):
        flow.topic = flow.head.subject
    if flow.topic is None and own is not None and own.pronoun:
        flow.topic = own
    at = max(lead.before.rfind("；"), lead.before.rfind(";")) + 1  # 一是…；二是某某资金进度偏慢，尚有…
    if (flow.topic is None or at) and (own is None or not own.account):
        wider = subject(lead.before[at:].rstrip("，,：: "), block, here.begin + at)
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
    lead, block = here.lead, here.mention.span.block
    if flow.rate is not None and SAME_AGAIN.fullmatch(lead.clause):
        kind, about = flow.rate.role, flow.rate.subject
    elif lead.before and REACHES.fullmatch(lead.clause) and (before := WORDS_BEFORE.search(lead.before)) is not None:
        found = nearest("prose_rates", TREND.sub("", before["words"]))
        if found is None or found.id == "change" or not _about_money(found.id, before["words"], flow):
            return None
        kind, about = found.id, subject(before["words"][: found.start], block, here.begin + before.start("words")) or flow.topic
    else:
        return None
    return Told(here.mention, kind, f"prose.rate.{kind}", about, here.printed, here.sentence, year_named(lead.clause))


def _rate(here: Spot, flow: Flow) -> Told | None:
    """A percent about money or completion, else None."""
    lead, block = here.lead, here.mention.span.block
    if lead.turns:
        flow.turn(lead, PLANS)
    clause, at = lead.clause, here.begin + lead.cut
    if flow.names and not clause.strip("、和及与 "):
        return Told(here.mention, "change", "prose.rate.spread", flow.names.pop(0), here.printed, here.sentence)
    found = nearest("prose_rates", clause)
    if found is None and (goes_on := _gone_on(here, flow)) is not None:
        return goes_on
    if found is None or not _about_money(found.id, clause, flow) or (found.id == "change" and is_elsewhere(here, flow)):
        return None
    kind = _kind(found.id, clause[: found.start], clause[found.start :], flow)
    if kind is None or (kind != "change" and is_aim(here, flow)):
        return None
    shared = spread(clause, block, at) if lead.distributes else None
    if lead.distributes and not shared and clause.startswith(("各", "分别")):
        shared = flow.shared
    about = flow.spread(shared) or subject(clause[: found.start], block, at)
    if about is None or about.generic:
        about = flow.topic or about
    direction = None
    if found.id == "change":
        direction = "increase" if any(word in clause for word in INCREASES) else "decrease"
    return Told(here.mention, kind, f"prose.rate.{kind}", about, here.printed, here.sentence, None, direction)
