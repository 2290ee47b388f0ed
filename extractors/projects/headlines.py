"""A project's four headline numbers as prose tells them, to be joined with those of its forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.document import Document, Mention
from extractors.forms.names import name_key
from extractors.frozen import frozen
from extractors.numbers.rounding import around
from extractors.projects import Project
from extractors.projects.handed_on import handed_out, is_passed_on, spent_of_passed
from extractors.projects.parts import PART, is_short
from extractors.projects.proven import of_proof
from extractors.projects.titles import SHORTEST, is_account
from extractors.prose.percents import LIST, SET_ASIDE
from extractors.prose.points import Scored
from extractors.prose.spot import Told
from extractors.prose.sums import SUM
from patterns.loader import asked

BUDGETS = ("budget", "initial_budget")
SPENT = ("executed",)
CAME = ("received",)
PARTS = ("prose.enumeration", "prose.spread", "prose.list")
WHOLE = ("项目", "该项目", "本项目", "专项资金", "预算", "财政预算", "资金", "全年", "下达我")
WORD = asked("project_words")
COSTS = "prose.cost"  # the rules of cost indicators
MONEY = ("资金", "经费")
TRANSFER = "转移支付"  # 某某发展转移支付资金 is 某某发展资金
YEAR = re.compile("20[0-9]{2}(?=年)")
Found = tuple[Mention | None, Mention | None, Mention | None]
REACH = 12  # figures so near a rate that it may be theirs


@frozen
class Headline:
    """The figures that stand for the whole project; each null where prose does not tell it."""

    budget: Mention | None = None
    executed: Mention | None = None
    rate: Mention | None = None
    total: Scored | None = None


def headline(project: Project, told: Sequence[Told], total: Scored | None, document: Document, year: int | None) -> Headline:
    """The two figures whose quotient is the printed rate; else what is said of the whole, under its name or a word that names no part."""
    if not told:
        return Headline(total=total)
    told = [t for t in _of_its_year(project, told) if not _is_of_unit(t)]
    if others := [t for t in told if t.year is not None and t.year != year]:  # they count where no other is told
        told = [*(t for t in told if t.year is None or t.year == year), *others]
    heads = [t for t in told if t.rule not in PARTS]
    for roles in (BUDGETS, SPENT) if len(heads) < len(told) else ():
        if _first(heads, roles) is None:  # a project that is itself a part of another
            heads += [t for t in told if t.role in roles and t.subject is not None and project.key in name_key(t.subject.text)]
    spent = spent_of_passed(heads)
    if spent is not None:
        heads = [t for t in heads if not is_passed_on(t, spent)]
    whole = of_whole(project.key, heads, spent)
    rate = _rate(whole, told) or _rate(heads, told) or _completed(whole)
    if rate is not None:
        pair = _agreeing(rate, whole) or (_agreeing(rate, heads) if len(whole) < len(heads) else None)
        if pair is None and _first(whole, BUDGETS) is None:  # 到位1000万元，支出900万元，支出率90%: all that came was planned
            pair = _agreeing(rate, heads, CAME)
            cost = pair and _whole_cost(heads, document)
            pair = (cost, pair[1]) if pair and cost else pair
        if pair is not None:
            plan = (_sourced(whole, told, pair[0]) if spent is not None and pair[0] not in whole else None) or pair[0]
            return Headline(plan.mention, pair[1].mention, rate.mention, total)
    whole = without_sums(whole)
    budget = _listed(project, told) or _first(whole, BUDGETS[:1]) or _first(whole, BUDGETS[1:]) or _one_amount(heads, BUDGETS)
    executed = _first(whole, SPENT) or (_of_part(heads) if project.rule == PART else _only(heads, SPENT, budget) if rate else None)
    executed = executed or handed_out(heads, budget)
    if budget is not None and executed is None:
        executed = _of_only_part(budget, told)
    return Headline(*_places(budget, executed, rate, told, document), total)


def _places(budget: Told | None, executed: Told | None, rate: Told | None, told: Sequence[Told], document: Document) -> Found:
    """Where the figures stand; where neither amount is told, those that their own rate proves."""
    if budget is None and executed is None and (shown := of_proof(told, document)):
        return shown
    budget_at, executed_at, rate_at = (None if one is None else one.mention for one in (budget, executed, rate))
    return budget_at, executed_at, rate_at


def _is_of_unit(one: Told) -> bool:
    """产出成本：亩均管护成本14元: what one of many cost."""
    return one.rule.startswith(COSTS) and one.subject is not None and WORD["per_unit"].search(one.subject.text) is not None


def _of_its_year(project: Project, told: Sequence[Told]) -> Sequence[Told]:
    """2020年某某补助资金60万元 is not what 2019年某某补助资金 was given."""
    year = YEAR.match(project.text)
    if year is None:
        return told
    return [t for t in told if t.subject is None or year[0] in t.subject.text or YEAR.search(t.subject.text) is None]


def of_places(document: Document, orders: Iterable[int]) -> set[int]:
    """青石镇：补助资金24万元: of some lines those that open with a place, and tell what that one got."""
    texts = ((order, document.blocks[order].text) for order in orders)
    return {order for order, text in texts if ("：" in text or ":" in text) and WORD["of_place"].match(text)}


def _sourced(whole: Sequence[Told], told: Sequence[Told], base: Told) -> Told | None:
    """预算总投入100万元，其中中央60万元、省级40万元。已分配到乡镇95万元: a total told with its sources, before what was given on of it."""
    for one in whole:
        if one.role in BUDGETS and (one.mention.value or 0) > (base.mention.value or 0):
            parts = (t for t in told if t.head is not None and t.head.mention.span == one.mention.span)
            if len({t.fund_source for t in parts} - {None}) > 1:
                return one
    return None


def _whole_cost(told: Sequence[Told], document: Document) -> Told | None:
    """概算总投资900万元，累计到位800万元，累计支付700万元: what a building was approved to cost was planned, not what came of it."""
    plans = ((t, document.blocks[t.mention.span.block].text, t.mention.span.start) for t in told if t.role == "budget")
    return next((t for t, text, at in plans if WORD["whole_cost"].search(text[max(0, at - REACH) : at])), None)


def _rate(told: Sequence[Told], all_told: Sequence[Told]) -> Told | None:
    """The first rate of spending; none of a contract's (合同价100万元，已支付80万元，支付比例80%)."""
    rates = [one for one in told if one.role == "execution" and one.rule != LIST]
    if not rates:
        return None
    roles = {one.role for one in all_told}
    for one in sorted(rates, key=_is_set_aside) if len(rates) > 1 else rates:
        if "contract" in roles and _of_contract(one, all_told):
            continue
        if not ("income" in roles and _of_income(one, all_told)):
            return one
    return None


