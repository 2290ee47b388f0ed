"""The directory of a zip, read as `zipfile` reads it."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.readers.docx.directory import members


def _zip(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, name * 20)
    return made.getvalue()


def _listed(data: bytes) -> dict[str, tuple[int, int, int, int]]:
    listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
    return {info.filename: (info.header_offset, info.compress_size, info.file_size, info.CRC) for info in listed}


@pytest.mark.parametrize("before", [b"", b"MZ what stands in front"])
@pytest.mark.parametrize("names", [(), ("word/document.xml", "word/报告.xml")])
def test_every_member_is_listed_with_its_place_lengths_and_checksum(before: bytes, names: tuple[str, ...]) -> None:
    data = before + _zip(*names)
    assert members(data) == _listed(data)


def test_an_extra_field_is_left_to_zipfile_where_it_holds_the_lengths() -> None:
    data = _zip("word/document.xml")
    at = data.index(b"PK\x01\x02")
    packed = data[at + 20 : at + 24]
    extra = b"\x01\x00\x08\x00" + packed + bytes(4)
    name_end = at + 46 + len("word/document.xml")
    grown = data[: at + 20] + b"\xff" * 4 + data[at + 24 : at + 30] + len(extra).to_bytes(2, "little") + data[at + 32 : name_end] + extra
    end = data.index(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little") + len(extra)
    whole = grown + data[name_end : end + 12] + size.to_bytes(4, "little") + data[end + 16 :]
    assert members(whole) == _listed(whole) == members(data)


@pytest.mark.parametrize("damaged", [b"", b"no zip", _zip("a.xml")[:-30], _zip("a.xml").replace(b"PK\x01\x02", b"PK\x01\x00")])
def test_a_broken_directory_is_an_error(damaged: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        members(damaged)
