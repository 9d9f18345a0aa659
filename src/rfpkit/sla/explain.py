"""One ticket's clock, slice by slice: the slices that the audit summed, cut at closing times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.audit import Verdict
from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.event_log import EventLog
from rfpkit.model.explanation import Explanation, Slice
from rfpkit.model.limit import Unit
from rfpkit.model.measure import OnReopen
from rfpkit.sla.case import Case, open_case
from rfpkit.sla.clock import Kind, held_rows
from rfpkit.sla.closed import Reasons
from rfpkit.sla.compiled import CompiledCalendar
from rfpkit.sla.durations import Duration
from rfpkit.sla.levels import LevelUnits
from rfpkit.sla.stages import Stage, level_ids, stages
from rfpkit.sla.units import OUT_OF_SCOPE
from rfpkit.sla.zones import Instants, to_local


def explain(
    contract: Contract, log: EventLog, as_of: int, ticket: str, level: str | None = None
) -> tuple[Explanation, ...]:
    """Returns how one ticket's verdicts came about, for one level or for all that measure it.

    Raises:
        InputError: there is no such ticket, no such level (close matches are named), or the
            export cannot measure the level.
    """
    names = level_ids(contract)
    if level is not None and level not in names:
        raise InputError([_unknown("contract", "service level", level, list(names))])
    case = open_case(contract, _only(log, ticket), as_of)
    reason = case.not_measurable(stages(contract, level)) if level is not None else ""
    if reason:
        told = Diagnostic(Location("contract"), f"`{level}` cannot be measured: {reason}")
        raise InputError([told])
    return tuple(
        explanation
        for name in (names if level is None else (level,))
        for explanation in _of_level(case, name, ticket)
    )


def _only(log: EventLog, ticket: str) -> EventLog:
    """Returns the log of one ticket, its rows in the order of the export."""
    found = log.tickets.with_row_index("at").filter(pl.col("ticket") == ticket)
    if found.is_empty():
        file = log.intake.sources[0].file if log.intake.sources else "export"
        raise InputError([_unknown(file, "ticket", ticket, log.tickets["ticket"].to_list())])
    events = log.events.filter(pl.col("ticket") == found["at"][0]).sort("source", "row")
    events = events.with_columns(ticket=pl.lit(0, dtype=log.events.schema["ticket"]))
    return replace(log, events=events, tickets=found.drop("at"))


def _unknown(file: str, what: str, name: str, known: list[str]) -> Diagnostic:
    close = get_close_matches(name, known, n=3, cutoff=0.7)
    hint = f"did you mean {' or '.join(f'`{one}`' for one in close)}?" if close else ""
    hint = hint or f"write the {what} as it is printed: {known[0] if known else ''}"
    return Diagnostic(Location(file), f"there is no {what} `{name}`", hint)


def _of_level(case: Case, name: str, ticket: str) -> Iterator[Explanation]:
    found = stages(case.contract, name)
    if case.not_measurable(found):
        return
    measured = case.measure(found)
    for unit in measured.units.sort("episode").iter_rows(named=True):
        yield _explanation(_Unit(case, measured, unit), ticket)


SliceKind = Literal["running", "paused", "not_honoured", "closed", "outside_hours"]


@dataclass(frozen=True, eq=False)
class _Unit:
    """One row of a level's units, with the clock behind it."""

    case: Case
    measured: LevelUnits
    row: dict[str, object]

    @property
    def stage(self) -> Stage:
        return self.measured.stages[int(str(self.row["stage"]))]

    @property
    def duration(self) -> Duration | None:
        """The clock's duration; None where no clock ran."""
        ran = self.measured.measured[int(str(self.row["stage"]))].duration
        return ran if self.row["clock"] is not None else None

    @property
    def calendar(self) -> CompiledCalendar:
        return self.case.compiled(self.stage.calendar)

    def number(self, name: str) -> int | None:
        """Returns a column of the unit that holds an instant or a duration."""
        held = self.row[name]
        return held if isinstance(held, int) else None

    def text(self, name: str) -> str:
        """Returns a column of the unit that holds a word; empty where it has none."""
        return str(self.row[name] or "")


def _explanation(unit: _Unit, ticket: str) -> Explanation:
    clock = _clock(unit)
    start, stop = unit.number("start"), unit.number("stop")
    is_open = start is not None and stop is None
    until = unit.case.as_of if is_open else stop
    counted = bool(clock) or (start is not None and start == until)
    return Explanation(
        ticket=ticket,
        episode=unit.number("episode") or 1,
        level=unit.stage.level.id,
        digest=short(unit.stage.level.digest),
        version=unit.text("version"),
        timezone=unit.calendar.zone,
        calendar=unit.stage.calendar.id,
        start=start,
        stop=until,
        open=is_open,
        due=unit.number("due"),
        latest_compliant_before=_next_opening(unit),
        target=unit.text("target"),
        priority=unit.text("priority") or None,
        elapsed=sum(one.counted for one in clock) if counted else None,
        wall=sum(one.seconds for one in clock) if counted else None,
        verdict=unit.text("verdict").replace(OUT_OF_SCOPE, "out of scope"),
        reason=unit.text("reason"),
        slices=clock,
        notes=tuple(_notes(unit, clock)),
    )


