"""`projects`: one row per project, fund or budget item, however often it is named."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.row import Fact, Key, Number, Rate, Text, Year, Yuan, column
from extractors.vocabulary import GRADES


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow(Fact):
    TABLE = "projects"
    KEY = "project_id"
    LETTER = "p"
    LABEL = "项目"
    ABOUT = "one project, fund or budget item; its anchor is its name"

    section_id: Key | None = column("所在章节", "the section that tells of it")
    parent_project_id: Key | None = column("上级项目", "the fund or project it is a part of")
    name: Text = column("项目名称", "as printed")
    name_key: Text | None = column("名称键", "the name without year, agency, brackets and width, to compare")
    department: Text | None = column("主管部门", "the department in charge (the local one where two are printed)")
    unit: Text | None = column("实施单位", "the unit that carries it out")
    fiscal_year: Year | None = column("年度", "the budget year")
    budget_yuan: Yuan | None = column("预算数（元）", "the full-year budget, else the initial one")
    executed_yuan: Yuan | None = column("执行数（元）", "what was spent")
    stated_rate: Rate | None = column("自报执行率", "the execution rate as printed")
    computed_rate: Rate | None = column("计算执行率", "executed over budget")
    total_score: Number | None = column("总分", "the total score as printed")
    grade: Text | None = column("等级", "on the four-step scale", GRADES)
    grade_text: Text | None = column("等级原文", "the grade as printed")
    goal_expected: Text | None = column("预期目标", "the year's goal as set")
    goal_actual: Text | None = column("实际完成情况", "what was reached of it")
    problems: Text | None = column("存在问题", "problems as told")
    improvements: Text | None = column("改进措施", "improvements as told")
