"""Write the fixtures of tests/golden/formats: samples of data/raw in the other formats, as LibreOffice writes them.

    python tools/formats.py

The writing programs put dates and ids of their own into what they write: run it only when a sample changes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests/golden/formats"
FORMATS = ("doc", "html", "odt", "pdf", "rtf")
SAMPLES = ("02-项目支出绩效自评表", "03-部门多项目自评报告", "04-部门决算说明")
PATIENCE = 240  # seconds


def convert(sources: Iterable[Path], folder: Path, formats: Sequence[str] = FORMATS) -> None:
    """Every source in every format, one start of LibreOffice a format; raises where one did not come out."""
    files = [str(path) for path in sources]
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("soffice is not installed; apt-get install libreoffice-writer-nogui fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as profile:
        for form in formats:
            # A profile of its own: a second LibreOffice on one profile hands its work to the first and ends.
            start = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
            subprocess.run(
                [*start, "--convert-to", form, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=PATIENCE
            )
            missing = [name for name in files if not (folder / Path(name).with_suffix(f".{form}").name).exists()]
            if missing:
                raise SystemExit(f"LibreOffice wrote no {form} of {', '.join(missing)}")


def main() -> None:
    FIXTURES.mkdir(exist_ok=True)
    convert((ROOT / "data/raw" / f"{name}.docx" for name in SAMPLES), FIXTURES)
    for path in sorted(FIXTURES.iterdir()):
        print(f"{path.name}: {path.stat().st_size >> 10} KB")


if __name__ == "__main__":
    sys.exit(main())
