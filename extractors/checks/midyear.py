"""Whether a figure was printed before its year was over (绩效运行监控, 1-6月, 上半年): little spent, or a target open, is no slip."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extractors.checks.ledger import Ledger
from extractors.document import Span
from patterns.loader import fold, load

_WITHIN_YEAR = load("checks")["within_year"].find
_LINES_ABOVE = 5  # the lines above a form that may name its period


def monitored(ledger: Ledger) -> set[str | None]:
    """The projects whose form names its period in its header, or in a line above it."""
    read = ledger.read
    return {
        read.project_key(facts.project)
        for facts in read.forms
        if any(w.word.period == "part" for band in facts.form.bands for column in band.columns for w in column.words)
        or any(_says(text) for text in _lines_above(ledger, facts.form.first))
    }


def is_midyear(ledger: Ledger, place: Span) -> bool:
    """Whether the title, a heading above, the sentence or the form's own words say so of a place."""
    read = ledger.read
    index = read.section_of[place.block]
    block = read.document.blocks[place.block]
    of_forms = ledger.rates if read.forms else ()
    labels = [ledger.text(e.span) for rate in of_forms if rate.anchor == place for e in rate.evidence if e.field == "kind"]
    sentence = block.text[block.text.rfind("。", 0, place.start) + 1 : place.start]
    path = () if index is None else read.sections[index].path
    return any(map(_says, (read.identity.title or "", *path, *labels, sentence)))


def _lines_above(ledger: Ledger, first: int) -> Iterator[str]:
    blocks = ledger.read.document.blocks
    for order in range(first - 1, max(-1, first - 1 - _LINES_ABOVE), -1):
        if blocks[order].kind == "cell":
            return
        yield blocks[order].text


@lru_cache(maxsize=1024)  # a heading is asked for every figure below it
def _says(text: str) -> bool:
    return _WITHIN_YEAR is not None and len(text) < 400 and _WITHIN_YEAR.search(fold(text)) is not None
