"""Indicator sentences: what prose tells under an indicator label (数量指标：…) or under an indicator heading, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.document import Block, Document, Section, Span
from extractors.frozen import frozen
from extractors.identity import periods
from extractors.identity.agencies import agency
from extractors.prose.finds import meaning
from patterns.loader import HAN, asked, load

MARKS = re.compile(r"[（(][^（()）]*[0-9０-９]分[）)]$")  # 项目效益情况（30分，得28分）
_DIGIT = "[0-9０-９一二三四五六七八九十]"
# A label opens a line or stands behind a stop or another label within it; a number before it belongs to neither name nor text.
LABEL = re.compile(
    rf"[。；;，,：:\n][ 　]*(?P<number>(?:(?:[（(]?{_DIGIT}{{1,3}}[）)]|{_DIGIT}{{1,2}}[.、．]|[①-⑳㈠-㈩]|[一二三四五六七八九]是"
    rf"|[—－·•●]{{1,2}})[ 　]*)?)"
    rf"(?P<label>[{HAN}、]{{2,20}}+)(?=(?:[（(][^（()）]{{2,16}}[）)])?(?P<mark>[：:。]|[—－]+))"
)
ALONE = re.compile(  # a line that is nothing but a label
    rf"[ 　]*(?:[（(]?{_DIGIT}{{1,3}}[）)]|{_DIGIT}{{1,2}}[.、．]|[①-⑳㈠-㈩]|[A-Za-zＡ-Ｚ][.、．）)]?)?"
    rf"[ 　]*(?P<label>[{HAN}、]{{2,20}}(?:[（(][^（()）]*分[）)])?)[ 　：:]*"
)
NESTED = re.compile("(?P<outer>[^（()）]{4,12})[（(](?P<inner>[^（()）]{4,16})[）)]")
LONGEST_LABEL = 32
LINE = asked("prose_indicators")
NUMBERED = re.compile(
    rf"^[ 　。：:；;]*(?:[·•●○㈠-㈩]|[—－]{{1,2}}|[（(]?{_DIGIT}{{1,3}}[）)]|[0-9０-９]{{1,2}}[.、．](?![0-9０-９]))[ 　]*"
)
IN_PROGRESS = ("正在进行中", "基本达到预期效果")
ASPECT = "方面"  # 数量指标方面：
SIGNED = 60  # characters of a line that may be a signature or a day
OUTPUT, BENEFIT, SATISFACTION = "产出指标", "效益指标", "满意度指标"


@frozen
class IndicatorLine:
    """One line that tells how an indicator did: the line (without its label), its levels, and where they are printed."""

    line: Span
    level1: str
    level2: str | None
    level2_span: Span | None
    section: int | None
    rule: str


@frozen
class _Label:
    """A label or heading: its class, the level 1 it belongs to, the level 2 as printed."""

    kind: str
    level1: str
    level2: str | None
    span: Span | None


@frozen
class _Line:
    """A printed line, without the heading that opens it."""

    block: int
    start: int
    text: str

    def span(self, start: int, end: int) -> Span:
        return Span(self.block, self.start + start, self.start + end)


def indicator_lines(document: Document, sections: Sequence[Section], section_of: Sequence[int | None]) -> Iterator[IndicatorLine]:
    """Every indicator sentence of prose, in reading order."""
    running: _Label | None = None
    within: int | None = None
    headings = _headings(sections)
    covering = {index for index, label in headings.items() if label is not None and _covers(label)}
    opened: dict[int, list[int]] = {}  # the sections whose headings stand in a block
    for at, section in enumerate(sections):
        opened.setdefault(section.heading.block, []).append(at)
    for block in document.blocks:
        if block.kind not in ("paragraph", "cell") or not block.text.strip():
            continue
        index = section_of[block.order]
        if index != within or block.kind == "cell":
            running, within = None, index
        starting, hinted = opened.get(block.order, ()), LINE["hint"].search(block.text) is not None
        above = range(starting[0] - 1, starting[-1] + 1) if starting else (index,)
        if running is None and not hinted and covering.isdisjoint(above):
            continue
        for start, text in _lines(block):
            heads = [at for at in starting if start <= sections[at].heading.start < start + len(text)]
            outer = headings[_above(sections, index, block, start, heads)]
            headed = 0
            if heads:
                running, headed = None, max(sections[at].heading.end for at in heads) - start
            line = _Line(block.order, start + headed, text[headed:])
            alone = None if heads else _alone(line, outer)
            labels = [] if alone or not hinted else list(_labels(line, outer))
            for found, label in () if alone else _told(line, labels, outer, running):
                yield _line(found, label, outer, index)
                running = label
            running = alone or (None if LINE["closes"].match(line.text) else running)


def _alone(line: _Line, outer: _Label | None) -> _Label | None:
    """A line that is nothing but the name of a level (B效益指标（得分28分）, 经济效益) is the label of the lines below it."""
    named = ALONE.fullmatch(line.text) if len(line.text) <= LONGEST_LABEL else None
    if named is None or (outer is None and "指标" not in named["label"]):
        return None
    return _label(named["label"], line.span(*named.span("label")))


def _lines(block: Block) -> list[tuple[int, str]]:
    """A block's printed lines and where they begin: a paragraph is one, a cell has one per paragraph in it."""
    if "\n" not in block.text:
        return [(0, block.text)]
    found, start = [], 0
    for part in block.text.split("\n"):
        if part.strip():
            found.append((start, part))
        start += len(part) + 1
    return found


