"""Lines that may be headings: a number and a title, and what the line says beyond its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.frozen import changed, frozen
from extractors.layout.numerals import chinese
from extractors.outline.numbers import BLANK, LEXICON, Number, number_at, rank, words_at
from extractors.outline.paragraphs import Paragraph

# How the words after the number read: a bare title, a sentence, a title with running text of its own, a name and its amount
# alone, a name whose amount leads on.
TITLE, SENTENCE, NAMED, AMOUNT, FUNDED = "title", "sentence", "named", "amount", "funded"

_HEAD = re.compile(r"(?:[^。：:；;！？（(“《]++|[（(][^（()）]*[）)]|“[^”]*”|《[^》]*》|[（(“《])*+")
_CLAUSE = re.compile(r"(?:[^，,（(“《]++|[（(][^（()）]*[）)]|“[^”]*”|《[^》]*》|[（(“《])*+")
_MARK = re.compile(r"[，。；：%％]")
_AMOUNT, _AMOUNT_WORDS = LEXICON["amount"].find, LEXICON["amount_words"].find
_BOOKMARK = LEXICON["bookmark"].find
_COUNT_MARKS = "、.．)）"
_COUNTED = re.compile(rf"[。；;]\s*[（(第]?(?P<n>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})[{_COUNT_MARKS}](?![0-9])")
_COUNTING = frozenset({"chinese", "ordinal", "chinese_bracket", "arabic", "arabic_bracket", "arabic_half"})  # the styles it counts in
_GAP = re.compile(r"[ \t\u3000\u00a0](?=[0-9０-９（(一二三四五六七八九十①㈠⑴])")
_OF_NUMBERS = re.compile(r"[0-9０-９一二三四五六七八九十、.．()（）\s]")
_SENTENCE_MARKS = ("。", "；", ";", "！", "？")
_EDGES = " \t\n\r\u3000\u00a0。：:；;，,、"
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_PLAIN_NAME, _LONGEST_REST, _FEWEST_TOLD = 60, 40, 80, 10, 10
_OPENS_NOTE = frozenset("备附注填")
_FIRST = Number("arabic", "", 0, 0, 0)  # what stands before the first line of a note
STRUCTURE = ("part", "chapter", "section")


@frozen
class Candidate:
    """A line that may be a heading. `style` places it in the ladder; `value` is its number's; `at` its paragraph's place in the list;
    `start`, `end` and `title_start` are offsets in the block; `tells`: its sentence is over, and text of its own follows."""

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
    tells: bool
    rule: str
    rank: float
    level: int | None = None

    def as_style(self, style: str) -> Candidate:
        """The same heading where its number is meant in another style (1、 for 一、)."""
        return changed(self, style=style, rank=rank(style), rule=f"outline.{style}.meant")


def numbered(paragraphs: Sequence[Paragraph]) -> list[Candidate]:
    """Every numbered line that may be a heading, in document order."""
    noted = frozenset(_notes(paragraphs))
    found: list[Candidate] = []
    for at, paragraph in enumerate(paragraphs):
        if paragraph.number is not None and at not in noted:
            found += _numbered(at, paragraph.number, paragraphs)
    return list(_chapters(found))


def _notes(paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """The numbered lines that count on from those of a note (备注：1.… and below it 2.…, 3.…; or all below 备注：)."""
    note = LEXICON["note"].find
    assert note is not None
    last: Number | None = None
    for at, paragraph in enumerate(paragraphs):
        number, text = paragraph.number, paragraph.text
        if text[0] in _OPENS_NOTE and (opened := note.match(text)):
            alone = opened.end() == len(text.rstrip())
            last = _FIRST if alone else number_at(text, opened.end())
        elif last is not None and number is not None and (number.style, number.value) == (last.style, last.value + 1):
            yield at
            last = number
        else:
            last = None


def _chapters(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """All, but 1.2 only behind 1.1, and a bare `2 …` only where 2.1 stands below it or where it counts on from one that does; 一　…
    only where it counts on, or is counted on from."""
    seen: set[str] = set()
    counted = {c.value for c in found if c.sep == BLANK and c.style == "chinese"}
    divided = {c.number.split(".")[0] for c in found if c.style == "decimal2" and c.number}
    for candidate in found:
        blank, decimal = candidate.sep == BLANK, candidate.style.startswith("decimal")
        if blank and candidate.style == "chinese":
            if not {1, 2, candidate.value, (candidate.value or 0) - 1 or 1} <= counted:
                continue
            blank = False
        if blank or decimal:
            number = candidate.number or ""
            above, point, _ = number.rpartition(".")
            before = f"{above}{point}{(candidate.value or 0) - 1}"
            if (decimal and candidate.value != 1 and before not in seen) or (blank and number not in divided and before not in seen):
                continue
            seen.add(number)
        yield candidate


def _numbered(at: int, number: Number, paragraphs: Sequence[Paragraph]) -> Sequence[Candidate]:
    """The heading that a line's number opens, if it is one, and the second one that may stand in the line."""
    paragraph = paragraphs[at]
    text = paragraph.text
    if (paragraph.cell is not None and number.sep == BLANK) or _counts_inside(text, number):
        return ()
    start = words_at(text, number.end)
    head_end = _head_end(text, start)
    second = _second(text, number, head_end)
    before = text if second is None else text[: second.start]
    first = candidate(at, paragraph, number, before, start, head_end if second is None else _head_end(before, start))
    if first is None:
        return ()
    if number.style in STRUCTURE and at + 1 < len(paragraphs) and is_alone(paragraph):
        first = changed(first, title=f"{first.title} {clean(paragraphs[at + 1].text)}"[:_LONGEST_TITLE])
    if second is None:
        return (first,)
    start = words_at(text, second.end)
    found = candidate(at, paragraph, second, text, start, _head_end(text, start))
    return (first,) if found is None else (first, found)


