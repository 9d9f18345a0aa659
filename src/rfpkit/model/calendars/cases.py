"""Cases of a calendar: questions with the answers that both sides agreed on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.calendars.calendar import ALWAYS, ServiceCalendar
from rfpkit.model.kinds.measure import DayRule
from rfpkit.model.limit import Limit
from rfpkit.model.moment import Length, Moment
from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.references import calendar_problems
from rfpkit.model.scalars import Clock, Id, Text, Zone


class Question(StrEnum):
    """What a case asks."""

    SERVICE_TIME = "service time"
    DUE = "due"
    LATEST_START = "latest start"
    NEXT_OPENING = "next opening"


class CasePause(Record):
    """A stretch in which the clock of a case stands still."""

    start: Moment = Field(alias="from")
    """When the pause begins."""
    end: Moment = Field(alias="to")
    """When it ends."""


class CalendarCase(Record):
    """One question to a calendar, and its right answer."""

    id: Id
    """Name of the case."""
    note: Text | None = None
    """Why the answer is what it is."""
    calendar: Id
    """The calendar that is asked; `always` for elapsed time."""
    start: Moment | None = Field(None, alias="from")
    """When the clock starts; local time of the calendar where it has no offset."""
    stop: Moment | None = Field(None, alias="to")
    """When the clock stops."""
    within: Limit | None = None
    """The target: 4 business hours, 3 business days."""
    day_rule: DayRule = DayRule.CLOSE_OF_BUSINESS
    """Rule for a target in business days."""
    cutoff: Clock | None = None
    """Receipt after this local time counts as the next business day."""
    pauses: tuple[CasePause, ...] = ()
    """When the clock stands still, for questions about service time and targets in hours."""
    service_time: Length | None = None
    """Answer: the service time from `from` to `to`."""
    due: Moment | None = None
    """Answer: when a target that starts at `from` is over."""
    in_time_before: Moment | None = None
    """Answer beside `due`: the next opening, before which a stop is in time, too."""
    latest_start: Moment | None = None
    """Answer: the latest start from which the whole target lies before `to`."""
    next_opening: Moment | None = None
    """Answer: `from` itself while the calendar is open, else its next opening."""
    not_covered: Literal[True] | None = None
    """Answer: the calendar does not cover this and must refuse to say."""

    @property
    def question(self) -> Question:
        """What the case asks."""
        if self.service_time is not None or (self.within is None and self.stop is not None):
            return Question.SERVICE_TIME
        if self.within is None:
            return Question.NEXT_OPENING
        return Question.DUE if self.start is not None else Question.LATEST_START

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        answers = {
            "service_time": self.service_time,
            "due": self.due,
            "latest_start": self.latest_start,
            "next_opening": self.next_opening,
            "not_covered": self.not_covered,
        }
        given = [f"`{name}`" for name, value in answers.items() if value is not None]
        if not given:
            raise mistake("the case has no answer", f"add one of: {', '.join(answers)}")
        if len(given) > 1:
            raise mistake(f"{' and '.join(given)} answer two questions", "make two cases of it")
        self._has_what_it_asks_about(given[0].strip("`"))
        if self.in_time_before is not None and self.due is None:
            raise mistake("`in_time_before` stands without `due`", "add `due`")
        if self.pauses and (self.within and self.within.unit.value != "seconds"):
            raise mistake("pauses beside a target in days are no question to a calendar", _AUDIT)
        if self.pauses and (self.latest_start or self.next_opening):
            raise mistake("pauses have no place in this question", "leave them out")
        return self

    def _has_what_it_asks_about(self, answer: str) -> None:
        wanted = _WANTED[answer]
        here = {"from": self.start, "to": self.stop, "within": self.within}
        lacking = [name for name in wanted if here[name] is None]
        extra = [name for name, value in here.items() if value is not None and name not in wanted]
        if answer == "not_covered":
            lacking = [] if self.start is not None or self.stop is not None else ["from"]
            extra = ["to"] if len([v for v in here.values() if v is not None]) == 3 else []
        needs = f"`{answer}` needs {' and '.join(f'`{name}`' for name in wanted)}"
        if lacking:
            raise mistake(f"`{lacking[0]}` is missing", needs)
        if extra:
            raise mistake(f"`{extra[0]}` has no place in this question", needs)


class CalendarCases(Record):
    """A file of cases that a contract manager keeps beside a contract."""

    kind: Literal["calendar-cases"]
    """What the file is."""
    calendars_from: Text | None = None
    """File beside this one whose calendars are asked: a contract, an RFP or a calendar."""
    timezone: Zone | None = None
    """IANA time zone of calendars in this file that name none."""
    calendars: tuple[ServiceCalendar, ...] = ()
    """Calendars of this file."""
    cases: tuple[CalendarCase, ...] = Field(min_length=1)
    """Questions and their answers."""

    def problems(self) -> Iterable[Problem]:
        """Yields each rule between the file's objects that does not hold."""
        yield from repeated_ids("calendars", self.calendars, ("calendars",))
        yield from repeated_ids("cases", self.cases, ("cases",))
        yield from calendar_problems(self.calendars, ("calendars",))
        for position, calendar in enumerate(self.calendars):
            if calendar.timezone is None and self.timezone is None:
                hint = "add `timezone` to the calendar, or to the file"
                yield Problem(("calendars", position), "the calendar has no time zone", hint)
        if self.calendars_from is None:
            yield from unknown_calendars(self, [one.id for one in self.calendars])


def unknown_calendars(file: CalendarCases, known: Iterable[str]) -> Iterable[Problem]:
    """Yields each calendar that a case names and that is not there."""
    names = list(dict.fromkeys([*known, ALWAYS]))
    for position, case in enumerate(file.cases):
        if case.calendar not in names:
            message = f"there is no calendar `{case.calendar}`"
            hint = f"known calendars: {', '.join(names)}"
            yield Problem(("cases", position, "calendar"), message, hint)
        elif case.calendar == ALWAYS and file.timezone is None and file.calendars_from is None:
            hint = "add `timezone` to the file"
            yield Problem(("cases", position), "elapsed time needs a time zone here", hint)


_AUDIT = "show it with `rfpkit explain`, or write the target in hours"
_WANTED = {
    "service_time": ("from", "to"),
    "due": ("from", "within"),
    "latest_start": ("to", "within"),
    "next_opening": ("from",),
    "not_covered": ("from", "to", "within"),
}
