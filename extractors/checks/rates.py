"""Rates against the figures they are made of, spending against its budget, and low execution nobody explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.checks.ledger import Ledger, finding, percent, span_of, step_of
from extractors.checks.midyear import is_midyear, monitored
from extractors.document import Span
from extractors.numbers.rounding import agrees, places
from extractors.numbers.units import money_unit
from extractors.row import plain
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.indicators import IndicatorRow
from extractors.tables.projects import ProjectRow
from extractors.tables.rates import RateRow
from patterns.loader import load

LOW = 0.6
MOST = 6  # a project with more distinct budgets than this tells of parts, not of one whole
BASES = ("budget", "initial_budget", "received", "added", "executed", "contract")
SPENT = ("executed", "received")
LATER = ("added", "opening_balance", "received")  # money that may be spent beyond the budget

_Headline = tuple[ProjectRow, Span | None, BudgetFigure, BudgetFigure]  # a project, its printed rate, its budget and its spending
_EXPLAINED = load("checks")["explained"].find


def check(ledger: Ledger) -> Iterator[Finding]:
    headlines = list(_headlines(ledger))
    yield from _of_rows(ledger)
    yield from _of_projects(ledger, headlines)
    yield from _empty_base(ledger)
    yield from _over_budget(ledger, headlines)
    yield from _costs(ledger)
    yield from _low_execution(ledger)


def _headlines(ledger: Ledger) -> Iterator[_Headline]:
    """The projects of whose budget and spending one figure each is told."""
    for project in ledger.projects:
        if project.budget_yuan is not None and project.executed_yuan is not None:
            at = {name: span for name, span, _ in project.evidence}
            base, part = ledger.by_anchor.get(at["budget"]), ledger.by_anchor.get(at["executed"])
            if base is not None and part is not None:
                yield project, at.get("stated_rate"), base, part


def _of_rows(ledger: Ledger) -> Iterator[Finding]:
    """Rates whose two figures are known. In prose another pair of the same project may be meant: then nothing is said."""
    for rate in ledger.rates:
        if rate.consistent is not False:
            continue
        base, part = ledger.figure(rate.budget_figure_id), ledger.figure(rate.executed_figure_id)
        if base is None or part is None or not base.amount_yuan:
            continue
        stated = Decimal(str(rate.rate))
        if rate.source == "narrative" and _other_pair(ledger, rate.project_id, stated, rate.rate_text):
            continue
        if rate.source == "table" and _other_column(ledger, base, part, stated, rate.rate_text):
            continue
        yield from _mismatch(rate, rate.rate_text, stated, base, part)


def _of_projects(ledger: Ledger, headlines: Sequence[_Headline]) -> Iterator[Finding]:
    """A project's headline rate in prose, where one budget and one spending are told of it."""
    linked = {r.anchor for r in ledger.rates if r.computed_rate is not None}
    for project, at, base, part in headlines:
        if at is None or at in linked or project.stated_rate is None or not base.amount_yuan:
            continue
        stated, text = Decimal(str(project.stated_rate)), plain(ledger.text(at))
        share = part.amount_yuan / base.amount_yuan
        if not agrees(stated, share, text) and not _other_pair(ledger, project.key, stated, text):
            yield from _mismatch(at, text, stated, base, part, project.key)


def _other_pair(ledger: Ledger, project: str | None, stated: Decimal, text: str) -> bool:
    """Whether other amounts of the project make the printed rate, or so many are told that nobody can say which are meant."""
    own = ledger.by_project.get(project, ()) if project is not None else ()
    bases = {f.amount_yuan for f in own if f.measure in BASES and f.amount_yuan}
    parts = {f.amount_yuan for f in own if f.measure in SPENT}
    if _are_many(bases, own, BASES) or _are_many(parts, own, SPENT):
        return True
    sums = {sum(parts, Decimal(0))} if len(parts) > 1 else set()
    return any(agrees(stated, part / base, text) for base in bases for part in parts | sums)


def _are_many(amounts: set[Decimal], own: Sequence[BudgetFigure], measures: Sequence[str]) -> bool:
    """Whether more wholes than a project has are told: what a whole in their own paragraph is divided into (其中：…) does not count."""
    if len(amounts) <= MOST:
        return False
    anchors = {f.key: f.anchor for f in own}
    beside = (f for f in own if f.measure in measures and f.amount_yuan and not _is_part(f, anchors))
    return len({f.amount_yuan for f in beside}) > MOST


def _is_part(figure: BudgetFigure, anchors: Mapping[str, Span]) -> bool:
    whole = anchors.get(figure.part_of) if figure.part_of else None
    return whole is not None and whole.block == figure.anchor.block


