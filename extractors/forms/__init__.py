"""Evaluation forms (绩效自评表 and all their sisters): which grids are forms, what each tells, and what nobody knew.

`forms(document, grids, mentions)` reads them; statement forms of account books are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from extractors.document import Block, Document, Grid, Mention, Span
from extractors.forms.bands import FUNDS, INDICATORS, LISTING, MONEY, Band, Pair, Stray, cut, listing_head
from extractors.forms.cells import Cell, Sheet, number, printed_unit, sheet
from extractors.forms.costs import cost_money
from extractors.forms.cover import Cover, covers
from extractors.forms.funds import form_unit, money
from extractors.forms.indicators import lines
from extractors.forms.listing import listed
from extractors.forms.model import Form, FormFacts, Money, Ratio
from extractors.forms.money import Printed, Unit, printed
from extractors.forms.money_tables import has_numbers, is_list, money_tables
from extractors.forms.names import name_key, without_code
from extractors.forms.scores import joined, marks
from extractors.forms.turned import upright
from extractors.forms.words import FUND_ROLES, word
from extractors.frozen import changed
from extractors.numbers.digits import arabic_years
from extractors.statements.sheets import claimed

_HEAD_ROWS = 5
_ENDING = 16  # characters at the end of a paragraph in which it tells the unit of the table below it
_ABOVE = 5  # blocks above a grid in which its title and unit line stand
_FISCAL = re.compile(r"((?:19|20)[0-9０-９]{2})\s*年\s*度")
_YEAR = re.compile(r"((?:19|20)[0-9０-９]{2})\s*年(?!\s*[0-9０-９]{1,2}\s*月)")

Piece = Band | Pair | Stray


__all__ = ["FormFacts", "bare_mentions", "forms", "found_forms", "unmatched"]


def forms(
    document: Document, grids: Sequence[Grid], mentions: Sequence[Mention], statements: Container[int] | None = None
) -> tuple[FormFacts, ...]:
    """What every form of the document tells, in order; forms about one project share the span of its first name."""
    every = list(found_forms(document, grids, statements))
    seen = printed(document, mentions if every else ())
    named: dict[str, Span] = {}
    found: list[FormFacts] = []
    for form in every:
        unit = form_unit(form)
        found.append(_facts(form, document, seen, unit, named))
        found.extend(_listed(form, document, seen, unit, named))
    return tuple(found)


def bare_mentions(found: Sequence[FormFacts]) -> Iterator[Mention]:
    """The numbers that are mentions only because a form gives them a role."""
    for facts in found:
        told = [m.mention for m in facts.money] + [r.mention for r in facts.ratios]
        yield from (mention for mention in told if mention.rule.endswith(".bare"))


def _facts(form: Form, document: Document, seen: Printed, unit: Unit | None, named: dict[str, Span]) -> FormFacts:
    project = None if form.name is None else named.setdefault(name_key(document.text(form.name)), form.name)
    found = list(money(form, seen, unit))
    rows = tuple(lines(form))
    costs = cost_money(rows, document.blocks, document.text, seen, unit)
    amounts = tuple(_once([*(m for m in found if isinstance(m, Money)), *costs]))
    scores = joined(list(marks(form)))
    if not (project or amounts or rows or any(mark.score for mark in scores)):
        scores = []  # a blank form prints full marks and tells nothing
    return FormFacts(form, project, amounts, tuple(r for r in found if isinstance(r, Ratio)), tuple(scores), rows)


def _listed(form: Form, document: Document, seen: Printed, unit: Unit | None, named: dict[str, Span]) -> Iterator[FormFacts]:
    """A table with a project in every row: each row is a form of one line."""
    for row in listed(form, seen, unit):
        name = row.name if row.name is None else named.setdefault(name_key(document.text(row.name)), row.name)
        own = Form(row.parties, row.name, row.first, row.last, form.year, form.unit)
        yield FormFacts(own, name, row.money, row.ratios, () if row.total is None else (row.total,))


def _once(found: Sequence[Money]) -> Iterator[Money]:
    """A cell merged over several rows tells its amount once."""
    seen: set[Span] = set()
    for item in found:
        if item.mention.span not in seen:
            seen.add(item.mention.span)
            yield item


def found_forms(document: Document, grids: Sequence[Grid], statements: Container[int] | None = None) -> Iterator[Form]:
    """Every form of the document, in order: grids cut at project names, cut-off grids joined to the form before; `statements`
    are the numbers of the grids that are statement forms, where these were read."""
    blocks, current, end = document.blocks, None, 0
    statements = claimed(blocks, grids) if statements is None else statements
    for grid in grids:
        cover = covers(blocks, end, grid.first)
        end = grid.last + 1
        if grid.number in statements:
            continue
        page = upright(sheet(blocks, grid))
        joins = current is not None and not cover.name and _goes_on(blocks, current, page)
        pieces = _pieces(blocks, page, _last_band(current) if joins and current else None)
        for part in _parts(pieces):
            form = _form(blocks, page, part, cover)
            if joins and current is not None and form.name is None:
                current = changed(current, pieces=current.pieces + form.pieces, last=form.last)
            else:
                if current is not None:
                    yield current
                current = form if _tells(form) else None
            joins, cover = current is not None, changed(cover, pairs=(), name=None)
    if current is not None:
        yield current
    last = covers(blocks, end, len(blocks))
    if last.name is not None:
        yield Form(last.pairs, last.name, last.name.block, len(blocks) - 1, last.year, None)


def _pieces(blocks: Sequence[Block], page: Sheet, before: Band | None) -> tuple[Piece, ...]:
    """The bands and labels of a grid; one without any band, or with a plain list, may be a table of money."""
    pieces = tuple(cut(page, before))
    bands = [p for p in pieces if isinstance(p, Band)]
    plain = len(bands) == len(pieces) and is_list(page, bands)
    if not plain and (any(not _is_mute(band) for band in bands) or any(_named(p) is not None for p in pieces)):
        return pieces
    captions = [b.text for b in reversed(_lines_above(blocks, page)) if len(b.text) < 80]
    return money_tables(page, captions) or pieces


def _is_mute(band: Band) -> bool:
    """县区 | 中央资金 | 省级资金: sources without a word that says whether they were planned, came or went."""
    if band.kind != FUNDS or any(c.role in FUND_ROLES for c in band.columns):
        return False
    return not any(c.word.column in FUND_ROLES for row in band.rows for c in band.sheet.rows[row])


def _lines_above(blocks: Sequence[Block], page: Sheet) -> list[Block]:
    first = page.grid.first
    return [b for b in blocks[max(0, first - _ABOVE) : first] if b.kind != "cell"]


def _tells(form: Form) -> bool:
    """A grid without bands and without a project is no form."""
    return form.name is not None or any(True for _ in form.bands)


def _parts(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Two forms in one grid part where a second project is named."""
    part: list[Piece] = []
    name: str | None = None
    for piece in pieces:
        own = _named(piece)
        if own is not None and name is not None and name_key(own.value) != name:
            yield tuple(part)
            part = []
        name = name_key(own.value) if own is not None else name
        part.append(piece)
    if part:
        yield tuple(part)


