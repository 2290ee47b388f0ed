"""Amounts under a label of cost (成本指标：): the target, what was reached, or a norm."""

from __future__ import annotations

from extractors.prose.spot import AmountSpot
from patterns.loader import asked

CLAUSE = asked("prose_clauses")
TAIL = asked("prose_tails")
WITHIN = ("以内", "以下")


def by_label(spot: AmountSpot) -> tuple[str, str] | None:
    """Under a cost label 目标值2元/吨，实际为1.9元/吨 tells the target and what was reached; 每户补助2000元 is the norm by which money is
    given, 亩均投资控制在2000元以内 a bound."""
    if spot.words.per_unit and (CLAUSE["norm_given"].search(spot.lead.clause) or spot.tail.startswith(WITHIN)):
        return "other", "prose.per_unit"
    if spot.words.beside and CLAUSE["of_others"].search(spot.lead.clause):
        return "other", "prose.of_others"
    if spot.words.per_unit and TAIL["kept"].match(spot.tail) and CLAUSE["limit"].search(spot.lead.clause) is None:
        return "executed", "prose.cost_kept"  # 人均投资90元，控制在100元以内
    if CLAUSE["reached_cost"].search(spot.lead.clause):
        return "executed", "prose.cost_reached"
    return ("budget", "prose.cost_label") if CLAUSE["target_value"].search(spot.lead.clause) else None


def under_label(spot: AmountSpot) -> tuple[str, str]:
    """Under a cost label the target, unless it is what was reached: 吨水成本1.9元，低于报价2元; 接待费支出1.9万元."""
    if TAIL["kept"].match(spot.tail) and CLAUSE["limit"].search(spot.lead.clause) is None and TAIL["kept"].match(spot.lead.clause) is None:
        return "executed", "prose.cost_kept"
    if TAIL["against_last_year"].match(spot.tail) or spot.lead.clause.endswith("支出"):
        return "executed", "prose.cost_reached"
    return "budget", "prose.cost_label"
