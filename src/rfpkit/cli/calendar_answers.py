"""What a calendar answers to a question, for the terminal."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rfpkit.cli.plain_text import plain
from rfpkit.model.calendars.case_result import CaseResult
from rfpkit.model.moment import write_length
from rfpkit.model.service_time import CalendarName, DueTime, ServiceTime, Stretch

_MOST = 40
"""Stretches that are shown; JSON has all of them."""


def print_elapsed(console: Console, found: ServiceTime) -> None:
    """Prints the service time between two instants, and every stretch between them."""
    local = _Local(found.calendar.timezone)
    length = f"{write_length(found.seconds)} ({found.seconds:,} seconds)"
    console.print(plain(f"Service time  {length}", "bold"))
    _print_facts(
        console,
        ("From", local(found.start)),
        ("To", local(found.stop)),
        ("Calendar", _name(found.calendar)),
    )
    _print_slices(console, local, found.slices)
    _print_notes(console, found.notes)


def print_due(console: Console, found: DueTime) -> None:
    """Prints when a target is over, and every stretch up to then."""
    local = _Local(found.calendar.timezone)
    head = "Latest start" if found.backward else "Due"
    console.print(plain(f"{head}  {local(found.answer)}", "bold"))
    facts = [
        ("Target", ", ".join(filter(None, [found.amount, found.rule]))),
        ("To" if found.backward else "From", local(found.given)),
    ]
    if found.begins is not None:
        facts.append(("Runs from", f"{local(found.begins)}, the next opening"))
    if found.latest_compliant_before is not None:
        later = local(found.latest_compliant_before)
        facts.append(("In time", f"also a stop before {later}, the next opening"))
    facts.append(("Calendar", _name(found.calendar)))
    _print_facts(console, *facts)
    _print_slices(console, local, found.slices)
    _print_notes(console, found.notes)


def print_cases(
    console: Console, failed: Iterable[CaseResult], counts: Sequence[tuple[str, int, int]]
) -> None:
    """Prints each case that failed, with both answers, and how many passed."""
    for one in failed:
        console.print(plain(f"{one.id}: {one.question.value}", "bold"))
        lines = [("expected", one.expected), ("got", one.got)]
        lines += [("because", one.note)] if one.note else []
        _print_facts(console, *lines)
    for question, passed, asked in counts:
        console.print(f"{question}: {passed} of {asked} pass")
    passed, asked = sum(count[1] for count in counts), sum(count[2] for count in counts)
    mark = "✓ all pass" if passed == asked else f"× {asked - passed} fail"
    console.print(plain(f"{passed} of {asked} cases: {mark}", "bold"))


def _name(calendar: CalendarName) -> str:
    return f"{calendar.id}, version {calendar.version}, digest {calendar.digest}"


def _print_facts(console: Console, *facts: tuple[str, str]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for term, text in facts:
        table.add_row(term, plain(text))
    console.print(table)


def _print_slices(console: Console, local: _Local, slices: Sequence[Stretch]) -> None:
    if not slices:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("From", header_style="bold", no_wrap=True)
    table.add_column("Open or closed", header_style="bold")
    for head in ("Wall", "Counted"):
        table.add_column(head, header_style="bold", justify="right", no_wrap=True)
    shown = slices if len(slices) <= _MOST else (*slices[: _MOST // 2], *slices[-_MOST // 2 :])
    for number, one in enumerate(shown):
        if len(shown) < len(slices) and number == _MOST // 2:
            table.add_row("…", f"{len(slices) - _MOST} more stretches; --json has all")
        table.add_row(*_cells(local, one))
    wall = write_length(sum(one.seconds for one in slices))
    counted = write_length(sum(one.seconds for one in slices if one.open))
    table.add_row(local(slices[-1].end), Text("sum", style="bold"), wall, counted)
    console.print()
    console.print(table)


def _cells(local: _Local, one: Stretch) -> Sequence[str | Text]:
    what = plain("open" if one.open else f"closed: {one.reason}", "" if one.open else "dim")
    counted = write_length(one.seconds if one.open else 0)
    return local(one.start), what, write_length(one.seconds), counted


def _print_notes(console: Console, notes: Iterable[str]) -> None:
    for note in notes:
        console.print(plain(f"Note: {note}"))


class _Local:
    """Writes instants in local time with their weekday and offset."""

    def __init__(self, timezone: str) -> None:
        self.zone = ZoneInfo(timezone)

    def __call__(self, instant: int) -> str:
        moment = datetime.datetime.fromtimestamp(instant, self.zone)
        return f"{_WEEKDAYS[moment.weekday()]} {moment.isoformat(sep=' ')}"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
