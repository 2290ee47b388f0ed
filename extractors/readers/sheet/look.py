"""What a spreadsheet says of its cells besides their values: number formats, borders, fonts, and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Style
from extractors.frozen import frozen

GENERAL = "General"
ROOM = 1_000_000  # positions of one sheet, blank ones too: calamine and the grid hold them all

# Formats known by number alone, as the Chinese edition shows them.
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
    **{5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00'},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss"},
    **{22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"'},
    **{32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: _YEAR_MONTH},
    **{37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"},
    **{41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"-"'},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.00E+00", 49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY},
    **{52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 57: _YEAR_MONTH, 58: _MONTH_DAY},
}


@frozen
class Look:
    """How one cell is shown."""

    format: str = GENERAL
    bordered: bool = False
    style: Style = Style()


PLAIN_LOOK = Look()


@dataclass(slots=True)
class SheetLook:
    """The looks of one sheet's cells, by row and column; `last` is the furthest row and column that hold a value."""

    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last: tuple[int, int] = (-1, -1)
    uncalculated: int = 0

    def note(self, row: int, col: int, number: int | None, known: Sequence[Look], filled: bool) -> None:
        """One cell with the number of its look."""
        if number is not None and number < len(known) and known[number] is not PLAIN_LOOK:
            self.looks[row, col] = known[number]
        if filled:
            self.last = max(self.last[0], row), max(self.last[1], col)

    def at(self, row: int, col: int) -> Look:
        return self.looks.get((row, col), PLAIN_LOOK)


def look(code: str, bordered: bool, bold: bool | None, size: float | None, centred: bool | None) -> Look:
    made = Look(code, bordered, Style(bold=bold, size=size, centred=centred))
    return PLAIN_LOOK if made == PLAIN_LOOK else made
