"""The prose of account and budget books: shares of their total, lists that add up, 类 against the 项 below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

from extractors.checks.ledger import CENT, Ledger, allowed, finding, in_unit_of, percent, step_of, unit_of
from extractors.numbers.rounding import agrees, places
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.rates import RateRow
from patterns.loader import asked, fold

UNIT = 10000  # 万元 printed as 元
_ASKED = asked("checks")
_CATEGORY = attrgetter("category_path")


def check(ledger: Ledger) -> Iterator[Finding]:
    for shares in _lists(ledger):
        yield from _shares(shares)
        yield from _list_sum(shares)
    yield from _categories(ledger)


@dataclass(slots=True)
class Shares:
    """A total and the parts of it whose shares are printed beside them."""

    total: BudgetFigure
    parts: list[tuple[BudgetFigure, RateRow]] = field(default_factory=list)


def _lists(ledger: Ledger) -> Iterator[Shares]:
    """Lists of 名称X万元，占Y%; their total is the last amount before the list, in its sentence."""
    rates: dict[int, list[RateRow]] = {}
    for rate in ledger.rates:
        if rate.kind == "share" and rate.source == "narrative":
            rates.setdefault(rate.anchor.block, []).append(rate)
    for block, told in rates.items():
        head = _heads(ledger.by_block.get(block, ()))
        found: Shares | None = None
        for rate in sorted(told, key=lambda r: r.anchor):
            part = ledger.before(rate.anchor)
            if (
                part is None
                or part.rule != "prose.enumeration"
                or not _ASKED["share_lead"].fullmatch(ledger.between(part.anchor, rate.anchor))
            ):
                continue
            total = head.get(part.key)
            if total is None or "。" in ledger.between(total.anchor, part.anchor):
                continue
            if found is None or found.total is not total:
                if found is not None:
                    yield found
                found = Shares(total)
            found.parts.append((part, rate))
        if found is not None:
            yield found


def _heads(figures: Sequence[BudgetFigure]) -> dict[str, BudgetFigure]:
    """For every part of a list the amount before the list."""
    heads: dict[str, BudgetFigure] = {}
    last: BudgetFigure | None = None
    for figure in figures:
        if figure.rule == "prose.enumeration":
            if last is not None:
                heads[figure.key] = last
        elif figure.measure != "change":
            last = figure
    return heads


def _shares(found: Shares) -> Iterator[Finding]:
    """Each share against its two amounts, where the total is proved by another share that fits it."""
    total = found.total.amount_yuan
    if not total or not any(part.amount_yuan and _fits(part, found.total, rate) for part, rate in found.parts):
        return
    for part, rate in found.parts:
        if _fits(part, found.total, rate):
            continue
        share = part.amount_yuan / total
        if share < CENT / UNIT and part.amount_yuan:
            share *= UNIT  # told in 元 among 万元: the numbers as printed
        yield finding(
            "rate_mismatch",
            "warning",
            rate,
            f"所列占比{rate.rate_text}，但{part.amount_text}÷{found.total.amount_text}={percent(share)}",
            f"The printed share is {rate.rate_text}, but {part.amount_text} / {found.total.amount_text} = {percent(share)}",
            stated=rate.rate_text,
            expected=percent(share),
            against=(part.anchor, found.total.anchor),
        )


def _fits(part: BudgetFigure, total: BudgetFigure, rate: RateRow) -> bool:
    """Within the printed digits of rate and amounts; digits may be cut off instead of rounded."""
    stated, share = Decimal(str(rate.rate)), part.amount_yuan / total.amount_yuan
    slack = (step_of(part) + step_of(total) * share) / 2 / total.amount_yuan + Decimal(1).scaleb(-places(rate.rate_text) - 2)
    return agrees(stated, share, rate.rate_text) or abs(stated - share) <= slack


def _list_sum(found: Shares) -> Iterator[Finding]:
    """Parts whose shares make 100% make the total."""
    shares = sum((Decimal(str(rate.rate)) for _, rate in found.parts), Decimal(0))
    parts = [part for part, _ in found.parts]
    close = Decimal("0.0051") * len(parts) if any(places(r.rate_text) == 0 for _, r in found.parts) else Decimal("0.0003")
    if len(parts) < 2 or abs(shares - 1) > close or len({unit_of(p) for p in parts if p.amount_yuan}) > 1:
        return  # a part in another unit is told by its share
    made = sum((p.amount_yuan for p in parts), Decimal(0))
    if abs(made - found.total.amount_yuan) <= allowed(parts, found.total):
        return
    told = "+".join(p.amount_text for p in parts)
    yield finding(
        "sum_mismatch",
        "warning",
        found.total,
        f"合计{found.total.amount_text}，而占比合计100%的各部分{told}={in_unit_of(made, found.total)}",
        f"The total is {found.total.amount_text}, but the parts that make 100% of it, {told}, come to {in_unit_of(made, found.total)}",
        stated=found.total.amount_text,
        expected=in_unit_of(made, found.total),
        parts=[p.anchor for p in parts],
    )


@dataclass(slots=True)
class Categories:
    """A list of 类 with their amounts, and the amounts of the 项 told below it."""

    section: int | None
    measure: str
    classes: dict[str, BudgetFigure] = field(default_factory=dict)
    items: dict[str, list[BudgetFigure]] = field(default_factory=dict)
    main: bool = False  # 主要项级科目如下: the list below is not whole


def _categories(ledger: Ledger) -> Iterator[Finding]:
    """Every 类 against the sum of its 项, where another 类 of the list proves that all its 项 are told."""
    for told in (told for told in _by_list(ledger) if not told.main):
        pairs = [(figure, told.items[name]) for name, figure in told.classes.items() if told.items.get(name)]
        if any(figure.amount_yuan and _adds_up(figure, items) for figure, items in pairs):
            for figure, items in pairs:
                if not _adds_up(figure, items):
                    yield _category(figure, items)


def _by_list(ledger: Ledger) -> Iterator[Categories]:
    """The 项 belong to the last list of 类 above them, below the heading over its own."""
    current: Categories | None = None
    listed = any(map(_CATEGORY, ledger.figures))
    for order, figures in ledger.by_block.items() if listed else ():
        told = [f for f in figures if f.category_path and f.source == "narrative"]
        classes = {_name(f): f for f in told if len(f.category_path or ()) == 1}
        if len(classes) > 1:
            if current is not None:
                yield current
            above = _above(ledger, order)
            main = _ASKED["main_items"].search(ledger.read.document.blocks[order].text) is not None
            current = Categories(above[min(1, len(above) - 1)] if above else None, next(iter(classes.values())).measure, classes, main=main)
        elif current is not None and told and (current.section is None or current.section in _above(ledger, order)):
            for item in (f for f in told if len(f.category_path or ()) == 3 and f.measure == current.measure):
                current.items.setdefault(_name(item), []).append(item)
    if current is not None:
        yield current


def _above(ledger: Ledger, block: int) -> list[int]:
    """The sections a place stands in, innermost first."""
    index, sections = ledger.read.section_of[block], ledger.read.sections
    chain: list[int] = []
    while index is not None:
        chain.append(index)
        index = sections[index].parent
    return chain


def _name(figure: BudgetFigure) -> str:
    return fold((figure.category_path or ("",))[0]).removesuffix("支出")


def _adds_up(figure: BudgetFigure, items: Sequence[BudgetFigure]) -> bool:
    return abs(sum((i.amount_yuan for i in items), Decimal(0)) - figure.amount_yuan) <= allowed(items, figure)


def _category(figure: BudgetFigure, items: Sequence[BudgetFigure]) -> Finding:
    made = sum((i.amount_yuan for i in items), Decimal(0))
    told = "+".join(i.amount_text for i in items)
    suspect = abs(figure.amount_yuan * UNIT - made) <= allowed(items, items[0])
    name = figure.subject or "该类"
    return finding(
        "unit_suspect" if suspect else "sum_mismatch",
        "warning" if suspect else "error",
        figure,
        f"{name}{figure.amount_text}，而其下各项{told}={in_unit_of(made, items[0])}" + ("，疑为“万元”之误" if suspect else ""),
        f"{name} is {figure.amount_text}, but its items {told} = {in_unit_of(made, items[0])}"
        + (": 万元 must be meant" if suspect else ""),
        stated=figure.amount_text,
        expected=in_unit_of(made, items[0]),
        parts=[i.anchor for i in items],
    )
