"""How long something takes: the best of several times, as others on the machine only add."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping


def best(run: Callable[[], object], times: int) -> float:
    """Returns the seconds of the fastest of several runs."""
    return min(seconds_of(run) for _ in range(times))


def alternately(runs: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Returns the seconds of the fastest round of each, taken in turns."""
    found = dict.fromkeys(runs, float("inf"))
    for _ in range(times):
        for name, run in runs.items():
            found[name] = min(found[name], seconds_of(run))
    return found


def alternately_on_the_processor(
    runs: Mapping[str, Callable[[], object]], times: int
) -> dict[str, float]:
    """Returns the seconds of all cores together, the least of each, taken in turns."""
    found = dict.fromkeys(runs, float("inf"))
    for _ in range(times):
        for name, run in runs.items():
            gc.collect()
            start = time.process_time()
            run()
            found[name] = min(found[name], time.process_time() - start)
    return found


def seconds_of(run: Callable[[], object]) -> float:
    """Returns how long one run takes."""
    gc.collect()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
