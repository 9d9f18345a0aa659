"""What a person should look at beside the verdicts; no finding changes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import polars as pl

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.sla.calendars.zones import UNKNOWN
from rfpkit.sla.clocks.timeline import Codes
from rfpkit.sla.levels import LevelUnits
from rfpkit.sla.units import OUT_OF_SCOPE, among, codes_of, whole

K = TypeVar("K")

_EXAMPLES = 5


@dataclass(frozen=True)
class Doubt:
    """A count of doubtful tickets, with the first few; doubts of partitions add up."""

    count: int
    of: int = 0
    """Among how many, or how many of them would be judged otherwise."""
    examples: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    """The first few of those that would be judged otherwise."""

    def __add__(self, other: Doubt) -> Doubt:
        """Returns the doubt of both partitions."""
        return Doubt(
            self.count + other.count,
            self.of + other.of,
            _first((*self.examples, *other.examples)),
            _first((*self.telling, *other.telling)),
        )


Doubts = dict[tuple[str, str], Doubt]
"""Doubts of one level by kind and reason."""


def doubts_of(measured: LevelUnits) -> Doubts:
    """Returns what is doubtful in a level's units."""
    if not measured.of_tickets:
        return {}
    units, names = measured.units, measured.subjects["ticket"]
    found = _refused_exclusions(units, names)
    ticket, episode = units["ticket"].to_numpy(), units["episode"].to_numpy()
    verdict, honoured = codes_of(units["verdict"]), codes_of(units["verdict_if_honoured"])
    # A pause outside hours takes no service time, and yet moves a due time in calendar days.
    turned = verdict != honoured
    paused = (whole(units["not_honoured"]) > 0) | turned
    paused &= ~among(units["verdict"], OUT_OF_SCOPE)
    if paused.any():
        others = paused & turned
        examples, telling = _first_of(names, ticket[paused]), _first_of(names, ticket[others])
        count, of = int(paused.sum()), int(others.sum())
        found[_PAUSE, ""] = Doubt(count, of, examples, telling)
    first, stop = whole(units["first_stop"]), whole(units["stop"])
    stopped = first != UNKNOWN
    if stopped.any():
        undone = stopped & ((stop != first) | (episode > 1))
        count, of = int(undone.sum()), int(stopped.sum())
        found[_UNDONE, ""] = Doubt(count, of, _first_of(names, ticket[undone]))
    return found


def _refused_exclusions(units: pl.DataFrame, names: pl.Series) -> Doubts:
    refused = units.filter(pl.col("refused").is_not_null(), pl.col("episode") == 1)
    return {
        (_EXCLUSION, str(reason)): Doubt(held.height, examples=_names(names, held))
        for (reason,), held in refused.group_by("refused")
    }


def merged(doubts: Mapping[K, Doubt], others: Mapping[K, Doubt]) -> dict[K, Doubt]:
    """Returns the doubts of both partitions, by what they are about."""
    found = dict(doubts)
    for key, doubt in others.items():
        found[key] = found[key] + doubt if key in found else doubt
    return found


def findings_of(level: str, doubts: Doubts) -> Iterator[Finding]:
    """Yields the findings that follow from the doubts of a level."""
    for (kind, reason), doubt in sorted(doubts.items(), key=lambda item: _place(item[0])):
        match kind:
            case "exclusion-not-allowed":
                yield _refused_exclusion(level, reason, doubt)
            case "pause-not-honoured":
                yield _refused_pause(level, doubt)
            case _ if doubt.count * 2 > doubt.of:
                yield _undone_stops(level, doubt)


def _refused_exclusion(level: str, reason: str, doubt: Doubt) -> Finding:
    """Returns a reason to leave tickets out that a level does not allow; they are judged."""
    return Finding(
        id=_EXCLUSION,
        message=f"{_count(doubt.count, 'ticket')} marked `{reason}`, for which {level} "
        "leaves no ticket out: judged like any other",
        count=doubt.count,
        examples=doubt.examples,
    )


def _refused_pause(level: str, doubt: Doubt) -> Finding:
    """Returns how many tickets stood in pauses that a level does not honor."""
    told = f"{_count(doubt.count, 'ticket')} of {level} stood in a pause that was not honored; "
    told += f"with the pause, {_count(doubt.of, 'verdict')} would be different"
    return Finding(
        id=_PAUSE, message=told, count=doubt.count, examples=doubt.telling or doubt.examples
    )


def _undone_stops(level: str, doubt: Doubt) -> Finding:
    """Returns how many stops of a level were undone, where that is the rule and not the exception.

    Where work goes on after most stops, the event ends no ticket, and the level should say so.
    """
    told = f"{doubt.count:,} of {_count(doubt.of, 'stop')} of {level} were undone, as "
    told += "work went on; if it always does, write `final_stop: true` into the measure"
    return Finding(id=_UNDONE, message=told, count=doubt.count, examples=doubt.examples)


def later_events(log: EventLog, as_of: int) -> Doubt:
    """Returns the events of the export that lie after the instant of the audit."""
    later = log.events.filter(pl.col("at") > as_of)
    return Doubt(later.height, examples=_names(log.tickets["ticket"], later))


def later_finding(later: Doubt) -> Iterator[Finding]:
    """Yields how many events of the export lie after the instant of the audit."""
    if later.count:
        told = f"{later.count:,} events lie after the instant of the audit and are not used"
        if later.count == 1:
            told = "1 event lies after the instant of the audit and is not used"
        yield Finding(
            id="events-after-as-of", message=told, count=later.count, examples=later.examples
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


def _names(names: pl.Series, held: pl.DataFrame) -> tuple[str, ...]:
    return _first_of(names, held["ticket"].to_numpy())


def _first_of(names: pl.Series, tickets: Codes) -> tuple[str, ...]:
    """Returns the first few of some tickets; positions are in the order of the numbers."""
    first = np.unique(tickets)[:_EXAMPLES]
    return tuple(names[place] for place in first.tolist())


def _first(examples: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(examples))[:_EXAMPLES])


def _place(key: tuple[str, str]) -> tuple[int, str]:
    return (_EXCLUSION, _PAUSE, _UNDONE).index(key[0]), key[1]


_EXCLUSION, _PAUSE, _UNDONE = "exclusion-not-allowed", "pause-not-honoured", "stops-undone"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