def _named(piece: Piece) -> Cell | None:
    if isinstance(piece, Pair) and piece.label.word.label == "name" and piece.value is not None:
        return piece.value if number(piece.value.value) is None else None
    return None


def _form(blocks: Sequence[Block], page: Sheet, pieces: tuple[Piece, ...], cover: Cover) -> Form:
    own = next((n for p in pieces if (n := _named(p)) is not None), None)
    name = without_code(own) if own is not None else cover.name
    first, last = page.grid.first, page.grid.last
    head = [*page.rows[0], *(page.rows[1] if page.grid.height > 1 else ())]
    above = reversed(_lines_above(blocks, page))
    texts = [(c.text, c.block) for c in head if c.cols == page.grid.width] + [(b.text, b.order) for b in above]
    years = (m for pattern in (_FISCAL, _YEAR) for text, _ in texts if len(text) < 80 and (m := pattern.search(arabic_years(text))))
    year = next((int(m[1]) for m in years), None)
    units = (u for text, block in texts if "元" in text and len(text) < 60 and (u := printed_unit(text, block)))
    unit = next(units, None) or _ending_unit(blocks[first - 1] if first else None)
    return Form((*cover.pairs, *pieces), name, first, last, _told_year(pieces) or year or cover.year, unit)


def _ending_unit(above: Block | None) -> Unit | None:
    """…，具体情况见下表（单位：元）： the unit at the end of a paragraph right above a table."""
    end = "" if above is None else above.text[-_ENDING:]
    start = end.rfind("单位")
    found = None if above is None or start < 0 else printed_unit(end[start:], above.order)
    if above is None or found is None:
        return None
    unit, (_, begin, stop) = found
    shift = len(above.text) - len(end) + start
    return unit, Span(above.order, begin + shift, stop + shift)


