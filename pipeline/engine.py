"""Runs a pure function over many items: in this process, or in a pool of processes on this machine.

Results come in the order of the items, so both engines give the same answer. A function for the pool must be importable
(defined at the top of a module) and keeps what it loads, such as a parser, in a cache of its own process.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import connection
from types import TracebackType
from typing import Protocol, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# So many items wait per process: enough to keep it busy, few enough for memory.
WAITING = 2


class Engine(Protocol):
    """What a run needs to know of an engine."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``work(item)`` for each item, in order; an exception of the work is raised here."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class LocalEngine:
    """Runs the work in this process."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``work(item)`` for each item, in order."""
        return map(work, items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held."""


class PoolEngine:
    """Runs the work in processes of this machine, started afresh (spawn), so that it is the same on every system.

    A process that dies breaks the work in hand, not the engine: the next call starts a new pool.

    Args:
        workers: number of processes, at least 1.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``work(item)`` for each item, in order; a few items ahead are under way."""
        pool = self._open()
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= WAITING * self._workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            for future in waiting:
                future.cancel()
            self._close()
            raise

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_follow_parent)
        return self._pool

    def _close(self) -> None:
        """End the processes at once, whatever they are at."""
        if self._pool is not None:
            processes = list((self._pool._processes or {}).values())  # Python 3.14 has terminate_workers for this
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        if self._pool is not None and error is None:
            self._pool.shutdown()
            self._pool = None
        self._close()


def make_engine(workers: int) -> Engine:
    """An engine for so many processes; one needs no pool."""
    return LocalEngine() if workers <= 1 else PoolEngine(workers)


def _follow_parent() -> None:
    """End this process when the one that started it has gone, however it went, and leave interrupts to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
