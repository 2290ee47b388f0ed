"""The year an amount of prose is about, as the words before it tell."""

from __future__ import annotations

import re

from patterns.loader import asked

YEAR = re.compile(r"(20[0-9]{2})\s*年(?:度)?")
HEADING = asked("prose_headings")
LEAD = asked("prose_leads")


def year_named(lead: str) -> int | None:
    """The year the words before an amount name; the year it is compared with, or put off to, is another one's."""
    if "20" not in lead:
        return None
    rest = LEAD["deferred"].sub("", LEAD["compared"].sub("", LEAD["year_aside"].sub("", lead[lead.rfind("；") + 1 :])))
    found = list(YEAR.finditer(rest))
    return int(found[-1][1]) if found and not LEAD["other_year"].search(rest, found[-1].end()) else None


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