def _above(sections: Sequence[Section], index: int | None, block: Block, start: int, heads: list[int]) -> int | None:
    """The innermost section that a line stands in: the last heading at or before it."""
    if heads:
        return heads[-1]
    while index is not None and sections[index].heading.block == block.order and sections[index].heading.start > start:
        index -= 1
        if index < 0:
            return None
    return index


def _headings(sections: Sequence[Section]) -> dict[int | None, _Label | None]:
    """What the heading of each section says of the lines below it; one of level 2 takes its level 1 from the nearest above it."""
    told: dict[int | None, _Label | None] = {None: None}
    upper: dict[int | None, _Label | None] = {None: None}  # the nearest of level 1
    for index, section in enumerate(sections):
        label, outer = _label(section.title, section.heading), upper[section.parent]
        if label is not None and outer is not None and label.kind == "heading_satisfaction" and outer.level1 in (BENEFIT, SATISFACTION):
            label = _inline(label, section.title, "：") or label  # ①服务对象满意度指标 below （三）满意度指标完成情况 or 效益指标完成情况
        if label is None:
            upper[index], told[index] = outer, outer and _Label("outer", outer.level1, None, None)
        elif label.level2 is None:
            upper[index] = told[index] = label
        else:
            upper[index] = outer
            told[index] = _Label(label.kind, _joined(outer, label), label.level2, label.span) if outer else label
    return told


def _label(words: str, where: Span) -> _Label | None:
    named = _level(words)
    return None if named is None else _Label(named[0], named[1], named[2], where if named[2] else None)


@lru_cache(maxsize=4096)
def _level(words: str) -> tuple[str, str, str | None] | None:
    """The class of a label, the level 1 it belongs to, and its level 2."""
    words = MARKS.sub("", words.strip(" 　—-：:。")).removesuffix(ASPECT)
    told = meaning("indicator_labels", words)
    if told is None:
        nested = NESTED.fullmatch(words) if words.endswith(("）", ")")) else None
        return None if nested is None else _nested(nested["outer"], nested["inner"])
    level2 = None if told.startswith("heading") else LINE["suffix"].sub("", words)
    kind = "outline" if words in ("项目产出情况", "项目完成情况", "项目效益情况") else told
    return kind, str(load("indicator_labels")[told].extra["level1"]), level2


