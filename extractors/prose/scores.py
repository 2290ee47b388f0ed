"""Scores and grades of prose: 产出得分48分，总得分94分，等级为“优”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import Document, Mention, Section, Span
from extractors.frozen import frozen
from extractors.prose.clauses import clause_start, masked
from extractors.prose.finds import nearest
from patterns.loader import asked

MARK = asked("prose_marks")


@frozen
class Scored:
    """One score of prose, with the full mark and the grade printed beside it."""

    mention: Mention
    component: str
    words: Span
    full_mark: Mention | None
    grade: Span | None
    rule: str


@frozen
class _Full:
    """A full mark that waits for its score, with the clause that names it."""

    mention: Mention
    clause: str
    at: int


def scored(
    document: Document, sections: Sequence[Section], section_of: Sequence[int | None], mentions: Sequence[Mention]
) -> Iterator[Scored]:
    """Every score of prose whose words say what it is of."""
    block, begin, full, total, behind = -1, 0, None, 0, None
    scores = [mention for mention in mentions if mention.kind == "score"]
    for mention, after in zip(scores, [*scores[1:], None], strict=False):
        if mention is behind:
            begin = mention.span.end + 1
            continue
        if mention.span.block != block:
            block, begin, full, total = mention.span.block, 0, None, 0
        text = document.blocks[block].text
        clause, at = _clause(text, begin, mention.span.start)
        if document.blocks[block].place.table is not None and not MARK["concluded"].search(clause):
            continue
        marks = _full_mark(mention, text, begin, clause, at)
        if marks is not None:
            full = marks
        elif _is_none(text, mention, clause):
            full = None
        elif not _beside(text, mention) and (index := section_of[block]) is not None and MARK["scores"].search(sections[index].title):
            yield _headed(mention, sections[index])
        elif not MARK["deducted"].search(clause) and (MARK["scores"].search(clause) or (total and MARK["part"].fullmatch(clause))):
            title = "" if (index := section_of[block]) is None else sections[index].title
            behind = after if full is None and after is not None and _marks(text, mention, after) else None
            named = _of_list(mention, clause, at) if behind or (total and _is_listed(text, total, at)) else None
            full = _Full(behind, clause, at) if behind else full
            one = _scored(mention, clause, at, full, title, _grade(text, mention.span)) or (named and replace(named, full_mark=behind))
            if one is not None:
                total = total or (mention.span.end if one.component == "total" else 0)
                yield one
            full = None
        begin = mention.span.end


def _is_none(text: str, mention: Mention, clause: str) -> bool:
    """A bound (得分低于80分的项目), a scale, or the score of an indicator's line."""
    if MARK["bound_before"].search(clause) or MARK["bound_behind"].match(text, mention.span.end):
        return True
    return _of_indicator(text, mention.span.start) or ("得" not in clause and _is_scale(text, mention.span.start))


def _of_indicator(text: str, at: int) -> bool:
    """年初目标值≥90%，实际完成值92%，自评得分20分: the score of an indicator's line, no total."""
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at), text.rfind("；", 0, at)) + 1
    return "完成值" in text[start:at] and ("目标值" in text[start:at] or "指标值" in text[start:at])


def _beside(text: str, mention: Mention) -> str:
    """What stands beside a score in its paragraph."""
    return (text[: mention.span.start] + text[mention.span.end :]).strip(" \u3000。.分")


def _headed(mention: Mention, section: Section) -> Scored:
    """（一）自评得分 and below it nothing but 97分。"""
    found = nearest("prose_scores", section.title)
    heading = section.heading
    words = Span(heading.block, heading.end - len(section.title), heading.end)
    component = found.id if found else "total"
    return Scored(mention, component, words, None, None, f"prose.score.{component}")


def _marks(text: str, score: Mention, mark: Mention) -> bool:
    """14分（15分）, 61.9分（满分70分）: the mark in the bracket behind a score is its full mark."""
    if score.span.block != mark.span.block or mark.value is None or score.value is None or mark.value < score.value:
        return False
    return (
        text[mark.span.end : mark.span.end + 1] in ("）", ")")
        and MARK["marked_behind"].fullmatch(text, score.span.end, mark.span.start) is not None
    )


