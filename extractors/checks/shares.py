"""A share of something told elsewhere (占实际拨付总额的37.5%), where a slip of the pen parts it from the two amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding, is_slip, percent
from extractors.document import Span
from extractors.numbers.rounding import agrees, places
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.rates import RateRow
from patterns.loader import asked

SHORTEST = 4  # characters of a rate: 5% is a digit off many others
_SHARE = asked("checks")["share_of"]


def check(ledger: Ledger) -> Iterator[Finding]:
    named: dict[str, BudgetFigure | None] = {}
    for rate in ledger.rates:
        if rate.kind != "share" or rate.source != "narrative" or rate.budget_figure_id is not None:
            continue
        part, whole = _printed(ledger, rate) or _named(ledger, rate, named)
        if part is None or whole is None or not 0 < part.amount_yuan < whole.amount_yuan:
            continue
        share, printed = part.amount_yuan / whole.amount_yuan, rate.rate_text.strip("%％")
        right = f"{share * 100:.{places(printed)}f}"
        if len(printed) < SHORTEST or agrees(Decimal(str(rate.rate)), share, rate.rate_text) or not is_slip(printed, right):
            continue
        yield finding(
            "rate_mismatch",
            "warning",
            rate,
            f"所列占比{rate.rate_text}，但{part.amount_text}÷{whole.amount_text}={percent(share)}",
            f"The printed share is {rate.rate_text}, but {part.amount_text} / {whole.amount_text} = {percent(share)}",
            stated=rate.rate_text,
            expected=percent(share),
            against=(part.anchor, whole.anchor),
        )


def _printed(ledger: Ledger, rate: RateRow) -> tuple[BudgetFigure, BudgetFigure] | None:
    """50万元占全年拨付90万元的55.56%: the part and the whole, right before their share."""
    whole = ledger.before(rate.anchor)
    part = None if whole is None or ledger.between(whole.anchor, rate.anchor) != "的" else ledger.before(whole.anchor)
    if whole is None or part is None or _SHARE.fullmatch(ledger.between(part.anchor, whole.anchor) + "的") is None:
        return None
    return part, whole


def _named(
    ledger: Ledger, rate: RateRow, named: dict[str, BudgetFigure | None]
) -> tuple[BudgetFigure, BudgetFigure | None] | tuple[None, None]:
    """50万元占拨付总额的55.56%: the part right before, and the whole that the report tells by this name, and by one amount."""
    part = ledger.before(rate.anchor)
    told = None if part is None else _SHARE.fullmatch(ledger.between(part.anchor, rate.anchor))
    if part is None or told is None:
        return None, None
    name = told["whole"]
    if name not in named:
        own = [figure for figure in ledger.figures if figure.source == "narrative" and _is_called(ledger, figure.anchor, name)]
        named[name] = own[0] if len({figure.amount_yuan for figure in own}) == 1 else None
    return part, named[name]


def _is_called(ledger: Ledger, at: Span, name: str) -> bool:
    return ledger.read.document.blocks[at.block].text.endswith(name, 0, at.start)
