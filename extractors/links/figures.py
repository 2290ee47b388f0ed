"""Which figure tells another one again, and which is a part of another: so that what is left can be summed.

A report tells its total in the goal, in the funds, in the form and once more in 亿元; and every part beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from math import log

from extractors.document import Span
from extractors.forms.names import name_key
from extractors.frozen import changer, frozen
from extractors.numbers.rounding import places, unit
from extractors.prose.spot import Told
from extractors.prose.subjects import is_generic
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.projects import ProjectRow
from patterns.loader import asked

_WORD = asked("link_words")
WHOLE = ("项目", "本项目", "该项目", "年度资金", "资金总额", "总投资", "总成本")
SUMMED = ("budget", "initial_budget", "executed", "received", "income")
LONGEST_RUN = 40  # an enumeration without 其中 is no longer

_placed = changer(BudgetFigure, "repeat_of", "part_of")

Place = tuple[str | None, str, int | None]  # project, measure, year


class _Seen:
    """A figure, and its amount without the sign."""

    __slots__ = ("_step", "row", "size")

    def __init__(self, row: BudgetFigure) -> None:
        self.row = row
        self.size = abs(row.amount_yuan)
        self._step: Decimal | None = None

    @property
    def step(self) -> Decimal:
        """What one unit of the last printed digit is worth."""
        if self._step is None:
            text = self.row.amount_text
            self._step = (unit(self.row.amount_yuan, text) or Decimal(1)).scaleb(-places(text))
        return self._step


@frozen
class _Known:
    """What a figure may stand for: the names of the projects by key, the figures of their whole budget and spending, also by project
    and measure, and the figures whose enumeration others stand in."""

    names: Mapping[str, str]
    headlines: Mapping[str, Mapping[str, Span]]
    standing: Container[Span]
    heads: Mapping[Span, Span]

    @classmethod
    def of(cls, told: Sequence[Told], projects: Sequence[ProjectRow]) -> _Known:
        keyed = [(project.key, project) for project in projects]
        headlines = {key: {at: span for at, span, _ in project.evidence if at in ("budget", "executed")} for key, project in keyed}
        return cls(
            names={key: project.name_key or "" for key, project in keyed},
            headlines=headlines,
            standing={span for own in headlines.values() for span in own.values()},
            heads={t.mention.span: t.head.mention.span for t in told if t.head is not None},
        )

    def are_whole(self, a: BudgetFigure, b: BudgetFigure) -> bool:
        """Whether one stands for its project's whole budget or spending, or both speak of it as a whole."""
        return a.anchor in self.standing or b.anchor in self.standing or (self._is_whole(a) and self._is_whole(b))

    def _is_whole(self, row: BudgetFigure) -> bool:
        project, subject = self.names.get(row.project_id or "", ""), row.subject or ""
        if not project:
            return False
        bare = name_key(subject) if subject else ""
        named = project in bare or (len(bare) >= 4 and bare in project)
        return named or row.fund_source == "total" or is_generic(subject) or subject.startswith(WHOLE)

    def is_part(self, row: BudgetFigure) -> bool:
        """Whether it is one of an enumeration, or one source of a form's money."""
        return row.anchor in self.heads or (row.rule == "form.funds" and row.fund_source not in (None, "total"))


def figures_joined(told: Sequence[Told], projects: Sequence[ProjectRow], figures: Sequence[BudgetFigure]) -> list[BudgetFigure]:
    """Every figure with what it repeats and what it is a part of, in the order given."""
    known = _Known.of(told, projects)
    seen = [_Seen(row) for row in figures]
    ordered = sorted(seen, key=lambda one: one.row.anchor)
    places: dict[Place, list[_Seen]] = {}
    for one in ordered:
        places.setdefault((one.row.project_id, one.row.measure, one.row.year), []).append(one)
    told_twice = [group for group in places.values() if len(group) > 1]
    first = {one: other for group in told_twice for one, other in _repeats(group, known)}
    parts = _parts(ordered, first, known, dict(pair for group in told_twice for pair in _sums(group)))
    return [_linked(one, first.get(one), parts.get(one)) for one in seen]


def _linked(one: _Seen, first: _Seen | None, whole: _Seen | None) -> BudgetFigure:
    if first is not None:
        return _placed(one.row, repeat_of=first.row.key, part_of=None)
    return one.row if whole is None else _placed(one.row, repeat_of=None, part_of=whole.row.key)


