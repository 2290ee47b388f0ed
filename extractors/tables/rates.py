"""`rates`: every percentage about money or completion."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Span
from extractors.forms.model import FormFacts, Ratio
from extractors.frozen import frozen, maker
from extractors.numbers.rounding import agrees
from extractors.prose.spot import Told
from extractors.read import Read
from extractors.row import Fact, Flag, Key, Rate, Text, column, key, plain, printed_at
from extractors.vocabulary import DIRECTIONS, RATE_KINDS


@frozen(kw_only=True)
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


_row = maker(RateRow)


def extract(read: Read) -> Iterator[RateRow]:
    """Rates of forms first; prose tells the rest."""
    of_forms = list(_from_forms(read))
    yield from of_forms
    taken = {rate.anchor for rate in of_forms}
    for told, project in zip(read.told, read.owners, strict=True):
        if told.mention.kind == "percent" and told.mention.span not in taken:
            yield _rate(read, told, project)


def _rate(read: Read, told: Told, project: Span | None) -> RateRow:
    mention, about = told.mention, told.subject
    assert mention.value is not None  # a percent without a value is no mention
    block = read.document.blocks[mention.span.block]
    return _row(
        anchor=mention.span,
        rule=told.rule,
        source="table" if block.kind == "cell" else "narrative",
        evidence=(printed_at("subject", about.span),) if about else (),
        project_id=None if project is None else read.projects.keys[project],
        section_id=read.section_keys[mention.span.block],
        subject=plain(about.text) if about else None,
        kind=told.role,
        direction=told.direction,
        rate=float(mention.value),
        rate_text=plain(block.text[mention.span.start : mention.span.end]),
    )


def _from_forms(read: Read) -> Iterator[RateRow]:
    for facts in read.forms:
        for ratio in facts.ratios:
            yield from _form_rate(read, facts, ratio)


def _form_rate(read: Read, facts: FormFacts, ratio: Ratio) -> Iterator[RateRow]:
    mention = ratio.mention
    if mention.value is None:
        return
    unit = (printed_at("unit", mention.unit_span),) if mention.unit_span else ()
    text = plain(read.document.text(mention.span))
    yield _row(
        anchor=mention.span,
        rule="form.rate",
        source="table",
        evidence=unit + tuple(printed_at(field, span) for field, span in ratio.labels),
        project_id=read.project_key(facts.project or read.project_at(mention.span, ratio.subject or None)),
        section_id=read.section_key(mention.span),
        subject=ratio.subject or None,
        kind=ratio.kind,
        rate=float(mention.value),
        rate_text=text,
        budget_figure_id=None if ratio.budget is None else key("f", ratio.budget),
        executed_figure_id=None if ratio.executed is None else key("f", ratio.executed),
        computed_rate=None if ratio.computed is None else float(ratio.computed),
        consistent=None if ratio.computed is None else agrees(mention.value, ratio.computed, text),
    )
