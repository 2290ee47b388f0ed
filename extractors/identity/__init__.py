"""Who reports on what year: the document facts that stand in its title, its opening, its close and its file name."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath

from extractors.document import Document, Section
from extractors.frozen import changed, frozen
from extractors.identity import divisions, periods, titles
from extractors.identity.agencies import agency_at, function, generic_level, is_short_for, level, level_of, own_words, placed
from extractors.identity.divisions import NOWHERE, Region
from extractors.identity.imprint import Imprint, imprint
from patterns.loader import asked, load

_STARTS = re.compile(r"^[（(《“\"\s]*|关于(?:印发|报送|公开)?|年度?|[（(《“_\-—\s]")
_NUMBER_IN_NAME = re.compile(r"^[0-9A-Fa-f]{1,64}[\s_.\-—、]+|[\s_\-—]+[0-9A-Fa-f]{6,}$|[（(][0-9]+[)）]$")
_MONEY = re.compile(r"[1-9][0-9,，.]*\s?[亿万]?元")
_CHINESE = re.compile("[一-龥]")
_BOOKS = {"department_final_account": "决算", "department_budget": "预算"}
_GETS, _OWN_PLACE, _CALLED_FOR = (asked("imprint")[meaning] for meaning in ("gets", "own_place", "called_for"))
_OPENING = 200  # characters in which a text says of which place it tells
_TEXT = 40_000  # characters of a body in which a full name is looked for


@frozen
class Identity:
    """All null where the report does not print it; `from_file_name` lists what only the file name told."""

    title: str | None = None
    report_kind: str | None = None
    agency: str | None = None
    agency_key: str | None = None
    agency_function: str | None = None
    agency_level: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    region_code: str | None = None
    region_code_now: str | None = None
    fiscal_year: int | None = None
    issued_on: date | None = None
    from_file_name: tuple[str, ...] | None = None


def identity(document: Document, sections: Sequence[Section]) -> Identity:
    """The facts of the text; the file name is asked only for what the text leaves open, and each such field is listed."""
    printed = imprint(document, sections)
    told = _identity(printed, "")
    name = _telling(document.name)
    if name and not (told.title and told.agency and told.fiscal_year and told.report_kind and told.province):
        more = _identity(printed, name)
        gained = tuple(f.name for f in dataclasses.fields(Identity) if getattr(told, f.name) is None is not getattr(more, f.name))
        told = changed(more, from_file_name=gained or None)
    blank_form = not told.agency and not told.fiscal_year and not _MONEY.search(printed.text(_TEXT))  # it names nobody, no year, no money
    return changed(told, report_kind="other") if blank_form or not told.report_kind else told


def _telling(name: str) -> str:
    """The part of a file name that is words: no suffix, no running number, no hash; empty where nothing is left."""
    stem = PurePath(name).stem
    while (bare := _NUMBER_IN_NAME.sub("", stem)) != stem:
        stem = bare
    return stem if len(_CHINESE.findall(stem)) >= 4 else ""


def _identity(printed: Imprint, name: str) -> Identity:
    """Year before place (names change with the years), place before the agency's codes, the title last: it may have to be composed."""
    title = printed.title.text if printed.title else None
    headline = title or name
    kind = printed.kind or titles.kind_of_title(name)
    year = _year(printed, title, name)
    short = _first_agency(printed, headline, kind) or agency_in(name)
    agency, where = _full(printed, short, headline, name, year)
    named = name if titles.kind_of_title(name) else None
    code, now = divisions.codes(where.division, year) if where.division else (None, None)
    return Identity(
        title=title or _composed(printed, kind, agency, year) or named or _labelled(kind, agency, year),
        report_kind=kind,
        agency=agency,
        agency_key=f"{code or ''}{agency}" if agency else None,
        agency_function=function(agency) if agency else None,
        agency_level=level(agency, where) if agency else _own_level(printed, headline, where) if kind not in (None, "other") else None,
        province=where.province,
        city=where.city,
        county=where.county,
        region_code=code,
        region_code_now=now,
        fiscal_year=year,
        issued_on=printed.issued_on,
    )


def _year(printed: Imprint, title: str | None, name: str) -> int | None:
    """Title, form, the text's 年度 and period, the file's name, the year named most, and last that of the notice it answers."""
    return (
        (periods.year_in_title(title) if title else None)
        or printed.form_year
        or periods.year_of_text(printed.texts)
        or periods.year_in_title(name)
        or periods.year_most_named(printed.texts)
        or _year_called_for(printed)
    )


def _year_called_for(printed: Imprint) -> int | None:
    """《关于开展2022年度项目支出绩效自评工作的通知》: of what year a report was asked for."""
    notice = next((found for text in printed.texts if "自评" in text and (found := _CALLED_FOR.search(text))), None)
    return periods.year_in_title(notice.group()) if notice else None


def agency_in(text: str) -> str | None:
    """The agency a title names: at its start, behind its year or behind 关于."""
    return next((found for match in _STARTS.finditer(text) if (found := agency_at(text, match.end()))), None)


