"""Lines that may be headings: a number and a title, and what the line says beyond its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.frozen import frozen
from extractors.outline.numbers import BLANK, LEXICON, Number, number_at, rank, words_at
from extractors.outline.paragraphs import Paragraph

# How the words after the number read: a bare title, a sentence, a title with running text of its own, a name with an amount.
TITLE, SENTENCE, NAMED, AMOUNT = "title", "sentence", "named", "amount"

_HEAD = re.compile(r"(?:[^。：:；;！？（(“《]++|[（(][^（()）]*[）)]|“[^”]*”|《[^》]*》|[（(“《])*+")
_CLAUSE = re.compile(r"(?:[^，,（(“《]++|[（(][^（()）]*[）)]|“[^”]*”|《[^》]*》|[（(“《])*+")
_MARK = re.compile(r"[，。；：%％]")
_DIGIT = re.compile("[0-9０-９]")
_AMOUNT, _AMOUNT_WORDS = LEXICON["amount"].find, LEXICON["amount_words"].find
_BOOKMARK = LEXICON["bookmark"].find
_COUNTED = re.compile(r"[。；;]\s*(?:[（(]?(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[、.．)）]))(?![0-9])")
_GAP = re.compile(r"[ \t\u3000\u00a0]+(?=[0-9０-９（(一二三四五六七八九十①㈠⑴])")
_SENTENCE_MARKS = ("。", "；", ";", "！", "？")
_EDGES = " \t\n\r\u3000\u00a0。：:；;，,、"
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_PLAIN_NAME, _LONGEST_REST = 60, 40, 80, 10
_OPENS_NOTE = ("备", "附", "注", "填")
_FIRST = Number("arabic", "", 0, 0, 0)  # what stands before the first line of a note
STRUCTURE = ("part", "chapter", "section")


@frozen
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
    rank: float
    level: int | None = None

    def as_style(self, style: str) -> Candidate:
        """The same heading where its number is meant in another style (1、 for 一、)."""
        return replace(self, style=style, rank=rank(style), rule=f"outline.{style}.meant")


def numbered(paragraphs: Sequence[Paragraph]) -> list[Candidate]:
    """Every numbered line that may be a heading, in document order."""
    noted = frozenset(_notes(paragraphs))
    opened = (at for at, paragraph in enumerate(paragraphs) if paragraph.number is not None and at not in noted)
    return list(_chapters([c for at in opened for c in _numbered(at, paragraphs)]))


def _notes(paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """The numbered lines that count on from those of a note (备注：1.… and below it 2.…, 3.…; or all below 备注：)."""
    note = LEXICON["note"].find
    assert note is not None
    last: Number | None = None
    for at, paragraph in enumerate(paragraphs):
        number, text = paragraph.number, paragraph.text
        if text[:1] in _OPENS_NOTE and (opened := note.match(text)):
            alone = opened.end() == len(text.rstrip())
            last = _FIRST if alone else number_at(text, opened.end())
        elif last is not None and number is not None and (number.style, number.value) == (last.style, last.value + 1):
            yield at
            last = number
        else:
            last = None


def _chapters(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """All, but 1.2 only behind 1.1, and a bare `2 …` only where 2.1 stands below it or where it counts on from one that does."""
    seen: set[str] = set()
    divided = {c.number.split(".")[0] for c in found if c.style == "decimal2" and c.number}
    for candidate in found:
        number = candidate.number or ""
        above, _, _ = number.rpartition(".")
        before = f"{above}{'.' * bool(above)}{(candidate.value or 0) - 1}"
        if candidate.style.startswith("decimal") and candidate.value != 1 and before not in seen:
            continue
        if candidate.sep == BLANK and number not in divided and before not in seen:
            continue
        if candidate.sep == BLANK or candidate.style.startswith("decimal"):
            seen.add(number)
        yield candidate


def _numbered(at: int, paragraphs: Sequence[Paragraph]) -> Iterator[Candidate]:
    paragraph = paragraphs[at]
    number = paragraph.number
    if number is None or (paragraph.cell is not None and number.sep == BLANK):
        return
    second = _second(paragraph.text, number)
    first = candidate(at, paragraph, number, None if second is None else second.start)
    if first is not None and at + 1 < len(paragraphs) and is_alone(paragraph):
        first = replace(first, title=f"{first.title} {clean(paragraphs[at + 1].text)}"[:_LONGEST_TITLE])
    if first is not None and not _counts_inside(paragraph.text, number):
        yield first
        if second is not None and (found := candidate(at, paragraph, second, None)):
            yield found


def is_alone(paragraph: Paragraph) -> bool:
    """第一部分 without a title: it stands on the next line."""
    number = paragraph.number
    return number is not None and number.style in STRUCTURE and not paragraph.text[number.end :].strip(_EDGES)


def candidate(at: int, paragraph: Paragraph, number: Number, end: int | None) -> Candidate | None:
    """The heading a number opens, if the words after it can be one."""
    text = paragraph.text if end is None else paragraph.text[:end]
    start = words_at(text, number.end)
    stop, form, closed = _title(text, start)
    structural = number.style in STRUCTURE
    if stop <= start and not structural:
        return None
    words = clean(text[number.start if structural else start : stop])
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
        whole=clean(text[start:]),
        rule=f"outline.{number.style}",
        rank=rank(number.style),
        level=paragraph.style.outline_level,
    )


def named_with_amount(heading: Candidate, paragraph: Paragraph) -> Candidate:
    """A line without a number that goes on behind a name and its amount (——某某补助90万元，用于…): an item like a numbered one."""
    text, start = paragraph.text, heading.title_start - paragraph.start
    stop, form, closed = _title(text, start)
    if form != AMOUNT or stop <= start:
        return heading
    return replace(heading, end=paragraph.start + stop, title=clean(text[start:stop]), form=form, closed=closed)


def clean(text: str) -> str:
    """A title's words: no converter residue, no line ends, no mark around them."""
    assert _BOOKMARK is not None
    if "[" in text:
        text = _BOOKMARK.sub("", text)
    return text.replace("\n", "").strip(_EDGES)


