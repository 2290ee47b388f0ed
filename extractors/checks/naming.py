"""One thing under two names: the agency on cover and signature, a project in its form and its text, a code in two statement forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import regex

from extractors.checks.ledger import Ledger, finding, step_of
from extractors.document import Block, Span
from extractors.identity import agency_in
from extractors.identity.agencies import agency, function, level, placed
from extractors.prose.points import Scored
from extractors.row import plain
from extractors.statements import Amount
from extractors.tables.budget_figures import BudgetFigure
from extractors.tables.findings import Finding
from patterns.loader import fold, load

LONGEST_LINE = 40  # a cover's or a signature's line is no longer
LEAST_NAME = 8  # a shorter name may be two things
CLASS = 3  # digits of a 类
OWN_FORMS = ("expenditure", "general_budget_expenditure")

_ENDINGS = tuple(load("checks")["money_name"].words)
_JOINING = load("checks")["joining_word"].words
_JOINED = re.compile("|".join(sorted(_JOINING, key=len, reverse=True)))
_HAN = regex.compile(r"[\p{Han}（）()、]{2,}")
_SENTENCE = "。；;\n"


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _agencies(ledger)
    yield from _joined(ledger)
    yield from _scored(ledger)
    yield from _codes(ledger)
    yield from _classes(ledger)


def _agencies(ledger: Ledger) -> Iterator[Finding]:
    """An office of the same kind and level, but of another place, on the cover or below the text."""
    about = ledger.read.identity
    named = agency_in(about.title or "")
    place = placed(named) if named else None
    if named is None or place is None or not place.end:
        return
    own, at = (function(named), level(named, place)), _printed(ledger, named)
    for block in ledger.read.document.blocks if at is not None else ():
        other = agency(block.text.strip()) if block.kind == "paragraph" and len(block.text) <= LONGEST_LINE else None
        where = placed(other) if other else None
        if other is None or where is None or not where.end or where.name is None or place.name is None:
            continue
        if (function(other), level(other, where)) == own and where.name[:2] != place.name[:2] and other in block.text:
            start = block.text.index(other)
            yield _two_names(ledger, Span(block.order, start, start + len(other)), at, "warning", ("单位", "the agency"))


def _printed(ledger: Ledger, name: str) -> Span | None:
    blocks = ledger.read.document.blocks
    return next((Span(b.order, at, at + len(name)) for b in blocks if (at := b.text.find(name)) >= 0), None)


def _two_names(ledger: Ledger, place: Span | None, other: Span | None, severity: str, what: tuple[str, str]) -> Finding:
    assert place is not None
    assert other is not None
    one, two = plain(ledger.text(place)), plain(ledger.text(other))
    return finding(
        "name_mismatch",
        severity,
        place,
        f"{what[0]}名称不一致：此处为“{one}”，别处为“{two}”",
        f"{what[1].capitalize()} has two names: {one} here, {two} elsewhere",
        stated=one,
        expected=two,
        project=ledger.read.project_key(ledger.read.project_at(other)) if what[1] == "the project" else None,
        against=(other,),
    )


def _joined(ledger: Ledger) -> Iterator[Finding]:
    """A project's name with another word for “and” in it: 安全防范与应急处置专项资金, 安全防范及应急处置专项资金."""
    for project in ledger.projects:
        if len(project.name) < LEAST_NAME or not project.name.endswith(_ENDINGS):
            continue
        parts = _JOINED.split(project.name)
        if len(parts) != 2 or min(map(len, parts)) < 2:
            continue
        variants = [name for word in _JOINING if (name := word.join(parts)) != project.name]
        found = (
            Span(block.order, at, at + len(name))
            for block in ledger.read.document.blocks
            if parts[1] in block.text
            for name in variants
            if (at := block.text.find(name)) >= 0
        )
        other = next(found, None)
        if other is not None:
            yield _two_names(ledger, other, project.anchor, "info", ("项目", "the project"))


def _scored(ledger: Ledger) -> Iterator[Finding]:
    """The total score of a project's own chapter, told of another project that has a chapter of its own."""
    read = ledger.read
    parents = {p.name: p.parent for p in read.projects.all}
    for score in read.scored:
        index = read.section_of[score.mention.span.block]
        own = read.projects.by_section.get(index) if index is not None else None
        if own is None or score.component != "total" or score.score is None or own == read.projects.whole:
            continue
        lead = _lead(read.document.blocks[score.mention.span.block], score)
        other = read.projects.names.told_in(lead)
        if other in (None, own, parents.get(own), read.projects.whole) or other not in read.projects.by_section.values():
            continue
        name = read.document.text(other)
        at = read.document.blocks[score.mention.span.block].text.find(name)
        if at < 0 or parents.get(other) == own or read.document.text(own) in lead:
            continue
        yield _two_names(ledger, Span(score.mention.span.block, at, at + len(name)), own, "warning", ("本章项目", "the project"))


