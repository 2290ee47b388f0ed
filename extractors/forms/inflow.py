"""What a final account puts beside income is what came in: 医疗收入 under 2023年决算 was not spent."""

from __future__ import annotations

import re

from extractors.forms.bands import MONEY, Band
from extractors.forms.cells import Cell, number

_INCOME = re.compile(r"收入(?:合计|小计|总计|总额)?(?:[（(][^（()）]*[）)])?$")
_ACCOUNT = re.compile("决算")
_SPENT = re.compile("支|付|使用|拨")


def is_income(band: Band, label: Cell | None, head: Cell) -> bool:
    """Whether the result under a header is income, by the words of its row; a total is where all rows are."""
    if label is None or (_ACCOUNT.search(head.value) is None and (band.kind != MONEY or _SPENT.search(head.value) is not None)):
        return False
    if label.word.label != "total" and label.word.source != "total":
        return _INCOME.search(label.value) is not None
    rows = [c for row in band.rows if (c := band.sheet.at(row, label.col)) is not None and c.block != label.block]
    named = [c for c in rows if not c.blank and number(c.value) is None and c.word.source != "total"]
    return bool(named) and all(_INCOME.search(c.value) for c in named)
