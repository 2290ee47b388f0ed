"""`rates`: every percentage about money or completion."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.row import Fact, Flag, Key, Rate, Text, column
from extractors.vocabulary import DIRECTIONS, RATE_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow(Fact):
    TABLE = "rates"
    KEY = "rate_id"
    LETTER = "r"
    LABEL = "比率"
    ABOUT = "one percentage about money or completion; its anchor is the printed number"

    project_id: Key | None = column("项目", "the project it belongs to")
    section_id: Key | None = column("所在章节", "the innermost section it stands in")
    subject: Text | None = column("名目", "what the rate is of")
    kind: Text = column("类别", "execution, completion, share or change", RATE_KINDS)
    direction: Text | None = column("方向", "for a change", DIRECTIONS)
    rate: Rate = column("比率", "as a fraction: 75.54% is 0.7554")
    rate_text: Text = column("比率原文", "as printed")
    budget_figure_id: Key | None = column("分母", "the figure it is measured against")
    executed_figure_id: Key | None = column("分子", "the figure it measures")
    computed_rate: Rate | None = column("计算值", "what follows from the two figures")
    consistent: Flag | None = column("一致", "whether stated and computed rate agree within the printed precision")
