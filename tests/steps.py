"""The work a call takes, counted and not timed: a busy machine makes no test fail, and a square is seen on small reports."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """The lines of Python a call runs, those of each turn of a loop and of each function it calls among them."""
    counted = 0

    def one(_: FrameType, event: str, __: Any) -> Any:
        nonlocal counted
        counted += event == "line"
        return one

    before = sys.gettrace()
    sys.settrace(one)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted


def ends(work: Callable[[], object], within: float = 60.0) -> bool:
    """What a regex does between two steps is not counted: all that is asked is whether it ends, of what takes a second."""
    begun = time.process_time()
    work()
    return time.process_time() - begun < within
