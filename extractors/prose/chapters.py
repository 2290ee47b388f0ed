"""What a report tells of a project in chapters of their own: its goal, what was reached of it, problems, improvements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block, Document, Section, Span
from extractors.prose.indicators import IndicatorLine
from patterns.loader import load

FIELDS = {"problems_and_improvements": ("problems", "improvements")}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: the columns of `projects` it fills, the index of its section, its paragraphs."""

    fields: tuple[str, ...]
    section: int
    texts: tuple[Span, ...]


def chapters(
    document: Document, sections: Sequence[Section], section_of: Sequence[int | None], lines: Sequence[IndicatorLine]
) -> Iterator[Chapter]:
    """Every such chapter. A goal is what stands right under its heading, indicator sentences apart; problems go on below."""
    told = {line.line.block for line in lines}
    found = {index: meaning for index, section in enumerate(sections) if (meaning := _meaning(section)) is not None}
    divided = {sections[index].parent for index in found}  # 结论和建议 over 建议: the inner one tells
    for index, meaning in found.items():
        section = sections[index]
        if index in divided:
            continue
        goal = meaning.startswith("goal")
        blocks = document.blocks[section.heading.block : section.last + 1]
        spans = (_text(block, section) for block in blocks if not goal or (section_of[block.order] == index and block.order not in told))
        texts = tuple(span for span in spans if span is not None)
        if texts:
            yield Chapter(FIELDS.get(meaning, (meaning,)), index, texts)


def _meaning(section: Section) -> str | None:
    if section.kind != "heading":
        return None
    return next((m.id for m in load("project_texts") if m.find is not None and m.find.search(section.title)), None)


def _text(block: Block, section: Section) -> Span | None:
    """A paragraph of the chapter, what its heading takes of it left out; no cells."""
    if block.kind != "paragraph":
        return None
    start = section.heading.end if block.order == section.heading.block else 0
    text = block.text[start:]
    lead = len(text) - len(text.lstrip(" 　。：:"))
    end = start + len(text.rstrip())
    return Span(block.order, start + lead, end) if start + lead < end else None