def _first_agency(printed: Imprint, headline: str, kind: str | None) -> str | None:
    """Who reports: the title before the form's 填报单位, the signature, 实施单位 and 主管部门, and what the body says of itself."""
    labels = printed.labels
    units, departments = labels.get("unit", []), labels.get("department") or labels.get("upper_department", [])
    one_unit = units if len(set(units)) == 1 and (placed(units[0]).end or not departments) else []
    above = kind == "transfer_self_evaluation" and not printed.chained
    parties = (departments, units) if above else (one_unit, departments, units)
    told = [agency_in(headline), _most(labels.get("reporter", ())), *printed.signatures[-1:], *map(_most, parties), *printed.defined]
    told += labels.get("assessor", ())  # an office that assesses itself, never a firm
    told += printed.clients  # who had a firm evaluate
    told += printed.carriers  # who carries it out
    told += printed.publishers  # last: whom the page names as its source
    return next((name for name in told if name), None)


def _most(names: Iterable[str]) -> str | None:
    """The name printed most often, the first of equals."""
    counts = Counter(names)
    return max(counts, key=lambda name: counts[name]) if counts else None


def _full(printed: Imprint, short: str | None, headline: str, name: str, year: int | None) -> tuple[str | None, Region]:
    """The full name of the agency, as printed anywhere, and the region it names or the text leads to."""
    hint = printed.text(_TEXT // 8) + name
    if short is None:
        return None, _place_in(headline, year, hint) or _named_most(printed, None, year)
    known = [*printed.names, agency_in(name) or ""]
    agency = next((other for other in known if is_short_for(short, other)), None) or _spelled_out(printed, short) or short
    if (own := placed(agency, year, hint)).end:
        return agency, own
    where = _place_in(headline, year, hint) or _place_of(known, year, hint) or _named_most(printed, agency, year)
    where = where if where.end else _place_in(name, year, hint) or NOWHERE
    mark = generic_level(agency)
    if mark and where.name and where.name.endswith(mark):
        agency = where.name + own_words(agency)
        agency = _spelled_out(printed, agency) or agency  # 某某市经济和信息化局（以下简称市经信局）
    return agency, where


def _spelled_out(printed: Imprint, short: str) -> str | None:
    """The body's full name of an agency called by a short one: behind each naming of its place, or its words behind a place."""
    text, place, words = printed.text(_TEXT), placed(short).name, own_words(short)
    if place:
        named = (match.start() for match in re.finditer(re.escape(place + words[:1]), text))
        behind = (agency_at(text, start) for start in named if not text.startswith(short, start))
        return next((full for full in behind if full and is_short_for(short, full)), None)
    before = (_places_before(text, match.start()) + words for match in re.finditer(re.escape(words), text))
    return _most(full for full in before if full != words)


def _places_before(text: str, end: int) -> str:
    """广元市利州区 right before `end`: the names of a place and of those it lies in."""
    start = end
    while place := divisions.before(text, start):
        start -= len(place)
    return text[start:end]


def _place_in(text: str, year: int | None, hint: str) -> Region | None:
    """The place a title names."""
    found = (divisions.region(text, year, hint, match.end()) for match in _STARTS.finditer(text))
    return next((where for where in found if where.end), None)


def _place_of(names: Iterable[str], year: int | None, hint: str) -> Region | None:
    """The place of the first agency that names one."""
    return next((where for name in names if name and (where := placed(name, year, hint)).end), None)


def _named_most(printed: Imprint, agency: str | None, year: int | None) -> Region:
    """The place the text names most, at the level the agency's own mark asks for (市应急管理局: a city); once is chance, but where the
    text says of the only place it names that it got or spent."""
    mark = (generic_level(agency) if agency else None) or ""
    counts = Counter({name: n for name, n in divisions.named(printed.text(_TEXT)).items() if name.endswith(mark)})
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return NOWHERE
    if ranked[0][1] < 2 and not mark and not _gets_money(ranked[0][0], printed.text(_OPENING)):
        return NOWHERE
    return divisions.region(ranked[0][0], year, printed.text(_TEXT))


def _own_level(printed: Imprint, headline: str, where: Region) -> str | None:
    """The level of a report that names no agency: of the place its title opens with, else of what it calls its own (我县, 我厅)."""
    if (named := _place_in(headline, None, "")) and named.level:
        return named.level
    marks = _most(match[1] for match in _OWN_PLACE.finditer(printed.text(_TEXT)))
    return level_of(marks, where) if marks else None


def _gets_money(place: str, opening: str) -> bool:
    """青川县共收到补助资金: what a text begins with."""
    at = opening.find(place)
    return at >= 0 and _GETS.match(opening, at + len(place)) is not None


def _composed(printed: Imprint, kind: str | None, agency: str | None, year: int | None) -> str | None:
    """The title of a book that prints none: agency, year and kind as the book itself words them."""
    if kind not in _BOOKS or not agency or not year:
        return None
    phrase = titles.book_phrase([text for text in printed.texts if _BOOKS[kind] in text])
    return f"{agency}{phrase[0]}{phrase[1]}" if phrase else None


def _labelled(kind: str | None, agency: str | None, year: int | None) -> str | None:
    """The same for a book that never words it."""
    return f"{agency}{year}年度{load('report_kinds')[kind].label}" if kind in _BOOKS and agency and year else None
