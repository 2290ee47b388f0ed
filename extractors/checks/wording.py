"""Slips of the pen: doubled marks, a bracket of a title lost, a phrase printed twice, a unit or % forgotten, template words left in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import regex

from extractors.checks.ledger import Ledger, finding, span_of
from extractors.document import Block, Span
from extractors.frozen import frozen
from extractors.row import plain
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.indicators import IndicatorRow
from patterns.loader import asked, compiled, load

CHECKS = load("checks")
_TYPOGRAPHIC, _PLACEHOLDER, _INSTRUCTION = CHECKS["typographic"].find, CHECKS["placeholder"].find, CHECKS["instruction"].find
_PLACEHOLDING = CHECKS["placeholder"].extra["letters"]
_MISTYPED = CHECKS["mistyped"].extra["words"]
_DOUBLED = re.compile(r"([一-鿿]{4,16}?)\1")
_SHORT_TWICE = compiled(r"(?P<once>(?!(.)\2)\p{Han}{2,3})(?P=once)")
_TITLE_MARK = re.compile("[《》]")
_MARKS = "。，、；：,;"
_DENIED = re.compile(r"不(?=(..)\1)")
ASKED = asked("checks")
_PERCENT_VALUE = regex.compile(r"[≥≧>＞=＝]?\s*(?:[1-9][0-9](?:\.[0-9]+)?|100)\s*(?:以上|及以上)?")
_SIGNS = "%％﹪"
_STEPS = ((2, range(4, 8)), (4, range(8, 17)))  # of any so many characters, two or more are compared
_ZEROS = re.compile(rb"\0+")


@frozen
class _Whole:
    """All text of the report but its running heads and feet: one search instead of one in every block."""

    text: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> _Whole:
        told = tuple([block for block in blocks if block.kind not in ("header", "footer")])
        lines = [block.text + "\n" for block in told]
        return cls("".join(lines), told, tuple(accumulate(map(len, lines), initial=0)))

    def span(self, start: int, end: int) -> Span:
        at = bisect_right(self.starts, start) - 1
        return Span(self.blocks[at].order, start - self.starts[at], end - self.starts[at])


def check(ledger: Ledger) -> Iterator[Finding]:
    blocks = ledger.read.document.blocks
    whole = _Whole.of(blocks)
    yield from _marks(ledger, whole)
    yield from _twice(ledger, whole)
    for block in whole.blocks:
        if ("》" in block.text or "《" in block.text) and not _is_paired(block.text):
            yield from _titles(ledger, blocks, block)
    yield from _names(ledger, whole)
    yield from _unit_forgotten(ledger)
    yield from _cost_units(ledger)
    yield from _percent_forgotten(ledger)


def _at(ledger: Ledger, rule: str, place: Span, zh: str, en: str) -> Finding:
    project = ledger.read.project_key(ledger.read.project_at(place))
    return finding(rule, "info", place, zh, en, stated=plain(ledger.text(place)), project=project)


def _marks(ledger: Ledger, whole: _Whole) -> Iterator[Finding]:
    for start, end in _two_marks(whole.text):
        place = whole.span(start, end)
        told = _around(ledger, place)
        yield _at(ledger, "wording", place, f"标点重复：{told}", f"Two marks in a row: {told}")
    if any(word in whole.text for word in _MISTYPED):
        for found in ASKED["mistyped"].finditer(whole.text):
            yield _at(ledger, "wording", whole.span(*found.span()), f"“{found[0]}”有误", f"“{found[0]}” is mistyped")
    for start, end in _left_over(whole.text):
        place = whole.span(start, end)
        told = _around(ledger, place)
        yield _at(ledger, "placeholder", place, f"模板残留：{told}", f"Left over from a template: {told}")


def _two_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where two marks stand side by side that never do. That any two do is asked first, of a text in which all are one: few have such."""
    assert _TYPOGRAPHIC is not None
    alike = text
    for mark in _MARKS[1:]:
        alike = alike.replace(mark, _MARKS[0])
    at = alike.find(_MARKS[0] * 2)
    while at >= 0:
        found = _TYPOGRAPHIC.match(text, at)
        if found is not None:
            yield found.span()
        at = alike.find(_MARKS[0] * 2, at + 1 if found is None else found.end())


