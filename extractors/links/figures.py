"""Which figure tells another one again, and which is a part of another: so that what is left can be summed.

A report tells its total in the goal, in the funds, in the form and once more in 亿元; and every part beside it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from extractors.document import Span
from extractors.forms.names import name_key
from extractors.frozen import frozen
from extractors.numbers.rounding import places, unit
from extractors.prose.spot import Told
from extractors.prose.subjects import GENERIC
from extractors.row import key
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.projects import ProjectRow

SAME_WORDS = re.compile(r"(?:项目|支出|决算|预算|资金|经费|金额|总额|数|实际|全年|年初|年度|安排|下达|其中|比20[0-9]{2}年|20[0-9]{2}年)+")
WHOLE = ("项目", "本项目", "该项目", "年度资金", "资金总额", "总投资", "总成本")
SUMMED = ("budget", "initial_budget", "executed", "received", "income")
LONGEST_RUN = 40  # an enumeration without 其中 is no longer

Place = tuple[str | None, str, int | None]  # project, measure, year


@frozen
class _Seen:
    """A figure in reading order: whether it stands for its project, speaks of it as a whole, or is one part of an enumeration;
    what its subject comes down to, how exact it is printed."""

    row: BudgetFigure
    key: str
    headline: bool
    whole: bool
    part: bool
    about: str
    step: Decimal


def figures_joined(told: Sequence[Told], projects: Sequence[ProjectRow], figures: Sequence[BudgetFigure]) -> list[BudgetFigure]:
    """Every figure with what it repeats and what it is a part of, in the order given."""
    names = {project.key: project.name_key or "" for project in projects}
    headlines = dict(_headlines(projects))
    heads = {t.mention.span: t.head.mention.span for t in told if t.head is not None}
    whole = set(headlines.values())
    seen = [_seen(row, names, whole, heads) for row in sorted(figures, key=attrgetter("anchor"))]
    first = dict(_repeats(seen))
    parts = _parts(seen, first, heads, headlines)
    linked = {
        one.row.anchor: replace(one.row, repeat_of=first.get(one.key), part_of=None if one.key in first else parts.get(one.key))
        for one in seen
        if one.key in first or one.key in parts
    }
    return [linked.get(row.anchor, row) for row in figures]


def _seen(row: BudgetFigure, names: Mapping[str, str], headlines: Container[str], heads: Container[Span]) -> _Seen:
    project = names.get(row.project_id or "", "")
    subject = row.subject or ""
    bare = name_key(subject) if subject else ""
    named = bool(project) and (project in bare or (len(bare) >= 4 and bare in project))
    whole = bool(project) and (named or row.fund_source == "total" or GENERIC.fullmatch(subject) is not None or subject.startswith(WHOLE))
    part = row.anchor in heads or (row.rule == "form.funds" and row.fund_source not in (None, "total"))
    own = row.key
    return _Seen(row, own, own in headlines, whole, part, SAME_WORDS.sub("", bare) or bare, _step(row))


def _step(row: BudgetFigure) -> Decimal:
    """What one unit of the last printed digit is worth."""
    return (unit(row.amount_yuan, row.amount_text) or Decimal(1)).scaleb(-places(row.amount_text))


def _repeats(seen: Sequence[_Seen]) -> Iterator[tuple[str, str]]:
    """Figures told before: of one project, measure and year, of one amount within the rounding, and of one subject."""
    known: dict[tuple[Place, str], list[_Seen]] = {}
    for one in seen:
        places = [(_place(one.row), lead) for lead in _leads(one)]
        earlier = [other for place in places if place in known for other in known[place] if _retold(one, other)]
        if earlier:
            yield one.key, min(earlier, key=lambda other: other.row.anchor).key
            continue
        for place in places:
            known.setdefault(place, []).append(one)


def _place(row: BudgetFigure) -> Place:
    return row.project_id, row.measure, row.year


def _leads(one: _Seen) -> set[str]:
    """The first two digits an amount may have, rounded up or down: only figures that share them can be equal."""
    amount, step = float(abs(one.row.amount_yuan)), float(one.step)
    return {f"{about:.1e}" for about in (amount, amount + step, max(amount - step, 0.0))}


def _retold(one: _Seen, other: _Seen) -> bool:
    a, b = one.row, other.row
    if not _equal(one, other) or not _compatible(a.fund_source, b.fund_source) or a.direction != b.direction:
        return False
    if a.amount_yuan and not (one.part or other.part) and (one.headline or other.headline or (one.whole and other.whole)):
        return True
    same = bool(one.about) and one.about == other.about
    return same or (
        bool(a.amount_yuan) and min(len(one.about), len(other.about)) >= 4 and (one.about in other.about or other.about in one.about)
    )


def _equal(one: _Seen, other: _Seen) -> bool:
    """Equal, or one is the other rounded (4.54亿元 and 45436万元)."""
    difference = abs(one.row.amount_yuan - other.row.amount_yuan)
    return not difference or (one.step != other.step and difference * 2 <= max(one.step, other.step))


def _compatible(one: str | None, other: str | None) -> bool:
    return one == other or (one in (None, "total") and other in (None, "total")) or None in (one, other)


def _headlines(projects: Sequence[ProjectRow]) -> Iterator[tuple[tuple[str, str], str]]:
    """The figure that stands for a project's whole budget or spending."""
    for project in projects:
        for item in project.evidence:
            if item.field in ("budget", "executed"):
                yield (project.key, item.field), key("f", item.span)


