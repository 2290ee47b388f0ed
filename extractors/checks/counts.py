"""Rates of things counted: what was planned and what was done of it, told with the rate that the one is of the other."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.checks.ledger import Ledger, finding, percent
from extractors.document import Span
from extractors.numbers.digits import number
from extractors.numbers.rounding import agrees
from extractors.tables.findings import Finding
from patterns.loader import asked

_ASKED = asked("checks")
_BEFORE = 60  # characters in which the two counts stand


def check(ledger: Ledger) -> Iterator[Finding]:
    """培训护林员320人次，实际完成288人次，完成率90%: both of one unit, and nothing but words of doing between them."""
    for block in ledger.read.document.blocks:
        for rate in _ASKED["completed"].finditer(block.text) if "完成率" in block.text else ():
            begin = max(0, rate.start() - _BEFORE)
            told = _ASKED["done_of_planned"].search(block.text[begin : rate.start()])
            if told is None:
                continue
            stated, done, planned = number(rate["rate"]), number(told["done"]), number(told["planned"])
            if stated is None or done is None or not planned or agrees(stated / 100, done / planned, rate["rate"]):
                continue
            place, expected = Span(block.order, rate.start("rate"), rate.end()), percent(done / planned)
            yield finding(
                "rate_mismatch",
                "warning",
                place,
                f"所列完成率{rate['rate']}%，但{told['done']}÷{told['planned']}={expected}",
                f"The printed rate of completion is {rate['rate']}%, but {told['done']} / {told['planned']} = {expected}",
                stated=f"{rate['rate']}%",
                expected=expected,
                project=ledger.read.project_key(ledger.read.project_at(place)),
                against=tuple(Span(block.order, begin + told.start(name), begin + told.end(name)) for name in ("done", "planned")),
            )
