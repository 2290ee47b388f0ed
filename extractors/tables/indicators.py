"""`indicators`: one row per indicator row of a form, or per indicator sentence."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from extractors.document import Span
from extractors.forms.model import FormFacts, Line
from extractors.forms.words import aspect
from extractors.frozen import changer, frozen, maker
from extractors.prose.indicators import IndicatorLine
from extractors.read import Read
from extractors.row import Count, Evidence, Exact, Fact, Key, Number, Text, column, plain, printed_at
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


_row = maker(IndicatorRow)
_OF_TARGET = ("target_text", "adjusted_target_text", "target_op", "target_value", "target_upper", "target_unit")
_measured = changer(IndicatorRow, *_OF_TARGET, "actual_text", "actual_value", "actual_unit", "attainment")


def extract(read: Read) -> Iterator[IndicatorRow]:
    """The indicators of forms and of prose, numbered in printing order."""
    of_forms = [(line.anchor, facts, line) for facts in read.forms for line in facts.lines]
    found: list[tuple[Span, FormFacts | None, Line | IndicatorLine]] = [
        *((anchor, facts, line) for anchor, facts, line in of_forms if anchor is not None),
        *((line.line, None, line) for line in _of_prose(read)),
    ]
    for order, (anchor, facts, line) in enumerate(sorted(found, key=itemgetter(0))):
        yield _sentence(read, line, order) if isinstance(line, IndicatorLine) else _form_row(read, facts, line, anchor, order)


def _of_prose(read: Read) -> list[IndicatorLine]:
    """Indicator sentences, those inside an indicator row's cells apart."""
    lines = [line for facts in read.forms for line in facts.lines] if read.lines else []
    cells = {span.block for line in lines for span in (line.name, *line.target, line.actual, line.reason) if span is not None}
    return [line for line in read.lines if line.line.block not in cells]


def _sentence(read: Read, line: IndicatorLine, order: int) -> IndicatorRow:
    told = printed_at("actual", line.line)
    return _row(
        anchor=line.line,
        rule=line.rule,
        evidence=(told, printed_at("level2", line.level2_span)) if line.level2_span else (told,),
        project_id=read.project_key(read.project_at(line.line)),
        section_id=read.section_key(line.line),
        order=order,
        level1=line.level1,
        level2=line.level2,
        aspect=aspect(line.level2, line.level1),
        actual_text=plain(read.document.text(line.line)),
        attainment="unknown",
    )


def _form_row(read: Read, facts: FormFacts | None, line: Line, anchor: Span, order: int) -> IndicatorRow:
    document = read.document

    def text(span: Span | None) -> str | None:
        return None if span is None else plain(document.text(span))

    row = _row(
        anchor=anchor,
        rule="form.indicator",
        source="table",
        evidence=tuple(_evidence(line, anchor)),
        project_id=read.project_key((facts.project if facts else None) or read.project_at(anchor)),
        section_id=read.section_key(anchor),
        order=order,
        level1=text(line.level1),
        level2=text(line.level2),
        aspect=line.aspect,
        level3=text(line.name),
        weight=float(line.weight[0]) if line.weight else None,
        score=float(line.score[0]) if line.score else None,
        review_score=float(line.review[0]) if line.review else None,
        reason=text(line.reason),
    )
    unit, sign, actual = text(line.unit), text(line.sign), text(line.actual)
    value = "".join([plain(document.text(span)) for span in line.target])
    goal, reached = target(value, unit, sign), target(actual, unit)
    return _measured(
        row,
        target_text=target_text(value, sign or "", unit or ""),
        adjusted_target_text="".join([plain(document.text(span)) for span in line.adjusted]) or None,
        target_op=goal.op if goal else None,
        target_value=goal.value if goal else None,
        target_upper=goal.upper if goal else None,
        target_unit=goal.unit if goal else None,
        actual_text=actual,
        actual_value=reached.value if reached else None,
        actual_unit=reached.unit if reached else None,
        attainment=attainment(goal, reached, line.aspect) if goal is not None or reached is not None else None,
    )


def target_text(value: str, sign: str, unit: str) -> str | None:
    """Operator, value and unit as a reader would write them: ≥3950人. A unit the value prints itself is not repeated."""
    if not value:
        return None
    return (sign if value[0].isdigit() else "") + value + (unit if value[-1].isdigit() else "")


def _evidence(line: Line, anchor: Span) -> Iterator[Evidence]:
    for field, span in (("level1", line.level1), ("level2", line.level2), ("actual", line.actual), ("reason", line.reason)):
        if span is not None and span != anchor:
            yield printed_at(field, span)
    if line.target:
        parts = [span for span in (line.sign, *line.target, line.unit) if span is not None]
        yield from [printed_at("target", span, part) for part, span in enumerate(parts, 1)]
    if line.adjusted:
        yield from [printed_at("adjusted_target", span, part) for part, span in enumerate(line.adjusted, 1)]
    for field, mark in (("weight", line.weight), ("score", line.score), ("review_score", line.review)):
        if mark is not None:
            yield printed_at(field, mark[1])
