"""Whole account and budget books: every number of every statement form is read, from every shape a book comes in."""

from __future__ import annotations

import io
import tomllib
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import docx
import pytest
import regex
from form_notation import document, flattened, parts

from extractors import readers
from extractors.document import Document
from extractors.numbers.amounts import bare
from extractors.read import Read
from extractors.report import facts, read
from extractors.tables.statement_lines import StatementLine

HERE = Path(__file__).parent / "statements"
BOOKS = sorted(HERE.glob("*.toml"))
FIELDS = (
    *("form", "form_title", "side", "code", "code_kind", "name", "level", "line_kind", "column_path"),
    *("measure", "fund_source", "expenditure_kind", "amount_yuan", "amount_text", "year"),
)
AMOUNT = regex.compile(r"-?[0-9,]+\.[0-9]{2}|[0-9]{1,3}(?:,[0-9]{3})+|0")


def page(path: Path) -> str:
    return str(tomllib.loads(path.read_text("utf-8"))["page"])


def lines(told: Read) -> list[StatementLine]:
    return sorted((f for f in facts(told)["statement_lines"] if isinstance(f, StatementLine)), key=lambda f: f.anchor)


def shown(found: list[StatementLine]) -> list[str]:
    return ["|".join(_shown(getattr(line, field)) for field in FIELDS) for line in found]


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.quantize(Decimal("0.01")), "f")
    return "" if value is None else " > ".join(value) if isinstance(value, tuple) else str(value)


def word_file(text: str) -> bytes:
    """The page as a Word file with real merged cells."""
    made = docx.Document()
    for part in parts(text):
        if isinstance(part, str):
            made.add_paragraph(part)
            continue
        table = made.add_table(len(part), len(part[0]), "Table Grid")
        for r, row in enumerate(part):
            for c, cell in enumerate(row):
                if cell == "<":
                    table.cell(r, c - 1).merge(table.cell(r, c))
                elif cell == "^":
                    table.cell(r - 1, c).merge(table.cell(r, c))
        for r, row in enumerate(part):
            for c, cell in enumerate(row):
                if cell not in ("<", "^"):
                    table.cell(r, c).text = cell
        made.add_paragraph("")
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_book_gives_exactly_its_lines(path: Path, request: pytest.FixtureRequest) -> None:
    golden = path.with_suffix(".lines")
    found = shown(lines(read(document(page(path)))))
    if request.config.getoption("--regenerate"):
        golden.write_text("\n".join(["|".join(FIELDS), *found]) + "\n", "utf-8")
    assert ["|".join(FIELDS), *found] == golden.read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_book_whose_merged_cells_lost_their_spans_gives_the_same_lines(path: Path) -> None:
    told = read(readers.read(flattened(page(path)).encode(), "book.txt"))
    assert shown(lines(told)) == path.with_suffix(".lines").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_book_as_a_word_file_gives_the_same_lines(path: Path) -> None:
    told = read(readers.read(word_file(page(path)), "book.docx"))
    assert shown(lines(told)) == path.with_suffix(".lines").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_every_amount_of_a_form_is_a_line_and_no_code_is(path: Path) -> None:
    told = read(document(page(path)))
    forms = {order for statement in told.statements for grid in statement.grids for order in range(grid.first, grid.last + 1)}
    amounts = {order for order in forms if AMOUNT.fullmatch(told.document.blocks[order].text.strip())}
    assert {line.anchor.block for line in lines(told)} == amounts


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_number_of_a_form_is_no_figure_and_belongs_to_its_line(path: Path) -> None:
    found = facts(read(document(page(path))))
    own = {line.anchor: line.key for line in found["statement_lines"]}
    assert not own.keys() & {figure.anchor for figure in found["budget_figures"]}
    claimed = {mention.anchor: mention.claimed_by for mention in found["mentions"] if mention.anchor in own}  # type: ignore[attr-defined]
    assert claimed == own


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_an_amount_read_again_from_its_quote_and_its_unit_is_the_same(path: Path) -> None:
    source = document(page(path))
    for line in lines(read(source)):
        unit = next(e.span for e in line.evidence if e.field == "unit")
        again = bare(source, line.anchor, source.text(unit))
        assert again is not None
        assert again.value == line.amount_yuan


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_code_name_and_column_stand_where_their_evidence_says(path: Path) -> None:
    source = document(page(path))
    for line in lines(read(source)):
        assert _printed(source, line, "code") == (line.code or "")
        assert _printed(source, line, "name") == (line.name or "")
        assert _printed(source, line, "column") == "".join(line.column_path or ())
        assert _printed(source, line, "form_title") == line.form_title


def _printed(source: Document, line: StatementLine, field: str) -> str:
    return "".join("".join(source.text(e.span).split()) for e in line.evidence if e.field == field)


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_what_is_read_adds_up(path: Path) -> None:
    """类 = sum of 款 = sum of 项, 合计 = sum of 类, both sides of a summary alike: a line read in the wrong place would break it."""
    columns: dict[object, list[StatementLine]] = defaultdict(list)
    for line in lines(read(document(page(path)))):
        columns[line.form, line.side, line.column_path, line.code_kind if line.form == "basic_expenditure" else None].append(line)
    checked = 0
    for members in columns.values():
        for line in members:
            inner = [
                m.amount_yuan for m in members if line.code and m.code and m.code.startswith(line.code) and m.level == (line.level or 0) + 1
            ]
            checked += bool(inner)
            assert not inner or sum(inner) == line.amount_yuan
        classes, total = [m.amount_yuan for m in members if m.level == 1], [m for m in members if m.line_kind == "total" and not m.code]
        if classes and len(total) == 1 and members[0].form != "basic_expenditure":
            checked += 1
            assert total[0].amount_yuan == sum(classes)
    sides = {line.side: line.amount_yuan for members in columns.values() for line in members if _closes_summary(line)}
    assert sides["income"] == sides["expenditure"]
    assert checked > 20


def _closes_summary(line: StatementLine) -> bool:
    return (
        line.form == "income_expenditure_summary"
        and line.line_kind == "total"
        and (line.column_path or ("",))[-1] in ("预算数", "决算数", "金额", "合计")
    )