def _nested(outer: str, inner: str) -> tuple[str, str, str | None] | None:
    """满意度指标（服务对象满意度指标）: the level 1 and, in brackets, its level 2."""
    above, own = _level(outer), _level(inner)
    if above is None or own is None or above[2] is not None or above[1] != own[1]:
        return None
    return own[0].removeprefix("heading_"), above[1], own[2] or LINE["suffix"].sub("", inner)


def is_label(words: str) -> bool:
    """Whether words name a level of indicators (数量指标, 可持续影响)."""
    return _level(words) is not None


def _joined(heading: _Label, label: _Label) -> str:
    """Level 1 is told by the heading above, unless the label cannot belong to it (经济效益 under 产出指标)."""
    if heading.level1 == OUTPUT and label.level1 != OUTPUT:
        return BENEFIT if label.level1 == BENEFIT else label.level1
    if heading.level1 == BENEFIT and label.level1 == OUTPUT:
        return OUTPUT
    return heading.level1


def _told(
    line: _Line, labels: Sequence[tuple[int, int, _Label]], outer: _Label | None, running: _Label | None
) -> Iterator[tuple[Span, _Label]]:
    """The pieces of a line, each with its label; a line without one belongs to the label above or to its heading."""
    ends = [*[start for start, _, _ in labels], len(line.text)]
    current = running or (outer if _covers(outer) else None)
    if current is not None:
        start, end = _trimmed(line.text, 0, ends[0])
        if start < end and not _of_no_indicator(line.text[start:end]):
            yield line.span(start, end), current
    for (_, begin, label), stop in zip(labels, ends[1:], strict=True):
        start, end = _trimmed(line.text, begin, stop)
        if start < end:
            yield line.span(start, end), label


def _covers(outer: _Label | None) -> bool:
    """Whether a heading speaks for the lines below it that have no label."""
    return outer is not None and outer.kind not in ("outline", "outer")


def _of_no_indicator(line: str) -> bool:
    told = LINE["payment"].match(line) or LINE["closes"].match(line) or ("分" in line and LINE["scored"].match(line))
    return bool(told) or any(words in line for words in IN_PROGRESS) or _signs(line)


def _signs(line: str) -> bool:
    """The agency or the day that signs a report, each alone or both on one line, tell of no indicator."""
    if len(line) > SIGNED:
        return False
    day = periods.last_day(line)
    name = day[1] if day else line
    return not name or agency(name) is not None


def _labels(line: _Line, outer: _Label | None) -> Iterator[tuple[int, int, _Label]]:
    for found in LABEL.finditer(f"\n{line.text}"):
        words, mark, end = found["label"], found["mark"], found.end("mark") - 1
        label = _label(words, line.span(found.start("label") - 1, found.start("mark") - 1))
        if label is None or (label.level2 is None and (label := _inline(label, words, mark)) is None):
            continue
        if mark == "。" and (outer is None or end == len(line.text)):
            continue
        inside_sentence = found[0][0] in "，," or (found[0][0] in "：:" and not found["number"])
        if "指标" not in words and (inside_sentence or (outer is None and mark != "：")):
            continue
        yield found.start("number") - 1, end, label


def _inline(label: _Label, words: str, mark: str) -> _Label | None:
    """The name of a level 1 that opens a line (产出指标：…) is one only as a label; that of satisfaction is its own level 2."""
    if "指标" not in words:
        return None
    if label.level1 == SATISFACTION:  # 服务对象满意度指标。向60户群众发放问卷…
        return _Label(label.kind, label.level1, LINE["suffix"].sub("", words), label.span)
    return None if mark == "。" else label


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a piece begins and ends without its number, bullet and outer blanks."""
    piece = text[start:end]
    lead = NUMBERED.match(piece)
    begin = lead.end() if lead else len(piece) - len(piece.lstrip(" 　。：:；;"))
    return start + begin, start + len(piece.rstrip())


def _line(found: Span, label: _Label, outer: _Label | None, section: int | None) -> IndicatorLine:
    level1 = label.level1 if outer is None or label is outer or label.level2 is None else _joined(outer, label)
    return IndicatorLine(found, level1, label.level2, label.span, section, f"prose.indicator.{label.kind}")
