"""Whole numbers of all partitions, kept in little memory, each once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from rfpkit.sla.calendars.zones import Mask
from rfpkit.sla.clocks.timeline import Codes

_SPARSE = 8
"""Numbers are kept as marks where no more than one in so many is missing: a byte for each, in
the place of eight for each that is there."""


@dataclass(eq=False)
class Numbers:
    """A set of whole numbers that grows."""

    _lists: list[Codes] = field(default_factory=list)
    """What is not marked yet."""
    _count: int = 0
    """Numbers in the lists; one that came twice counts twice."""
    _first: int = 0
    """The number of the first mark."""
    _marks: Mask = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def add(self, numbers: Codes) -> None:
        """Adds numbers, in any order."""
        if numbers.size:
            self._lists.append(numbers)
            self._count += numbers.size
            self._mark()

    def merge(self, other: Numbers) -> None:
        """Adds the numbers of another set."""
        self._lists += other._lists
        self._count += other._count
        if other._marks.size:
            self._lists.append(other._marked())
            self._count += other._marks.size
        self._mark()

    def once(self) -> Codes:
        """Returns all numbers in order, each once."""
        marked = self._marked()
        return np.unique(np.concatenate([marked, *self._lists])) if self._lists else marked

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return self.once().size if self._lists else int(np.count_nonzero(self._marks))

    @property
    def ends(self) -> tuple[int, int]:
        """The smallest and the largest number; there is one."""
        if self._lists:
            numbers = self.once()
            return int(numbers[0]), int(numbers[-1])
        # The marks begin and end with a number.
        return self._first, self._first + self._marks.size - 1

    def missing(self, most: int) -> list[int]:
        """Returns the first few numbers that are missing between the ends."""
        if not self._lists:
            first: list[int] = (np.flatnonzero(~self._marks)[:most] + self._first).tolist()
            return first
        numbers = self.once()
        found: list[int] = []
        for place in np.flatnonzero(np.diff(numbers) > 1)[:most].tolist():
            gap = range(int(numbers[place]) + 1, int(numbers[place + 1]))
            found += gap[: most - len(found)]
        return found

    @property
    def size_in_memory(self) -> int:
        """Bytes that the set takes."""
        return self._marks.nbytes + sum(numbers.nbytes for numbers in self._lists)

    def _marked(self) -> Codes:
        return np.flatnonzero(self._marks) + self._first

    def _mark(self) -> None:
        """Puts the lists among the marks, where these are dense enough to be smaller."""
        if not self._lists:
            return
        lows = [int(numbers.min()) for numbers in self._lists]
        highs = [int(numbers.max()) for numbers in self._lists]
        if self._marks.size:
            lows.append(self._first)
            highs.append(self._first + self._marks.size - 1)
        first, last = min(lows), max(highs)
        if last - first + 1 > _SPARSE * (self._count + int(np.count_nonzero(self._marks))):
            return
        if last - first + 1 > self._marks.size:
            marks = np.zeros(last - first + 1, dtype=np.bool_)
            at = self._first - first
            marks[at : at + self._marks.size] = self._marks
            self._first, self._marks = first, marks
        for numbers in self._lists:
            self._marks[numbers - self._first] = True
        self._lists, self._count = [], 0
