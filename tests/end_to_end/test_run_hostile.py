"""Files that hang, crash or explode cost their own rows and nothing else; a run that is killed loses nothing it committed."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import pipeline
from extractors.report import Report, report
from pipeline.run import Options, run
from pipeline.schema import TABLES

RUN_COLUMNS = {"run_id", "seen_run_id", "extracted_at", "duration_ms", "started_at", "ended_at"}


def hostile(data: bytes, name: str) -> Report:
    """The real front door, but for contents that do to a parser what damaged files have done."""
    if b"HANG" in data:
        time.sleep(600)
    if b"EXIT" in data:
        os._exit(7)
    if b"SEGFAULT" in data:
        ctypes.string_at(0)
    if b"EXPLODE" in data:
        bytearray(64 << 30)
    if b"KILLED" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"DEFECT" in data:
        raise IndexError("list index out of range")
    if b"SLOW" in data:
        time.sleep(0.2)
    return report(data, name)


def page(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    body = f"<h1>白沙镇2022年度项目支出绩效自评报告</h1><p>一、项目概况</p><p>{text}，全年支出3.2万元。</p>"
    (folder / name).write_text(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>", "utf-8")


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("HANG", "timeout", "took longer than 8 s"),
        ("EXIT", "reader_crashed", "exit code 7"),
        ("SEGFAULT", "reader_crashed", "SIGSEGV"),
        ("EXPLODE", "out_of_memory", "memory"),
        ("KILLED", "out_of_memory", "memory"),
        ("DEFECT", "reader_crashed", "IndexError at test_run_hostile.py"),
    ],
)
def test_a_hostile_file_costs_its_own_row_only(tmp_path: Path, word: str, code: str, said: str) -> None:
    for n in range(24):
        page(tmp_path / "raw", f"{n:02}.html", f"第{n}个项目")
    page(tmp_path / "raw", "11x.html", word)
    patience = 8 if code == "timeout" else 120  # a busy machine must not end what ends by itself
    summary = run([tmp_path / "raw"], tmp_path / "out", Options(jobs=2, timeout=patience, memory_mb=2048, front_door=hostile))
    assert (summary.ok, summary.failed, summary.documents) == (24, 1, 24)
    (failure,) = summary.failures
    assert failure.code == code
    assert said in failure.message
    assert failure.message.startswith("11x.html: ")
    assert ("run again" if word != "DEFECT" else "report it") in failure.message


KILLED_RUN = """
import sys
from pathlib import Path
import pipeline.run
from pipeline.run import Options, run
from test_run_hostile import hostile
pipeline.run.DOCUMENTS = 4
if __name__ == "__main__":
    run([Path(sys.argv[1])], Path(sys.argv[2]), Options(jobs=2, front_door=hostile), lambda step: print(step.done, flush=True))
"""


def started(raw: Path, out: Path, script: Path) -> subprocess.Popen[str]:
    """A run in a process of its own, which prints a line for every file it has read."""
    script.write_text(KILLED_RUN, "utf-8")
    here = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(here), str(here.parent.parent)))}
    return subprocess.Popen([sys.executable, str(script), str(raw), str(out)], stdout=subprocess.PIPE, env=environment, text=True)


def test_a_run_after_a_kill_leaves_what_an_undisturbed_run_leaves(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for n in range(30):
        page(raw, f"{n:02}.html", f"SLOW 第{n}个项目")
    with started(raw, out, tmp_path / "killed_run.py") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 14:
                process.send_signal(signal.SIGKILL)
                break
    committed = pipeline.tables(out)["documents"].num_rows
    assert 0 < committed < 30
    assert pipeline.tables(out)["runs"]["ended_at"].null_count == 1
    resumed = run([raw], out, Options(jobs=2))
    assert resumed.read == 30 - committed
    run([raw], tmp_path / "undisturbed", Options(jobs=2))
    for table in TABLES.keys() - {"runs"}:
        one, other = (
            pipeline.tables(folder)[table].drop_columns(sorted(RUN_COLUMNS & set(pipeline.tables(folder)[table].column_names)))
            for folder in (out, tmp_path / "undisturbed")
        )
        assert one.sort_by(TABLES[table].KEY).equals(other.sort_by(TABLES[table].KEY)), table
        globbed = sum(1 for _ in (out / table).glob("*.parquet"))
        assert globbed <= 6


def test_workers_of_a_killed_run_end_with_it_even_inside_a_hanging_file(tmp_path: Path) -> None:
    page(tmp_path / "raw", "0.html", "HANG")
    for n in range(8):
        page(tmp_path / "raw", f"1{n}.html", f"SLOW {n}")
    with started(tmp_path / "raw", tmp_path / "out", tmp_path / "killed_run.py") as process:
        assert process.stdout is not None
        process.stdout.readline()
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 2
        process.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(family, timeout=20)
    assert not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]
