"""One thing told in two ways: a form and its text, the year of the report and the years it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from extractors.checks.ledger import Ledger, finding, is_slip, printed, step_of
from extractors.document import Block, Span
from extractors.forms.names import name_key
from extractors.projects.headlines import BUDGETS, PARTS, WHOLE
from extractors.row import plain
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.projects import ProjectRow
from extractors.tables.scores import ScoreRow
from patterns.loader import fold, load

TEN_THOUSAND = 10000
MOST_APART = 15.0  # totals further apart are of two things
SHORTEST_NAME = 6  # a shorter name (培训费) may be two things
ONE_REPORT = ("project_self_evaluation", "fund_evaluation", "department_evaluation", "transfer_self_evaluation")

_CITED = re.compile("《[^》]*》|〔[^〕]*〕")
_COMPARED, _BUDGETED, _AS_OF = (load("checks")[name].find for name in ("compared_year", "budgeted_year", "as_of_year"))
_OTHER_YEARS = re.compile(r"结转|上年|跨年|次年|本年|当年|(?<![0-9.])(?<![0-9][,，])20[0-9]{2}(?![0-9.,]|\s*[万亿元])")


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _items(ledger)
    yield from _headlines(ledger)
    yield from _totals(ledger)
    yield from _components(ledger)
    yield from _years(ledger)
    yield from _budgeted(ledger)
    yield from _as_of(ledger)


def _items(ledger: Ledger) -> Iterator[Finding]:
    """What a form prints of a cost item against what the text tells of the same item of the same project."""
    told: dict[tuple[str, str, str], list[BudgetFigure]] = {}
    for figure in ledger.figures if ledger.read.forms and any(f.rule == "form.cost" for f in ledger.figures) else ():
        if figure.project_id is None or figure.rule not in ("form.cost", "prose.cost_label", "prose.cue.executed"):
            continue
        name = fold(figure.subject or "").strip("。，；：、")
        if len(name) >= SHORTEST_NAME:
            told.setdefault((figure.project_id, name, figure.measure), []).append(figure)
    for (project, name, _), figures in told.items():
        of_form = [f for f in figures if f.rule == "form.cost"]
        of_text = [f for f in figures if f.source == "narrative"]
        if len(of_form) != 1 or not of_text:
            continue
        other = next((f for f in of_text if not _is_same(f, of_form[0])), None)
        if other is not None and _is_near(other, of_form[0]):
            yield _two(of_form[0], other, project, name)


def _is_same(a: BudgetFigure, b: BudgetFigure) -> bool:
    """Equal as far as the coarser of the two is printed."""
    return abs(a.amount_yuan - b.amount_yuan) <= max(step_of(a), step_of(b)) / 2


def _is_near(a: BudgetFigure, b: BudgetFigure) -> bool:
    """Not so far apart that something else may be meant."""
    low, high = sorted((a.amount_yuan, b.amount_yuan))
    return low * 2 >= high > 0


def _two(of_form: BudgetFigure, of_text: BudgetFigure, project: str, name: str) -> Finding:
    rows = sorted((of_form.amount_yuan, of_text.amount_yuan))
    scaled = rows[0] > 0 and rows[1] == rows[0] * TEN_THOUSAND
    return finding(
        "unit_suspect" if scaled else "table_text_mismatch",
        "warning",
        of_form,
        f"{name}：表中为{of_form.amount_text}，文中为{of_text.amount_text}" + ("，相差万倍" if scaled else ""),
        f"{name}: {of_form.amount_text} in the form, {of_text.amount_text} in the text" + (": off by 10,000" if scaled else ""),
        stated=of_form.amount_text,
        expected=of_text.amount_text,
        project=project,
        against=(of_text.anchor,),
    )


def _headlines(ledger: Ledger) -> Iterator[Finding]:
    """The budget and spending of a project in its form against the only ones the text tells of the whole of it."""
    filled = ledger.read.forms and {f.project_id for f in ledger.figures if f.rule == "form.funds"}
    for project in ledger.projects if filled else ():
        figures = ledger.by_project.get(project.key, ())
        of_form = [f for f in figures if f.rule == "form.funds"]
        if not of_form:
            continue
        for measures in (BUDGETS, ("executed",)):
            whole = [f for f in of_form if f.fund_source in ("total", None) and f.measure in measures]
            told = [f for f in figures if f.source == "narrative" and f.measure in measures and _of_whole(project, f)]
            if len({f.amount_yuan for f in told}) != 1 or not whole or any(_is_same(told[0], f) for f in of_form):
                continue
            if _is_near(told[0], whole[-1]) or told[0].amount_yuan * TEN_THOUSAND == whole[-1].amount_yuan:
                yield _two(whole[-1], told[0], project.key, project.name)


def _of_whole(project: ProjectRow, figure: BudgetFigure) -> bool:
    if figure.rule in (*PARTS, "prose.cost_label") or figure.year not in (None, project.fiscal_year):
        return False
    about = name_key(figure.subject or "")
    key = project.name_key or name_key(project.name)
    return about == key or about.removesuffix("经费") == key or about.startswith(tuple(w for w in WHOLE if "项目" in w))


def _totals(ledger: Ledger) -> Iterator[Finding]:
    """The total score of a project's form against the one its text tells; the execution may be scored beside the form's total."""
    told: dict[str | None, list[ScoreRow]] = {}
    for score in ledger.scores:
        if score.score is not None and score.by == "self" and score.component in ("total", "execution"):
            told.setdefault(score.project_id, []).append(score)
    for scores in told.values():
        of_form = [s for s in scores if s.source == "table" and s.component == "total"]
        if len({s.score for s in of_form}) != 1:
            continue
        of_text = _meant(of_form[0], [s for s in scores if s.source == "narrative" and s.component == "total"])
        if len({s.score for s in of_text}) != 1:
            continue
        form, text = of_form[0].score or 0.0, of_text[0].score or 0.0
        apart = {0.0, *(s.score or 0.0 for s in scores if s.component == "execution")}
        if any(abs(form + own - text) < 0.06 for own in apart) or abs(form - text) > MOST_APART:
            continue
        yield _two_scores(of_text[0], of_form[0], "总分", "a total")


def _meant(form: ScoreRow, told: Sequence[ScoreRow]) -> Sequence[ScoreRow]:
    """Of several totals of the text (those of other projects, too) the one with two digits of the form's in each other's place."""
    if len({s.score for s in told}) < 2 or any(s.score == form.score for s in told):
        return told
    return [s for s in told if is_slip(printed(s.score or 0.0), printed(form.score or 0.0), swapped=True)]


def _components(ledger: Ledger) -> Iterator[Finding]:
    """What a form gives a first-level indicator against what the text tells of it, under one full mark."""
    told: dict[tuple[str | None, str, str | None, float], list[ScoreRow]] = {}
    for score in ledger.scores:
        if score.score is not None and score.full_mark is not None and score.component not in ("total", "execution", "other"):
            told.setdefault((score.project_id, score.component, score.by, score.full_mark), []).append(score)
    for (_, component, _, _), scores in told.items():
        of_form, of_text = ([s for s in scores if s.source == source] for source in ("table", "narrative"))
        if len(of_form) == len(of_text) == 1 and of_form[0].score != of_text[0].score:
            label = load("components")[component].label
            yield _two_scores(of_text[0], of_form[0], label, f"{component} ({label})")


def _two_scores(of_text: ScoreRow, of_form: ScoreRow, zh: str, en: str) -> Finding:
    text, form = printed(of_text.score or 0.0), printed(of_form.score or 0.0)
    return finding(
        "table_text_mismatch",
        "warning",
        of_text,
        f"文中{zh}{text}分，表中为{form}分",
        f"The text tells {en} of {text}, the form one of {form}",
        stated=text,
        expected=form,
        against=[of_form.anchor],
    )


def _years(ledger: Ledger) -> Iterator[Finding]:
    """A comparison with an earlier year than the one all others are made with."""
    assert _COMPARED is not None
    year = ledger.read.identity.fiscal_year
    if year is None:
        return
    blocks, last = ledger.read.document.blocks, str(year - 1)
    usual = (m for b in blocks if last in b.text for m in _COMPARED.finditer(b.text) if m["year"] == last)
    if len(list(islice(usual, 2))) < 2:
        return
    for block, match in ((b, m) for b in blocks if "20" in b.text for m in _COMPARED.finditer(b.text)):
        if int(match["year"]) < year - 1:
            told = plain(match.group())
            yield finding(
                "year_mismatch",
                "warning",
                Span(block.order, match.start("year"), match.end("year")),
                f"“{told}”：{year}年的报告其他各处均与{year - 1}年比较",
                f"“{told}”: everywhere else this report on {year} compares with {year - 1}",
                stated=match["year"],
                expected=str(year - 1),
            )


def _budgeted(ledger: Ledger) -> Iterator[Finding]:
    """A project of the year evaluated that was planned in the budget of the year before, and in no other."""
    assert _BUDGETED is not None
    about = ledger.read.identity
    if about.fiscal_year is None or about.report_kind not in ONE_REPORT:
        return
    before = str(about.fiscal_year - 1)
    told = [block for block in ledger.read.document.blocks if before in block.text and "预算" in block.text]
    found = [(block, match) for block in told for match in _BUDGETED.finditer(block.text)]
    for block, match in found:
        place = Span(block.order, match.start("year"), match.end("year"))
        project = ledger.read.project_at(place)
        if int(match["year"]) != about.fiscal_year - 1 or project is None or _goes_on(block, match.end()):
            continue
        yield finding(
            "year_mismatch",
            "info",
            place,
            f"“{plain(match.group())}”：评价年度为{about.fiscal_year}年",
            f"“{plain(match.group())}”: the year evaluated is {about.fiscal_year}",
            stated=match["year"],
            expected=str(about.fiscal_year),
            project=ledger.read.project_key(project),
        )


def _as_of(ledger: Ledger) -> Iterator[Finding]:
    """What was spent by the end of the year before the one evaluated, which nothing else of the report names."""
    assert _AS_OF is not None
    about = ledger.read.identity
    if about.fiscal_year is None or about.report_kind not in ONE_REPORT:
        return
    before = str(about.fiscal_year - 1)
    told = [block for block in ledger.read.document.blocks if before in block.text]
    named = [block for block in told if before in _CITED.sub("", block.text)] if any("截" in block.text for block in told) else []
    found = _AS_OF.search(named[0].text) if len(named) == 1 and _CITED.sub("", named[0].text).count(before) == 1 else None
    if found is None or found["year"] != before:
        return
    place = Span(named[0].order, found.start("year"), found.end("year"))
    yield finding(
        "year_mismatch",
        "warning",
        place,
        f"“{plain(found.group())}”：评价年度为{about.fiscal_year}年，其他各处均未提及{before}年",
        f"“{plain(found.group())}”: the year evaluated is {about.fiscal_year}, and nothing else is told of {before}",
        stated=before,
        expected=str(about.fiscal_year),
        project=ledger.read.project_key(ledger.read.project_at(place)),
    )


def _goes_on(block: Block, end: int) -> bool:
    """Whether the paragraph goes on to later years or carries the money over."""
    return _OTHER_YEARS.search(block.text, end) is not None
