"""Which figures a printed rate follows from, what follows from them, and whether the two agree.

Figures near a rate whose quotient it prints are its own; where none agree, the only plan and the only spending before it are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.document import Document, Span
from extractors.frozen import changer
from extractors.numbers.rounding import agrees, around
from extractors.projects.titles import is_account
from extractors.prose.members import PLANS
from extractors.prose.percents import AHEAD
from extractors.prose.spot import Told
from extractors.row import key
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.rates import RateRow
from patterns.loader import asked

BASES = (*PLANS, "received", "income")  # what spending may be measured against
REACH = 12  # figures before a rate among which its own stand
FAR = 60  # those before a share: it may be of a total told a section before
SIDES = {"execution": ("executed", BASES), "completion": ("received", PLANS)}  # what a rate measures, and what against
MOVES = ("opening_balance", "returned")
APART = (*MOVES, "added", "change")  # beside these a rate may be of another sum
MEASURED = {(part, whole) for part in ("executed", "income") for whole in PLANS} | {("executed", "received")}
_WORD = asked("link_words")
SLIP = Decimal("0.05")  # what a rate may be off its own figures; further off, they are others
BLOCKS = 8  # paragraphs between figures and a rate that disagrees with them

_based = changer(RateRow, "budget_figure_id", "executed_figure_id", "computed_rate", "consistent")
_with_share = changer(BudgetFigure, "share")

Owner = Mapping[Span, str | None]  # the project of every figure and rate
_Pair = tuple[Told, Told, Decimal, bool]  # the whole and the part of a rate, the quotient they give, and whether the rate prints it


def rates_joined(
    told: Sequence[Told], figures: Sequence[BudgetFigure], rates: Sequence[RateRow], document: Document
) -> tuple[list[BudgetFigure], list[RateRow]]:
    """Rates of prose with their figures, and figures with the share told of them; forms have found theirs."""
    owner = {row.anchor: row.project_id for row in figures} | {row.anchor: row.project_id for row in rates}
    pairs = {one.mention.span: pair for one, pair in _pairs(told, owner, document)}
    linked = [_linked(rate, *pairs[rate.anchor]) if rate.anchor in pairs and rate.budget_figure_id is None else rate for rate in rates]
    shares = {part.mention.span: rate for part, rate in _shares(told)}
    if not shares:
        return list(figures), linked
    return [_with_share(row, shares[row.anchor]) if row.anchor in shares else row for row in figures], linked


def _linked(rate: RateRow, whole: Told, part: Told, quotient: Decimal, consistent: bool) -> RateRow:
    return _based(
        rate,
        budget_figure_id=key("f", whole.mention.span),
        executed_figure_id=key("f", part.mention.span),
        computed_rate=float(quotient),
        consistent=consistent,
    )


def _shares(told: Sequence[Told]) -> Iterator[tuple[Told, float]]:
    """A figure and the share printed right behind it."""
    last: Told | None = None
    for one in told:
        if one.mention.kind == "amount":
            last = last if one.base else one
        elif one.role == "share" and one.rule != AHEAD and last is not None and _one_sentence(last, one) and one.mention.value is not None:
            yield last, float(one.mention.value)
            last = None
        else:
            last = None


def _pairs(told: Sequence[Told], owner: Owner, document: Document) -> Iterator[tuple[Told, _Pair]]:
    figures: dict[str | None, tuple[list[int], list[Told]]] = {}  # those of every project, and how many were told before each
    count = fresh = 0  # figures so far, and those that have given their rate
    before: Told | None = None
    for one in told:
        project, (last, before) = owner.get(one.mention.span), (before, one)
        places, own = figures.get(project) or figures.setdefault(project, ([], []))
        if one.mention.kind == "amount":
            places.append(count)
            own.append(one)
            count += 1
            continue
        near = own[max(bisect_left(places, count - FAR), len(own) - (FAR if one.role == "share" else REACH)) :]
        pair = _fitting(one, near[::-1])
        if pair is None and one.role == "execution":
            first = max(fresh, count - REACH)
            told_with = own[max(bisect_left(places, first), len(own) - REACH) :]
            pair = _of_contract(one, own[-2:]) if own and last is own[-1] else None
            pair = pair or _stated(one, told_with if project else [f for f in told_with if _one_block(f, one)])
            pair = pair or _of_tier(one, near, rated=fresh == count - 1)
        if pair is None and one.role in SIDES and own and last is own[-1]:
            pair = _beside(one, own[-REACH:], document)
        if pair is not None:
            yield one, pair
        if one.role == "execution":
            fresh = count


def _of_contract(rate: Told, last: Sequence[Told]) -> _Pair | None:
    """合同价100万元，已支付80万元，支付比例80%: what was paid of a contract is measured by its price, whatever else was planned."""
    if [f.role for f in last] != ["contract", "executed"] or not _one_sentence(last[0], rate):
        return None
    price, paid = last[0].mention.value, last[1].mention.value
    if not price or paid is None:
        return None
    return last[0], last[1], paid / price, agrees(rate.mention.value or Decimal(0), paid / price, rate.printed)


def _fitting(rate: Told, near: Sequence[Told]) -> _Pair | None:
    """Of the pairs of figures that a rate of its kind may follow from, the nearest whose quotient it prints."""
    low, high = around(rate.mention.value or Decimal(0), rate.printed)
    parts: Sequence[Told]
    wholes: Sequence[Told]
    if rate.role in SIDES:
        own, others = SIDES[rate.role]
        parts, wholes = [f for f in near if f.role == own], [f for f in near if f.role in others]
    elif rate.role == "share":
        parts, wholes = _shared(rate, near)
    else:
        return next(((*pair, True) for pair in _growths(rate, near) if low <= pair[2] <= high), None)
    for part in parts:
        for whole in wholes:
            amount, total = part.mention.value, whole.mention.value
            if amount is not None and total and low <= (quotient := amount / total) <= high:
                return whole, part, quotient, True
    return None


def _shared(rate: Told, near: Sequence[Told]) -> tuple[Sequence[Told], Sequence[Told]]:
    """The figure right before a share, and what it may be a part of: what heads its list, then what is measured like it."""
    part = next((f for f in near[:REACH] if f.role != "change" and not f.base and _one_sentence(f, rate)), None)
    if part is None:
        return (), ()
    alike = [f for f in near if f.role == part.role and f is not part]
    return [part], [*filter(None, [part.head]), *alike, *(f for f in near if f.role not in (part.role, "change"))]


def _growths(rate: Told, near: Sequence[Told]) -> Iterator[tuple[Told, Told, Decimal]]:
    """A change over what it changed, the level before or after it; or the growth from one year's level to the next one's."""
    sign = -1 if rate.direction == "decrease" else 1
    changes = [f for f in near if f.role == "change" and _one_sentence(f, rate)]
    levels = [f for f in near if f.role != "change" and f.mention.value]
    for change in changes:
        for level in levels:
            amount = change.mention.value or Decimal(0)
            base = (level.mention.value or Decimal(0)) - sign * amount
            if base > 0:
                yield level, change, amount / base
    if changes or len(levels) < 2:
        return
    later, earlier = levels[0].mention.value, levels[1].mention.value
    if later and earlier and _one_sentence(levels[0], rate) and _one_sentence(levels[1], rate):
        yield levels[1], levels[0], sign * (later - earlier) / earlier


def _stated(rate: Told, figures: Sequence[Told]) -> _Pair | None:
    """The only plan and the only spending before a rate that does not follow from them."""
    made = _made_up([f for f in figures if not _is_part(f)])
    plans = [f for f in figures if f.role in PLANS and not _is_part(f)] or [f for f in figures if f.role == "received" and not _is_part(f)]
    spendings = [f for f in figures if f.role == "executed" and not _is_part(f)]
    if len(spendings) > 1 and _is_its_own(spendings[-1], rate, figures):
        spendings = spendings[-1:]
    plans = plans if made is None else [made]
    if len({f.mention.value for f in plans}) != 1 or len(spendings) != 1:
        return None
    if made is None and any(
        f.role in MOVES or (f.role == "change" and f.subject and _WORD["adjusts"].search(f.subject.told)) for f in figures
    ):
        return None  # what was brought over, added or taken back is in the plan that the rate is of
    plan, spent = plans[-1], spendings[0]
    if not plan.mention.value or spent.mention.value is None:
        return None
    if rate.mention.span.block - min(plan.mention.span.block, spent.mention.span.block) > BLOCKS:
        return None
    quotient = spent.mention.value / plan.mention.value
    if spent.subject is not None and is_account(spent.subject.text) and quotient * 2 < (rate.mention.value or 0):
        return None  # 公务接待费3万元，完成预算的61.2%: of its own plan, which is not printed
    return plan, spent, quotient, agrees(rate.mention.value or Decimal(0), quotient, rate.printed)


def _made_up(figures: Sequence[Told]) -> Told | None:
    """年初预算80万元，追加8万元，上年结转2万元，全年预算90万元: a plan that all told before it make."""
    told = [f for f in figures if f.role in (*PLANS, *MOVES)]
    last = next((place for place in range(len(told) - 1, 1, -1) if told[place].role == "budget"), None)
    if last is None or any(f.role in PLANS for f in told[last + 1 :]):
        return None
    made = sum(((-1 if f.role == "returned" else 1) * (f.mention.value or Decimal(0)) for f in told[:last]), Decimal(0))
    return told[last] if made == told[last].mention.value else None


def _beside(rate: Told, near: Sequence[Told], document: Document) -> _Pair | None:
    """收到90万元，实际支出72万元，执行率70%: the two right before a rate in its sentence, whose parts (其中…) are not asked."""
    said = [f for f in near if _one_sentence(f, rate) and not _is_part(f)]
    if len(said) < 2 or said[-1] is not near[-1] or any(f.role in APART for f in near):
        return None
    first, second = said[-2:]
    words = document.blocks[rate.mention.span.block].text[second.mention.span.end : rate.mention.span.start]
    if _WORD["adjusts"].search(words):
        return None
    if rate.role == "completion":
        fits = second.role == "income" if "到位" not in words else second.role in ("received", *PLANS)
        pairs = [(first, second)] if fits and first.role in PLANS else []
    else:
        pairs = [(whole, part) for whole, part in ((first, second), (second, first)) if (part.role, whole.role) in MEASURED]
        pairs = pairs if sum(f.role in PLANS for f in said) < 2 else []
    for whole, part in pairs:
        amount, total, stated = part.mention.value, whole.mention.value, rate.mention.value or Decimal(0)
        if amount is not None and total and (part.subject is None or part.subject.generic or amount / total * 2 >= stated):
            return whole, part, amount / total, agrees(stated, amount / total, rate.printed)
    return None


def _is_its_own(spent: Told, rate: Told, figures: Sequence[Told]) -> bool:
    """实际支出72万元，执行率80%: what was spent right before a rate in its sentence, and is called nothing else than that."""
    return spent is figures[-1] and _one_sentence(spent, rate) and (spent.subject is None or spent.subject.generic)


def _of_tier(rate: Told, near: Sequence[Told], *, rated: bool) -> _Pair | None:
    """市本级资金支出80万元，支出率85%: of the only plan of that tier, where the two are near enough for a slip. What follows the last part
    of a whole is of that part only where the one before it has its own (`rated`)."""
    spent = near[-1] if near and near[-1].role == "executed" and _one_sentence(near[-1], rate) else None
    tier = None if spent is None or spent.subject is None else _WORD["tier"].match(spent.subject.text)
    if spent is None or tier is None or spent.mention.value is None or (spent.head is not None and not rated):
        return None
    plans = [f for f in near if f.role in PLANS and f.subject is not None and f.subject.text.startswith(tier[0])]
    if len({f.mention.value for f in plans}) != 1 or not plans[0].mention.value:
        return None
    quotient, stated = spent.mention.value / plans[0].mention.value, rate.mention.value or Decimal(0)
    return (plans[0], spent, quotient, agrees(stated, quotient, rate.printed)) if abs(quotient - stated) <= SLIP else None


def _is_part(one: Told) -> bool:
    """Of a whole in its own paragraph; one of a list that a paragraph above heads has a plan and a spending of its own."""
    return one.head is not None and _one_block(one.head, one)


def _one_sentence(one: Told, other: Told) -> bool:
    return one.mention.span.block == other.mention.span.block and one.sentence == other.sentence


def _one_block(one: Told, other: Told) -> bool:
    return one.mention.span.block == other.mention.span.block
