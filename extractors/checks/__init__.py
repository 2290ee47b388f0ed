"""The cross-checks (勾稽关系): one module per family of rules, each a pure function over what was read; none imports another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.checks import (
    accounts,
    balances,
    completeness,
    counts,
    levels,
    naming,
    parts,
    rates,
    retold,
    scores,
    shares,
    slips,
    sources,
    statements,
    sums,
    telling,
    wording,
)
from extractors.checks.ledger import Ledger, ledger
from extractors.document import Span
from extractors.read import Read
from extractors.row import Fact
from extractors.tables.findings import Finding

CHECKS: tuple[Callable[[Ledger], Iterator[Finding]], ...] = (
    rates.check,
    counts.check,
    retold.check,
    sums.check,
    parts.check,
    sources.check,
    slips.check,
    accounts.check,
    balances.check,
    statements.check,
    scores.check,
    telling.check,
    levels.check,
    shares.check,
    naming.check,
    completeness.check,
    wording.check,
)


def findings(read: Read, facts: Mapping[str, Sequence[Fact]]) -> Iterator[Finding]:
    """Everything in a report that does not fit the rest of it, each said once of a place: a total may miss both its sources and its
    costs."""
    seen = ledger(read, facts)
    told: set[tuple[str, Span, str | None]] = set()
    for check in CHECKS:
        for one in check(seen):
            if (one.rule, one.anchor, one.expected) not in told:
                told.add((one.rule, one.anchor, one.expected))
                yield _placed(read, one)


def _placed(read: Read, one: Finding) -> Finding:
    """With the source its place has; a digit of a scan may be misread, so nothing there is certain."""
    block = read.document.blocks[one.anchor.block]
    sure = one.severity if block.confidence is None or one.severity != "error" else "warning"
    source = "table" if block.kind == "cell" else "narrative"
    return one if (one.source, one.severity) == (source, sure) else replace(one, source=source, severity=sure)
