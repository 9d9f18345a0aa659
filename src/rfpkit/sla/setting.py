"""What the measure of one stage of a level works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.contract import Contract
from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.clocks.timeline import Timeline
from rfpkit.sla.stages import Stage

Compile = Callable[[ServiceCalendar], CompiledCalendar]


@dataclass(frozen=True, eq=False)
class Setting:
    """A stage of a level, and all that is known to measure it."""

    contract: Contract
    stage: Stage
    log: EventLog
    timeline: Timeline
    """The tickets of which the level speaks."""
    compiled: Compile

    @property
    def as_of(self) -> int:
        """The instant up to which is known, whole seconds UTC."""
        return self.timeline.as_of

    def calendar(self, name: str | None) -> CompiledCalendar:
        """Returns a calendar of the stage by its id, compiled; elapsed time where none is named."""
        return self.compiled(self.stage.calendar_named(name))


@dataclass(frozen=True, eq=False)
class Counts:
    """Units that are no tickets: devices, counts of a day, deliveries, rows of a feed."""

    units: pl.DataFrame
    """The columns of `UNITS`; `ticket` is the position in `subjects`."""
    subjects: pl.DataFrame
    """One row for each unit, in the columns of `SUBJECTS`: what it is called, and whose it is."""


SUBJECTS = pl.Schema(
    {
        "ticket": pl.String(),
        "service": pl.String(),
        "device_class": pl.String(),
        "site": pl.String(),
        "audience": pl.String(),
        "row": pl.Int64(),
    }
)
"""What stands in the place of a ticket: its name (`lincoln 2027-02-03`, a device's tag, the item
that is delivered), the attributes by which a floor may group it, and the row that speaks of it."""
