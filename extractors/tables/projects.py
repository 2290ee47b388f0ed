"""`projects`: one row per project, fund or budget item, however often it is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.document import Mention, Span
from extractors.forms.cells import Cell
from extractors.forms.cover import party
from extractors.forms.model import FormFacts, Mark, Money
from extractors.forms.names import without_code
from extractors.forms.words import grade
from extractors.frozen import changed, changer, frozen, maker
from extractors.projects import Project
from extractors.projects.alone import of_alone
from extractors.projects.form_or_prose import more_exact, rate_of
from extractors.projects.headlines import Headline, headline, of_places
from extractors.projects.parts import PART
from extractors.projects.titles import OF_DEPARTMENT
from extractors.prose.points import Scored
from extractors.prose.spot import Told
from extractors.read import Read
from extractors.row import Evidence, Fact, Key, Number, Rate, Text, Year, Yuan, column, plain, printed_at
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


_row = maker(ProjectRow)
_described = changer(ProjectRow, "department", "unit", "total_score", "grade", "grade_text", *TEXTS)


@frozen
class OfForms:
    """What the forms of a project tell of the whole of it."""

    budget: Mention | None = None
    executed: Mention | None = None
    rate: Mention | None = None
    total: Mark | None = None
    year: int | None = None
    department: Span | None = None
    unit: Span | None = None


NO_FORM = OfForms()


def extract(read: Read) -> Iterator[ProjectRow]:
    """One row per project, however many forms, report bodies and sentences tell of it."""
    forms: dict[Span, list[FormFacts]] = {}
    for facts in read.forms:
        if facts.project is not None:
            forms.setdefault(read.projects.same[facts.project], []).append(facts)
    told: dict[Span | None, list[Told]] = {}
    passages, places = read.projects.passages, of_places(read.document, {one.mention.span.block for one in read.told})
    for one, owner in zip(read.told, read.owners, strict=True):
        block = one.mention.span.block
        if block not in places and (block not in passages or not read.projects.is_aside(one.mention.span)):
            told.setdefault(owner, []).append(one)
    totals: dict[Span | None, Scored] = {}
    for score in read.scored:
        if score.component == "total" and score.score is not None:  # the mark of a scheme is no score
            totals.setdefault(read.project_scored(score), score)
    chapters, rows = _chapters(read), _of_rows(read)
    for project in read.projects.all:
        name = project.name
        prose = headline(project, told.get(name, ()), totals.get(name), read.document, read.identity.fiscal_year)
        if len(read.projects.all) == 1 and name == read.projects.whole:
            prose = of_alone(prose, project, told.get(name, ()), read.identity.fiscal_year)
        if name in rows:
            budget, executed = _first(rows[name], "budget"), _first(rows[name], "executed")
            prose = changed(prose, budget=prose.budget or budget, executed=prose.executed or executed)
        yield _project(read, project, forms.get(name, ()), prose, chapters.get(name, {}))


def _of_rows(read: Read) -> dict[Span, list[Money]]:
    """The money of parts in the rows of a table that is nobody's form (城市低保 | 2,520 | 2,478)."""
    found: dict[Span, list[Money]] = {}
    divided = {p.name for p in read.projects.all if p.rule == PART}
    for money in (m for facts in read.forms if facts.project is None for m in facts.money) if divided else ():
        owner = read.projects.by_block.get(money.mention.span.block)
        if owner is not None and owner in divided:
            found.setdefault(owner, []).append(money)
    return found


def _chapters(read: Read) -> dict[Span, dict[str, Sequence[Span]]]:
    """The paragraphs of every project's chapters by column; those under no project are the only project's, and the first chapter counts."""
    alone = read.projects.whole
    if len(read.projects.all) == 1 and read.identity.report_kind not in OF_DEPARTMENT:
        alone = read.projects.all[0].name
    found: dict[Span, dict[str, Sequence[Span]]] = {}
    for chapter in read.chapters:
        project = read.projects.by_section.get(chapter.section, alone)
        if project is not None:
            found[project] = dict.fromkeys(chapter.fields, chapter.texts) | found.get(project, {})
    return found


def _project(
    read: Read, project: Project, forms: Sequence[FormFacts], prose: Headline, chapters: Mapping[str, Sequence[Span]]
) -> ProjectRow:
    of_forms = _of_forms(forms) if forms else NO_FORM
    department, unit = _parties(read, of_forms) if project.name == read.projects.whole else (of_forms.department, of_forms.unit)
    both = ((of_forms.budget, prose.budget), (of_forms.executed, prose.executed))
    budget, executed = [more_exact(printed, told) if printed else told for printed, told in both]
    rate, (score, grade_span) = rate_of(of_forms.rate, prose.rate, budget, executed, read.document), _scores(of_forms.total, prose.total)
    spans = _texts(forms, chapters) if forms or chapters else {}
    row = _row(
        anchor=project.name,
        rule=project.rule,
        source="narrative" if read.document.blocks[project.name.block].place.table is None else "table",
        evidence=tuple(_evidence(department, unit, score, grade_span, budget, executed, rate, spans)),
        section_id=read.section_keys[project.name.block],
        parent_project_id=None if project.parent is None else read.projects.keys[project.parent],
        name=plain(project.text),
        name_key=project.key,
        fiscal_year=of_forms.year or read.identity.fiscal_year,
        budget_yuan=budget.value if budget else None,
        executed_yuan=executed.value if executed else None,
        stated_rate=float(rate.value) if rate and rate.value is not None else None,
        computed_rate=_share(budget, executed),
    )
    if not (department or unit or score or grade_span or spans):
        return row
    text = read.document.text
    texts = {field: "\n".join(map(text, told)) or None for field, told in spans.items()}
    return _described(
        row,
        department=plain(text(department)) if department else None,
        unit=plain(text(unit)) if unit else None,
        total_score=score[0] if score else None,
        grade=grade(text(grade_span)) if grade_span else None,
        grade_text=plain(text(grade_span)) if grade_span else None,
        goal_expected=texts.get("goal_expected"),
        goal_actual=texts.get("goal_actual"),
        problems=texts.get("problems"),
        improvements=texts.get("improvements"),
    )