def is_alone(paragraph: Paragraph) -> bool:
    """第一部分 without a title: it stands on the next line."""
    number = paragraph.number
    return number is not None and number.style in STRUCTURE and not paragraph.text[number.end :].strip(_EDGES)


def _head_end(text: str, start: int) -> int:
    """Where the opening words end: at the first mark outside brackets."""
    head = _HEAD.match(text, start)
    return start if head is None else head.end()


def candidate(at: int, paragraph: Paragraph, number: Number, text: str, start: int, head_end: int) -> Candidate | None:
    """The heading a number opens, if the words after it can be one. They begin at `start` of `text`, the paragraph's own or its
    beginning, and open with those up to `head_end`."""
    stop, form = _title(text, start, head_end)
    style, begin, opening = number.style, paragraph.start, number.start
    structural = style in STRUCTURE
    if form not in (TITLE, NAMED) if structural else stop <= start:
        return None
    words = clean(text[opening if structural else start : stop])
    tells = False
    if form == NAMED:
        if _is_indicator_row(text, stop):
            return None
        tells = text[head_end] == "。" and len(clean(text[start:])) - len(words) >= _FEWEST_TOLD
    return Candidate(
        at, paragraph.block, paragraph.cell, style, number.sep, number.value,
        begin + opening, begin + start, begin + stop, words, None if structural else text[opening : number.end].strip(),
        form, tells, f"outline.{style}", rank(style), paragraph.style.outline_level,
    )  # fmt: skip


def named_with_amount(heading: Candidate, paragraph: Paragraph) -> Candidate:
    """A line without a number that goes on behind a name and its amount (——某某补助90万元，用于…): an item like a numbered one."""
    text, start = paragraph.text, heading.title_start - paragraph.start
    stop, form = _title(text, start, _head_end(text, start))
    if form not in (AMOUNT, FUNDED) or stop <= start:
        return heading
    return changed(heading, end=paragraph.start + stop, title=clean(text[start:stop]), form=form)


def clean(text: str) -> str:
    """A title's words: no converter residue, no line ends, no mark around them."""
    assert _BOOKMARK is not None
    if "[" in text:
        text = _BOOKMARK.sub("", text)
    return text.replace("\n", "").strip(_EDGES)


def _title(text: str, start: int, stop: int) -> tuple[int, str]:
    """Where the title ends, and how the line reads whose opening words end at `stop`."""
    if amount := _amount(text, start, stop):
        return _before_amount(text, start, stop, amount)
    mark = text[stop : stop + 1]
    named = text[start:stop].rstrip(_EDGES)
    stop = start + len(named)
    if not text[stop:].strip(_EDGES):
        return stop, SENTENCE if mark in _SENTENCE_MARKS or len(named) > _LONGEST_TITLE else TITLE
    plain = _LONGEST_NAME if "，" in named else _LONGEST_PLAIN_NAME
    return stop, NAMED if mark in "。：:" and len(named) <= plain else SENTENCE


def _amount(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The first amount of the opening words, or the one that follows their colon at once."""
    assert _AMOUNT is not None
    if found := _AMOUNT.search(text, start, stop):
        return found
    return _AMOUNT.match(text, stop + 1) if text[stop : stop + 1] in ("：", ":") else None


def _before_amount(text: str, start: int, stop: int, amount: re.Match[str]) -> tuple[int, str]:
    """A line that is a name and its amount is a title as it stands; elsewhere the name ends where the amount is led in."""
    end = amount.end()
    if end <= stop and len(behind := text[end:].strip(_EDGES)) <= _LONGEST_REST:
        line = text[start:].rstrip(_EDGES)
        if not _MARK.search(line):
            return start + len(line), TITLE if behind else AMOUNT
    return start + len(_name(text[start : amount.start()])), FUNDED


def _name(head: str) -> str:
    """The words before an amount: up to the first comma, without what leads the amount in."""
    assert _AMOUNT_WORDS is not None
    if "，" in head or "," in head:
        clause = _CLAUSE.match(head)
        head = clause.group() if clause and clause.end() else head
    head = head.rstrip()
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
    if like is None or text[stop : stop + 1] not in ("：", ":"):
        return False
    return like.fullmatch(_OF_NUMBERS.split(text[:stop].strip())[-1]) is not None


def _counts_inside(text: str, number: Number) -> bool:
    """A paragraph that goes on counting (1、…。2、…。) is no heading: its numbers are those of sentences."""
    if number.style not in _COUNTING:
        return False
    following = number.value + 1
    printed = chinese(following) if number.style.startswith(("chinese", "ordinal")) else str(following)
    for mark in _COUNT_MARKS if printed in text else "":
        if printed + mark in text:
            break
    else:
        return False
    for match in _COUNTED.finditer(text, number.end):
        inner = number_at(text, match.start("n") - (text[match.start("n") - 1] in "（(第"))
        if inner is not None and inner.style == number.style and inner.value == following:
            return True
    return False


def _second(text: str, first: Number, head_end: int) -> Number | None:
    """A second heading in the line: after a short title, padded or closed, another style begins to count."""
    begin, far = first.end + 1, first.end + _LONGEST_NAME
    head = text[begin:far]
    # of all blanks only the plain one counts as printable
    gap = None if " " not in head and head.isprintable() else _GAP.search(text, begin, far)
    if gap is None and (head_end > far or head_end == len(text)):
        return None
    closed = len(text) - len(text[head_end:].lstrip(_EDGES))
    for at in (closed,) if gap is None else (gap.end(), closed):
        number = number_at(text, at)
        if number is not None and number.style != first.style and number.value == 1 and not _counts_inside(text, number):
            return number
    return None