def _other_column(ledger: Ledger, base: BudgetFigure, part: BudgetFigure, stated: Decimal, text: str) -> bool:
    """Whether the rate is measured against another column of its row: the initial budget, what was received."""
    own = ledger.by_project.get(base.project_id, ()) if base.project_id is not None else ()
    others = (f for f in own if f.rule == base.rule and f.subject == base.subject and f.measure in BASES and f is not part)
    return any(f.amount_yuan and agrees(stated, part.amount_yuan / f.amount_yuan, text) for f in others)


def _mismatch(
    at: RateRow | Span, text: str, stated: Decimal, base: BudgetFigure, part: BudgetFigure, project: str | None = None
) -> Iterator[Finding]:
    share = part.amount_yuan / base.amount_yuan
    severity = "info" if _rounded(stated, text, base, part) else "error"
    expected = percent(share)
    yield finding(
        "rate_mismatch",
        severity,
        at,
        f"所列比率{text}，但{part.amount_text}÷{base.amount_text}={expected}",
        f"The printed rate is {text}, but {part.amount_text} / {base.amount_text} = {expected}",
        stated=text,
        expected=expected,
        project=project,
        against=(part.anchor, base.anchor),
    )


def _rounded(stated: Decimal, text: str, base: BudgetFigure, part: BudgetFigure) -> bool:
    """Whether amounts before rounding, or digits cut off instead of rounded, may still give the rate."""
    half, last = step_of(base) / 2, Decimal(1).scaleb(-places(text) - 2)
    over, under = base.amount_yuan + half, max(base.amount_yuan - half, Decimal(1))
    spent = step_of(part) / 2
    low, high = (part.amount_yuan - spent) / over, (part.amount_yuan + spent) / under
    return low - last / 2 <= stated <= high + last / 2 or 0 <= part.amount_yuan / base.amount_yuan - stated < last


def _empty_base(ledger: Ledger) -> Iterator[Finding]:
    """A completion of nothing: the budget is 0, or what was spent is and the rate is not."""
    if all(figure.amount_yuan for figure in ledger.figures):
        return
    for rate in ledger.rates:
        if rate.kind not in ("execution", "completion") or rate.rate <= 0 or rate.computed_rate:  # of two figures, neither is 0
            continue
        zero = ledger.figure(rate.budget_figure_id)
        if zero is None:
            zero = ledger.figure(rate.executed_figure_id) or _spent_before(ledger, rate)
        if zero is None or zero.amount_yuan:
            continue
        yield finding(
            "empty_base",
            "warning",
            rate,
            f"金额为{zero.amount_text}，却称完成{rate.rate_text}：预算为0，不存在完成率",
            f"The amount is {zero.amount_text}, yet {rate.rate_text} is said to be completed: nothing can be completed of a budget of 0",
            stated=rate.rate_text,
            against=(zero.anchor,),
        )


def _spent_before(ledger: Ledger, rate: RateRow) -> BudgetFigure | None:
    """What the sentence of a rate in prose calls spent right before it."""
    near = ledger.before(rate.anchor) if rate.source == "narrative" else None
    if near is None or near.measure != "executed" or any(c in ledger.between(near.anchor, rate.anchor) for c in "。；;"):
        return None
    return near


def _over_budget(ledger: Ledger, headlines: Sequence[_Headline]) -> Iterator[Finding]:
    """More spent than the full-year budget of the same project, or of the same row of its form."""
    for project, _, base, part in headlines:
        if base.measure != "budget" or part.rule == "form.funds" or part.amount_yuan <= base.amount_yuan:
            continue
        if not any(f.measure in LATER for f in ledger.by_project.get(project.key, ())):
            yield from _over(base, part, project.key)
    for facts, rows in ledger.fund_tables():
        for row in rows:
            plan, spent = row.cells.get("budget"), row.cells.get("executed")
            if plan is not None and spent is not None:
                yield from _over(plan, spent, ledger.read.project_key(facts.project))


def _over(base: BudgetFigure, part: BudgetFigure, project: str | None) -> Iterator[Finding]:
    if part.amount_yuan <= base.amount_yuan or base.amount_yuan <= 0:
        return
    if part.amount_yuan <= base.amount_yuan + max(step_of(base), step_of(part)):
        return
    share = percent(part.amount_yuan / base.amount_yuan)
    yield finding(
        "over_budget",
        "warning",
        part,
        f"支出{part.amount_text}超过预算{base.amount_text}（{share}）",
        f"Spending of {part.amount_text} exceeds the budget of {base.amount_text} ({share})",
        stated=part.amount_text,
        expected=f"≤{base.amount_text}",
        project=project,
        against=(base.anchor,),
    )


