"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

from rich.console import Console

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
