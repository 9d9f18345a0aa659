"""How much the templates of a pack may take, which nobody here has read.

Each limit has a floor that no honest pack comes near, and grows with what is filled in, so
that a long document is no reason to refuse one.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import Any, Final

LARGEST_TEMPLATE: Final = 1_000_000
"""Bytes of one template; a section of a document has a few thousand."""


@dataclass(frozen=True)
class Limits:
    """What a program that fills templates in may take."""

    seconds: int
    """Seconds of work, from its start."""
    memory: int
    """Bytes of memory, its libraries included."""
    text: int
    """Characters of the document."""
    elements: int
    """Signs `<` in it: what is laid out takes far longer than what is written."""


def limits_for(size: int) -> Limits:
    """Returns the limits for so many bytes to be filled in.

    A document of 60 pages has some 200,000 bytes, takes half a second of work, 60 MB of memory,
    and makes 300,000 characters with 12,000 signs `<`.
    """
    return Limits(
        seconds=3 + size // 500_000,
        memory=400_000_000 + 50 * size,
        text=1_000_000 + 5 * size,
        elements=12_000 + size // 4,
    )


class TooMuchWork(BaseException):  # no `Exception`: Jinja catches those, and stumbles
    """The templates have worked longer than they may."""

    at: Any = None
    """Where in the templates they were stopped."""
    held: Any = None
    """What they were filling in."""


def confine(limits: Limits) -> None:
    """Limits what this program may take from now on; it can write no file any more.

    Work that goes on too long ends with `TooMuchWork` where Python itself does it, so that the
    place in the template can be told, and a second later with the program where it does not.
    """
    import resource  # only here; a program that reads the limits needs none

    signal.signal(signal.SIGXCPU, _stop)
    for what, most, end in (
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1),
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
    ):
        # A machine that gives less already keeps its own limit.
        _, there = resource.getrlimit(what)
        highest = end if there == resource.RLIM_INFINITY else min(end, there)
        resource.setrlimit(what, (min(most, highest), highest))


def _stop(*_: object) -> None:
    raise TooMuchWork