def _lead(block: Block, score: Scored) -> str:
    """The sentence up to the score."""
    text = block.text[: score.mention.span.start]
    return text[max(text.rfind(mark) for mark in "。；;") + 1 :]


def _codes(ledger: Ledger) -> Iterator[Finding]:
    """One code that the statement forms print with one name everywhere but in one place."""
    told: dict[tuple[str | None, str], dict[Span, str]] = {}
    for statement in ledger.read.statements:
        for amount in statement.amounts:
            line = amount.line
            if (
                line.code
                and line.name
                and line.name_span is not None
                and ledger.read.document.blocks[line.name_span.block].confidence is None
            ):
                told.setdefault((line.code_kind, line.code), {})[line.name_span] = fold(line.name)
    for names in told.values():
        usual, *others = Counter(names.values()).most_common()
        if len(others) != 1 or others[0][1] != 1 or usual[1] < 2 or _is_one(usual[0], others[0][0]):
            continue
        place = next(span for span, name in names.items() if name == others[0][0])
        usually = next(span for span, name in names.items() if name == usual[0])
        yield _two_names(ledger, place, usually, "warning", ("科目", "the subject"))


def _is_one(name: str, other: str) -> bool:
    """A name cut off, or its letters in another order, is one that was read badly."""
    if not _HAN.fullmatch(name) or not _HAN.fullmatch(other):
        return True
    return name in other or other in name or not (Counter(name) - Counter(other)) or not (Counter(other) - Counter(name))


def _classes(ledger: Ledger) -> Iterator[Finding]:
    """The 类 a list of prose names against those of the form it tells, which at least two of them prove it to be."""
    columns = list(_columns(ledger))
    for figures in ledger.by_block.values() if columns else ():
        told = [f for f in figures if f.source == "narrative" and len(f.category_path or ()) == 1 and f.measure != "change"]
        named = {_class(str((f.category_path or ("",))[0])): f for f in told}
        if len(named) < 2:
            continue
        found = [one for form, column in columns if (one := _compared(ledger, named, form, column)) is not None]
        if found and all(found):
            yield found[0][0]


def _columns(ledger: Ledger) -> Iterator[tuple[str, Mapping[str, Amount]]]:
    """The 类 of every column of the spending forms, by name."""
    for statement in ledger.read.statements:
        columns: dict[tuple[int, int], dict[str, Amount]] = {}
        for amount in statement.amounts if statement.form in OWN_FORMS else ():
            if len(amount.line.code or "") == CLASS and amount.line.name and amount.line.name_span is not None:
                columns.setdefault((amount.line.panel, amount.column.col), {})[_class(amount.line.name)] = amount
        yield from ((statement.form, column) for column in columns.values())


def _class(name: str) -> str:
    return fold(name).removesuffix("支出")


def _compared(ledger: Ledger, named: Mapping[str, BudgetFigure], form: str, column: Mapping[str, Amount]) -> list[Finding] | None:
    """None where the list does not tell this column; else what it names otherwise, or leaves out."""
    same = {name for name, figure in named.items() if name in column and _equal(figure, column[name])}
    odd = [figure for name, figure in named.items() if name not in same]
    rest = [amount for name, amount in column.items() if name not in named and amount.mention.value]
    if len(same) < 2 or len(odd) > 1:
        return None
    if odd:
        meant = [amount for amount in rest if _equal(odd[0], amount)]
        if len(meant) != 1 or _class(str((odd[0].category_path or ("",))[0])) in column:
            return None
        return [_two_names(ledger, _name_of(ledger, odd[0]), meant[0].line.name_span, "warning", ("科目", "the subject"))]
    left_out = rest if form == "general_budget_expenditure" else []
    return [_left_out(ledger, amount, list(named.values())) for amount in left_out[:1]]


def _equal(figure: BudgetFigure, amount: Amount) -> bool:
    return abs(figure.amount_yuan - (amount.mention.value or 0)) <= step_of(figure)


def _name_of(ledger: Ledger, figure: BudgetFigure) -> Span:
    """Where the subject of an amount is printed before it, else the amount."""
    name = (figure.category_path or ("",))[0]
    at = ledger.read.document.blocks[figure.anchor.block].text.rfind(name, 0, figure.anchor.start)
    return Span(figure.anchor.block, at, at + len(name)) if name and at >= 0 else figure.anchor


def _left_out(ledger: Ledger, amount: Amount, told: list[BudgetFigure]) -> Finding:
    name, printed = amount.line.name or "", plain(ledger.text(amount.mention.span))
    return finding(
        "name_mismatch",
        "warning",
        amount.line.name_span or amount.mention.span,
        f"报表列有{name}{printed}，文中逐类列举却未提及",
        f"The form prints {name} at {printed}, but the text, which lists the classes one by one, does not name it",
        stated=name,
        against=[figure.anchor for figure in told],
        parts=[amount.mention.span],
    )
