"""`citations`: every place that cites a policy document."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Block, Span
from extractors.frozen import frozen
from extractors.policies.numbers import DocumentNumber, document_numbers, number_before, number_of_title
from extractors.policies.titles import Title, issuer_before, issuer_in, titles
from extractors.read import Read
from extractors.row import Evidence, Fact, Text, Year, column, plain
from patterns.loader import load

_NUMBERING = load("citations")["numbering"].words


@frozen(kw_only=True)
class Citation(Fact):
    TABLE = "citations"
    KEY = "citation_id"
    LETTER = "c"
    LABEL = "政策引用"
    ABOUT = "one place that cites a policy document; its anchor is the document number, else the title"

    title: Text | None = column("文件名称", "between 《 and 》")
    number: Text | None = column("文号", "as printed")
    issuer: Text | None = column("发文单位", "who issued it, where printed")
    year: Year | None = column("年份", "the number's year")


def extract(read: Read) -> Iterator[Citation]:
    for block in read.document.blocks:
        if "《" in block.text or "号" in block.text:
            yield from _cited(block)


def _cited(block: Block) -> Iterator[Citation]:
    """The block's titles with their numbers, then the numbers that stand alone, in reading order."""
    numbers, named = document_numbers(block.text), list(titles(block.text))
    own = [number_of_title(block.text, title.start, title.end, numbers) for title in named]
    used = {(number.start, number.end) for number in own if number is not None}
    for i, title in enumerate(named):  # a number between two titles is the first one's where brackets join it, else the second one's
        before = number_before(block.text, title.start, title.end, numbers) if own[i] is None else None
        if before is not None and (before.start, before.end) not in used:
            own[i] = before
            used.add((before.start, before.end))
    found = [_titled(block, title, number) for title, number in zip(named, own, strict=True) if title.is_policy or number is not None]
    found += [_alone(block, number) for number in numbers if (number.start, number.end) not in used and not _is_own(block, number)]
    return iter(sorted(found, key=lambda row: row.anchor))


def _is_own(block: Block, number: DocumentNumber) -> bool:
    """报告编号：…: the number the report itself bears."""
    return block.text[: number.start].rstrip("：: \u3000").endswith(_NUMBERING)


def _titled(block: Block, title: Title, number: DocumentNumber | None) -> Citation:
    at = Span(block.order, title.start, title.end)
    anchor = at if number is None else Span(block.order, number.start, number.end)
    issuer = issuer_in(block.text, title) or issuer_before(block.text, title.start - 1)
    if issuer is None and number is not None:
        issuer = issuer_before(block.text, number.start)
    return Citation(
        anchor=anchor,
        rule="citation.title" if number is None else "citation.number",
        source=_source(block),
        evidence=(() if number is None else (Evidence("title", at),)) + _issued(block, issuer),
        title=plain(block.text[title.start : title.end]),
        number=None if number is None else plain(block.text[number.start : number.end]),
        issuer=_words(block, issuer),
        year=None if number is None else number.year,
    )


def _alone(block: Block, number: DocumentNumber) -> Citation:
    text = plain(block.text[number.start : number.end])
    anchor = Span(block.order, number.start, number.end)
    issuer = issuer_before(block.text, number.start)
    return Citation(
        anchor=anchor,
        rule="citation.number_alone",
        source=_source(block),
        evidence=_issued(block, issuer),
        number=text,
        issuer=_words(block, issuer),
        year=number.year,
    )


def _issued(block: Block, issuer: tuple[int, int] | None) -> tuple[Evidence, ...]:
    return () if issuer is None else (Evidence("issuer", Span(block.order, *issuer)),)


def _words(block: Block, issuer: tuple[int, int] | None) -> str | None:
    return None if issuer is None else plain(block.text[slice(*issuer)])


def _source(block: Block) -> str:
    return "table" if block.kind == "cell" else "narrative"
