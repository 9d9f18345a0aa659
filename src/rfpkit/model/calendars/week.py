"""A week of opening hours: for each weekday, any number of intervals."""

from __future__ import annotations

import re
from typing import Annotated, Any

from rfpkit.model.record import mistake
from rfpkit.model.scalars import SECONDS_PER_DAY, parse_clock, write_clock
from rfpkit.model.written import Written

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)

Interval = tuple[int, int]
"""Seconds since local midnight, half-open; an end above 86,400 lies on the next day."""

Week = tuple[tuple[Interval, ...], ...]
"""Seven days from Monday, each with its intervals in order."""


def parse_week(raw: dict[str, Any]) -> Week:
    """Reads `{mon-thu: 07:30-16:30, fri: [07:30-11:00, 12:00-15:00]}`."""
    days: dict[int, tuple[Interval, ...]] = {}
    for name, hours in raw.items():
        for day in _days(name):
            if day in days:
                message = f"{WEEKDAY_NAMES[day]} has its hours twice"
                raise mistake(message, "name each day once; several intervals go in a list")
            days[day] = _intervals(name, hours)
    week = tuple(days.get(day, ()) for day in range(7))
    _refuse_overlap(week)
    return week


def parse_interval(text: str) -> Interval:
    """Reads `07:30-16:30`; an end at or before its start runs overnight."""
    parts = [part.strip() for part in re.split(r"[-–]", text)]
    if len(parts) != 2:
        raise mistake(f"{text} is not an interval of hours", "write 07:30-16:30")
    start, end = (parse_clock(part) for part in parts)
    if parts[1] in {"23:59", "23:59:59"}:
        raise mistake(f"{text} leaves the last minute of the day out", "end it at 24:00")
    return (start, end) if end > start else (start, end + SECONDS_PER_DAY)


def write_week(week: Week) -> dict[str, str | list[str]]:
    """Writes each open weekday with its intervals."""
    written = {
        WEEKDAYS[day]: [write_interval(interval) for interval in intervals]
        for day, intervals in enumerate(week)
        if intervals
    }
    return {day: spans[0] if len(spans) == 1 else spans for day, spans in written.items()}


def write_interval(interval: Interval) -> str:
    """Writes `07:30-16:30`; an overnight end as the clock time of the next day."""
    start, end = interval
    clock = end if end <= SECONDS_PER_DAY else end - SECONDS_PER_DAY
    return f"{write_clock(start)}-{write_clock(clock)}"


def _days(name: str) -> list[int]:
    ends = [_day(part) for part in str(name).lower().split("-")]
    if len(ends) == 1:
        return ends
    if len(ends) != 2:
        raise mistake(f"`{name}` names no weekday", _NAMES)
    first, last = ends
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _day(name: str) -> int:
    if name.strip() not in WEEKDAYS:
        raise mistake(f"`{name.strip()}` is not a weekday", _NAMES)
    return WEEKDAYS.index(name.strip())


def _intervals(name: str, hours: Any) -> tuple[Interval, ...]:
    spans = hours if isinstance(hours, list) else [hours]
    if not all(isinstance(span, str) for span in spans):
        raise mistake(f"the hours of {name} cannot be read", "write 07:30-16:30")
    return tuple(sorted(parse_interval(span) for span in spans if span != "closed"))


def _refuse_overlap(week: Week) -> None:
    spans = sorted(
        (start + day * SECONDS_PER_DAY, end + day * SECONDS_PER_DAY, (day, (start, end)))
        for day, intervals in enumerate(week)
        for start, end in intervals
    )
    if not spans:
        return
    first, *_ = spans
    after_the_week = (first[0] + 7 * SECONDS_PER_DAY, 0, first[2])
    for (_, end, one), (start, _, other) in zip(spans, [*spans[1:], after_the_week], strict=True):
        if end > start:
            message = f"the hours {_named(*one)} and {_named(*other)} overlap"
            raise mistake(
                message, "write intervals that do not overlap; one may end as another begins"
            )


def _named(day: int, interval: Interval) -> str:
    return f"{WEEKDAY_NAMES[day]} {write_interval(interval)}"


_NAMES = "write mon, tue, wed, thu, fri, sat or sun, or a range: mon-fri"
_INTERVAL = {
    "type": "string",
    "pattern": r"^(\d{1,2}:\d{2}(:\d{2})?\s*[-–]\s*\d{1,2}:\d{2}(:\d{2})?|closed)$",
}

Hours = Annotated[
    Week,
    Written(
        parse_week,
        write_week,
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [_INTERVAL, {"type": "array", "items": _INTERVAL}],
            },
            "propertyNames": {"pattern": r"^[A-Za-z]{3}(-[A-Za-z]{3})?$"},
            "examples": [{"mon-fri": "07:30-16:30"}],
        },
        "hours for each weekday: {mon-fri: 07:30-16:30}",
        accepts=(dict,),
    ),
]
