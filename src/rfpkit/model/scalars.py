"""The small values of a contract: ids, shares, money, dates, clock times."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated
from zoneinfo import ZoneInfo

from rfpkit.model.record import mistake
from rfpkit.model.written import Written

SECONDS_PER_DAY = 86_400
FIRST_DAY, LAST_DAY = datetime.date(1970, 1, 1), datetime.date(2199, 12, 31)
"""The days that a document can speak of; a year outside is a slip of the pen."""


def parse_share(text: str) -> Fraction:
    """Reads `95%` or `99.5 %` as an exact fraction between 0 and 1."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?)\s*%", text.strip(), re.ASCII)
    if found is None:
        raise mistake(f"{text} is not a share", _share_hint(text.strip()))
    share = Fraction(Decimal(found[1])) / 100
    if share > 1:
        raise mistake(f"{text} is more than the whole", "a share lies between 0% and 100%")
    return share


def write_share(share: Fraction) -> str:
    """Writes a share in percent with as many decimals as it has: `95%`, `99.95%`."""
    percent = Decimal(share.numerator * 100) / Decimal(share.denominator)
    text = f"{percent:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def parse_money(text: str) -> Decimal:
    """Reads `$1,250.00`, `1,250` or `1250.00`: never negative, at most two decimals."""
    found = re.fullmatch(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{2})?", text.strip(), re.ASCII)
    if found is None:
        raise mistake(f"{text} is not an amount of money", "write dollars and cents: $1,250.00")
    return Decimal(found[1].replace(",", "") + (found[2] or ".00"))


def write_money(amount: Decimal) -> str:
    """Writes dollars and cents: `$1,250.00`."""
    return f"${amount:,.2f}"


def parse_date(text: str) -> datetime.date:
    """Reads `2026-07-01`, from 1970 to 2199."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII) is None:
        raise mistake(f"{text} is not a date", "write year-month-day: 2026-07-01")
    try:
        day = datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise mistake(f"there is no day {text}", "check the month and the day") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise mistake(f"{text} is too far off", f"write a day from {FIRST_DAY} to {LAST_DAY}")
    return day


def parse_clock(text: str) -> int:
    """Reads `07:30` or `24:00` as seconds since local midnight, 0 to 86,400."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text.strip(), re.ASCII)
    if found is None:
        hint = "write hours and minutes of a 24-hour clock: 07:30"
        raise mistake(f"{text} is not a time of day", hint)
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > SECONDS_PER_DAY:
        hint = "a day runs from 00:00 to 24:00; hours into the next day are written 22:00-02:00"
        raise mistake(f"{text} is not a time of day", hint)
    return total


def write_clock(seconds: int) -> str:
    """Writes seconds since midnight as `07:30` (`07:30:15` where seconds count)."""
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return text if seconds % 60 == 0 else f"{text}:{seconds % 60:02d}"


def parse_whole(text: str) -> int:
    """Reads a count: `11`, `20,000`."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", text.strip(), re.ASCII) is None:
        raise mistake(f"{text} is not a whole number", "write digits only: 20000")
    return int(text.replace(",", ""))


def _share_hint(text: str) -> str:
    if re.fullmatch(r"\d{1,3}(\.\d{1,6})?", text, re.ASCII) is None:
        return "write percent with the sign: 95%"
    if "." in text and Decimal(text) <= 1:
        return f"write {write_share(Fraction(Decimal(text)))} (a share is written in percent)"
    return f"write {text}% (a share needs its sign)"


def _parse_id(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", text) is None:
        hint = "use letters, digits, `-`, `.` and `_`, without spaces: repair-turnaround"
        raise mistake(f"`{text}` cannot be an id", hint)
    return text


def _parse_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        hint = (
            "write its IANA name: America/New_York (Eastern), America/Chicago (Central), "
            "America/Denver (Mountain) or America/Los_Angeles (Pacific)"
        )
        raise mistake(f"there is no time zone `{text}`", hint) from None
    return text


def _parse_text(text: str) -> str:
    if not text.strip():
        raise mistake("the text is empty", "write it, or leave the line out")
    return text.strip()


def parse_row(text: str) -> int:
    """Returns the number of a row near the top of a table."""
    number = parse_whole(text)
    if not 1 <= number <= 1_000:
        message = f"there is no row {number:,} in which the names of columns could stand"
        raise mistake(message, "write the row as you see it in the file: 1 is the first one")
    return number


def _parse_year_day(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{2})-(\d{2})", text.strip(), re.ASCII)
    try:
        return _leapless(int(found[1]), int(found[2])) if found else _leapless(0, 0)
    except ValueError:
        hint = "write month-day: 07-01"
        raise mistake(f"{text} is not a day that each year has", hint) from None


def _leapless(month: int, day: int) -> tuple[int, int]:
    datetime.date(2001, month, day)
    return month, day


def _same(value: str) -> str:
    return value


Id = Annotated[
    str,
    Written(
        _parse_id,
        _same,
        {"type": ["string", "integer"], "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"},
        "an id: repair-turnaround",
    ),
]
Text = Annotated[
    str, Written(_parse_text, _same, {"type": ["string", "number"], "minLength": 1}, "a text")
]
Zone = Annotated[
    str,
    Written(
        _parse_zone,
        _same,
        {"type": "string", "examples": ["America/Chicago"]},
        "an IANA time zone: America/Chicago",
    ),
]
Share = Annotated[
    Fraction,
    Written(
        parse_share,
        write_share,
        {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,6})?\s*%$", "examples": ["95%"]},
        "a share with its sign: 95%",
    ),
]
Money = Annotated[
    Decimal,
    Written(
        parse_money,
        write_money,
        {"type": ["string", "number"], "examples": ["$1,250.00"]},
        "an amount: $1,250.00",
    ),
]
Date = Annotated[
    datetime.date,
    Written(
        parse_date,
        datetime.date.isoformat,
        {"type": "string", "format": "date", "examples": ["2026-07-01"]},
        "a date: 2026-07-01",
    ),
]
Clock = Annotated[
    int,
    Written(
        parse_clock,
        write_clock,
        {"type": "string", "pattern": r"^\d{1,2}:\d{2}(:\d{2})?$", "examples": ["07:30"]},
        "a time of day: 07:30",
    ),
]
Whole = Annotated[
    int,
    Written(
        parse_whole,
        int,
        {"type": ["integer", "string"], "minimum": 0, "examples": [20000]},
        "a whole number: 20000",
    ),
]
RowNumber = Annotated[
    int,
    Written(
        parse_row,
        int,
        {"type": ["integer", "string"], "minimum": 1, "maximum": 1000, "examples": [3]},
        "the number of a row: 3",
    ),
]
"""The number of a row, as a person counts them: from 1."""
YearDay = Annotated[
    tuple[int, int],
    Written(
        _parse_year_day,
        lambda day: f"{day[0]:02d}-{day[1]:02d}",
        {"type": "string", "pattern": r"^\d{2}-\d{2}$", "examples": ["07-01"]},
        "a day of the year: 07-01",
    ),
]
