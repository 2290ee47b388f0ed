"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import os

from rich.console import Console

WIDE = 200  # columns where output goes to a file or a pipe and nothing says how wide it is

console = Console(highlight=False, soft_wrap=True)
if not console.is_terminal and "COLUMNS" not in os.environ:
    console.width = WIDE
errors = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
