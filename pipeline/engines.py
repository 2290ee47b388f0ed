"""Map a function over groups of items in processes that may hang, die or run out of memory without ending the run.

Both engines promise the same: every group's result, or, where a group is lost, the results of its items one by one; an item that
is lost alone comes back as `Lost` with a code of ERROR_CODES.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, Protocol, TypeVar

from extractors.frozen import frozen

T = TypeVar("T")
R = TypeVar("R")

PRELOADED = ("pipeline.reading", "extractors.report")  # imported once, in the process that workers are forked from
PER_WORKER = 200  # groups before a worker is replaced: parsers leak


@frozen
class Lost(Generic[T]):
    """An item whose reading ended the worker; `message` gives reason and remedy, not the item's name."""

    item: T
    code: str
    message: str


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def jobs(self) -> int: ...

    def share(self, count: int) -> int:
        """How many of `count` items make a group."""
        ...

    def map(self, function: Callable[[Sequence[T]], R], groups: Iterable[Sequence[T]]) -> Iterator[R | Lost[T]]: ...


@frozen
class Local:
    """Worker processes of this machine; `timeout` in seconds for one item, `memory_mb` for one worker."""

    jobs: int = os.cpu_count() or 1
    timeout: float = 300.0
    memory_mb: int = 4096
    name: str = "local"

    def share(self, count: int) -> int:
        """Enough for the worker's round trip to be small, few enough for all workers to end together."""
        return max(1, min(16, count // (4 * self.jobs)))

    def map(self, function: Callable[[Sequence[T]], R], groups: Iterable[Sequence[T]]) -> Iterator[R | Lost[T]]:
        source = iter(groups)
        first = next(source, None)
        if first is None:  # nothing to read: no worker starts
            return
        again, running, pool = deque([first]), dict[Any, Sequence[T]](), self._pool()
        try:
            while True:
                while len(running) < 2 * self.jobs and (group := again.popleft() if again else next(source, None)):
                    running[pool.schedule(function, args=(group,), timeout=self._limit(group))] = group
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield from self._outcome(future, running.pop(future), again)
        finally:
            pool.stop()
            pool.join()

    def _pool(self) -> Any:
        from pebble import ProcessPool

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(PRELOADED))
        return ProcessPool(self.jobs, max_tasks=PER_WORKER, initializer=_confine, initargs=(self.memory_mb,), context=context)

    def _limit(self, group: Sequence[T]) -> float:
        """Small files take milliseconds: a group that needs a quarter of one file's time is taken apart."""
        return self.timeout if len(group) == 1 else max(1.0, self.timeout / 4)

    def _outcome(self, future: Any, group: Sequence[T], again: deque[Sequence[T]]) -> Iterator[R | Lost[T]]:
        try:
            result = future.result()
        except BrokenProcessPool:  # no worker can start: nothing to do with this group
            raise
        except Exception as error:
            if len(group) > 1:
                again.extend([item] for item in group)
            else:
                yield Lost(group[0], *self._reason(error))
        else:
            yield result

    def _reason(self, error: Exception) -> tuple[str, str]:
        """Why an item alone was lost."""
        if isinstance(error, TimeoutError):
            return "timeout", f"reading took longer than {self.timeout:g} s; raise --timeout, or split the file, and run again"
        code = getattr(error, "exitcode", None)
        if isinstance(error, MemoryError) or code == -signal.SIGKILL:
            return "out_of_memory", f"reading needed more than {self.memory_mb} MB; raise --memory, or split the file, and run again"
        if code is not None:
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            return "reader_crashed", f"the process that read it died ({how}); save it in another format (docx, pdf) and run again"
        return "reader_crashed", f"{type(error).__name__}: {error}; save it in another format (docx, pdf) and run again"


def _confine(memory_mb: int) -> None:
    """A worker that asks for more gets MemoryError; RLIMIT_DATA leaves mapped files and libraries out of the count."""
    size = memory_mb << 20
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """A worker inside an endless file must not outlive a run that was killed."""
    run = multiprocessing.parent_process()
    if run is not None:
        run.join()
        os._exit(1)


@frozen
class Inline:
    """In this process, for debugging and tests: nothing is confined."""

    jobs: int = 1
    name: str = "inline"

    def share(self, count: int) -> int:
        return 1

    def map(self, function: Callable[[Sequence[T]], R], groups: Iterable[Sequence[T]]) -> Iterator[R | Lost[T]]:
        return map(function, groups)


@frozen
class Ray:
    """Many machines: one actor per core, each with one confined worker of its own, so that all promises of `Local` hold there too.
    Paths must mean the same file on every machine."""

    jobs: int = 0
    timeout: float = 300.0
    memory_mb: int = 4096
    name: str = "ray"

    def share(self, count: int) -> int:
        return 50  # fewer files a task cost more than they gain

    def map(self, function: Callable[[Sequence[T]], R], groups: Iterable[Sequence[T]]) -> Iterator[R | Lost[T]]:
        ray: Any = importlib.import_module("ray")
        if not ray.is_initialized():
            ray.init(include_dashboard=False, log_to_driver=False)
        local = Local(1, self.timeout, self.memory_mb)
        actor: Any = ray.remote(num_cpus=1)(_Reader)
        idle = deque(actor.remote(local) for _ in range(self.jobs or int(ray.cluster_resources()["CPU"])))
        source, running = iter(groups), dict[Any, Any]()
        while True:
            while idle and (group := next(source, None)):
                reader = idle.popleft()
                running[reader.map.remote(function, group)] = reader
            if not running:
                return
            done, _ = ray.wait(list(running))
            idle.append(running.pop(done[0]))
            yield from ray.get(done[0])


class _Reader:
    """What a Ray actor runs."""

    def __init__(self, local: Local) -> None:
        self.local = local

    def map(self, function: Callable[[Sequence[T]], R], group: Sequence[T]) -> list[R | Lost[T]]:
        return list(self.local.map(function, [group]))
