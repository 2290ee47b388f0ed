"""Numbers without a unit beside them: a bare number in a column whose header names the unit, `收入51.13，支出50.53万元`, `得分92.8`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.document import Block, Document, Mention, Span
from extractors.frozen import changed
from extractors.numbers.digits import number, single
from extractors.numbers.grammar import MINUS, WHOLE, D
from extractors.numbers.quantities import scan
from extractors.numbers.units import PERMILLE, money_unit
from patterns.loader import asked

_MARKS = "[≥≧≤≦＞＜><=＝﹦═约]"
_BARE = re.compile(rf"\s*(?:{_MARKS}\s*)*(?P<number>[-－−]?\s?(?:[,，](?={D}))?{WHOLE})\s*")
_DECORATED = re.compile(rf"\s*(?:{_MARKS}\s*)*")
_SHORT = re.compile(rf"(?P<number>[-－−]?{WHOLE})(?P<unit>\s*[万亿])")
_UNIT_AT_END = re.compile(r"[十百千万亿]*\s*[元圆万亿]\s*整?\s*$")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
SCORED = asked("prose_marks")["unmarked"]
_REACH = 6  # paragraphs before and after a number whose amounts tell its unit


def bare(document: Document, span: Span, unit: str, unit_span: Span | None = None, kind: str = "amount") -> Mention | None:
    """The number a cell or phrase holds, read in `unit` (named at `unit_span`); a unit of its own wins.

    None where it holds no number (blank, -, /, 无), more than one, or words; 0 is a number."""
    text = document.text(span)
    own = _own(text, kind)
    if own is not None:
        _, start, end = own.span
        return changed(own, span=Span(span.block, span.start + start, span.start + end))
    match = _BARE.fullmatch(text)
    if match is None:
        return None
    factor = _factor(unit, kind)
    return None if factor is None else _read(match, kind, factor, unit, span, unit_span)


def _own(text: str, kind: str) -> Mention | None:
    """The one number of the text whose unit stands beside it, if there is nothing else."""
    start = _DECORATED.match(text).end()  # type: ignore[union-attr]
    short = _SHORT.fullmatch(text.rstrip(), start) if kind == "amount" else None
    if short is not None:
        value = number(short["number"].lstrip("-－−"))
        factor = money_unit(short["unit"])
        if value is not None and factor is not None:
            sign = -1 if short["number"][0] in MINUS else 1
            return Mention(kind, Span(0, start, short.end()), "amount.short", sign * value * factor, None, short["unit"].strip())
    found = scan([Block(0, "cell", text)])[0]
    whole = len(found) == 1 and found[0].kind == kind and found[0].span.start == start and not text[found[0].span.end :].strip()
    return found[0] if whole else None


def _factor(unit: str, kind: str) -> Decimal | None:
    if kind == "amount":
        return money_unit(unit)
    if kind == "percent":
        return Decimal("0.001" if PERMILLE in unit else "0.01")
    return Decimal(1)


def _read(match: re.Match[str], kind: str, factor: Decimal, unit: str, span: Span, unit_span: Span | None) -> Mention | None:
    printed = match["number"]
    negative = printed[0] in MINUS
    digits = printed.lstrip("-－−,， ")
    told = single(digits, 0, len(digits), cell=True, wide_comma=True)
    start, end = span.start + match.start("number"), span.start + match.end("number")
    if told is None or told[0]:
        return None  # two numbers on two lines
    if printed[0] in ",，":
        start += len(printed) - len(digits)
    value = -told[1] if negative else told[1]
    return Mention(kind, Span(span.block, start, end), f"{kind}.bare", value * factor, None, unit, None, unit_span)


def unmarked(document: Document) -> Iterator[Mention]:
    """Scores of running text without 分 behind them: 自评得分92.8，综合得分为88."""
    for block in document.blocks:
        text = block.text
        if block.kind == "paragraph" and "分" in text and ("得分" in text or "总分" in text or "评分" in text):
            for found in SCORED.finditer(text):
                yield Mention("score", Span(block.order, *found.span("score")), "score.bare", Decimal(found["score"]), None, "分")


def cued(document: Document, told: Sequence[Sequence[Mention]], lost: Iterable[Span]) -> Iterator[Mention]:
    """Amounts whose unit the sentence forgot (`lost`), in the unit most amounts around them bear; `told[n]` are the mentions of block n."""
    for span in lost:
        if any(m.span.start < span.end and span.start < m.span.end for m in told[span.block]):
            continue
        around = _around(document, told, document.blocks[span.block])
        if around and _is_money(document.text(span), own=around[0].span.block == span.block):
            yield _in_unit_of(around, document, span)


def _around(document: Document, told: Sequence[Sequence[Mention]], block: Block) -> list[Mention]:
    """The amounts of the block; failing that, for running text, those of the nearest paragraph before or after."""
    own = _with_unit(told[block.order])
    if own or block.kind == "cell":
        return own
    for distance in range(1, _REACH + 1):
        for order in (block.order - distance, block.order + distance):
            if 0 <= order < len(told) and document.blocks[order].kind != "cell" and (near := _with_unit(told[order])):
                return near
    return []


def _with_unit(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.kind == "amount" and m.rule != "amount.sign" and m.unit]


def _is_money(printed: str, own: bool) -> bool:
    """Decimals, thousands and zeros are money after a money word; a whole number only beside amounts, and never where it may be a year."""
    if any(c in printed for c in ".．,，"):
        return True
    return number(printed) == 0 if not own else not _YEAR.fullmatch(printed)


def _in_unit_of(around: list[Mention], document: Document, span: Span) -> Mention:
    """Read in the most frequent unit of the amounts around; the nearest amount that bears it is the evidence."""
    unit = Counter(m.unit for m in around).most_common(1)[0][0] or ""
    bearer = min((m for m in around if m.unit == unit), key=lambda m: abs(m.span.start - span.start))
    match = _UNIT_AT_END.search(document.text(bearer.span))
    at = bearer.span.start + (match.start() if match else 0)
    value = (number(document.text(span)) or Decimal(0)) * (money_unit(unit) or Decimal(1))
    return Mention("amount", span, "amount.cued", value, None, unit, None, Span(bearer.span.block, at, bearer.span.end))
