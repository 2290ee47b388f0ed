"""What the words of statement forms mean by the pattern files: header words, row names, funds, kinds of expenditure."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.frozen import frozen
from patterns.loader import fold, load

LABEL_ROLES = frozenset({"code", "name"})
SILENT_ROLES = frozenset({"counter", "index", "note", "rate", "evaluation"})
_LONGEST = 40  # a longer text is a sentence, no header word
_BRACKETS = re.compile(r"\([^()]*\)")
_MARK = re.compile(r"^(?:其中[:：,，]?|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十0-9]+\)|[0-9]{1,2}[、.．])+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")


@frozen
class Word:
    """One header word: the role of a column that holds no amounts, or what it says of the amounts below it."""

    role: str | None = None
    measure: str | None = None
    flow: str | None = None
    known: bool = False
    statement: bool = False
    id: str | None = None


NOTHING = Word()


@lru_cache(maxsize=4096)
def word(text: str) -> Word:
    if len(text) > _LONGEST:
        return NOTHING
    lexicon, folded = load("statement_columns"), fold(text)
    found = lexicon.meaning(folded) or lexicon.meaning(bare(text))
    if found is None:
        return Word(known=bool(fund(folded) or kind(folded)))
    extra = lexicon[found].extra
    return Word(extra.get("role"), extra.get("measure"), extra.get("flow"), True, extra.get("statement", False), found)


def is_evaluation(title: str) -> bool:
    """Whether a title is that of an evaluation form."""
    find = load("statement_columns")["evaluation_title"].find
    return find is not None and find.search(title) is not None


def bare(text: str) -> str:
    """A header word as it is compared, without brackets: 项 目（按功能分类） -> 项目."""
    return _BRACKETS.sub("", fold(text))


@lru_cache(maxsize=4096)
def fund(text: str) -> str | None:
    return _told("statement_funds", text)


@lru_cache(maxsize=4096)
def kind(text: str) -> str | None:
    return _told("statement_kinds", text)


def _told(name: str, text: str) -> str | None:
    return next((m.id for m in load(name) if m.find is not None and m.find.search(fold(text))), None)


@lru_cache(maxsize=4096)
def row_meaning(name: str) -> str | None:
    """total, subtotal, counted (no money), or the balance a row tells."""
    return load("statement_rows").meaning(without_mark(name))


def without_mark(name: str) -> str:
    return _MARK.sub("", fold(name))


def mark(name: str) -> str:
    """The number before a name: 一、, 1., （一）, 其中：; empty where there is none."""
    found = _MARK.match(fold(name))
    return found.group() if found else ""


def year(text: str) -> tuple[int, int, int] | None:
    """The year a header word or title prints, with its place."""
    found = _YEAR.search(text) if "年" in text else None
    return None if found is None else (int(found.group()), found.start(), found.end())
