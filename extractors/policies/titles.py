"""《…》: which titles name a policy, law, plan or notice, and who issued it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.frozen import frozen
from extractors.numbers.units import longest_first
from patterns.loader import fold, load

_CITATIONS = load("citations")
_POLICY, _OWN, _LEAD_IN = _CITATIONS["policy"].words, _CITATIONS["own"].words, _CITATIONS["lead_in"]
_LONGEST, _NEAR = 160, 48
_BRACKET = re.compile(r"[《》]")
_CLOSING_NOTE = re.compile(r"(?:[（(〔\[][^（()）〔〕\[\]]*[）)〕\]]|[”\"’》〉>])+$")
_CLOSES_NOTE = frozenset('）)〕]”"’》〉>')
_ISSUER = longest_first(_CITATIONS["issuer"].words)
_UNLESS = tuple(_CITATIONS["issuer"].extra["unless"])
_ISSUED = "印发|下发|发布|制定|出台|下达|颁布|转发|颁发|制订|修订|批转|联合印发"
_ISSUES = rf"(?:联合)?(?:{_ISSUED})?(?:实施)?[了的]?\s*$"
_ENDS = re.compile(rf"(?:{_ISSUER}){_ISSUES}")
_BEFORE = re.compile(rf"(?P<name>[\u4e00-\u9fff、]{{2,40}}?(?:{_ISSUER})){_ISSUES}")
_NO_NAME = re.compile(r"[^\u4e00-\u9fff、]")
_INSIDE = re.compile(rf"(?:{_ISSUER})(?=\s*(?:关于|{_ISSUED}))")
_SHORTEST_NAME, _LONGEST_NAME = 2, 40  # the letters of an issuer's name before the word it ends in
_LAST = frozenset(word[-1] for word in (*_CITATIONS["issuer"].words, *_ISSUED.split("|"), "实施", "了", "的"))  # what _ENDS ends with
_LEADING = re.compile(rf".*(?:{longest_first(_LEAD_IN.words)})|[{_LEAD_IN.extra['single']}{_LEAD_IN.extra['joining']}]+")
_NOBODY = re.compile("[我本该]|干部$|全部$")


@frozen
class Title:
    """The words between 《 and 》."""

    start: int
    end: int
    is_policy: bool


def titles(text: str) -> Iterator[Title]:
    """Every title whose two brackets are both there; of nested ones the outer."""
    for start, end in _pairs(text):
        if 0 < end - start <= _LONGEST:
            yield Title(start, end, _is_policy(text[start:end]))


def _pairs(text: str) -> list[tuple[int, int]]:
    """Outermost pairs; an opening bracket that is never closed hides no later pair."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text, text.find("《")) if "《" in text else ():
        if match.group() == "《":
            opened.append(match.end())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.start()))
    return pairs


def _is_policy(title: str) -> bool:
    """By its ending, whatever version note stands behind it, or because it opens with 关于; never the agency's own reports and forms."""
    name = fold(title)
    while name[-1:] in _CLOSES_NOTE and (note := _CLOSING_NOTE.search(name)) and note.start():
        name = name[: note.start()]
    if name.endswith(_OWN):
        return False
    return name.endswith(_POLICY) or name.startswith("关于")


def issuer_in(text: str, title: Title) -> tuple[int, int] | None:
    """The agency that opens the title: 省财政厅关于…."""
    found = _INSIDE.search(text, title.start + _SHORTEST_NAME, title.end)
    if found is None or found.start() - title.start > _LONGEST_NAME or _BRACKET.search(text, title.start, found.start()):
        return None
    return None if text.endswith(_UNLESS, title.start, found.end()) else (title.start, found.end())


def issuer_before(text: str, opening: int) -> tuple[int, int] | None:
    """The agency right before 《: 根据财政部印发的《…."""
    begin = max(0, opening - _NEAR)
    if text[begin:opening].rstrip()[-1:] not in _LAST:
        return None
    ends = _ENDS.search(text, begin, opening)
    if ends is None:
        return None
    run = _NO_NAME.split(text[begin : ends.start()])[-1]  # the letters a name may begin in
    found = _BEFORE.search(text, ends.start() - len(run), opening)
    if found is None:
        return None
    start, end = found.span("name")
    lead = _LEADING.match(text, start, end)
    while lead is not None and lead.end() < end:
        start = lead.end()
        lead = _LEADING.match(text, start, end)
    name = text[start:end]
    if len(name) < 3 or _NOBODY.match(name) or name.endswith(_UNLESS):
        return None
    return start, end
