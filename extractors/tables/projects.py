"""`projects`: one row per project, fund or budget item, however often it is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from extractors.document import Mention, Span
from extractors.forms.cells import Cell
from extractors.forms.cover import party
from extractors.forms.model import FormFacts, Mark, Money, Ratio
from extractors.forms.names import without_code
from extractors.forms.words import grade
from extractors.frozen import frozen
from extractors.projects import OF_DEPARTMENT, Project
from extractors.projects.headlines import Headline, headline
from extractors.prose.scores import Scored
from extractors.prose.spot import Told
from extractors.read import Read
from extractors.row import Evidence, Fact, Key, Number, Rate, Text, Year, Yuan, column, plain
from extractors.vocabulary import GRADES

TEXTS = ("goal_expected", "goal_actual", "problems", "improvements")


@frozen(kw_only=True)
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


def extract(read: Read) -> Iterator[ProjectRow]:
    """One row per project, however many forms, report bodies and sentences tell of it."""
    forms: dict[Span, list[FormFacts]] = {}
    for facts in read.forms:
        if facts.project is not None:
            forms.setdefault(read.projects.same[facts.project], []).append(facts)
    told: dict[Span | None, list[Told]] = {}
    for one in read.told:
        told.setdefault(read.project_at(one.mention.span, one.words), []).append(one)
    scored: dict[Span | None, list[Scored]] = {}
    for score in read.scored:
        scored.setdefault(read.project_at(score.mention.span), []).append(score)
    chapters = _chapters(read)
    for project in read.projects.all:
        prose = headline(project, told.get(project.name, ()), scored.get(project.name, ()))
        yield _project(read, project, forms.get(project.name, []), prose, chapters)


def _chapters(read: Read) -> dict[tuple[Span, str], tuple[Span, ...]]:
    """The paragraphs of every project's chapters by column; those under no project are the only project's, and the first chapter counts."""
    alone = read.projects.whole
    if len(read.projects.all) == 1 and read.identity.report_kind not in OF_DEPARTMENT:
        alone = read.projects.all[0].name
    found: dict[tuple[Span, str], tuple[Span, ...]] = {}
    for chapter in read.chapters:
        project = read.projects.by_section.get(chapter.section, alone)
        if project is not None:
            found = {(project, field): chapter.texts for field in chapter.fields} | found
    return found


def _project(
    read: Read, project: Project, forms: list[FormFacts], prose: Headline, chapters: Mapping[tuple[Span, str], tuple[Span, ...]]
) -> ProjectRow:
    text = read.document.text
    department, unit = _party(read, project, forms, "department"), _party(read, project, forms, "unit")
    of_form = form_headline(forms)
    budget = _exact(_number(of_form[0]), _number(prose.budget))
    executed = _exact(_number(of_form[1]), _number(prose.executed))
    rate = _number(of_form[2]) or _number(prose.rate)
    score, grade_span = _scores(_total(forms), prose.total)
    texts = {field: [c.span for c in _cells(forms, field)] or list(chapters.get((project.name, field), ())) for field in TEXTS}
    spans = [("department", department), ("unit", unit), ("total_score", score[1] if score else None), ("grade", grade_span)]
    spans += [(field, m.span if m else None) for field, m in (("budget", budget), ("executed", executed), ("stated_rate", rate))]
    evidence = [Evidence(field, span) for field, span in spans if span is not None]
    evidence += [Evidence(field, span, part) for field, spans in texts.items() for part, span in enumerate(spans, 1)]
    return ProjectRow(
        anchor=project.name,
        rule=project.rule,
        source="narrative" if read.document.blocks[project.name.block].place.table is None else "table",
        evidence=tuple(evidence),
        section_id=read.section_key(project.name),
        parent_project_id=read.project_key(project.parent),
        name=plain(project.text),
        name_key=project.key,
        department=plain(text(department)) if department else None,
        unit=plain(text(unit)) if unit else None,
        fiscal_year=next((f.form.year for f in forms if f.form.year), None) or read.identity.fiscal_year,
        budget_yuan=budget.value if budget else None,
        executed_yuan=executed.value if executed else None,
        stated_rate=float(rate.value) if rate and rate.value is not None else None,
        computed_rate=_share(budget, executed),
        total_score=score[0] if score else None,
        grade=grade(text(grade_span)) if grade_span else None,
        grade_text=plain(text(grade_span)) if grade_span else None,
        **{field: "\n".join(map(text, spans)) or None for field, spans in texts.items()},
    )


def _number(told: Money | Ratio | Told | None) -> Mention | None:
    return None if told is None else told.mention


def _exact(of_form: Mention | None, of_prose: Mention | None) -> Mention | None:
    """The form's figure, unless prose tells the same amount with more digits (190.9282万元 before 190.93)."""
    if of_form is None or of_prose is None or of_form.value is None or of_prose.value is None:
        return of_form or of_prose
    same = of_form.value != of_prose.value and abs(of_form.value - of_prose.value) <= of_form.value * Decimal("0.0005")
    return of_prose if same and -_places(of_prose.value) > -_places(of_form.value) else of_form


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _scores(mark: Mark | None, told: Scored | None) -> tuple[tuple[float, Span] | None, Span | None]:
    """The total score with its place, and where the grade stands: the form's, else prose's."""
    ground = (mark.grade if mark else None) or (told.grade if told else None)
    if mark is not None and mark.score is not None:
        return (float(mark.score[0]), mark.score[1]), ground
    if told is not None and told.mention.value is not None:
        return (float(told.mention.value), told.mention.span), ground
    return None, ground


