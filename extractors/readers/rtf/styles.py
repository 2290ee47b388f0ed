"""Which paragraph styles of an RTF file are headings: Word repeats a style's level in every paragraph, LibreOffice does not."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"\{\\s([0-9]{1,5})(?![0-9])([^{};]*(?:\{[^{}]*\}[^{};]*)*)")
_LEVEL = re.compile(r"\\outlinelevel([0-8])")
_HEADING = re.compile(r"[ }](?:heading|标题) ?([1-9])\s*$", re.IGNORECASE)


def outlines(sheet: str) -> dict[int, int]:
    """The outline levels (from 0) of the styles that have one."""
    found: dict[int, int] = {}
    for entry in _ENTRY.finditer(sheet):
        level, heading = _LEVEL.search(entry[2]), _HEADING.search(entry[2])
        if level is not None:
            found[int(entry[1])] = int(level[1])
        elif heading is not None:
            found[int(entry[1])] = int(heading[1]) - 1
    return found
