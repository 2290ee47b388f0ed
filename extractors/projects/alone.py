"""The budget and the spending of the only project of a report, where its figures go by other words than its name
(下达我省救灾资金7.6亿元，其中…): what the paragraph that first tells of one comes to, if nothing else told is more. A notice speaks of
its fund alone: the first figure that none exceeds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.document import Mention
from extractors.frozen import changed
from extractors.projects import Project
from extractors.projects.announced import NOTICE
from extractors.projects.headlines import BUDGETS, PARTS, SPENT, Headline, of_whole, without_sums
from extractors.projects.titles import is_account
from extractors.prose.spot import Told
from patterns.loader import asked

ASIDE = (*PARTS, "prose.cost_label", "prose.named_part")
MORE = Decimal("1.1")  # 中央和省级合计下达: what others add to the whole
WORD = asked("project_words")


def of_alone(found: Headline, project: Project, told: Sequence[Told], year: int | None) -> Headline:
    """A headline with what was not told under the project's name."""
    if project.rule == NOTICE:
        found = _of_notice(found, project.key, [t for t in told if t.rule not in PARTS])
    if found.budget is not None and found.executed is not None:
        return found
    key = project.key
    own = without_sums([t for t in told if t.rule not in ASIDE and t.mention.value and _is_of_fund(t)])
    budget = found.budget or _whole(own, told, BUDGETS, key, year)
    executed = found.executed
    if executed is None and found.rate is None:
        executed = _whole(own, told, SPENT, key, year)
    if budget is not None and executed is not None and (executed.value or 0) > (budget.value or 0):
        return found  # one of them is a part's
    return changed(found, budget=budget, executed=executed)


def _of_notice(found: Headline, key: str, heads: Sequence[Told]) -> Headline:
    named = [t.mention for t in of_whole(key, heads, None) if t.role in BUDGETS and t.subject is not None]
    budget = max(named, key=_value, default=None) if found.rate is None else found.budget  # 下达60万元，共计90万元
    return changed(found, budget=budget or _largest(heads, BUDGETS), executed=found.executed or _largest(heads, SPENT))


def _largest(told: Sequence[Told], roles: Sequence[str]) -> Mention | None:
    """The first figure, where none is larger."""
    figures = [one.mention for one in told if one.role in roles]
    return figures[0] if figures and _value(figures[0]) == max(map(_value, figures)) else None


def _value(mention: Mention) -> Decimal:
    return mention.value or Decimal(0)


def _is_of_fund(one: Told) -> bool:
    """Whether the words of a figure name money that may be the whole, no part, batch or account."""
    about = one.subject
    if about is None or about.generic:
        return True
    return WORD["of_fund"].search(about.text) is not None and not is_account(about.text)


def _whole(own: Sequence[Told], told: Sequence[Told], roles: Sequence[str], key: str, year: int | None) -> Mention | None:
    """The most that the first paragraph tells, of the report's year where that is told; none where more is told of anything, or
    something else beside what shares no word with the project's name."""
    known = [t for t in own if t.role in roles]
    known = [t for t in known if t.year == year] or known
    if not known:
        return None
    block = min(t.mention.span.block for t in known)
    first = max((t for t in known if t.mention.span.block == block), key=lambda t: t.mention.value or 0)
    if len({t.mention.value for t in known}) > 1 and not _shares(key, first):
        return None
    most = max(t.mention.value or Decimal(0) for t in told if t.role in roles)
    return first.mention if most <= (first.mention.value or 0) * MORE else None


def _shares(key: str, one: Told) -> bool:
    """Whether two letters beside each other of what the name says stand in the figure's words, or these say nothing of their own."""
    about = WORD["plain_fund"].sub("", "" if one.subject is None or one.subject.generic else one.subject.text)
    stem = WORD["plain_fund"].sub("，", key)
    return not about or any(a + b in about for a, b in pairwise(stem))