def _next_opening(unit: _Unit) -> int | None:
    """Returns until when a stop is as good as one at the due instant; None where none is later."""
    due, ran = unit.number("due"), unit.duration
    if due is None or ran is None or ran.limits.choices[0].unit is not Unit.SECONDS:
        return None
    opening = int(unit.calendar.latest_compliant_before(_column(due))[0])
    return opening if opening > due else None


def _clock(unit: _Unit) -> tuple[Slice, ...]:
    """Returns the slices of the unit's clock, in order and without gaps."""
    ran, episode = unit.duration, unit.number("clock")
    if ran is None or episode is None or unit.text("verdict") == OUT_OF_SCOPE:
        return ()
    if (unit.number("stop") or unit.case.as_of) < (unit.number("start") or 0):
        return ()
    found, timeline = ran.found, ran.timeline
    held = held_rows(timeline, ran.roles.ignored)
    ends = timeline.ends
    cuts = []
    for row in range(int(found.start_row[episode]), int(found.end_row[episode])):
        whole = Slice(
            start=int(timeline.at[row]),
            end=int(ends[row]),
            kind=_kind(ran, row),
            counted=int(ran.slices.seconds[row]) if ran.slices.counts[row] else 0,
            state=timeline.states[int(timeline.state[held[row]])].label,
            reason=_reason(ran, row, int(held[row])),
            row=int(timeline.row[held[row]]),
        )
        cuts += [one for one in _at_closing_times(whole, unit, ran, row) if one.seconds]
    return tuple(cuts)


def _kind(ran: Duration, row: int) -> SliceKind:
    match Kind(int(ran.slices.kind[row])):
        case Kind.PAUSED:
            return "paused"
        case Kind.NOT_HONOURED:
            return "not_honoured"
        case Kind.CLOSED if not ran.slices.counts[row]:
            return "closed"
        case _:
            return "running"


def _reason(ran: Duration, row: int, held: int) -> str:
    name = ran.timeline.states[int(ran.timeline.state[held])].effect.name
    match Kind(int(ran.slices.kind[row])):
        case Kind.PAUSED:
            return name
        case Kind.NOT_HONOURED:
            return f"{name} is not a reason for which this clock stands still"
        case Kind.CLOSED:
            told = "closed, then reopened"
            return f"{told}: the time counts" if ran.slices.counts[row] else told
        case _:
            return ""


def _at_closing_times(whole: Slice, unit: _Unit, ran: Duration, row: int) -> Iterator[Slice]:
    """Cuts a slice that counts where the calendar closes and opens."""
    if not ran.slices.counts[row]:
        yield whole
        return
    calendar, reasons = unit.calendar, Reasons(unit.calendar)
    edges = np.concatenate([calendar.starts, calendar.ends])
    inner = edges[(edges > whole.start) & (edges < whole.end)]
    moments = [whole.start, *sorted(inner.tolist()), whole.end]
    for start, end in pairwise(moments):
        passed = int(calendar.elapsed(_column(start), _column(end))[0])
        changes: dict[str, object] = {"start": start, "end": end, "counted": passed}
        if not passed:
            changes |= {"kind": "outside_hours", "reason": reasons.between(start, end)}
        yield whole.model_copy(update=changes)


def _notes(unit: _Unit, clock: tuple[Slice, ...]) -> Iterator[str]:
    if clock:
        ends = np.array([clock[0].start, clock[-1].end], dtype=np.int64)
        before, after = (to_local(unit.calendar.zone, ends) - ends).tolist()
        if before != after:
            hour = "back" if after < before else "forward"
            yield f"The clocks went {hour} in between; the seconds are those that passed."
    if unit.number("not_honoured"):
        verdict, other = unit.text("verdict"), unit.text("verdict_if_honoured")
        yield (
            "A pause was not honored: the verdict is "
            f"{verdict}; with the pause it would be {other}."
        ).replace("_", " ")
    times = unit.number("reopened") or 0
    if times:
        count = "once" if times == 1 else f"{times} times"
        first = unit.duration is not None and unit.duration.on_reopen is OnReopen.FIRST_STOP
        which = f": the first stop counts; {_rest(unit)}" if first else " inside this clock"
        yield f"Reopened {count}{which}."
    if unit.text("verdict") == Verdict.MISSED_OPEN:
        yield "The ticket is still open."


def _rest(unit: _Unit) -> str:
    last = unit.number("last_stop")
    if last is None:
        return "the ticket is open again"
    moment = datetime.fromtimestamp(last, ZoneInfo(unit.calendar.zone))
    return f"the last stop was {moment}"


def _column(instant: int) -> Instants:
    return np.array([instant], dtype=np.int64)
