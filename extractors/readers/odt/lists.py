"""OpenDocument's automatic numbers, rendered: 一、 before the first item of its list, （二） before the second of the level below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from extractors.frozen import frozen
from extractors.layout.numerals import joint, numeral
from extractors.readers.odt.names import LOEXT, STYLE, TEXT, XML_ID, number

_ITEM_FORMAT = re.compile(r"%([0-9]{1,2})%")
_BULLET = "· "
_ALIGNMENT = STYLE + "list-level-label-alignment"


@frozen
class Level:
    """How one level of a list is numbered; `template` is 第%1%部分 where the format is written whole."""

    format: str
    prefix: str
    suffix: str
    start: int
    shown: int
    bullet: bool
    template: str | None
    tight: bool


Levels = dict[int, Level]
_UNNUMBERED = Level("", "", "", 1, 1, False, None, True)


def levels_of(style: Element) -> Levels:
    """The levels of a text:list-style or text:outline-style."""
    return {number(node.get(TEXT + "level"), 1): _level(node) for node in style if isinstance(node.tag, str)}


def _level(node: Element) -> Level:
    return Level(
        format=node.get(STYLE + "num-format") or "",
        prefix=node.get(STYLE + "num-prefix") or "",
        suffix=node.get(STYLE + "num-suffix") or "",
        start=number(node.get(TEXT + "start-value"), 1),
        shown=number(node.get(TEXT + "display-levels"), 1),
        bullet=node.tag == TEXT + "list-level-style-bullet",
        template=node.get(LOEXT + "num-list-format"),
        tight=any(label.get(TEXT + "label-followed-by") == "nothing" for label in node.iter(_ALIGNMENT)),
    )


@dataclass(slots=True)
class Count:
    """How far a list has counted, by level. A level begins anew when one above it goes on."""

    levels: Levels
    at: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int, start: int | None) -> str | None:
        """The number printed before the next item of a level."""
        level = self.levels.get(depth, _UNNUMBERED)
        self.at[depth] = start if start is not None else self.at.get(depth, level.start - 1) + 1
        for below in [d for d in self.at if d > depth]:
            del self.at[below]
        if level.bullet:
            return _BULLET
        printed = self._printed(depth, level)
        return printed + joint(printed) * (not level.tight) if printed else None

    def _printed(self, depth: int, level: Level) -> str:
        if level.template is not None:
            return _ITEM_FORMAT.sub(lambda found: self._numeral(int(found[1])), level.template)
        if not level.format:
            return level.prefix + level.suffix
        shown = ".".join(self._numeral(d) for d in range(max(depth - level.shown, 0) + 1, depth + 1))
        return f"{level.prefix}{shown}{level.suffix}"

    def _numeral(self, depth: int) -> str:
        level = self.levels.get(depth, _UNNUMBERED)
        return numeral(self.at.get(depth, level.start), level.format) if level.format else ""


@dataclass(slots=True)
class Lists:
    """Every list style of the file and the lists met so far: a list may carry on an earlier one."""

    styles: dict[str, Levels]
    outline: Count
    by_id: dict[str, Count] = field(default_factory=dict)
    by_style: dict[str, Count] = field(default_factory=dict)

    def open(self, node: Element) -> Count:
        """The count of an outermost text:list."""
        style = node.get(TEXT + "style-name") or ""
        count = self._continued(node, style) or Count(self.styles.get(style, {}))
        self.by_style[style] = count
        own = node.get(XML_ID)
        if own:
            self.by_id[own] = count
        return count

    def _continued(self, node: Element, style: str) -> Count | None:
        earlier = node.get(TEXT + "continue-list")
        if earlier:
            return self.by_id.get(earlier)
        return self.by_style.get(style) if node.get(TEXT + "continue-numbering") == "true" else None
