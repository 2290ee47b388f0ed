"""Whatever is committed, replaced, removed, merged or interrupted: the tables hold what a plain dictionary would hold."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from extractors.row import columns
from pipeline.schema import TABLES, arrow
from pipeline.store import Store, committer

DOCUMENTS = st.sets(st.sampled_from("abcdef"), min_size=1, max_size=4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("commit"), DOCUMENTS),
        st.tuples(st.just("remove"), DOCUMENTS),
        st.tuples(st.sampled_from(["settle", "restart"]), st.just(set[str]())),
    ),
    max_size=12,
)


def rows(table: str, documents: set[str], text: str) -> pa.Table:
    given = [{"block_id": f"{one}-b0.0", "document_id": one, "text": text, "title": text} for one in documents]
    return arrow(table, [tuple(row.get(column.name) for column in columns(TABLES[table])) for row in given])


def step(store: Store, model: dict[str, str], what: str, documents: set[str], text: str) -> None:
    if what == "commit":
        store.commit({table: rows(table, documents, text) for table in ("blocks", "documents")}, replacing={"documents": documents})
        model.update(dict.fromkeys(documents, text))
    elif what == "remove":
        store.commit({}, replacing={"documents": documents})
        for one in documents:
            model.pop(one, None)
    elif what == "settle":
        store.settle()


def told(table: str, data: pa.Table) -> dict[str, str]:
    return dict(zip(data["document_id"].to_pylist(), data["text" if table == "blocks" else "title"].to_pylist(), strict=True))


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_the_tables_hold_what_a_dictionary_would_hold(steps: list[tuple[str, set[str]]]) -> None:
    out, model = Path(tempfile.mkdtemp()), dict[str, str]()
    try:
        remaining = list(enumerate(steps))
        while True:
            with committer(out) as store:
                while remaining:
                    number, (what, documents) = remaining.pop(0)
                    if what == "restart":  # the lock goes, nothing is settled: what a kill leaves
                        break
                    step(store, model, what, documents, str(number))
                    assert_same(out, model)
                else:
                    store.settle()
                    break
        assert_same(out, model)
        for table in ("blocks", "documents"):
            globbed = pa.concat_tables(pq.ParquetFile(file).read() for file in (out / table).glob("*.parquet"))
            assert told(table, globbed) == model
            assert globbed.num_rows == len(model)
    finally:
        shutil.rmtree(out)


def assert_same(out: Path, model: dict[str, str]) -> None:
    with pipeline.tables(out) as tables:
        for table in ("blocks", "documents"):
            assert told(table, tables[table]) == model
            assert tables[table].num_rows == len(model)