def _left_over(text: str) -> Iterator[tuple[int, int]]:
    """What a template wants filled in (××万元) or left out (（请简要说明）); crosses of an instruction are part of it."""
    assert _PLACEHOLDER is not None
    assert _INSTRUCTION is not None
    crosses = _PLACEHOLDER.finditer(text) if any(letter in text for letter in _PLACEHOLDING) else ()
    instructions = _INSTRUCTION.finditer(text.replace("(", "（"))  # searched for by one letter, not by a class of two
    unfilled = ASKED["to_be_filled"].finditer(text) if "字以内" in text else ()
    last = 0
    for start, end in sorted([found.span() for found in (*crosses, *instructions, *unfilled)]):
        if start >= last:
            last = end
            yield start, end


def _around(ledger: Ledger, place: Span) -> str:
    return plain(ledger.text(place._replace(start=max(0, place.start - 32))))


def _twice(ledger: Ledger, whole: _Whole) -> Iterator[Finding]:
    """Four characters or more printed twice; a phrase that itself repeats (等等等等) is none. Two, where 不 stands before them."""
    end = 0
    for first, last in sorted(_again(whole.text)):
        found = _DOUBLED.search(whole.text, max(first, end), last)
        if found is not None:
            end = found.end()
            if len(set(found[1])) > 2:
                yield _doubled(ledger, whole.span(*found.span()), found[1])
    for denied in _DENIED.finditer(whole.text.replace("未", "不")):  # searched for by one letter, not by a class of two
        found = ASKED["denied_twice"].match(whole.text, denied.start())
        if found is not None:
            yield _doubled(ledger, whole.span(found.start() + 1, found.end()), found["once"])


