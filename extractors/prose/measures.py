"""The measure of an amount: the cue nearest before it, else the words right behind it, else its enumeration, else its heading."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.prose.changes import AGAINST, GAINS, grows
from extractors.prose.context import by_context, by_titles, is_allotment
from extractors.prose.costs import by_label, under_label
from extractors.prose.cues import COLONS, Cue, behind, cues, decisive, heads_list
from extractors.prose.finds import first, meaning, where
from extractors.prose.leads import BRACKETS
from extractors.prose.members import (
    PLANS,
    as_told_before,
    is_joined,
    is_next_source,
    is_other_side,
    is_parted,
    is_under_plans,
    of_income,
    of_last_year,
    of_list,
    of_members,
    turns_to_income,
)
from extractors.prose.spot import AmountSpot, Flow
from extractors.prose.tails import by_tail, is_measured, is_paid_out, is_priced, is_threshold
from patterns.loader import asked

CLAUSE = asked("prose_clauses")
TAIL = asked("prose_tails")
SETTLES = frozenset({"决算", "决算数", "执行", "执行数", "全年执行数", "实际执行", "实际执行数", "预算执行数"})
MEASURED = {"execution": "executed", "completion": "received"}  # what a rate tells of, and the amount in the bracket behind it
FOR = frozenset({"用于"})  # 其中…；用于直补90万元: what a part of a plan is for
LEFT = ("结余", "结转")
NEW = ("新增", "净增", "净增加")
KEPT = ("留", "留有", "留下")
STILL = ("有", "有约")
NAMED_ALONE = ("prose.named", "prose.section")  # what follows a sum says more of them (合计8万元，均已支付)
TIERS = ("central", "provincial", "local", "fiscal")
PAUSES = "，,。；;、"  # no price, no bound begins with one
SUM_BEGINS = ("共", "合", "总")
GIVEN = {"granted": "received", "donated": "income"}
REST = ("其余", "其余的")
SHARED_OUT = ({"budget"}, {"executed"}, {"received"}, {"income"})  # what all of a sum is told to be, the rest of it is, too
OTHER_SIDE_OF = {"income": "other_side_of_income", "executed": "other_side_of_spending"}
# 一是…，发放到户；二是某某贴息255万元: what was said of the first is not said of the second
COUNTED = re.compile("[一二三四五六七八九十]是")


def measure(spot: AmountSpot, flow: Flow) -> tuple[str, str]:
    """The measure and the rule that told it."""
    words = spot.words
    seldom = flow.cost or words.earned or words.per_unit or spot.tail[:1] not in PAUSES or words.lead.clause[:1] in SUM_BEGINS
    if seldom and (told := _apart(spot, flow)) is not None:
        return told
    if flow.alone:
        return ("budget", "prose.cost_label") if flow.cost else ("other", "prose.cell")
    said = _said(spot, flow)
    if said is not None:
        return said
    if flow.cost:
        return under_label(spot)
    if flow.head is None and is_measured(spot, opens=_opens(spot)) and (not words.cues or _opens(spot)):
        return "budget", "prose.measured"
    after = None if (TAIL["allotted_for"].match(spot.tail) and is_allotment(spot.lead)) or _is_planned_before(spot) else by_tail(spot, flow)
    if after is not None:
        return after
    if flow.uses and (flow.head is None or flow.head.role == "executed"):
        return flow.of_book("executed"), "prose.use_list"
    if _in_heading(spot):
        return "budget", "prose.heading"
    return _by_sentence(spot, flow) or by_context(spot, flow)


def _apart(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """A bound, a price, what one of many gets or earns, the sum of those before it: whatever its sentence tells of."""
    words, behind_at_once = spot.words, spot.tail[:1] not in PAUSES
    if behind_at_once and is_threshold(spot, flow):
        return "other", "prose.threshold"
    if flow.cost and (told := by_label(spot)) is not None:
        return told
    if flow.last is not None and flow.last.mention.value == spot.mention.value and CLAUSE["again"].match(words.lead.text):
        return flow.last.role, "prose.again"  # 叁佰万元整（3,000,000.00元）
    if words.earned or (words.per_unit and not flow.cost) or (behind_at_once and is_priced(spot.tail)):
        return "other", "prose.per_unit"
    return _of_sum(spot, flow) if spot.lead.clause[:1] in SUM_BEGINS else None


def _of_sum(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """支付清运费30万元、处置费50万元，共80万元: what the figures before it add up to is what they are."""
    if CLAUSE["sums"].fullmatch(spot.lead.clause) is None:
        return None
    made = Decimal(0)
    for count, one in enumerate(reversed(flow.said), 1):
        made += one.mention.value or Decimal(0)
        too_much = spot.mention.value is None or made > spot.mention.value
        if too_much or one.role != flow.said[-1].role or one.rule in NAMED_ALONE or one.role in ("change", "other"):
            return None
        if count > 1 and made == spot.mention.value:
            return one.role, "prose.sum"
    return None


def _is_planned_before(spot: AmountSpot) -> bool:
    """预算安排：某某资金90万元，到位率100%: what stands before the colon says what the amount is, its rate only how much of it came."""
    before = spot.lead.before.rstrip()
    if not before.endswith(COLONS) or TAIL["arrival_rate"].match(spot.tail) is None:
        return False
    cue = decisive(cues(before), before)
    return cue is not None and cue.measure in PLANS


def _opens(spot: AmountSpot) -> bool:
    """某某奖补资金90万元 at the head of a sentence: what it goes on to say was paid out is a part of it."""
    return spot.begin == spot.sentence and not spot.lead.before.strip() and CLAUSE["names_money"].search(spot.lead.clause) is not None


def _said(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """What the verb behind the amount says, else the end of the clause before it, else the cue in there."""
    words = spot.words
    if words.problem:
        again = flow.last is not None and flow.last.role == "returned" and (spot.listed or is_joined(spot, flow))
        return ("returned", "prose.list") if again else ("other", "prose.problem")
    strong = words.strong
    turned = meaning("measures_behind", spot.tail)
    if turned is not None and (strong is None or (turned != "executed" and strong.measure != "closing_balance")):
        return turned, f"prose.turned.{turned}"
    if words.ended is not None:
        paid = words.ended[1] == "prose.lacking" and behind(spot.tail, more=False) == "executed"  # 历年欠款50万元已全部支付
        return ("executed", "prose.behind.executed") if paid else words.ended
    clause = words.lead.clause
    if "有" in clause[-2:] and clause.endswith(STILL) and where("measures_ending", "outstanding", f"{clause[-3:]}□{spot.tail[:16]}"):
        return "other", "prose.lacking"
    if clause.endswith(KEPT) and where("measures_ending", "kept_back", f"{clause[-3:]}□{spot.tail[:16]}"):
        return "closing_balance", "prose.retained"  # 留90万元质保金
    if "后" in clause and CLAUSE["levelled"].fullmatch(clause):  # 年中追加20万元，追加后80万元
        return "budget", "prose.new_level"
    if strong is not None:
        return _by_cue(strong, spot, flow)
    return _reached(spot, flow)


def _reached(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """What words that are no cues by themselves tell of what was done: 实际金额, 完成, 累计拨付598万元，拨付率95.88%."""
    clause = spot.lead.clause
    if CLAUSE["actual"].search(clause):
        return "executed", "prose.actual"
    if clause.endswith("年初") and CLAUSE["at_first"].search(clause):  # 公用经费年初90万元，1-6月执行45万元
        return "initial_budget", "prose.at_first"
    if "完成" in clause and (done := CLAUSE["done"].search(clause)) is not None:
        came = of_income(done.start("word"), len(clause), spot, flow) or by_titles(spot.above.titles) == "income"
        return flow.of_book("income" if came else "executed"), "prose.done"
    if CLAUSE["paid_out"].search(clause) and TAIL["rate_of_paid"].match(spot.tail):
        return "executed", "prose.paid_rate"
    if spot.more and CLAUSE["put_into"].search(clause) and TAIL["then_paid"].search(spot.tail):  # 投入624万元新建车间，已支付598万元
        return flow.of_book("budget"), "prose.put_into"
    return ("contract", "prose.contract") if where("measures_ending", "contract", clause) else None


def _by_cue(strong: Cue, spot: AmountSpot, flow: Flow) -> tuple[str, str]:
    clause, said = spot.lead.clause, strong.measure
    word = clause[strong.start : strong.end]
    plan = _plan_over(spot, flow) if said == "opening_balance" or word in FOR else None
    if plan is not None:
        return plan, "prose.enumeration"
    if said == "received" and (is_paid_out(spot, flow) or CLAUSE["by_contract"].search(clause)):
        return "executed", "prose.paid"
    if said == "executed" and clause[: strong.start].endswith("应") and TAIL["then_given"].match(spot.tail):
        return "budget", "prose.due"  # 应发放90万元，实际发放88万元
    if flow.planned is not None and flow.parts_initial() and CLAUSE["plan_alone"].fullmatch(word):
        return "initial_budget", "prose.enumeration"
    if said == "other" and flow.said and flow.said[-1].role in PLANS and CLAUSE["adjusted"].match(clause, strong.start):
        return flow.said[-1].role, "prose.new_level"
    if said == "returned" and CLAUSE["new_level"].match(clause[strong.end :]):
        return "budget", "prose.new_level"
    if said == "budget" and "年初" in clause and CLAUSE["approved_at_first"].search(clause):  # 年初县人大批准预算90万元
        return "initial_budget", "prose.cue.initial_budget"
    if said == "budget" and word.endswith("投资") and CLAUSE["actual"].search(clause):
        return "executed", "prose.actual"
    if word in GAINS and not AGAINST.search(clause):
        return ("change", "prose.compared") if grows(spot, flow) else ("other", "prose.gain")
    said = _settled(strong, spot, flow) if word in SETTLES and said == "executed" else said
    return said, f"prose.cue.{said}"


def _settled(strong: Cue, spot: AmountSpot, flow: Flow) -> str:
    """What an account closes: what is left (年末滚存结余决算90亿元), what came in, else what was spent."""
    if spot.lead.clause.endswith(LEFT, 0, strong.start):
        return "closing_balance"
    return flow.of_book("income") if of_income(strong.start, strong.end, spot, flow) else "executed"


def _spent(spot: AmountSpot) -> bool:
    """购置电脑5台，支出3万元: a clause that is nothing but the word of spending says its own measure, whatever heads it."""
    return (
        "支出" in spot.lead.clause
        and CLAUSE["spent"].fullmatch(spot.lead.clause) is not None
        and spot.lead.before.rstrip().endswith(("，", ",", "；", ";"))
    )


def _take_side(spot: AmountSpot, flow: Flow) -> None:
    """Income and spending of one sentence: what is added to it is of the same side, a word of the other side ends its list."""
    if turns_to_income(spot, flow):
        flow.change_side()
    if CLAUSE["added_to"].search(spot.lead.text):
        flow.lent = next((t.role for t in reversed(flow.said) if t.role in OTHER_SIDE_OF), flow.lent)
    if flow.head is not None and flow.head.role in OTHER_SIDE_OF and CLAUSE[OTHER_SIDE_OF[flow.head.role]].search(spot.lead.clause):
        flow.change_side()


def _by_sentence(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    clause = spot.lead.clause
    if _spent(spot):
        return flow.of_book("executed"), "prose.weak.executed"
    if clause in NEW and clause == spot.lead.text.strip() and spot.begin > spot.sentence:
        return "change", "prose.compared"  # 较上年5亿元新增2000万元
    _take_side(spot, flow)
    if (compared := of_last_year(spot, flow)) is not None:
        return compared, "prose.last_year"
    head = flow.planned if flow.planned is not None and CLAUSE["names_fund"].search(clause) else flow.head
    if head is not None:
        return of_members(head.role, clause, flow), "prose.enumeration"
    counts = spot.words.lead.text in BRACKETS or TAIL["counts_up"].fullmatch(spot.words.lead.text) is not None
    if counts and flow.rate is not None and flow.rate.mention.span.end == spot.begin:
        of_rate = MEASURED.get(flow.rate.role)  # 到位率80%（400万元）, 完成预算的80%即400万元
        if of_rate is not None:
            return of_rate, "prose.within"
    if spot.words.cues and "投入" in clause and TAIL["input_of"].match(spot.tail):
        return "budget", "prose.input"
    if (given := first("measures_ending", tuple(GIVEN), clause)) is not None:
        return GIVEN[given], f"prose.{given}"
    if spot.words.cues:
        return _by_weak(spot, flow)
    return _by_list(spot, flow)


def _by_weak(spot: AmountSpot, flow: Flow) -> tuple[str, str]:
    """What a word says that only names a kind of money, unless its sentence says more."""
    clause, cue = spot.lead.clause, spot.words.cues[-1]
    if cue.measure == "executed" and flow.last is not None and is_other_side(clause, flow.last):
        return flow.last.role, "prose.list"  # 年初预算收入总计90万元，支出总计90万元
    if cue.measure == "executed" and ("投入" in clause or "预算" in clause) and is_under_plans(spot):
        return "budget", "prose.input"  # 部门预算项目支出90万元, under 资金安排情况
    if cue.measure == "executed" and clause.startswith("投入", cue.start) and spot.words.fund in TIERS:
        return "budget", "prose.input"  # 中央投入90万元: what a giver puts in is what it allots
    if cue.measure == "received" and (is_paid_out(spot, flow) or where("measures_ending", "paid", clause)):  # 拨付工程款90万元
        return "executed", "prose.paid"
    if cue.measure == "change" and flow.said and CLAUSE["reached"].fullmatch(clause[cue.end :]):
        level = as_told_before(spot, flow) or next((t.role for t in reversed(flow.said) if t.role != "change"), "other")
        return level, "prose.new_level"
    if cue.measure == "budget" and "落实" in clause and by_titles(spot.above.titles) == "received":  # 落实配套资金, under 资金到位情况
        return "received", "prose.section"
    if cue.measure == "budget" and TAIL["outside"].match(spot.tail):
        return "other", "prose.outside"
    return flow.of_book(cue.measure), f"prose.weak.{cue.measure}"


def _by_list(spot: AmountSpot, flow: Flow) -> tuple[str, str] | None:
    """What other members of a list say: the words before a colon, the amount before, a clause before."""
    if flow.lent is not None:
        return flow.lent, "prose.lent"
    if flow.bracket is not None and flow.last is not None and flow.last.role in OTHER_SIDE_OF and spot.words.lead.names is None:
        return flow.last.role, "prose.within"  # 收入合计100万元（县本级80万元，高新区20万元）
    if flow.names and flow.last is not None and flow.last.role == "income" and flow.names[0].text.startswith("支出"):
        return flow.of_book("executed"), "prose.list"  # 收、支总计分别为30、28万元
    if flow.last is not None and (spot.listed or is_joined(spot, flow) or is_next_source(spot, flow)):
        return of_list(spot, flow, flow.last), "prose.list"
    if spot.tail[:1] in ("为", "是") and spot.lead.text.lstrip(PAUSES) in REST and {t.role for t in flow.said} in SHARED_OUT:
        return flow.said[-1].role, "prose.list"  # 支出水费3万元，其余5万元为电费; beside a plan it may be what is left
    before = spot.lead.before
    counted = COUNTED.match(spot.lead.clause) is not None and not before.rstrip().endswith(COLONS)
    closed = before.rstrip().endswith(("；", ";"))  # 巡查经费60万元，由镇里支付；护林经费20万元
    earlier = None if counted or closed or before.endswith("“") else decisive(cues(before), before) or heads_list(before)
    if earlier is not None and earlier.measure != "change":
        if before.rstrip().endswith(COLONS):
            flow.lent = earlier.measure
        return earlier.measure, f"prose.cue.{earlier.measure}"
    if flow.names is not None and flow.last is not None:
        return flow.last.role, "prose.spread"
    level = next((t.role for t in reversed(flow.said) if t.role != "change"), None)
    return ("executed", "prose.list") if level == "executed" and is_parted(spot) else None


def _plan_over(spot: AmountSpot, flow: Flow) -> str | None:
    """上年结转 among the sources of a plan or an income is one of them, no balance told for itself."""
    if flow.head is None or flow.head.role not in (*PLANS, "income"):
        return None
    return flow.head.role if "上年结转" in spot.lead.clause or (flow.head.role in PLANS and "用于" in spot.lead.clause) else None


def _in_heading(spot: AmountSpot) -> bool:
    """An amount in a heading that has its line to itself is the project's budget (1.某某专项经费10万元)."""
    line, place = spot.above.line, spot.mention.span
    return line is not None and line.block == place.block and line.start <= place.start < line.end
