"""Contents pages: lines that list the headings to come, with leaders and page numbers or without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.frozen import frozen
from extractors.outline.numbers import LEXICON, Number, number_at
from extractors.outline.paragraphs import Paragraph
from extractors.outline.titles import short_title
from patterns.loader import fold

_LONGEST, _LEADER, _SHORT, _SHORTEST, _FEWEST = 80, 60, 12, 4, 3
_LED = frozenset("0123456789０１２３４５６７８９)）…⋯.．·")
_LEADS = LEXICON["leader"].find
_CONTENTS = frozenset(map(fold, LEXICON["contents"].words))


@frozen
class Entry:
    """A line as a contents page prints it: its words without leader, its number, whether a leader or page number stood behind."""

    words: str
    number: Number | None
    led: bool

    @property
    def begins(self) -> tuple[str, int] | None:
        return None if self.number is None else (self.number.style, self.number.value)


def listed(paragraphs: Sequence[Paragraph]) -> tuple[frozenset[int], tuple[str, ...]]:
    """The places of all lines that only list headings, and the short titles they list."""
    places: set[int] = set()
    titles: set[str] = set()
    entries = {at: entry for at, paragraph in enumerate(paragraphs) if paragraph.cell is None and (entry := _entry(paragraph))}
    for at in _starts(paragraphs, entries):
        for place, entry in _page(at, entries):
            places.add(place)
            titles.add(short_title(entry.words[entry.number.end :] if entry.number else entry.words))
    places |= _led(entries)
    places |= set(_annexes(paragraphs))
    return frozenset(places), tuple(sorted(title for title in titles if len(title) >= _SHORTEST))


def _entry(paragraph: Paragraph) -> Entry | None:
    """A short line without a sentence."""
    text = paragraph.text.rstrip()
    if len(text) > _LONGEST + _LEADER or text[-1] in "。；，：":
        return None
    words = text
    if text[-1] in _LED or "PAGEREF" in text or "HYPERLINK" in text:
        found = None if _LEADS is None else _LEADS.search(text)
        words = text[: found.start()].rstrip() if found and found.start() else text
    if len(words) > _LONGEST or "。" in words:
        return None
    return Entry(words, paragraph.number, words != text)


def _starts(paragraphs: Sequence[Paragraph], entries: dict[int, Entry]) -> Iterator[int]:
    """Behind the word 目录; or at the first numbered line of the file where it returns after other numbered lines alone."""
    yield from (at + 1 for at, entry in entries.items() if len(entry.words) < _SHORT and fold(entry.words) in _CONTENTS)
    first = next((at for at, paragraph in enumerate(paragraphs) if paragraph.number is not None), None)
    if first is None or not all(at in entries and entries[at].number for at in range(first, first + _FEWEST)):
        return
    again = (at for at, entry in entries.items() if at > first and fold(entry.words) == fold(entries[first].words))
    if next(again, first) - first >= _FEWEST:
        yield first


def _page(at: int, entries: dict[int, Entry]) -> Iterator[tuple[int, Entry]]:
    """The entries from `at` up to the line where the first of them returns as a heading."""
    later = {fold(entry.words): place for place, entry in entries.items()}
    first, led, numbered = None, 0, 0
    seen: set[str] = set()
    while (entry := entries.get(at)) is not None:
        words = fold(entry.words)
        if words in seen or (first is not None and entry.begins == first and not entry.led):
            return
        if not entry.led and later[words] == at and (led * 2 > len(seen) or (entry.number is None and numbered)):
            return
        yield at, entry
        seen.add(words)
        first = first or entry.begins
        led, numbered, at = led + entry.led, numbered + (entry.number is not None), at + 1


def _led(entries: dict[int, Entry]) -> set[int]:
    """Numbered lines with leaders, three or more on end, wherever they stand."""
    found: set[int] = set()
    run: list[int] = []
    for at in (at for at, entry in entries.items() if entry.led):
        if run and run[-1] != at - 1:
            found |= set(run) if len(run) >= _FEWEST else set()
            run = []
        run.append(at)
    return found | (set(run) if len(run) >= _FEWEST else set())


def _annexes(paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """The list behind 附件： (1.… 2.…) names what is annexed."""
    for opening in (at for at, paragraph in enumerate(paragraphs) if paragraph.text[0] == "附"):
        expected = _annexed(paragraphs[opening].text)
        for at in range(opening + 1, len(paragraphs)):
            paragraph = paragraphs[at]
            number = paragraph.number if paragraph.cell is None and len(paragraph.text) <= _LONGEST else None
            if expected is None or number is None or (number.style, number.value) != expected:
                break
            expected = number.style, number.value + 1
            yield at


def _annexed(text: str) -> tuple[str, int] | None:
    """The number the line behind 附件： or 附件：1.… counts on with; `text` opens with 附."""
    annex = LEXICON["annex"].find
    mark = annex.match(text) if annex is not None else None
    if mark is None or mark.group()[-1] not in "：:" or mark.group()[-2:-1].isdigit():
        return None
    first = number_at(text, mark.end())
    if first is None:
        return None if text[mark.end() :].strip() else ("arabic", 1)
    return first.style, first.value + 1
