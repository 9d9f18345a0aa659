"""The example contract's terms, written out again by hand: nothing here is read from a file."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")
TERM_BEGINS = datetime.date(2026, 7, 1)
AMENDED = datetime.date(2027, 2, 1)

HOLIDAYS = set(
    "2026-07-03 2026-09-07 2026-11-11 2026-11-26 2026-11-27 2026-12-24 2026-12-25 2026-12-28 "
    "2026-12-29 2026-12-30 2026-12-31 2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 "
    "2027-07-05".split()
)
SNOW_DAY = "2027-01-27"
CLOSED_FROM_NOON = {"2026-10-15", "2027-02-18", "2027-03-04", "2027-05-06"}


def open_hours(day: datetime.date) -> tuple[str, str] | None:
    """The support hours of a date, as clock times; None where it is closed."""
    text = day.isoformat()
    if text in HOLIDAYS or text == SNOW_DAY:
        return None
    in_summer = text <= "2026-08-07" or "2027-06-01" <= text <= "2027-08-06"
    in_testing = "2027-04-05" <= text <= "2027-04-30"
    if day.weekday() >= (4 if in_summer else 5):
        return None
    if in_summer:
        hours = ("07:00", "17:00")
    elif in_testing:
        hours = ("07:00", "17:30")
    else:
        hours = ("07:30", "16:30")
    return (hours[0], "12:00") if text in CLOSED_FROM_NOON else hours


PRIORITY = {"1 - Critical": "P1", "2 - High": "P2", "3 - Moderate": "P3"}
REPAIR_DAYS = {"P1": 1, "P2": 3, "P3": 5}
REPAIR_DAYS_AMENDED = {"P1": 1, "P2": 3, "P3": 4}
CUTOFF = "15:00:00"
ANSWER_SECONDS = {"P1": 3600, "P2": 4 * 3600, "P3": 8 * 3600}

REPAIR, ANSWER, SATISFACTION = "repair-turnaround", "acknowledgement", "satisfaction"
IN_SCOPE_CLASSES = {"Student Laptop", "Staff Laptop"}
EXCLUSIONS = {
    REPAIR: {"duplicate", "beyond-economical-repair", "force-majeure"},
    ANSWER: {"duplicate", "force-majeure"},
    SATISFACTION: {"duplicate"},
}

FEE = Decimal("41262.50")
OWED = {REPAIR: Fraction(95, 100), ANSWER: Fraction(95, 100), SATISFACTION: Fraction(94, 100)}
FLOOR = Fraction(85, 100)
ENOUGH = 10
"""Decided tickets on which a month, or a site in it, is judged."""
BANDS = {
    REPAIR: [(Fraction(80, 100), 10), (Fraction(90, 100), 5), (Fraction(95, 100), 2)],
    ANSWER: [(Fraction(85, 100), 2), (Fraction(95, 100), 1)],
}
"""From the worst band up: attainment below the share costs so many percent of the fee."""
AT_RISK_PERCENT = 10
