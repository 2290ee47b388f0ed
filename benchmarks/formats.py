"""Every reader against what else reads its format: time a file, and the share of cells and paragraphs each finds as printed.
Then the memory that PDFs of 100 and of 500 pages take: what a page more costs, and how much of that its blocks are.

    python benchmarks/formats.py [SUFFIX ...]

Reads ../shared/corpus where it is present (its truth files say what is printed), else data/raw and tests/golden/formats, where the Word
file is the truth. Times are processor time, the best of three runs; LibreOffice, which works in processes of its own, is timed by the
clock over one batched call. Trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import docx
import openpyxl
import pandas
import pdfplumber
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from extractors import readers
from extractors.word import soffice

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
RUNS, SHORT, LONG = 3, 100, 500
Texts = Counter[str]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands in a report, without white space; empty texts do not count."""

    cells: Texts
    paragraphs: Texts


def _python_docx(data: bytes) -> Texts:
    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    return _bag(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _pdfplumber(data: bytes) -> Texts:
    cells = Texts()
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.extract_text()
            cells.update(_bag(text or "" for table in page.extract_tables() for row in table for text in row))
            page.close()
    return cells


def _pandas(data: bytes) -> Texts:
    try:
        tables = pandas.read_html(io.BytesIO(data), encoding="utf-8", flavor="lxml")
    except ValueError:  # its word for a page without tables
        return Texts()
    return _bag(str(value) for table in tables for row in (table.columns, *table.to_numpy()) for value in row)


def _openpyxl(data: bytes) -> Texts:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return _bag(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


PEERS: dict[str, tuple[str, Callable[[bytes], Texts] | None]] = {
    "docx": ("python-docx", _python_docx),
    "pdf": ("pdfplumber", _pdfplumber),
    "html": ("pandas, which reads the tables alone", _pandas),
    "xlsx": ("openpyxl", _openpyxl),
    "doc": ("LibreOffice", None),
    "rtf": ("LibreOffice", None),
    "odt": ("LibreOffice", None),
}


def main(suffixes: list[str]) -> None:
    print(f"{'file':32} {'KB':>6} {'ours ms':>8} {'peer ms':>8} {'ratio':>7}  {'cells: ours':>11} {'peer':>7}  {'paragraphs':>10}")
    for suffix in suffixes or PEERS:
        files = list(_files(suffix))
        if files:
            _format(suffix, files)
    if not suffixes or "pdf" in suffixes:
        _memory()


def _format(suffix: str, files: list[Path]) -> None:
    name, peer = PEERS[suffix]
    batched = _libreoffice(files) if peer is None else None
    spent = waited = 0.0
    for path in files:
        data, truth = path.read_bytes(), _truth(path)
        ours, found = _timed(lambda: _ours(data))  # noqa: B023 - called at once
        theirs, cells = _timed(lambda: peer(data)) if peer else (batched, Texts())  # noqa: B023
        spent, waited = spent + ours, waited + (theirs or 0.0)
        shares = f"{_share(found.cells, truth.cells):>11} {_share(cells, truth.cells) if peer else '-':>7}  "
        paragraphs = _share(found.paragraphs, truth.paragraphs) if suffix != "xlsx" else "-"  # its sheets hold the forms alone
        print(f"{path.name:32} {len(data) >> 10:6} {1000 * ours:8.2f} {_against(ours, theirs)}  {shares}{paragraphs:>10}")
    total = _against(spent / len(files), waited / len(files) or None)
    print(f"{f'{suffix}: mean, against {name}':39} {1000 * spent / len(files):8.2f} {total}\n")


def _against(ours: float, theirs: float | None) -> str:
    return f"{'-':>8} {'-':>7}" if theirs is None else f"{1000 * theirs:8.1f} {theirs / ours:6.1f}x"


def _files(suffix: str) -> Iterator[Path]:
    if CORPUS.is_dir():
        yield from sorted(path for path in CORPUS.glob(f"*.{suffix}") if ".scan" not in path.name)
    else:
        yield from sorted([*(ROOT / "data/raw").glob(f"*.{suffix}"), *(ROOT / "tests/golden/formats").glob(f"*.{suffix}")])


def _truth(path: Path) -> Printed:
    if CORPUS.is_dir():
        return _of_corpus(path.name.split(".")[0])
    return _ours((ROOT / "data/raw" / path.with_suffix(".docx").name).read_bytes())


@cache
def _of_corpus(report: str) -> Printed:
    told = json.loads((CORPUS / "truth" / f"{report}.json").read_text("utf-8"))
    cells = _bag(cell["t"] for block in told if "table" in block for row in block["table"]["rows"] for cell in row)
    return Printed(cells, _bag(block["p"] for block in told if "p" in block))


def _ours(data: bytes) -> Printed:
    blocks = readers.read(data, "report").blocks
    return Printed(*(_bag(block.text for block in blocks if block.kind == kind) for kind in ("cell", "paragraph")))


def _bag(texts: Iterable[str]) -> Texts:
    return Texts(bare for text in texts if (bare := "".join(text.split())))


def _share(found: Texts, truth: Texts) -> str:
    return f"{100 * sum((found & truth).values()) / truth.total():.1f}%" if truth else "-"


def _timed(work: Callable[[], Made]) -> tuple[float, Made]:
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        made = work()
        best = min(best, time.process_time() - start)
    return best, made


def _libreoffice(files: list[Path]) -> float | None:
    """Seconds a file, all converted to text in one call."""
    if soffice.program() is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [str(soffice.program()), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
        start = time.perf_counter()
        subprocess.run([*command, *map(str, files)], capture_output=True, check=True)
        return (time.perf_counter() - start) / len(files)


def _memory() -> None:
    """Each in a process of its own, whose peak is the reader's."""
    peaks = {}
    for pages in (SHORT, LONG):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            before, after, blocks, size = pool.apply(_peaks, (_report_of(pages),))
        peaks[pages] = after - before, size
        above = f"{after - before:.0f} MB above the {before:.0f} MB of the program and the file"
        print(f"pdf of {pages} pages, {blocks} blocks: {above}; the blocks alone are {size:.0f} MB")
    peak, size = ((peaks[LONG][n] - peaks[SHORT][n]) * 1024 / (LONG - SHORT) for n in (0, 1))
    print(f"a page more: {peak:.0f} KB, of which its blocks are {size:.0f} KB")


def _peaks(data: bytes) -> tuple[float, float, int, float]:
    readers.read(_report_of(2), "short.pdf")  # what the reader loads once
    before = _peak()
    blocks = readers.read(data, "long.pdf").blocks
    after = _peak()
    return before, after, len(blocks), _weight(blocks, set()) / 1024 / 1024


def _weight(thing: object, known: set[int]) -> int:
    """Bytes of a value and of all it is made of, each counted once, as the allocator rounds them."""
    if id(thing) in known:
        return 0
    known.add(id(thing))
    own = (sys.getsizeof(thing) + 15) // 16 * 16
    if isinstance(thing, tuple):
        return own + sum(_weight(part, known) for part in thing)
    if is_dataclass(thing):
        return own + sum(_weight(getattr(thing, part.name), known) for part in fields(thing))
    return own


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _report_of(pages: int) -> bytes:
    """Pages of prose and forms."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(595, 842))
    for page in range(pages):
        paper.setFont("STSong-Light", 12)
        for line in range(8):
            paper.drawString(72, 800 - 20 * line, "本年度项目资金按照进度安排使用，年末完成了全部预定任务和绩效目标。")
        paper.setFont("STSong-Light", 9)
        for row in range(30):
            for col in range(8):
                paper.rect(60 + 60 * col, 600 - 18 * row, 60, 18)
                paper.drawString(63 + 60 * col, 605 - 18 * row, f"{page}-{row}-{col}" if col else f"指标{page * 30 + row}")
        paper.showPage()
    paper.save()
    return out.getvalue()


if __name__ == "__main__":
    main([suffix.lstrip(".") for suffix in sys.argv[1:]])
