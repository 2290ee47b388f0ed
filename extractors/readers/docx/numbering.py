"""Automatic numbers as they stand on paper: which list a paragraph belongs to, how far it has counted, how it writes.

Lists (w:num) that share a definition (w:abstractNum) share its counters; a w:startOverride starts a level anew when its
list first reaches that level. A level starts again whenever a higher one counts, unless w:lvlRestart says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from extractors.readers.docx.styles import VAL, Styles, W, on, whole
from extractors.word.lists import LEVELS, Level, List

LVL, NUM, ABSTRACT, ILVL = W + "lvl", W + "num", W + "abstractNum", W + "ilvl"


class Numbering:
    """The lists of one document, and how far each has counted."""

    def __init__(self, part: Callable[[], etree._Element | None], styles: Styles) -> None:
        self._part, self._styles, self._is_read = part, styles, False
        self._nums: dict[int, etree._Element] = {}
        self._definitions: dict[str, etree._Element] = {}
        self._lists: dict[int, List | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def number(self, list_id: int, level: int | None, style: str | None) -> tuple[str, str] | None:
        """Count one paragraph and return its number and the suffix kind; `style` is the style that put it into the list,
        whose own level goes before the named one."""
        found = self._list(list_id)
        if found is None:
            return None
        owned = next((n for n, one in enumerate(found.levels) if style and one.style == style), None)
        at = min(max(owned if owned is not None else level or 0, 0), LEVELS - 1)
        found.count(at)
        return found.number(at), found.levels[at].suffix

    def _read(self) -> None:
        """Few reports without automatic numbers need their list definitions, so they are read when first asked for."""
        self._is_read, root = True, self._part()
        for child in () if root is None else root:
            if child.tag == NUM:
                self._nums[whole(child.get(W + "numId")) or 0] = child
            elif child.tag == ABSTRACT:
                self._definitions[child.get(W + "abstractNumId", "")] = child

    def _list(self, list_id: int) -> List | None:
        if list_id and not self._is_read:  # 0 takes a paragraph out of its list
            self._read()
        if list_id not in self._lists:
            num = self._nums.get(list_id)
            self._lists[list_id] = None if num is None or not list_id else self._built(num)
        return self._lists[list_id]

    def _built(self, num: etree._Element) -> List | None:
        named = num.find(W + "abstractNumId")
        key = self._definition("" if named is None else named.get(VAL, ""))
        definition = self._definitions.get(key)
        if definition is None:
            return None
        levels, starts = _overridden(num, _levels(definition))
        return List(levels, starts, self._counts.setdefault(key, [None] * LEVELS))

    def _definition(self, key: str) -> str:
        """The definition that holds the levels: a numbering style may stand between (w:numStyleLink)."""
        definition = self._definitions.get(key)
        link = None if definition is None else definition.find(W + "numStyleLink")
        if link is None:
            return key
        named = link.get(VAL, "")
        for other, candidate in self._definitions.items():
            own = candidate.find(W + "styleLink")
            if own is not None and own.get(VAL) == named:
                return other
        num = self._nums.get(self._styles.list_of(named) or 0)
        through = None if num is None else num.find(W + "abstractNumId")
        return key if through is None else through.get(VAL, key)


def _levels(definition: etree._Element) -> dict[int, Level]:
    return {whole(level.get(ILVL)) or 0: _level(level) for level in definition.iterchildren(LVL)}


def _overridden(num: etree._Element, levels: dict[int, Level]) -> tuple[tuple[Level, ...], tuple[int | None, ...]]:
    """The levels of one list and where it starts them anew."""
    starts: list[int | None] = [None] * LEVELS
    for change in num.iterchildren(W + "lvlOverride"):
        at = whole(change.get(ILVL)) or 0
        own, start = change.find(LVL), change.find(W + "startOverride")
        if not 0 <= at < LEVELS:
            continue
        if own is not None:
            levels[at] = _level(own)
        if start is not None:
            starts[at] = whole(start.get(VAL)) or 0
    return tuple(levels.get(at) or Level() for at in range(LEVELS)), tuple(starts)


def _level(element: etree._Element) -> Level:
    """The first w:numFmt counts: beside a custom format Word writes an old one as fallback, in mc:AlternateContent."""
    said = {child.tag: child for child in element}
    format_ = next(element.iter(W + "numFmt"), None)
    text = said.get(W + "lvlText")
    restart, legal = said.get(W + "lvlRestart"), said.get(W + "isLgl")
    return Level(
        start=whole(_value(said.get(W + "start"))) or 0,
        format=_value(format_) or "decimal",
        pattern="" if format_ is None else format_.get(W + "format", ""),
        text=_value(text) or "",
        suffix=_value(said.get(W + "suff")) or "tab",
        restart=None if restart is None else whole(restart.get(VAL)),
        legal=legal is not None and on(legal),
        style=_value(said.get(W + "pStyle")),
    )


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(VAL)
