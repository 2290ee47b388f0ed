"""What prose says of its amounts and percents: each with its measure, fund source, subject, year and direction.

One walk over the report; `spot` is where it stands, `flow` what it remembers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from extractors.document import Block, Document, Mention, Section
from extractors.numbers.digits import arabic_years
from extractors.prose.aims import is_factor
from extractors.prose.changes import direction_of
from extractors.prose.clauses import has_letter, sentence_around, stopped
from extractors.prose.cues import shared_out
from extractors.prose.finds import where
from extractors.prose.funds import fund
from extractors.prose.leads import Words, list_member, rate_words, words
from extractors.prose.measures import measure
from extractors.prose.members import PLANS
from extractors.prose.parts import with_parts
from extractors.prose.percents import AHEAD, of_its_time, of_next, rate
from extractors.prose.proofs import proven
from extractors.prose.rows import with_rows
from extractors.prose.sources import label_fund, sentence_fund, source
from extractors.prose.spot import Above, AmountSpot, Flow, RateSpot, Told
from extractors.prose.subjects import Subject, placed, spread, topic
from extractors.prose.sums import with_sums
from extractors.prose.years import years_listed
from patterns.loader import asked

HEADING = asked("prose_headings")
LEAD = asked("prose_leads")
PERCENT = asked("prose_percents")
TAIL = asked("prose_tails")
KIND = attrgetter("kind")
NUMBERS = " 　（(0123456789）).．、①②③④⑤⑥⑦⑧⑨"
COLONS = ("：", ":")
EQUALS = ("=", "＝")
ITEM = re.compile(r"[ \u3000]*(?:[（(]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．](?![0-9])|[①-⑳])")


def told(
    document: Document,
    sections: Sequence[Section],
    section_of: Sequence[int | None],
    mentions: Sequence[Mention],
    *,
    planning: bool = False,
    settling: bool = False,
    fiscal_year: int | None = None,
) -> list[Told]:
    """Every money amount and every percent about money or completion, in reading order.

    `planning`: the report is a budget book; `settling`: it is a final account.
    """
    flow = Flow(planning=planning, settling=settling, fiscal_year=fiscal_year)
    headings: dict[int | None, Above] = {None: Above()}
    every: list[Told] = []
    for block, found in _by_block(document, mentions):
        before = document.blocks[block.order - 1].text.rstrip() if block.order else ""
        uses = (flow.uses or before.endswith(COLONS)) and _lists_uses(before, block)
        each = shared_out(before) if before.endswith(COLONS) and block.place.table is None else None
        if each is not None or flow.last is None or not _goes_on(before, flow, block):
            flow.new_paragraph()
            flow.lent = each
        above = _above(section_of[block.order], sections, headings)
        flow.uses, flow.planning = uses, above.stage == "ahead" or (planning and above.stage != "done")
        every += with_sums(proven(with_parts(_block(block, found, above, flow)), block.text), block.text)
        if block.text.rstrip()[-1:] in COLONS:
            flow.open_list()
    return with_rows(every, document)


def _above(index: int | None, sections: Sequence[Section], known: dict[int | None, Above]) -> Above:
    """The headings over the blocks of a section."""
    above = known.get(index)
    if above is None and index is not None:
        section = sections[index]
        outer = known.get(section.parent) or _above(section.parent, sections, known)
        above = known[index] = outer.under(section)
    return above or known[None]


def _by_block(document: Document, mentions: Sequence[Mention]) -> list[tuple[Block, list[Mention]]]:
    """The amounts and percents of each block that has some."""
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        kind, (order, start, end) = mention.kind, mention.span
        if kind == "amount" or (kind == "percent" and not is_factor(document.blocks[order].text, start, end)):
            found[order].append(mention)
    return [(document.blocks[order], inside) for order, inside in found.items()]


def _goes_on(before: str, flow: Flow, block: Block) -> bool:
    """An enumeration goes on in the paragraphs below one that ends with a colon, and in one that begins with 其中; a list of
    numbered items ends where a paragraph has no number."""
    last = flow.last.mention.span.block if flow.last else block.order
    if block.place.table is not None or block.order - last != 1:
        return False
    if before[-1:] in COLONS or block.text.lstrip()[:2] == "其中":
        return True
    return flow.opened is not None and (ITEM.match(before) is None or ITEM.match(block.text) is not None)


def _lists_uses(before: str, block: Block) -> bool:
    """项目资金主要用于以下方面： and the numbered items below it."""
    if before.endswith(COLONS):
        return where("measures_ending", "used_for", before) is not None and ITEM.match(block.text) is not None
    return ITEM.match(block.text) is not None and ITEM.match(before) is not None


def _block(block: Block, found: list[Mention], above: Above, flow: Flow) -> list[Told]:
    text = arabic_years(block.text)
    told: list[Told] = []
    flow.alone = block.place.table is not None and len(found) == 1 and not has_letter(_beside(text, found[0]))
    flow.cost, flow.earlier, flow.label = False, None, label_fund(text)
    labels = _labels(text, above)
    first, end, stops = 0, 0, stopped(text)
    while first < len(found):
        start, end = sentence_around(found[first].span.start, stops, end)
        last = first + 1
        while last < len(found) and found[last].span.start < end:
            last += 1
        inside, first, sentence = found[first:last], last, text[start:end]
        flow.new_sentence(continues=(start == 0 and flow.opened is None) or _is_continued(sentence.lstrip()))
        flow.year = above.year if start == 0 or not flow.said else flow.year
        flow.money = "amount" in map(KIND, inside)
        flow.about_money = flow.money or PERCENT["money_word"].search(sentence) is not None
        flow.fund = sentence_fund(sentence) if flow.money else None
        _sentence(text, start, end, inside, above, labels, flow, told)
    return told


def _is_continued(sentence: str) -> bool:
    return sentence[:2] == "其中" or (sentence[:1] == "按" and LEAD["sorted"].match(sentence) is not None)


def _beside(text: str, mention: Mention) -> str:
    return text[: mention.span.start] + text[mention.span.end :]


def _sentence(
    text: str, start: int, end: int, found: list[Mention], above: Above, labels: Sequence[tuple[int, bool]], flow: Flow, told: list[Told]
) -> None:
    begin, lead_in = start, ""
    for place, mention in enumerate(found, 1):
        _, at, stop = mention.span
        more = place < len(found)
        printed, leading, tail = text[at:stop], text[begin:at], text[stop : found[place].span.start if more else end]
        if mention.kind == "percent" and place > 1 and "的" in leading and leading.strip() == "的":  # 完成年初预算600万元的95%
            begin, leading = found[place - 2].span.start - len(lead_in), lead_in + leading
        elif mention.kind == "percent" and leading.rstrip()[-1:] in EQUALS and (formula := PERCENT["formula"].search(text, start, at)):
            begin, leading = formula.start("name"), formula["name"]  # 某某控制率=支出90万元/预算100万元×100%=90%
        lead_in = leading
        if labels:
            flow.cost = _under_cost_label(labels, at)
        if mention.kind == "amount":
            listed = leading[:1] == "、"
            said = list_member(leading) if listed else words(leading)
            told.append(_figure(AmountSpot(mention, said.lead, begin, tail, above, start, printed, said, more, listed), flow))
        else:
            of_rate = rate_words(leading)
            one = rate(RateSpot(mention, of_rate.lead, begin, tail, above, start, printed, of_rate), flow)
            if one is not None:
                if one.role == "execution":
                    one = of_its_time(one, text[start:at], tail, flow)
                elif one.role == "share" and more:
                    one = of_next(one, tail)
                flow.rate = one
                told.append(one)
            if (more and one is None and TAIL["counts_up"].fullmatch(tail)) or (one is not None and one.rule == AHEAD):
                continue  # the words before 安排80%计260万元 are the amount's
        begin = stop


def _labels(text: str, above: Above) -> list[tuple[int, bool]]:
    """Where indicator labels of the text end, and whether they are of cost; a heading of cost stands before all."""
    headed = bool(above.titles) and "成本" in above.titles[0] and HEADING["cost_heading"].fullmatch(above.titles[0]) is not None
    if not headed and "成本" not in text:
        return []
    found = [(0, True)] if headed else []
    found += [(label.end(), True) for label in HEADING["cost_label"].finditer(text) if _begins_label(text[: label.start()])]
    return sorted(found + [(label.end(), False) for label in HEADING["other_label"].finditer(text)]) if found else []


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
    base = here.tail[:1] == "的" and here.more and here.tail.strip() == "的"  # and the next number is a percent of it
    role, rule = measure(here, flow)
    own = None if words.phrase is None else placed(words.phrase, here.mention.span.block, here.begin + words.lead.cut)
    about = _about(here, own, role, flow, base=base)
    fund_source = source(here, role, about, flow) if rule != "prose.cell" else None
    of_list = _year_in_list(here, flow)
    if flow.last is not None and rule == "prose.again":
        about, fund_source = flow.last.subject, flow.last.fund_source
    elif flow.last is not None and of_list and here.listed:  # what the first is, of the next year
        role, rule, about = flow.last.role, "prose.of_year", flow.last.subject
    year = of_list or (_year(words, flow) if words.dated else flow.year)
    direction = direction_of(here) if role == "change" else None
    within = flow.last if words.bracketed else None
    head = flow.head if flow.head is not None and flow.head.role == role and not words.beside else None
    if about is not None and about is not own and (about is flow.topic or about is flow.earlier):
        about = about.taken_up(own)
    one = Told(here.mention, role, rule, about, here.printed, here.sentence, year, direction, fund_source, within, head, base)
    # a figure that another is only compared with (比年初预算68万元减少; 完成预算68万元的95%，其中…) heads nothing
    if role == "change" or not (words.beside or (base and flow.last is not None)):
        flow.last = one
        flow.said.append(one)
        flow.recent.append(one)
    return one


def _year_in_list(here: AmountSpot, flow: Flow) -> int | None:
    """2021年、2022年分别安排预算20万元、30万元，实际支出18万元、27万元: of each list the next one's year."""
    if here.words.dated and here.lead.distributes:
        flow.years = flow.all_years = years_listed(here.lead.text)
    elif flow.all_years and not here.listed:
        flow.years = flow.all_years if here.tail[:1] in ("、", "和") else []
    if not flow.years:
        return None
    year, *flow.years = flow.years
    return year


