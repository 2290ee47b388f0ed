"""`scores`: every score and grade beyond single indicators."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.row import Fact, Key, Number, Text, column
from extractors.vocabulary import COMPONENTS, GRADES, SCORERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow(Fact):
    TABLE = "scores"
    KEY = "score_id"
    LETTER = "g"
    LABEL = "得分"
    ABOUT = "one score or grade; its anchor is the score, else the full mark"

    project_id: Key | None = column("项目", "the project it belongs to")
    component: Text = column("部分", "what is scored", COMPONENTS)
    component_text: Text | None = column("部分原文", "as printed")
    by: Text = column("评分人", "the agency itself or a reviewer", SCORERS, default="self")
    full_mark: Number | None = column("满分", "the full mark")
    score: Number | None = column("得分", "the score")
    grade: Text | None = column("等级", "on the four-step scale", GRADES)
    grade_text: Text | None = column("等级原文", "the grade as printed")
