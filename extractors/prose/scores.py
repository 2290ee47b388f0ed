"""Scores and grades of prose: 产出得分48分，总得分94分，等级为“优”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.document import Document, Mention, Span
from extractors.prose.clauses import clause_start
from extractors.prose.cues import nearest
from patterns.loader import load

GRADE = regex.compile(
    r"(?:等级|评级|评定|评价结果|评价结论|评为|自评为|结果|结论)[\p{Han}]{0,4}?[为是：:]*[“\"'‘]?(?P<grade>优秀|良好|优|良|中|合格|不合格|较差|差)[”\"'’]?(?![\p{Han}]*化)"
    r"|自评[“\"]?(?P<short>优秀|良好|优|良|合格)[”\"]?(?:等[级次])?"
)
DEDUCTED = regex.compile(r"扣(?:减|除|掉)?[^，。；]{0,6}$")
FULL_MARK = regex.compile(r"(?:满分|分值|权重)(?:为|是)?[\s：:]*$")
SCORES = regex.compile(r"(?:得分?|评分?|分数|总分|绩效|自评|打分)[\p{Han}]{0,6}[\s：:为是]*$")


@dataclass(frozen=True, slots=True)
class Scored:
    """One score of prose, with the full mark and the grade printed beside it."""

    mention: Mention
    component: str
    words: Span
    full_mark: Mention | None
    grade: Span | None
    rule: str


def scored(document: Document, mentions: Sequence[Mention]) -> Iterator[Scored]:
    """Every score of prose whose words say what it is of."""
    block, begin, full = -1, 0, None
    for mention in mentions:
        if mention.kind != "score" or document.blocks[mention.span.block].place.table is not None:
            continue
        if mention.span.block != block:
            block, begin, full = mention.span.block, 0, None
        text = document.blocks[block].text
        lead = text[begin : mention.span.start]
        cut = clause_start(lead, listed=lead.startswith("、"))
        clause = lead[cut:]
        if FULL_MARK.search(clause):
            full = mention
        elif not DEDUCTED.search(clause) and SCORES.search(clause):
            found = nearest(load("prose_scores"), clause)
            words = Span(block, begin + cut + (found.start if found else 0), mention.span.start)
            grade = _grade(text, mention.span)
            if found is not None:
                yield Scored(mention, found.id, words, full, grade, f"prose.score.{found.id}")
            elif regex.search(r"得分|评分|总分", clause):
                yield Scored(mention, "total", words, full, grade, "prose.score.named")
            full = None
        begin = mention.span.end


def _grade(text: str, score: Span) -> Span | None:
    """The grade of the same sentence, behind the score or before it."""
    end = min((at for mark in "。\n" if (at := text.find(mark, score.end)) >= 0), default=len(text))
    start = max(text.rfind("。", 0, score.start), text.rfind("\n", 0, score.start)) + 1
    found = GRADE.search(text, score.end, end) or GRADE.search(text, start, score.start)
    if found is None:
        return None
    group = "grade" if found["grade"] else "short"
    return Span(score.block, *found.span(group))
