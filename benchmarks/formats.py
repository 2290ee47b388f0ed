"""The PDF reader against pdfplumber (text + extract_tables): time a page, and the share of table cells each finds as printed.
The readers of .doc and .rtf against LibreOffice, where it and ../shared/corpus are: time a file (LibreOffice in one batched call).

    python benchmarks/formats.py [files.pdf ...]

Without files: ../shared/corpus where it is present (its truth files say what the cells hold), else a report of its own making.
Times are processor time, the best of three runs; trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from extractors import readers, soffice
from extractors.readers import pdf

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
RUNS = 3
Cells = Counter[str]


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    data: bytes
    truth: Cells | None


def main(paths: list[str]) -> None:
    reports = [Report(Path(p).name, Path(p).read_bytes(), None) for p in paths] or list(_corpus()) or [_own()]
    print(f"{'file':24} {'pages':>5} {'ours ms/page':>13} {'pdfplumber':>11} {'ratio':>6}   {'cells: ours':>11} {'pdfplumber':>11}")
    for report in reports:
        pages = pdf.read(report.data, report.name).page_count or 1
        ours, our_cells = _timed(lambda: _ours(report.data))  # noqa: B023 - called at once
        theirs, their_cells = _timed(lambda: _pdfplumber(report.data))  # noqa: B023
        found = "   ".join(f"{_share(cells, report.truth):>11}" for cells in (our_cells, their_cells))
        print(f"{report.name:24} {pages:5} {1000 * ours / pages:13.2f} {1000 * theirs / pages:11.2f} {theirs / ours:5.1f}x   {found}")


def _timed(work: Callable[[], Cells]) -> tuple[float, Cells]:
    best, cells = float("inf"), Cells()
    for _ in range(RUNS):
        start = time.process_time()
        cells = work()
        best = min(best, time.process_time() - start)
    return best, cells


def _ours(data: bytes) -> Cells:
    return Cells(_bare(block.text) for block in pdf.read(data, "x.pdf").blocks if block.kind == "cell" and block.text.strip())


def _pdfplumber(data: bytes) -> Cells:
    cells = Cells()
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.extract_text()
            cells.update(_bare(text) for table in page.extract_tables() for row in table for text in row if text and text.strip())
            page.close()
    return cells


def _bare(text: str) -> str:
    return "".join(text.split())


def _share(cells: Cells, truth: Cells | None) -> str:
    if not truth:
        return "-"
    return f"{100 * sum((cells & truth).values()) / sum(truth.values()):.1f}%"


def _corpus() -> Iterator[Report]:
    for path in sorted(CORPUS.glob("[0-9][0-9][0-9].pdf")):
        yield Report(path.name, path.read_bytes(), _truth(CORPUS / "truth" / f"{path.stem}.json"))


def _truth(path: Path) -> Cells:
    tables = [block["table"] for block in json.loads(path.read_text("utf-8")) if "table" in block]
    return Cells(_bare(cell["t"]) for table in tables for row in table["rows"] for cell in row if _bare(cell["t"]))


def _own() -> Report:
    """Forty pages of prose and forms."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out, truth = io.BytesIO(), Cells()
    paper = canvas.Canvas(out, pagesize=(595, 842))
    xs = [60 + 60 * n for n in range(9)]
    for page in range(40):
        paper.setFont("STSong-Light", 12)
        for line in range(8):
            paper.drawString(72, 800 - 20 * line, "本年度项目资金按照进度安排使用，年末完成了全部预定任务和绩效目标。")
        paper.setFont("STSong-Light", 9)
        for row in range(30):
            for col, x in enumerate(xs[:-1]):
                paper.rect(x, 600 - 18 * row, 60, 18)
                text = f"{page}-{row}-{col}" if col else f"指标{page * 30 + row}"
                paper.drawString(x + 3, 605 - 18 * row, text)
                truth[text] += 1
        paper.showPage()
    paper.save()
    return Report("generated.pdf", out.getvalue(), truth)


def word_97() -> None:
    """Ours by its processor time, LibreOffice by the clock: it works in processes of its own."""
    for suffix in ("doc", "rtf"):
        files = sorted(CORPUS.glob(f"*.{suffix}"))
        theirs = _libreoffice(files)
        if theirs is None:
            return
        print(f"\n{'file':24} {'size KB':>8} {'ours ms':>9}")
        spent = 0.0
        for path in files:
            data = path.read_bytes()
            ours, _ = _timed(lambda: Cells(map(_bare, (block.text for block in readers.read(data, path.name).blocks))))  # noqa: B023
            print(f"{path.name:24} {len(data) // 1024:8} {1000 * ours:9.2f}")
            spent += ours / len(files)
        print(f"{'mean':24} {'':8} {1000 * spent:9.2f}   LibreOffice {1000 * theirs:.0f} ms, {theirs / spent:.0f}x")


def _libreoffice(files: list[Path]) -> float | None:
    """Seconds a file, all converted to text in one call."""
    if not files or soffice.program() is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [str(soffice.program()), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
        start = time.perf_counter()
        subprocess.run([*command, *map(str, files)], capture_output=True, check=True)
        return (time.perf_counter() - start) / len(files)


if __name__ == "__main__":
    main(sys.argv[1:])
    if not sys.argv[1:]:
        word_97()
