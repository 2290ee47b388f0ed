"""The year an amount of prose is about, as the words before it tell."""

from __future__ import annotations

import re

YEAR = re.compile(r"(20[0-9]{2})\s*年(?:度)?")
OTHER_YEAR = re.compile(r"[上去前][一两]?年|[0-9一二三四五]个?年(?!度)")
YEAR_BEFORE = re.compile(r"(?:上年度?|上一年度?|去年)(?:同期)?(?:实际|累计)?(?:支出|收入|决算|执行|预算)?数?(?:的|为)?\s*$")
YEAR_BESIDE = re.compile(r"[比较与同]\s*(20[0-9]{2})\s*年度?(?:同期)?(?:实际|累计)?(?:支出|收入|决算|执行|预算)?数?(?:的|为)?\s*$")
ASIDE = re.compile(r"[（(][^（）()]{0,2}含[^（）()]*[）)]")  # （含2020年结转项目3个） tells no year of what follows
ACCOUNT = re.compile(r"预算|决算|收支|收入|支出|三公|情况|回顾")
THIS_YEAR = re.compile(r"今年|本年|目前|截至|截止|现有")
COMPARED = re.compile(r"(?:比|较|与|同|和)\s*(?:上年|去年|20[0-9]{2}\s*年)")


def year_named(lead: str) -> int | None:
    """The year the words before an amount name; the year it is compared with is another one's."""
    if "20" not in lead:
        return None
    rest = COMPARED.sub("", ASIDE.sub("", lead[lead.rfind("；") + 1 :]))
    found = list(YEAR.finditer(rest))
    return int(found[-1][1]) if found and not OTHER_YEAR.search(rest, found[-1].end()) else None


def year_beside(clause: str) -> int | None:
    """收入50万元，比2023年的45万元增加: the year of an amount that another is only compared with."""
    found = YEAR_BESIDE.search(clause) if "年" in clause else None
    return int(found[1]) if found else None


def year_of_account(title: str, outer: int | None) -> int | None:
    """The year of a heading over an account (二、2021年“三公”经费决算情况); none where it names two, the outer one's where none."""
    years = {int(year) for year in YEAR.findall(title)} if "20" in title else set()
    if not years:
        return outer
    return years.pop() if len(years) == 1 and ACCOUNT.search(title) else None


def of_year_before(clause: str) -> bool:
    """较上年的7.86万元, 上年支出8.11万元: the year before, said right before the amount."""
    return "年" in clause and YEAR_BEFORE.search(clause) is not None
