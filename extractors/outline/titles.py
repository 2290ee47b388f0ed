"""Headings without a number: annex marks, titles of annexed reports and forms, ——…, a number that got lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.frozen import changed
from extractors.outline.candidates import STRUCTURE, TITLE, Candidate, clean, is_alone, named_with_amount
from extractors.outline.numbers import LEXICON, rank, words_at
from extractors.outline.paragraphs import CLOSING, Paragraph
from extractors.outline.tree import LEAF
from patterns.loader import asked, fold

_LONGEST_OPENING, _OPENINGS = 8, frozenset(map(fold, LEXICON["opening"].words))  # 摘要 alone on its line
_EDGES = " \t\n\r\u3000\u00a0。：:；;，,"
_LONGEST, _LONGEST_PART, _SHORTEST_PART, _LINES_TO_TABLE, _LINES_ABOVE = 70, 45, 4, 5, 2
_LAST_OF_TITLES = frozenset("告表书结料明)")
_LAST_TOLD, _SHORTEST_FORM, _YEAR = frozenset("况开"), 8, re.compile("(?:19|20)[0-9]{2}")
_PRINTED_LAST = _LAST_OF_TITLES | frozenset("）\u200b\ufeff")
_SAMPLES = asked("sample_pages")
_COVER, _ENDS_OF_SAMPLES = 12, frozenset("篇）)0123456789")
_FORM, _REPORT, _DATE = LEXICON["title_form"].like, LEXICON["title_report"].like, LEXICON["date"].like
_PUNCTUATED, _MARKED = re.compile("[：。；]"), re.compile("[，。：]")
_LISTED_AS = re.compile(r"^(?:[0-9]{4}年度?)?(?:本?单位|本?部门)?(?P<title>.{4,})$")


def unnumbered(paragraphs: Sequence[Paragraph], listed: tuple[str, ...]) -> Iterator[Candidate]:
    """Every heading without a number, in document order, the file's own title among them; `listed`: words of its contents page."""
    collected = any(_found_at_end("collection", paragraph.text) for paragraph in paragraphs[:_COVER])
    for at, paragraph in enumerate(paragraphs):
        if paragraph.cell is not None or paragraph.number is not None:
            continue
        if collected and (told := _collected(at, paragraph)) is not None:
            yield from told
        elif found := _unnumbered(at, paragraph, paragraphs, listed):
            yield found


def _collected(at: int, paragraph: Paragraph) -> Sequence[Candidate] | None:
    """Of a page of samples (自评报告（通用9篇）) each one's own title (自评报告1); what tells their number is none."""
    if len(paragraph.text) > _LONGEST:
        return None
    if _found_at_end("collected", paragraph.text):
        return [_of("title", at, paragraph, words_at(paragraph.text))]
    return () if _found_at_end("collection", paragraph.text) else None


def _found_at_end(meaning: str, words: str) -> bool:
    return words.rstrip()[-1:] in _ENDS_OF_SAMPLES and _SAMPLES[meaning].search(words) is not None


def _unnumbered(at: int, paragraph: Paragraph, paragraphs: Sequence[Paragraph], listed: tuple[str, ...]) -> Candidate | None:
    start = words_at(paragraph.text)
    words = paragraph.text[start:]
    if not words or len(words) > _LONGEST:
        return None
    if words[0] == "附" and _found("annex", words):
        return _annex(at, paragraph, start)
    if words[0] in "—―─":
        if not _found("dash", words) or _PUNCTUATED.search(words.rstrip(_EDGES)):
            return None
        return named_with_amount(_of("dash", at, paragraph, start), paragraph)
    if words[0] == "、":
        return _of("lost", at, paragraph, start) if _found("lost", words) and words[-1] not in "。；" else None
    if at and is_alone(paragraphs[at - 1]):
        return None
    if is_title(words) and _opens_something(at, words, paragraphs):
        return _title(at, paragraphs)
    if _is_told(at, words, paragraphs):
        return _of("title", at, paragraph, start)
    if len(words) <= _LONGEST_OPENING and fold(words) in _OPENINGS and _runs(at + 1, paragraphs):
        return changed(_of("bare", at, paragraph, start), form=LEAF)
    return _of("bare", at, paragraph, start) if _is_bare(words, paragraph, listed) else None


def _is_told(at: int, words: str, paragraphs: Sequence[Paragraph]) -> bool:
    """某局2023年度整体绩效自评情况 over a form's title of its own, or 自评情况 below the annex mark of what is printed there."""
    if words.rstrip()[-1] not in _LAST_TOLD or len(words) > _LONGEST_PART or not _is_fragment(paragraphs[at]):
        return False
    if LEXICON["title_told"].find is None or not LEXICON["title_told"].find.search(words.rstrip()):
        return False
    if at == 0:
        below = paragraphs[1].text if len(paragraphs) > 1 else ""
        return len(below) >= _SHORTEST_FORM and is_form(below) and _YEAR.search(words) is not None
    above = paragraphs[at - 1].text.strip()
    mark = _found("annex", above)
    return mark is not None and mark.end() == len(above)


