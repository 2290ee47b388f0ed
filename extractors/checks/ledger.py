"""What the cross-checks look at: the facts of one report by table, the rows of its forms' funds, and how a finding is written down."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from extractors.document import Span
from extractors.forms.bands import FUNDS
from extractors.forms.model import FormFacts
from extractors.forms.words import MONEY_ROLES
from extractors.frozen import frozen
from extractors.numbers.rounding import places, step, unit
from extractors.read import Read
from extractors.row import Fact, printed_at
from extractors.tables import of_table
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.indicators import IndicatorRow
from extractors.tables.projects import ProjectRow
from extractors.tables.rates import RateRow
from extractors.tables.scores import ScoreRow
from extractors.tables.statement_lines import StatementLine
from patterns.loader import load

WAN = Decimal(10000)  # what a printed 0 is one of: most forms and texts are in 万元
CENT = Decimal("0.01")
_UNITS = {Decimal(1): "元", WAN: "万元", Decimal(10**8): "亿元"}
HALF_CENT = Decimal("0.005")  # of the printed unit: what one summand may be off by rounding


@frozen
class FundRow:
    """One row of a form's funds: its label, its source, and the figure of every measure that has a column (none where it is blank)."""

    label: Span
    source: str | None  # none where nobody knows its words: its money is a part of the total all the same
    cells: Mapping[str, BudgetFigure | None]


@frozen
class Ledger:
    """The facts of one report, by table, and the figures by where they stand and by project."""

    read: Read
    projects: Sequence[ProjectRow]
    figures: Sequence[BudgetFigure]
    rates: Sequence[RateRow]
    indicators: Sequence[IndicatorRow]
    scores: Sequence[ScoreRow]
    lines: Sequence[StatementLine]
    by_anchor: Mapping[Span, BudgetFigure] = field(default_factory=dict)
    by_block: Mapping[int, Sequence[BudgetFigure]] = field(default_factory=dict)
    by_project: Mapping[str, Sequence[BudgetFigure]] = field(default_factory=dict)

    def text(self, span: Span) -> str:
        return self.read.document.text(span)

    def figure(self, key: str | None) -> BudgetFigure | None:
        """The figure of a key, which says in which block it stands and where it starts."""
        if key is None:
            return None
        block, start = map(int, key[1:].split("."))
        figures = self.by_block.get(block, ())
        at = bisect_left(figures, start, key=lambda f: f.anchor.start)
        return figures[at] if at < len(figures) and figures[at].anchor.start == start else None

    def before(self, place: Span) -> BudgetFigure | None:
        """The amount printed last before a place, in its block."""
        figures = self.by_block.get(place.block, ())
        at = bisect_right(figures, place.start, key=lambda f: f.anchor.end)
        return figures[at - 1] if at else None

    def between(self, first: Span, second: Span) -> str:
        return self.read.document.blocks[first.block].text[first.end : second.start]

    def fund_tables(self) -> Iterator[tuple[FormFacts, list[FundRow]]]:
        """The rows of every form's funds that name a source, blank ones too, or hold money."""
        for facts in self.read.forms:
            rows = list(self._fund_rows(facts))
            if rows:
                yield facts, rows

    def _fund_rows(self, facts: FormFacts) -> Iterator[FundRow]:
        for band in facts.form.bands:
            columns = [c for c in band.columns if c.role in MONEY_ROLES]
            if band.kind != FUNDS or not columns:
                continue
            first = min(c.col for c in columns)
            for row in band.rows:
                labels = [c for c in band.sheet.rows[row] if c.col < first and not c.blank and c.row == row and c is not band.side]
                if not labels or labels[-1].word.label is not None:
                    continue
                source = labels[-1].word.source
                cells: dict[str, BudgetFigure | None] = {}
                for column in columns:
                    cell = band.cell(row, column)
                    figures = () if cell is None else self.by_block.get(cell.block, ())
                    cells[str(load("columns")[str(column.role)].extra["measure"])] = figures[0] if figures else None
                if source is not None or any(cells.values()):
                    yield FundRow(labels[-1].span, source, cells)