def _parts(
    seen: Sequence[_Seen], first: Mapping[str, str], heads: Mapping[Span, Span], headlines: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """Parts by their enumeration, by the amounts they sum up to, else by the headline of their project."""
    by_key = {one.key: one for one in seen}
    parts: dict[str, str] = {}
    for one in seen:
        head = heads.get(one.row.anchor)
        if head is not None and key("f", head) in by_key:
            parts[one.key] = first.get(key("f", head), key("f", head))
    parts = dict(_sums(seen)) | parts
    for one in seen:
        total = _total(one, headlines)
        whole = first.get(total, total) if total is not None else None
        if whole in by_key and _is_within(one, by_key[whole]):
            parts.setdefault(one.key, whole)
    return {part: whole for part, whole in parts.items() if part != whole and parts.get(whole) != part}


def _is_within(one: _Seen, whole: _Seen) -> bool:
    """No more than the whole, as far as the two are printed (190.93万元 of 190.9282万元)."""
    return abs(one.row.amount_yuan) - abs(whole.row.amount_yuan) <= max(one.step, whole.step) / 2


def _total(one: _Seen, headlines: Mapping[tuple[str, str], str]) -> str | None:
    """The headline a figure of a project falls under."""
    measure = "budget" if one.row.measure == "initial_budget" else one.row.measure
    return headlines.get((one.row.project_id or "", measure)) if one.row.project_id else None


def _sums(seen: Sequence[_Seen]) -> Iterator[tuple[str, str]]:
    """Figures that follow a total without 其中 and add up to it."""
    runs: dict[tuple[Place, str | None], list[_Seen]] = {}
    for one in seen:
        if one.row.measure in SUMMED and one.row.amount_yuan:
            runs.setdefault((_place(one.row), one.row.section_id), []).append(one)
    for run in runs.values():
        yield from _summed(run)


def _summed(run: Sequence[_Seen]) -> Iterator[tuple[str, str]]:
    for at, total in enumerate(run):
        for member in _members(total, run[at + 1 : at + 1 + LONGEST_RUN]):
            yield member.key, total.key


def _members(total: _Seen, following: Sequence[_Seen]) -> Sequence[_Seen]:
    rest = total.row.amount_yuan
    for count, one in enumerate(following, 1):
        rest -= one.row.amount_yuan
        if count > 1 and abs(rest) * 2 <= total.step:
            return following[:count]
        if rest < 0:
            break
    return ()
