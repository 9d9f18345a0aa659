"""Cases of business time in the plain form that programs exchange, without a calendar's words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from rfpkit.model.calendars.calendar import Closure, Opening, ServiceCalendar
from rfpkit.model.calendars.cases import Question
from rfpkit.model.calendars.holiday import Holiday
from rfpkit.model.calendars.week import WEEKDAYS, Interval
from rfpkit.model.dates import DateRange, EachYear
from rfpkit.model.moment import Moment
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import SECONDS_PER_DAY, Clock, Date, Text, Whole, Zone
from rfpkit.model.written import Written


def parse_seconds(text: str) -> int:
    """Reads whole seconds, negative where time is taken off."""
    if re.fullmatch(r"-?\d{1,12}", text.strip(), re.ASCII) is None:
        raise mistake(f"{text} is not a number of seconds", "write digits only: 28800, or -5400")
    return int(text)


Seconds = Annotated[
    int, Written(parse_seconds, int, {"type": "integer"}, "a number of seconds: 28800")
]
Span = tuple[Clock, Clock]
"""Two times of day; an end at or before its start lies on the next day."""


def _known_day(raw: Any) -> Any:
    if isinstance(raw, dict) and (unknown := [day for day in raw if day not in WEEKDAYS]):
        raise mistake(f"`{unknown[0]}` is not a weekday", f"write {', '.join(WEEKDAYS)}")
    return raw


class ExchangedCalendar(Record):
    """Hours as most programs know them."""

    tz: Zone
    """IANA time zone."""
    week: Annotated[dict[str, tuple[Span, ...]], BeforeValidator(_known_day)]
    """Pairs of times for each weekday; overlapping ones count once."""
    holidays: tuple[Date, ...] = ()
    """Closed dates."""
    annual_holidays: tuple[EachYear, ...] = ()
    """Days of the year that are closed each year."""
    breaks: dict[Date, tuple[Span, ...]] = Field(default_factory=dict)
    """Closed hours of single dates."""
    shifts: dict[Date, tuple[Span, ...]] = Field(default_factory=dict)
    """Hours of single dates in place of the week's."""

    def covering(self, covers: DateRange) -> ServiceCalendar:
        """Returns the hours as a calendar of these dates."""
        closed = [Holiday(date=day, name="Holiday") for day in self.holidays]
        closed += [Holiday(every=days, name="Holiday") for days in self.annual_holidays]
        closures = [
            Closure.model_construct(date=day, start=start, end=end, reason="Break")
            for day, start, end in _dated(self.breaks)
        ]
        closures += [Closure(date=day, reason="Other hours") for day in self.shifts]
        openings = [
            Opening.model_construct(date=day, start=start, end=end, reason="Other hours")
            for day, start, end in _dated(self.shifts)
        ]
        return ServiceCalendar(
            id="case",
            timezone=self.tz,
            covers=covers,
            week=tuple(tuple(map(_interval, self.week.get(day, ()))) for day in WEEKDAYS),
            holidays=tuple(closed),
            closures=tuple(closures),
            openings=tuple(openings),
        )


class ExchangedCase(Record):
    """One question to a calendar of its own, and its right answer."""

    id: Text
    """Name of the case."""
    source: Text | None = None
    """Where it comes from."""
    note: Text | None = None
    """Why the answer is what it is."""
    tags: tuple[Text, ...] = ()
    """What it is about."""
    calendar: ExchangedCalendar
    """The hours."""
    start: Moment
    """When the clock starts."""
    end: Moment | None = None
    """When the clock stops."""
    add_seconds: Seconds | None = None
    """Service time to add; to take off where it is negative."""
    pauses: tuple[tuple[Moment, Moment | None], ...] = ()
    """When the clock stands still; a pause without an end runs to the stop."""
    expected_seconds: Whole | None = None
    """Answer: service time from start to end without the pauses."""
    expected_end: Moment | None = None
    """Answer: the instant at which `add_seconds` are over."""
    expected_next_open: Moment | None = None
    """Answer: the start itself while open, else the next opening."""

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        answers = (self.expected_seconds, self.expected_end, self.expected_next_open)
        if sum(answer is not None for answer in answers) != 1:
            raise mistake("the case has not exactly one answer", f"add one of: {_ANSWERS}")
        if self.expected_seconds is not None and self.end is None:
            raise mistake("`end` is missing", "`expected_seconds` needs `start` and `end`")
        if self.expected_end is not None and not self.add_seconds:
            hint = "`expected_end` needs `add_seconds`, more or less than zero"
            raise mistake("`add_seconds` is missing", hint)
        if self.end is None and any(end is None for _, end in self.pauses):
            raise mistake("a pause has no end, and neither has the case", "add the pause's end")
        return self

    @property
    def question(self) -> Question:
        """What the case asks."""
        if self.expected_seconds is not None:
            return Question.SERVICE_TIME
        if self.expected_next_open is not None:
            return Question.NEXT_OPENING
        return Question.LATEST_START if (self.add_seconds or 0) < 0 else Question.DUE

    @property
    def covers(self) -> DateRange:
        """The dates that the case speaks of, and a year on either side."""
        told = (self.start, self.end, self.expected_end, self.expected_next_open)
        days = [moment.date() for moment in told if moment is not None]
        year = datetime.timedelta(days=366)
        return DateRange(min(days) - year, max(days) + year)


class ExchangedCases(Record):
    """A list of cases."""

    cases: tuple[ExchangedCase, ...] = Field(min_length=1)
    """Questions and their answers."""


def _dated(
    spans: dict[datetime.date, tuple[Span, ...]],
) -> Iterator[tuple[datetime.date, int, int]]:
    """Yields hours of single dates; those of a night are cut at midnight."""
    for day, pairs in spans.items():
        for start, end in map(_interval, pairs):
            yield day, start, min(end, SECONDS_PER_DAY)
            if end > SECONDS_PER_DAY:
                yield day + datetime.timedelta(days=1), 0, end - SECONDS_PER_DAY


def _interval(span: Span) -> Interval:
    start, end = span
    return (start, end) if end > start else (start, end + SECONDS_PER_DAY)


_ANSWERS = "expected_seconds, expected_end, expected_next_open"
