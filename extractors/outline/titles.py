"""Headings without a number: annex marks, titles of annexed reports and forms, ——…, a number that got lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.outline.candidates import SENTENCE, TITLE, Candidate
from extractors.outline.numbers import LEXICON, NOISE, number_at
from extractors.outline.paragraphs import CLOSING, Paragraph
from patterns.loader import fold

_EDGES = " \t\n\r\u3000\u00a0。：:；;，,"
_LONGEST, _LONGEST_PART, _LINES_TO_TABLE = 70, 45, 4


def unnumbered(paragraphs: Sequence[Paragraph]) -> Iterator[Candidate]:
    """Every heading without a number, in document order, the file's own title among them."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.cell is None:
            yield from _unnumbered(at, paragraph, paragraphs)


def _unnumbered(at: int, paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> Iterator[Candidate]:
    noise = NOISE.match(paragraph.text)
    start = noise.end() if noise else 0
    words = paragraph.text[start:]
    if not words or len(words) > _LONGEST:
        return
    if words[0] == "附" and _finds("annex", words):
        yield _annex(at, paragraph, start)
    elif words[0] in "—―─" and _finds("dash", words) and "：" not in words.rstrip(_EDGES) and "。" not in words.rstrip(_EDGES):
        yield _of("dash", at, paragraph, start)
    elif words[0] == "、" and _finds("lost", words) and words[-1] not in "。；":
        yield _of("lost", at, paragraph, start)
    elif number_at(words) is None and _is_title(words) and _opens_something(at, words, paragraphs):
        yield from _title(at, paragraphs)


def _finds(meaning: str, words: str) -> bool:
    find = LEXICON[meaning].find
    return find is not None and find.search(words) is not None


def _of(style: str, at: int, paragraph: Paragraph, start: int, title: str | None = None, end: int | None = None, form: str = TITLE) -> Candidate:
    stop = end if end is not None else len(paragraph.text.rstrip(_EDGES))
    words = paragraph.text[start:stop].replace("\n", "").strip(_EDGES)
    return Candidate(
        at=at, block=paragraph.block, cell=None, style=style, sep="", value=None, start=paragraph.start + start,
        title_start=paragraph.start + start, end=paragraph.start + stop, title=title or words.lstrip("、"), number=None, form=form, closed=False,
        whole=words, rule=f"outline.{style}", level=paragraph.style.outline_level,
    )  # fmt: skip


def _annex(at: int, paragraph: Paragraph, start: int) -> Candidate:
    """附件1 alone holds what follows; 附件：… names what is annexed and stands as its title."""
    found = _of("annex", at, paragraph, start)
    match = LEXICON["annex"].find.search(paragraph.text[start:])  # type: ignore[union-attr]
    alone = match is not None and not paragraph.text[start + match.end() :].strip(_EDGES)
    return found if alone else _of("title", at, paragraph, start)


def _is_title(words: str) -> bool:
    folded = fold(words)
    if folded[-1:] not in ("告", "表", "书", ")") or folded[:1] in "注备《" or _finds("caption", words):
        return False
    return any(like is not None and like.fullmatch(folded) for like in (LEXICON["title_form"].like, LEXICON["title_report"].like))


def _opens_something(at: int, words: str, paragraphs: Sequence[Paragraph]) -> bool:
    """A form's title stands above its grid, at most a few short lines between."""
    if "报告" in words[-12:]:
        return True
    for paragraph in paragraphs[at + 1 : at + 1 + _LINES_TO_TABLE]:
        if paragraph.table is not None:
            return True
        if len(paragraph.text) > _LONGEST or number_at(paragraph.text) is not None or _is_title(paragraph.text):
            return False
    return False


def _title(at: int, paragraphs: Sequence[Paragraph]) -> Iterator[Candidate]:
    """A title, with the lines above it that are its beginning; its span is its first line."""
    first = at
    while first > 0 and at - first < 2 and _begins_title(paragraphs[first - 1]):
        first -= 1
    words = "".join(p.text.strip() for p in paragraphs[first : at + 1])
    noise = NOISE.match(paragraphs[first].text)
    yield _of("title", first, paragraphs[first], noise.end() if noise else 0, title=LEXICON["bookmark"].find.sub("", words).strip(_EDGES))  # type: ignore[union-attr]


def _begins_title(paragraph: Paragraph) -> bool:
    words = paragraph.text.strip()
    date = LEXICON["date"].like
    if paragraph.cell is not None or len(words) > _LONGEST_PART or words[-1] in CLOSING or "，" in words or "。" in words or "：" in words:
        return False
    if number_at(words) is not None or _finds("annex", words) or _is_title(words):
        return False
    return date is None or date.fullmatch(fold(words)) is None
