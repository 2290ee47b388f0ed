"""Lines that may be headings: a number and a title, and what the line says beyond its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extractors.outline.numbers import LEXICON, NOISE, Number, glued_at, number_at, rank
from extractors.outline.paragraphs import Paragraph

# How the words after the number read: a bare title, a sentence, a title with running text of its own, a name with an amount.
TITLE, SENTENCE, NAMED, AMOUNT = "title", "sentence", "named", "amount"

_HEAD = regex.compile(r"(?:[（(][^（()）]*[）)]|“[^”]*”|《[^》]*》|[^。：:；;！？])*+")
_AMOUNT, _AMOUNT_WORDS = LEXICON["amount"].find, LEXICON["amount_words"].find
_BOOKMARK = LEXICON["bookmark"].find
_COUNTED = regex.compile(r"[。；;]\s*(?:[（(]?(?<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[、.．)）]))(?![0-9])")
_SECOND = regex.compile(r"(?:[ \t\u3000\u00a0]{2,}|(?<=[。：])\s*|(?<=\p{Han})\s+)(?=[0-9（(一二三四五六七八九十①㈠⑴])")
_EDGES = " \t\n\r\u3000\u00a0。：:；;，,、"
_LONGEST_TITLE, _LONGEST_NAME, _CELL_TEXT = 60, 40, 10
STRUCTURE = ("part", "chapter", "section")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading. `style` places it in the ladder; `value` is its number's; `at` its paragraph's place in the list;
    `start`, `end` and `title_start` are offsets in the block."""

    at: int
    block: int
    cell: int | None
    style: str
    sep: str
    value: int | None
    start: int
    title_start: int
    end: int
    title: str
    number: str | None
    form: str
    closed: bool
    whole: str
    rule: str
    spaced: bool = False
    level: int | None = None

    @property
    def rank(self) -> float:
        return rank(self.style)

    def as_style(self, style: str) -> Candidate:
        """The same heading where its number is meant in another style (1、 for 一、)."""
        return replace(self, style=style, rule=f"outline.{style}.meant")


def numbered(paragraphs: Sequence[Paragraph]) -> Iterator[Candidate]:
    """Every numbered line that may be a heading, in document order."""
    for at, paragraph in enumerate(paragraphs):
        yield from _numbered(at, paragraph, paragraphs[at - 1] if at else None)


def _numbered(at: int, paragraph: Paragraph, above: Paragraph | None) -> Iterator[Candidate]:
    number = number_at(paragraph.text) or _glued(paragraph, above)
    if number is None:
        return
    second = _second(paragraph.text, number)
    first = candidate(at, paragraph, number, None if second is None else second.start)
    if first is not None and not _counts_inside(paragraph.text, number):
        yield first
        if second is not None and (found := candidate(at, paragraph, second, None)):
            yield found


def _glued(paragraph: Paragraph, above: Paragraph | None) -> Number | None:
    return glued_at(paragraph.text) if paragraph.cell is None else None


def candidate(at: int, paragraph: Paragraph, number: Number, end: int | None) -> Candidate | None:
    """The heading a number opens, if the words after it can be one."""
    text = paragraph.text if end is None else paragraph.text[:end]
    noise = NOISE.match(text, number.end)
    start = noise.end() if noise else number.end
    stop, form, closed = _title(text, start)
    if stop <= start:
        return None
    structural = number.style in STRUCTURE
    words = _clean(text[number.start if structural else start : stop])
    if form == NAMED and _is_indicator_row(text, stop):
        return None
    if structural and form in (SENTENCE, AMOUNT):
        return None
    return Candidate(
        at=at,
        block=paragraph.block,
        cell=paragraph.cell,
        style=number.style,
        sep=number.sep,
        value=number.value,
        start=paragraph.start + number.start,
        title_start=paragraph.start + start,
        end=paragraph.start + stop,
        title=words,
        number=None if structural else text[number.start : number.end].strip(),
        form=form,
        closed=closed,
        whole=_clean(text[start:]),
        rule=f"outline.{number.style}",
        spaced=number.spaced,
        level=paragraph.style.outline_level,
    )


def _clean(text: str) -> str:
    assert _BOOKMARK is not None
    if "[" in text:
        text = _BOOKMARK.sub("", text)
    return text.replace("\n", "").strip(_EDGES)


def _title(text: str, start: int) -> tuple[int, str, bool]:
    """Where the title ends, how the line reads, and whether a sentence mark closes what stands first."""
    assert _AMOUNT is not None
    head = _HEAD.match(text, start)
    stop = head.end() if head else start
    mark, after = text[stop : stop + 1], text[stop + 1 :].strip(_EDGES)
    closed = mark in ("。", "；", ";", "！", "？") and mark != ""
    length = stop - start
    if amount := _AMOUNT.search(text, start, stop):
        return _before_amount(text, start, amount.start(), whole=not after and not text[amount.end() : stop].strip(_EDGES), stop=stop), AMOUNT, closed
    stop = start + len(text[start:stop].rstrip(_EDGES))
    if after:
        named = mark in "。：:" and length <= _LONGEST_NAME
        return stop, NAMED if named else SENTENCE, closed
    return stop, SENTENCE if closed or length > _LONGEST_TITLE else TITLE, closed


def _before_amount(text: str, start: int, amount: int, whole: bool, stop: int) -> int:
    """A line that is a name and its amount is a title as it stands; elsewhere the name ends where the amount is led in."""
    assert _AMOUNT_WORDS is not None
    if whole:
        return start + len(text[start:stop].rstrip(_EDGES))
    head = text[start:amount].rstrip()
    if words := _AMOUNT_WORDS.search(head):
        head = head[: words.start()] or head
    comma = min((i for i in (head.find("，"), head.find(",")) if i > 0), default=-1)
    if 0 < comma <= _LONGEST_NAME and len(head) > _LONGEST_NAME:
        head = head[:comma]
    return start + len(head.rstrip(_EDGES))


def without_amount(text: str) -> str:
    """The name in front of the amount a line closes with."""
    assert _AMOUNT is not None
    amount = _AMOUNT.search(text)
    return text if amount is None else text[: _before_amount(text, 0, amount.start(), whole=False, stop=len(text))]


def _is_indicator_row(text: str, stop: int) -> bool:
    like = LEXICON["indicator_row"].like
    if text[stop : stop + 1] not in ("：", ":"):
        return False
    noise = regex.search(r"[^0-9０-９一二三四五六七八九十、.．()（）\s]*$", text[:stop].strip())
    return like is not None and noise is not None and like.fullmatch(noise.group()) is not None


def _counts_inside(text: str, number: Number) -> bool:
    """A paragraph that goes on counting (1、…。2、…。) is no heading: its numbers are those of sentences."""
    for match in _COUNTED.finditer(text, number.end):
        inner = number_at(text, match.start("n") - (text[match.start("n") - 1] in "（("))
        if inner is not None and inner.style == number.style and inner.value == number.value + 1:
            return True
    return False


def _second(text: str, first: Number) -> Number | None:
    """A second heading in the line: after a short title another style begins to count."""
    match = _SECOND.search(text, first.end, first.end + _LONGEST_NAME + 2)
    if match is None:
        return None
    number = number_at(text, match.end())
    if number is None or number.style == first.style or number.value != 1 or number.start > first.end + 200:
        return None
    head = _HEAD.match(text, first.end)
    closed = head is None or text[head.end() : number.start].strip(_EDGES) == ""
    return number if closed or (head is not None and head.end() >= number.start) else None
