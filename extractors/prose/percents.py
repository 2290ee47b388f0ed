"""What a percent of prose is a rate of: execution, completion, a share or a change; or none of money at all."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.prose.aims import is_aim, is_elsewhere
from extractors.prose.changes import INCREASES
from extractors.prose.finds import Find, nearest
from extractors.prose.members import PLANS
from extractors.prose.spot import Flow, RateSpot, Spot, Told
from extractors.prose.subjects import Subject, phrase, placed, spread, subject
from extractors.prose.years import is_within_year, year_named, years_listed
from patterns.loader import asked

PERCENT = asked("prose_percents")
TAIL = asked("prose_tails")
LISTED = ("execution", "completion")
SET_ASIDE = ("prose.rate.within_year", "prose.rate.other_year")
LIST = "prose.rate.list"
AHEAD = "prose.rate.ahead"  # 首付款30%即90万元: a share of the amount that follows
SELDOM_OF_MONEY = ("share", "change")
IN_BRACKET = re.compile(r"(?P<words>[^，,；;：:。0-9（(]{2,30})[（(]\s*$")
WORDS_BEFORE = re.compile(r"(?P<words>[^，,；;：:。0-9]{2,30})[，,]\s*$")


def _about_money(kind: str, clause: str, flow: Flow) -> bool:
    """A share where its sentence speaks of money, a change where its own clause does."""
    return flow.about_money if kind == "share" else flow.money or PERCENT["money_word"].search(clause) is not None


def _kind(kind: str, before: str, words: str, begin: int, flow: Flow) -> str | None:
    """占年初预算 of what is no spending is a share; a share of things counted (占户数) is no rate of money, but for an amount right before
    it (支出90万元，占总数的95%)."""
    if kind == "share" and PERCENT["of_things"].match(words):
        return kind if PERCENT["of_all"].match(words) and flow.last is not None and flow.last.mention.span.end == begin else None
    if kind == "execution" and words[:1] == "占":
        of_plan = PERCENT["part_of_plan"].search(before) or (flow.said and flow.said[-1].role not in ("executed", "income"))
        return "share" if of_plan else kind
    return kind


def _gone_on(here: Spot, flow: Flow) -> Told | None:
    """What a rate is that the words before a comma name (资金占比逐年提高，2021年达到49%), and the one it is compared with."""
    lead, block = here.lead, here.mention.span.block
    if flow.rate is not None and PERCENT["same_again"].fullmatch(lead.clause):
        kind, about = flow.rate.role, flow.rate.subject
    elif lead.before and PERCENT["reaches"].fullmatch(lead.clause) and (before := WORDS_BEFORE.search(lead.before)) is not None:
        found = nearest("prose_rates", PERCENT["trend"].sub("", before["words"]))
        if found is None or found.id == "change" or (found.id == "share" and not flow.about_money):
            return None
        kind, about = found.id, subject(before["words"][: found.start], block, here.begin + before.start("words")) or flow.topic
    else:
        return None
    return Told(here.mention, kind, f"prose.rate.{kind}", about, here.printed, here.sentence, year_named(lead.clause))


def _named_before(here: Spot) -> Subject | None:
    """某某项目进度偏慢，执行率仅55%: the project that the clause before opens with."""
    at = here.lead.before.rfind("；") + 1
    named = PERCENT["project_before"].match(here.lead.before, at)
    return None if named is None else subject(named["name"], here.mention.span.block, here.begin + named.start("name"))


def _listed(here: Spot, flow: Flow) -> Told | None:
    """支出率低于平均水平的有甲镇69%、乙镇72%: what the label before a list says of every name in it."""
    text, block = here.lead.text, here.mention.span.block
    goes_on = flow.rate is not None and flow.rate.rule == LIST and flow.rate.mention.span.end == here.begin
    named = PERCENT["listed_name"].search(text) or PERCENT["listed_next" if goes_on else "list_head"].search(text)
    if named is None:
        return None
    kind = flow.rate.role if flow.rate is not None else None
    if kind is None and "：" in text[: named.start() + 1]:
        label = nearest("prose_rates", text[: named.start()])
        kind = label.id if label is not None else None
    if kind not in LISTED:
        return None
    about = subject(named["name"], block, here.begin + named.start("name"))
    return Told(here.mention, kind, LIST, about, here.printed, here.sentence, flow.year)


def _in_bracket(here: Spot, flow: Flow) -> Told | None:
    """支付率（95%）, 支付率低于全省（67%）平均水平: what the words before a bracket name."""
    before = IN_BRACKET.search(here.lead.text)
    found = nearest("prose_rates", before["words"]) if before else None
    if before is None or found is None or found.id not in LISTED or PERCENT["beside_bracket"].match(before["words"][found.end :]) is None:
        return None
    about = subject(before["words"][: found.start], here.mention.span.block, here.begin + before.start("words")) or flow.topic
    rule = LIST if found.end < len(before["words"]) else f"prose.rate.{found.id}"  # 低于全省（67%）is none of its own
    return Told(here.mention, found.id, rule, about, here.printed, here.sentence, flow.year)


def _pace(here: Spot, flow: Flow) -> Told | None:
    """支付90万元，进度95%: right behind what was spent, how far the spending is; of an unfinished work it would be named."""
    spent = flow.last
    if (
        spent is None
        or spent.role != "executed"
        or spent.mention.span.end != here.begin
        or PERCENT["pace"].fullmatch(here.lead.text) is None
    ):
        return None
    return Told(here.mention, "execution", "prose.rate.execution", spent.subject, here.printed, here.sentence, spent.year)


def _part_of(here: Spot, flow: Flow) -> Told | None:
    """预付款30万元（合同价的30%）: what part of another amount the one before the bracket is."""
    whole = flow.last
    if whole is None or whole.mention.span.end != here.begin or PERCENT["part_of"].fullmatch(here.lead.text) is None:
        return None
    return Told(here.mention, "share", "prose.rate.share", whole.subject, here.printed, here.sentence, whole.year)


def _next_rate(here: Spot, flow: Flow) -> Told:
    """分别增长5%、8%和3%: each of the next name that waits, else of what the first is of."""
    first = flow.rate
    about = flow.names.pop(0) if flow.names else first.subject if first else None
    kind, direction = (first.role, first.direction) if first else ("change", None)
    year = flow.years.pop(0) if flow.years else None
    return Told(here.mention, kind, "prose.rate.spread", about, here.printed, here.sentence, year, direction)


def of_next(told: Told, behind: str) -> Told:
    """A share; one whose amount follows is not of the amount before it."""
    return replace(told, rule=AHEAD) if TAIL["counts_up"].fullmatch(behind) else told


def of_its_time(told: Told, said: str, behind: str, flow: Flow) -> Told:
    """A rate of spending; one of a part of the year, or of another year, is none that a project is compared by."""
    if is_within_year(said, behind, flow.fiscal_year):
        return replace(told, rule=SET_ASIDE[0])
    if told.year is not None and flow.fiscal_year is not None and told.year != flow.fiscal_year:
        return replace(told, rule=SET_ASIDE[1])
    return told


def _about(found: Find, here: RateSpot, flow: Flow) -> Subject | None:
    """The subject that the clause names before its word of a rate, else the topic."""
    named = phrase(here.lead.clause[: found.start])
    place = here.mention.span.block, here.begin + here.lead.cut
    if named is not None and not named[2]:
        return placed(named, *place)
    topic = flow.topic or (flow.earlier if found.id == "change" else None)
    return topic or (_named_before(here) if named is None else placed(named, *place))


def rate(here: RateSpot, flow: Flow) -> Told | None:
    """A percent about money or completion, else None."""
    lead, block = here.lead, here.mention.span.block
    if lead.turns:
        flow.turn(lead, PLANS)
    clause, at = lead.clause, here.begin + lead.cut
    goes_on = flow.names or (flow.rate is not None and flow.rate.mention.span.end == here.begin)
    if goes_on and not clause.strip("、和及与 "):
        return _next_rate(here, flow)
    found = here.words.rate
    if found is None:
        return _gone_on(here, flow) or _listed(here, flow) or _in_bracket(here, flow) or _part_of(here, flow) or _pace(here, flow)
    if found.id in SELDOM_OF_MONEY and not _about_money(found.id, clause, flow):
        return None
    if found.id == "change" and is_elsewhere(here, flow):
        return None
    kind = _kind(found.id, clause[: found.start], clause[found.start :], here.begin, flow)
    if kind is None or (kind != "change" and is_aim(here, flow)):
        return None
    flow.names = None
    shared = spread(clause, block, at) if lead.distributes else None
    if lead.distributes and not shared and clause.startswith(("各", "分别")):
        shared = flow.shared
    about = flow.spread(shared) if shared else _about(found, here, flow)
    flow.years = years_listed(lead.text) if lead.distributes else []
    year = flow.years.pop(0) if flow.years else year_named(lead.text) if "20" in lead.text else None
    direction = None
    if found.id == "change":
        rises = any(word in clause for word in INCREASES)
        direction = "increase" if rises else None if PERCENT["adjustment"].search(clause) else "decrease"
    return Told(here.mention, kind, f"prose.rate.{kind}", about, here.printed, here.sentence, year, direction)
