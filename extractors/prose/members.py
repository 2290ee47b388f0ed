"""What a member of a list is, by the members before it."""

from __future__ import annotations

from extractors.prose.finds import nearest
from extractors.prose.spot import AmountSpot, Flow, Told
from patterns.loader import asked

PLANS = ("initial_budget", "budget", "added")
CLAUSE = asked("prose_clauses")


def of_members(head: str, clause: str, flow: Flow) -> str:
    """执行数90万元。其中：县级资金预算60万元，省级资金32万元: the next is a part of the plan that the one before it is a part of."""
    before = flow.said[-1] if flow.said and flow.said[-1] is not flow.head else None
    if before is None or head != "executed" or before.role not in PLANS or CLAUSE["names_money"].search(clause) is None:
        return head
    return before.role


def sums_income(one: Told) -> bool:
    return one.subject is not None and one.subject.text.endswith(("收入总计", "收入合计"))


def is_next_source(spot: AmountSpot, flow: Flow) -> bool:
    """中央补助资金4000万元，发行专项债券1.5亿元: one source of money after another."""
    return bool(flow.said) and flow.said[-1].rule in ("prose.named", "prose.list") and nearest("prose_funds", spot.lead.clause) is not None


def is_parted(spot: AmountSpot) -> bool:
    """Whether a semicolon parts the amount from the one before, and nothing but what was paid for stands between."""
    return spot.lead.text.startswith(("；", ";")) and not CLAUSE["aside"].search(spot.lead.text)
