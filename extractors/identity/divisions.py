"""China's administrative divisions by name, code and year: which province, city and county a name tells.

The table is patterns/divisions.tsv (tools/divisions.py derives it; docs/decisions/0004-divisions.md). A name is worth what it was
in the year asked for: 襄樊市 and 襄阳市 are one city, 即墨市 became 即墨区 and changed its code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractors.frozen import frozen
from patterns.loader import HERE

TODAY = 9999
LONGEST, _TAIL = 15, 3  # the letters of the longest name and of the shortest
_ENDS = re.compile("[省市县区州盟旗]")
# Names of many cities or ordinary words: they tell a place only behind the city they belong to.
_COMMON = frozenset({"城区", "新城区", "郊区", "矿区", "市郊区", "市中区", "中区", "东区", "西区", "城中区"})
_WORDY_SHORTS = frozenset({"东方", "中卫", "兴安", "大同", "安康", "和平", "平安", "文昌", "通化", "中山", "海南", "万宁", "南平", "开封"})
_SHORT_TAILS = ("州", "盟", "市", "省", "县", "区", "旗")


class Division(NamedTuple):
    """One division as it was from `first` to `last`; `now` is its code today, empty where it is gone.
    A named tuple, since four thousand of them are made whenever the table is read."""

    code: str
    name: str
    short: str
    parent: str
    first: int
    last: int
    now: str

    @property
    def level(self) -> str:
        """province, city or county: 110000, 420100, 420111; 429004 stands right under its province and is a county all the same."""
        return "province" if self.code.endswith("0000") else "city" if self.code.endswith("00") else "county"

    def distance(self, year: int) -> int:
        """How many years `year` lies outside."""
        return max(self.first - year, year - self.last, 0)


@frozen
class Region:
    """Where an agency is: official names; `division` is the innermost one, None where a name belongs to several places."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    division: Division | None = None
    level: str | None = None
    end: int = 0

    @property
    def name(self) -> str | None:
        return self.county or self.city or self.province


NOWHERE = Region()
_TAILS_OF_COUNTIES = ("", "区", "县", "市", "旗")


@frozen
class Table:
    """Every division by full name, by short name and by code."""

    full: dict[str, tuple[Division, ...]]
    short: dict[str, tuple[Division, ...]]
    codes: dict[str, tuple[Division, ...]]
    lineage: dict[str, tuple[Division, ...]]


@cache
def table() -> Table:
    """The whole table, read once and only when a report asks for it."""
    text = (HERE / "divisions.tsv").read_text("utf-8")
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}
    codes: dict[str, list[Division]] = {}
    lineage: dict[str, list[Division]] = {}
    for line in text.splitlines()[1:]:
        code, name, brief, above, first, last, now = line.split("\t")
        division = Division(code, name, brief or name, above, int(first), int(last) if last else TODAY, now)
        full.setdefault(name, []).append(division)
        codes.setdefault(code, []).append(division)
        lineage.setdefault(now or code, []).append(division)
        for word in _nicknames(division):
            short.setdefault(word, []).append(division)
    return Table(*({key: tuple(value) for key, value in index.items()} for index in (full, short, codes, lineage)))


@cache
def _tails() -> frozenset[str]:
    """The last letters of every full name."""
    return frozenset(name[-_TAIL:] for name in table().full)


def _nicknames(division: Division) -> Iterable[str]:
    """How a division is called beside its full name: 湖北, 武汉, 恩施州, 湘西州, 锡林郭勒; counties only by their full name or
    with the short suffix (孟村县)."""
    brief, last = division.short, division.name[-1]
    if division.level != "county" and len(brief) > 1 and brief not in _WORDY_SHORTS:
        yield brief
    if brief + last != division.name and len(brief) > 1 and last in _SHORT_TAILS:
        yield brief + last


def region(text: str, year: int | None = None, hint: str = "", start: int = 0) -> Region:
    """The region a name begins with at `start`: 山东省滨州市沾化区…, 滨州沾化区…, 沾化区…; `hint` is text in which the city of an
    ambiguous county is looked for. `Region.end` is where the rest of the name begins."""
    chain: list[tuple[Division, ...]] = []
    origin = start
    while found := _longest(text, start, bool(chain)):
        size, options = found
        options = _within(options, chain[-1]) if chain else options
        if not options:
            break
        chain.append(options)
        start += size
    if chain:
        return _told(chain, year, hint, start)
    word = next((word for word in _COMMON if text.startswith(word, origin)), None)
    found_by_hint = _told([table().full[word]], year, hint, origin + len(word)) if word and hint else NOWHERE
    return found_by_hint if found_by_hint.division else NOWHERE


