"""Support away from the schools."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text

Method = Literal["remote", "mail-in", "drop-off", "home-exchange"]
"""A way in which a device is helped that is not at a school."""


class OffCampusPolicy(Record):
    """Whether devices are supported away from the schools, and how."""

    supported: Literal[True, False]
    """Whether they are supported at all."""
    take_home: Literal[True, False] | None = None
    """Whether students take devices home."""
    methods: tuple[Method, ...] = ()
    """How: remote, mail-in, drop-off, home-exchange."""
    calendar: Id | None = None
    """The calendar in whose hours people off campus are helped."""
    hours: Text | None = None
    """The hours in words, where no calendar says them."""
    shipping_paid_by: Literal["contractor", "district", "family"] | None = None
    """Who pays when a device is mailed."""
    return_by: Text | None = None
    """How soon the device or its loaner must be back: 5 school days after the notice."""
    loaner: Text | None = None
    """How a loaner reaches a person off campus."""
    home_internet: Text | None = None
    """How far home internet access is helped with."""

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if self.supported and not self.methods:
            hint = "add `methods`, for instance [remote, drop-off]"
            raise mistake("devices are supported off campus, but not said how", hint)
        if not self.supported and self.methods:
            hint = "write `supported: true`, or take `methods` away"
            raise mistake("devices are not supported off campus, yet methods are named", hint)
        if "mail-in" in self.methods and self.shipping_paid_by is None:
            hint = "add `shipping_paid_by: contractor`, `district` or `family`"
            raise mistake("devices may be mailed in, but nobody pays for it", hint)
        return self
