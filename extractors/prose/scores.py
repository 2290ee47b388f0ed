"""Scores, full marks and grades of prose: 产出得分48分，总得分94分，等级为“优”."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.document import Document, Mention, Section, Span
from extractors.frozen import changed
from extractors.prose.finds import Find, nearest, where
from extractors.prose.points import Full, Scored, clause_before, part_of
from extractors.prose.schemes import is_mark_of, respectively, scheme
from patterns.loader import asked

MARK = asked("prose_marks")
_SCALED = frozenset("优良差格")  # of two bands of a scale one has one of these letters
_GRADES = _SCALED | {"中"}
_OPENS = ("（", "(")
_EDGES = "（(：:，, \u3000"


def scored(
    document: Document, sections: Sequence[Section], section_of: Sequence[int | None], mentions: Sequence[Mention]
) -> Iterator[Scored]:
    """Every score of prose whose words say what it is of."""
    for block, printed in groupby((m for m in mentions if m.kind == "score"), key=lambda mention: mention.span.block):
        within = section_of[block]
        telling = _Telling(document.blocks[block].text, None if within is None else sections[within])
        yield from telling.scores([*printed], in_table=document.blocks[block].place.table is not None)


class _Telling:
    """The scores of one paragraph, in their order."""

    def __init__(self, text: str, section: Section | None) -> None:
        self.text, self.section = text, section
        self.title = "" if section is None else section.title
        self.begin = 0  # behind the number before
        self.full: Full | None = None
        self.total = 0  # where the total score ends, once it is told
        self.parts = 0
        self.ungraded = _GRADES.isdisjoint(text)

    def scores(self, printed: Sequence[Mention], *, in_table: bool) -> Iterator[Scored]:
        rest = deque(printed)
        while rest:
            told = [] if in_table or self.full else scheme(self.text, self.begin, rest)
            for _ in told:
                self.begin = rest.popleft().span.end
            told = told or self._next(rest, in_table)
            self.parts += sum(one.component != "total" for one in told)
            yield from told

    def _next(self, rest: deque[Mention], in_table: bool) -> list[Scored]:
        """The scores that the next number begins; what other numbers they take is taken from the rest."""
        mention = rest.popleft()
        clause, at = clause_before(self.text, self.begin, mention.span.start)
        told: list[Scored] = []
        if not in_table or MARK["concluded"].search(clause):
            told = respectively(clause, at, [mention, *rest], self.text)
            if not told and (one := self._one(mention, clause, at, rest[0] if rest else None)):
                told = [one]
        for _ in range(sum(2 if one.full_mark else 1 for one in told) - 1 if len(told) > 1 else 0):
            mention = rest.popleft()
        self.begin = mention.span.end
        if told and rest and told[0].full_mark is rest[0]:
            self.begin = rest.popleft().span.end + 1  # with the bracket around it
        if told and MARK["reviewed"].search(clause):
            return [changed(one, by="review") for one in told]
        return told

    def _one(self, mention: Mention, clause: str, at: int, after: Mention | None) -> Scored | None:
        """What one number of points is: a full mark, which waits; no score at all; or a score."""
        marks = _full_mark(mention, self.text, self.begin, clause, at)
        if marks is not None:
            self.full = (
                None if self.begin and self.text[self.begin : self.begin + 3].lstrip()[:1] in _OPENS else marks
            )  # a bracket behind another score
            return None
        full, self.full = self.full, None
        if _is_none(self.text, mention, clause):
            return None
        if self.section is not None and not _beside(self.text, mention) and MARK["scores"].search(self.title):
            return _headed(mention, self.section)
        behind = after if full is None and after is not None and is_mark_of(self.text, mention, after) else None
        marked = behind is not None and ("满分" in self.text[mention.span.end : behind.span.start] or part_of(clause) != "other")
        if full is None and behind is None and (of_project := self._of_project(mention, clause, at)):
            return of_project
        closing = self.parts > 1 and MARK["closing"].fullmatch(clause)
        listed = self.total > 0 and _is_listed(self.text, self.total, at)
        part = self.total and (MARK["part"].fullmatch(clause) or (listed and MARK["listed"].fullmatch(clause)))
        told = marked or closing or MARK["scores"].search(clause) or part
        if not told or MARK["deducted"].search(clause):
            self.full = full
            return None
        named = _of_list(mention, clause, at) if behind or listed else None
        full = Full(behind, clause, at) if behind else full
        one = self._scored(mention, clause, at, full) or (named and changed(named, full_mark=behind))
        if one is not None and named is not None and one.rule != "prose.score.part" and one.component != "total":
            one = changed(one, words=named.words)
        if one is not None and one.component == "total":
            self.total = self.total or mention.span.end
        return one

    def _of_project(self, mention: Mention, clause: str, at: int) -> Scored | None:
        """某某修复工程97.6分，等次为优: a project's name, its score and its grade."""
        grade = self._grade(mention.span)
        if grade is None or not _is_beside(self.text, mention.span, grade) or where("project_titles", "noun", clause) is None:
            return None
        return Scored(mention, "total", Span(mention.span.block, at, at + len(clause)), None, grade, "prose.score.named")

    def _scored(self, mention: Mention, clause: str, at: int, full: Full | None) -> Scored | None:
        """What a score is of: its own words, those of its full mark (产出指标满分30分，得分28分), of the weight or rate before it, or of
        the heading (该指标得分17分)."""
        grade, found = self._grade(mention.span), nearest("prose_scores", clause)
        if found is None or (found.id == "total" and "总" not in clause):
            if full is not None and (one := self._as_marked(mention, full, grade)):
                return one
            if full is None and (led := _led(mention, self.text, at)):
                return changed(led, grade=grade)
            if full is None and self.section is not None and MARK["this_indicator"].search(clause):
                return changed(_headed(mention, self.section, "other"), grade=grade)
        found = (found and _own(clause)) or found
        words = _words(mention.span.block, at + (found.start if found else 0), clause[found.start :] if found else clause, found)
        component = found.id if found else "total"
        if component != "total" and grade is not None and not _is_beside(self.text, mention.span, grade):
            grade = None
        if found is None and not MARK["named"].search(clause) and not MARK["closing"].fullmatch(clause):
            return None
        if MARK["of_paper"].search(clause):
            component = "other"
        return Scored(mention, component, words, full.mention if full else None, grade, f"prose.score.{component if found else 'named'}")

    def _grade(self, score: Span) -> Span | None:
        """The grade of the same sentence, behind the score or before it; or of the next, where it begins with it."""
        if self.ungraded:
            return None
        text = self.text
        end = min((at for mark in "。\n" if (at := text.find(mark, score.end)) >= 0), default=len(text))
        start = max(text.rfind("。", 0, score.start), text.rfind("\n", 0, score.start)) + 1
        found = MARK["grade"].search(text, score.end, end) or MARK["grade"].search(text, start, score.start)
        found = found or MARK["graded_next"].match(text, end + 1) or MARK["graded_bare"].match(text, score.end)
        return None if found is None else Span(score.block, *found.span("grade" if found["grade"] else "short"))

    def _as_marked(self, mention: Mention, full: Full, grade: Span | None) -> Scored | None:
        """A score by the words of its full mark; what is no part of a report's usual ones has a name of its own."""
        marked = MARK["full_mark"].search(full.clause)
        name = full.clause[: marked.start() if marked else None].rstrip(_EDGES).removesuffix("总")
        found = nearest("prose_scores", name) or nearest("prose_scores", full.clause)
        if found is None and self.section is not None and MARK["this"].search(full.clause):
            headed = _headed(mention, self.section, "other" if MARK["this_indicator"].search(full.clause) else "")
            return changed(headed, full_mark=full.mention, grade=grade) if headed.component else None
        if found is None and not name:
            return self._as_headed(mention, full, grade)
        if found is None and full.mention.value == 100:
            return None
        start = found.start if found else 0
        words = Span(mention.span.block, full.at + start, full.at + max(len(name), found.end if found else 0))
        component = found.id if found else "other"
        return Scored(mention, component, words, full.mention, grade, f"prose.score.{component}")

    def _as_headed(self, mention: Mention, full: Full, grade: Span | None) -> Scored | None:
        """A score whose mark bears no name: of what opens its line or sentence (1.产出数量。权重12分，得10分; 过程由…构成，权重20分…),
        or of the heading right above."""
        start = max(self.text.rfind("。", 0, full.at - 1), self.text.rfind("\n", 0, full.at)) + 1
        opens = MARK["opens"].match(self.text, start, full.at)
        if opens is None:
            if self.text[: full.at].strip() or self.section is None:
                return None
            headed = _headed(mention, self.section, "other")
            return changed(headed, full_mark=full.mention, grade=grade)
        component, words = part_of(opens["name"]), Span(mention.span.block, *opens.span("name"))
        return Scored(mention, component, words, full.mention, grade, f"prose.score.{component}")


