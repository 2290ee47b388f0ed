"""`jixiao doctor`: what is installed, which formats can be read, and how to add the rest."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from rich.table import Table

from pipeline.console import console
from pipeline.containers import KINDS

READING = ("lxml", "pypdfium2", "pdfplumber", "python-docx", "olefile", "python-calamine")
LIBRARIES = (*READING, "jieba", "regex", "pyarrow", "pandas", "duckdb")
EXTRAS = {
    "ocr": ("rapidocr", "scanned pages and pictures", ".venv/bin/pip install -e '.[ocr]'"),
    "ray": ("ray", "runs on many machines", ".venv/bin/pip install -e '.[ray]'"),
    "notebooks": ("matplotlib", "the notebooks", ".venv/bin/pip install -e '.[notebooks]'"),
}


def checkup() -> dict[str, Any]:
    """Everything `jixiao doctor` tells, as plain data."""
    return {
        "jixiao": _version("jixiao"),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "extras": {name: _extra(*about) for name, about in EXTRAS.items()},
        "programs": {"soffice": shutil.which("soffice")},
        "formats": _formats(),
        "archives": list(KINDS),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _extra(module: str, serves: str, remedy: str) -> dict[str, Any]:
    found = find_spec(module) is not None
    return {"installed": found, "serves": serves, "remedy": None if found else remedy}


def _formats() -> list[str]:
    from extractors import readers

    return sorted(readers.FORMATS)


def print_checkup(found: dict[str, Any]) -> None:
    console.print(f"jixiao {found['jixiao']}, Python {found['python']}")
    console.print("formats that can be read: " + " ".join(found["formats"]))
    console.print("archives that are opened: " + " ".join(found["archives"]))
    table = Table("component", "state", "serves")
    for name, known in found["libraries"].items():
        table.add_row(name, known or "missing: make install", "")
    for name, extra in found["extras"].items():
        table.add_row(name, "installed" if extra["installed"] else f"not installed: {extra['remedy']}", extra["serves"])
    for name, path in found["programs"].items():
        table.add_row(name, path or "not installed (not needed)", "damaged Word 97 files, as a last resort")
    console.print(table, soft_wrap=False)
