"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from rich.console import Console

WIDE = 200  # columns where output goes to a file or a pipe and nothing says how wide it is


class _Verbatim(Console):
    """Prints reports' words as they are: no [b] in them is a style, no :100: a picture; a `Text` brings its styles along."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, soft_wrap=True, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Who reads has seen enough (`| head`): the command goes on to its exit code without a word."""
        self.quiet = True
        _to_nowhere(sys.stderr if self.stderr else sys.stdout)


console = _Verbatim()
if not console.is_terminal and "COLUMNS" not in os.environ:
    console.width = WIDE
errors = _Verbatim(stderr=True)


def write(text: str) -> None:
    """Print what another program reads, to the last character."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _to_nowhere(sys.stdout)


def _to_nowhere(stream: TextIO) -> None:
    """What still waits in the stream's buffer must not fail once more when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
