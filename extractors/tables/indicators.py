"""`indicators`: one row per indicator row of a form, or per indicator sentence."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.row import Count, Exact, Fact, Key, Number, Text, column
from extractors.vocabulary import ASPECTS, ATTAINMENTS, TARGET_OPS


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow(Fact):
    TABLE = "indicators"
    KEY = "indicator_id"
    LETTER = "i"
    LABEL = "绩效指标"
    ABOUT = "one indicator row of a form, or one indicator sentence; its anchor is the name (prose: the line)"

    project_id: Key | None = column("项目", "the project it belongs to")
    section_id: Key | None = column("所在章节", "the innermost section it stands in")
    order: Count = column("次序", "place among the document's indicators, from 0")
    level1: Text | None = column("一级指标", "as printed, weight apart")
    level2: Text | None = column("二级指标", "as printed, weight apart")
    aspect: Text | None = column("方面", "the canonical reading of level 2", ASPECTS)
    level3: Text | None = column("三级指标", "the indicator's name")
    target_text: Text | None = column("指标值", "the target as a reader would write it")
    adjusted_target_text: Text | None = column("调整指标值", "the target as adjusted within the year")
    target_op: Text | None = column("关系", "how the target is meant", TARGET_OPS)
    target_value: Exact | None = column("目标值", "the target's number, the lower one of a range")
    target_upper: Exact | None = column("目标上限", "the upper number of a range")
    target_unit: Text | None = column("目标单位", "the target's unit")
    actual_text: Text | None = column("完成值", "what was reached, as printed")
    actual_value: Exact | None = column("完成数值", "its number")
    actual_unit: Text | None = column("完成单位", "its unit")
    weight: Number | None = column("分值", "full mark")
    score: Number | None = column("得分", "the agency's own score")
    review_score: Number | None = column("复核得分", "the reviewer's score")
    reason: Text | None = column("原因", "why the target was missed")
    attainment: Text | None = column("达成", "only where both sides are comparable", ATTAINMENTS)
