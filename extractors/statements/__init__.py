"""Statement forms (公开报表) of account and budget books: every printed number with its form, row and column.

`statements(document, grids, about)` reads them; evaluation forms leave their grids alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block, Document, Grid, Mention, Span
from extractors.frozen import frozen
from extractors.identity import Identity
from extractors.numbers.amounts import bare
from extractors.statements.header import Column, Layout, layout
from extractors.statements.rows import Line, balances, line_kinds, rows
from extractors.statements.sheets import Sheet, sheets
from extractors.statements.titles import Title, Unit
from extractors.statements.words import fund, kind
from patterns.loader import asked, fold

__all__ = ["Amount", "Statement", "outside", "statement_mentions", "statements", "unmatched"]

_WORDS = asked("statement_words")
_LONGEST_CELL = 40  # a longer text is a sentence
_BASES = {"department_final_account": "executed", "department_budget": "budget"}


@frozen
class Amount:
    """One printed number: the line and column it stands in, and what they make of it."""

    mention: Mention
    line: Line
    column: Column
    line_kind: str
    measure: str | None
    fund: str | None
    kind: str | None
    year: int | None
    year_span: Span | None


@frozen
class Statement:
    """One form, over all its grids."""

    form: str
    title: Title | None
    amounts: tuple[Amount, ...]
    grids: tuple[Grid, ...]


@dataclass(slots=True)
class _Open:
    """A form while its grids are gathered: its lines by panel, each with its cells and their unit."""

    sheet: Sheet
    layout: Layout
    told: list[tuple[Line, Sheet, list[tuple[Column, Block]]]]
    grids: list[Grid]


def statements(document: Document, grids: Sequence[Grid], about: Identity) -> tuple[Statement, ...]:
    """Every statement form of the document, in order."""
    last: Unit | None = None
    found = []
    for form in _forms(document, grids):
        found.append(_statement(document, form, about, last))
        last = form.sheet.unit or last
    return tuple(found)


def statement_mentions(found: Iterable[Statement]) -> Iterator[Mention]:
    """The numbers of the forms: mentions because a form gives them a unit and a role."""
    return (amount.mention for statement in found for amount in statement.amounts)


def outside(mentions: Iterable[Mention], found: Iterable[Statement], blocks: Sequence[Block]) -> tuple[Mention, ...]:
    """The mentions that stand in no statement form, for those who read prose; a note in a form's last row is prose."""
    spans = (range(grid.first, grid.last + 1) for statement in found for grid in statement.grids)
    within = {order for span in spans for order in span if len(blocks[order].text) <= _LONGEST_CELL}
    return tuple(m for m in mentions if m.span.block not in within) if within else tuple(mentions)


def unmatched(found: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    """Header words nobody knew above amounts: the pattern file they belong to, and where they stand."""
    heads = {head.span: head for statement in found for amount in statement.amounts for head in amount.column.path}
    yield from (("statement_columns", span) for span, head in sorted(heads.items(), key=lambda item: item[0]) if not head.word.known)


def _forms(document: Document, grids: Sequence[Grid]) -> Iterator[_Open]:
    """Sheets gathered to forms; a sheet that goes on without a header has the columns of the one before."""
    ragged = document.reader == "flattened"
    form: _Open | None = None
    for sheet in sheets(document.blocks, grids):
        own = layout(document.blocks, sheet, ragged)
        if form is not None and (not sheet.goes_on):
            yield form
            form = None
        if form is None:
            form = _Open(sheet, own, [], [])
        elif own.told:
            form.layout = own
        elif sheet.grid.width == form.sheet.grid.width:
            own = Layout(form.layout.panels, own.body, told=False)
        form.told += [(line, sheet, cells) for line, cells in rows(document.blocks, sheet, own, ragged)]
        form.grids.append(sheet.grid)
    if form is not None:
        yield form


def _statement(document: Document, form: _Open, about: Identity, last: Unit | None) -> Statement:
    amounts: list[Amount] = []
    for panel in dict.fromkeys(line.panel for line, _, _ in form.told):
        told = [item for item in form.told if item[0].panel == panel]
        lines = [line for line, _, _ in told]
        for (line, sheet, cells), line_kind, balance in zip(told, line_kinds(lines), balances(lines), strict=True):
            if line.meaning == "counted":
                continue
            for column, block in cells:
                unit = column.unit or sheet.unit or last
                mention = None if unit is None else bare(document, Span(block.order, 0, len(block.text)), *unit)
                if mention is not None:
                    amounts.append(_amount(form.sheet, mention, line, column, line_kind, balance, about))
    title = form.sheet.title
    amounts.sort(key=lambda amount: amount.mention.span)
    return Statement(title.form if title else "other", title, tuple(amounts), tuple(form.grids))


def _amount(sheet: Sheet, mention: Mention, line: Line, column: Column, line_kind: str, balance: str | None, about: Identity) -> Amount:
    title = sheet.title
    printed = column.year or (title.year if title else None) or sheet.year
    year = printed[0] if printed else about.fiscal_year
    before = column.year is None and any(_WORDS["year_before"].match(text) for text in column.words)  # 上年决算数 | 本年决算数
    return Amount(
        mention=mention,
        line=line,
        column=column,
        line_kind=line_kind,
        measure=_measure(title, line, column, balance, about),
        fund=_fund(title, line, column, line_kind),
        kind=column.kind or line.kind or (kind(title.text) if title else None),
        year=year - 1 if year and before else year,
        year_span=printed[1] if printed and not before else None,
    )


def _measure(title: Title | None, line: Line, column: Column, balance: str | None, about: Identity) -> str | None:
    """The column's own word, a balance of the row, else what the book tells: accounts what was spent or came in, budgets the plan."""
    if balance is not None and column.measure in (None, "executed", "budget"):
        return balance
    basis = column.measure or _basis(title) or _BASES.get(about.report_kind or "")
    inflow = (column.flow or line.side or (title.form if title else None)) == "income"
    return "income" if inflow and basis == "executed" else basis


def _basis(title: Title | None) -> str | None:
    text = _WORDS["fund_names"].sub("", fold(title.text)) if title else ""
    return "executed" if "决算" in text else "budget" if "预算" in text else None


def _fund(title: Title | None, line: Line, column: Column, line_kind: str) -> str | None:
    """The nearest word: column, row, title, a single fund before 财政拨款; `total` where a form of sources prints their sum."""
    told = [f for f in (column.fund, line.fund, fund(title.text) if title else None) if f is not None]
    if told or title is None:
        return next((f for f in told if f != "fiscal"), "fiscal") if told else None
    sums_sources = title.form == "income" and column.totals_sources
    sums_rows = title.form == "income_expenditure_summary" and line.side == "income" and line_kind == "total"
    return "total" if sums_sources or sums_rows or (line.side == "income" and line.meaning == "subtotal") else None