def _told_year(pieces: Sequence[Piece]) -> int | None:
    for piece in pieces:
        if isinstance(piece, Pair) and piece.label.word.label == "year" and piece.value is not None:
            found = re.search(r"(?:19|20)[0-9]{2}", arabic_years(piece.value.value))
            return int(found.group()) if found else None
    return None


def _goes_on(blocks: Sequence[Block], form: Form, page: Sheet) -> bool:
    """Whether a grid is the rest of the form above it: nothing but page marks between, the same width, no name of its own."""
    between = blocks[form.last + 1 : page.grid.first]
    if any(b.kind not in ("header", "footer", "note") and b.text.strip() and len(b.text.strip()) > 6 for b in between):
        return False
    return not any(cell.word.label == "name" for row in page.rows[:_HEAD_ROWS] for cell in row)


def _last_band(form: Form) -> Band | None:
    """The band a page break may have cut: only the last one, and only rows without a header of their own continue it."""
    last = form.pieces[-1] if form.pieces else None
    return last if isinstance(last, Band) and last.kind == INDICATORS else None


def unmatched(document: Document, grids: Sequence[Grid]) -> Iterator[tuple[str, Span]]:
    """Header cells and row labels nobody knew: the pattern file they belong to, and where they stand."""
    for form in found_forms(document, grids):
        for piece in form.pieces:
            if isinstance(piece, Stray):
                yield from (("labels", c.span) for c in piece.cells[:1] if len(piece.cells) > 1 and _is_unknown(c))
            elif isinstance(piece, Band):
                yield from _unknown_in(piece)


def _unknown_in(band: Band) -> Iterator[tuple[str, Span]]:
    name = listing_head(band.columns) if band.kind == LISTING else None
    for column in band.columns:
        if column.words[-1] is name:
            continue
        if column.role is None and column.source is None and (band.kind != MONEY or has_numbers(band.sheet, column, band.rows)):
            yield from (("columns", w.span) for w in column.words if w is not band.side and _is_unknown(w))
    if band.kind == FUNDS:
        yield from (("funds", c.span) for c in _row_labels(band) if _is_unknown(c))


def _row_labels(band: Band) -> Iterator[Cell]:
    """The labels of funds rows; what stands under a header of its own is no label."""
    first = min((c.col for c in band.columns if c.role), default=0)
    headed = {col for c in band.columns if band.side not in c.words for col in range(c.col, c.col + c.cols)}
    for row in band.rows:
        yield from (c for c in band.sheet.new[row] if c.col < first and c.col not in headed)


def _is_unknown(cell: Cell) -> bool:
    return not word(cell.value).known and 1 < len("".join(cell.value.split())) <= 16 and number(cell.value) is None
