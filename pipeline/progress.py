"""A progress line for long runs: on a terminal a bar, elsewhere a line now and then, with --json nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.console import errors
from pipeline.run import Step

EVERY = 10.0  # seconds between two lines where there is no terminal


@contextmanager
def watched(*, quiet: bool) -> Iterator[Callable[[Step], None]]:
    """What a run calls after each content."""
    if quiet:
        yield lambda step: None
    elif errors.is_terminal:
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=errors, transient=True) as progress:
            task = progress.add_task("", total=None)
            yield lambda step: progress.update(task, total=step.total, completed=step.done, description=step.name)
    else:
        yield _Lines()


class _Lines:
    """Progress where lines are kept: every few seconds, and the last one."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, step: Step) -> None:
        if step.done == step.total or time.monotonic() - self.last >= EVERY:
            self.last = time.monotonic()
            errors.print(f"{step.done} of {step.total} read, last {step.name}")
