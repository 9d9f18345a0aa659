"""The slices of one clock, cut at closing times, each with the rule that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import polars as pl

from rfpkit.model.effect import Action, Effect
from rfpkit.model.explanation import Slice
from rfpkit.sla.calendars.closed import Reasons
from rfpkit.sla.calendars.zones import Instants
from rfpkit.sla.clocks.clock import Kind, held_rows
from rfpkit.sla.clocks.durations import Ran
from rfpkit.sla.clocks.pauses import Cause, Why
from rfpkit.sla.clocks.timeline import Codes

SliceKind = Literal["running", "paused", "not_honoured", "closed", "outside_hours"]


def clock_slices(ran: Ran, episode: int, tickets: pl.Series) -> tuple[Slice, ...]:
    """Returns the slices of an episode, in order and without gaps.

    `tickets` are the numbers of the log's tickets.
    """
    told = _Told(ran, tickets, held_rows(ran.timeline, ran.roles.ignored))
    found = ran.found
    rows = range(int(found.start_row[episode]), int(found.end_row[episode]))
    return tuple(_in_one(one for row in rows for one in told.slices(row) if one.seconds))


def _in_one(slices: Iterable[Slice]) -> Iterator[Slice]:
    """Puts slices together that a row cut in two without changing anything."""
    held: Slice | None = None
    for one in slices:
        if held is None:
            held = one
        elif one.model_copy(update=dict.fromkeys(_SPAN, 0)) == held.model_copy(
            update=dict.fromkeys(_SPAN, 0)
        ):
            held = held.model_copy(update={"end": one.end, "counted": held.counted + one.counted})
        else:
            yield held
            held = one
    if held is not None:
        yield held


_SPAN = ("start", "end", "counted")


@dataclass(frozen=True, eq=False)
class _Told:
    """A part of a level's clocks, and what a reader is told of its slices."""

    ran: Ran
    tickets: pl.Series
    held: Codes
    """The row whose status is in force in each slice."""

    def slices(self, row: int) -> Iterator[Slice]:
        """Yields what a row's slice was, in one piece or cut where the calendar closes."""
        timeline = self.ran.timeline
        source = self._source(row)
        whole = Slice(
            start=int(timeline.at[row]),
            end=int(timeline.ends[row]),
            kind=self._kind(row),
            counted=int(self.ran.slices.seconds[row]) if self.ran.slices.counts[row] else 0,
            state=timeline.states[int(timeline.state[source])].label,
            reason=self._reason(row),
            row=timeline.row_at(source),
            ticket=self._ticket(source),
        )
        yield from self._at_closing_times(whole, row)

    def _kind(self, row: int) -> SliceKind:
        match Kind(int(self.ran.slices.kind[row])):
            case Kind.PAUSED:
                return "paused"
            case Kind.NOT_HONOURED:
                return "not_honoured"
            case Kind.CLOSED if not self.ran.slices.counts[row]:
                return "closed"
            case _:
                return "running"

    def _reason(self, row: int) -> str:
        deciding = self._deciding(row)
        match Kind(int(self.ran.slices.kind[row])):
            case Kind.PAUSED:
                return ", ".join(reason for reason, _ in deciding)
            case Kind.NOT_HONOURED:
                return "; ".join(self._refusal(reason, why) for reason, why in deciding)
            case Kind.CLOSED:
                told = f"closed, then reopened{self._as_ticket(row)}"
                return f"{told}: the time counts" if self.ran.slices.counts[row] else told
            case _:
                return ""

    def _deciding(self, row: int) -> list[tuple[str, Why]]:
        """Returns the causes that made a slice stand still or, refused, run on."""
        kind = Kind(int(self.ran.slices.kind[row]))
        if kind not in {Kind.PAUSED, Kind.NOT_HONOURED}:
            return []
        if self.ran.slices.causes is None:
            timeline = self.ran.timeline
            name = timeline.states[int(timeline.state[self.held[row]])].effect.name
            return [(name, Why.HONOURED if kind is Kind.PAUSED else Why.NOT_ALLOWED)]
        on = [(cause.reason, _why(cause, row)) for cause in self.ran.slices.causes if cause.on[row]]
        return [(name, why) for name, why in on if (why is Why.HONOURED) == (kind is Kind.PAUSED)]

    def _refusal(self, reason: str, why: Why) -> str:
        rule = next((rule for rule in self.ran.measure.pause if rule.reason == reason), None)
        match why:
            case Why.NO_EVIDENCE:
                return f"{reason}, without the evidence that the contract asks for"
            case Why.EACH if rule is not None:
                return f"{reason}, after the {rule.each} for which one such pause counts"
            case Why.TOTAL if rule is not None:
                return f"{reason}, after the {rule.total} for which all such pauses count"
            case Why.PAUSE_TOTAL:
                limit = self.ran.measure.pause_total
                return f"{reason}, after the {limit} for which all pauses together count"
            case _:
                return f"{reason} is not a reason for which this clock stands still"

    def _source(self, row: int) -> int:
        """Returns the row to name: the pause that decided, or else the status in force."""
        timeline = self.ran.timeline
        reasons = [name for name, _ in self._deciding(row)]
        statuses = timeline.states[int(timeline.state[self.held[row]])].effect
        if not reasons or statuses in [Effect(Action.PAUSE, name) for name in reasons]:
            return int(self.held[row])
        wanted = Effect(Action.PAUSE, reasons[0])
        return next(
            at
            for at in range(row, -1, -1)
            if timeline.states[int(timeline.state[at])].effect == wanted
        )

    def _ticket(self, row: int) -> str:
        """Returns whose row it is, where it is not the clock's own ticket's."""
        timeline = self.ran.timeline
        if timeline.owners is None:
            return ""
        group = int(np.searchsorted(timeline.offsets, row, side="right")) - 1
        owner = int(timeline.owners[row])
        return "" if owner == timeline.tickets[group] else str(self.tickets[owner])

    def _as_ticket(self, row: int) -> str:
        """Returns as which ticket the repair came back, where it is another one."""
        timeline = self.ran.timeline
        if timeline.joints is None or timeline.owners is None:
            return ""
        back = next(at for at in range(row + 1, timeline.at.size) if not self._closed(at))
        owner = int(timeline.owners[back])
        return f" as {self.tickets[owner]}" if timeline.joints[back] else ""

    def _closed(self, row: int) -> bool:
        return bool(self.ran.found.closed_row[row])

    def _at_closing_times(self, whole: Slice, row: int) -> Iterator[Slice]:
        """Cuts a slice that counts where the calendar closes and opens."""
        if not self.ran.slices.counts[row]:
            yield whole
            return
        calendar, reasons = self.ran.calendar, Reasons(self.ran.calendar)
        edges = np.concatenate([calendar.starts, calendar.ends])
        inner = edges[(edges > whole.start) & (edges < whole.end)]
        moments = [whole.start, *sorted(inner.tolist()), whole.end]
        for start, end in pairwise(moments):
            passed = int(calendar.elapsed(_column(start), _column(end))[0])
            changes: dict[str, object] = {"start": start, "end": end, "counted": passed}
            if not passed:
                changes |= {"kind": "outside_hours", "reason": reasons.between(start, end)}
            yield whole.model_copy(update=changes)


def _why(cause: Cause, row: int) -> Why:
    return Why(int(cause.why[row]))


def _column(instant: int) -> Instants:
    return np.array([instant], dtype=np.int64)
