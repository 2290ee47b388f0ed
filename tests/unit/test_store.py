"""The store's promises: one snapshot over all tables, globs that show exactly the live rows, one committer, no loss by a kill."""

from __future__ import annotations

import errno
import json
import socket
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pipeline
from extractors.row import columns
from pipeline import store as store_module
from pipeline.schema import TABLES, arrow
from pipeline.store import BrokenStore, Held, committer
from pipeline.views import VIEWS

Rows = dict[str, pa.Table]


def rows_of(table: str, given: Iterable[dict[str, object]]) -> pa.Table:
    return arrow(table, [tuple(row.get(column.name) for column in columns(TABLES[table])) for row in given])


def reports(*ids: str, text: str = "旧") -> Rows:
    """Documents with two blocks each."""
    documents = ({"document_id": one, "title": text} for one in ids)
    blocks = ({"block_id": f"{one}-b{n}.0", "document_id": one, "order": n, "text": text} for one in ids for n in (1, 0))
    return {"documents": rows_of("documents", documents), "blocks": rows_of("blocks", blocks)}


def globbed(out: Path, table: str) -> pa.Table:
    return pa.concat_tables(pq.ParquetFile(file).read() for file in sorted((out / table).glob("*.parquet")))


def texts(blocks: pa.Table) -> dict[str, str]:
    return dict(zip(blocks["block_id"].to_pylist(), blocks["text"].to_pylist(), strict=True))


def files(out: Path, table: str) -> set[str]:
    return {file.name for file in (out / table).glob("*.parquet")}


@pytest.mark.parametrize("table", TABLES)
def test_a_glob_reads_every_table_in_pandas_polars_and_duckdb_even_when_empty(tmp_path: Path, table: str) -> None:
    with committer(tmp_path) as store:
        store.commit(reports("a", "b"))
    expected = {"blocks": 4, "documents": 2}.get(table, 0)
    pattern = f"{tmp_path}/{table}/*.parquet"
    assert sum(len(pd.read_parquet(file)) for file in (tmp_path / table).glob("*.parquet")) == expected
    assert len(pd.read_parquet(tmp_path / table)) == expected
    assert pl.read_parquet(pattern).height == expected
    assert duckdb.sql(f"select count(*) from read_parquet('{pattern}')").fetchall() == [(expected,)]


