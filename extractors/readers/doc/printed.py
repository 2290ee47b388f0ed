"""What of a Word file's text a reader sees. Characters that are not printed become GONE, so that every other one keeps its
position: deleted and hidden runs, the codes of fields; signs of symbol fonts become what they look like."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import TypeAlias

from extractors.readers.doc.forms import choice
from extractors.readers.doc.pieces import Runs
from extractors.readers.doc.properties import Look, look, toggled
from extractors.readers.doc.styles import Styles
from extractors.word.symbols import equation, symbol, symbols
from extractors.word.text import clean

GONE = "\0"
_FIELDS = re.compile("[\x13-\x15]")
_SYMBOL, _CELL = "(", "\x07"  # what stands where a run names a sign, and where a cell ends
Codes: TypeAlias = "array[int]"  # of characters, a number each: a long text is changed in place faster than as a list of strings
_WIDE = f"utf-32-{sys.byteorder[0]}e"


class Looks:
    """The runs of the text and how each looks; a report has few looks and many runs."""

    def __init__(self, runs: Runs, styles: Styles) -> None:
        self.runs, self.styles = runs, styles

    def each(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """The property lists of the runs between two positions, cut to them."""
        ends, values = self.runs.ends, self.runs.values
        index = bisect_right(ends, start)
        while start < end and index < len(ends):
            stop = min(ends[index], end)
            yield start, stop, values[index]
            start, index = stop, index + 1

    def telling_more(self) -> list[tuple[int, int, Look]]:
        """The runs whose text is not printed as it stands."""
        telling = {raw: run for raw in dict.fromkeys(self.runs.values) if self.tells_more(run := look(raw))}
        if not telling:
            return []
        runs = zip((0, *self.runs.ends), self.runs.ends, self.runs.values, strict=False)
        return [(start, end, telling[raw]) for start, end, raw in runs if raw in telling]

    def hidden(self, run: Look, paragraph: bool) -> bool:
        base = paragraph if run.style is None else paragraph or self.styles.look(run.style).hidden
        return toggled(run.hidden, base)

    def tells_more(self, run: Look) -> bool:
        """Whether text in this look is not printed as it stands."""
        return bool(run.deleted) or self.hidden(run, False) or run.symbol is not None or self.styles.symbol_font(run.font) is not None


def printed(text: str, looks: Looks, kept: Callable[[], set[int]], extra: bytes) -> tuple[str, set[int]]:
    """The text with GONE where nothing is printed, and the positions of deleted marks of table rows. Marks of cells and rows stay,
    and so do the paragraph marks that `kept` names."""
    struck: set[int] = set()
    telling = looks.telling_more()
    if not telling and not _FIELDS.search(text):
        return text, struck
    codes = array("I", text.encode(_WIDE, "surrogatepass"))
    if telling:
        marks = kept()
        for start, end, run in telling:
            _show(codes, start, min(end, len(codes)), run, looks, marks, struck)
    _fold(text, codes, looks, extra)
    return _text(codes), struck


def _text(codes: Codes) -> str:
    return codes.tobytes().decode(_WIDE, "surrogatepass")


def _show(codes: Codes, start: int, end: int, run: Look, looks: Looks, kept: set[int], struck: set[int]) -> None:
    font = looks.styles.symbol_font(run.font)
    unseen = run.deleted or looks.hidden(run, False)
    for at in range(start, end):
        char = chr(codes[at])
        if char == _CELL or at in kept:
            if run.deleted:
                struck.add(at)
        elif unseen and not "\x13" <= char <= "\x15":
            codes[at] = ord(GONE)
        elif run.symbol is not None and char == _SYMBOL:
            codes[at] = ord(symbol(run.symbol >> 16, looks.styles.font(run.symbol & 0xFFFF))[:1] or GONE)
        elif font is not None and char > " ":
            codes[at] = ord(symbols(char, font)[:1])


def _fold(text: str, codes: Codes, looks: Looks, extra: bytes) -> None:
    """Take out the codes of fields; a field without a result may draw something (a ringed number, a ticked box)."""
    begun: list[tuple[int, int | None]] = []
    for mark in _FIELDS.finditer(text):
        at, kind = mark.start(), mark.group()
        if kind == "\x13":
            begun.append((at, None))
        elif begun and kind == "\x14" and begun[-1][1] is None:
            begun[-1] = (begun[-1][0], at)
        elif begun and kind == "\x15":
            start, parted = begun.pop()
            stop = at if parted is None else parted
            code = _text(codes[start + 1 : stop])
            drawn = _drawn(code, text, start, stop, looks, extra) or (equation(clean(code)) if parted is None else "")
            _cover(codes, start, stop, drawn)


def _cover(codes: Codes, start: int, stop: int, drawn: str) -> None:
    """Nothing but what is drawn where the code stood; marks of cells stay."""
    for at in range(start, stop + 1):
        if codes[at] != ord(_CELL):
            codes[at] = ord(GONE)
    for offset, char in enumerate(drawn[: stop - start]):
        if codes[start + offset] == ord(GONE):
            codes[start + offset] = ord(char)


def _drawn(code: str, text: str, start: int, stop: int, looks: Looks, extra: bytes) -> str:
    """The box or entry of a form field, which stands apart from the text."""
    if "FORMCHECKBOX" not in code and "FORMDROPDOWN" not in code:
        return ""
    at = text.find("\x01", start, stop)
    run = next((look(raw) for _, _, raw in looks.each(at, at + 1)), None) if at >= 0 else None
    return choice(extra, run.picture) if run is not None and run.picture is not None else ""
