"""Which figure tells another one again, and which is a part of another: so that what is left can be summed.

A report tells its total in the goal, in the funds, in the form and once more in 亿元; and every part beside it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from math import log
from operator import attrgetter

from extractors.document import Span
from extractors.forms.names import name_key
from extractors.frozen import changer, frozen
from extractors.numbers.rounding import step as step_of
from extractors.prose.spot import Told
from extractors.prose.subjects import is_generic
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.projects import ProjectRow
from patterns.loader import asked

_WORD = asked("link_words")
WHOLE = ("项目", "本项目", "该项目", "年度资金", "资金总额", "总投资", "总成本")
SUMMED = ("budget", "initial_budget", "executed", "received", "income")
HEADLINES = ("budget", "executed")
FORGOTTEN = 100  # so many times a whole, a part is printed in another unit
ONE = Decimal(1)
EQUAL = 50  # figures of one amount among which one may be told again: more are rows of a list (每户1万元)
LONGEST_RUN = 40  # an enumeration without 其中 is no longer

_placed = changer(BudgetFigure, "repeat_of", "part_of")

Place = tuple[str | None, str, int | None]  # project, measure, year


class _Seen:
    """A figure, its amount without the sign, and what is asked of it once it may be told twice."""

    __slots__ = ("_about", "_step", "row", "size")

    def __init__(self, row: BudgetFigure) -> None:
        self.row = row
        self.size = abs(row.amount_yuan)
        self._step: Decimal | None = None
        self._about: str | None = None

    @property
    def step(self) -> Decimal:
        """What one unit of the last printed digit is worth."""
        if self._step is None:
            self._step = step_of(self.row.amount_yuan, self.row.amount_text, ONE)  # no amount is a 0 rounded
        return self._step

    @property
    def about(self) -> str:
        """What its subject comes down to."""
        if self._about is None:
            self._about = _about(self.row.subject) if self.row.subject else ""
        return self._about


@frozen
class _Known:
    """What a figure may stand for: the projects by key, the figures of their whole budget and spending by project and measure, and the
    figures whose enumeration others stand in."""

    projects: Mapping[str | None, ProjectRow]
    headlines: Mapping[tuple[str | None, str], Span]
    standing: Container[Span]
    heads: Mapping[Span, Span]

    @classmethod
    def of(cls, told: Sequence[Told], projects: Sequence[ProjectRow]) -> _Known:
        keyed: dict[str | None, ProjectRow] = {project.key: project for project in projects}
        headlines = {(key, at): span for key, project in keyed.items() for at, span, _ in project.evidence if at in HEADLINES}
        heads = {t.mention.span: t.head.mention.span for t in told if t.head is not None}
        return cls(keyed, headlines, set(headlines.values()), heads)

    def are_whole(self, a: BudgetFigure, b: BudgetFigure) -> bool:
        """Whether one stands for its project's whole budget or spending, or both speak of it as a whole."""
        return a.anchor in self.standing or b.anchor in self.standing or self.both_are_whole(a, b)

    def both_are_whole(self, a: BudgetFigure, b: BudgetFigure) -> bool:
        return self._is_whole(a) and self._is_whole(b)

    def _is_whole(self, row: BudgetFigure) -> bool:
        own, subject = self.projects.get(row.project_id), row.subject or ""
        project = own and own.name_key
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
    ordered = sorted(seen, key=attrgetter("row.anchor"))
    places: dict[Place, list[_Seen]] = {}
    for one in ordered:
        row = one.row
        places.setdefault((row.project_id, row.measure, row.year), []).append(one)
    first: dict[_Seen, _Seen] = {}
    summed: dict[_Seen, _Seen] = {}
    for group in places.values():
        if len(group) > 1:
            first |= _repeats(group, known)
        if len(group) > 2:
            summed |= _sums(group)
    parts = _parts(ordered, first, known, summed)
    return [_linked(one, first.get(one), parts.get(one)) if one in first or one in parts else one.row for one in seen]


def _linked(one: _Seen, first: _Seen | None, whole: _Seen | None) -> BudgetFigure:
    if first is not None:
        return _placed(one.row, repeat_of=first.row.key, part_of=None)
    return one.row if whole is None else _placed(one.row, repeat_of=None, part_of=whole.row.key)


