"""Reading leaves nothing for the collector of cycles, which therefore rests meanwhile."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from extractors import readers, report

FOLDER = Path(__file__).resolve().parents[2] / "data/raw"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".docx", ".txt", ".html"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_what_is_read_from_a_document_holds_no_cycles(sample: Path) -> None:
    document = readers.read(sample.read_bytes(), sample.name)
    report.facts(report.read(document))  # fills the caches, which may hold what they like
    gc.collect()
    gc.disable()
    try:
        report.facts(report.read(document))
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("wanted", [True, False])
def test_the_collector_is_left_as_it_was_found(wanted: bool) -> None:
    sample = SAMPLES[0]
    (gc.enable if wanted else gc.disable)()
    try:
        report.report(sample.read_bytes(), sample.name)
        assert gc.isenabled() is wanted
    finally:
        gc.enable()
