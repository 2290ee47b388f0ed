"""Which of a form's and the prose's telling of one number counts."""

from __future__ import annotations

from decimal import Decimal

from extractors.document import Document, Mention
from extractors.numbers.rounding import agrees


def more_exact(of_form: Mention, of_prose: Mention | None) -> Mention:
    """The form's figure, unless prose tells the same amount with more digits (86.9382万元 before 86.94)."""
    if of_prose is None or of_form.value is None or of_prose.value is None:
        return of_form
    same = of_form.value != of_prose.value and abs(of_form.value - of_prose.value) <= of_form.value * Decimal("0.0005")
    return of_prose if same and -_places(of_prose.value) > -_places(of_form.value) else of_form


def rate_of(
    of_form: Mention | None, of_prose: Mention | None, budget: Mention | None, executed: Mention | None, document: Document
) -> Mention | None:
    """The form's rate, unless only the one that prose tells is the quotient of the two amounts."""
    if of_form is None or of_prose is None or budget is None or executed is None or not budget.value or executed.value is None:
        return of_form or of_prose
    share = executed.value / budget.value
    holds = [rate.value is not None and agrees(rate.value, share, document.text(rate.span)) for rate in (of_form, of_prose)]
    return of_prose if holds == [False, True] else of_form


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
