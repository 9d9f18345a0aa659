"""Twelve months of a calendar, for the terminal."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rfpkit.cli.plain_text import plain
from rfpkit.model.calendars.week import WEEKDAY_NAMES
from rfpkit.model.calendars.year import (
    CLOSED,
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    DayKind,
    NamedDays,
    WeekHours,
)
from rfpkit.model.moment import write_length
from rfpkit.model.words import MONTHS

_MARKS = {
    DayKind.OPEN: (" ", "", "open"),
    DayKind.SEASON: ("'", "cyan", "open, hours of a season"),
    DayKind.CLOSED: ("·", "dim", "closed by the week"),
    DayKind.HOLIDAY: ("H", "bold red", "holiday"),
    DayKind.CLOSURE: ("C", "bold magenta", "closure"),
    DayKind.PART_DAY: ("P", "bold yellow", "closed for a part of the day"),
    DayKind.OPENING: ("+", "bold green", "extra hours"),
    DayKind.OUTSIDE: ("-", "dim", "outside the calendar's dates"),
}
"""The mark behind a day's number, its colour, and what it means."""

_WIDTH, _GAP = 21, 3


def print_year(console: Console, year: CalendarYear, note: str) -> None:
    """Prints the months with every day marked, then hours, named days and sums."""
    console.print(plain(f"{year.name}, {year.title}", "bold"))
    facts = f"`{year.id}`, version {year.version}, digest {year.digest}, {year.timezone}"
    console.print(plain(f"{facts}; covers {year.covers}" + (f"; {note}" if note else ""), "dim"))
    console.print()
    across = next(n for n in (4, 3, 2, 1) if n == 1 or n * (_WIDTH + _GAP) - _GAP <= console.width)
    for start in range(0, len(year.months), across):
        console.print(_row([_month(month) for month in year.months[start : start + across]]))
        console.print()
    console.print(_legend({day.kind for month in year.months for day in month.days}))
    console.print()
    console.print(_hours(year.weeks))
    if year.named:
        console.print()
        console.print(_named(year.named))
    console.print()
    console.print(_sum(year))


def _row(months: Sequence[Text]) -> Table:
    row = Table.grid(padding=(0, _GAP, 0, 0))
    for _ in months:
        row.add_column(width=_WIDTH, no_wrap=True)
    row.add_row(*months)
    return row


def _month(month: CalendarMonth) -> Text:
    text = Text()
    text.append(f"{MONTHS[month.month - 1]} {month.year}".center(_WIDTH).rstrip(), "bold")
    text.append("\n" + " Su Mo Tu We Th Fr Sa"[:_WIDTH], "dim")
    for day in month.days:
        column = _column(day.date)
        if day.date.day == 1 or column == 0:
            text.append("\n" + "   " * (column if day.date.day == 1 else 0))
        text.append_text(_day(day))
    text.append(f"\n{_hours_and_days(month)}", "dim")
    return text


def _column(day: datetime.date) -> int:
    """Returns a date's column in a week that begins on Sunday."""
    return (day.weekday() + 1) % 7


def _day(day: CalendarDay) -> Text:
    mark, style, _ = _MARKS[day.kind]
    return Text(f"{day.date.day:2d}{mark}", style)


def _hours_and_days(month: CalendarMonth) -> str:
    length = write_length(month.open_seconds).removesuffix(":00")
    count = month.business_days
    return f"{length} h, {count} {'day' if count == 1 else 'days'}"


def _legend(kinds: set[DayKind]) -> Table:
    told = [kind for kind, (mark, *_) in _MARKS.items() if kind in kinds and mark.strip()]
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for start in range(0, len(told), 2):
        cells = []
        for kind in told[start : start + 2]:
            mark, style, meaning = _MARKS[kind]
            cells.append(Text(f"{mark} ", style) + Text(meaning))
        table.add_row(*cells)
    return table


def _hours(weeks: Iterable[WeekHours]) -> Table:
    table = _table("Hours", "Days", "In force")
    for week in weeks:
        name = week.name.replace("-", " ").capitalize()
        when = f"{name}, {week.first} to {week.last}" if name else "all other dates"
        rows = [row for row in week.rows if row[1] != CLOSED] or week.rows[:1]
        for days, hours in rows:
            table.add_row(hours, days, plain(when))
    return table


def _named(named: Iterable[NamedDays]) -> Table:
    table = _table("Date", "Day", "What")
    for one in named:
        mark, style, _ = _MARKS[one.kind]
        ends = dict.fromkeys([one.first, one.last])
        dates, days = " to ".join(map(str, ends)), "–".join(map(_weekday, ends))
        what = plain(", ".join(filter(None, [one.name, one.hours, one.papers])))
        table.add_row(Text(f"{mark} ", style) + Text(dates), days, what)
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, header_style="bold", no_wrap=head != heads[-1])
    return table


def _sum(year: CalendarYear) -> Text:
    length = write_length(year.open_seconds).removesuffix(":00")
    days = f"{year.business_days} business days"
    return plain(f"Open {length} hours on {days} ({year.open_seconds:,} seconds)", "bold")


def _weekday(day: datetime.date) -> str:
    return WEEKDAY_NAMES[day.weekday()][:3]