def _repeats(group: Sequence[_Seen], known: _Known) -> dict[_Seen, _Seen]:
    """Figures told before: of those of one project, measure and year, of one amount within the rounding, and of one subject."""
    found: dict[_Seen, _Seen] = {}
    firsts: dict[Decimal | int, list[_Seen]] = {}
    alike = len({one.step for one in group}) == 1  # none is another one rounded
    for one in group:
        steps = (one.size,) if alike else _steps(one)
        earlier: _Seen | None = None
        for step in steps:
            for other in firsts.get(step, ()):
                if (earlier is None or other.row.anchor < earlier.row.anchor) and _retold(one, other, known):
                    earlier = other
        if earlier is not None:
            found[one] = earlier
            continue
        for step in steps:
            if len(equal := firsts.setdefault(step, [])) < EQUAL:
                equal.append(one)
    return found


def _steps(one: _Seen) -> range:
    """The steps of a twentieth that an amount may stand on, rounded up or down: only figures that share one can be equal."""
    amount, half = float(one.size), float(one.step) / 2
    return range(int(20 * log(amount - half)), int(20 * log(amount + half)) + 1) if amount > half else range(1)


def _retold(one: _Seen, other: _Seen, known: _Known) -> bool:
    a, b = one.row, other.row
    if not _equal(one, other) or a.direction != b.direction or not _compatible(a.fund_source, b.fund_source):
        return False
    mine, its = one.about, other.about
    if mine and mine == its:
        return True
    if not a.amount_yuan:
        return False
    named = len(mine) >= 4 and len(its) >= 4 and (mine in its or its in mine)
    return named or (not (known.is_part(a) or known.is_part(b)) and known.are_whole(a, b))


@lru_cache(maxsize=1 << 12)
def _about(subject: str) -> str:
    bare = name_key(subject)
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
        if part in at and head in at and not _is_more(at[part], at[head]):
            parts[at[part]] = first.get(at[head], at[head])
    for one in ordered:
        measure = one.row.measure
        headline = known.headlines.get((one.row.project_id, "budget" if measure == "initial_budget" else measure))
        total = None if headline is None or one in parts else at.get(headline)
        whole = None if total is None else first.get(total, total)
        if whole is not None and whole is not one and _is_within(one, whole) and not _is_of_other_year(one, whole, known):
            parts[one] = whole
    return {part: whole for part, whole in parts.items() if part is not whole and parts.get(whole) is not part}


def _is_of_other_year(one: _Seen, whole: _Seen, known: _Known) -> bool:
    """Whether it tells the same of another year (2021年项目预算90万元); what a notice of last year gave may be a part."""
    if one.row.year == whole.row.year:
        return False
    return bool(one.about) and (one.about == whole.about or (one.size != whole.size and known.both_are_whole(one.row, whole.row)))


def _is_more(part: _Seen, whole: _Seen) -> bool:
    """Whether it cannot be a part: more than the whole, and not for a unit forgotten (4541.30元，其中大米486.2万元)."""
    return part.size < whole.size * FORGOTTEN and not _is_within(part, whole)


def _is_within(one: _Seen, whole: _Seen) -> bool:
    """No more than the whole, as far as the two are printed (86.94万元 of 86.9382万元)."""
    return one.size <= whole.size or one.size - whole.size <= max(one.step, whole.step) / 2


def _sums(group: Sequence[_Seen]) -> dict[_Seen, _Seen]:
    """Figures of one section that follow a total without 其中 and add up to it."""
    runs: dict[str | None, list[_Seen]] = {}
    for one in group if group[0].row.measure in SUMMED else ():
        if one.size:
            runs.setdefault(one.row.section_id, []).append(one)
    parts: dict[_Seen, _Seen] = {}
    for run in runs.values():
        for at, total in enumerate(run[:-2]):
            parts |= dict.fromkeys(_members(total, run[at + 1 : at + 1 + LONGEST_RUN]), total)
    return parts


def _members(total: _Seen, following: Sequence[_Seen]) -> Sequence[_Seen]:
    rest, slack = total.row.amount_yuan, total.step / 2
    for count, one in enumerate(following, 1):
        rest -= one.row.amount_yuan
        if rest > slack:
            continue
        if count > 1 and rest >= -slack:
            return following[:count]
        if rest < 0:
            break
    return ()