def _led(mention: Mention, text: str, at: int) -> Scored | None:
    """决策权重20%，得分18.5分; 产出指标（自评分19分）; 预算执行率98%，得9.8分 (but 执行率98%，自评得分95分 tells the total)."""
    start = max(text.rfind(mark, 0, at) for mark in "。；：\n") + 1
    weighed = MARK["weighed"].search(text, start, at) or MARK["bracketed"].search(text, start, at)
    led = weighed or (MARK["rated"].search(text, start, at) if mention.value is not None and mention.value <= 20 else None)
    component = part_of(led["name"]) if led else "other"
    if led is None or component == "other":
        return None
    return Scored(mention, component, Span(mention.span.block, *led.span("name")), None, None, f"prose.score.{component}")


def _words(block: int, start: int, told: str, found: Find | None) -> Span:
    """What is scored, without the words that tell that it is."""
    told = told.rstrip("：: \u3000")
    if found is not None and found.id != "total" and (scored := MARK["scored"].search(told)):
        told = told[: scored.start()]
    return Span(block, start, start + len(told))


def _is_none(text: str, mention: Mention, clause: str) -> bool:
    """A bound (得分低于80分的项目), a scale, several parts' scores at once, or the score of an indicator's line."""
    if mention.upper is not None or "分别" in clause or MARK["bound_before"].search(clause):
        return True
    if MARK["bound_behind"].match(text, mention.span.end):
        return True
    return _of_indicator(text, mention.span.start) or ("得" not in clause and _is_scale(text, mention.span.start))


