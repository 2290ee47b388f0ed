"""Members of archives are inputs of their own, under names as they were meant, within bounds no bomb gets through."""

from __future__ import annotations

import gzip
import io
import pickle
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from extractors.document import Unreadable
from pipeline import containers
from pipeline.corpus import Input, discover, lies_below, uri


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """A zip whose names are other bytes, without the mark of UTF-8."""
    assert len(old) == len(new)
    return data.replace(old, new)


def found(folder: Path, data: bytes, name: str = "归档.zip") -> dict[str, Input]:
    """What is discovered, by the path below the archive ('' for the archive itself)."""
    (folder / name).write_bytes(data)
    return {one.source_uri.removeprefix(uri(folder / name)).removeprefix("!/"): one for one in discover([folder])}


def codes(inputs: dict[str, Input]) -> dict[str, str | None]:
    return {name: None if one.refusal is None else one.refusal[0] for name, one in inputs.items()}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_every_member_is_an_input_with_its_size_and_bytes_in_any_process(tmp_path: Path, method: int) -> None:
    inputs = found(tmp_path, packed({"甲/报告.txt": b"one" * 99, "乙.txt": b"two"}, method))
    assert list(inputs) == ["乙.txt", "甲/报告.txt"]
    one = pickle.loads(pickle.dumps(inputs["甲/报告.txt"]))
    assert (one.file_name, one.size_bytes, one.load()) == ("报告.txt", 297, b"one" * 99)
    assert one.source_uri.endswith("/归档.zip!/甲/报告.txt")


def test_a_name_written_by_chinese_windows_is_read_as_gb18030(tmp_path: Path) -> None:
    name = "绩效.txt".encode("gb18030")
    assert list(found(tmp_path, renamed(packed({"x" * len(name): b"1"}), b"x" * len(name), name))) == ["绩效.txt"]


def test_a_utf8_name_without_its_mark_is_read_as_utf8(tmp_path: Path) -> None:
    name = "绩效.txt".encode()
    assert list(found(tmp_path, renamed(packed({"x" * len(name): b"1"}), b"x" * len(name), name))) == ["绩效.txt"]


def test_a_name_in_neither_is_read_by_the_code_page_zip_was_born_with(tmp_path: Path) -> None:
    assert list(found(tmp_path, renamed(packed({"xx.txt": b"1"}), b"xx", b"\x81 "))) == ["ü .txt"]


def test_backslashes_and_climbing_names_stay_names(tmp_path: Path) -> None:
    inputs = found(tmp_path, packed({"..\\上\\a.txt": b"1", "/根/b.txt": b"2"}))
    assert sorted(inputs) == ["../上/a.txt", "根/b.txt"]
    assert inputs["根/b.txt"].load() == b"2"


def test_two_members_of_one_name_are_two_inputs(tmp_path: Path) -> None:
    inputs = found(tmp_path, renamed(packed({"a.txt": b"1", "b.txt": b"2"}), b"b.txt", b"a.txt"))
    assert {name: one.load() for name, one in inputs.items()} == {"a.txt": b"1", "a.txt#2": b"2"}


def test_archives_within_archives_are_opened(tmp_path: Path) -> None:
    inner = packed({"里.txt": b"deep"})
    inputs = found(tmp_path, packed({"中.zip": packed({"内.zip": inner}), "外.txt": b"flat"}))
    assert {name: one.load() for name, one in inputs.items()} == {"中.zip!/内.zip!/里.txt": b"deep", "外.txt": b"flat"}


def test_archives_too_deep_are_told_and_not_opened(tmp_path: Path) -> None:
    data = packed({"a.txt": b"1"})
    for _ in range(containers.DEPTH + 2):
        data = packed({"z.zip": data})
    ((name, one),) = found(tmp_path, data).items()
    assert name.count("!/") == containers.DEPTH - 1
    assert one.refusal is not None
    assert one.refusal[0] == "too_large"
    assert "unpack it first" in one.refusal[1]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "mimetype", "OFD.xml", "word/document.xml"])
def test_a_document_that_is_a_zip_is_no_container(tmp_path: Path, part: str) -> None:
    document = packed({"z/first.xml": b"<x/>", part: b"<x/>"})
    assert list(found(tmp_path, document, "表.docx")) == [""]
    assert list(found(tmp_path, packed({"表.docx": document}))) == ["表.docx", uri(tmp_path / "表.docx")]


