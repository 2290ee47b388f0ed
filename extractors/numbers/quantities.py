"""Reads every number whose unit stands beside it: one linear scan, exact places, Decimal values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from string import ascii_letters

from extractors.document import Block, Mention, Span, span_at
from extractors.numbers.digits import STEPS, WIDE, Operands, number, scale, single, stepped
from extractors.numbers.grammar import ALONE, BLANKS, GRAMMAR, MINUS, POINT, TO, D
from extractors.numbers.parted import is_torn, regrouped
from extractors.numbers.plain import GLUED, RATES, plain, times, worth
from extractors.numbers.spelled import amount_in_words, chinese_day, day, numeric_day, percent_in_words
from extractors.numbers.units import BEHIND, CUE, LONGEST_CUE, UNITS, longest_first, money_unit

Reader = Callable[[str, "re.Match[str]", int, bool], Mention | None]

_RANGE = re.compile(TO)
_LONGEST_TO = 3
_HEADING = re.compile("[1-9][0-9]?[.]100(?=[%％])")  # "2.100%完成" is point 2
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_UNIT = re.compile("[^0-9]*$")
_FACTOR = "*×xX＊"
_RESULT = re.compile(r"[^，。；\n]{0,30}?[=＝]")
_QUOTIENT = re.compile(r"\s*[）)]?\s*[*×xX＊]\s*100\s*[%％]")  # 支出90万元/预算100万元×100%=90%: no product
_CUED = re.compile(CUE)
_CUE_ENDS = frozenset(word[-1] for word in UNITS["cue"].words) | frozenset("额计数各为是:：")
_AFTER_SHORT = re.compile(rf"\s*(?:[，,。；;、：:（(）)】\]”|]|$|{CUE}|{longest_first(UNITS['boundary'].words)})")
_MONEY_NEAR = re.compile(rf"{CUE}|[万亿]元|[0-9０-９][万亿](?=[，,；;、])")
_OWED = re.compile(
    r"(?:费|款|金|经费|[工出投集注]资|余|借|欠|[垫缴交赔捐预已应未]付|[上补]缴|捐赠?|自筹|募集?|亏损?|花费?)(?:[出入了给]|共计?|合计|约|近|为|是|[:：])*\s*$"
)
# told as people speak: 还缺6万左右, 没用完的0.3万留到下年; 清淤5.5万，实际花了5.2万
_SPOKEN = re.compile(
    r"(?:[没未]有?[用花]完的?|没用掉的?|剩下?的?|余下的?|(?:还|尚|仍|又|约|大约)?(?:缺|差)(?:了|大约|约)?|多[用花]了?|[用花]掉了?)\s*$"
)
_THEN_SPENT = re.compile(
    rf"[，,；;]\s*(?:实际|已经?|最后|一共|总共|累计|全年|共|只|就|也)*(?:花|用|付|支出?|开支|支付)[费掉去出了]*\s*(?:约|近)?{D}"
)
_BEFORE_MINUS = frozenset("（(：:，,、；;=＝|为是约达额数减增长率速幅整余加降少")
_NEAR = 30
_JOINS, _FIGURES, _LONGEST_LIST = frozenset("、和及与，,"), "0123456789０１２３４５６７８９.．,， ", 90
_MEMBER = re.compile(rf"{D}+(?:,{D}{{3}})*(?:{POINT}{D}+)?")
_SHARED = re.compile(
    rf"(?:分别|各|依次)[^，。；：、0-9]{{0,8}}(?P<list>(?:{_MEMBER.pattern}[ 　]?(?:[、和及与]|(?<={POINT}{D}{D})[，,]))+)$"
)


def scan(blocks: Sequence[Block], lost: list[Span] | None = None) -> list[list[Mention]]:
    """Every number with its unit, in order, of each of the blocks (a document's, or one alone). `lost` takes in the numbers that stand
    without a unit between a money word and a stop."""
    found = [(block, matches) for block in blocks if (matches := [*GRAMMAR.finditer(block.text)])]
    told: list[list[Mention]] = [[] for _ in blocks]
    plain_ones = iter(plain(found))
    for block, matches in found:
        told[block.order] = _read(block, zip(matches, plain_ones, strict=False), lost)  # as many of them as of its matches
    return told


def _read(block: Block, numbers: Iterable[tuple[re.Match[str], Mention | None]], lost: list[Span] | None) -> list[Mention]:
    """What the numbers of a block mean; those that are plain are told already."""
    text, cell = block.text, block.kind == "cell"
    found: list[Mention] = []
    for match, told in numbers:
        if told is not None:
            found.append(told)
            continue
        item = _READERS[match.lastgroup or ""](text, match, block.order, cell)
        if lost is not None and (item is None or item.span.start > match.start()) and (alone := _alone(text, match.start())):
            lost.append(Span(block.order, *alone.span()))
        if item is None:
            continue
        start = item.span.start
        near = found and start - found[-1].span.end <= _LONGEST_TO
        if near and (joined := _range(text, found[-1], item)) is not None:
            found[-1] = joined
            continue
        if item.kind == "amount" and start and text[start - 1] in _JOINS:
            found.extend(_sharing(text, item))
        found.append(item)
    return [item for item in found if not _is_factor(text, item)] if "=" in text or "＝" in text else found


def _sharing(text: str, last: Mention) -> Iterator[Mention]:
    """收、支总计分别为51.13、50.53万元: what stands before the last number of a list has its unit, too."""
    start, factor = last.span.start, money_unit(last.unit or "")
    shared = _SHARED.search(text, max(0, start - _LONGEST_LIST), start)
    if shared is None or factor is None:
        return
    unit = Span(last.span.block, last.span.end - len(text[start : last.span.end].lstrip(_FIGURES)), last.span.end)
    for one in _MEMBER.finditer(text, shared.start("list"), start):
        value = number(one[0])
        if value is not None:
            yield Mention("amount", Span(last.span.block, *one.span()), "amount.shared", value * factor, None, last.unit, None, unit)


def _alone(text: str, start: int) -> re.Match[str] | None:
    """The number that stands there between a money word and a stop: 收入51.13， or 支出合计为50.53。"""
    before = text[start - 1 : start]
    cued = (before in _CUE_ENDS or before.isspace()) and BEHIND.search(text, max(0, start - LONGEST_CUE), start)
    alone = ALONE.match(text, start) if cued else None
    return None if alone is None or is_torn(text, alone.end()) else alone


def _range(text: str, low: Mention, high: Mention) -> Mention | None:
    """5万元至10万元 and 90%-95% are one mention each."""
    if low.kind != high.kind or low.value is None or high.value is None or low.upper is not None or low.value > high.value:
        return None
    if not _RANGE.fullmatch(text, low.span.end, high.span.start):
        return None
    span = Span(low.span.block, low.span.start, high.span.end)
    return Mention(high.kind, span, high.rule, low.value, high.value, high.unit, high.date)


def _is_factor(text: str, item: Mention) -> bool:
    """5万元×4=20万元 tells one amount, its result."""
    _, start, end = item.span
    if item.kind != "amount" or not _RESULT.match(text, end) or _QUOTIENT.match(text, end):
        return False
    return text[end : end + 1] in _FACTOR or text[max(0, start - 1) : start] in _FACTOR


def _operands(text: str, match: re.Match[str], cell: bool, wide_comma: bool = False) -> Operands | None:
    low, printed = single(text, match.start(), match.end("digits"), cell, wide_comma), match["high"]
    if printed is None:
        return regrouped(text, low, match.end("digits"), cell) if low is not None and wide_comma else low
    high = number(printed)
    if low is None or high is None or low[1] >= high:
        return single(text, *match.span("high"), cell, wide_comma)
    return low[0], low[1], high


def _percent(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    told, sign = _operands(text, match, cell), match["percent"].strip()
    if told is not None and (not told[0] or text[told[0] - 1] == "\n") and _HEADING.match(text, told[0]):
        told = text.index("100", told[0]), Decimal(100), None
    if told is None or told[1] >= GLUED or _after_letter(text, told[0]):
        return None
    return _signed(text, match, block, told, "percent", "percent.sign", *RATES[sign])


def _money(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    told = _operands(text, match, cell, wide_comma=True)
    return None if told is None else _signed(text, match, block, told, "amount", "amount.unit", *worth(match["money"]))


def _signed(text: str, match: re.Match[str], block: int, told: Operands, kind: str, rule: str, factor: Decimal, unit: str) -> Mention:
    start, value, upper = told
    value *= factor
    if upper is not None:
        upper *= factor
    elif start and text[start - 1] in MINUS and _is_minus(text, start - 1):
        start, value = start - 1, -value
    return Mention(kind, span_at((block, start, match.end())), rule, value, upper, unit)


def _is_minus(text: str, place: int) -> bool:
    """A hyphen after a word joins, at the start of a line it marks an item; alone in its text, after punctuation or 为 it is a minus."""
    before = text[:place].rstrip()
    if before and text[place - 1] == "\t":  # the beginning of a cell
        return True
    if not before:
        return len(text) < _NEAR
    return before[-1] in _BEFORE_MINUS and "\n" not in text[len(before) : place]


def _compound(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    """1亿2000万元, 3万5千元, 2千8百万元."""
    told, tail = _operands(text, match, cell), BLANKS.sub("", match["compound"]).translate(WIDE)
    if told is None or (tail[0] in STEPS and not 0 < told[1] < 10):
        return None
    unit = _UNIT.search(tail).group()  # type: ignore[union-attr]
    return Mention("amount", span_at((block, told[0], match.end())), "amount.compound", stepped(f"{told[1]}{tail}"), None, unit)


def _short(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    """20万 is money after 资金, 预算 … or beside other money, else a count."""
    tail = match["short"]
    near = text[max(0, match.start() - _NEAR) : match.start()]
    clause = max(near.rfind("。"), near.rfind("\n")) + 1
    ends = _AFTER_SHORT.match(text, match.end()) is not None
    money = ends and (_MONEY_NEAR.search(near, clause) is not None or _SPOKEN.search(near, clause) is not None)
    money = money or (ends and _THEN_SPENT.match(text, match.end()) is not None)
    money = money or _CUED.match(text, match.end()) is not None or _OWED.search(near, clause) is not None
    told = _operands(text, match, cell, wide_comma=money)
    if told is None:
        return None
    if money:
        return _signed(text, match, block, told, "amount", "amount.short", *worth(tail))
    return _counted(text, match, block, told, Decimal(scale(tail)), None)


def _count(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    told = _operands(text, match, cell)
    return None if told is None else _counted(text, match, block, told, *times(match["count"]))


def _counted(text: str, match: re.Match[str], block: int, told: Operands, factor: Decimal, unit: str | None) -> Mention | None:
    """06项 and 2080502项 are codes, A4张 a name."""
    start, value, upper = told
    if (text[start] in "0０" and text[start + 1 : start + 2].translate(WIDE).isdecimal()) or _after_letter(text, start):
        return None
    upper = None if upper is None else upper * factor
    return Mention("count", span_at((block, start, match.end())), "count.unit", value * factor, upper, unit)


def _score(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    """8:30分 and 8时30分 tell the time; 得分：95分 and 满意度9分 do not."""
    told = _operands(text, match, cell)
    if told is None or _after_letter(text, told[0]):
        return None
    if told[0] > 1 and text[told[0] - 1] in "时点:：度°" and text[told[0] - 2].translate(WIDE).isdecimal():
        return None
    return Mention("score", span_at((block, told[0], match.end())), "score.points", told[1], told[2], "分")


def _after_letter(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in ascii_letters


def _yen(text: str, match: re.Match[str], block: int, cell: bool) -> Mention | None:
    """¥5,000.00: the unit stands before the number."""
    printed = match.group()[1:].strip()
    factor = scale(printed[-1])
    value = number(printed.rstrip("万亿"))
    return None if value is None else Mention("amount", Span(block, *match.span()), "amount.sign", value * factor, None, match.group()[0])


def _nothing(text: str, match: re.Match[str], block: int, cell: bool) -> None:
    """A number without a unit means nothing by itself."""


_READERS: dict[str, Reader] = {
    "alone": _nothing,
    "day": day,
    "month": day,
    "day2": numeric_day,
    "compound": _compound,
    "percent": _percent,
    "money": _money,
    "score": _score,
    "count": _count,
    "short": _short,
    "signed": _yen,
    "part": percent_in_words,
    "day3": chinese_day,
    "month3": chinese_day,
    "capital": amount_in_words,
}
