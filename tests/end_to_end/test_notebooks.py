"""Every notebook runs from top to bottom on the tables of the sample reports, and is committed without outputs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `make run` leaves it."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data/raw", folder / "data/raw")
    run = [sys.executable, "-m", "pipeline.cli", "run", str(folder / "data/raw"), "--out", str(folder / "data/parquet"), "--jobs", "1"]
    subprocess.run(run, check=True, cwd=ROOT, capture_output=True)
    return folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path: Path, project: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(project)}}).execute()
    assert any(cell.get("outputs") for cell in notebook.cells)
    glyphs = [str(o) for cell in notebook.cells for o in cell.get("outputs", ()) if "missing from" in str(o)]
    assert glyphs == [], "a Chinese label has no glyph"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_outputs(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)
