"""Stretches of time of many things at once: joined where they overlap, cut, and counted in days.

A stretch is half-open. Instants are whole seconds UTC of 1970 to 2199.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.zones import Instants, Mask, local_days, to_utc
from rfpkit.sla.clocks.timeline import Codes

# An instant of 1970 to 2199 has 33 bits; the number of a thing has the rest.
_BITS = 34


@dataclass(frozen=True, eq=False)
class Spans:
    """Stretches of things, in order of thing and start."""

    thing: Codes
    start: Instants
    end: Instants

    def joined(self) -> Spans:
        """Returns the union: stretches of one thing that overlap or touch become one."""
        kept = self.end > self.start
        thing, start, end = self.thing[kept], self.start[kept], self.end[kept]
        order = np.lexsort((start, thing))
        thing, start, end = thing[order], start[order], end[order]
        if not thing.size:
            return Spans(thing, start, end)
        reach = np.maximum.accumulate(thing << _BITS | end)
        fresh = np.concatenate([[True], (thing[1:] << _BITS | start[1:]) > reach[:-1]])
        last = np.concatenate([fresh[1:], [True]])
        return Spans(thing[fresh], start[fresh], reach[last] & ((1 << _BITS) - 1))

    def within(self, first: int, after: int) -> Spans:
        """Returns what lies in `[first, after)`."""
        start, end = np.maximum(self.start, first), np.minimum(self.end, after)
        kept = end > start
        return Spans(self.thing[kept], start[kept], end[kept])

    def place_in(self, outer: Spans) -> Codes:
        """Returns the position of the joined stretch that holds each one of these."""
        starts = outer.thing << _BITS | outer.start
        mine = self.thing << _BITS | self.start
        place: Codes = np.searchsorted(starts, mine, side="right") - 1
        return place

    def summed(self, amounts: Instants, things: int) -> Instants:
        """Returns the sum of an amount of each stretch, for each thing."""
        total = np.zeros(things, dtype=np.int64)
        np.add.at(total, self.thing, amounts)
        return total


def without_beginning(spans: Spans, outer: Spans, free: int, calendar: CompiledCalendar) -> Spans:
    """Returns joined stretches without the first service time of each outer stretch."""
    passed = calendar.elapsed(spans.start, spans.end)
    place = spans.place_in(outer)
    total = np.concatenate([[0], np.cumsum(passed)])[:-1].astype(np.int64)
    begins = np.searchsorted(place, place, side="left")
    left = free - (total - total[begins]) if total.size else total
    cut = (left > 0) & (left <= passed)
    ahead = calendar.due(spans.start, np.where(cut, left, 1))
    start = np.where(cut, ahead, np.where(left > 0, spans.end, spans.start))
    kept = spans.end > start
    return Spans(spans.thing[kept], start[kept], spans.end[kept])


def days_begun(spans: Spans, calendar: CompiledCalendar, *, business: bool) -> Instants:
    """Returns how many days begin in each stretch: at their opening, or at midnight."""
    if business:
        opens, _ = _openings(calendar)
        begun: Instants = np.searchsorted(opens, spans.end) - np.searchsorted(opens, spans.start)
        return begun
    day = local_days(calendar.zone, spans.start)
    at_midnight = to_utc(calendar.zone, day * SECONDS_PER_DAY) == spans.start
    days: Instants = local_days(calendar.zone, spans.end - 1) - day + at_midnight
    return days


def days_touched(spans: Spans, calendar: CompiledCalendar, *, business: bool) -> Instants:
    """Returns how many days each stretch touches that the one before it did not touch."""
    if business:
        first, last, some = _open_days(spans, calendar)
    else:
        first = local_days(calendar.zone, spans.start)
        last = local_days(calendar.zone, spans.end - 1)
        some = np.ones(first.shape, dtype=np.bool_)
    touched = np.where(some, last - first + 1, 0)
    rows = np.flatnonzero(some)
    again = (spans.thing[rows[1:]] == spans.thing[rows[:-1]]) & (first[rows[1:]] == last[rows[:-1]])
    touched[rows[1:]] -= again
    return touched


def _open_days(spans: Spans, calendar: CompiledCalendar) -> tuple[Codes, Codes, Mask]:
    """Returns the first and the last business day that each stretch touches, if it does any."""
    hours = calendar.hours
    _, day = _openings(calendar)
    starts = to_utc(calendar.zone, hours.starts)
    ends = np.maximum.accumulate(to_utc(calendar.zone, hours.ends)) if starts.size else starts
    first = np.searchsorted(ends, spans.start, side="right")
    last = np.searchsorted(starts, spans.end, side="left") - 1
    some = first <= last
    days = np.append(day, 0)
    return days[np.where(some, first, -1)], days[np.where(some, last, -1)], some


def _openings(calendar: CompiledCalendar) -> tuple[Instants, Codes]:
    """Returns when each business day opens, and the day's place for each interval of hours."""
    owner = calendar.hours.starts // SECONDS_PER_DAY
    _, first, place = np.unique(owner, return_index=True, return_inverse=True)
    return to_utc(calendar.zone, calendar.hours.starts[first]), place