def test_a_folder_of_word_files_named_word_is_still_a_container(tmp_path: Path) -> None:
    assert list(found(tmp_path, packed({"word/报告.txt": b"1"}))) == ["word/报告.txt"]


def test_what_programs_leave_in_archives_is_set_aside(tmp_path: Path) -> None:
    inputs = found(tmp_path, packed({"__MACOSX/报告.docx": b"1", "a/~$报告.docx": b"2", "Thumbs.db": b"3", "a/报告.txt": b"4"}))
    assert {name for name, one in inputs.items() if one.aside} == {"__MACOSX/报告.docx", "a/~$报告.docx", "Thumbs.db"}


def test_a_locked_member_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(packed({"锁.txt": b"1", "开.txt": b"2"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    inputs = found(tmp_path, bytes(data))
    assert codes(inputs) == {"锁.txt": "encrypted", "开.txt": None}
    assert "锁.txt" in (inputs["锁.txt"].refusal or ("", ""))[1]
    assert not inputs["锁.txt"].aside


def test_a_member_that_inflates_like_a_bomb_is_too_large(tmp_path: Path) -> None:
    inputs = found(tmp_path, packed({"弹.txt": b"\0" * (4 << 20), "表.txt": b"1" * 1000}))
    assert codes(inputs) == {"弹.txt": "too_large", "表.txt": None}


def test_a_member_that_hides_its_size_is_corrupt_and_never_unpacked(tmp_path: Path) -> None:
    data = packed({"弹.txt": b"\0" * (4 << 20)})
    lying = data.replace(struct.pack("<I", 4 << 20), struct.pack("<I", 100))
    with pytest.raises(Unreadable) as error:
        found(tmp_path, lying)["弹.txt"].load()
    assert error.value.code == "corrupt"


def test_bounds_hold_for_all_members_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "TOTAL", 250)
    monkeypatch.setattr(containers, "COUNT", 3)
    inputs = found(tmp_path, packed({f"{n}.txt": bytes([n]) * 100 for n in range(5)}))
    assert codes(inputs) == {"0.txt": None, "1.txt": None, "2.txt": "too_large", "": "too_large"}


def test_of_an_archive_cut_short_the_whole_members_are_read(tmp_path: Path) -> None:
    data = packed({"一.txt": b"first" * 50, "二.txt": bytes(range(256)) * 8})
    inputs = found(tmp_path, data[: data.index("二.txt".encode()) + 150])
    assert codes(inputs) == {"": "corrupt", "一.txt": None, "二.txt": None}
    assert inputs["一.txt"].load() == b"first" * 50
    with pytest.raises(Unreadable, match="fetch the archive anew") as error:
        inputs["二.txt"].load()
    assert error.value.code == "corrupt"


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    data = packed({"a.txt": b"unmistakable"}, zipfile.ZIP_STORED)
    with pytest.raises(Unreadable, match="checksum"):
        found(tmp_path, data.replace(b"unmistakable", b"unmistakably", 1))["a.txt"].load()


def test_an_empty_archive_is_told(tmp_path: Path) -> None:
    assert codes(found(tmp_path, packed({}))) == {"": "empty"}


def tarred(mode: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in (("甲/报告.txt", b"one"), ("乙.txt", b"two" * 400)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("连.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_the_members_of_a_tar_are_inputs_and_its_links_are_not_followed(tmp_path: Path, mode: str) -> None:
    inputs = found(tmp_path, tarred(mode), "归档.tar")
    assert codes(inputs) == {"乙.txt": None, "甲/报告.txt": None, "连.txt": "unsupported_format"}
    assert inputs["乙.txt"].load() == b"two" * 400
    assert inputs["连.txt"].aside


def test_a_compressed_file_holds_one_file_of_its_own_name(tmp_path: Path) -> None:
    inputs = found(tmp_path, gzip.compress(b"text"), "报告.txt.gz")
    assert {name: one.load() for name, one in inputs.items()} == {"报告.txt": b"text"}


def test_a_stream_that_never_ends_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.packed.MEMBER", 1000)
    with pytest.raises(Unreadable) as error:
        found(tmp_path, gzip.compress(b"\0" * 5000), "弹.txt.gz")["弹.txt"].load()
    assert error.value.code == "too_large"


def test_what_an_archive_holds_lies_below_it() -> None:
    assert lies_below("/a/b.zip!/c.txt", "/a/b.zip")
    assert lies_below("/a/b.zip!/c.txt", "/a")
    assert not lies_below("/a/b.zip2!/c.txt", "/a/b.zip")