def _year(words: Words, flow: Flow) -> int | None:
    """The year that the words name, the one before it, else the one that the sentence or its heading speaks of."""
    if words.year_beside or words.year:
        flow.year = words.year or flow.year
        return words.year_beside or words.year
    if words.this_year:
        flow.year = None
    now = flow.year or flow.fiscal_year
    if now and (words.year_before or words.year_after):
        return now + (1 if words.year_after else -1)
    return flow.year


def _about(here: AmountSpot, own: Subject | None, role: str, flow: Flow, *, base: bool) -> Subject | None:
    """The subject: distributed names first, then the clause's own words, then the sentence's topic."""
    lead, block = here.lead, here.mention.span.block
    if flow.names and not lead.clause.strip("、和及与 "):
        return flow.names.pop(0)
    flow.names = None
    if lead.distributes and (named := spread(lead.clause, block, here.begin + lead.cut)):
        return flow.spread(named)
    if own is not None and (not own.generic or own.total):
        flow.topic = own
        return own
    if not base and flow.head is not None and role != flow.head.role and flow.last is not None and _ends_parts(flow.last, role, flow):
        flow.topic, flow.topic_fund = flow.head.subject, None  # nor is it of the last part's fund
    if role == "executed" and own is not None and flow.head is None and len(flow.said) > 1 and flow.ends_sources():
        flow.topic = None  # 省级补助50万元，县级配套30万元，全年支出76万元: of all of them
    if flow.topic is None and own is not None and own.pronoun:
        flow.topic = own
    parted = "；" in lead.before or ";" in lead.before
    at = max(lead.before.rfind("；"), lead.before.rfind(";")) + 1 if parted else 0  # 一是…；二是某某资金进度偏慢，尚有…
    if (flow.topic is None or at) and (own is None or not own.account):
        wider = topic(lead.before[at:].rstrip("，,：: "), block, here.begin + at)
        flow.topic = wider if wider is not None and not wider.generic else flow.topic
    return flow.topic or (flow.earlier if role == "change" and LEAD["set_against"].match(lead.text) else None) or own


def _ends_parts(last: Told, role: str, flow: Flow) -> bool:
    """总投资860万元，其中中央700万元、县级160万元，支付842万元: what follows the last part of a whole is said of all of them; 接待费5万元，
    减少1万元 is told of that part, as is what follows the last one where the others have their own (基本支出9万元，已支付8万元；…)."""
    if last.subject is None or (role == "change" and fund(last.subject.text) is None):
        return False
    return flow.is_whole() and flow.tells_parts_alone()
