"""Rows of numbered items that give a name and an amount and no verb (一、清淤20万元 / （一）泵房5万元): what they add up to says
what they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.document import Document
from extractors.prose.parts import UNTOLD
from extractors.prose.spot import Told

FORMS = re.compile(
    r"[ 　]*(?:(?P<a>[一二三四五六七八九十]{1,3}[、.．])|(?P<b>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<c>[0-9]{1,2}[、.．](?![0-9]))"
    r"|(?P<d>[（(][0-9]{1,2}[）)])|(?P<e>[①-⑳]))"
)
BY_NAME = (*UNTOLD, "prose.heading", "prose.named", "prose.section")  # what gives way to the sum
NO_WHOLE = ("other", "change")
BEFORE = 2  # blocks before a row among which its whole stands
SLIP = Decimal(50)  # yuan by which a printed hundredth of 万元 may be off


Item = tuple[str, int]  # how it is numbered, and the place of its amount among all that is told


def with_rows(every: list[Told], document: Document) -> list[Told]:
    """All that is told, the items of such rows with the measure of their whole."""
    if len([one for one in every if one.rule in UNTOLD]) < 2:
        return every
    roles: dict[int, str] = {}
    blocks = [one.mention.span.block for one in every]
    for items in _rows(every, document):
        first = blocks[items[0][1]]
        near = every[bisect_left(blocks, first - BEFORE) : bisect_left(blocks, first)]
        whole = next((one for one in reversed(near) if one.role not in NO_WHOLE and _makes(_equals(items), one, every)), None)
        if whole is not None:
            _settle(items, whole.role, every, roles)
    return _with(every, roles) if roles else every


def _rows(every: Sequence[Told], document: Document) -> Iterator[list[Item]]:
    """Runs of paragraphs, one right behind the other, that open with a number and tell an amount."""
    run: list[Item] = []
    last = -1
    for place, one in enumerate(every):
        block = one.mention.span.block
        if block == last:
            continue
        number = FORMS.match(document.blocks[block].text) if one.mention.kind == "amount" else None
        if run and (number is None or block - last != 1):
            yield run
            run = []
        if number is not None and number.lastgroup is not None:
            run.append((number.lastgroup, place))
        last = block
    if len(run) > 1:
        yield run


def _equals(items: Sequence[Item]) -> list[int]:
    """The places of those numbered as the first is."""
    return [place for form, place in items if form == items[0][0]]


def _makes(places: Sequence[int], whole: Told, every: Sequence[Told]) -> bool:
    if whole.mention.value is None or not places:
        return False
    made = sum((every[place].mention.value or Decimal(0) for place in places), Decimal(0))
    return abs(made - whole.mention.value) <= (SLIP * (len(places) + 1) if len(places) > 1 else 0)


def _settle(items: Sequence[Item], role: str, every: Sequence[Told], roles: dict[int, str]) -> None:
    """Equals with one among them of which no word tells what it is; then, of each, what stands below it and adds up to it."""
    equals = _equals(items)
    if any(every[place].rule in UNTOLD for place in equals):
        roles |= {place: role for place in equals if every[place].rule in BY_NAME}
    heads = [at for at, (form, _) in enumerate(items) if form == items[0][0]]
    for at, end in zip(heads, [*heads[1:], len(items)], strict=True):
        below = items[at + 1 : end]
        if below and _makes(_equals(below), every[items[at][1]], every):
            _settle(below, role, every, roles)


def _with(every: Sequence[Told], roles: dict[int, str]) -> list[Told]:
    """What is told as a part of an item (其中) is what the item is."""
    settled: dict[int, Told] = {}
    found: list[Told] = []
    for place, one in enumerate(every):
        head = settled.get(id(one.head))
        if place in roles:
            settled[id(one)] = one = replace(one, role=roles[place], rule="prose.part")
        elif head is not None and one.head is not None:
            same = one.role == one.head.role
            settled[id(one)] = one = replace(one, head=head, role=head.role if same else one.role)
        found.append(one)
    return found