def _costs(ledger: Ledger) -> Iterator[Finding]:
    """Cost indicators of a form that cost more than their target and give no reason: one finding a project."""
    over: dict[str | None, list[IndicatorRow]] = {}
    for row in ledger.indicators:
        if row.aspect == "cost" and row.source == "table" and not row.reason and _costs_more(row):
            over.setdefault(row.project_id, []).append(row)
    for project, rows in over.items():
        told = [(str(row.actual_text), str(row.target_text)) for row in rows]
        first = span_of(rows[0], "actual") or rows[0].anchor
        yield finding(
            "over_budget",
            "warning",
            first,
            f"成本指标超出指标值且未说明原因：{'；'.join(f'{actual}（指标值{target}）' for actual, target in told)}",
            f"Cost indicators exceed their targets and no reason is given: {'; '.join(f'{a} (target {t})' for a, t in told)}",
            stated=told[0][0],
            expected=f"≤{told[0][1]}",
            project=project,
            against=[s for row in rows if (s := span_of(row, "target"))],
            parts=[s for row in rows[1:] if (s := span_of(row, "actual"))],
        )


def _costs_more(row: IndicatorRow) -> bool:
    """Only whole amounts of one unit: a price per person is no budget, and more savings are welcome."""
    target, actual = row.target_value, row.actual_value
    if target is None or actual is None or row.target_upper is not None or row.target_op not in ("=", "<", "<="):
        return False
    if row.target_unit != row.actual_unit or (row.target_unit is not None and money_unit(row.target_unit) is None):
        return False
    words = f"{row.level3 or ''}{row.target_text}{row.actual_text}"
    return actual > target and not any(word in words for word in ("/", "每", "率", "节约", "比例", "人均"))


def _low_execution(ledger: Ledger) -> Iterator[Finding]:
    """A project's printed rate below 60% of the whole year whose own text says nothing about the rest of the money."""
    low = [p for p in ledger.projects if p.stated_rate is not None and p.stated_rate < LOW and p.budget_yuan != 0]
    if not low:
        return
    texts = _told_of(ledger, low)
    excused = {row.project_id for row in ledger.indicators if row.reason} | monitored(ledger)
    for project in low:
        at = span_of(project, "stated_rate")
        if at is None or project.key in excused:
            continue
        told = texts[project.anchor]
        if ledger.read.document.blocks[at.block].text not in told:
            told = [*told, _sentence(ledger, at)]
        if _is_explained(project, told) or is_midyear(ledger, at):
            continue
        text = plain(ledger.text(at))
        amounts = [(name, s) for name in ("executed", "budget") if (s := span_of(project, name)) is not None]
        zh, en = _of_amounts([(name, plain(ledger.text(s))) for name, s in amounts])
        yield finding(
            "low_execution",
            "warning",
            at,
            f"执行率{text}{zh}低于60%，未说明原因",
            f"The execution rate of {text}{en} is below 60% and no reason is given",
            stated=text,
            expected="≥60%",
            project=project.key,
            against=[s for _, s in amounts],
        )


def _of_amounts(told: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """（支出90万元，预算200万元） and (90万元 executed, 200万元 budgeted), as far as they are printed."""
    if not told:
        return "", ""
    zh = "，".join(f"{'支出' if name == 'executed' else '预算'}{words}" for name, words in told)
    en = ", ".join(f"{words} {'executed' if name == 'executed' else 'budgeted'}" for name, words in told)
    return f"（{zh}）", f" ({en})"


def _told_of(ledger: Ledger, about: Sequence[ProjectRow]) -> dict[Span | None, list[str]]:
    """The paragraphs of some projects, by their names."""
    projects = ledger.read.projects
    told: dict[Span | None, list[str]] = {project.anchor: [] for project in about}
    for block, section in zip(ledger.read.document.blocks, ledger.read.section_of, strict=True):
        above = projects.whole if section is None else projects.by_section.get(section, projects.whole)
        name = projects.by_block.get(block.order, above)
        if name in told and block.kind != "cell":
            told[name].append(block.text)
    return told


def _sentence(ledger: Ledger, at: Span) -> str:
    """What is told around a rate: a project in a paragraph of several has its reason beside it."""
    text = ledger.read.document.blocks[at.block].text
    end = text.find("。", at.end)
    return text[text.rfind("。", 0, at.start) + 1 : end if end >= 0 else len(text)]


def _is_explained(project: ProjectRow, told: Sequence[str]) -> bool:
    assert _EXPLAINED is not None
    own = (project.goal_actual, project.problems, project.improvements)
    return any(map(_EXPLAINED.search, (*filter(None, own), *told)))
