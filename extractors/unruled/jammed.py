"""Lines of a form whose cells nothing parts: 主管部门水务局实施单位河道站. Labels are read where agencies stand behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.forms.words import word
from extractors.identity.agencies import agency
from extractors.unruled.blanks import Found
from extractors.unruled.placing import Row
from patterns.loader import asked

_OPENING = asked("unruled")["jammed"]
_PARTIES = frozenset({"department", "central_department", "upper_department", "unit"})
_NAMED = _PARTIES | {"name"}
_LONGEST_LABEL, _LONGEST = 12, 120
_SENTENCE = re.compile("[，。；！？：:\\s]")
_INNER = re.compile("部门|单位")
_LEAST = 2  # lines


def may_jam(line: str) -> bool:
    """Whether the label of an agency may begin the line without anything behind it: the cheap question."""
    head = line[:_LONGEST_LABEL]
    return ("部门" in head or "单位" in head) and _opens(line)


def _opens(line: str) -> bool:
    return len(line) < _LONGEST and _OPENING.match(line) is not None and _SENTENCE.search(line) is None


def jammed(lines: Sequence[str]) -> Iterator[Found]:
    """Lines below one another, the label of an agency in at least one of them."""
    at = 0
    while at < len(lines):
        end, rows = at, list[Row]()
        while end < len(lines) and (row := _pairs(lines[end])):
            rows.append(row)
            end += 1
        if len(rows) >= _LEAST and any(word(row[0]).label in _PARTIES for row in rows):
            yield Found(at, end, rows)
        at = max(end, at + 1)


def _pairs(line: str) -> Row:
    """The labels of a line, each with its value behind it; nothing where the line is none of these."""
    label = _label_at(line, 0) if _opens(line) else ""
    rest = line[len(label) :]
    if not label or not rest:
        return []
    if word(label).label == "name":
        return [label, rest]
    for found in _INNER.finditer(rest):
        start = next((n for n in range(max(0, found.end() - _LONGEST_LABEL), found.start()) if _is_label(rest[n : found.end()])), None)
        if start and agency(rest[:start]) and agency(rest[found.end() :]):
            return [label, rest[:start], rest[start : found.end()], rest[found.end() :]]
    return [label, rest] if agency(rest) else []


def _label_at(line: str, at: int) -> str:
    """The longest label that begins there."""
    return next((line[at : at + n] for n in range(_LONGEST_LABEL, 3, -1) if _is_label(line[at : at + n])), "")


def _is_label(text: str) -> bool:
    return word(text).label in _NAMED