def _runs(at: int, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a paragraph of running text stands there."""
    return at < len(paragraphs) and paragraphs[at].cell is None and paragraphs[at].number is None and "。" in paragraphs[at].text


def _is_bare(words: str, paragraph: Paragraph, listed: tuple[str, ...]) -> bool:
    """A line that the contents page lists, or that the format itself calls a heading."""
    styled = paragraph.style.outline_level is not None
    if not styled and (not listed or len(words) > _LONGEST_PART):
        return False
    if words.rstrip()[-1] in "。；，" or _found("caption", words):
        return False
    return styled or fold(words).endswith(listed)


def short_title(words: str) -> str:
    """What a heading and its line on the contents page share (单位主要职能 there, 某局主要职能 above the text)."""
    found = _LISTED_AS.search(fold(words))
    return found.group("title") if found else fold(words)


def _found(meaning: str, words: str) -> re.Match[str] | None:
    """Each of these meanings is told by how a line opens."""
    find = LEXICON[meaning].find
    return None if find is None else find.match(words)


def _of(style: str, at: int, paragraph: Paragraph, start: int, title: str | None = None) -> Candidate:
    stop = len(paragraph.text.rstrip(_EDGES))
    words, begin = clean(paragraph.text[start:stop]), paragraph.start
    return Candidate(
        at, paragraph.block, None, style, "", None,
        begin + start, begin + start, begin + stop, title or words, None,
        TITLE, False, f"outline.{style}", rank(style), paragraph.style.outline_level,
    )  # fmt: skip


def _annex(at: int, paragraph: Paragraph, start: int) -> Candidate:
    """附件1 alone holds what follows; 附件：… names what is annexed and stands as its title."""
    rest = _found("annex", paragraph.text[start:])
    found = _of("annex", at, paragraph, start)
    alone = rest is not None and not paragraph.text[start + rest.end() :].strip(_EDGES)
    return found if alone else changed(found, style="named_annex", rank=rank("named_annex"))


def is_title(words: str) -> bool:
    """Whether a line reads as the title of a report or a form."""
    if words.rstrip()[-1:] not in _PRINTED_LAST:
        return False
    folded = fold(words)
    if folded[-1:] not in _LAST_OF_TITLES or folded[:1] in "注备《" or _found("caption", words):
        return False
    return is_form(words) or (_REPORT is not None and _REPORT.fullmatch(folded) is not None)


def is_form(words: str) -> bool:
    """Whether a title is that of a form or table."""
    return _FORM is not None and _FORM.fullmatch(fold(words)) is not None


def _opens_something(at: int, words: str, paragraphs: Sequence[Paragraph]) -> bool:
    """A form's title stands above its grid, at most a few short lines between."""
    if not is_form(words):
        return True
    for paragraph in paragraphs[at + 1 : at + 1 + _LINES_TO_TABLE]:
        if paragraph.table is not None:
            return True
        if len(paragraph.text) > _LONGEST or paragraph.number is not None or is_title(paragraph.text):
            return False
    return False


def _title(at: int, paragraphs: Sequence[Paragraph]) -> Candidate:
    """A title, with the lines above it that are its beginning; its span is its first line."""
    first = at
    while at - first < _LINES_ABOVE and _begins_title(first - 1, paragraphs):
        first -= 1
    words = "".join(clean(p.text) for p in paragraphs[first : at + 1])
    return _of("title", first, paragraphs[first], words_at(paragraphs[first].text), title=words)


def _begins_title(at: int, paragraphs: Sequence[Paragraph]) -> bool:
    """A short line without any mark, under something that had ended."""
    if at < 0 or not _is_fragment(paragraphs[at]) or _is_told(at, paragraphs[at].text, paragraphs):
        return False
    if at == 0 or _is_fragment(paragraphs[at - 1]):
        return True
    above = paragraphs[at - 1].text.strip()
    return above[-1] in CLOSING or paragraphs[at - 1].cell is not None or bool(_found("annex", above)) or _starts_part(paragraphs[at - 1])


def _starts_part(paragraph: Paragraph) -> bool:
    return paragraph.number is not None and paragraph.number.style in STRUCTURE


def _is_fragment(paragraph: Paragraph) -> bool:
    words = paragraph.text.strip()
    if (
        paragraph.cell is not None
        or paragraph.caption
        or not _SHORTEST_PART <= len(words) <= _LONGEST_PART
        or words[-1] in CLOSING + "表"
        or _MARKED.search(words)
    ):
        return False
    if paragraph.number is not None or _found("annex", words) or is_title(words):
        return False
    return _DATE is None or _DATE.fullmatch(fold(words)) is None