def _again(text: str) -> Iterator[tuple[int, int]]:
    """Where 4 to 16 characters seem to come again right behind: every second or fourth character, by its last eight bits, against the one
    so many further. The regex that tells them for sure tries every length at every character, which would take longer than all checks."""
    low = text.encode("utf-32-le", "surrogatepass")[::4]
    for step, lengths in _STEPS:
        shifted = [int.from_bytes(low[first::step], "little") for first in range(step)]
        size = (len(low) + step - 1) // step
        for length in lengths:
            unlike = (shifted[0] ^ shifted[length % step] >> 8 * (length // step)).to_bytes(size, "little")
            same = bytes(length // step)  # 0 where two characters may be one
            at = unlike.find(same)
            while at >= 0:
                end = _ZEROS.match(unlike, at).end()  # type: ignore[union-attr]
                yield max(0, step * (at - 1) + 1), step * end + length
                at = unlike.find(same, end)


def _doubled(ledger: Ledger, place: Span, once: str) -> Finding:
    return _at(ledger, "wording", place, f"“{once}”重复", f"“{once}” is printed twice in a row")


def _names(ledger: Ledger, whole: _Whole) -> Iterator[Finding]:
    """A short doubling in an indicator's name, where the report prints the same words elsewhere without it."""
    for row in ledger.indicators:
        if row.source != "table" or not row.level3:
            continue
        block = ledger.read.document.blocks[row.anchor.block]
        for found in _SHORT_TWICE.finditer(block.text, row.anchor.start, row.anchor.end):
            start, end = found.span()
            once = block.text[max(row.anchor.start, start - 2) : start] + found["once"] + block.text[end : min(row.anchor.end, end + 2)]
            if len(once) >= len(found["once"]) + 3 and once in whole.text:
                yield _doubled(ledger, Span(block.order, start, end), found["once"])


def _is_paired(text: str) -> bool:
    """Whether every title bracket is closed before the next one opens, as nearly all are."""
    first, *opened = text.split("《")
    return "》" not in first and all(part.count("》") == 1 for part in opened)


def _titles(ledger: Ledger, blocks: Sequence[Block], block: Block) -> Iterator[Finding]:
    """A title bracket without its other half; a title may run on in the next block of a page."""
    opened: list[int] = []
    lost: list[int] = []
    for mark in _TITLE_MARK.finditer(block.text):
        place = mark.start()
        if mark[0] == "《":
            opened.append(place)
        elif opened:
            opened.pop()
        elif not lost:
            lost.append(place)
    before = blocks[block.order - 1].text if block.order else ""
    after = blocks[block.order + 1].text if block.order + 1 < len(blocks) else ""
    if lost and before.rfind("《") <= before.rfind("》"):
        told = plain(block.text[max(0, lost[0] - 24) : lost[0] + 1])
        yield _at(ledger, "wording", Span(block.order, lost[0], lost[0] + 1), f"书名号缺“《”：{told}", f"The opening 《 is missing: {told}")
    if opened and (after.find("》") < 0 or 0 <= after.find("《") < after.find("》")):
        told = plain(block.text[opened[0] : opened[0] + 24])
        yield _at(
            ledger, "wording", Span(block.order, opened[0], opened[0] + 1), f"书名号缺“》”：{told}", f"The closing 》 is missing: {told}"
        )


def _unit_forgotten(ledger: Ledger) -> Iterator[Finding]:
    """An amount of prose whose unit only its neighbours tell."""
    bare = {t.mention.span: t.mention.unit for t in ledger.read.told if t.mention.rule == "amount.cued"}
    for figure in ledger.figures if bare else ():
        if figure.anchor in bare and figure.amount_yuan:
            text = figure.amount_text
            yield finding(
                "wording",
                "warning",
                figure,
                f"金额{text}缺单位，应为{text}{bare[figure.anchor]}",
                f"The amount {text} is printed without a unit; {bare[figure.anchor]} must be meant",
                stated=text,
                expected=f"{text}{bare[figure.anchor]}",
                against=[s for s in (span_of(figure, "unit"),) if s is not None],
            )


def _cost_units(ledger: Ledger) -> Iterator[Finding]:
    """Cost indicators as bare numbers, where neither name, column nor cell prints the unit: one finding a project."""
    costs = [figure for figure in ledger.figures if figure.rule == "form.cost" and figure.amount_yuan]
    if not costs:
        return
    names = {row.anchor.block for row in ledger.indicators}
    cells = {
        e.span.block: row for row in ledger.indicators if row.aspect == "cost" for e in row.evidence if e.field in ("target", "actual")
    }
    bare: dict[str | None, list[BudgetFigure]] = {}
    for figure in costs:
        row = cells.get(figure.anchor.block)
        unit = span_of(figure, "unit")
        if row is None or unit is None or unit.block in names:
            continue
        parts = [e.span for e in row.evidence if e.field == "target"]
        if (
            unit.block == figure.anchor.block
            or (len(parts) > 1 and unit in parts)
            or (row.target_unit and figure.anchor.block == parts[0].block)
        ):
            continue
        bare.setdefault(figure.project_id, []).append(figure)
    for project, figures in bare.items():
        told = [f.amount_text for f in figures]
        yield finding(
            "wording",
            "info",
            figures[0],
            f"成本指标的数字没有单位：{'、'.join(told)}",
            f"The numbers of the cost indicators have no unit: {', '.join(told)}",
            stated=figures[0].amount_text,
            project=project,
            parts=[f.anchor for f in figures[1:]],
        )


def _percent_forgotten(ledger: Ledger) -> Iterator[Finding]:
    """98以上 for a satisfaction, where the report prints % with others of its kind: one finding a project."""
    rows = [r for r in ledger.indicators if r.source == "table" and r.level3 and _is_percent(r)]
    if not any(_has_sign(r.target_text) for r in rows):
        return
    bare: dict[str | None, list[IndicatorRow]] = {}
    for row in rows:
        if row.target_unit is None and row.target_text and _PERCENT_VALUE.fullmatch(row.target_text.strip("。")):
            bare.setdefault(row.project_id, []).append(row)
    for project, told in bare.items():
        first = span_of(told[0], "target") or told[0].anchor
        values = [str(r.target_text) for r in told]
        names = [str(r.level3) for r in told]
        yield finding(
            "wording",
            "info",
            first,
            f"缺百分号：{'、'.join(names)}的指标值为{'、'.join(values)}",
            f"The % is missing: {', '.join(names)} print {', '.join(values)}",
            stated=told[0].target_text,
            expected=f"{told[0].target_text}（%）",
            project=project,
            parts=[s for r in told for s in (span_of(r, "actual"),) if s is not None],
        )


def _is_percent(row: IndicatorRow) -> bool:
    name = plain(row.level3 or "")
    return not any(sign in name for sign in _SIGNS) and (row.aspect == "satisfaction" or ASKED["percent_name"].search(name) is not None)


def _has_sign(text: str | None) -> bool:
    return text is not None and any(sign in text for sign in _SIGNS)