def _completed(whole: Sequence[Told]) -> Told | None:
    """执行45万元，完成率50%: right behind what was spent, of a budget of 90万元."""
    for spent, rate in pairwise(whole):
        (block, _, end), (of_rate, start, _) = spent.mention.span, rate.mention.span
        beside = spent.role == "executed" and rate.role == "completion" and block == of_rate and start - end <= REACH
        if beside and _agreeing(rate, whole) is not None:
            return rate
    return None


def _of_contract(rate: Told, told: Sequence[Told]) -> bool:
    """Told with a contract in its sentence, and none of what was planned."""
    place = rate.mention.span.block, rate.sentence
    contracts = [t for t in told if t.role == "contract" and (t.mention.span.block, t.sentence) == place]
    return bool(contracts) and _agreeing(rate, told) is None


def _is_set_aside(one: Told) -> bool:
    """A rate of a part of the year, or of another year: none but where no other is told."""
    return one.rule in SET_ASIDE


def _listed(project: Project, told: Sequence[Told]) -> Told | None:
    """What the list that declares a project gives it, right behind its name."""
    if project.rule != "project.declared":
        return None
    places = ((t, t.mention.span) for t in told if t.role in BUDGETS)
    return next((t for t, place in places if place.block == project.name.block and 0 <= place.start - project.name.end < REACH), None)


def _of_only_part(budget: Told, told: Sequence[Told]) -> Told | None:
    """A project of one part: what its only cost label, of the same amount, goes on to say was spent."""
    parts = [place for place, t in enumerate(told) if t.rule == "prose.cost_label"]
    if len(parts) != 1 or told[parts[0]].mention.value != budget.mention.value:
        return None
    return _first(told[parts[0] :], SPENT)


def _of_income(rate: Told, told: Sequence[Told]) -> bool:
    """收入预算数11亿元，决算数12亿元，完成预算的109%: what came in against what was to come in is no spending."""
    block = rate.mention.span.block
    near = [t for t in told if t.mention.span.block == block]
    came, plans = [t for t in near if t.role == "income"], [t for t in near if t.role in BUDGETS]
    return _quotient_of(rate, plans[:REACH], came[:REACH]) is not None


def of_whole(key: str, told: Sequence[Told], spent: Told | None) -> list[Told]:
    """What is told of a project as a whole, or was spent of it; its figures share their subjects."""
    known: dict[str, bool] = {}
    whole: list[Told] = []
    for one in told:
        about, rule = one.subject, one.rule
        own = "" if about is None or about.generic or rule == "prose.heading" else about.text
        if own not in known:
            known[own] = not own or _names_whole(key, own)
        if (known[own] and rule != "prose.cost_label") or one is spent:
            whole.append(one)
    return whole


