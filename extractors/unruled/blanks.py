"""Forms whose rows are lines with nothing but blanks between their cells: 年度资金总额 100 100 90 10 90% 9.

Only what stands under a header of money or indicators is read, and only rows whose cells fit it in one way. The labels above, the goals
between and both bands are one table, as they were on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.forms.words import FUND_ROLES, GOAL_ROLES, word
from extractors.frozen import frozen
from extractors.unruled.bands import funds, indicators
from extractors.unruled.placing import Row, indicator_row, is_funds, is_header, is_indicators, kind, roles_of, total_row
from patterns.loader import asked, fold

HEADER = asked("unruled")["header"]
NAMED = frozenset({"name", "department", "central_department", "upper_department", "unit", "year"})
FIGURES = frozenset({"number", "amount", "percent", "points", "blank"})
_OPENS = ("(", "（")
_COLON = re.compile(r"(?<=[：:])(?=[-+]?[0-9０-９])")
_DIGIT = re.compile("[≥≤＞＜>＝=<≧≦]?[0-9０-９]")
_ORDINAL = re.compile(r"(?<=指标[0-9０-９一二三四五六七八九十][：:.、．])\s+(?=\S)")
_JOINT = "\0"  # for a blank that parts nothing
LEAST = 3  # columns of a header
_LONGEST_LABEL = 24  # characters
_MOST_JOINED = 3  # blanks inside one header word
_LONGEST = 240  # characters of a row
_FRAGMENT = 12  # characters of a line that is a piece of a label
_LONGEST_SIDE = 60  # characters of a line that stands among the labels of a form
_ABOVE, _BETWEEN = 12, 14  # lines
_STOPS = "。；;"


@frozen
class Found:
    """A table in lines `first` to `end`."""

    first: int
    end: int
    rows: list[Row]


@frozen
class _Band:
    """`first` is the line in which what belongs to the header begins, `body` the one below it."""

    first: int
    body: int
    end: int
    rows: list[Row]
    of_money: bool


def may_hold(line: str) -> bool:
    """Whether a line may be such a header: the cheap question."""
    return len(line) < _LONGEST and HEADER.search(line) is not None


def spaced(lines: Sequence[str]) -> Iterator[Found]:
    """The tables among the lines."""
    bands: list[_Band] = []
    end = 0
    for at, line in enumerate(lines):
        if at >= end and may_hold(line) and (band := _band(lines, at, end)) is not None:
            bands.append(band)
            end = band.end
    at = 0
    while at < len(bands):
        pair = bands[at : at + 2]
        between = _between(lines, *pair) if len(pair) == 2 else None
        used = pair if between is not None else pair[:1]
        top = bands[at - 1].end if at else 0
        named = _named(lines, top, used[0].first)
        rows = [row for _, row in named] + used[0].rows
        if between is not None:
            rows += between + used[1].rows
        first = named[0][0] if named else used[0].first
        if named and word(named[0][1][0]).label == "name":
            yield from _other_names(lines, top, first)
        yield Found(first, used[-1].end, rows)
        at += len(used)


def _band(lines: Sequence[str], at: int, top: int) -> _Band | None:
    """The band whose header stands in line `at`."""
    header = header_words(lines[at].split())
    roles = roles_of(header)
    if len(header) < LEAST or not is_header(header):
        return None
    first = _fragments(lines, at, top)
    label = "".join(lines[first:at])
    if is_funds(roles):
        end = next((n for n in range(at + 1, len(lines)) if not _funds_cells(lines[n])), len(lines))
        header = [label, *header] if roles[0] is not None else [label + header[0], *header[1:]]
        rows = list(funds([header, *map(_funds_cells, lines[at + 1 : end])]))
        return _Band(first, at + 1, end, rows, True) if _any_read(rows) else None
    if not is_indicators(roles):
        return None
    header = _with_first_level(header, label, roles[0] == "level2")
    rows, end = _indicator_rows(lines, at + 1, header)
    found = list(indicators([header, *rows]))
    return _Band(first, at + 1, end, found, False) if _any_read(found) else None


def _any_read(band: Sequence[Row]) -> bool:
    """Whether any row stands under the header."""
    return any(len(row) == len(band[0]) and sum(map(bool, row)) > 1 for row in band[1:])


def header_words(parts: Sequence[str]) -> Row:
    """The words of a header, those that blanks part put together: 年度 指标值."""
    parts = list(parts)
    found: Row = []
    while parts:
        count = max(word_pieces(parts), 1)
        told = "".join(parts[:count])
        if found and told.startswith(_OPENS):
            found[-1] += told  # 项目资金 （万元）
        else:
            found.append(told)
        del parts[:count]
    return found


def word_pieces(parts: Sequence[str]) -> int:
    """How many pieces the word of a header takes that begins them; none where they begin with no such word."""
    for count in range(min(_MOST_JOINED, len(parts)), 1, -1):
        if _is_one_word(parts[:count]):
            return count
    return int(bool(parts) and (word(parts[0]).column is not None or parts[0].startswith(_OPENS)))


def _is_one_word(parts: Sequence[str]) -> bool:
    return (
        not parts[0].startswith(("(", "（"))
        and word("".join(parts)).column is not None
        and sum(word(part).column is None for part in parts) > 0
    )


def _fragments(lines: Sequence[str], at: int, top: int) -> int:
    """The first of the lines right above a header that are pieces of its label: 项目资金 and （万元）."""
    first = at
    while first > top and at - first < _MOST_JOINED and _is_fragment(lines[first - 1]):
        first -= 1
    return first


def _is_fragment(line: str) -> bool:
    parts = line.split()
    if len(line) < _LONGEST_LABEL and word(line).label == "side":
        return True
    if len(line) > _FRAGMENT or not 0 < len(parts) < 3 or any(kind(part) != "words" for part in parts):
        return False
    return not any(mark in line for mark in _STOPS) and word(parts[0]).label not in NAMED and word(line).source is None


def _with_first_level(header: Row, label: str, open_ended: bool) -> Row:
    """一级 and 指标 in lines above 二级指标 are a column of the header, too."""
    told = fold(label)
    start = next((n for n in range(len(told)) if word(told[n:]).column == "level1"), None) if open_ended else None
    return header if start is None else [told[start:], *header]


def _funds_cells(line: str) -> Row:
    """The label of a row of money and what was entered; nothing where the line is no such row."""
    parts = _COLON.sub(" ", line).split() if len(line) < _LONGEST else []
    values = next((n for n, part in enumerate(parts) if kind(part) in FIGURES), len(parts))
    label = "".join(parts[:values])
    if not label or any(kind(part) not in FIGURES for part in parts[values:]) or any(mark in label for mark in _STOPS):
        return []
    return [label, *parts[values:]] if word(label).source is not None or len(parts) - values > 1 else []


def _indicator_rows(lines: Sequence[str], at: int, header: Row) -> tuple[list[Row], int]:
    """The lines that fit the header, and the one behind the last of them. A piece of a level's name printed downwards stands anywhere
    beside its rows and tells nothing."""
    roles, rows, end = roles_of(header), list[Row](), at
    told_first = False
    for n in range(at, len(lines)):
        row = pieces(lines[n]) if len(lines[n]) < _LONGEST else []
        placed = (indicator_row(row, roles) or total_row(row, roles)) if any(map(_DIGIT.match, row[1:])) else None
        if placed is None and (told_first or not _is_fragment(lines[n])):
            break
        if placed is not None:
            rows.append(row)
            end = n + 1
            told_first = told_first or (roles[0] == "level1" and bool(placed[0]))
    return rows, end


def pieces(line: str) -> Row:
    """What blanks part; 指标1： and the name behind it are one."""
    return [part.replace(_JOINT, " ") for part in _ORDINAL.sub(_JOINT, line).split()]


def _named(lines: Sequence[str], top: int, end: int) -> list[tuple[int, Row]]:
    """The lines above a band from the one that names the project on, failing that those of labels and values right above."""
    found: list[tuple[int, Row]] = []
    near = 0
    for at in range(end - 1, max(top, end - _ABOVE) - 1, -1):
        row = _pairs(lines[at])
        if not row and (len(lines[at]) > _LONGEST_SIDE or any(mark in lines[at] for mark in _STOPS)):
            break
        found.insert(0, (at, row or _labelled(lines[at].split()) or [lines[at]]))
        near += bool(row) and near == len(found) - 1
        if row and word(row[0]).label == "name":
            return found
    return found[len(found) - near :]


def _labelled(parts: Row) -> Row:
    """预算数: 60 执行数: 57, a label beside the row or none: every second piece is a word of forms."""
    beside = len(parts) % 2
    known = [word(part).known for part in parts[beside:]]
    is_side = not beside or word(parts[0]).label == "side"
    return parts if len(parts) > 1 and is_side and all(known[::2]) and not any(known[1::2]) else []


def _other_names(lines: Sequence[str], top: int, end: int) -> Iterator[Found]:
    """The labels of forms none of whose bands was read, lest what stands below them be taken for the next form's."""
    at = top
    while at < end:
        row = _pairs(lines[at])
        rows = [row] if row and word(row[0]).label == "name" else []
        while rows and at + len(rows) < end and (row := _pairs(lines[at + len(rows)])):
            rows.append(row)
        if rows:
            yield Found(at, at + len(rows), rows)
        at += max(len(rows), 1)


