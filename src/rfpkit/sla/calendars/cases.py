"""Puts the question of a case to its calendar and compares the answers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from rfpkit.model.calendars.case_result import CaseResult
from rfpkit.model.calendars.cases import CalendarCase, Question
from rfpkit.model.calendars.exchanged_cases import ExchangedCase
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.moment import write_length
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.days import DayCount
from rfpkit.sla.calendars.service_time import due_instant, latest_start
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, instant_of, write_local

NOT_COVERED = "not covered"
_Pauses = Sequence[tuple[int, int]]
"""First second, and first second after, of each pause."""


def judge(calendar: CompiledCalendar, case: CalendarCase) -> CaseResult:
    """Returns what a calendar answers to a case of a contract manager."""
    asker = _Asker(calendar, DayCount(case.day_rule, case.cutoff))
    start, stop = (_instant(one, calendar.zone) for one in (case.start, case.stop))
    pauses = [
        (instant_of(one.start, calendar.zone), instant_of(one.end, calendar.zone))
        for one in case.pauses
    ]
    answers = (case.due, case.latest_start, case.next_opening)
    moment = next((one for one in answers if one is not None), None)
    expected = asker.write(_instant(moment, calendar.zone))
    if case.service_time is not None:
        expected = write_length(case.service_time)
    result = asker.result(case.question, start, stop, case.within, pauses)
    got = asker.words(case.question, result)
    if case.in_time_before is not None:
        expected += f", in time before {asker.write(_instant(case.in_time_before, calendar.zone))}"
        got += f", in time before {asker.write(asker.in_time_before(result))}"
    return CaseResult(
        id=case.id, question=case.question, expected=expected, got=got, note=case.note or ""
    )


def judge_exchanged(case: ExchangedCase) -> CaseResult:
    """Returns what a case's own calendar answers to it."""
    calendar = compile_calendar(case.calendar.covering(case.covers))
    asker, zone = _Asker(calendar, DayCount()), calendar.zone
    ends = (instant_of(case.start, zone), _instant(case.end, zone))
    start, stop = ends[::-1] if case.question is Question.LATEST_START else ends
    pauses = [
        (instant_of(begin, zone), instant_of(end or case.end or begin, zone))
        for begin, end in case.pauses
    ]
    amount = abs(case.add_seconds or 0)
    limit = TimeLimit(amount, Unit.SECONDS, "second") if amount else None
    expected = asker.write(_instant(case.expected_end or case.expected_next_open, zone))
    if case.expected_seconds is not None:
        expected = write_length(case.expected_seconds)
    got = asker.words(case.question, asker.result(case.question, start, stop, limit, pauses))
    return CaseResult(
        id=case.id, question=case.question, expected=expected, got=got, note=case.note or ""
    )


@dataclass(frozen=True, eq=False)
class _Asker:
    """Asks one calendar. An answer is seconds or an instant; None where it is not covered."""

    calendar: CompiledCalendar
    count: DayCount

    def result(
        self,
        question: Question,
        start: int | None,
        stop: int | None,
        limit: TimeLimit | None,
        pauses: _Pauses,
    ) -> int | None:
        """Returns the answer to a question whose parts are there."""
        first, last = start or 0, stop or 0
        told = [one for one in (start, stop) if one is not None]
        if not self.calendar.covers(np.array(told, dtype=np.int64)).all():
            return None
        match question:
            case Question.SERVICE_TIME:
                passed = self._elapsed(first, last)
                return passed - self._held(first, last, pauses)
            case Question.NEXT_OPENING:
                return _known(self.calendar.next_opening(_column(first)))
            case Question.LATEST_START:
                return latest_start(self.calendar, last, limit or _NO_TIME, self.count)
            case Question.DUE:
                return self._due(first, limit or _NO_TIME, pauses)
            case _:
                assert_never(question)

    def in_time_before(self, due: int | None) -> int | None:
        """Returns the next opening where an instant is a close of business."""
        return due and _known(self.calendar.latest_compliant_before(_column(due)))

    def words(self, question: Question, answer: int | None) -> str:
        """Returns an answer as the command prints it."""
        if question is Question.SERVICE_TIME and answer is not None:
            return write_length(answer)
        return self.write(answer)

    def write(self, instant: int | None) -> str:
        """Returns an instant in the calendar's local time."""
        return NOT_COVERED if instant is None else write_local(instant, self.calendar.zone)

    def _due(self, start: int, limit: TimeLimit, pauses: _Pauses) -> int | None:
        """Returns the due instant, later by the service time of the pauses before it."""
        due, moved = None, due_instant(self.calendar, start, limit, self.count)
        while moved is not None and moved != due:
            due = moved
            held = self._held(start, due, pauses)
            longer = TimeLimit(limit.amount + held, limit.unit, limit.word)
            moved = due_instant(self.calendar, start, longer, self.count)
        return moved

    def _held(self, start: int, stop: int, pauses: _Pauses) -> int:
        """Returns the service time in the union of the pauses, clipped to the clock."""
        total, reach = 0, start
        for begin, end in sorted(pauses):
            total += self._elapsed(max(begin, reach), min(end, stop))
            reach = max(reach, min(end, stop))
        return total

    def _elapsed(self, start: int, stop: int) -> int:
        return int(self.calendar.elapsed(_column(start), _column(stop))[0])


_NO_TIME = TimeLimit(0, Unit.SECONDS, "second")


def _instant(moment: datetime.datetime | None, zone: str) -> int | None:
    return None if moment is None else instant_of(moment, zone)


def _column(value: int) -> Instants:
    return np.array([value], dtype=np.int64)


def _known(column: Instants) -> int | None:
    value = int(column[0])
    return None if value == UNKNOWN else value
