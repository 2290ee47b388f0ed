"""When two printed names are one project: compared without year, agency code, brackets and width."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from extractors.document import Span
from extractors.forms.cells import Cell
from extractors.numbers.digits import arabic_years
from patterns.loader import fold

_CODE = regex.compile(r"\s*[0-9A-Z]{3,}[0-9A-Z]*\s*[-—－]\s*(?=\S)|\s*\[?[0-9A-Z]{6,}\]?\s*(?=\p{Han})")
_COUNTED = re.compile(r"(?:任务|(?:子|分)?项目)\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[：:、.．]\s*(?=\S)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:19|20)?[0-9]{2})?年?度?")
_SEAL = re.compile(r"\s*[（(][^（）()]{0,4}章\s*[)）]\s*$")
_MARKS = regex.compile(r"[\p{P}\p{S}]+")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What of a name counts: 2021年“智慧消防”项目 and 智慧消防项目（2021年度） are one."""
    folded = fold(name)
    bare = _MARKS.sub("", _YEAR.sub("", arabic_years(folded)))
    return bare or folded


def without_code(cell: Cell) -> Span:
    """A name without the code or count printed before it and the place of the seal behind it: 219001-某局（公章）, 任务1：某某经费."""
    found, seal = _CODE.match(cell.value) or _COUNTED.match(cell.value), _SEAL.search(cell.value)
    return Span(cell.block, cell.start + (found.end() if found else 0), cell.start + seal.start() if seal else cell.end)
