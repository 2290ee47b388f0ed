"""`indicators`: one row per indicator row of a form, or per indicator sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import itemgetter

from extractors.document import Span
from extractors.forms.model import FormFacts, Line
from extractors.forms.words import aspect as aspect_of
from extractors.frozen import frozen
from extractors.prose.indicators import IndicatorLine
from extractors.read import Read
from extractors.row import Count, Evidence, Exact, Fact, Key, Number, Text, column, plain
from extractors.targets import attainment, target
from extractors.vocabulary import ASPECTS, ATTAINMENTS, TARGET_OPS


@frozen(kw_only=True)
class IndicatorRow(Fact):
    TABLE = "indicators"
    KEY = "indicator_id"
    LETTER = "i"
    LABEL = "绩效指标"
    ABOUT = "one indicator row of a form, or one indicator sentence; its anchor is the name (prose: the line)"

    project_id: Key | None = column("项目", "the project it belongs to")
    section_id: Key | None = column("所在章节", "the innermost section it stands in")
    order: Count = column("次序", "place among the document's indicators, from 0", default=0)
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


Placed = tuple[Span, Callable[[int], IndicatorRow]]  # where an indicator stands, and how its row is made once its order is known


def extract(read: Read) -> Iterator[IndicatorRow]:
    """The indicators of forms and of prose, numbered in printing order."""
    found = sorted([*_from_forms(read), *_from_prose(read)], key=itemgetter(0))
    yield from (row(order) for order, (_, row) in enumerate(found))


def _from_prose(read: Read) -> Iterator[Placed]:
    """Indicator sentences, those inside an indicator row's cells apart."""
    cells = {
        span.block
        for facts in read.forms
        for line in facts.lines
        for span in (line.name, *line.target, line.actual, line.reason)
        if span is not None
    }
    for line in read.lines:
        if line.line.block not in cells:
            yield line.line, partial(_sentence, read, line)


def _sentence(read: Read, line: IndicatorLine, order: int) -> IndicatorRow:
    text = plain(read.document.text(line.line))
    levels = (Evidence("level2", line.level2_span),) if line.level2_span else ()
    return IndicatorRow(
        anchor=line.line,
        rule=line.rule,
        evidence=(Evidence("actual", line.line), *levels),
        project_id=read.project_key(read.project_at(line.line)),
        section_id=read.section_key(line.line),
        order=order,
        level1=line.level1,
        level2=line.level2,
        aspect=aspect_of(line.level2, line.level1),
        actual_text=text,
        attainment="unknown",
    )


def _from_forms(read: Read) -> Iterator[Placed]:
    for facts in read.forms:
        for line in facts.lines:
            anchor = line.anchor
            if anchor is not None:
                yield anchor, partial(_form_row, read, facts, line, anchor)


def _form_row(read: Read, facts: FormFacts, line: Line, anchor: Span, order: int) -> IndicatorRow:
    def text(span: Span | None) -> str | None:
        return None if span is None else plain(read.document.text(span))

    unit, sign = text(line.unit), text(line.sign)
    printed = target_text(line, text)
    goal = target("".join(text(s) or "" for s in line.target), unit, sign)
    reached = target(text(line.actual), unit)
    return IndicatorRow(
        anchor=anchor,
        rule="form.indicator",
        source="table",
        evidence=tuple(_evidence(line, anchor)),
        project_id=read.project_key(facts.project or read.project_at(anchor)),
        section_id=read.section_key(anchor),
        order=order,
        level1=text(line.level1),
        level2=text(line.level2),
        aspect=line.aspect,
        level3=text(line.name),
        target_text=printed,
        adjusted_target_text="".join(text(s) or "" for s in line.adjusted) or None,
        target_op=goal.op if goal else None,
        target_value=goal.value if goal else None,
        target_upper=goal.upper if goal else None,
        target_unit=goal.unit if goal else None,
        actual_text=text(line.actual),
        actual_value=reached.value if reached else None,
        actual_unit=reached.unit if reached else None,
        weight=float(line.weight[0]) if line.weight else None,
        score=float(line.score[0]) if line.score else None,
        review_score=float(line.review[0]) if line.review else None,
        reason=text(line.reason),
        attainment=attainment(goal, reached, line.aspect) if goal is not None or reached is not None else None,
    )


def target_text(line: Line, text: Callable[[Span | None], str | None]) -> str | None:
    """Operator, value and unit as a reader would write them: ≥3950人. A unit the value prints itself is not repeated."""
    value = "".join(text(s) or "" for s in line.target)
    if not value:
        return None
    sign, unit = text(line.sign) or "", text(line.unit) or ""
    bare = value[-1:].isdigit()
    return (sign if value[0].isdigit() else "") + value + (unit if bare else "")


def _evidence(line: Line, anchor: Span) -> Iterator[Evidence]:
    for field, span in (("level1", line.level1), ("level2", line.level2), ("actual", line.actual), ("reason", line.reason)):
        if span is not None and span != anchor:
            yield Evidence(field, span)
    parts = [s for s in (line.sign, *line.target, line.unit) if s is not None] if line.target else []
    yield from (Evidence("target", span, part) for part, span in enumerate(parts, 1))
    yield from (Evidence("adjusted_target", span, part) for part, span in enumerate(line.adjusted, 1))
    for field, mark in (("weight", line.weight), ("score", line.score), ("review_score", line.review)):
        if mark is not None:
            yield Evidence(field, mark[1])