def _party(read: Read, project: Project, forms: list[FormFacts], role: str) -> Span | None:
    """The form's; else the cover's, where the report is about this project alone."""
    told = next((without_code(cell) for facts in forms for cell in facts.form.labelled(role)), None)
    return told or (party(read.document.blocks, role) if len(read.projects.all) == 1 and project.name == read.projects.whole else None)


def form_headline(forms: Iterable[FormFacts]) -> tuple[Money | None, Money | None, Ratio | None]:
    """Budget, execution and rate of the whole project: those of its total row, else the first told without a source."""
    if not forms:
        return None, None, None
    money = [m for facts in forms for m in facts.money if m.measure_label is not None]
    whole = [m for m in money if m.source == "total"] or [m for m in money if m.source is None] or _single(money)
    budget = _first(whole, "budget") or _first(_single(money), "budget") or _first(whole, "initial_budget")
    executed = _first(whole, "executed")
    ratios = [r for facts in forms for r in facts.ratios if r.kind == "execution"]
    own = (r for r in ratios if executed is not None and r.executed == executed.mention.span)
    return budget, executed, next(own, ratios[0] if ratios else None)


def _single(money: list[Money]) -> list[Money]:
    """Amounts of one source alone; tiers side by side without their sum tell no whole."""
    return money if len({m.source for m in money}) == 1 else []


def _first(money: list[Money], measure: str) -> Money | None:
    return next((m for m in money if m.measure == measure), None)


def _share(budget: Mention | None, executed: Mention | None) -> float | None:
    if budget is None or executed is None or not budget.value or executed.value is None:
        return None
    return float(executed.value / budget.value)


def _total(forms: list[FormFacts]) -> Mark | None:
    return next((m for facts in forms for m in facts.marks if m.component == "total" and m.by == "self"), None)


def _cells(forms: list[FormFacts], field: str) -> list[Cell]:
    """Where a long text stands: in a goals band, else beside its label; the first form that has it."""
    for facts in forms:
        bands = [b for b in facts.form.bands if b.kind == "goals" and b.column(field)]
        cells = [c for b in bands for row in b.rows if (column := b.column(field)) and (c := b.cell(row, column)) is not None]
        cells = list(dict.fromkeys(cells)) or list(facts.form.labelled(field))[:1]
        if cells:
            return cells
    return []
