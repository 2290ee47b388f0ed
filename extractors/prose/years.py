"""The year an amount of prose is about, as the words before it tell."""

from __future__ import annotations

import re

YEAR = re.compile(r"(20[0-9]{2})\s*年(?:度)?")
OTHER_YEAR = re.compile(r"[上去前][一两]?年|[0-9一二三四五]个?年(?!度)")
YEAR_BEFORE = re.compile(r"(?:上年度?|上一年度?|去年)(?:同期)?(?:实际)?(?:支出|收入|决算|执行|预算)?数?(?:的|为)?\s*$")
COMPARED = re.compile(r"(?:比|较|与|同|和)\s*(?:上年|去年|20[0-9]{2}\s*年)")


def year_named(lead: str) -> int | None:
    """The year the words before an amount name; the year it is compared with is another one's."""
    if "20" not in lead:
        return None
    rest = COMPARED.sub("", lead)
    found = list(YEAR.finditer(rest))
    return int(found[-1][1]) if found and not OTHER_YEAR.search(rest, found[-1].end()) else None


def of_year_before(clause: str) -> bool:
    """较上年的7.86万元, 上年支出8.11万元: the year before, said right before the amount."""
    return "年" in clause and YEAR_BEFORE.search(clause) is not None
