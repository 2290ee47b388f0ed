"""Files as they arrive from archives and attackers: each gives its one row, with a code and a remedy, and none stops a run."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import pipeline
from extractors.vocabulary import ERROR_CODES
from pipeline.run import Options, Summary, run

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "白沙镇2022年度项目支出绩效自评报告\n一、项目概况\n全年预算3.5万元，支出3.2万元。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES: dict[str, Callable[[], bytes]] = {}
EXPECTED: dict[str, str] = {}


def hostile(name: str, expected: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """A file of this name, and the code (or `ok`, `partial`) its row has; several are parted by a bar."""

    def kept(make: Callable[[], bytes]) -> Callable[[], bytes]:
        FILES[name], EXPECTED[name] = make, expected
        return make

    return kept


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def word(body: str, head: str = "") -> bytes:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": types.encode(), "word/document.xml": document.encode()})


@cache
def whole_word() -> bytes:
    made, file = docx.Document(), io.BytesIO()
    for line in TEXT.splitlines():
        made.add_paragraph(line)
    made.save(file)
    return file.getvalue()


@cache
def pdf(password: str = "") -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption(password) if password else None)
    canvas.drawString(72, 700, "Baisha 2022 report: budget 3.5, spent 3.2 of all the money there was")
    canvas.save()
    return file.getvalue()


def workbook() -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    made["Sheet"].append(["项目名称", "道路养护"])
    made.save(file)
    return file.getvalue()


hostile("空.docx", "empty")(lambda: b"")
hostile("空白.txt", "empty")(lambda: b"\r\n \t\n" * 100)
hostile("零.pdf", "empty")(lambda: b"\0" * 5000)
hostile("锁.pdf", "encrypted")(lambda: pdf("secret"))
hostile("锁.docx", "encrypted")(lambda: OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000)
hostile("断.xlsx", "corrupt")(lambda: workbook()[:2500])
hostile("断.docx", "partial|corrupt")(lambda: whole_word()[:-4000])
hostile("断.pdf", "partial|corrupt")(lambda: pdf()[: len(pdf()) // 2])
hostile("断.zip", "corrupt")(lambda: b"PK\x03\x04 and nothing more")
hostile("其实是pdf.docx", "ok")(pdf)
hostile("其实是docx.doc", "ok")(whole_word)
hostile("其实是xlsx.xls", "ok")(workbook)
hostile("其实是文本.pdf", "ok")(lambda: TEXT.encode("gb18030"))
hostile("噪声.docx", "unsupported_format|corrupt")(lambda: bytes(range(128, 256)) * 40 + b"\0\1\2\3" * 400)
hostile("数据.json", "unsupported_format")(lambda: b'[{"name": "\\u767d", "budget": 35000}]')
hostile("旧表.xml", "unsupported_format")(lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')
hostile("坏容器.xls", "unsupported_format|corrupt")(lambda: OLE + b"\xff" * 3000)
hostile("归档.7z", "unsupported_format")(lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100))
hostile("归档.rar", "unsupported_format")(lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100))
hostile("炸弹.docx", "too_large")(lambda: word("<w:p><w:r><w:t>" + "0" * (300 << 20) + "</w:t></w:r></w:p>"))
hostile("炸弹.xlsx", "too_large")(lambda: zipped({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * (300 << 20)}))
hostile("长行.txt", "ok")(lambda: ("本年支出3.2万元，" * 15_000).encode())
hostile("深.docx", "ok|partial|corrupt|empty")(
    lambda: word("<w:sdt><w:sdtContent>" * 50_000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 50_000)
)
hostile("深表.docx", "ok|partial|corrupt|empty")(
    lambda: word("<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000)
)
hostile("深.html", "ok|partial|corrupt|empty")(lambda: b"<html><body>" + b"<div>" * 200_000 + TEXT.encode())
hostile("深表.html", "ok|partial|corrupt|empty")(lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + TEXT.encode())


@hostile("笑.docx", "ok|partial|corrupt")
def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return word("<w:p><w:r><w:t>支出3.2万元&l9;</w:t></w:r></w:p>", f'<!DOCTYPE w [<!ENTITY l0 "lol">{entities}]>')


@hostile("外.docx", "ok|partial|corrupt")
def foreign_entity() -> bytes:
    head = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return word("<w:p><w:r><w:t>支出3.2万元&x;</w:t></w:r></w:p>", head)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw = tmp_path_factory.mktemp("hostile") / "raw"
    raw.mkdir()
    for name, make in FILES.items():
        (raw / name).write_bytes(make())
    (raw / "好.txt").write_text(TEXT, "utf-8")
    return raw


@pytest.fixture(scope="module")
def told(folder: Path) -> tuple[Summary, dict[str, dict[str, Any]]]:
    out = folder.parent / "out"
    summary = run([folder], out, Options(jobs=2, timeout=60, memory_mb=2048))
    return summary, {row["file_name"]: row for row in pipeline.tables(out)["inputs"].to_pylist()}


Told = tuple[Summary, dict[str, dict[str, Any]]]


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_hostile_file_has_one_row_with_its_code_and_remedy(told: Told, name: str) -> None:
    row = told[1][name]
    became = row["error_code"] if row["status"] == "failed" else row["status"]
    assert became in EXPECTED[name].split("|"), row["error_message"]
    if row["status"] != "ok":
        assert row["error_code"] in ERROR_CODES
        assert name in row["error_message"]
        assert any(mark in row["error_message"] for mark in ("; ", "again", "anew")), row["error_message"]


def test_the_run_ends_and_the_good_report_beside_them_is_read(told: Told) -> None:
    summary, rows = told
    assert summary.found == len(rows) == len(FILES) + 1
    assert rows["好.txt"]["status"] == "ok"


def test_no_entity_reaches_into_the_machine(told: Told, folder: Path) -> None:
    texts = pipeline.tables(folder.parent / "out")["blocks"]["text"].to_pylist()
    assert not any("root:" in text or "lollol" in text for text in texts)


def test_folders_that_lead_into_themselves_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "raw" / "甲").mkdir(parents=True)
    (tmp_path / "raw" / "甲" / "回").symlink_to(tmp_path / "raw", target_is_directory=True)
    (tmp_path / "raw" / "甲" / "自己").symlink_to("自己")
    (tmp_path / "raw" / "甲" / "好.txt").write_text(TEXT, "utf-8")
    summary = run([tmp_path / "raw"], tmp_path / "out", Options(engine="inline"))
    assert (summary.found, summary.ok, summary.failed) == (3, 1, 1)
    assert summary.set_aside[0].source_uri.endswith("/回")
    assert summary.failures[0].source_uri.endswith("/自己")


def test_a_file_that_cannot_be_opened_or_read_is_told(tmp_path: Path) -> None:
    locked = tmp_path / "raw" / "禁.txt"
    locked.parent.mkdir()
    locked.write_text(TEXT, "utf-8")
    locked.chmod(0)
    (tmp_path / "raw" / "坏道.docx").symlink_to("/proc/self/mem")  # a file whose first byte gives an error
    summary = run([tmp_path / "raw"], tmp_path / "out", Options(engine="inline"))
    told = {failure.source_uri.rsplit("/", 1)[-1]: failure for failure in summary.failures}
    assert ("禁.txt" in told) is not os.access(locked, os.R_OK)  # root may read everything
    assert all(failure.code == "corrupt" and "cannot be read" in failure.message for failure in told.values())
    assert "坏道.docx" in told


def test_reports_inside_archives_are_read_with_rows_of_their_own(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    bomb = zipped({"弹.txt": b"0" * (8 << 20)})
    inner = zipped({"自评.docx": whole_word(), "坏.xlsx": workbook()[:2500]})
    (raw / "归档.zip").write_bytes(zipped({"内.zip": inner, "弹.zip": bomb, "__MACOSX/自评.docx": b"x", "副本.docx": whole_word()}))
    (raw / "断.zip").write_bytes(zipped({"好.txt": TEXT.encode(), "失.pdf": pdf()})[:-400])
    (raw / "文.txt.gz").write_bytes(gzip.compress(TEXT.encode() + b"2"))
    summary = run([raw], out, Options(jobs=2))
    rows = {row["source_uri"].split("/raw/")[1]: row for row in pipeline.tables(out)["inputs"].to_pylist()}
    assert {name: row["error_code"] or row["status"] for name, row in rows.items()} == {
        "归档.zip!/内.zip!/自评.docx": "ok",
        "归档.zip!/内.zip!/坏.xlsx": "corrupt",
        "归档.zip!/弹.zip!/弹.txt": "too_large",
        "归档.zip!/__MACOSX/自评.docx": "unsupported_format",
        "归档.zip!/副本.docx": "ok",
        "断.zip": "corrupt",
        "断.zip!/好.txt": "ok",
        "断.zip!/失.pdf": "corrupt",
        "文.txt.gz!/文.txt": "ok",
    }
    assert "the same content as" in rows["归档.zip!/副本.docx"]["error_message"]
    assert (summary.documents, summary.failed, len(summary.set_aside)) == (3, 4, 1)
    again = run([raw], out, Options(jobs=2))
    assert (again.read, again.failed, again.unchanged) == (0, 4, 5)


def test_pruning_an_archive_prunes_what_it_held(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "归档.zip").write_bytes(zipped({"自评.docx": whole_word()}))
    run([raw / "归档.zip"], out, Options(engine="inline"))
    (raw / "归档.zip").unlink()
    summary = run([raw / "归档.zip"], out, Options(engine="inline", prune=True))
    assert (summary.pruned, summary.documents) == (1, 0)
