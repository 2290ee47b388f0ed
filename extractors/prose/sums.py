"""Sums behind their parts: 设计费30万元、施工费50万元，合计80万元 are 80万元 in all, and the sum is about what its list is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.document import Span
from extractors.prose.funds import TIERS
from extractors.prose.spot import Told
from extractors.prose.subjects import Subject, subject
from patterns.loader import asked

SUM, LIST = "prose.sum", "prose.list"
ENDS = ("共", "计", "为", "达", " ", "　")  # of the words of a sum
NO_SUMS = ("change", "other")
BEGINS = re.compile("[，,；;。：:（(、\n]")
COLONS = ("：", ":")
WORDS = 8  # characters before a sum that tell of it
HEADING = 40  # characters in which the heading of a list is told
MOST = 40  # amounts of a list
SUMS = asked("prose_clauses")["sums"]


def with_sums(every: list[Told], text: str) -> list[Told]:
    """What one paragraph tells: the amounts right before a sum that make it are its parts, and what it is about is none of theirs."""
    if len(every) < 3 or ("计" not in text and "共" not in text):
        return every
    found: list[Told] | None = None
    for place, one in enumerate(every):
        start = one.mention.span.start
        if not text.endswith(ENDS, 0, start) or one.role in NO_SUMS or (word := _word(text, start)) is None:
            continue
        first = _first(every, place)
        if first is None:
            continue
        found = found or list(every)
        found[place] = whole = _whole(one, every[first:place], text, word)
        found[first:place] = [part if part.head else replace(part, head=whole) for part in found[first:place]]
    return found or every


def _word(text: str, start: int) -> int | None:
    """Where the word of a sum right before an amount begins, if it is all that its clause says."""
    clause = BEGINS.split(text[max(0, start - WORDS) : start])[-1]
    return start - len(clause.lstrip()) if SUMS.fullmatch(clause) else None


def _first(every: Sequence[Told], place: int) -> int | None:
    """The first of two or more amounts of the sentence that make the one right behind them."""
    whole, made = every[place], Decimal(0)
    for before in range(place - 1, max(-1, place - MOST), -1):
        part = every[before]
        if part.mention.kind != "amount" or part.role != whole.role or part.sentence != whole.sentence:
            return None
        made += part.mention.value or Decimal(0)
        if whole.mention.value is None or made >= whole.mention.value:
            return before if before < place - 1 and made == whole.mention.value else None
    return None


def _whole(one: Told, parts: Sequence[Told], text: str, word: int) -> Told:
    """The sum, about what heads its list (支出：…) instead of the list's last name. What tiers of government gave, in all, is of their
    project; any other sum is no more than that."""
    last = parts[-1].subject
    if one.subject is None or last is None or one.subject.span != last.span:
        return one
    rule = SUM if one.rule == LIST else one.rule
    headed = _heading(parts[0], text)
    if headed is None and not _are_tiers(parts):
        order, start, _ = one.mention.span
        headed = Subject(text[word:start].rstrip(), Span(order, word, start))
    return replace(one, subject=headed, rule=rule)


def _heading(first: Told, text: str) -> Subject | None:
    """The words before the colon that the first part stands behind."""
    order, start, _ = first.subject.span if first.subject is not None else first.mention.span
    begin = max(first.sentence, start - HEADING)
    before = text[begin:start].rstrip()
    if not before.endswith(COLONS):
        return None
    words = BEGINS.split(before[:-1])[-1]
    return subject(words, order, begin + len(before) - 1 - len(words))


def _are_tiers(parts: Sequence[Told]) -> bool:
    given = [part.fund_source for part in parts]
    return len(set(given)) == len(given) and all(fund in TIERS for fund in given)