def _longest(text: str, start: int, inside: bool) -> tuple[int, tuple[Division, ...]] | None:
    """The longest name at `start`, full names before short ones; names that are ordinary words only inside a city already told."""
    names = table()
    for size in range(min(LONGEST, len(text) - start), 1, -1):
        word = text[start : start + size]
        if (options := names.full.get(word)) and (inside or word not in _COMMON):
            return size, options
        if options := names.short.get(word):
            return size, options
    return None


def _within(options: tuple[Division, ...], above: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those of `options` that lie, directly or not, in one of `above`."""
    codes = {division.code for division in above}
    return tuple(d for d in options if d.code not in codes and (d.parent in codes or d.code[:2] + "0000" in codes))


def _told(chain: list[tuple[Division, ...]], year: int | None, hint: str, end: int) -> Region:
    """What a chain of names tells: every option must lie in the one before; the year decides between states of one place."""
    options = chain[-1]
    for above in reversed(chain[:-1]):
        options = tuple(d for d in options if d.parent in {a.code for a in above}) or options
    when = year or TODAY - 1
    nearest = min(d.distance(when) for d in options)
    options = tuple(d for d in options if d.distance(when) == nearest)
    if len({d.code for d in options}) > 1:
        options = _by_hint(options, when, hint)
    if len({d.code for d in options}) > 1 and not _nested(options):
        name, rank = options[0].name, options[0].level
        return Region(city=name if rank == "city" else None, county=name if rank == "county" else None, level=rank, end=end)
    return of(min(options, key=lambda d: d.code[-4:] != "0000"), when, end)


def below(word: str, above: Division, year: int | None) -> Division | None:
    """The county that a branch is called by, with or without 区 or 县, in the city whose branch it is."""
    for tail in _TAILS_OF_COUNTIES:
        options = [d for d in table().full.get(word + tail, ()) if d.parent == above.code]
        if options:
            return _then(options, year or TODAY - 1)
    return None


def _nested(options: tuple[Division, ...]) -> bool:
    """吉林 is a province and a city in it: the province is meant unless 吉林市 is written."""
    return any(d.level == "province" for d in options)


def _by_hint(options: tuple[Division, ...], year: int, hint: str) -> tuple[Division, ...]:
    """鼓楼区 is a district of four cities: the one whose city, else province, the hint names most often."""
    for size in (4, 2):
        counts = Counter({d: hint.count(_above(d, size, year)) for d in options})
        (best, most), *others = counts.most_common()
        if most and all(count < most for _, count in others):
            return (best,)
    return options


def _above(division: Division, digits: int, year: int) -> str:
    """The short name of the city (4 digits) or province (2) a division lies in."""
    code = division.parent if digits == 4 else division.code[:2] + "0000"
    above = _then(table().codes.get(code, ()), year)
    return above.short if above else "\0"


def _then(options: Iterable[Division], year: int) -> Division | None:
    """The state of a place in a year, else the nearest one."""
    return min(options, key=lambda d: (d.distance(year), -d.first), default=None)


def of(division: Division, year: int, end: int = 0) -> Region:
    """The region of a division: the names above it follow from the table."""
    names = {division.level: division.name}
    step: Division | None = division
    while step and step.parent:
        step = _then(table().codes.get(step.parent, ()), year)
        if step:
            names[step.level] = step.name
    return Region(names.get("province"), names.get("city"), names.get("county"), division, division.level, end)


def codes(division: Division, year: int | None) -> tuple[str, str | None]:
    """The code valid in a year, and today's (None where the division is gone)."""
    family = table().lineage[division.now or division.code]
    same_level = [d for d in family if d.level == division.level] or list(family)
    valid = division if year is None or division.distance(year) == 0 else _then(same_level, year)
    return (valid or division).code, division.now or None


def named(text: str) -> Counter[str]:
    """Every full name of a division in a text and how often it stands there."""
    counts = Counter[str]()
    for match in _ENDS.finditer(text):
        if word := before(text, match.end()):
            counts[word] += 1
    return counts


def before(text: str, end: int) -> str:
    """The full name of a division that stands right before `end`, else nothing."""
    if end < _TAIL or text[end - _TAIL : end] not in _tails():
        return ""
    known = table().full
    for size in range(min(LONGEST, end), _TAIL - 1, -1):
        word = text[end - size : end]
        if word in known and word not in _COMMON:
            return word
    return ""