def _of_indicator(text: str, at: int) -> bool:
    """年初目标值≥90%，实际完成值92%，自评得分20分: the score of an indicator's line, no total."""
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at), text.rfind("；", 0, at)) + 1
    return "完成值" in text[start:at] and ("目标值" in text[start:at] or "指标值" in text[start:at])


def _beside(text: str, mention: Mention) -> str:
    """What stands beside a score in its paragraph."""
    return (text[: mention.span.start] + text[mention.span.end :]).strip(" \u3000。.分")


def _headed(mention: Mention, section: Section, unknown: str = "total") -> Scored:
    """（一）自评得分 and below it nothing but 97分。 What the heading does not tell is `unknown`."""
    found, heading = nearest("prose_scores", section.title), section.heading
    words = Span(heading.block, heading.end - len(section.title), heading.end)
    component = found.id if found and (found.id != "total" or unknown == "total") else unknown
    return Scored(mention, component, words, None, None, f"prose.score.{component}")


def _is_listed(text: str, total: int, at: int) -> bool:
    """Whether a part stands in the sentence of its total, behind 其中, a colon or a bracket (综合得分91分：…; 总分91分（…、…）)."""
    if (opens := text[total : total + 1]) and opens in "：:（(":
        between = text[total + 1 : at]
        return "。" not in between and (opens in "：:" or ("）" not in between and ")" not in between))
    among = text.rfind("其中", total, at + 2)
    return among >= 0 and "。" not in text[among:at]


def _of_list(mention: Mention, clause: str, at: int) -> Scored | None:
    """A part of a total by a name of its own: 资金保障14分."""
    found = MARK["listed"].fullmatch(clause)
    if found is None:
        return None
    words = Span(mention.span.block, at + found.start("name"), at + found.end("name"))
    return Scored(mention, "other", words, None, None, "prose.score.part")


def _full_mark(mention: Mention, text: str, begin: int, clause: str, at: int) -> Full | None:
    """满分30分; 项目产出情况（30分，得28分): of what its bracket stands behind; 总分100分，得分92分; （一）预算执行率（10分）。"""
    end = mention.span.end
    behind = MARK["scored_behind"].match(text, end) is not None
    lead = text[begin : mention.span.start]
    headed = MARK["headed"].search(text, begin, mention.span.start) if "（" in lead or "(" in lead else None
    opens = begin == 0 and MARK["head_ends"].match(text, end) is not None
    if headed is not None and (behind or opens or MARK["full_mark"].search(clause)):
        return Full(mention, headed["name"], headed.start("name"))
    if behind and "得" not in clause and MARK["scored_at_once"].match(text, end):
        return Full(mention, clause, at)
    if MARK["full_mark"].search(clause) or (mention.value == 100 and MARK["sum_of_marks"].search(clause)):
        return Full(mention, clause, at)
    return None


def _is_beside(text: str, score: Span, grade: Span) -> bool:
    """Whether the grade of a part is its own: told right behind it, before another number, and not as that of the whole."""
    return not re.search("[0-9、；]|综合", text[score.end : grade.start] or "0")


def _is_scale(text: str, at: int) -> bool:
    """90分以上为优，80-90分为良: a sentence of two bands tells how scores are graded, and none."""
    start, end = text.rfind("。", 0, at) + 1, text.find("。", at)
    if _SCALED.isdisjoint(text[start:] if end < 0 else text[start:end]):
        return False
    return len(MARK["band"].findall(text, start, len(text) if end < 0 else end)) > 1


def _own(clause: str) -> Find | None:
    """满意度指标自评得9分: what a score is of is named before the words that it is the agency's own."""
    named = MARK["own"].search(clause)
    found = nearest("prose_scores", named["name"]) if named else None
    return None if named is None or found is None or found.id == "total" else Find(found.id, named.start("name") + found.start, len(clause))
