"""What people write becomes exact values, and is written back in one spelling."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from rfpkit.model.calendars.week import Hours
from rfpkit.model.dates import Dates
from rfpkit.model.limit import Limit, TimeLimit, Unit, parse_limit
from rfpkit.model.scalars import Clock, Date, Money, Share, Whole, write_clock, write_share


def complaint(annotation, raw):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(annotation).validate_python(raw)
    (error,) = caught.value.errors()
    return error["ctx"]["message"], error["ctx"]["hint"]


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (Share, "95%", Fraction(95, 100)),
        (Share, "99.95 %", Fraction(9995, 10000)),
        (Share, "100%", Fraction(1)),
        (Money, "$1,250.00", Decimal("1250.00")),
        (Money, "1250", Decimal("1250.00")),
        (Clock, "07:30", 27_000),
        (Clock, "24:00", 86_400),
        (Whole, "20,000", 20_000),
        (Limit, "3 business days", TimeLimit(3, Unit.BUSINESS_DAYS, "business day")),
        (Limit, "1 school day", TimeLimit(1, Unit.BUSINESS_DAYS, "school day")),
        (Limit, "90 minutes", TimeLimit(5400, Unit.SECONDS, "minute")),
        (Limit, "1.5 hours", TimeLimit(5400, Unit.SECONDS, "hour")),
        (Limit, "10 calendar days", TimeLimit(10, Unit.CALENDAR_DAYS, "calendar day")),
    ],
)
def test_what_people_write_is_read_exactly(annotation, text, value):
    assert TypeAdapter(annotation).validate_python(text) == value


@pytest.mark.parametrize(
    ("annotation", "text", "message", "hint"),
    [
        (Share, "95", "95 is not a share", "write 95% (a share needs its sign)"),
        (Share, "0.95", "0.95 is not a share", "write 95% (a share is written in percent)"),
        (Share, "101%", "101% is more than the whole", "a share lies between 0% and 100%"),
        (Money, "-5.00", "-5.00 is not an amount of money", "write dollars and cents: $1,250.00"),
        (Money, "12.345", "12.345 is not an amount of money", "write dollars and cents: $1,250.00"),
        (
            Clock,
            "24:01",
            "24:01 is not a time of day",
            "a day runs from 00:00 to 24:00; hours into the next day are written 22:00-02:00",
        ),
        (Date, "2026-02-30", "there is no day 2026-02-30", "check the month and the day"),
        (
            Dates,
            "2026-07-01 to 9999-12-31",
            "9999-12-31 is too far off",
            "write a day from 1970-01-01 to 2199-12-31",
        ),
        (
            Hours,
            "07:30-16:30",
            "a text cannot stand here",
            "write hours for each weekday: {mon-fri: 07:30-16:30}",
        ),
        (
            Limit,
            "3 days",
            "`3 days` does not say which days count",
            "write 3 business days or 3 calendar days",
        ),
        (Limit, "0 hours", "`0 hours` leaves no time at all", "a limit is more than zero"),
        (
            Dates,
            "2027-01-01 to 2026-01-01",
            "2027-01-01 to 2026-01-01 ends before it begins",
            "put the earlier date first",
        ),
    ],
)
def test_a_mistake_is_named_and_mended(annotation, text, message, hint):
    assert complaint(annotation, text) == (message, hint)


@pytest.mark.parametrize("text", ["3654 business days", "999999999 hours"])
def test_a_limit_of_more_than_ten_years_is_refused(text):
    message, _ = complaint(Limit, text)
    assert message == f"`{text}` is more than ten years"


def test_half_a_business_day_is_refused_rather_than_guessed():
    message, _ = complaint(Limit, "1.5 business days")
    assert message == "`1.5 business days` splits a day"


def test_an_end_of_23_59_is_refused_because_it_loses_a_minute():
    message, hint = complaint(Hours, {"mon": "00:00-23:59"})
    assert (message, hint) == (
        "00:00-23:59 leaves the last minute of the day out",
        "end it at 24:00",
    )


@pytest.mark.parametrize(
    "week",
    [
        {"mon": ["08:00-12:00", "11:00-15:00"]},
        {"mon": "22:00-06:00", "tue": "05:00-09:00"},
        {"sun": "22:00-06:00", "mon": "05:00-09:00"},
    ],
)
def test_hours_that_overlap_are_refused_across_midnight_and_the_week_too(week):
    message, _ = complaint(Hours, week)
    assert "overlap" in message


def test_intervals_that_touch_do_not_overlap():
    week = TypeAdapter(Hours).validate_python({"mon-tue": ["00:00-12:00", "12:00-24:00"]})
    assert week[0] == week[1] == ((0, 43_200), (43_200, 86_400))


def test_a_range_of_days_may_run_across_the_weekend():
    week = TypeAdapter(Hours).validate_python({"fri-mon": "10:00-12:00"})
    assert [bool(day) for day in week] == [True, False, False, False, True, True, True]


@given(st.integers(0, 100_000_000).map(lambda n: Fraction(n, 100_000_000)))
def test_a_share_survives_being_written(share):
    assert TypeAdapter(Share).validate_python(write_share(share)) == share


@given(st.integers(0, 86_400))
def test_a_clock_time_survives_being_written(seconds):
    assert TypeAdapter(Clock).validate_python(write_clock(seconds)) == seconds


@given(st.integers(1, 10_000), st.sampled_from(["minute", "hour", "business hour"]))
def test_a_length_of_time_survives_being_written(number, word):
    limit = parse_limit(f"{number} {word}s")
    assert parse_limit(str(limit)) == limit
