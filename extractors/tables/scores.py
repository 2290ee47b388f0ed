"""`scores`: every score and grade beyond single indicators."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.forms.model import FormFacts, Mark
from extractors.forms.words import grade
from extractors.frozen import frozen, maker
from extractors.prose.points import Scored
from extractors.read import Read
from extractors.row import Fact, Key, Number, Text, column, plain, printed_at
from extractors.vocabulary import COMPONENTS, GRADES, SCORERS


@frozen(kw_only=True)
class ScoreRow(Fact):
    TABLE = "scores"
    KEY = "score_id"
    LETTER = "g"
    LABEL = "得分"
    ABOUT = "one score or grade; its anchor is the score, else the full mark"

    project_id: Key | None = column("项目", "the project it belongs to")
    component: Text = column("部分", "what is scored", COMPONENTS)
    component_text: Text | None = column("部分原文", "as printed")
    by: Text = column("评分人", "the agency itself or a reviewer", SCORERS, default="self")
    full_mark: Number | None = column("满分", "the full mark")
    score: Number | None = column("得分", "the score")
    grade: Text | None = column("等级", "on the four-step scale", GRADES)
    grade_text: Text | None = column("等级原文", "the grade as printed")


_row = maker(ScoreRow)


def extract(read: Read) -> Iterator[ScoreRow]:
    yield from _from_forms(read)
    yield from (_score(read, told) for told in read.scored)


def _score(read: Read, told: Scored) -> ScoreRow:
    mention, text = told.mention, plain(read.document.text(told.grade)) if told.grade else None
    beside = told.full_mark.span if told.full_mark and told.score else None
    further = (("full_mark", beside), ("grade_text", told.grade), ("component_text", told.words))
    return _row(
        anchor=mention.span,
        rule=told.rule,
        evidence=tuple(printed_at(field, span) for field, span in further if span is not None),
        project_id=read.project_key(read.project_scored(told)),
        component=told.component,
        component_text=plain(read.document.text(told.words)) or None,
        by=told.by,
        full_mark=float(told.full_mark.value) if told.full_mark and told.full_mark.value is not None else None,
        score=float(told.score.value) if told.score and told.score.value is not None else None,
        grade=None if text is None else grade(text),
        grade_text=text,
    )


def _from_forms(read: Read) -> Iterator[ScoreRow]:
    for facts in read.forms:
        for mark in facts.marks:
            yield from _form_score(read, facts, mark)


def _form_score(read: Read, facts: FormFacts, mark: Mark) -> Iterator[ScoreRow]:
    anchor = mark.score[1] if mark.score else mark.full_mark[1] if mark.full_mark else mark.grade
    if anchor is None:
        return
    text = None if mark.grade is None else plain(read.document.text(mark.grade))
    further = (("component_text", mark.label), ("full_mark", mark.full_mark[1] if mark.full_mark else None), ("grade_text", mark.grade))
    yield _row(
        anchor=anchor,
        rule="form.score",
        source="table",
        evidence=tuple(printed_at(field, span) for field, span in further if span is not None and span != anchor),
        project_id=read.project_key(facts.project or read.project_at(anchor)),
        component=mark.component,
        component_text=plain(read.document.text(mark.label)),
        by=mark.by,
        full_mark=float(mark.full_mark[0]) if mark.full_mark else None,
        score=float(mark.score[0]) if mark.score else None,
        grade=None if text is None else grade(text),
        grade_text=text,
    )