def without_sums(whole: list[Told]) -> list[Told]:
    """第一批中央60万元、市级40万元，合计100万元；第二批…，合计50万元: a sum is the whole where it alone is told."""
    if len(whole) < 2 or SUM not in [t.rule for t in whole]:
        return whole
    told: dict[str, set[Decimal | None]] = {}
    for one in whole:
        told.setdefault(one.role, set()).add(one.mention.value)
    return [t for t in whole if t.rule != SUM or len(told[t.role]) == 1]


def _names_whole(key: str, subject: str) -> bool:
    about = name_key(subject).removeprefix("截至").removeprefix("目前")
    if TRANSFER in about or TRANSFER in key:
        about, key = about.replace(TRANSFER, ""), key.replace(TRANSFER, "")
    if key in about or about in key or is_short(about, key):
        return True
    if about.startswith(WHOLE):
        return WORD["part_of_whole"].search(about) is None
    if _as_given(about, key):
        return True
    ending = WORD["money_ending"]  # 某某保护专项经费 is 某某保护专项资金
    return about.endswith(MONEY) and ending.sub("", about) == ending.sub("", key)


def _as_given(about: str, key: str) -> bool:
    """中央下达农业防灾资金 is 中央农业防灾资金, 省级下达农业防灾资金 is another's part of it."""
    given, named = WORD["given_by"].match(about), WORD["given_by"].match(key)
    if given is None or given[1] not in (None, named and named[1]):
        return False
    return len(about) - given.end() >= SHORTEST and about[given.end() :] == key[named.end() if named else 0 :]


def _first(told: Sequence[Told], roles: Sequence[str]) -> Told | None:
    for one in told:
        if one.role in roles:
            return one
    return None


def _only(told: Sequence[Told], roles: Sequence[str], plan: Told | None = None) -> Told | None:
    """某某资金支付52万元，支付率100%: what alone was spent is what the rate is of, whatever names it but a line of an account that the plan
    does not go by, too (县级年初预算90万元，已拨付80万元)."""
    found = [one for one in told if one.role in roles]
    if len(found) != 1:
        return None
    about = found[0].subject
    planned = plan is not None and any(t.mention.value == plan.mention.value and t.subject == about for t in told if t.role in BUDGETS)
    return None if about is not None and is_account(about.text) and not planned else found[0]


def _one_amount(told: Sequence[Told], roles: Sequence[str]) -> Told | None:
    """区级财政年初预算安排90万元, told again and no other: what alone was planned was planned for the whole, whatever names it."""
    found = [one for one in told if one.role in roles]
    return found[0] if len(found) > 1 and len({one.mention.value for one in found}) == 1 else None


def _of_part(told: Sequence[Told]) -> Told | None:
    """What alone was spent of a part of a fund, or what its items come to (两项合计支出797万元)."""
    sums = [t for t in told if t.role in SPENT and t.subject is not None and t.subject.total]
    return sums[0] if len(sums) == 1 else _only(told, SPENT)


def _agreeing(rate: Told, told: Sequence[Told], plans: Sequence[str] = BUDGETS) -> tuple[Told, Told] | None:
    """The budget and the spending nearest a rate whose quotient it prints; a later plan (调整后预算) before the initial one."""
    by_role: dict[str, list[Told]] = {}
    for one in told:
        by_role.setdefault(one.role, []).append(one)
    if "executed" not in by_role:
        return None
    budgets: list[Told] = []
    for plan in plans:
        if plan in by_role:
            budgets += _nearest(rate, by_role[plan])
    return _quotient_of(rate, budgets, _nearest(rate, by_role["executed"]))


def _nearest(rate: Told, told: list[Told]) -> list[Told]:
    """The figures nearest a rate: those of its own paragraph first."""
    if len(told) < 2:
        return told
    block, start, _ = rate.mention.span
    return sorted(told, key=lambda t: (abs(t.mention.span.block - block), abs(t.mention.span.start - start)))[:REACH]


def _quotient_of(rate: Told, wholes: Sequence[Told], parts: Sequence[Told]) -> tuple[Told, Told] | None:
    """The first whole and part whose quotient is the printed rate, within its last digit."""
    stated = rate.mention.value
    if stated is None or not wholes or not parts:
        return None
    low, high = around(stated, rate.printed)
    for part in parts:
        for whole in wholes:
            amount, total = part.mention.value, whole.mention.value
            if amount is not None and total and low <= amount / total <= high:
                return whole, part
    return None
