"""Samples of data/raw, saved by LibreOffice in the other formats, tell the same facts (tools/formats.py writes them)."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from same_facts import differences, facts

FIXTURES = sorted(path for path in (Path(__file__).parent / "formats").iterdir() if path.suffix)


@pytest.mark.parametrize("saved", FIXTURES, ids=lambda path: path.name)
def test_a_sample_tells_the_same_in_another_format(saved: Path) -> None:
    original = ROOT / "data/raw" / f"{saved.stem}.docx"
    assert not differences(facts(original.read_bytes(), "report"), facts(saved.read_bytes(), "report")).splitlines()


def test_every_sample_of_the_fixtures_is_there_in_every_format() -> None:
    formats = {stem: {path.suffix for path in FIXTURES if path.stem == stem} for stem in {path.stem for path in FIXTURES}}
    assert len(formats) >= 3
    assert all(suffixes == {".doc", ".html", ".odt", ".pdf", ".rtf"} for suffixes in formats.values())
