"""A run leaves a row for every path, reads nothing twice, and the same content gives the same rows."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pytest

import pipeline
from pipeline.run import Options, Step, run
from pipeline.schema import TABLES
from pipeline.store_tables import Tables

RUN_COLUMNS = {"run_id", "seen_run_id", "extracted_at", "duration_ms", "started_at", "ended_at"}
LOCAL = Options(jobs=2)
INLINE = Options(engine="inline")


def write(folder: Path, name: str, agency: str, amount: str = "12.5") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    title = f"<h1>{agency}2021年度部门整体支出绩效自评报告</h1><p>一、基本情况</p>"
    body = f"{title}<p>全年预算{amount}万元，实际支出{amount}万元，执行率100%。</p>"
    path.write_text(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>", "utf-8")
    return path


def content(tables: Tables, table: str) -> pa.Table:
    """A table without what differs from run to run."""
    kept = [name for name in tables[table].column_names if name not in RUN_COLUMNS]
    return tables[table].select(kept).sort_by(TABLES[table].KEY)


def inputs(out: Path) -> dict[str, dict[str, object]]:
    return {row["file_name"]: row for row in pipeline.tables(out)["inputs"].to_pylist()}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    for n, agency in enumerate(("青禾县水务局", "青禾县林业局", "青禾县教育局")):
        write(folder, f"{n}.html", agency)
    return folder


def test_every_path_has_a_row_and_every_content_its_tables(raw: Path, tmp_path: Path) -> None:
    (raw / "~$0.docx").write_bytes(b"x")
    (raw / "empty.html").write_bytes(b"")
    summary = run([raw], tmp_path / "out", LOCAL)
    told = inputs(tmp_path / "out")
    assert {name: row["status"] for name, row in told.items()} == {
        "0.html": "ok",
        "1.html": "ok",
        "2.html": "ok",
        "empty.html": "failed",
        "~$0.docx": "failed",
    }
    assert (summary.found, summary.read, summary.ok, summary.failed, summary.documents) == (5, 4, 3, 1, 3)
    assert [one.source_uri.rsplit("/", 1)[-1] for one in summary.set_aside] == ["~$0.docx"]
    assert "empty.html" in str(told["empty.html"]["error_message"])
    assert pipeline.tables(tmp_path / "out")["mentions"].num_rows >= 9


def test_documents_tell_their_run_their_path_and_their_version(raw: Path, tmp_path: Path) -> None:
    summary = run([raw], tmp_path / "out", LOCAL)
    rows = pipeline.tables(tmp_path / "out")["documents"].to_pylist()
    assert {row["run_id"] for row in rows} == {summary.run_id}
    assert {row["extractor_version"] for row in rows} == {summary.version}
    assert {row["file_name"] for row in rows} == {"0.html", "1.html", "2.html"}
    assert all(row["extracted_at"] is not None and row["duration_ms"] >= 0 for row in rows)


def test_a_second_run_reads_nothing(raw: Path, tmp_path: Path) -> None:
    first = run([raw], tmp_path / "out", LOCAL)
    second = run([raw], tmp_path / "out", LOCAL)
    assert (second.read, second.unchanged, second.documents) == (0, 3, 3)
    tables = pipeline.tables(tmp_path / "out")
    assert set(tables["documents"]["run_id"].to_pylist()) == {first.run_id}
    assert set(tables["inputs"]["seen_run_id"].to_pylist()) == {second.run_id}
    assert tables["runs"].num_rows == 2


def test_a_changed_file_is_read_again_and_its_old_content_goes(raw: Path, tmp_path: Path) -> None:
    run([raw], tmp_path / "out", INLINE)
    write(raw, "1.html", "青禾县审计局")
    assert run([raw], tmp_path / "out", INLINE).read == 1
    tables = pipeline.tables(tmp_path / "out")
    assert tables["documents"].num_rows == 3
    assert "林业局" not in "".join(tables["blocks"]["text"].to_pylist())


def test_a_touched_file_is_hashed_and_not_read(raw: Path, tmp_path: Path) -> None:
    run([raw], tmp_path / "out", INLINE)
    os.utime(raw / "1.html", ns=(0, 0))
    assert run([raw], tmp_path / "out", INLINE).read == 0
    assert str(inputs(tmp_path / "out")["1.html"]["mtime"]).startswith("1970")


def test_force_reads_everything_again_and_leaves_the_same_rows(raw: Path, tmp_path: Path) -> None:
    run([raw], tmp_path / "out", INLINE)
    before = {table: content(pipeline.tables(tmp_path / "out"), table) for table in TABLES if table != "runs"}
    assert run([raw], tmp_path / "out", Options(engine="inline", force=True)).read == 3
    after = pipeline.tables(tmp_path / "out")
    assert all(content(after, table).equals(rows) for table, rows in before.items())


def test_worker_processes_give_the_rows_that_one_process_gives(raw: Path, tmp_path: Path) -> None:
    run([raw], tmp_path / "one", INLINE)
    run([raw], tmp_path / "many", LOCAL)
    one, many = pipeline.tables(tmp_path / "one"), pipeline.tables(tmp_path / "many")
    for table in TABLES.keys() - {"runs"}:
        assert content(one, table).equals(content(many, table)), table


def test_two_paths_with_one_content_are_one_document_named_after_the_first(raw: Path, tmp_path: Path) -> None:
    (raw / "copy.html").write_bytes((raw / "1.html").read_bytes())
    run([raw], tmp_path / "out", LOCAL)
    told = inputs(tmp_path / "out")
    assert told["copy.html"]["document_id"] == told["1.html"]["document_id"]
    tables = pipeline.tables(tmp_path / "out")
    assert sorted(tables["documents"]["file_name"].to_pylist()) == ["0.html", "1.html", "2.html"]


def test_what_is_gone_is_reported_and_kept_until_it_is_pruned(raw: Path, tmp_path: Path) -> None:
    run([raw], tmp_path / "out", INLINE)
    (raw / "2.html").unlink()
    reported = run([raw], tmp_path / "out", INLINE)
    assert ([Path(one).name for one in reported.removed], reported.pruned, reported.documents) == (["2.html"], 0, 3)
    pruned = run([raw], tmp_path / "out", Options(engine="inline", prune=True))
    assert (len(pruned.removed), pruned.pruned, pruned.documents) == (1, 1, 2)
    tables = pipeline.tables(tmp_path / "out")
    assert set(inputs(tmp_path / "out")) == {"0.html", "1.html"}
    assert "教育局" not in "".join(tables["blocks"]["text"].to_pylist())


def test_pruning_one_of_two_paths_keeps_the_document_under_the_other(raw: Path, tmp_path: Path) -> None:
    (raw / "copy.html").write_bytes((raw / "1.html").read_bytes())
    run([raw], tmp_path / "out", INLINE)
    (raw / "1.html").unlink()
    assert run([raw], tmp_path / "out", Options(engine="inline", prune=True)).documents == 3
    assert sorted(pipeline.tables(tmp_path / "out")["documents"]["file_name"].to_pylist()) == ["0.html", "2.html", "copy.html"]


def test_a_folder_beside_the_given_one_is_not_removed(raw: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "raw2", "other.html", "青禾县统计局").parent
    run([raw], tmp_path / "out", INLINE)
    summary = run([other], tmp_path / "out", Options(engine="inline", prune=True))
    assert (summary.removed, summary.documents) == ((), 4)


def test_a_given_folder_that_vanished_counts_as_removed(raw: Path, tmp_path: Path) -> None:
    run([raw], tmp_path / "out", INLINE)
    raw.rename(tmp_path / "elsewhere")
    assert run([raw], tmp_path / "out", Options(engine="inline", prune=True)).documents == 0


def test_a_failure_is_told_again_and_retried_only_by_force(raw: Path, tmp_path: Path) -> None:
    (raw / "bad.docx").write_bytes(b"PK\x03\x04 and nothing more")
    first = run([raw], tmp_path / "out", INLINE)
    second = run([raw], tmp_path / "out", INLINE)
    third = run([raw], tmp_path / "out", Options(engine="inline", force=True))
    assert [(one.read, one.failed) for one in (first, second, third)] == [(4, 1), (0, 1), (4, 1)]
    assert first.failures == second.failures
    assert "bad.docx" in first.failures[0].message


def test_a_limit_leaves_the_rest_for_the_next_run(raw: Path, tmp_path: Path) -> None:
    first = run([raw], tmp_path / "out", Options(engine="inline", limit=2))
    assert (first.read, first.left, first.documents) == (2, 1, 2)
    assert run([raw], tmp_path / "out", Options(engine="inline", limit=2)).documents == 3


def test_an_interrupted_run_keeps_what_it_has_read(raw: Path, tmp_path: Path) -> None:
    def interrupted(step: Step) -> None:
        if step.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([raw], tmp_path / "out", INLINE, interrupted)
    assert {row["status"] for row in inputs(tmp_path / "out").values()} == {"ok"}
    rest = run([raw], tmp_path / "out", INLINE)
    assert (rest.read, rest.documents) == (1, 3)


def test_progress_tells_every_content(raw: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    run([raw], tmp_path / "out", LOCAL, steps.append)
    assert [(step.done, step.total, step.status) for step in steps] == [(1, 3, "ok"), (2, 3, "ok"), (3, 3, "ok")]
    assert {step.name for step in steps} == {"0.html", "1.html", "2.html"}
