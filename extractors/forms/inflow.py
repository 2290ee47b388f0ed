"""What a final account puts beside income is what came in: 医疗收入 under 2023年决算 was not spent."""

from __future__ import annotations

from extractors.forms.bands import MONEY, Band
from extractors.forms.cells import Cell, number
from patterns.loader import asked

_WORDS = asked("form_money")


def is_income(band: Band, label: Cell | None, head: Cell) -> bool:
    """Whether the result under a header is income, by the words of its row; a total is where all rows are."""
    if label is None or ("决算" not in head.value and (band.kind != MONEY or _WORDS["spent"].search(head.value) is not None)):
        return False
    if label.word.label != "total" and label.word.source != "total":
        return _WORDS["income"].search(label.value) is not None
    rows = [c for row in band.rows if (c := band.sheet.at(row, label.col)) is not None and c.block != label.block]
    named = [c for c in rows if not c.blank and number(c.value) is None and c.word.source != "total"]
    return bool(named) and all(_WORDS["income"].search(c.value) for c in named)
