"""A form in one line, the ends of its rows lost: cut where a label, a header or a row began.

A row of indicators ends where the next one that fits the header begins; where it could end in two places the rest is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.words import GOAL_ROLES, word
from extractors.numbers.units import unit_of_header
from extractors.unruled.blanks import FIGURES, HEADER, LEAST, header_words, word_pieces
from extractors.unruled.placing import MARKS, Roles, indicator_row, is_funds, is_header, is_indicators, kind, roles_of, total_row
from patterns.loader import asked

SHORTEST = 240  # characters of a line that holds a form
_BLANKS = 20  # in it
_WIDEST = 12  # columns of a header
_OPENING = 4  # characters before a unit that is a piece of its own: （单位：
_DEEPEST = 3  # pieces of a side label
_TITLE = asked("unruled")["title"]


def may_run_on(text: str) -> bool:
    """Whether a line may hold a whole form: the cheap question."""
    return len(text) >= SHORTEST and text.count(" ") >= _BLANKS and HEADER.search(text) is not None


def cut(parts: Sequence[str], *, whole: bool = False) -> list[list[str]]:
    """The pieces of a form, in the lines it had; `whole`: each is a cell, and a label has one for its value."""
    lines: list[list[str]] = [[]]
    at = 0
    while at < len(parts):
        count = _header(parts, at)
        if count:
            lines[-1:] = [*_side_parted(lines[-1]), list(parts[at : at + count])]
            roles = roles_of(header_words(parts[at : at + count]))
            at += count
            rows, at = _funds(parts, at) if is_funds(roles) else _indicators(parts, at, roles)
            lines += [*rows, []]
        elif count := _goals(parts, at):
            lines += [list(parts[at : at + count]), []]
            at += count
        else:
            full = whole and len(lines[-1]) == 2 and word(lines[-1][0]).label is not None and kind(parts[at]) not in FIGURES
            if lines[-1] and (full or _opens_line(parts[at], lines[-1]) or _is_title(parts[at]) or _is_title(lines[-1][-1])):
                lines.append([])
            lines[-1].append(parts[at])
            at += 1
    return [line for line in lines if line]


def _opens_line(part: str, line: Sequence[str]) -> bool:
    """Whether a label begins here; behind a lone label stands its value."""
    told = word(part)
    return (told.label is not None and word(line[-1]).label is None) or told.source is not None


def _is_title(part: str) -> bool:
    return _TITLE.fullmatch(part) is not None


def _header(parts: Sequence[str], at: int) -> int:
    """How many pieces a header takes that begins here."""
    count = 0
    while count < 2 * _WIDEST and (size := word_pieces(parts[at + count : at + count + _DEEPEST])):
        count += size
    words = header_words(parts[at : at + count])
    if len(words) < LEAST or not is_header(words):
        return 0
    roles = roles_of(words)
    return count if is_funds(roles) or is_indicators(roles) else 0


def _side_parted(line: list[str]) -> list[list[str]]:
    """The label beside the rows below, 项目资金 （万元）, in a line of its own."""
    for count in range(min(_DEEPEST, len(line)), 0, -1):
        told = word("".join(line[-count:]))
        if told.label is not None or told.column is not None:
            return [line[:-count], line[-count:]]
    unit = unit_of_header(line[-1]) if line else None
    count = 1 if unit is None or unit[1] > _OPENING else 2
    return [line] if unit is None else [line[:-count], line[-count:]]


def _goals(parts: Sequence[str], at: int) -> int:
    """How many pieces a header of goals takes that begins here."""
    told = [word(part).column in GOAL_ROLES for part in parts[at : at + 3]]
    return 3 if told == [True] * 3 else 2 if told[:2] == [True] * 2 else 0


def _funds(parts: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """Rows of money: a label of a source, and the figures behind it."""
    rows: list[list[str]] = []
    while at < len(parts):
        label = next((n for n in (2, 1) if word("".join(parts[at : at + n])).source is not None), 0)
        end = at + label
        while label and end < len(parts) and kind(parts[end]) in FIGURES:
            end += 1
        if not label:
            break
        rows.append(list(parts[at:end]))
        at = end
    return rows, at


def _indicators(parts: Sequence[str], at: int, roles: Roles) -> tuple[list[list[str]], int]:
    """Rows of indicators up to the last one behind which another, the total, a label or the text's end stands."""
    rows: list[list[str]] = []
    while at < len(parts) and MARKS.intersection(filter(None, roles)):
        ends = [end for end in _row_ends(parts, at, roles) if _goes_on(parts, end, roles)]
        if len(ends) != 1:
            break
        rows.append(list(parts[at : ends[0]]))
        at = ends[0]
    return rows, at


def _row_ends(parts: Sequence[str], at: int, roles: Roles) -> list[int]:
    """Where a row that begins here may end."""
    ends = range(at + 3, min(at + len(roles), len(parts)) + 1)
    return [
        end for end in ends if indicator_row(list(parts[at:end]), roles) is not None or total_row(list(parts[at:end]), roles) is not None
    ]


def _goes_on(parts: Sequence[str], at: int, roles: Roles) -> bool:
    return at == len(parts) or word(parts[at]).label is not None or bool(_row_ends(parts, at, roles))
