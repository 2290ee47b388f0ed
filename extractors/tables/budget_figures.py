"""`budget_figures`: every money amount of prose and of evaluation forms, with its role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document import Span
from extractors.prose.indicators import is_label
from extractors.prose.sources import fund
from extractors.prose.spot import Told
from extractors.read import Read
from extractors.row import Evidence, Fact, Key, Rate, Text, Texts, Year, Yuan, column, plain
from extractors.vocabulary import DIRECTIONS, FUND_SOURCES, MEASURES


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFigure(Fact):
    TABLE = "budget_figures"
    KEY = "figure_id"
    LETTER = "f"
    LABEL = "资金数"
    ABOUT = "one money amount of prose or of an evaluation form; its anchor is the printed number"

    project_id: Key | None = column("项目", "the project it belongs to")
    section_id: Key | None = column("所在章节", "the innermost section it stands in")
    subject: Text | None = column("名目", "what the money is for or of")
    measure: Text = column("口径", "budget, executed, income …", MEASURES)
    fund_source: Text | None = column("资金来源", "null wherever no word names it", FUND_SOURCES)
    category_path: Texts | None = column("类款项", "类, 款, 项 as printed")
    year: Year | None = column("年度", "the year the amount is about")
    amount_yuan: Yuan = column("金额（元）", "in yuan")
    amount_text: Text = column("金额原文", "as printed, with its unit if adjacent")
    direction: Text | None = column("方向", "for measure change", DIRECTIONS)
    share: Rate | None = column("占比", "the share of a total printed beside it")
    repeat_of: Key | None = column("重复于", "the figure that told it first")
    part_of: Key | None = column("隶属合计", "the total it is a part of")


def extract(read: Read) -> Iterator[BudgetFigure]:
    """Amounts of forms first; prose tells the rest, what stands in an indicator's target or actual apart."""
    of_forms = list(_from_forms(read))
    yield from of_forms
    taken = {figure.anchor for figure in of_forms}
    yield from (_figure(read, told) for told in read.told if told.mention.kind == "amount" and told.mention.span not in taken)


def _figure(read: Read, told: Told) -> BudgetFigure:
    mention, about = told.mention, told.subject
    assert mention.value is not None  # an amount without a value is no mention
    unit = (Evidence("unit", mention.unit_span),) if mention.unit_span else ()
    project = read.project_at(mention.span, told.words)
    return BudgetFigure(
        anchor=mention.span,
        rule=told.rule,
        source="table" if read.document.blocks[mention.span.block].kind == "cell" else "narrative",
        evidence=unit + ((Evidence("subject", about.span),) if about else ()),
        project_id=read.project_key(project),
        section_id=read.section_key(mention.span),
        subject=_subject(read, told, project),
        measure=told.role,
        fund_source=told.fund_source or _fund_of_name(read, told, project),
        year=told.year or read.identity.fiscal_year,
        amount_yuan=mention.value,
        amount_text=plain(read.document.text(mention.span)),
        direction=told.direction,
    )


def _subject(read: Read, told: Told, project: Span | None) -> str | None:
    """A cost label alone (成本指标：0.55万元) is about its project."""
    about = told.subject
    if about is not None and not is_label(about.text):
        return plain(about.text)
    return plain(read.document.text(project)) if project else None


def _fund_of_name(read: Read, told: Told, project: Span | None) -> str | None:
    """A fund that bears its source in its name (中央自然灾害救灾资金) gives it to all its parts."""
    if project is None:
        return None
    named = fund(read.document.text(project))
    return named if named in ("central", "provincial", "local") else None


def _from_forms(read: Read) -> Iterator[BudgetFigure]:
    for facts in read.forms:
        for money in facts.money:
            mention = money.mention
            if mention.value is None:
                continue
            unit = (Evidence("unit", mention.unit_span),) if mention.unit_span else ()
            yield BudgetFigure(
                anchor=mention.span,
                rule="form.funds" if money.measure_label else "form.cost",
                source="table",
                evidence=unit + tuple(Evidence(field, span) for field, span in money.labels),
                project_id=read.project_key(facts.project or read.project_at(mention.span)),
                section_id=read.section_key(mention.span),
                subject=money.subject or None,
                measure=money.measure,
                fund_source=money.source,
                year=facts.form.year or read.identity.fiscal_year,
                amount_yuan=mention.value,
                amount_text=plain(read.document.text(mention.span)),
            )