def test_rows_in_a_file_are_sorted_by_key(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        store.commit(reports("b", "a"))
    assert globbed(tmp_path, "blocks")["block_id"].to_pylist() == ["a-b0.0", "a-b1.0", "b-b0.0", "b-b1.0"]


def test_files_carry_schema_labels(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        store.commit(reports("a"))
    field = globbed(tmp_path, "blocks").schema.field("text")
    assert field.metadata[b"label_zh"].decode() == "文本"


def test_a_replaced_document_shows_only_its_new_rows_in_every_table(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        store.commit(reports("a", "b"))
        store.commit(reports("b", text="新"), replacing={"documents": ["b", "never seen"]})
        assert texts(pipeline.tables(tmp_path)["blocks"]) == {"a-b0.0": "旧", "a-b1.0": "旧", "b-b0.0": "新", "b-b1.0": "新"}
        assert pipeline.tables(tmp_path).sql("select count(*) as n from blocks where text = '旧'").to_pydict() == {"n": [2]}
        store.settle()
    assert texts(globbed(tmp_path, "blocks")) == {"a-b0.0": "旧", "a-b1.0": "旧", "b-b0.0": "新", "b-b1.0": "新"}
    assert sorted(globbed(tmp_path, "documents")["title"].to_pylist()) == ["新", "旧"]


def test_replacing_one_document_leaves_other_parts_untouched(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        for one in "abc":
            store.commit(reports(one))
        before = files(tmp_path, "blocks")
        store.commit(reports("b", text="新"), replacing={"documents": ["b"]})
        store.settle()
    assert len(before & files(tmp_path, "blocks")) == 3  # a, c and the empty part that carries the schema


def test_a_replacement_within_the_same_run_is_found_again(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        for text in ("一", "二", "三"):
            store.commit(reports("a", text=text), replacing={"documents": ["a"]})
        store.settle()
        store.commit(reports("a", text="四"), replacing={"documents": ["a"]})
    with committer(tmp_path):
        assert set(texts(globbed(tmp_path, "blocks")).values()) == {"四"}


def test_a_table_committed_whole_forgets_its_earlier_rows_and_no_other_table_does(tmp_path: Path) -> None:
    def inputs(*uris: str) -> pa.Table:
        return rows_of("inputs", ({"source_uri": one} for one in uris))

    with committer(tmp_path) as store:
        store.commit(reports("a") | {"inputs": inputs("1", "2")})
        store.commit({"inputs": inputs("3")}, whole=["inputs"])
        store.commit({"inputs": inputs("3", "4")}, replacing={"inputs": ["3"]})
        store.settle()
    assert sorted(globbed(tmp_path, "inputs")["source_uri"].to_pylist()) == ["3", "4"]
    assert globbed(tmp_path, "documents").num_rows == 1


def test_a_reader_keeps_its_snapshot_while_a_run_commits_merges_and_ends(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        store.commit(reports("a", "b"))
        reader = pipeline.tables(tmp_path)
        store.commit(reports("a", "c", text="新"), replacing={"documents": ["a"]})
        later = pipeline.tables(tmp_path)
        store.settle()
    for tables, expected in ((reader, ["a", "b"]), (later, ["a", "b", "c"])):
        assert sorted(tables["documents"]["document_id"].to_pylist()) == expected
        assert tables.sql("select distinct document_id as d from blocks order by d").to_pydict() == {"d": expected}
    assert set(texts(reader["blocks"]).values()) == {"旧"}
    reader.close()
    later.close()
    assert not list((tmp_path / ".run/readers").glob("*"))


def test_links_of_a_reader_that_died_are_swept(tmp_path: Path) -> None:
    dead = tmp_path / ".run/readers" / f"{socket.gethostname()}_1_0_abcd"
    dead.mkdir(parents=True)
    with committer(tmp_path) as store:
        store.commit(reports("a"))
    reader = pipeline.tables(tmp_path)
    with committer(tmp_path):
        assert not dead.exists()
    assert reader["documents"].num_rows == 1


def test_tables_agree_with_each_other_whenever_they_are_opened(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        for n in range(6):
            store.commit(reports(f"d{n}"))
            tables = pipeline.tables(tmp_path)
            documents, blocks = (set(tables[t]["document_id"].to_pylist()) for t in ("documents", "blocks"))
            assert documents == blocks == {f"d{k}" for k in range(n + 1)}


def test_many_small_parts_are_merged_into_one(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        for n in range(20):
            store.commit(reports(f"d{n:02}"))
        store.settle()
    assert len(files(tmp_path, "blocks")) == 2
    assert globbed(tmp_path, "documents").num_rows == 20


def test_a_few_small_parts_stay_so_that_a_daily_run_rewrites_little(tmp_path: Path) -> None:
    for n in range(3):
        with committer(tmp_path) as store:
            store.commit(reports(f"d{n}"))
            store.settle()
    assert len(files(tmp_path, "blocks")) == 4


def test_a_full_part_is_never_merged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "SMALL", 1)
    with committer(tmp_path) as store:
        for n in range(9):
            store.commit(reports(f"d{n}"))
        before = files(tmp_path, "blocks")
        store.settle()
    assert files(tmp_path, "blocks") == before


def test_what_a_killed_run_left_is_swept_at_the_next_start(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        store.commit(reports("a", "b"))
        store.commit(reports("a", text="新"), replacing={"documents": ["a"]})  # killed before it settles
    (tmp_path / "blocks" / "00000077.parquet").write_bytes(b"half a fi")
    with committer(tmp_path):
        assert texts(globbed(tmp_path, "blocks")) == {"a-b0.0": "新", "a-b1.0": "新", "b-b0.0": "旧", "b-b1.0": "旧"}


def test_a_second_committer_is_refused_with_the_holders_name(tmp_path: Path) -> None:
    with committer(tmp_path), pytest.raises(Held, match=r"pid \d+ on .+ since .+; wait for it to end"), committer(tmp_path):
        pass


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), committer(tmp_path):
        raise ZeroDivisionError
    with committer(tmp_path):
        pass


def test_files_of_an_older_schema_are_renewed_before_anything_is_written(tmp_path: Path) -> None:
    with committer(tmp_path) as store:
        store.commit(reports("a"))
    for file in (tmp_path / "blocks").glob("*.parquet"):
        pq.write_table(pq.ParquetFile(file).read().drop_columns(["confidence"]), file)
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_text(snapshot.read_text("utf-8").replace(json.loads(snapshot.read_text("utf-8"))["schema"], "older"), "utf-8")
    with committer(tmp_path) as store:
        store.commit(reports("b"))
    assert globbed(tmp_path, "blocks")["confidence"].null_count == 4


def test_a_folder_without_tables_says_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(BrokenStore, match="holds no tables; run `jixiao run"):
        pipeline.tables(tmp_path)


def test_parquet_files_that_are_not_ours_are_never_swept(tmp_path: Path) -> None:
    foreign = tmp_path / "blocks" / "00000001.parquet"
    foreign.parent.mkdir()
    foreign.write_bytes(b"somebody's")
    with pytest.raises(BrokenStore, match=r"no snapshot.json"), committer(tmp_path):
        pass
    assert foreign.read_bytes() == b"somebody's"


def test_a_damaged_snapshot_is_named(tmp_path: Path) -> None:
    (tmp_path / "snapshot.json").write_text("{", "utf-8")
    with pytest.raises(BrokenStore, match=r"snapshot.json is damaged"):
        pipeline.tables(tmp_path)


def test_pandas_gets_numbers_it_can_reckon_with(tmp_path: Path) -> None:
    figure = {"figure_id": "a-f", "document_id": "a", "amount_yuan": Decimal("12500")}
    with committer(tmp_path) as store:
        store.commit({"budget_figures": rows_of("budget_figures", [figure])})
    amounts = pipeline.tables(tmp_path).pandas("budget_figures")["amount_yuan"]
    assert (amounts / 1e4).to_list() == [1.25]
    assert amounts.sum() == Decimal("12500.00")


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_view_answers_over_empty_tables(tmp_path: Path, view: str) -> None:
    with committer(tmp_path):
        pass
    assert len(pipeline.tables(tmp_path).pandas(view)) == 0


def test_sums_count_a_figure_once_and_leaf_projects_only(tmp_path: Path) -> None:
    def figure(key: str, **more: object) -> dict[str, object]:
        return {"figure_id": key, "document_id": "a", "amount_yuan": Decimal(5), "project_id": "p2"} | more

    def project(key: str, **more: object) -> dict[str, object]:
        return {"project_id": key, "document_id": "a"} | more

    tables = reports("a") | {
        "budget_figures": rows_of("budget_figures", [figure("f1"), figure("f2", repeat_of="f1"), figure("f3", project_id=None)]),
        "projects": rows_of("projects", [project("p1"), project("p2", parent_project_id="p1")]),
    }
    with committer(tmp_path) as store:
        store.commit(tables)
    opened = pipeline.tables(tmp_path)
    assert opened.sql("select sum(amount_yuan) as s, count(project_key) as n from v_figures").to_pydict()["s"] == [Decimal(10)]
    assert opened.sql("select project_id from v_projects").to_pydict() == {"project_id": ["p2"]}


def test_an_unknown_table_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    with committer(tmp_path):
        pass
    with pytest.raises(KeyError, match="no table figures; there are inputs"):
        pipeline.tables(tmp_path)["figures"]


@pytest.mark.parametrize(("number", "remedy"), [(errno.ENOSPC, "make room there"), (errno.EROFS, "grant permission to write there")])
def test_a_disk_that_refuses_is_told_with_its_remedy_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "Error writing bytes to file")

    with committer(tmp_path) as store:
        store.commit(reports("a"))
        monkeypatch.setattr(pq, "write_table", refuse)
        with pytest.raises(BrokenStore, match=f"{tmp_path} cannot be written: .*{remedy}"):
            store.commit(reports("b"))
    assert pipeline.tables(tmp_path)["documents"]["document_id"].to_pylist() == ["a"]
