"""What the people who plan an RFP have not settled yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Text, Whole

LAST_QUESTION: Final = 11
"""Number of the last planning question."""


class Unsettled(Record):
    """An answer that nobody knows yet, or that was proposed and that nobody confirmed.

    It is never printed; `rfpkit check` tells it until the line is taken out.
    """

    question: Whole | None = None
    """The planning question that it belongs to, 1 to 11; who buys, dates and money if left out."""
    what: Text
    """What is not settled, in a few words: how many devices are repaired in a year."""
    proposed: Text | None = None
    """The value that stands in the file and that nobody confirmed; none is known if left out."""


def unsettled_problems(
    points: Sequence[Unsettled], path: tuple[str | int, ...]
) -> Iterable[Problem]:
    """Yields each number that no planning question has."""
    for position, point in enumerate(points):
        if point.question is not None and not 1 <= point.question <= LAST_QUESTION:
            message = f"there is no planning question {point.question}"
            hint = f"write a number from 1 to {LAST_QUESTION}"
            yield Problem((*path, position, "question"), message, hint)
