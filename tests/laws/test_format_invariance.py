"""A report tells the same facts whatever format its file was saved in: generated reports, converted by LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from office_reports import write
from same_facts import Facts, differences, facts

from tools.formats import FORMATS, convert

TYPED, AUTOMATIC = (0, 1, 2, 3, 4, 13, 24, 40), (5, 10)  # seeds: every ladder of numbers, with and without first-line indents
AT_LEAST = {"sections": 12, "projects": 1, "budget_figures": 14, "rates": 8, "indicators": 11, "scores": 5, "citations": 1, "mentions": 50}
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice writes the other formats; .ci/run installs it")


@needs_office
def test_a_report_tells_the_same_in_every_format(tmp_path: Path) -> None:
    for seed in TYPED:
        write(seed, tmp_path / f"{seed}.docx")
    convert(tmp_path.glob("*.docx"), tmp_path)
    assert not told_otherwise(tmp_path, TYPED, FORMATS)


@needs_office
def test_automatic_numbers_are_the_ones_printed_wherever_the_file_holds_their_form(tmp_path: Path) -> None:
    for seed in AUTOMATIC:
        write(seed, tmp_path / f"{seed}.docx", typed=False)
    kept = tuple(form for form in FORMATS if form != "html")  # LibreOffice writes <ol> there and drops 一、 and （一）
    convert(tmp_path.glob("*.docx"), tmp_path, kept)
    assert not told_otherwise(tmp_path, AUTOMATIC, kept)


def test_automatic_numbers_tell_what_typed_ones_do(tmp_path: Path) -> None:
    for seed in AUTOMATIC:  # of the ladder that the automatic numbers are of
        write(seed, tmp_path / "typed.docx")
        write(seed, tmp_path / "automatic.docx", typed=False)
        assert not differences(told(tmp_path / "typed.docx"), told(tmp_path / "automatic.docx"))


def test_no_two_reports_tell_the_same(tmp_path: Path) -> None:
    for seed in TYPED[:2]:
        write(seed, tmp_path / f"{seed}.docx")
    first, second = (told(tmp_path / f"{seed}.docx") for seed in TYPED[:2])
    assert {line.split()[0] for line in differences(first, second).splitlines()} >= {"documents", *AT_LEAST}


def told_otherwise(folder: Path, seeds: tuple[int, ...], formats: tuple[str, ...]) -> list[str]:
    """What any of the formats tells otherwise than the Word file it was made of, by file."""
    found = []
    for seed in seeds:
        original = told(folder / f"{seed}.docx")
        assert all(len(original[t]) >= n for t, n in AT_LEAST.items())
        for form in formats:
            other = differences(original, told(folder / f"{seed}.{form}"))
            found += [f"{seed}.{form}: {line}" for line in other.splitlines()]
    return found


def told(path: Path) -> Facts:
    return facts(path.read_bytes(), "report")
