"""Write the sample reports of data/raw and the truth the golden tests hold them to, both from tools/samples/*.report.

    python tools/samples.py

A source begins with what no passage can say (`+++` TOML: document, projects), then one paragraph or table row a line:

    title: …          the report's title; `title2:` another bold centred line; `right:` a line at the right
    2: （一）…         a heading of depth 2; `2: 1.名称‖正文` an item with running text; `1u:` a heading whose number is part of its title
    @name             the project of the marks below; `@` alone: of none
    | a | {r2c3}b |   a table row; the braces tell how many rows and columns a cell covers, `\\n` breaks a line
    columns: …        the roles of the columns of the indicator rows below; `i| … |` is such a row
    n level1;level2| … an indicator sentence
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from markup import Truth

HERE = Path(__file__).parent
ROOT = HERE.parent
SPANS = re.compile(r"^\{(?:c(\d+))?(?:r(\d+))?\}")
HEADING = re.compile(r"^(\d)(u?): (.*)")
NUMBER = re.compile(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|（[0-9]+）|[0-9]+[.、])(.*)")
ALIGNED = {"title": WD_ALIGN_PARAGRAPH.CENTER, "title2": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
EPOCH = (2026, 1, 1, 0, 0, 0)


@dataclasses.dataclass
class Cell:
    text: str
    rows: int = 1
    cols: int = 1


@dataclasses.dataclass
class Sample:
    """One source, told apart: what is printed, in order, and what it is worth."""

    name: str
    form: str
    parts: list[tuple[str, Any]] = dataclasses.field(default_factory=list)
    truth: Truth = dataclasses.field(default_factory=Truth)
    project: str | None = None
    roles: list[str] = dataclasses.field(default_factory=list)
    levels: dict[str, str] = dataclasses.field(default_factory=dict)


def sample(path: Path) -> Sample:
    _, head, body = path.read_text("utf-8").split("+++\n", 2)
    facts = tomllib.loads(head)
    told = Sample(path.stem, facts["form"])
    told.truth.document, told.truth.projects = facts["document"], facts.get("projects", [])
    for line in body.splitlines():
        _line(told, line)
    return told


def _line(told: Sample, line: str) -> None:
    heading = HEADING.match(line)
    if heading:
        _heading(told, int(heading[1]), bool(heading[2]), heading[3])
    elif line.startswith("@"):
        told.project = line[1:] or None
    elif line.startswith(("title: ", "title2: ", "right: ")):
        told.parts.append(tuple(line.split(": ", 1)))  # type: ignore[arg-type]
    elif line.startswith("columns: "):
        told.roles, told.levels = line.split()[1:], {}
    elif line.startswith(("| ", "i| ")):
        _row(told, line)
    elif line.startswith("n "):
        _sentence(told, line[2:])
    else:
        told.parts.append(("text", told.truth.read(line, told.project)))


def _heading(told: Sample, depth: int, unnumbered: bool, text: str) -> None:
    title, cut, body = text.partition("‖")
    number = None if unnumbered else NUMBER.match(title)
    printed, words = (number[1], number[2]) if number else (None, title)
    told.truth.sections.append({"number": printed, "title": words, "depth": depth, "kind": "item" if cut else "heading"})
    told.parts.append((f"heading{depth}" if not cut else "text", title + told.truth.read(body, told.project)))


def _sentence(told: Sample, line: str) -> None:
    """An indicator sentence tells of its label what stands behind it; without a label the whole line tells."""
    levels, marked = line.split("| ", 1)
    level1, level2 = (None if level == "None" else level for level in levels.split(";"))
    text = told.truth.read(marked, told.project)
    label = re.match(rf"[^：。]{{0,5}}{level2}[：。]", text) if level2 else None
    row = {"level1": level1, "level2": level2, "level3": None, "target": None, "actual": text[label.end() if label else 0 :]}
    told.truth.indicators.append({"project": told.project, **row, "source": "narrative"})
    told.parts.append(("text", text))


def _row(told: Sample, line: str) -> None:
    cells = _cells(told, line)
    if line.startswith("i|"):
        _indicator(told, cells)
    if told.parts and told.parts[-1][0] == "table":
        told.parts[-1][1].append(cells)
    else:
        told.parts.append(("table", [cells]))


def _cells(told: Sample, line: str) -> list[Cell]:
    """The cells of a row; a bar inside a mark does not part cells."""
    body = re.sub(r"^i?\| ?", "", line).removesuffix("|")
    parts = re.split(r"\|(?![^⟦⟧]*⟧)", body)
    return [_cell(told, part.strip()) for part in parts]


def _cell(told: Sample, text: str) -> Cell:
    spans = SPANS.match(text)
    cols, rows = (int(spans[1] or 1), int(spans[2] or 1)) if spans else (1, 1)
    plain = told.truth.read(SPANS.sub("", text), told.project)
    return Cell(plain.replace("\\n", "\n"), rows, cols)


def _indicator(told: Sample, cells: list[Cell]) -> None:
    """An indicator row's truth: the cells by the roles of their columns, counted from the right, levels carried down."""
    roles = [role for role in told.roles if role != "-"]
    values = dict(zip(roles[-len(cells) :], (cell.text for cell in cells), strict=True))
    for level in ("level1", "level2"):
        if level in values:
            told.levels[level] = re.sub(r"\n?（[0-9]+分）", "", values[level])
    row = {role: values.get(role) or None for role in ("level3", "target", "actual", "weight", "score", "reason")}
    numbers = {role: float(row[role]) for role in ("weight", "score") if row[role]}  # type: ignore[arg-type]
    told.truth.indicators.append({"project": told.project, **told.levels, **row, **numbers, "source": "table"})