def _title(text: str, start: int) -> tuple[int, str, bool]:
    """Where the title ends, how the line reads, and whether a sentence mark closes what stands first."""
    head = _HEAD.match(text, start)
    stop = head.end() if head else start
    mark = text[stop : stop + 1]
    closed = mark in _SENTENCE_MARKS and mark != ""
    if amount := _amount(text, start, stop):
        return (*_before_amount(text, start, stop, amount), closed)
    named = text[start:stop].rstrip(_EDGES)
    stop = start + len(named)
    if not text[stop:].strip(_EDGES):
        return stop, SENTENCE if closed or len(named) > _LONGEST_TITLE else TITLE, closed
    plain = _LONGEST_NAME if "，" in named else _LONGEST_PLAIN_NAME
    return stop, NAMED if mark in "。：:" and len(named) <= plain else SENTENCE, closed


def _amount(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The first amount of the opening words, or the one that follows their colon at once."""
    assert _AMOUNT is not None
    digit = _DIGIT.search(text, start, stop + 2)
    if digit is None:
        return None
    if found := _AMOUNT.search(text, digit.start(), stop):
        return found
    return _AMOUNT.match(text, stop + 1) if text[stop : stop + 1] in ("：", ":") else None


def _before_amount(text: str, start: int, stop: int, amount: re.Match[str]) -> tuple[int, str]:
    """A line that is a name and its amount is a title as it stands; elsewhere the name ends where the amount is led in."""
    line = text[start:].rstrip(_EDGES)
    behind = text[amount.end() :].strip(_EDGES)
    if amount.end() <= stop and len(behind) <= _LONGEST_REST and not _MARK.search(line):
        return start + len(line), TITLE if behind else AMOUNT
    return start + len(_name(text[start : amount.start()])), AMOUNT


def _name(head: str) -> str:
    """The words before an amount: up to the first comma, without what leads the amount in."""
    assert _AMOUNT_WORDS is not None
    clause = _CLAUSE.match(head)
    head = clause.group().rstrip() if clause and clause.end() else head.rstrip()
    if words := _AMOUNT_WORDS.search(head):
        head = head[: words.start()] or head
    return head.rstrip(_EDGES)


def without_amount(text: str) -> str:
    """The name in front of the amount a line closes with."""
    assert _AMOUNT is not None
    amount = _AMOUNT.search(text)
    return text if amount is None else _name(text[: amount.start()]) or text


def _is_indicator_row(text: str, stop: int) -> bool:
    like = LEXICON["indicator_row"].like
    if text[stop : stop + 1] not in ("：", ":"):
        return False
    noise = re.search(r"[^0-9０-９一二三四五六七八九十、.．()（）\s]*$", text[:stop].strip())
    return like is not None and noise is not None and like.fullmatch(noise.group()) is not None


def _counts_inside(text: str, number: Number) -> bool:
    """A paragraph that goes on counting (1、…。2、…。) is no heading: its numbers are those of sentences."""
    for match in _COUNTED.finditer(text, number.end):
        inner = number_at(text, match.start("n") - (text[match.start("n") - 1] in "（("))
        if inner is not None and inner.style == number.style and inner.value == number.value + 1:
            return True
    return False


def _second(text: str, first: Number) -> Number | None:
    """A second heading in the line: after a short title, padded or closed, another style begins to count."""
    head = _HEAD.match(text, first.end)
    gap = _GAP.search(text, first.end + 1, first.end + _LONGEST_NAME)
    if head is None or (gap is None and head.end() - first.end > _LONGEST_NAME):
        return None
    closed = len(text) - len(text[head.end() :].lstrip(_EDGES))
    for at in (gap.end() if gap else closed, closed):
        number = number_at(text, at)
        if number is not None and number.style != first.style and number.value == 1 and not _counts_inside(text, number):
            return number
    return None
