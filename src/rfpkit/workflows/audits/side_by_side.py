"""Work on parts that come one after the other, two of them at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 2
"""Parts in memory at a time. Most of the work is done by NumPy and Polars, outside the lock that
lets one thread of Python run."""


def side_by_side(parts: Iterator[T], work: Callable[[int, T], R]) -> Iterator[R]:
    """Yields what the work makes of each part, in the order of the parts.

    A part is made by whoever asks for it, one at a time; while it is worked on, the next one is
    made. What comes of a part must not depend on another.

    Args:
        parts: the parts; one that nobody holds any longer is let go.
        work: takes the part's position, from 0, and the part.
    """
    source = _Source(parts)
    with _short_turns(), ThreadPoolExecutor(AT_ONCE) as workers:
        waiting: list[Future[tuple[int, R] | None]] = []
        done: dict[int, R] = {}
        first = 0
        try:
            while True:
                while len(waiting) < AT_ONCE and not source.empty:
                    waiting.append(workers.submit(_one, source, work))
                if not waiting:
                    return
                found = waiting.pop(0).result()
                if found is not None:
                    done[found[0]] = found[1]
                del found
                while first in done:
                    yield done.pop(first)
                    first += 1
        finally:
            source.empty = True


@contextmanager
def _short_turns() -> Iterator[None]:
    """Lets threads change places sooner: each comes back from NumPy many times in a millisecond."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


_TURN = 0.0002
"""Seconds."""


class _Source(Generic[T]):
    """Hands parts out with their positions."""

    def __init__(self, parts: Iterator[T]) -> None:
        self.empty = False
        self._parts = enumerate(parts)
        self._lock = Lock()

    def take(self) -> tuple[int, T] | None:
        with self._lock:
            if self.empty:
                return None
            try:
                found = next(self._parts, None)
            except BaseException:
                self.empty = True
                raise
            self.empty = found is None
            return found


def _one(source: _Source[T], work: Callable[[int, T], R]) -> tuple[int, R] | None:
    found = source.take()
    if found is None:
        return None
    position, part = found
    del found
    return position, work(position, part)
