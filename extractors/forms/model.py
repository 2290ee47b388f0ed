"""What a form tells, found but not yet in rows: its project, its money, its indicators, its scores; every field with its span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal

from extractors.document import Mention, Span
from extractors.forms.bands import Band, Pair, Stray
from extractors.forms.cells import Cell
from extractors.forms.columns import Column
from extractors.frozen import frozen

Labels = tuple[tuple[str, Span], ...]


@frozen
class Form:
    """One form: its pieces in order, and what is printed once for all of it. `unit` is the money unit of its unit line."""

    pieces: tuple[Band | Pair | Stray, ...]
    name: Span | None
    first: int
    last: int
    year: int | None = None
    unit: tuple[str, Span] | None = None

    @property
    def bands(self) -> Iterator[Band]:
        return (piece for piece in self.pieces if isinstance(piece, Band))

    def labelled(self, meaning: str) -> Iterator[Cell]:
        """The values beside every label of this meaning."""
        for piece in self.pieces:
            if isinstance(piece, Pair) and piece.label.word.label == meaning and piece.value is not None:
                yield piece.value


@frozen
class Money:
    """One amount of a form. `subject` is what its row, and where that says nothing its column, calls it; `year` what these print;
    `direction` which way a change goes, whose amount has no sign."""

    mention: Mention
    measure: str
    source: str | None
    subject: str
    labels: Labels = ()
    year: int | None = None
    direction: str | None = None

    @property
    def measure_label(self) -> Span | None:
        """The header or label that names the measure; none for a cost indicator."""
        return next((span for field, span in self.labels if field == "measure"), None)

    @property
    def row_label(self) -> Span | None:
        """The label of its row; none where the header alone tells what it is."""
        return next((span for field, span in self.labels if field == "subject"), None)


@frozen
class Ratio:
    """One rate of a form, with the amounts of its row it is measured against."""

    mention: Mention
    kind: str
    subject: str
    budget: Span | None = None
    executed: Span | None = None
    computed: Decimal | None = None
    labels: Labels = ()


@frozen
class FundRow:
    """One row of a funds band: its label, its amounts and its rate cells."""

    row: int
    label: Cell | None
    money: tuple[Money, ...]
    rates: tuple[tuple[Cell, Column], ...]


@frozen
class Mark:
    """One score, full mark or grade."""

    component: str
    label: Span
    full_mark: tuple[Decimal, Span] | None = None
    score: tuple[Decimal, Span] | None = None
    grade: Span | None = None
    by: str = "self"


@frozen
class Line:
    """One indicator. A target may stand in up to three cells: operator, value, unit. `aspect` is what the first of its names tells
    that tells one: level 2, level 1, its own."""

    name: Span | None
    level1: Span | None
    level2: Span | None
    target: tuple[Span, ...] = ()
    sign: Span | None = None
    unit: Span | None = None
    adjusted: tuple[Span, ...] = ()
    actual: Span | None = None
    weight: tuple[Decimal, Span] | None = None
    score: tuple[Decimal, Span] | None = None
    review: tuple[Decimal, Span] | None = None
    reason: Span | None = None
    aspect: str = "other"

    @property
    def anchor(self) -> Span | None:
        return self.name or (self.target[0] if self.target else None) or self.actual


@frozen
class FormFacts:
    """Everything one form tells of one project; `project` is the canonical span of its name in this document."""

    form: Form
    project: Span | None
    money: tuple[Money, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = field(default=())
