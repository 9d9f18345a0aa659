"""How help desks write times, lengths of time and truths."""

from __future__ import annotations

import datetime

from story import CHICAGO


def iso(moment: datetime.datetime | None) -> str:
    """Writes `2026-09-08 13:00:00`."""
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def iso_utc(moment: datetime.datetime | None) -> str | None:
    """Writes `2026-09-08T13:00:00Z`; nothing for JSON's null."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def clock_off(moment: datetime.datetime) -> str:
    """Writes `2026-09-08T08:00:00.000-0500`, the local time with its distance from UTC."""
    return moment.replace(tzinfo=CHICAGO).strftime("%Y-%m-%dT%H:%M:%S.000%z")


def day_first(moment: datetime.datetime) -> str:
    """Writes `8/9/2026 08:00`."""
    return f"{moment.day}/{moment.month}/{moment.year} {moment:%H:%M}"


def month_first(moment: datetime.datetime | None) -> str:
    """Writes `09/08/2026 08:00:00 AM`."""
    return moment.strftime("%m/%d/%Y %I:%M:%S %p") if moment else ""


def month_name(moment: datetime.datetime | None) -> str:
    """Writes `08/Sep/26 8:00 AM`."""
    if moment is None:
        return ""
    return f"{moment:%d/%b/%y} {moment:%I:%M %p}"


def since_1970(span: datetime.timedelta) -> str:
    """Writes a length of time as a date: `1970-01-02 09:46:18`."""
    return iso(datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + span)


def hours_and_minutes(minutes: int) -> str:
    """Writes `7:30`, `-0:05`."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{hours}:{rest:02d}"


def truth(told: bool | None) -> str:  # noqa: FBT001 (it is the value that is spelled)
    """Writes `true`, `false`, or nothing."""
    return "" if told is None else str(told).lower()
