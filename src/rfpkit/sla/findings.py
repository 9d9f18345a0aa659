"""What a person should look at beside the verdicts; no finding changes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from rfpkit.model.calendar import ServiceCalendar
from rfpkit.model.event_log import EventLog
from rfpkit.model.intake import Finding

_EXAMPLES = 5


def later_events(log: EventLog, as_of: int) -> Iterator[Finding]:
    """Yields how many events of the export lie after the instant of the audit."""
    later = log.events.filter(pl.col("at") > as_of)
    if later.height:
        told = f"{later.height:,} events lie after the instant of the audit and are not used"
        if later.height == 1:
            told = "1 event lies after the instant of the audit and is not used"
        yield Finding(
            id="events-after-as-of",
            message=told,
            count=later.height,
            examples=_tickets(log, later["ticket"]),
        )


def refused_exclusions(level: str, units: pl.DataFrame, log: EventLog) -> Iterator[Finding]:
    """Yields each reason to leave tickets out that a level does not allow; they are judged."""
    held = units.filter(pl.col("refused").is_not_null(), pl.col("episode") == 1)
    for reason in held["refused"].unique().sort():
        tickets = held.filter(pl.col("refused") == reason)["ticket"]
        yield Finding(
            id="exclusion-not-allowed",
            message=f"{_count(len(tickets), 'ticket')} marked `{reason}`, for which {level} "
            "leaves no ticket out: judged like any other",
            count=len(tickets),
            examples=_tickets(log, tickets),
        )


def refused_pauses(level: str, verdicts: pl.DataFrame) -> Iterator[Finding]:
    """Yields how many tickets stood in pauses that a level does not allow."""
    held = verdicts.filter(pl.col("not_honoured") > 0)
    if held.height:
        turned = held.filter(pl.col("verdict") != pl.col("verdict_if_honoured"))
        told = f"{_count(held.height, 'ticket')} of {level} stood in a pause that it does not "
        told += f"allow; with the pause, {_count(turned.height, 'verdict')} would be different"
        names = (turned if turned.height else held)["ticket"]
        yield Finding(
            id="pause-not-honoured",
            message=told,
            count=held.height,
            examples=tuple(names.head(_EXAMPLES)),
        )


def undone_stops(level: str, units: pl.DataFrame, log: EventLog) -> Iterator[Finding]:
    """Yields how many stops of a level were undone, where that is the rule and not the exception.

    Where work goes on after most stops, the event ends no ticket, and the level should say so.
    """
    stopped = units.filter(pl.col("first_stop").is_not_null())
    undone = stopped.filter(
        pl.col("stop").ne_missing(pl.col("first_stop")) | (pl.col("episode") > 1)
    )
    if undone.height * 2 > stopped.height:
        told = f"{undone.height:,} of {_count(stopped.height, 'stop')} of {level} were undone, as "
        told += "work went on; if it always does, write `final_stop: true` into the measure"
        yield Finding(
            id="stops-undone",
            message=told,
            count=undone.height,
            examples=_tickets(log, undone["ticket"]),
        )


def late_closures(calendars: Iterable[ServiceCalendar]) -> Iterator[Finding]:
    """Yields each calendar with closures of which the other party was told afterwards."""
    for calendar in calendars:
        late = [
            closure
            for closure in calendar.closures
            if closure.noticed is not None and closure.noticed > closure.date
        ]
        if late:
            yield Finding(
                id="closure-noticed-late",
                message=f"{_count(len(late), 'closure')} of the calendar {calendar.id} announced "
                "after the day itself",
                count=len(late),
                examples=tuple(f"{one.date}: {one.reason}" for one in late[:_EXAMPLES]),
            )


def _tickets(log: EventLog, positions: pl.Series) -> tuple[str, ...]:
    first = positions.unique().sort().head(_EXAMPLES)
    return tuple(log.tickets["ticket"].gather(first.cast(pl.UInt32)))


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
