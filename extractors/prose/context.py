"""What an amount measures where no word beside it says: what stands around it, the headings above, a name of money alone."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.prose.cues import cues
from extractors.prose.finds import where
from extractors.prose.leads import Lead
from extractors.prose.members import PLANS
from extractors.prose.spot import AmountSpot, Flow
from patterns.loader import asked

OF_LISTS = ("contract", "executed")  # what a list of things bought tells of each
CAME = (*PLANS, "received", "income")
CLAUSE = asked("prose_clauses")
HEADING = asked("prose_headings")
TAIL = asked("prose_tails")
DASH = re.compile(r"[ 　]*[—―─]{1,2}[ 　]*(?=[^ 　])")
SUM_WORDS = 4  # characters of a clause that may be nothing but 累计为


def _under(headed: str, spot: AmountSpot, flow: Flow) -> tuple[str, str]:
    """What stands under a heading that speaks of a measure."""
    if headed == "asset" and CLAUSE["account_of_costs"].search(spot.lead.clause):
        return "executed", "prose.settled"  # 政府采购90万元, under 政府采购和资产情况
    if headed == "executed" and spot.more and CLAUSE["of_total"].search(spot.lead.clause) and TAIL["then_paid"].search(spot.tail):
        return "budget", "prose.total"  # 资金总额90万元，已支付80万元, under 预算执行情况
    paying = headed == "received" and flow.pays and "拨付" in spot.above.titles[0]  # 拨付不及时, where 拨付 is spending
    return "executed" if paying else headed, "prose.section"


def is_allotment(lead: Lead) -> bool:
    """A name of money, or what the mark of a list stands before (——乡镇文化站提档升级90万元)."""
    if CLAUSE["names_money"].search(lead.clause or lead.before):  # 财政拨款：90万元
        return True
    return not lead.before.strip() and DASH.match(lead.clause) is not None and not CLAUSE["aside"].search(lead.clause)


def by_context(spot: AmountSpot, flow: Flow) -> tuple[str, str]:
    """The nearest heading with a cue; else a name of money alone is its budget."""
    if flow.said and flow.said[0].role in CAME and CLAUSE["sums"].fullmatch(spot.lead.clause):  # 省级拨付62万元，中央拨付16万元，共计78万元
        return flow.said[0].role, "prose.sum"
    if (gone_on := _gone_on(spot, flow)) is not None:
        return gone_on
    if spot.mention.upper is not None:  # 备用金每年按3万元至5万元安排: a bound, whatever the heading speaks of
        return "other", "prose.range"
    if _is_of_people(spot.lead):
        return flow.of_book("executed"), "prose.helped"
    headed = by_titles(spot.above.titles)
    if headed is not None:
        return _under(headed, spot, flow)
    if flow.settling and CLAUSE["account_of_costs"].search(spot.lead.clause):
        return "executed", "prose.settled"
    if (spent := _spent_or_earned(spot, flow)) is not None:
        return spent
    if is_allotment(spot.lead):
        return ("other", "prose.outside") if TAIL["outside"].match(spot.tail) else ("budget", "prose.named")
    if where("measures_ending", "bought", spot.lead.clause):
        return "executed", "prose.bought"
    return "other", "prose.unknown"


def _spent_or_earned(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """大棚租给合作社经营，年租金90万元; 支付材料款90万元; 中小企业获得资金90万元，占支出的34%."""
    clause = spot.lead.clause
    if "租" in clause and CLAUSE["let_out"].search(spot.lead.before):
        return "income", "prose.rented"
    if where("measures_ending", "paid", clause) or where("measures_ending", "borne", clause):
        return "executed", "prose.paid"
    if TAIL["share_of_spending"].match(spot.tail) and not CLAUSE["sampled"].search(spot.lead.text):
        return flow.of_book("executed"), "prose.share_of_spending"
    return None


def _gone_on(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """低保标准由每人每月700元提高到735元; 水泵合同价30万元；电机20台，每台5000元，计10万元."""
    last, clause = flow.last, spot.lead.clause
    if last is None or last.role == "change":
        return None
    if CLAUSE["raised_to"].search(clause):
        return last.role, "prose.new_level"
    if last.rule != "prose.per_unit" or CLAUSE["times"].match(clause) is None:
        return None
    level = next((t.role for t in reversed(flow.said) if t.role not in ("other", "change")), None)
    return (level, "prose.list") if level in OF_LISTS else None


def _is_of_people(lead: Lead) -> bool:
    """补助村医326人，共计19.56万元; 该批贷款已享受县级贴息8万元."""
    if len(lead.clause) <= SUM_WORDS:
        return where("measures_ending", "helped", lead.text) is not None
    return where("measures_ending", "enjoyed", lead.clause) is not None


@lru_cache(maxsize=1024)
def by_titles(titles: tuple[str, ...]) -> str | None:
    """What the nearest heading with a cue speaks for, unless it names two measures; 资金投入 speaks of what came as of what was spent."""
    told = ({cue.measure for cue in cues(title) if not HEADING["input"].fullmatch(title, cue.start, cue.end)} for title in titles)
    measures: set[str] = next(filter(None, told), set())
    return measures.pop() if len(measures) == 1 else None
