"""Views over the tables: what to sum over, and facts joined with who reports on what year."""

from __future__ import annotations

from extractors.frozen import frozen


@frozen
class View:
    name: str
    label: str
    about: str
    sql: str


# Who reports on what year, beside every row of a wide view.
WHO = """d.report_kind, d.agency, d.agency_key, d.agency_function, d.agency_level, d.province, d.city, d.county, d.region_code,
    d.fiscal_year as report_year, d.source_uri"""

V_FIGURES = f"""
select f.*, p.name as project_name, p.name_key as project_key, {WHO}
from budget_figures f
join documents d using (document_id)
left join projects p on p.project_id = f.project_id
where f.repeat_of is null
"""

V_PROJECTS = f"""
select p.*, {WHO}
from projects p
join documents d using (document_id)
where not exists (select 1 from projects part where part.parent_project_id = p.project_id)
"""

V_INDICATORS = f"""
select i.*, p.name as project_name, p.name_key as project_key, s.path as section_path, {WHO}
from indicators i
join documents d using (document_id)
left join projects p on p.project_id = i.project_id
left join sections s on s.section_id = i.section_id
"""

EXECUTION_RATES = f"""
select r.rate_id, r.document_id, r.project_id, p.name as project_name, p.name_key as project_key, r.subject, r.rate, r.rate_text,
    budget.amount_yuan as budget_yuan,
    executed.amount_yuan as executed_yuan,
    r.computed_rate, r.consistent, r.block_id, r.start, r."end", r.quote, {WHO}
from rates r
join documents d using (document_id)
left join projects p on p.project_id = r.project_id
left join budget_figures budget on budget.figure_id = r.budget_figure_id
left join budget_figures executed on executed.figure_id = r.executed_figure_id
where r.kind = 'execution'
"""

CELLS = """
select b.document_id, b.table_no, b.row, b.col, b.row_span, b.col_span, b.text, b.page, b.block_id, b.section_id
from blocks b
where b.table_no is not null
"""

VIEWS = (
    View("v_figures", "资金数（去重）", "every figure once, with project, agency, region and year: sum over this", V_FIGURES),
    View("v_projects", "项目（末级）", "projects that have no parts of their own, with agency, region and year: sum over this", V_PROJECTS),
    View("v_indicators", "绩效指标（宽表）", "indicators with project, section, agency, region and year", V_INDICATORS),
    View("execution_rates", "预算执行率", "every printed execution rate with the two amounts it follows from", EXECUTION_RATES),
    View("cells", "表格单元", "the raw tables, cell by cell on their grid", CELLS),
)
