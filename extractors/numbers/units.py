"""Units of money, percents, scores and counts: what they multiply by, and where a header or a unit line names one."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extractors.numbers.digits import scale
from patterns.loader import fold, load

UNITS = load("units")
COUNT, MONEY, SCORE = UNITS["count"], UNITS["money"], UNITS["score"]

PERCENT_SIGNS = "%％﹪"
PERMILLE = "‰"


def longest_first(words: tuple[str, ...]) -> str:
    """An alternation in which 人次 is tried before 人."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


CUE = longest_first(UNITS["cue"].words)
BEHIND = re.compile(rf"(?:{CUE})(?:总额|总计|合计|共计|额|总数|数)?(?:各?[为是]?|[:：])\s?\Z")  # the word of money a number stands behind
LONGEST_CUE = max(map(len, UNITS["cue"].words)) + len("总额各为 ")


@lru_cache(maxsize=1 << 12)
def money_unit(text: str) -> Decimal | None:
    """How many yuan a unit of money is worth: 万元, 人民币万元, 亿, 元整, 元/人; None for any other unit."""
    name = fold(text).removeprefix("人民币").removeprefix("RMB").split("/")[0].removesuffix("整").strip("余多来几¥￥")
    if not name:
        return Decimal(1) if "¥" in fold(text) else None
    name = name.replace("圆", "元").replace("萬", "万").replace("億", "亿")
    steps = name.removesuffix("元")
    if steps.strip("十百千万亿") or (steps == name and steps[-1] not in "万亿"):
        return None
    return Decimal(scale(steps))


def spaced(words: tuple[str, ...]) -> str:
    """The same alternation where blanks and line ends may stand inside a word, as narrow cells print them."""
    return "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))


def _named(group: str) -> str:
    return rf"(?P<{group}>{spaced(MONEY.words)}|[{PERCENT_SIGNS}{PERMILLE}]|分)"


_RENMINBI = r"(?:人\s*民\s*币\s*)?"
# 金额单位：人民币万元 above a grid, 预算数（万元） or 执行率（B/A×100%） in a header, a cell that is nothing but its unit.
_OTHERS = r"(?:[^\s元:：（）()\[\]、，,；;/]{1,4}\s*[、，,；;/]\s*){0,3}"  # 单位：户、万元: counts have their unit, money has its own
_HEADER = re.compile(
    rf"(?:单\s*位|计\s*量)\s*(?:[:：]\s*{_OTHERS})?{_RENMINBI}{_named('line')}(?![^\s）)】\]，,、；;])"
    rf"|[（(\[［【/／]\s*{_RENMINBI}{_named('bracket')}\s*(?:[）)\]］】]|$)"
    rf"|[×xX*＊]\s*100\s*(?P<formula>[{PERCENT_SIGNS}])"
    rf"|^\s*{_named('alone')}\s*$"
)
_HINT = re.compile(rf"[元万亿分{PERCENT_SIGNS}{PERMILLE}]")


def unit_of_header(text: str) -> tuple[str, int, int] | None:
    """The unit a header or unit line names, as printed, with its place in the text; the first one where there are several."""
    match = _HEADER.search(text) if _HINT.search(text) else None
    if match is None or match.lastgroup is None:
        return None
    return match[match.lastgroup], *match.span(match.lastgroup)