def _evidence(
    department: Span | None,
    unit: Span | None,
    score: tuple[float, Span] | None,
    grade_span: Span | None,
    budget: Mention | None,
    executed: Mention | None,
    rate: Mention | None,
    texts: Mapping[str, Sequence[Span]],
) -> list[Evidence]:
    """Where its printed fields stand; a text that runs over several blocks has numbered parts."""
    found: list[Evidence] = []
    if department:
        found.append(printed_at("department", department))
    if unit:
        found.append(printed_at("unit", unit))
    if score:
        found.append(printed_at("total_score", score[1]))
    if grade_span:
        found.append(printed_at("grade", grade_span))
    if budget:
        found.append(printed_at("budget", budget.span))
    if executed:
        found.append(printed_at("executed", executed.span))
    if rate:
        found.append(printed_at("stated_rate", rate.span))
    for field, spans in texts.items():
        found += [printed_at(field, span, part) for part, span in enumerate(spans, 1)]
    return found


def _scores(mark: Mark | None, told: Scored | None) -> tuple[tuple[float, Span] | None, Span | None]:
    """The total score with its place, and where the grade stands: the form's, else prose's."""
    ground = (mark.grade if mark else None) or (told.grade if told else None)
    if mark is not None and mark.score is not None:
        return (float(mark.score[0]), mark.score[1]), ground
    if told is not None and told.mention.value is not None:
        return (float(told.mention.value), told.mention.span), ground
    return None, ground


def _parties(read: Read, of_forms: OfForms) -> tuple[Span | None, Span | None]:
    """Who is in charge and who carries out what the report's title names: by the form; else by the cover, where it is about this alone."""
    if len(read.projects.all) > 1:
        return of_forms.department, of_forms.unit
    blocks = read.document.blocks
    return of_forms.department or party(blocks, "department"), of_forms.unit or party(blocks, "unit")


def _of_forms(forms: Sequence[FormFacts]) -> OfForms:
    """Budget, execution and rate of the whole project: those of its total row, else the first told without a source."""
    money = [m for facts in forms for m in facts.money if m.measure_label is not None]
    whole = [m for m in money if m.source == "total"] or [m for m in money if m.source is None] or _single(money)
    budget = _first(whole, "budget") or _first(_single(money), "budget") or _first(whole, "initial_budget")
    rows = {m.row_label for m in whole} - {None}  # 批复金额 over 总额 | 财政拨款, and 实际支出 beside it undivided
    executed = _first(whole, "executed") or _first([m for m in money if m.source is None and m.row_label in rows], "executed")
    ratios = [r for facts in forms for r in facts.ratios if r.kind == "execution"]
    own = (r for r in ratios if executed is not None and r.executed == executed.span)
    rate = next(own, ratios[0] if ratios else None)
    return OfForms(
        budget,
        executed,
        rate.mention if rate else None,
        next((m for facts in forms for m in facts.marks if m.component == "total" and m.by == "self"), None),
        next((f.form.year for f in forms if f.form.year), None),
        _party(forms, "department") or _party(forms, "upper_department"),
        _party(forms, "unit"),
    )


def _party(forms: Sequence[FormFacts], role: str) -> Span | None:
    return next((without_code(cell) for facts in forms for cell in facts.form.labelled(role)), None)


def _single(money: list[Money]) -> list[Money]:
    """Amounts of one source alone; tiers side by side without their sum tell no whole."""
    return money if len({m.source for m in money}) == 1 else []


def _first(money: list[Money], measure: str) -> Mention | None:
    return next((m.mention for m in money if m.measure == measure), None)


def _share(budget: Mention | None, executed: Mention | None) -> float | None:
    if budget is None or executed is None or not budget.value or executed.value is None:
        return None
    return float(executed.value / budget.value)


def _texts(forms: Sequence[FormFacts], chapters: Mapping[str, Sequence[Span]]) -> dict[str, Sequence[Span]]:
    """Where the long texts stand: in forms, else in chapters."""
    found = {field: [cell.span for cell in _cells(forms, field)] or chapters.get(field, ()) for field in TEXTS}
    return {field: spans for field, spans in found.items() if spans}


def _cells(forms: Sequence[FormFacts], field: str) -> list[Cell]:
    """Where a long text stands: in a goals band, else beside its label; the first form that has it."""
    for facts in forms:
        bands = [b for b in facts.form.bands if b.kind == "goals" and b.column(field)]
        cells = [c for b in bands for row in b.rows if (column := b.column(field)) and (c := b.cell(row, column)) is not None]
        cells = list(dict.fromkeys(cells)) or list(facts.form.labelled(field))[:1]
        if cells:
            return cells
    return []
