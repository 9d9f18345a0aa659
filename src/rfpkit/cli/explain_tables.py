"""One ticket's clock, slice by slice, for the terminal."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rfpkit.cli.plain_text import plain
from rfpkit.model.explanation import Explanation, Slice

WIDE = 112
"""Columns of a terminal from which a slice takes one line; below it takes two."""

_KINDS = {
    "running": "runs",
    "paused": "paused",
    "not_honoured": "pause not honored",
    "closed": "closed",
    "outside_hours": "outside hours",
}


def print_explanations(console: Console, explanations: Iterable[Explanation]) -> None:
    """Prints each explanation: what was decided, every slice of the clock, their sums."""
    for explanation in explanations:
        console.print(_heading(explanation))
        console.print(_facts(explanation))
        if explanation.slices:
            console.print()
            console.print(_slices(explanation, wide=console.width >= WIDE))
            console.print(plain(_sums(explanation)))
        for note in explanation.notes:
            console.print(plain(f"Note: {note}"))
        console.print()


def _heading(explanation: Explanation) -> Text:
    episode = f", episode {explanation.episode}" if explanation.episode > 1 else ""
    named = f"{explanation.ticket}{episode}: {explanation.level}"
    return plain(named, "bold") + Text(f"  {explanation.digest}", style="dim")


def _facts(explanation: Explanation) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for term, text in _lines(explanation):
        table.add_row(term, plain(text))
    return table


def _lines(explanation: Explanation) -> Iterable[tuple[str, str]]:
    local = _Local(explanation.timezone)
    verdict = explanation.verdict.replace("_", " ")
    yield "Verdict", f"{verdict}: {explanation.reason}" if explanation.reason else verdict
    priority = f" (priority {explanation.priority})" if explanation.priority else ""
    target = f"{explanation.target}{priority}" if explanation.target else "none"
    yield "Target", f"{target}, calendar {explanation.calendar}, version {explanation.version}"
    if explanation.start is not None:
        yield "Started", local(explanation.start)
    if explanation.stop is not None:
        end = "Open until" if explanation.open else "Stopped"
        yield end, local(explanation.stop) + (" (the audit's instant)" if explanation.open else "")
    if explanation.due is not None:
        yield "Due", local(explanation.due) + _grace(explanation, local)


def _grace(explanation: Explanation, local: _Local) -> str:
    later = explanation.latest_compliant_before
    if later is None or later == explanation.due:
        return ""
    return f"; a stop before {local(later)} is in time, too"


def _slices(explanation: Explanation, *, wide: bool) -> Table:
    local = _Local(explanation.timezone)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    heads = ("From", "To", "What, why") if wide else ("From → to", "What, why")
    for head in heads:
        table.add_column(head, header_style="bold", no_wrap=head != heads[-1])
    for head in ("Wall", "Counted", "Row"):
        table.add_column(head, header_style="bold", justify="right", no_wrap=True)
    for one in explanation.slices:
        start, end = local(one.start), local(one.end)
        span = [start, end] if wide else [f"{start} →\n{end}"]
        table.add_row(*span, plain(_what(one)), *_numbers(one))
    blank = [""] * (len(heads) - 1)
    wall, counted = clock(_wall(explanation.slices)), clock(_counted(explanation.slices))
    table.add_row(Text("Sum", style="bold"), *blank, wall, counted, "")
    return table


def _what(one: Slice) -> str:
    """Returns what the clock did, the rule that decided, and the vendor's state in force."""
    whose = f" of {one.ticket}" if one.ticket else ""
    kind, state = _KINDS[one.kind], f" [{one.state}{whose}]" if one.state else ""
    if not one.reason or one.reason.startswith(kind):
        return (one.reason or kind) + state
    return f"{kind}: {one.reason}{state}"


def _numbers(one: Slice) -> tuple[str, str, str]:
    return clock(one.seconds), clock(one.counted), f"{one.row:,}"


def _sums(explanation: Explanation) -> str:
    wall, counted = _wall(explanation.slices), _counted(explanation.slices)
    same = (wall, counted) == (explanation.wall, explanation.elapsed)
    told = f"{counted:,} seconds counted of {wall:,} on the wall clock"
    return f"{told}: {'✓ adds up to the second' if same else '× does not add up'}"


def _wall(slices: Sequence[Slice]) -> int:
    return sum(one.seconds for one in slices)


def _counted(slices: Sequence[Slice]) -> int:
    return sum(one.counted for one in slices)


def clock(seconds: int) -> str:
    """Writes a length of time as hours, minutes and seconds: `27:13:05`."""
    return f"{seconds // 3600:,}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class _Local:
    """Writes instants in local time with their offset."""

    def __init__(self, timezone: str) -> None:
        self.zone = ZoneInfo(timezone)

    def __call__(self, instant: int) -> str:
        return datetime.datetime.fromtimestamp(instant, self.zone).isoformat(sep=" ")
