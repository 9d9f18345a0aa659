"""An invented help desk: one request at a time, judged as an audit would judge it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Generic, TypeVar

import polars as pl

from rfpkit.model.calendars.calendar import ALWAYS, ServiceCalendar, always
from rfpkit.model.contract import Contract, Parties
from rfpkit.model.dates import DateRange
from rfpkit.model.effect import Effect
from rfpkit.model.explanation import Explanation
from rfpkit.model.exports.event_log import EventLog, State
from rfpkit.model.exports.intake import Intake
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import TargetRow
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.explain import explain

TICKET = "EXAMPLE"
ATTRIBUTES = ("service", "device_class", "site", "audience", "device", "fault")

Step = tuple[int, Effect]
"""An instant, and what the request's state then does to the clock."""


Measured = DurationMeasure | DutyMeasure | RatioMeasure
"""Measures by which something is early or late."""
M = TypeVar("M", bound=Measured)


class Desk(Generic[M]):
    """One level of an RFP, signed as it stands, with a request that the desk makes up."""

    def __init__(
        self,
        solicitation: Solicitation,
        level: ServiceLevel,
        measure: M,
        priority: str | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        """Takes the RFP, one of its levels, and how it measures.

        `priority` and `attributes` are those of the request where the level leaves a choice.
        """
        self._priority, self._attributes = priority, attributes or {}
        self.measure = measure
        self.level = level
        self.row = _row(level)
        self._solicitation = solicitation

    def ask(self, steps: Sequence[Step], as_of: int) -> Explanation:
        """Returns what an audit says of a request that went through these steps."""
        return explain(self.contract, self._log(steps), as_of, TICKET, self.level.id)[0]

    @cached_property
    def calendar(self) -> CompiledCalendar:
        """The calendar on which the request's clock runs."""
        calendars = {one.id: one for one in self._calendars}
        by_site: Mapping[str, str] = getattr(self.measure, "calendar_by_site", None) or {}
        own = self.measure.calendar or ALWAYS
        return compile_calendar(calendars[by_site.get(self._held["site"], own)])

    @property
    def covers(self) -> DateRange:
        """The days that can be told of: from the start of service, as far as the calendar goes."""
        covers = self.calendar.calendar.covers
        begun = [event.date for event in self._solicitation.schedule if event.id == "start"]
        others = [one.covers.first for one in self._solicitation.calendars]
        first = max([covers.first, *(begun or sorted(others)[:1])])
        if first > covers.last:
            first = covers.first
        # Elapsed time has no end; examples of some years ahead help nobody.
        return DateRange(first, min(covers.last, first + datetime.timedelta(days=800)))

    @property
    def _calendars(self) -> tuple[ServiceCalendar, ...]:
        zone = self._solicitation.issuer.timezone
        zoned = (
            one.model_copy(update={"timezone": one.timezone or zone})
            for one in self._solicitation.calendars
        )
        return (*zoned, always(zone))

    @cached_property
    def contract(self) -> Contract:
        """The RFP as a contract of this level alone, over the days that can be told of."""
        rfp = self._solicitation
        return Contract(
            kind="contract",
            id=rfp.id,
            title=rfp.title,
            parties=Parties(district=rfp.issuer.name, contractor="Contractor"),
            timezone=rfp.issuer.timezone,
            term=DateRange(self.covers.first, self.covers.last),
            priorities=rfp.priorities,
            calendars=tuple(one for one in self._calendars if one.id != ALWAYS),
            pauses=rfp.pauses,
            exclusions=rfp.exclusions,
            # What a miss costs is no part of a clock, and needs fees that are not priced yet.
            service_levels=(self.level.model_copy(update={"credit": None}),),
        )

    @cached_property
    def _held(self) -> dict[str, str]:
        """The request's attributes, such that the level and the chosen target speak of it."""
        held = {name: values[0] for name, values in self.level.applies_to.filters().items()}
        for name in ("device_class", "site"):
            if values := getattr(self.row, name, None):
                held[name] = next((one for one in values if held.get(name, one) == one), values[0])
        return {name: self._attributes.get(name, held.get(name, "example")) for name in ATTRIBUTES}

    @property
    def priority(self) -> str | None:
        """The priority of the request: the first one of which the chosen target speaks."""
        if self._priority is not None:
            return self._priority
        named = self.row.priority if self.row is not None else None
        known = [one.id for one in self._solicitation.priorities]
        return named[0] if named else next(iter(known), None)

    def _log(self, steps: Sequence[Step]) -> EventLog:
        states = tuple(State(str(effect), effect) for effect in dict.fromkeys(e for _, e in steps))
        effects = [state.effect for state in states]
        size = len(steps)
        events = pl.DataFrame(
            {
                "ticket": pl.Series([0] * size, dtype=pl.UInt32()),
                "at": pl.Series([at for at, _ in steps], dtype=pl.Int64()),
                "order": pl.Series([0] * size, dtype=pl.Int64()),
                "state": pl.Series([effects.index(e) for _, e in steps], dtype=pl.UInt16()),
                "priority": pl.Series([self.priority] * size, dtype=pl.String()),
                "evidenced": pl.Series([True] * size, dtype=pl.Boolean()),
                "source": pl.Series([0] * size, dtype=pl.UInt8()),
                "row": pl.Series(range(2, size + 2), dtype=pl.UInt32()),
            }
        )
        texts = {"ticket": TICKET, **self._held, "excluded": None, "unreadable": None}
        tickets = pl.DataFrame(
            {name: pl.Series([value], dtype=pl.String()) for name, value in texts.items()}
        ).with_columns(
            pl.lit(value=False).alias("no_target"),
            pl.lit(None, dtype=pl.Boolean()).alias("claimed_met"),
            pl.lit(None, dtype=pl.Int64()).alias("claimed_due"),
        )
        intake = Intake(sources=(), rows_read=size, rows_used=size, events=size)
        return EventLog(events, tickets, states, frozenset(ATTRIBUTES), frozenset(), intake)


def _row(level: ServiceLevel) -> TargetRow | None:
    """Returns the line of the level's targets that is shown: one for any date, if there is one."""
    target = level.target
    if isinstance(target, dict):
        name, limit = next(iter(target.items()))
        return TargetRow(within=limit, priority=(name,))
    if not isinstance(target, tuple):
        return None
    plain = [row for row in target if not (row.season or row.first or row.last)]
    return (plain or list(target))[0]
