"""One ticket's clock, slice by slice: the slices that the audit summed, cut at closing times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.audit import Verdict
from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.explanation import Explanation, Slice
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.kinds.measure import OnReopen
from rfpkit.model.limit import Unit
from rfpkit.model.words import joined
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.service_time import clock_changes
from rfpkit.sla.calendars.zones import Instants
from rfpkit.sla.case import Case, open_case
from rfpkit.sla.clocks.durations import Duration, Ran
from rfpkit.sla.clocks.linked import CONTINUES
from rfpkit.sla.clocks.slices import clock_slices
from rfpkit.sla.levels import LevelUnits
from rfpkit.sla.stages import Stage, level_ids, stages
from rfpkit.sla.units import OUT_OF_SCOPE


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
    case = open_case(contract, _with_kin(log, ticket), as_of)
    told = _nothing_to_tell(case, level) if level is not None else ""
    if told:
        raise InputError([Diagnostic(Location("contract"), told)])
    return tuple(
        explanation
        for name in (names if level is None else (level,))
        for explanation in _of_level(case, name, ticket)
    )


def _with_kin(log: EventLog, ticket: str) -> EventLog:
    """Returns the log of one ticket and of the others of its device, which may go on in it.

    The rows are in the order of the export.
    """
    tickets = log.tickets.with_row_index("at")
    mine = pl.col("ticket") == ticket
    found = tickets.filter(mine)
    if found.is_empty():
        file = log.intake.sources[0].file if log.intake.sources else "export"
        raise InputError([_unknown(file, "ticket", ticket, log.tickets["ticket"].to_list())])
    if "device" in log.attributes and found["device"][0] is not None:
        found = tickets.filter(mine | (pl.col("device") == found["device"][0]))
    kept = found.select(ticket="at").with_row_index("position")
    events = log.events.join(kept, on="ticket").sort("source", "row")
    events = events.with_columns(pl.col("position").alias("ticket")).drop("position")
    return replace(log, events=events, tickets=found.drop("at"))


def _unknown(file: str, what: str, name: str, known: list[str]) -> Diagnostic:
    close = get_close_matches(name, known, n=3, cutoff=0.7)
    hint = f"did you mean {' or '.join(f'`{one}`' for one in close)}?" if close else ""
    hint = hint or f"write the {what} as it is printed: {known[0] if known else ''}"
    return Diagnostic(Location(file), f"there is no {what} `{name}`", hint)


def _nothing_to_tell(case: Case, level: str) -> str:
    """Returns why a level says nothing of single tickets, or nothing."""
    found = stages(case.contract, level)
    reason = case.not_measurable(found)
    if reason:
        return f"`{level}` cannot be measured: {reason}"
    if not case.measure(found).of_tickets:
        return f"`{level}` counts no tickets: the audit lists what it counts"
    return ""


def _of_level(case: Case, name: str, ticket: str) -> Iterator[Explanation]:
    found = stages(case.contract, name)
    if case.not_measurable(found):
        return
    measured = case.measure(found)
    if not measured.of_tickets:
        return
    mine = measured.subjects["ticket"].gather(measured.units["ticket"]) == ticket
    for unit in measured.units.filter(mine).sort("episode").iter_rows(named=True):
        yield _explanation(_Unit(case, measured, unit), ticket)


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
        """The durations of the level's stage; None where no clock of this unit ran."""
        ran = self.measured.measured[int(str(self.row["stage"]))].duration
        return ran if self.row["clock"] is not None else None

    @property
    def ran(self) -> tuple[Ran, int] | None:
        """The clock, among those that ran on its calendar; None where none ran."""
        clock = self.number("clock")
        return self.duration.at(clock) if self.duration and clock is not None else None

    @property
    def calendar(self) -> CompiledCalendar:
        return self.ran[0].calendar if self.ran else self.case.compiled(self.stage.calendar)

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
        calendar=unit.calendar.calendar.id,
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
    due, ran = unit.number("due"), unit.ran
    if due is None or ran is None or ran[0].limits.choices[0].unit is not Unit.SECONDS:
        return None
    opening = int(unit.calendar.latest_compliant_before(_column(due))[0])
    return opening if opening > due else None


def _clock(unit: _Unit) -> tuple[Slice, ...]:
    """Returns the slices of the unit's clock; none where it has none to show."""
    ran = unit.ran
    if ran is None or unit.text("verdict") == OUT_OF_SCOPE:
        return ()
    if (unit.number("stop") or unit.case.as_of) < (unit.number("start") or 0):
        return ()
    return clock_slices(*ran, unit.case.log.tickets["ticket"])


def _notes(unit: _Unit, clock: tuple[Slice, ...]) -> Iterator[str]:
    if clock:
        for told in clock_changes(unit.calendar.zone, clock[0].start, clock[-1].end):
            yield f"{told[0].upper()}{told[1:]}; the seconds are those that passed."
    yield from _calendar_of_site(unit)
    if unit.number("not_honoured"):
        verdict, other = unit.text("verdict"), unit.text("verdict_if_honoured")
        yield (
            "A pause was not honored: the verdict is "
            f"{verdict}; with the pause it would be {other}."
        ).replace("_", " ")
    others = tuple(dict.fromkeys(one.ticket for one in clock if one.ticket))
    if others:
        yield f"{joined(others)}, for the same device and fault, goes on in this clock."
    if unit.text("reason").startswith(CONTINUES):
        earlier = unit.text("reason").removeprefix(CONTINUES)
        yield f"It is for the device and fault of {earlier}, soon after: its time counts there."
    times = unit.number("reopened") or 0
    if times:
        count = "once" if times == 1 else f"{times} times"
        first = unit.duration is not None and unit.duration.on_reopen is OnReopen.FIRST_STOP
        which = f": the first stop counts; {_rest(unit)}" if first else " inside this clock"
        yield f"Reopened {count}{which}."
    if unit.text("verdict") == Verdict.MISSED_OPEN:
        yield "The ticket is still open."


def _calendar_of_site(unit: _Unit) -> Iterator[str]:
    own, used = unit.stage.calendar.id, unit.calendar.calendar.id
    if unit.ran and used != own:
        yield f"The site has its own calendar, {used}; elsewhere the clock runs on {own}."


def _rest(unit: _Unit) -> str:
    last = unit.number("last_stop")
    if last is None:
        return "the ticket is open again"
    moment = datetime.fromtimestamp(last, ZoneInfo(unit.calendar.zone))
    return f"the last stop was {moment}"


def _column(instant: int) -> Instants:
    return np.array([instant], dtype=np.int64)