def _repeats(group: Sequence[_Seen], known: _Known) -> Iterator[tuple[_Seen, _Seen]]:
    """Figures told before: of those of one project, measure and year, of one amount within the rounding, and of one subject."""
    firsts: dict[int, list[_Seen]] = {}
    for one in group:
        steps = _steps(one)
        alike = {other for step in steps if step in firsts for other in firsts[step]}
        earlier = [other for other in alike if _retold(one, other, known)]
        if earlier:
            yield one, min(earlier, key=lambda other: other.row.anchor)
            continue
        for step in steps:
            firsts.setdefault(step, []).append(one)


def _steps(one: _Seen) -> range:
    """The steps of a twentieth that an amount may stand on, rounded up or down: only figures that share one can be equal."""
    amount, half = float(one.size), float(one.step) / 2
    return range(int(20 * log(amount - half)), int(20 * log(amount + half)) + 1) if amount > half else range(1)


def _retold(one: _Seen, other: _Seen, known: _Known) -> bool:
    a, b = one.row, other.row
    if a.direction != b.direction or not _compatible(a.fund_source, b.fund_source) or not _equal(one, other):
        return False
    if a.amount_yuan and not (known.is_part(a) or known.is_part(b)) and known.are_whole(a, b):
        return True
    mine, its = _about(a.subject or ""), _about(b.subject or "")
    if mine and mine == its:
        return True
    return bool(a.amount_yuan) and min(len(mine), len(its)) >= 4 and (mine in its or its in mine)


@lru_cache(maxsize=1 << 12)
def _about(subject: str) -> str:
    """What a subject comes down to."""
    bare = name_key(subject) if subject else ""
    return _WORD["same_words"].sub("", bare) or bare


def _equal(one: _Seen, other: _Seen) -> bool:
    """Equal, or one is the other rounded (4.54亿元 and 45436万元)."""
    a, b = one.row.amount_yuan, other.row.amount_yuan
    return a == b or (one.step != other.step and abs(a - b) * 2 <= max(one.step, other.step))


def _compatible(one: str | None, other: str | None) -> bool:
    return one == other or (one in (None, "total") and other in (None, "total")) or None in (one, other)


def _parts(ordered: Sequence[_Seen], first: Mapping[_Seen, _Seen], known: _Known, summed: Mapping[_Seen, _Seen]) -> dict[_Seen, _Seen]:
    """Parts by their enumeration, by the amounts they sum up to, else by the headline of their project."""
    at = {one.row.anchor: one for one in ordered}
    parts = dict(summed)
    for part, head in known.heads.items():
        if part in at and head in at:
            parts[at[part]] = first.get(at[head], at[head])
    for one in ordered:
        headline = _headline(one.row, known)
        total = None if headline is None else at.get(headline)
        whole = None if total is None else first.get(total, total)
        if whole is not None and one not in parts and _is_within(one, whole):
            parts[one] = whole
    return {part: whole for part, whole in parts.items() if part is not whole and parts.get(whole) is not part}


def _is_within(one: _Seen, whole: _Seen) -> bool:
    """No more than the whole, as far as the two are printed (190.93万元 of 190.9282万元)."""
    return one.size <= whole.size or one.size - whole.size <= max(one.step, whole.step) / 2


def _headline(row: BudgetFigure, known: _Known) -> Span | None:
    """The headline a figure of a project falls under."""
    own = known.headlines.get(row.project_id) if row.project_id else None
    return own.get("budget" if row.measure == "initial_budget" else row.measure) if own else None


def _sums(group: Sequence[_Seen]) -> Iterator[tuple[_Seen, _Seen]]:
    """Figures of one section that follow a total without 其中 and add up to it."""
    runs: dict[str | None, list[_Seen]] = {}
    for one in group if group[0].row.measure in SUMMED else ():
        if one.size:
            runs.setdefault(one.row.section_id, []).append(one)
    for run in runs.values():
        for at, total in enumerate(run[:-2]):
            for member in _members(total, run[at + 1 : at + 1 + LONGEST_RUN]):
                yield member, total


def _members(total: _Seen, following: Sequence[_Seen]) -> Sequence[_Seen]:
    rest = total.row.amount_yuan
    for count, one in enumerate(following, 1):
        rest -= one.row.amount_yuan
        if count > 1 and abs(rest) * 2 <= total.step:
            return following[:count]
        if rest < 0:
            break
    return ()
