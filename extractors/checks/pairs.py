"""The amounts among which the two of a printed rate may be meant, taken together once for all the rates of a project."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from extractors.checks.ledger import Ledger
from extractors.document import Span
from extractors.numbers.rounding import agrees, around
from extractors.tables.budget_figures import BudgetFigure
from patterns.loader import asked

MOST = 6  # a project with more distinct budgets than this tells of parts, not of one whole
PAIRS = 400  # of so many one or another makes any rate
TRIED = 10_000  # of more quotients than this one is any rate
BASES = ("budget", "initial_budget", "received", "added", "executed", "contract")
SPENT = ("executed", "received")

_TIER = asked("link_words")["tier"]
_Column = tuple[str | None, str, str | None]  # project, rule, subject


class Amounts:
    """What some figures tell as wholes and as what was spent of them."""

    def __init__(self, own: Sequence[BudgetFigure]) -> None:
        self._own = own
        self._bases = {f.amount_yuan for f in own if f.measure in BASES and f.amount_yuan}
        self._parts = {f.amount_yuan for f in own if f.measure in SPENT}

    def make(self, stated: Decimal, text: str, *, clear: bool = False) -> bool:
        """Whether some of the amounts make the printed rate, or so many are told that nobody can say which are meant, unless the rate's
        own two are `clear`."""
        pairs = len(self._bases) * len(self._parts)
        if (not clear or pairs > PAIRS) and self._are_many:
            return True
        if pairs > TRIED:
            return True
        low, high = around(stated, text)
        at = bisect_left(self._quotients, low)
        return at < len(self._quotients) and self._quotients[at] <= high

    @cached_property
    def _are_many(self) -> bool:
        return self._tell_many(self._bases, BASES) or self._tell_many(self._parts, SPENT)

    def _tell_many(self, amounts: set[Decimal], measures: Sequence[str]) -> bool:
        """Whether more wholes than a project has are told: what a whole in their own paragraph is divided into (其中：…) does not count."""
        if len(amounts) <= MOST:
            return False
        anchors = {f.key: f.anchor for f in self._own}
        beside = (f for f in self._own if f.measure in measures and f.amount_yuan and not _is_part(f, anchors))
        return len({f.amount_yuan for f in beside}) > MOST

    @cached_property
    def _quotients(self) -> list[Decimal]:
        sums = {sum(self._parts, Decimal(0))} if len(self._parts) > 1 else set()
        return sorted(part / base for base in self._bases for part in self._parts | sums)


def _is_part(figure: BudgetFigure, anchors: Mapping[str, Span]) -> bool:
    whole = anchors.get(figure.part_of) if figure.part_of else None
    return whole is not None and whole.block == figure.anchor.block


class Pairs:
    """The amounts of every project, and the columns of its rows."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._amounts: dict[tuple[str | None, str], Amounts] = {}
        self._planned: dict[tuple[str | None, Sequence[str]], Mapping[Decimal, BudgetFigure]] = {}

    def of(self, project: str | None, tier: str = "") -> Amounts:
        """Those of a project, or of one tier of government in it (市本级)."""
        if (project, tier) not in self._amounts:
            own = self._ledger.by_project.get(project, ()) if project is not None else ()
            self._amounts[project, tier] = Amounts([f for f in own if (f.subject or "").startswith(tier)] if tier else own)
        return self._amounts[project, tier]

    def like(self, base: BudgetFigure, part: BudgetFigure) -> Amounts:
        """Those of the project of two amounts, where both are of one tier of that."""
        tier = _TIER.match(part.subject or "")
        return self.of(base.project_id, tier[0] if tier and (base.subject or "").startswith(tier[0]) else "")

    def planned(self, project: str | None, measures: Sequence[str]) -> Mapping[Decimal, BudgetFigure]:
        """The plans of a project by their amounts; without one, those of none."""
        if (project, measures) not in self._planned:
            own = self._ledger.by_project.get(project, ()) if project else [f for f in self._ledger.figures if f.project_id is None]
            self._planned[project, measures] = {f.amount_yuan: f for f in own if f.measure in measures and f.amount_yuan > 0}
        return self._planned[project, measures]

    def in_other_column(self, base: BudgetFigure, part: BudgetFigure, stated: Decimal, text: str) -> bool:
        """Whether the rate is measured against another column of its row: the initial budget, what was received."""
        others = (f for f in self._columns.get((base.project_id, base.rule, base.subject), ()) if f is not part)
        return any(agrees(stated, part.amount_yuan / f.amount_yuan, text) for f in others)

    @cached_property
    def _columns(self) -> dict[_Column, list[BudgetFigure]]:
        found: dict[_Column, list[BudgetFigure]] = {}
        for figure in self._ledger.figures:
            if figure.project_id is not None and figure.measure in BASES and figure.amount_yuan:
                found.setdefault((figure.project_id, figure.rule, figure.subject), []).append(figure)
        return found
