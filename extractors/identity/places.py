"""Where a report prints what is said of it: its title, its agency, its year, its day. What is composed or inferred stands nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Document, Mention, Span
from extractors.identity import Identity
from extractors.identity.titles import OPENING
from extractors.numbers.digits import arabic_years


def printed(document: Document, identity: Identity, mentions: Sequence[Mention]) -> dict[str, list[Span]]:
    """The places of every field that is printed as it is told; a title may run over several lines."""
    title = _title(document, identity.title) if identity.title else []
    found = {
        "title": title,
        "agency": _words(document, identity.agency) if identity.agency else [],
        "fiscal_year": _year(document, identity.fiscal_year, title) if identity.fiscal_year else [],
        "issued_on": [m.span for m in mentions if m.kind == "date" and m.date == identity.issued_on][-1:] if identity.issued_on else [],
    }
    elsewhere = identity.from_file_name or ()
    return {field: spans for field, spans in found.items() if spans and field not in elsewhere}


def _words(document: Document, words: str) -> list[Span]:
    """The first place that prints them in one line."""
    for block in document.blocks:
        if (at := block.text.find(words)) >= 0:
            return [Span(block.order, at, at + len(words))]
    return []


def _title(document: Document, title: str) -> list[Span]:
    """In one line, else over lines that follow each other."""
    whole = _words(document, title)
    if whole:
        return whole
    told: list[Span] = []
    at = 0
    for block, start, line in _lines(document):
        if at and not title.startswith(line, at):
            told, at = [], 0
        begin = 0 if at else next((cut for cut in range(len(line)) if title.startswith(line[cut:])), len(line))
        if begin < len(line):
            told.append(Span(block, start + begin, start + len(line)))
            at += len(line) - begin
        if at == len(title):
            return told
    return []


def _lines(document: Document) -> Iterator[tuple[int, int, str]]:
    for block in document.blocks[:OPENING]:
        at = 0
        for line in block.text.splitlines(keepends=True):
            if words := line.strip():
                yield block.order, at + line.find(words), words
            at += len(line)


def _year(document: Document, year: int, title: Sequence[Span]) -> list[Span]:
    """In the title; else where the text says 年度, else 年, of it first."""
    for _, span in _matches(document, title, re.compile(rf"(?<![0-9]){year}(?![0-9])(?:\s*年度?)?")):
        return [span]
    found: list[Span] = []
    blocks = [Span(block.order, 0, len(block.text)) for block in document.blocks]
    for words, span in _matches(document, blocks, re.compile(rf"(?<![0-9]){year}\s*年\s*度?")):
        if words.endswith("度"):
            return [span]
        found.append(span)
    return found[:1]


def _matches(document: Document, places: Sequence[Span], words: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    for block, start, end in places:
        for match in words.finditer(arabic_years(document.blocks[block].text), start, end):
            yield match[0], Span(block, *match.span())
