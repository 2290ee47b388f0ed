"""The command line as a user types it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
RAW = ROOT / "data/raw"


def ran(*words: object) -> subprocess.CompletedProcess[str]:
    wide = os.environ | {"COLUMNS": "200"}
    command = [sys.executable, "-m", "pipeline.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=wide, timeout=300)


def jixiao(*words: object, expect: int = 0) -> str:
    """What a command prints to standard output; its standard error too where it fails."""
    done = ran(*words)
    assert done.returncode == expect, done.stderr
    return done.stdout if expect == 0 else done.stdout + done.stderr


def refused(*words: object, expect: int) -> str:
    """What a command that cannot go on says: one line, no traceback."""
    told = jixiao(*words, expect=expect)
    assert "Traceback" not in told
    return told
