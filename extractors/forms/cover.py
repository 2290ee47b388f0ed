"""Forms without a table: a label line, then a value line; or label and value in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Block, Span
from extractors.forms.bands import Pair
from extractors.forms.cells import Cell, number, stretch
from extractors.forms.names import without_code
from extractors.forms.words import FUND_ROLES, word
from extractors.frozen import frozen
from extractors.numbers.digits import arabic_years

_LABELS = frozenset({"name", "department", "central_department", "unit", "year"})
_LINE = re.compile(r"\s*([^：:\n]{2,24}?)\s*[：:]\s*(\S[^\n]*?)?\s*")
_BLANKS = re.compile(r"\s*(\S{2,12}?)[ \t\u3000]+(\S[^\n]*?)\s*")
_LABEL = re.compile(r"(?<=[ \t\u3000])([^\s：:]{2,12})(?:\s*[：:]\s*|[ \t\u3000]+)(?=\S)")
NAME_ENDS = "称"  # every label of a name ends with 名称, however widely it is printed
_YEAR = re.compile("20[0-9]{2}")
_LONGEST = 80
_LONGEST_LABEL = 24
_OPENING = 30  # blocks within which a cover stands


@frozen
class Cover:
    """What stands before a form, or instead of one."""

    pairs: tuple[Pair, ...] = ()
    name: Span | None = None
    year: int | None = None


def covers(blocks: Sequence[Block], start: int, end: int) -> Cover:
    if not any(NAME_ENDS in block.text for block in blocks[start:end]):
        return Cover()
    pairs = tuple(_pairs(blocks, start, end))
    name = next((p.value for p in pairs if p.label.word.label == "name" and p.value is not None), None)
    told = next((p.value.value for p in pairs if p.label.word.label == "year" and p.value is not None), "")
    year = _YEAR.search(arabic_years(told))
    return Cover(pairs, without_code(name), int(year.group()) if year else None) if name is not None else Cover()


def party(blocks: Sequence[Block], role: str) -> Span | None:
    """Who a cover names beside a label of its own, whose project only the title names: 主管部门：某局."""
    end = next((b.order for b in blocks[:_OPENING] if b.place.table is not None), _OPENING)
    found = (p.value for p in _pairs(blocks, 0, min(end, len(blocks))) if p.label.word.label == role and p.value is not None)
    return next((without_code(cell) for cell in found), None)


def _pairs(blocks: Sequence[Block], start: int, end: int) -> Iterator[Pair]:
    waiting: Cell | None = None
    for block in blocks[start:end]:
        bare = block.text.strip()
        if not bare:
            continue
        if len(block.text) > _LONGEST or block.kind not in ("paragraph", "heading"):
            waiting = None
            continue
        label, value = _line(block, bare)
        if label is not None and value is not None:
            yield from _beside(block, label, value)
        elif label is None and waiting is not None and not word(bare).known:
            yield Pair(waiting, stretch(block, 0, len(block.text)))
        waiting = label if value is None else None


def _beside(block: Block, label: Cell, value: Cell) -> Iterator[Pair]:
    """主管部门 水务局 实施单位 河道站: the pairs of one line, which a blank before a further label parts."""
    for found in _LABEL.finditer(block.text, value.start, value.end):
        told = word(found[1])
        if told.label not in (None, "side", "text") or (told.column in FUND_ROLES and block.text[found.end()].isdigit()):
            if found.start() > value.start:
                yield Pair(label, stretch(block, value.start, found.start()))
            label, value = stretch(block, *found.span(1)), stretch(block, found.end(), value.end)
    yield Pair(label, value)


def _line(block: Block, bare: str) -> tuple[Cell | None, Cell | None]:
    """The label a line begins with, and what stands behind its colon."""
    if word(bare).label in _LABELS:
        return stretch(block, 0, len(block.text)), None
    if "：" not in bare and ":" not in bare:
        return _parted(block)
    head = bare.replace(":", "：").partition("：")[0].rstrip()
    found = _LINE.fullmatch(block.text) if len(head) <= _LONGEST_LABEL and word(head).label in _LABELS else None
    if found is None or "。" in bare[:-1]:  # 项目名称：某某工程。建设内容：… is a paragraph, no line of a cover
        return None, None
    value = _value(block, *found.span(2)) if found[2] and number(found[2]) is None else None
    return stretch(block, *found.span(1)), value


def _parted(block: Block) -> tuple[Cell | None, Cell | None]:
    """项目单位　某某县水利局: nothing but blanks between them."""
    found = _BLANKS.fullmatch(block.text)
    if found is None or word(found[1]).label not in _LABELS or number(found[2]) is not None:
        return None, None
    return stretch(block, *found.span(1)), _value(block, *found.span(2))


def _value(block: Block, start: int, end: int) -> Cell:
    """Without the full stop of a sentence (项目名称：某某工程。)."""
    return stretch(block, start, end - 1 if end > start and block.text[end - 1] == "。" else end)
