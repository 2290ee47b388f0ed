"""A text in one line: the paragraphs of a report whose line ends were lost, told by what is left of them (一、基本情况（一）概况我镇…)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.document import Block
from extractors.frozen import changed
from extractors.layout.numerals import chinese
from patterns.loader import asked

WORD = asked("one_line")
SHORTEST = 300  # characters of a line that holds a report
STYLES = ("chinese", "chinese_bracket", "arabic", "arabic_bracket")  # from the top
FEWEST = 2  # headings, which count on
SENTENCE_ENDS = "。；！？"


def parted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, of which the one that holds most of the text is cut where titles and paragraphs began. A line among others that
    counts within itself is a paragraph."""
    longest = max(blocks, key=lambda block: len(block.text), default=None)
    if longest is None or len(longest.text) < SHORTEST or longest.kind != "paragraph" or longest.place.lines or "\n" in longest.text:
        return tuple(blocks)
    if len(longest.text) * 2 <= sum(len(block.text) for block in blocks):
        return tuple(blocks)
    found: list[Block] = []
    for block in blocks:
        for text in _pieces(block.text) if block is longest else (block.text,):
            found.append(block if block.order == len(found) and text == block.text else changed(block, order=len(found), text=text))
    return tuple(found)


def _pieces(text: str) -> Iterator[str]:
    cuts = {gap.end() for gap in WORD["gap"].finditer(text)}
    cuts |= _headings(text)
    title = WORD["title_line"].match(text) if cuts else None
    if title is not None:
        cuts.add(title.end())
    for start, end in pairwise(sorted({0, *cuts, len(text)})):
        if piece := text[start:end].strip(" 　\u00a0"):
            yield piece


def _headings(text: str) -> set[int]:
    """Where headings begin and end: numbers that count on before words that name a chapter. Where the words run on, as they do behind
    a sentence's end, only its beginning."""
    cuts, named = set[int](), set[str]()
    last = dict.fromkeys(STYLES, 0)
    for number in WORD["number"].finditer(text):
        style = number.lastgroup or ""
        printed, following = number[style], last[style] + 1
        counts_on = printed == (chinese(following) if style.startswith("chinese") else str(following))
        title = WORD["title"].match(text, number.end())
        ended = title is not None and (title["mark"] or WORD["number"].match(text, title.end()) is not None)
        if title is None and (not counts_on or not last["chinese"] or text[number.start() - 1] not in SENTENCE_ENDS):
            continue
        if not counts_on and (style == "chinese" or not ended):
            continue
        last |= {style: following if counts_on else last[style]} | dict.fromkeys(STYLES[STYLES.index(style) + 1 :], 0)
        cuts |= {number.start()} if title is None else {number.start(), title.end()}
        named |= set() if title is None else {f"{last['chinese']}{style}{printed}"}
    return cuts if len(named) >= FEWEST and last["chinese"] else set()
