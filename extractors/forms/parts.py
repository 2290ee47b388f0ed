"""Parts with a number of their own (其中：基本支出：40) and no measure's word: the total they add up to lends its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.forms.bands import Pair
from extractors.forms.model import Money, Ratio
from extractors.frozen import changed

_ROUNDING = 50  # yuan by which each summand of two decimals of 万元 may be off
_ORDER = ("budget", "executed", "initial_budget", "received")


def is_part(pair: Pair) -> bool:
    """Whether a label with its value is a part, and no word beside or above it names its measure."""
    word = pair.label.word
    return pair.value is not None and pair.above is None and word.column is None and word.source != "total"


def kind(pair: Pair) -> str:
    """Sources and kinds of expenditure both add up to the same total, each for itself."""
    return "source" if pair.label.word.source else "part"


def with_measures(told: Sequence[Money | Ratio], kinds: Sequence[str | None]) -> list[Money | Ratio]:
    """`kinds[n]` is the kind of part `told[n]` is, None for what is no part."""
    totals = {m.measure: m.mention.value for m in told if isinstance(m, Money) and m.source == "total" and m.mention.value}
    lent = {name: _lent([m for m, own in zip(told, kinds, strict=True) if own == name], totals) for name in {*kinds} - {None}}
    return [changed(m, measure=lent[own]) if own and isinstance(m, Money) else m for m, own in zip(told, kinds, strict=True)]


def _lent(parts: Sequence[Money | Ratio], totals: dict[str, Decimal]) -> str:
    made = sum((m.mention.value or Decimal(0) for m in parts), Decimal(0))
    slack = _ROUNDING * (len(parts) + 1)
    return next((name for name in _ORDER if name in totals and abs(totals[name] - made) <= slack), "budget")
