"""What an RFP leaves open on purpose, so that nobody takes it for an oversight."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, Text
from rfpkit.model.service_level import unknown

POINTS: Final = {
    "few-tickets": "Periods with few tickets",
    "endless-pause": "The longest pause",
    "unproven-term": "Proof of a reason to leave a request out",
    "duplicates": "Requests that repeat another one",
    "silent-customers": "Periods with few ratings",
    "late-report": "A report or an export that is not delivered",
    "chronic-failure": "A level that is missed again and again",
    "level-without-remedy": "A level whose miss costs nothing",
    "baseline-better": "A level below what is reached today",
    "level-without-goal": "A level that serves no goal",
    "goal-without-level": "A goal that no level measures",
    "calendar-ends-early": "Dates that the calendars do not reach yet",
    "due-on-a-closed-day": "A date on a closed day",
    "meeting-without-hour": "The hour or the place of a meeting",
    "no-cap": "The most that credits may come to",
    "no-target": "A priority without a target",
    "nobody-answers": "An item that nobody answers for yet",
    "price-not-rated": "Prices that count for nothing in the evaluation",
}
"""Each point that may be left open, by the rule of `rfpkit check` that finds it, and in words."""


class OpenPoint(Record):
    """A point that the RFP leaves open on purpose; the document prints it among its definitions."""

    rule: Id
    """The rule of `rfpkit check` that finds it: few-tickets."""
    of: Id | None = None
    """The level, goal, event or term that it is about; all of them if left out."""
    settled: Text
    """How it is settled instead, or who settles it and when. Printed."""

    @property
    def title(self) -> str:
        """The point in words."""
        return POINTS[self.rule]


def open_point_problems(
    points: Iterable[OpenPoint], ids: Collection[str], path: tuple[str | int, ...]
) -> Iterable[Problem]:
    """Yields each rule that there is not, or that nobody may leave open, and each unknown id.

    `ids` are those of everything in the document.
    """
    for position, point in enumerate(points):
        if point.rule not in POINTS:
            yield unknown((*path, position, "rule"), "point to leave open", point.rule, POINTS)
        if point.of is not None and point.of not in ids:
            what = "level, goal, event or term"
            yield unknown((*path, position, "of"), what, point.of, ids)
