"""Titles and unit lines of statement forms, above a grid or in its first rows."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.document import Block, Span
from extractors.frozen import frozen
from extractors.numbers.units import money_unit, unit_of_header
from extractors.statements.words import is_evaluation, year
from patterns.loader import asked, fold, load

_LONGEST = 80
_COUNT = "[一二三四五六七八九十0-9]+"
# What stands on a title's or unit line beside them: 公开01表, 编制部门：…, 单位：万元; their words may be spaced out.
_ASIDE = re.compile(r"(?:财决)?公开\s*[0-9]+\s*表|(?:编\s*制|填\s*报|金\s*额|预\s*算)?\s*(?:部\s*门|单\s*位)(?:名称)?\s*[:：]")
_NUMBER = re.compile(rf"\s*(?:附?[表件]\s*{_COUNT}(?:-[0-9]+)?[:：.、\s]*|{_COUNT}[、.．]|[（(]{_COUNT}[）)])\s*")
_WORDS = asked("statement_words")
_TAIL = re.compile(r"(?:\([^()]*\))+$")
_QUOTES = re.compile('[“”"]')  # a pdf may draw them apart, behind the title
_QUIET = re.compile(r"[（(]?(?:19|20)[0-9]{2}年?度?[）)]?|续表?|[（(]续表?[）)]|[-—–0-9\s]*")

Unit = tuple[str, Span]
Year = tuple[int, Span]


@frozen
class Title:
    """The title of a statement form; `form` by the vocabulary FORMS."""

    form: str
    text: str
    span: Span
    year: Year | None

    @property
    def of_book(self) -> bool:
        """Whether only a book of accounts or of the budget prints such a title; 支出明细表 and 收入预算对比表 stand in any report."""
        return _WORDS["book"].search(self.text) is not None and _WORDS["compared"].search(self.text) is None


def title(block: Block) -> Title | None:
    """The title a line holds; a pdf may have glued it to the note above, which ends with a full stop."""
    line = block.text.rfind("。") + 1
    found = _title(block.text[line:]) if "表" in block.text and len(block.text) - line <= _LONGEST else None
    if found is None:
        return None
    form, start, end = found[0], line + found[1], line + found[2]
    text = block.text[start:end]
    return Title(form, text, Span(block.order, start, end), printed_year(text, block.order, start))


@lru_cache(maxsize=1024)
def _title(text: str) -> tuple[str, int, int] | None:
    """The form a line names, and where its title begins and ends: without number before it, 公开01表 and unit line."""
    start = 0
    for aside in _ASIDE.finditer(text):
        if text[start : aside.start()].strip():
            text = text[: aside.start()]
            break
        start = aside.end()
    number = _NUMBER.match(text, start)
    start = number.end() if number else start
    stripped = text[start:].strip().rstrip("（(").rstrip()
    folded = _QUOTES.sub("", fold(stripped))
    form = None if is_evaluation(folded) else load("statements").meaning(_TAIL.sub("", folded))
    start = text.find(stripped, start) if stripped else start
    return None if form is None else (form, start, start + len(stripped))


def printed_year(text: str, block: int, offset: int = 0) -> Year | None:
    found = year(text)
    return None if found is None else (found[0], Span(block, offset + found[1], offset + found[2]))


def unit(text: str, block: int) -> Unit | None:
    """The unit of money a unit line or header word names: 单位：万元, 编制部门：某局 单位:元, 决算数（万元）."""
    at = 0
    while "元" in text and len(text) <= _LONGEST and (found := unit_of_header(text[at:])) is not None:
        name, start, end = found
        if money_unit(name) is not None:
            return name, Span(block, at + start, at + end)
        at += end
    return None


def is_aside(text: str) -> bool:
    """A line that parts nothing: blank, page number, unit line, 公开01表, 编制部门：…, a year, 续表."""
    return not text.strip() or (len(text) <= _LONGEST and (_ASIDE.search(text) is not None or _QUIET.fullmatch(text.strip()) is not None))
