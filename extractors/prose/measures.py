"""The measure of an amount: the cue nearest before it, else the words right behind it, else its enumeration, else its heading."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.document import Mention, Section
from extractors.prose.cues import Cue, behind, cues
from extractors.prose.spot import Flow, Spot

PLANS = ("initial_budget", "budget", "added")
PER_UNIT = regex.compile(r"[人户亩车年次]均|平均每|每(?:人|生|名|户|亩|辆|台|套|件|平方米|公里|吨|次|天|日|月|个|处|生均)")
PRICED = regex.compile(r"\s*[/／]\s*\p{L}")  # 16元/亩: a price, under a cost label too
ACTIONS = ("received", "returned", "added")
LAST_YEARS = regex.compile(r"(?:比|较|与|同)(?:上年|去年|20[0-9]{2}年)度?(?:同期)?的?$")
THRESHOLD = regex.compile(r"(?:\(含\)|（含）)?(?:以上|以下|以内)")
NAMES_MONEY = regex.compile(
    r"(?:资金|经费|费用?|项目|补助|补贴|奖励|专项|工程|建设|购置|采购|投资|基金|款)(?:共计?|合计|总计|为|是|约|[：:])*$"
)
NAMES_FUND = regex.compile(r"(?:专项|项目)(?:资金|经费)?(?:共计?|为|是|约|[：:])*$")
MEASURED = regex.compile(
    r"[，,；;][ 　]*(?:已支付|已支出|实际支出|实际支付)|(?:执行率|使用率|支付率|支出率|完成率)(?:为|是|达到?)*[\s：:]*$"
)
SPENT = regex.compile(r"\s*(?:当年|本年度?|全年)?(?:实际|累计|共)?支出(?:了|为|共|[：:])*\s*")
RIGHT_BEFORE = regex.compile(r"[了额为达约各均\s]*")


def measure(spot: Spot, flow: Flow) -> tuple[str, str]:
    """The measure and the rule that told it."""
    if THRESHOLD.match(spot.tail) and not flow.cost:
        return "other", "prose.threshold"
    if PRICED.match(spot.tail) or (PER_UNIT.search(spot.clause) and not flow.cost):
        return "other", "prose.per_unit"
    if flow.alone:
        return ("budget", "prose.cost_label") if flow.cost else ("other", "prose.cell")
    strong = decisive(spot.said, spot.clause)
    if strong is not None:
        plan = _plan_over(spot, flow) if strong.measure == "opening_balance" else None
        if plan is not None:
            return plan, "prose.enumeration"
        return strong.measure, f"prose.cue.{strong.measure}"
    if flow.cost:
        return "budget", "prose.cost_label"
    if MEASURED.search(spot.tail) and not spot.said and flow.head is None:
        return "budget", "prose.measured"
    after = behind(spot.tail, more=spot.more)
    if after is not None:
        return after, f"prose.behind.{after}"
    if _in_heading(spot.mention, spot.above):
        return "budget", "prose.heading"
    return _by_sentence(spot, flow) or _by_context(spot)


def _spent(spot: Spot) -> bool:
    """购置电脑5台，支出3万元: a clause that is nothing but the word of spending says its own measure, whatever heads it."""
    return SPENT.fullmatch(spot.clause) is not None and spot.before.rstrip().endswith(("，", ",", "；", ";"))


def _by_sentence(spot: Spot, flow: Flow) -> tuple[str, str] | None:
    if _spent(spot):
        return _of_book("executed", flow), "prose.weak.executed"
    head = flow.planned if flow.planned is not None and NAMES_FUND.search(spot.clause) else flow.head
    if head is not None:
        return head.role, "prose.enumeration"
    if spot.said:
        return _of_book(spot.said[-1].measure, flow), f"prose.weak.{spot.said[-1].measure}"
    if flow.last is not None and LAST_YEARS.search(spot.clause):
        return flow.last.role, "prose.last_year"
    if spot.listed and flow.last is not None:
        return flow.last.role, "prose.list"
    earlier = None if spot.before.endswith("“") else decisive(cues(spot.before), spot.before)
    if earlier is not None and earlier.measure != "change":
        return earlier.measure, f"prose.cue.{earlier.measure}"
    if flow.names is not None and flow.last is not None:
        return flow.last.role, "prose.spread"
    return None


def _plan_over(spot: Spot, flow: Flow) -> str | None:
    """上年结转 among the sources of a plan or an income is one of them, no balance told for itself."""
    if flow.head is None or flow.head.role not in (*PLANS, "income") or "上年结转" not in spot.clause:
        return None
    return flow.head.role


def _of_book(measure: str, flow: Flow) -> str:
    """In a budget book 收入 and 支出 are planned."""
    return "budget" if flow.planning and measure in ("income", "executed") else measure


def decisive(said: Sequence[Cue], clause: str) -> Cue | None:
    """The last strong cue; a change only right before the amount, and of a plan's cues the one that says which plan."""
    for cue in reversed(said):
        if cue.weak or (cue.measure == "change" and not RIGHT_BEFORE.fullmatch(clause[cue.end :])):
            continue
        if cue.measure == "budget":
            return _action_on(cue, said) or next((c for c in said if c.measure in ("initial_budget", "added")), cue)
        return cue
    return None


def _action_on(plan: Cue, said: Sequence[Cue]) -> Cue | None:
    """收到预算资金, 收回预算指标: what is done with the plan, told right before it."""
    return next((c for c in said if c.end == plan.start and not c.weak and c.measure in ACTIONS), None)


def _in_heading(mention: Mention, above: Sequence[Section]) -> bool:
    """An amount in a heading that has its line to itself is the project's budget (1.某某专项经费10万元)."""
    if not above or above[0].kind != "heading":
        return False
    heading = above[0].heading
    return heading.block == mention.span.block and heading.start <= mention.span.start < heading.end


def _by_context(spot: Spot) -> tuple[str, str]:
    """The nearest heading with a cue, unless it names two measures; else a name of money alone is its budget."""
    for section in spot.above:
        measures = {cue.measure for cue in cues(section.title)}
        if len(measures) == 1:
            return measures.pop(), "prose.section"
        if measures:
            break
    if NAMES_MONEY.search(spot.clause):
        return "budget", "prose.named"
    return "other", "prose.unknown"
