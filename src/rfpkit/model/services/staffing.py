"""How technicians are placed."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text, Whole

Mode = Literal["dedicated", "rotating", "hub", "remote", "student-technicians"]
"""One person at each site, a rotation, a hub for several sites, remote, or students who help."""


class StaffingOption(Record):
    """Another way to place technicians, which proposers price."""

    id: Id
    """Name of the option: campus-technician."""
    title: Text
    """The option in a few words."""
    mode: Mode
    """How technicians are placed."""
    text: Text | None = None
    """What is different then."""
    price_line: Id | None = None
    """The line of the price sheet on which it is priced."""


class StaffingModel(Record):
    """How technicians are placed, and what else could be bought."""

    mode: Mode
    """How technicians are placed from the first day."""
    technicians: Whole | None = None
    """Fewest technicians in full-time equivalents."""
    devices_per_technician: Whole | None = None
    """Most devices for each technician."""
    demand_rule: Text | None = None
    """When the placing is looked at again, and by which number."""
    options: tuple[StaffingOption, ...] = ()
    """Other ways that proposers price."""
