"""What a member of a list is, by the members before it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.prose.changes import AGAINST
from extractors.prose.finds import nearest
from extractors.prose.spot import BALANCES, AmountSpot, Flow, Told
from patterns.loader import asked

PLANS = ("initial_budget", "budget", "added")
WEAKLY_TOLD = ("prose.named", "prose.section")
BACK = 6  # figures before among which the same amount may have been told
JOINS = ("和", "及", "与")
WAS = ("为", "是", "数", "年", "期")
LAST_YEARS = ("年", "度", "期", "的")
CLAUSE = asked("prose_clauses")
HEADING = asked("prose_headings")


def first_plans(told: Sequence[Told]) -> dict[int, Told]:
    """The first plan that each block tells."""
    plans: dict[int, Told] = {}
    for one in told:
        if one.role in PLANS:
            plans.setdefault(one.mention.span.block, one)
    return plans


def of_members(head: str, clause: str, flow: Flow) -> str:
    """执行数90万元。其中：县级资金预算60万元，省级资金32万元: the next is a part of the plan that the one before it is a part of."""
    before = flow.said[-1] if flow.said and flow.said[-1] is not flow.head else None
    if before is None or head != "executed" or before.role not in PLANS:
        return head
    if CLAUSE["names_money"].search(clause) is None and nearest("prose_funds", clause) is None:  # 县级配套
        return head
    return before.role


def is_other_side(clause: str, last: Told) -> bool:
    """年初预算收入总计90万元，支出总计90万元: the spending of a plan whose income was told before it."""
    if last.role not in PLANS or last.subject is None or not last.subject.text.endswith(("收入总计", "收入合计")):
        return False
    return CLAUSE["spending_total"].search(clause) is not None


def turns_to_income(spot: AmountSpot, flow: Flow) -> bool:
    """运营成本90万元，其中人工成本60万元；全年票款收入50万元: no part of what was spent."""
    clause, head = spot.lead.clause, flow.head
    if head is None or head.role != "executed" or not clause.endswith("收入") or not spot.lead.text.startswith(("；", ";")):
        return False
    return nearest("prose_funds", clause) is None


def is_under_plans(spot: AmountSpot) -> bool:
    """全县共投入奖补资金1.1亿元, under 资金投入及下达情况: what was put in is what was allotted."""
    return bool(spot.above.titles) and HEADING["allots"].search(spot.above.titles[0]) is not None


def as_told_before(spot: AmountSpot, flow: Flow) -> str | None:
    """支付贴息112万元。…贴息资金由上年的98万元增加到112万元: what rose is what the same amount was told to be before."""
    if flow.last is None or flow.last.rule not in WEAKLY_TOLD:
        return None
    same = (t.role for t in reversed(flow.recent[-BACK:]) if t.mention.value == spot.mention.value and t is not flow.last)
    return next((role for role in same if role not in ("other", "change")), None)


def of_last_year(spot: AmountSpot, flow: Flow) -> str | None:
    """县级配套90万元，比上年的80万元增长: what an amount of another year is compared with is what it is."""
    clause = spot.lead.clause
    if flow.last is not None and clause.endswith(WAS) and CLAUSE["last_year_was"].fullmatch(clause):  # 支出90万元，上年为80万元
        return next((t.role for t in reversed(flow.said) if t.role != "change"), None)
    if flow.last is None or not clause.endswith(LAST_YEARS) or CLAUSE["last_years"].search(clause) is None:
        return None
    own = next((t.role for t in reversed(flow.said) if t.role != "change"), None)
    return own or next((t.role for t in flow.recent[: -BACK - 1 : -1] if t.role not in ("change", *BALANCES)), flow.last.role)


def is_next_source(spot: AmountSpot, flow: Flow) -> bool:
    """中央补助资金4000万元，发行专项债券1.5亿元: one source of money after another."""
    return bool(flow.said) and flow.said[-1].rule in ("prose.named", "prose.list") and nearest("prose_funds", spot.lead.clause) is not None


def is_joined(spot: AmountSpot, flow: Flow) -> bool:
    """收回重复补助60万元和多发贴息7万元: one verb governs both; what is only compared with was not told before."""
    text = spot.lead.text
    return text[:1] in JOINS and bool(flow.said) and flow.said[-1].role != "change" and "，" not in text and "," not in text


def of_list(spot: AmountSpot, flow: Flow, last: Told) -> str:
    """转移支付收入90万元、上年结转收入60万元、调入资金30万元: what was left over is one source among others, and no measure of the next."""
    if last.role != "opening_balance" or "结" in spot.lead.clause:
        return last.role
    return next((one.role for one in reversed(flow.said) if one.role == "income"), last.role)


def is_parted(spot: AmountSpot) -> bool:
    """Whether a semicolon parts the amount from the one before, and nothing but what was paid for stands between."""
    return spot.lead.text.startswith(("；", ";")) and not CLAUSE["aside"].search(spot.lead.text)


def of_income(start: int, end: int, spot: AmountSpot, flow: Flow) -> bool:
    """收入预算数11亿元，决算数12亿元: what came in is no spending, whatever word of the clause, from start to end, closes the account."""
    clause = spot.lead.clause
    before, after = clause[:start], clause[end:]
    if after.startswith("收入") or CLAUSE["income"].search(before):
        return True
    against = AGAINST.match(before) is not None
    if flow.topic is None and flow.head is None and against:  # 比上年决算数50万元增加: of what the heading speaks of
        headed = spot.above.titles[0] if spot.above.titles else ""
        return "收入" in headed and "支出" not in headed
    plan = flow.said[-1] if flow.said and flow.said[-1].role in PLANS else None
    about = plan.subject if flow.topic is None and plan is not None else flow.topic  # 当年收入预算90万元，决算95万元
    topic = None if (before.strip() and not against) or about is None else CLAUSE["measured_by"].sub("", about.text)
    return topic is not None and CLAUSE["income"].search(topic) is not None
