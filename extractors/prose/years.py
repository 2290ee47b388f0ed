"""The year an amount of prose is about, as the words before it tell."""

from __future__ import annotations

import re

from patterns.loader import asked

YEAR = re.compile(r"(20[0-9]{2})\s*年(?:度)?")
SEVERAL = re.compile(
    r"20[0-9]{2}\s*年?度?(?:[、和及，,]\s*20[0-9]{2}\s*年?度?)+(?<=[年度])|(?P<first>20[0-9]{2})\s*年?度?[-—–－~～至到]+\s*(?P<last>20[0-9]{2})\s*年"
)
HEADING = asked("prose_headings")
LEAD = asked("prose_leads")
PERCENT = asked("prose_percents")


def year_named(lead: str) -> int | None:
    """The year the words before an amount name; the year it is compared with, or put off to, is another one's."""
    if "20" not in lead:
        return None
    rest = LEAD["deferred"].sub("", LEAD["compared"].sub("", LEAD["year_aside"].sub("", lead[lead.rfind("；") + 1 :])))
    found = list(YEAR.finditer(rest))
    return int(found[-1][1]) if found and not LEAD["other_year"].search(rest, found[-1].end()) else None


def years_listed(lead: str) -> list[int]:
    """2020年、2021年、2022年分别安排: the years that the amounts or rates of a list are told of, in turn."""
    found = SEVERAL.search(lead) if "20" in lead else None
    if found is None:
        return []
    if found["first"]:
        return list(range(int(found["first"]), int(found["last"]) + 1))
    return [int(year) for year in re.findall("20[0-9]{2}", found[0])]


def is_within_year(said: str, behind: str, fiscal_year: int | None) -> bool:
    """Whether the last time that a sentence tells before a rate is a part of its year (前三季度支出进度70%，全年98%)."""
    said = said[said.rfind("；") + 1 :]
    if "月" not in said and "季度" not in said and "半年" not in said:
        return False
    part = max(PERCENT["part_of_year"].finditer(said), key=re.Match.end, default=None)
    if part is None or PERCENT["whole_year"].search(said, part.end()) is not None:
        return False
    ends_year = "四季度" in part[0] and behind.strip()[:1] not in ("、", "和", "及")  # 一至四季度分别为20%、45%、70%、98%
    return not ends_year and (part["year"] is None or fiscal_year is None or int(part["year"]) == fiscal_year)


def year_beside(clause: str) -> int | None:
    """收入50万元，比2023年的45万元增加: the year of an amount that another is only compared with."""
    found = LEAD["year_beside"].search(clause)
    return int(found[1]) if found else None


def year_of_account(title: str, outer: int | None) -> int | None:
    """The year of a heading over an account (二、2021年“三公”经费决算情况); none where it names two, the outer one's where none."""
    years = {int(year) for year in YEAR.findall(title)} if "20" in title else set()
    if not years:
        return outer
    return years.pop() if len(years) == 1 and HEADING["account"].search(title) else None
