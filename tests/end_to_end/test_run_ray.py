"""The Ray engine on a real local cluster keeps the promises of the local one. Needs the extra `ray`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import pipeline
from pipeline.engines import Lost, Ray
from pipeline.run import Options, run
from pipeline.schema import TABLES

ray = pytest.importorskip("ray")
RUN_COLUMNS = {"run_id", "seen_run_id", "extracted_at", "duration_ms", "started_at", "ended_at"}


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    roads = os.pathsep.join((str(Path(__file__).parent), str(Path(pipeline.__file__).parent.parent)))
    environment = {"env_vars": {"PYTHONPATH": roads}}
    ray.init(num_cpus=2, object_store_memory=100 << 20, include_dashboard=False, log_to_driver=False, runtime_env=environment)
    yield
    ray.shutdown()


def doubled(numbers: Sequence[int]) -> list[int]:
    if 13 in numbers:
        os._exit(13)
    return [2 * number for number in numbers]


def test_an_item_that_kills_its_worker_is_lost_alone() -> None:
    groups = [list(range(n, n + 5)) for n in range(0, 40, 5)]
    results = list(Ray(jobs=2, timeout=20).map(doubled, groups))
    lost = [result for result in results if isinstance(result, Lost)]
    assert [(one.item, one.code) for one in lost] == [(13, "reader_crashed")]
    found = sorted(number for result in results if isinstance(result, list) for number in result)
    assert found == [2 * n for n in range(40) if n != 13]


def test_a_cluster_gives_the_rows_that_one_process_gives(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for n in range(60):
        text = f"<h1>松坡县粮食局{2000 + n}年度项目支出绩效自评报告</h1><p>一、概况</p><p>支出{n}.5万元。</p>"
        (raw / f"{n:02}.html").write_text(f"<html><head><meta charset='utf-8'></head><body>{text}</body></html>", "utf-8")
    summary = run([raw], tmp_path / "many", Options(engine="ray", jobs=2))
    run([raw], tmp_path / "one", Options(engine="inline"))
    assert summary.engine == "ray"
    one, many = pipeline.tables(tmp_path / "one"), pipeline.tables(tmp_path / "many")
    for table in TABLES.keys() - {"runs"}:
        kept = [name for name in one[table].column_names if name not in RUN_COLUMNS]
        assert one[table].select(kept).equals(many[table].select(kept)), table
