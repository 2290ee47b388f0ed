"""Readers are chosen by content, and every failure names the file and the remedy."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from extractors import readers
from extractors.document import Document, Unreadable

REPORT = "一、项目概况\n本项目年初预算12万元，全年执行数10万元。\n"


def refusal(data: bytes, name: str = "报告.docx") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        readers.read(data, name)
    assert name in caught.value.message
    return caught.value


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a", "a.csv", "a.html"])
def test_the_suffix_does_not_choose_the_reader(name: str) -> None:
    assert readers.read(REPORT.encode(), name).format == "txt"
    assert readers.read(f"<html><body><p>{REPORT}</p></body></html>".encode(), name).format == "html"


@pytest.mark.parametrize("entry", readers.READERS, ids=lambda entry: entry.module)
def test_a_registered_reader_reads_the_formats_it_is_registered_for(entry: readers.Registered) -> None:
    assert set(entry.formats) == set(entry.load().FORMATS)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", b"\0\0\0\0", "　\n　".encode()])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    assert refusal(data).code == "empty"


def test_a_page_without_text_is_empty() -> None:
    assert refusal(b"<html><body><script>1</script></body></html>").code == "empty"


def test_bytes_of_no_known_kind_are_unsupported_and_the_message_says_what_is_read() -> None:
    error = refusal(bytes(range(256)) * 40)
    assert error.code == "unsupported_format"
    assert "docx" in error.message
    assert "save it" in error.message


def test_a_cut_off_zip_is_corrupt() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("something.bin", bytes(5000))
    assert refusal(packed.getvalue()[:3000]).code == "corrupt"


def test_an_encrypted_office_container_is_encrypted() -> None:
    data = readers.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert refusal(data).code == "encrypted"


def test_reading_text_loads_no_other_reader() -> None:
    code = f"from extractors import readers; readers.read({REPORT.encode()!r}, 'a.txt'); import sys; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "extractors.readers.text" in loaded
    assert not {"lxml", "docx", "pypdfium2", "pdfplumber", "numpy"} & set(loaded)


def test_every_block_knows_its_order() -> None:
    document: Document = readers.read(REPORT.encode(), "a.txt")
    assert [block.order for block in document.blocks] == list(range(len(document.blocks)))
