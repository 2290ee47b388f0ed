"""Numbers of a scan that OCR probably misread: where one digit or one decimal point explains every relation that fails with it.

What was read is kept. A finding that such a digit explains becomes a note, and `ocr_suspect` says what the number would have to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractors.checks.ledger import finding
from extractors.document import Document, Span
from extractors.numbers.digits import number
from extractors.numbers.rounding import agrees, places
from extractors.row import Fact, plain
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from extractors.tables.mentions import MentionRow

DOUBTFUL = 0.8  # a number read with less than this is doubted first
FEW = 4  # numbers of a relation of which one may be doubted alone
TRIES = 60  # readings of one report that are tried out
GROSS = 2  # a number that lost its point is far above its limit
LEAST_DIGITS = 4  # two numbers of fewer digits are alike by chance
SUMS, EQUALS, LIMITS = ("sum_mismatch", "score_sum_mismatch"), ("sum_mismatch", "table_text_mismatch"), ("score_over_weight", "over_budget")

_NUMBER = regex.compile(r"[0-9][0-9,，]*(?:\.[0-9]+)?")

Key = tuple[str, int]  # rule and block of a finding: an edit may shift what stands behind it
Again = Callable[[Document], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One number of the report and the digits it would have to have."""

    place: Span
    at: Span  # its digits, without the unit
    digits: str


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its digits, and what one of its unit is worth."""

    place: Span
    digits: Span
    text: str
    scale: Decimal

    def value(self, text: str | None = None) -> Decimal:
        return (number(self.text if text is None else text) or Decimal(0)) * self.scale

    @property
    def step(self) -> Decimal:
        return abs(self.scale).scaleb(-places(self.text))


def suspects(document: Document, facts: Mapping[str, Sequence[Fact]], told: Sequence[Finding], again: Again) -> list[Finding]:
    """The findings of a report, with those of misread numbers. `again` reads a document once more and tells its findings."""
    values = {row.anchor: row.value for row in facts["mentions"] if isinstance(row, MentionRow) and row.value is not None}
    costs = frozenset(figure.anchor for figure in facts["budget_figures"] if figure.rule == "form.cost")
    scan, kept = _Scan(document, values, costs), list(told)
    explained: dict[Edit, list[Finding]] = {}
    for edit, ended in _explaining(scan, told, again):
        for index, one in enumerate(kept):
            if _key(one) in ended and one.severity != "info":
                kept[index] = replace(one, severity="info")
        explained[edit] = [one for one in told if _key(one) in ended]
    known = {one.anchor for ended in explained.values() for one in ended}
    doubts = [_suspect(scan, *item) for item in explained.items()]
    doubts += [*_pointless(scan, facts["budget_figures"]), *_doubted(scan, [one for one in told if one.anchor not in known])]
    return [*kept, *{one.anchor: one for one in reversed(doubts)}.values()]


@dataclass(frozen=True, slots=True)
class _Scan:
    """A report, the value of every number of it, and which numbers are costs."""

    document: Document
    values: Mapping[Span, Decimal]
    costs: frozenset[Span]

    def sure(self, place: Span) -> float | None:
        return self.document.blocks[place.block].confidence

    def number(self, place: Span) -> Number | None:
        """The number printed at a place; None where it is none, or is nothing of its unit."""
        found = _NUMBER.search(self.document.text(place))
        digits = number(found.group()) if found else None
        if found is None or not digits:
            return None
        scale = self.values.get(place, digits) / digits
        return Number(place, Span(place.block, place.start + found.start(), place.start + found.end()), found.group(), scale)

    def edited(self, edit: Edit) -> Document:
        """The report as it would be."""
        blocks = list(self.document.blocks)
        block = blocks[edit.at.block]
        blocks[edit.at.block] = replace(block, text=block.text[: edit.at.start] + edit.digits + block.text[edit.at.end :])
        return replace(self.document, blocks=tuple(blocks))


def _explaining(scan: _Scan, told: Sequence[Finding], again: Again) -> Iterator[tuple[Edit, frozenset[Key]]]:
    """The surest edit of every finding that has one, and what it ends: of those that break nothing, one that ends as much as any."""
    before = Counter(map(_key, told))
    tried: dict[Edit, frozenset[Key]] = {}
    chosen: dict[Edit, None] = {}
    for one in told:
        edits = list(_edits(scan, one))
        if len(tried) + len(edits) > TRIES:
            continue
        for edit in edits:
            if edit not in tried:
                after = Counter(map(_key, again(scan.edited(edit))))
                tried[edit] = frozenset(before - after) if not after - before else frozenset()
        good = [edit for edit in edits if _key(one) in tried[edit]]
        most = max((len(tried[edit]) for edit in good), default=0)
        surest = _surest(scan, [edit for edit in good if len(tried[edit]) == most])
        if surest is not None:
            chosen[surest] = None
    yield from ((edit, tried[edit]) for edit in chosen)


def _key(one: Finding) -> Key:
    return one.rule, one.anchor.block


def _surest(scan: _Scan, edits: Sequence[Edit]) -> Edit | None:
    """The only edit; of several the one whose number was read with doubt, where all others were read well."""
    if len(edits) > 1:
        edits = [edit for edit in edits if (scan.sure(edit.place) or 1) < DOUBTFUL]
    return edits[0] if len(edits) == 1 else None


def _edits(scan: _Scan, one: Finding) -> Iterator[Edit]:
    """Every number of a failed relation with the digits that would make it hold."""
    numbers = [scan.number(place) for place in _places(scan, one)]
    known = [n for n in numbers if n is not None]
    if len(known) < len(numbers) or len(known) < 2:
        return
    for at, changed in enumerate(known):
        if scan.sure(changed.place) is None:
            continue
        points_only = one.rule in LIMITS
        for digits in _variants(changed.text, points_only):
            others = [n.value() for n in known]
            others[at] = changed.value(digits)
            if others[at] and _holds(one, others, known, digits if at == 0 else known[0].text):
                yield Edit(changed.place, changed.digits, digits)


def _places(scan: _Scan, one: Finding) -> list[Span]:
    """The stated number first, then those it has to follow from; costs may come to less than what was spent."""
    parts = [e.span for e in one.evidence if e.field == "part"]
    against = [e.span for e in one.evidence if e.field == "expected"]
    if one.rule in SUMS and parts and not against:
        return [one.anchor, *parts] if one.anchor in scan.costs or not scan.costs.issuperset(parts) else []
    if (one.rule == "rate_mismatch" and len(against) == 2) or (one.rule in (*EQUALS, *LIMITS) and len(against) == 1 and not parts):
        return [one.anchor, *against]
    return []


def _holds(one: Finding, values: Sequence[Decimal], known: Sequence[Number], stated: str) -> bool:
    """Whether the relation of a finding holds for these values; `stated` is the first number as it would be printed."""
    first, *rest = values
    if one.rule == "rate_mismatch":
        part, base = rest
        return any(whole > 0 and agrees(first, part / whole, stated) for whole in (base, base - part, base + part))
    if one.rule in LIMITS:
        return first <= rest[0] and known[0].value() > GROSS * rest[0]
    return abs(first - sum(rest)) <= max(n.step for n in known) / 2 * len(known)


def _variants(text: str, points_only: bool) -> Iterator[str]:
    """The digits with one changed, or with a decimal point that may have been lost."""
    for at, char in enumerate(text if not points_only else ""):
        if char.isdecimal():
            leading = at == 0 and len(text) > 1 and text[1] != "."
            yield from (text[:at] + other + text[at + 1 :] for other in "0123456789"[leading:] if other != char)
    if text.isdecimal():
        yield from (text[:at] + "." + text[at:] for at in range(1, len(text)) if text[0] != "0" or at == 1)


def _suspect(scan: _Scan, edit: Edit, explained: Sequence[Finding]) -> Finding:
    stated, expected = scan.document.text(edit.place), _as_printed(scan, edit)
    beside = dict.fromkeys(e.span for one in explained for e in one.evidence if e.span != edit.place)
    told = f"{len(explained)}处不符之处" if len(explained) > 1 else "不符之处"
    return finding(
        "ocr_suspect",
        "warning",
        edit.place,
        f"扫描件，“{plain(stated)}”疑为“{expected}”之误读：改此一处，{told}即相符",
        f"In this scan {plain(stated)} may be {expected} misread: it alone explains what does not fit ({len(explained)})",
        stated=plain(stated),
        expected=expected,
        project=explained[0].project_id,
        against=list(beside),
    )


def _as_printed(scan: _Scan, edit: Edit) -> str:
    block = scan.document.blocks[edit.place.block].text
    return plain(block[edit.place.start : edit.at.start] + edit.digits + block[edit.at.end : edit.place.end])


def _doubted(scan: _Scan, told: Sequence[Finding]) -> Iterator[Finding]:
    """The one number of a failed relation that was read with doubt, where no single digit explains it."""
    seen: set[Span] = set()
    for one in told:
        places = _places(scan, one)
        doubtful = [place for place in places if (scan.sure(place) or 1) < DOUBTFUL]
        if len(places) > FEW or len(doubtful) != 1 or doubtful[0] in seen or scan.number(doubtful[0]) is None:
            continue
        place, stated = doubtful[0], plain(scan.document.text(doubtful[0]))
        seen.add(place)
        sure = f"{scan.sure(place):.2f}"
        yield finding(
            "ocr_suspect",
            "warning",
            place,
            f"扫描件，“{stated}”识读把握仅{sure}，而所在勾稽不平：请对照原件",
            f"In this scan {stated} was read with a confidence of only {sure}, and its relation does not hold: compare the original",
            stated=stated,
            expected=one.expected if place == one.anchor else None,
            project=one.project_id,
            against=[e.span for e in one.evidence if e.span != place],
        )


def _pointless(scan: _Scan, figures: Sequence[Fact]) -> Iterator[Finding]:
    """An amount told elsewhere with the same digits and a decimal point: 193825 and 1938.25 of one project and measure."""
    pointed: dict[tuple[str | None, str, str], BudgetFigure] = {}
    amounts = [(figure, n) for figure in figures if isinstance(figure, BudgetFigure) and (n := scan.number(figure.anchor)) is not None]
    for figure, told in amounts:
        digits = told.text.replace(",", "").replace("，", "")
        if "." in digits and len(digits.strip("0.")) > LEAST_DIGITS:
            pointed.setdefault((figure.project_id, figure.measure, digits.replace(".", "")), figure)
    for figure, told in amounts:
        other = pointed.get((figure.project_id, figure.measure, told.text.replace(",", "").replace("，", "")))
        if other is None or scan.sure(figure.anchor) is None or "." in told.text:
            continue
        if other.amount_yuan.scaleb(places(other.amount_text)) == figure.amount_yuan:
            yield finding(
                "ocr_suspect",
                "warning",
                figure,
                f"扫描件，“{figure.amount_text}”疑漏读小数点：同一金额别处为{other.amount_text}",
                f"In this scan {figure.amount_text} may have lost its decimal point: the same amount is {other.amount_text} elsewhere",
                stated=figure.amount_text,
                expected=other.amount_text,
                against=[other.anchor],
            )
