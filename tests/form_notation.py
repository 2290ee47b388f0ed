"""How form tests write a page and its rows.

A page is text: lines that begin with `|` are the rows of a grid, all others paragraphs. In a grid `<` merges with the cell
at the left, `^` with the cell above, `⏎` is a line end inside a cell, `␣` an ideographic blank.
Expected rows are text too: the first line names the columns, an empty cell is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from extractors.document import Builder, Document, Place
from extractors.read import Read
from extractors.report import facts, read
from extractors.row import Fact

Grid = list[list[str]]
Part = str | Grid
TABLES = ("projects", "budget_figures", "rates", "indicators", "scores")


def parts(page: str) -> list[Part]:
    """Paragraphs and grids in order."""
    found: list[Part] = []
    for line in page.strip("\n").split("\n"):
        if line.startswith("|"):
            row = [cell.strip(" ").replace("⏎", "\n").replace("␣", "\u3000") for cell in line.strip().strip("|").split("|")]
            if found and isinstance(found[-1], list):
                found[-1].append(row)
            else:
                found.append([row])
        else:
            found.append(line)
    return [part for part in found if part]


def document(page: str | Sequence[Part], name: str = "form.docx") -> Document:
    """The document a reader with merged cells makes of a page."""
    builder = Builder()
    for part in parts(page) if isinstance(page, str) else page:
        if isinstance(part, str):
            builder.add("paragraph", part)
        else:
            _add(builder, part)
    return Document(name, "docx", tuple(builder.blocks), "notation")


def _add(builder: Builder, grid: Grid) -> None:
    table = builder.table()
    for row, cells in enumerate(grid):
        for col, text in enumerate(cells):
            if text not in ("<", "^"):
                rows, cols = _spans(grid, row, col)
                builder.add("cell", text, Place(table=table, row=row, col=col, rows=rows, cols=cols))


def _spans(grid: Grid, row: int, col: int) -> tuple[int, int]:
    cols = 1
    while col + cols < len(grid[row]) and grid[row][col + cols] == "<":
        cols += 1
    rows = 1
    while row + rows < len(grid) and col < len(grid[row + rows]) and grid[row + rows][col] == "^":
        rows += 1
    return rows, cols


def flattened(page: str | Sequence[Part]) -> str:
    """The page as Tika-like converters print it: TAB before every cell, the spans of merged cells lost."""
    lines: list[str] = []
    for part in parts(page) if isinstance(page, str) else page:
        if isinstance(part, str):
            lines.append(part)
            continue
        for row in part:
            lines += ["\t" + ("" if cell == "^" else cell) for cell in row if cell != "<"] + [""]
        lines += ["", ""]
    return "\n".join(lines) + "\n"


def piped(page: str) -> str:
    """The page as text whose cells are parted by pipes: blank cells are printed, the spans of merged ones lost."""

    def line(row: list[str]) -> str:
        return "| " + " | ".join("" if cell == "^" else cell.replace("\n", "<br>") for cell in row if cell != "<") + " |"

    return "\n".join(part if isinstance(part, str) else "\n".join(map(line, part)) + "\n" for part in parts(page)) + "\n"


def filled_up(page: str) -> str:
    """The page as converters of web pages print it: blank and merged cells are dropped, pipes at the line's end make up for them."""

    def line(row: list[str]) -> str:
        cells = [" ".join(cell.split()) for cell in row if cell not in ("<", "^") and cell.strip()]
        return " | ".join(cells) + " | " + "|" * (len(row) - len(cells))

    return "\n".join(part if isinstance(part, str) else "\n".join(map(line, part)) + "\n" for part in parts(page)) + "\n"


def spaced(page: str) -> str:
    """The page as text whose cells nothing but blanks part, blank and merged ones dropped."""

    def line(row: list[str]) -> str:
        return " ".join(" ".join(cell.split()) for cell in row if cell not in ("<", "^") and cell.strip())

    return "\n".join(part if isinstance(part, str) else "\n".join(map(line, part)) for part in parts(page)) + "\n"


def run_on(page: str) -> str:
    """The same, its line ends lost, too."""
    return " ".join(spaced(page).split("\n")).strip()


def stacked(page: str) -> str:
    """The page with a cell a line, blank and merged ones dropped."""

    def lines(row: list[str]) -> str:
        return "\n".join(" ".join(cell.split()) for cell in row if cell not in ("<", "^") and cell.strip())

    return "\n".join(part if isinstance(part, str) else "\n".join(map(lines, part)) for part in parts(page)) + "\n"


def rows(source: Document | Read) -> dict[str, list[Fact]]:
    """The facts of forms, in printing order."""
    told = facts(source if isinstance(source, Read) else read(source))
    return {table: sorted((f for f in told[table] if f.rule.startswith("form.")), key=lambda f: f.anchor) for table in TABLES}


def shown(found: Iterable[Fact], columns: Sequence[str], names: dict[str, str]) -> list[list[str]]:
    """Rows as the expectations write them."""
    return [[_shown(names.get(fact.project_id or "") if c == "project" else getattr(fact, c)) for c in columns] for fact in found]  # type: ignore[attr-defined]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return format(Decimal(str(value)).normalize(), "f")
    return str(value)


def table(text: str) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of an expectation."""
    lines = [[cell.strip(" ") for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    return lines[0], lines[1:]
