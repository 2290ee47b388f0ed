"""What a report tells of a project in chapters of their own: its goal, what was reached of it, problems, improvements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Block, Document, Section, Span
from extractors.frozen import frozen
from extractors.prose.finds import meaning, where
from extractors.prose.indicators import IndicatorLine

DATE = re.compile(r"[ 　]*(?:20[0-9]{2}|二[〇○零O0][〇○零一二三四五六七八九]{2})\s*年[^，。；]{1,8}日?[ 　]*")
CLOSING = re.compile(r"[^，。；！？：:]{2,40}|[（(]?(?:金额)?单位[：:].{1,12}|附[件表][^，。；]*")  # a signature, a unit, a form's title


@frozen
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
    headed = {index: field for index, section in enumerate(sections) if (field := _field(section)) is not None}
    divided = {sections[index].parent for index in headed}  # 结论和建议 over 建议: the inner one tells
    for index, field in headed.items():
        section = sections[index]
        if index in divided:
            continue
        goal = field.startswith("goal")
        blocks = _closed(document.blocks[section.heading.block : section.last + 1])
        spans = (_text(block, section) for block in blocks if not goal or (section_of[block.order] == index and block.order not in told))
        texts = tuple(span for span in spans if span is not None)
        if field == "problems_and_improvements":
            yield from _both(document, index, texts)
        elif texts:
            yield Chapter((field,), index, texts)


def _both(document: Document, index: int, texts: tuple[Span, ...]) -> Iterator[Chapter]:
    """Problems up to the words that turn to what is done about them (下一步…), improvements from there; undivided where none do."""
    problems: list[Span] = []
    improvements: list[Span] = []
    turned = False
    for span in texts:
        turn = _turn(document.text(span))
        if turn is None:
            (improvements if turned else problems).append(span)
            continue
        turned = True
        if turn:
            problems.append(Span(span.block, span.start, span.start + turn))
        improvements.append(Span(span.block, span.start + turn, span.end))
    if not turned:
        improvements = problems
    for field, spans in (("problems", problems), ("improvements", improvements)):
        if spans:
            yield Chapter((field,), index, tuple(spans))


def _turn(text: str) -> int | None:
    turn = where("project_turns", "improvements", text)
    return None if turn is None else turn.start()


def _closed(blocks: Sequence[Block]) -> Sequence[Block]:
    """The paragraphs of a chapter, without what closes the report or heads the form that follows the last of them."""
    end = next((at for at, block in enumerate(blocks) if block.kind == "cell" or DATE.fullmatch(block.text)), None)
    if end is None:
        return blocks
    while end > 1 and CLOSING.fullmatch(blocks[end - 1].text.strip()):
        end -= 1
    return blocks[:end]


def _field(section: Section) -> str | None:
    return meaning("project_texts", section.title) if section.kind == "heading" else None


def _text(block: Block, section: Section) -> Span | None:
    """A paragraph of the chapter, what its heading takes of it left out; no cells."""
    if block.kind != "paragraph":
        return None
    start = section.heading.end if block.order == section.heading.block else 0
    text = block.text[start:]
    lead = len(text) - len(text.lstrip(" 　。：:"))
    end = start + len(text.rstrip())
    return Span(block.order, start + lead, end) if start + lead < end else None
