"""What adds up for each unit in a period: days out of service per device, the lemon rule."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.limit import Limit, Unit
from rfpkit.model.names import Names
from rfpkit.model.pause import Pause
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id


class AccumulationMeasure(Record):
    """Time that adds up over all tickets of a unit in a period; outages that overlap count once."""

    kind: Literal["accumulation"]
    """Time out of service for each unit."""
    unit: Literal["device", "site"] = "device"
    """What time adds up for."""
    start: Names = Field(("reported",), alias="from")
    """Event that begins the loss: the first of these."""
    stop: Names = Field(alias="to")
    """Event that ends the loss: returned, or loaner-issued where a loaner stops it."""
    calendar: Id
    """Calendar on which the loss is counted: school-days."""
    pause: tuple[Pause, ...] | None = None
    """Reasons for which the loss is not counted."""
    free: Limit | None = None
    """Service time at the start of each outage that does not count: 24 hours."""
    day_counts: Literal["at_opening", "any_part"] | None = None
    """With a target in days, which day counts: one that begins in an outage (the default), or
    each one that an outage touches."""

    @model_validator(mode="after")
    def _free_is_time(self) -> Self:
        if self.free is not None and self.free.unit is not Unit.SECONDS:
            message = f"what does not count is service time, not days: `{self.free}`"
            raise mistake(message, "write hours: 24 hours, 8 business hours")
        return self
