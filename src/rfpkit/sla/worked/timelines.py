"""Three requests for a level with a clock: one in time, one late, one on the edge."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rfpkit.model.audit import Verdict
from rfpkit.model.effect import Action, Effect
from rfpkit.model.explanation import Explanation
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.limit import Unit
from rfpkit.model.pause import PauseRule
from rfpkit.model.worked import Case, Timeline
from rfpkit.sla.calendars.zones import UNKNOWN
from rfpkit.sla.worked.days import Days
from rfpkit.sla.worked.desk import Desk, Step


def timelines(desk: Desk[DurationMeasure]) -> tuple[Timeline, ...]:
    """Returns the requests that the calendar has room for, judged by the product's own clock."""
    return tuple(_Requests(desk).all())


class _Requests:
    def __init__(self, desk: Desk[DurationMeasure]) -> None:
        self.desk, self.calendar = desk, desk.calendar
        self.days = Days(desk)
        self.start = Effect(Action.EVENT, desk.measure.start[0])
        self.stop = Effect(Action.EVENT, desk.measure.stop[0])

    def all(self) -> Iterator[Timeline]:
        """Yields what fits: in time, late, on the edge."""
        makers = (
            (self.days.plain(), self._in_time),
            (self.days.later_in_the_week(), self._late),
            (self.days.before_a_closed_day(), self._edge),
        )
        for start, make in makers:
            due = None if start is None else self.desk.ask([(start, self.start)], start + 1).due
            made = None if start is None or due is None else make(start, due)
            if made is not None:
                yield made

    def _in_time(self, start: int, due: int) -> Timeline | None:
        length = self._elapsed(start, due)
        pauses = self.desk.measure.pause
        if pauses:
            steps = self._paused(start, length, pauses[0])
        else:
            steps = [(start, self.start), self._stopped(self._minute(start, length * 3 // 5))]
        return self._told("met", steps, Verdict.MET)

    def _paused(self, start: int, length: int, rule: PauseRule) -> list[Step]:
        """Returns a request with one pause, no longer than the level honors."""
        begun = self._minute(start, length // 4)
        longest = [one for one in (rule.each, rule.total, self.desk.measure.pause_total) if one]
        hours = [one.amount for one in longest if one.unit is Unit.SECONDS]
        ended = self._minute(begun, min([length // 2, *hours]))
        stopped = self._minute(ended, length // 3)
        pause, resumed = Effect(Action.PAUSE, rule.reason), Effect(Action.OPEN)
        return [(start, self.start), (begun, pause), (ended, resumed), self._stopped(stopped)]

    def _late(self, start: int, due: int) -> Timeline | None:
        over = self._after(due, max(self._elapsed(start, due) // 4, 60))
        steps = [(start, self.start), self._stopped(over - over % 60 + 60)]
        return self._told("missed", steps, Verdict.MISSED)

    def _edge(self, start: int, due: int) -> Timeline | None:
        """Returns the last second that is in time, and the same request a second later."""
        open_due = self.desk.ask([(start, self.start)], start + 1)
        turns = {due - 1, due, open_due.latest_compliant_before or due}
        for last in sorted(turns | {at - 1 for at in turns}):
            if last <= start:
                continue
            first, second = (
                self._ask([(start, self.start), self._stopped(at)]) for at in (last, last + 1)
            )
            if (first.verdict, second.verdict) == (Verdict.MET, Verdict.MISSED):
                return Timeline(case="edge", told=first, late=second)
        return None

    def _told(self, case: Case, steps: list[Step], wanted: Verdict) -> Timeline | None:
        told = self._ask(steps)
        return Timeline(case=case, told=told) if told.verdict == wanted else None

    def _ask(self, steps: list[Step]) -> Explanation:
        return self.desk.ask(steps, steps[-1][0] + 1)

    def _stopped(self, at: int) -> Step:
        return at, self.stop

    def _minute(self, start: int, seconds: int) -> int:
        """Returns when so much service time has passed, at a full minute if that is far enough."""
        at = self._after(start, max(seconds, 1))
        full = at - at % 60
        return full if full > start else at

    def _after(self, start: int, seconds: int) -> int:
        found = int(self.calendar.due(np.array([start]), np.array([seconds]))[0])
        return start + seconds if found == UNKNOWN else found

    def _elapsed(self, start: int, stop: int) -> int:
        return int(self.calendar.elapsed(np.array([start]), np.array([stop]))[0])