def ledger(read: Read, facts: Mapping[str, Sequence[Fact]]) -> Ledger:
    figures = of_table(BudgetFigure, facts)
    ordered = sorted(figures, key=attrgetter("anchor"))
    by_project: dict[str, list[BudgetFigure]] = {}
    for figure in ordered:
        if figure.project_id is not None:
            by_project.setdefault(figure.project_id, []).append(figure)
    return Ledger(
        read=read,
        projects=of_table(ProjectRow, facts),
        figures=figures,
        rates=of_table(RateRow, facts),
        indicators=of_table(IndicatorRow, facts),
        scores=of_table(ScoreRow, facts),
        lines=of_table(StatementLine, facts),
        by_anchor={figure.anchor: figure for figure in figures},
        by_block={block: list(own) for block, own in groupby(ordered, key=attrgetter("anchor.block"))},
        by_project=by_project,
    )


def finding(
    rule: str,
    severity: str,
    at: Fact | Span,
    zh: str,
    en: str,
    *,
    stated: str | None = None,
    expected: str | None = None,
    project: str | None = None,
    against: Sequence[Span] = (),
    parts: Sequence[Span] = (),
) -> Finding:
    """A finding at a fact or a place; `against` is where the other side stands, `parts` what it is made of."""
    anchor = at.anchor if isinstance(at, Fact) else at
    spans = [printed_at("stated", anchor)]
    spans += [printed_at("expected", span, part) for part, span in enumerate(against, 1)]
    spans += [printed_at("part", span, part) for part, span in enumerate(parts, 1)]
    if project is None and isinstance(at, BudgetFigure | RateRow | IndicatorRow | ScoreRow):
        project = at.project_id
    return Finding(
        anchor=anchor,
        rule=rule,
        evidence=tuple(spans),
        project_id=project,
        severity=severity,
        message_zh=zh,
        message_en=en,
        stated=stated,
        expected=expected,
    )


def span_of(fact: Fact, name: str) -> Span | None:
    """Where a field of a fact stands."""
    for told, span, _ in fact.evidence:
        if told == name:
            return span
    return None


def printed(value: Decimal | float) -> str:
    """A number without idle zeros."""
    exact = Decimal(str(round(value, 4))) if isinstance(value, float) else value
    return format(exact.normalize(), "f") if exact else "0"


def percent(share: Decimal | float) -> str:
    return f"{_short(Decimal(str(share)) * 100)}%"


def _short(value: Decimal) -> str:
    """Two places at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def is_slip(printed: str, right: str, *, swapped: bool = False) -> bool:
    """Whether one digit, or two neighbours that changed places (`swapped`: these alone), part a number from what it should be."""
    if len(printed) != len(right):
        return False
    off = [at for at, (one, other) in enumerate(zip(printed, right, strict=True)) if one != other]
    if len(off) == 1:
        return not swapped
    if len(off) != 2 or printed[off[0] + 1 : off[1]] not in ("", "."):
        return False
    return printed[off[0]] == right[off[1]] and printed[off[1]] == right[off[0]]


def in_unit_of(yuan: Decimal, stated: BudgetFigure) -> str:
    """An amount as findings print it: in the unit of the stated one, and exactly, or the two might look alike."""
    worth = unit_of(stated)
    name = _UNITS.get(worth)
    return f"{printed(yuan / worth)}{name}" if name else f"{printed(yuan / WAN)}万元"


def unit_of(figure: BudgetFigure) -> Decimal:
    """How many yuan one of the printed unit is worth."""
    return unit(figure.amount_yuan, figure.amount_text) or WAN


def step_of(figure: BudgetFigure) -> Decimal:
    """What one of the last printed digit is worth, in yuan."""
    return step(figure.amount_yuan, figure.amount_text, WAN)


def allowed(summands: Sequence[BudgetFigure], total: BudgetFigure) -> Decimal:
    """How far a sum may be off by rounding: half a hundredth of the printed unit for every number, half a yuan of whole yuan. A 0 tells
    no unit: one in a form in 元 would be taken for 万元."""
    return max(map(_half, [f for f in (total, *summands) if f.amount_yuan] or (total,))) * (len(summands) + 1)


def _half(figure: BudgetFigure) -> Decimal:
    unit = unit_of(figure)
    return Decimal("0.5") if unit == 1 and not places(figure.amount_text) else HALF_CENT * unit