def _is_listed(text: str, total: int, at: int) -> bool:
    """Whether a part stands in the sentence of its total, behind 其中."""
    among = text.rfind("其中", total, at + 2)
    return among >= 0 and "。" not in text[among:at]


def _of_list(mention: Mention, clause: str, at: int) -> Scored | None:
    """A part of a total by a name of its own: 资金保障14分."""
    found = MARK["listed"].fullmatch(clause)
    if found is None:
        return None
    words = Span(mention.span.block, at + found.start("name"), at + found.end("name"))
    return Scored(mention, "other", words, None, None, "prose.score.part")


def _full_mark(mention: Mention, text: str, begin: int, clause: str, at: int) -> _Full | None:
    """满分30分; 项目产出情况（30分，得28分): of what its bracket stands behind; 总分100分，得分92分."""
    behind = MARK["scored_behind"].match(text, mention.span.end) is not None
    headed = MARK["headed"].search(text, begin, mention.span.start)
    if headed is not None and (behind or MARK["full_mark"].search(clause)):
        return _Full(mention, headed["name"], headed.start("name"))
    if behind and "得" not in clause and MARK["scored_at_once"].match(text, mention.span.end):
        return _Full(mention, clause, at)
    if MARK["full_mark"].search(clause) or (behind and mention.value == 100 and MARK["sum_of_marks"].search(clause)):
        return _Full(mention, clause, at)
    return None


def _is_scale(text: str, at: int) -> bool:
    """90分以上为优，80-90分为良: a sentence of two bands tells how scores are graded, and none."""
    start, end = text.rfind("。", 0, at) + 1, text.find("。", at)
    return len(MARK["band"].findall(text, start, len(text) if end < 0 else end)) > 1


def _clause(text: str, begin: int, end: int) -> tuple[str, int]:
    """The clause that leads to a score, and where it begins; a colon right before the score ends none (综合得分：95分)."""
    lead = text[begin:end]
    cut = clause_start(masked(lead.rstrip("：: \u3000")), listed=lead.startswith("、"))
    return lead[cut:], begin + cut


def _scored(mention: Mention, clause: str, at: int, full: _Full | None, title: str, grade: Span | None) -> Scored | None:
    """What a score is of: its own words, those of its full mark (产出指标满分30分，得分28分), or the heading (该指标得分17分)."""
    block, full_mark = mention.span.block, full.mention if full else None
    found = nearest("prose_scores", clause)
    if (found is None or (found.id == "total" and "总" not in clause)) and full is not None:
        of_full = nearest("prose_scores", full.clause)
        if of_full is None and MARK["this"].search(full.clause):
            of_full = nearest("prose_scores", title)
        if of_full is not None:
            words = Span(block, full.at + of_full.start, full.at + len(full.clause.rstrip("（(：: \u3000")))
            return Scored(mention, of_full.id, words, full_mark, grade, f"prose.score.{of_full.id}")
    words = Span(block, at + (found.start if found else 0), at + len(clause.rstrip("：: \u3000")))
    if found is not None and found.id == "total" and (own := _own(clause)) is not None:
        return Scored(mention, own, words, full_mark, grade, f"prose.score.{own}")
    if found is not None:
        return Scored(mention, found.id, words, full_mark, grade, f"prose.score.{found.id}")
    return Scored(mention, "total", words, full_mark, grade, "prose.score.named") if MARK["named"].search(clause) else None


def _own(clause: str) -> str | None:
    """满意度指标自评得9分: what a score is of is named before the words that it is the agency's own."""
    named = MARK["own"].search(clause)
    found = nearest("prose_scores", named["name"]) if named else None
    return None if found is None or found.id == "total" else found.id


def _grade(text: str, score: Span) -> Span | None:
    """The grade of the same sentence, behind the score or before it."""
    end = min((at for mark in "。\n" if (at := text.find(mark, score.end)) >= 0), default=len(text))
    start = max(text.rfind("。", 0, score.start), text.rfind("\n", 0, score.start)) + 1
    found = MARK["grade"].search(text, score.end, end) or MARK["grade"].search(text, start, score.start)
    if found is None:
        return None
    group = "grade" if found["grade"] else "short"
    return Span(score.block, *found.span(group))
