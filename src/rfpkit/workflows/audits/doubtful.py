"""Values that were used and are doubtful, gathered over the partitions of an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rfpkit.model.exports.intake import FRACTION_CUT, MOST_FRACTIONS, DoubtfulValue, Intake

if TYPE_CHECKING:
    from rfpkit.model.exports.event_log import EventLog


class DoubtfulValues:
    """Keeps what each partition lists."""

    def __init__(self) -> None:
        """Begins with none."""
        self._parts: list[Any] = []

    def seen(self, logs: Iterable[EventLog]) -> Iterator[EventLog]:
        """Yields the partitions of a log, and keeps their lists."""
        for log in logs:
            if log.doubtful is not None and log.doubtful.height:
                self._parts.append(log.doubtful)
            yield log
            del log  # its memory is wanted for the next one

    def of(self, intake: Intake) -> tuple[DoubtfulValue, ...]:
        """Returns all of them, in the order of the files and their rows."""
        files = [source.file for source in intake.sources]
        lines = sorted(line for part in self._parts for line in part.iter_rows())
        return tuple(DoubtfulValue(files[line[0]], *line[1:]) for line in _first_fractions(lines))


def _first_fractions(lines: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yields the lines, and of fractions that were cut the first of each column, in any parts."""
    listed: Counter[str] = Counter()
    for line in lines:
        _, _, column, _, reason = line
        listed[column] += reason == FRACTION_CUT
        if reason != FRACTION_CUT or listed[column] <= MOST_FRACTIONS:
            yield line