def write_docx(told: Sample) -> bytes:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = dt.datetime(*EPOCH)
    for kind, content in told.parts:
        if kind == "table":
            _docx_table(document, content)
        else:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(content)
            run.bold = kind.startswith(("title", "heading"))
            run.font.size = Pt(18 if kind == "title" else 14 if kind == "title2" else 12)
            paragraph.alignment = ALIGNED.get(kind)
    return _still(document)


def _docx_table(document: Any, rows: list[list[Cell]]) -> None:
    places = _placed(rows)
    width = max(left + cell.cols for _, left, cell in places)
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for top, left, cell in places:
        target = table.cell(top, left)
        if cell.rows > 1 or cell.cols > 1:
            target = target.merge(table.cell(top + cell.rows - 1, left + cell.cols - 1))
        first, *more = cell.text.split("\n")
        target.paragraphs[0].text = first
        for line in more:
            target.add_paragraph(line)


def _placed(rows: list[list[Cell]]) -> list[tuple[int, int, Cell]]:
    """Every cell with its row and column on the full grid."""
    taken: set[tuple[int, int]] = set()
    places = []
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            taken |= {(top + down, left + right) for down in range(cell.rows) for right in range(cell.cols)}
            places.append((top, left, cell))
            left += cell.cols
    return places


def _still(document: Any) -> bytes:
    """The package with fixed times, so that the same source gives the same bytes."""
    written, still = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return still.getvalue()


def write_text(told: Sample) -> bytes:
    """The flattened form a text converter leaves: TAB opens a cell, a blank line ends a row, two end a table."""
    lines: list[str] = []
    for kind, content in told.parts:
        if kind == "table":
            lines += [*_flat_rows(content), ""]
        else:
            lines.append(content)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _flat_rows(rows: list[list[Cell]]) -> list[str]:
    covered = {(top + down, left) for top, left, cell in _placed(rows) for down in range(1, cell.rows)}
    starts = {(top, left): cell for top, left, cell in _placed(rows)}
    lines = []
    for top in range(len(rows)):
        for _, left in sorted(place for place in set(starts) | covered if place[0] == top):
            lines.append("\t" + (starts[top, left].text if (top, left) in starts else ""))
        lines.append("")
    return lines


def main() -> None:
    for path in sorted((HERE / "samples").glob("*.report")):
        told = sample(path)
        content = write_docx(told) if told.form == "docx" else write_text(told)
        (ROOT / "data/raw" / f"{told.name}.{told.form}").write_bytes(content)
        truth = json.dumps(dataclasses.asdict(told.truth), ensure_ascii=False, indent=1) + "\n"
        (ROOT / "tests/golden/samples" / f"{told.name}.json").write_text(truth, "utf-8")
        print(f"{told.name}.{told.form}: {len(told.truth.budget_figures)} figures, {len(told.truth.indicators)} indicators")


if __name__ == "__main__":
    main()