def _pairs(line: str) -> Row:
    """项目名称 河道清淤, 主管部门 水利局 实施单位 河道站: every label with its value."""
    parts = line.split() if len(line) < _LONGEST else []
    if len(parts) < 2 or word(parts[0]).label not in NAMED:
        return []
    found: Row = []
    for part in parts:
        if word(part).label is not None or word(part).column in FUND_ROLES:
            found += [part, ""]
        else:
            found[-1] = f"{found[-1]} {part}".strip()
    return found if all(found) else []


def _between(lines: Sequence[str], above: _Band, below: _Band) -> list[Row] | None:
    """The lines between the money of a form and its indicators, which tell the goals; None where these are not of one form."""
    texts = [line for line in lines[above.end : below.first] if line.strip()]
    if not above.of_money or below.of_money or len(texts) > _BETWEEN:
        return None
    if texts and not any(word(part).column in GOAL_ROLES for line in texts[:_MOST_JOINED] for part in line.split()):
        return None
    rows: list[Row] = []
    for line in texts:
        parts = line.split()
        beside = bool(rows) and len(rows[-1]) == 3 and all(word(cell).column in GOAL_ROLES for cell in rows[-1][1:])
        is_goals = 1 < len(parts) < 4 and all(word(part).column in GOAL_ROLES for part in parts[-2:])
        rows.append(parts if is_goals else ["", *parts] if beside and len(parts) == 2 else [line])
    return rows
