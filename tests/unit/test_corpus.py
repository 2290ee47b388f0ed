"""Inputs are found in sorted order, under stable names, and nothing is skipped silently."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from pipeline.corpus import NoSuchInput, discover, lies_below, uri


def tree(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")


def test_folders_are_searched_to_the_bottom_in_sorted_order(tmp_path: Path) -> None:
    tree(tmp_path, "b/2.txt", "a/1.txt", "a/深/3.txt", "0.txt")
    found = [one.source_uri.removeprefix(uri(tmp_path) + "/") for one in discover([tmp_path])]
    assert found == ["0.txt", "a/1.txt", "a/深/3.txt", "b/2.txt"]


def test_a_path_has_one_name_however_it_is_spelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a/1.txt")
    monkeypatch.chdir(tmp_path / "a")
    spelled = [discover([path])[0].source_uri for path in (Path("1.txt"), Path("../a/1.txt"), tmp_path / "a" / "1.txt")]
    assert len(set(spelled)) == 1


def test_a_path_named_twice_is_found_once(tmp_path: Path) -> None:
    tree(tmp_path, "a/1.txt")
    assert len(discover([tmp_path, tmp_path / "a", tmp_path / "a/1.txt"])) == 1


def test_an_input_knows_size_and_time_and_brings_its_bytes_to_any_process(tmp_path: Path) -> None:
    tree(tmp_path, "1.txt")
    os.utime(tmp_path / "1.txt", ns=(0, 1_600_000_000_123_456_789))
    one = pickle.loads(pickle.dumps(discover([tmp_path])[0]))
    assert (one.size_bytes, one.load()) == (5, b"1.txt")
    assert one.mtime.isoformat() == "2020-09-13T12:26:40.123456+00:00"


@pytest.mark.parametrize("name", ["~$自评.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "._自评.docx", ".~lock.自评.odt#"])
def test_what_programs_leave_beside_reports_is_told_as_such(tmp_path: Path, name: str) -> None:
    tree(tmp_path, name)
    code, message = discover([tmp_path])[0].refusal or ("", "")
    assert code == "unsupported_format"
    assert name in message
    assert "no report" in message


def test_a_report_is_not_refused(tmp_path: Path) -> None:
    tree(tmp_path, "自评.docx", "thumbs.docx")
    assert [one.refusal for one in discover([tmp_path])] == [None, None]


def test_the_folder_of_the_tables_is_no_input(tmp_path: Path) -> None:
    tree(tmp_path, "raw/1.txt", "parquet/inputs/0.parquet")
    assert [one.file_name for one in discover([tmp_path], apart_from=tmp_path / "parquet")] == ["1.txt"]


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(NoSuchInput, match="nowhere does not exist"):
        discover([tmp_path / "nowhere"])


def test_a_dead_link_and_a_link_to_a_folder_are_told(tmp_path: Path) -> None:
    tree(tmp_path, "raw/a/1.txt")
    (tmp_path / "raw/dead.docx").symlink_to(tmp_path / "gone.docx")
    (tmp_path / "raw/linked").symlink_to(tmp_path / "raw/a")
    told = {one.file_name: one.refusal for one in discover([tmp_path / "raw"])}
    assert told["1.txt"] is None
    assert told["dead.docx"] is not None
    assert "remove the link" in told["dead.docx"][1]
    assert told["linked"] is not None
    assert "link to a folder" in told["linked"][1]


def test_a_name_that_is_not_utf8_is_read_as_gb18030_and_still_opens(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "绩效自评".encode("gb18030") + b".txt"
    with open(raw, "wb") as file:  # noqa: PTH123  a name of bytes
        file.write(b"x")
    one = discover([tmp_path])[0]
    assert one.file_name == "绩效自评.txt"
    assert one.load() == b"x"


def test_a_sibling_with_the_same_beginning_does_not_lie_below() -> None:
    assert lies_below("/a/b/c", "/a/b")
    assert lies_below("/a/b", "/a/b")
    assert not lies_below("/a/bc", "/a/b")
