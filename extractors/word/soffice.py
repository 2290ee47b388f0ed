"""LibreOffice, where it is installed: converts what no reader here reads. Seconds a file, so only where there is no other way."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_PATIENCE = 120  # seconds


def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, suffix: str, target: str) -> bytes | None:
    """The content in the other format; None where LibreOffice is missing, fails or takes too long."""
    found = program()
    if found is None:
        return None
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(data)
        # A profile of its own: two runs of LibreOffice on one profile wait for each other, or fail.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [found, profile, "--headless", "--norestore", "--convert-to", target, "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
            return source.with_suffix(f".{target}").read_bytes()
        except (subprocess.SubprocessError, OSError):
            return None
