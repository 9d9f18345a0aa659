"""How a broken device is repaired, and who has it when."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Clock, Id, Share, Text, Whole


class RepairStep(Record):
    """One step of a repair."""

    id: Id
    """Name of the step: diagnose."""
    name: Text
    """The step in a few words."""
    by: Id
    """The party that does it: contractor, district or another."""
    text: Text | None = None
    """What is done."""
    recorded: Text | None = None
    """What the ticket shows afterwards."""


class CustodyHandoff(Record):
    """A point at which a device changes hands."""

    id: Id
    """Name of the point: pickup."""
    giver: Id
    """The party that gives the device away."""
    taker: Id
    """The party that takes it, and answers for it from then on."""
    place: Text
    """Where that happens."""
    records: Text
    """What is recorded: asset tag, time, both names."""
    recorded_by: Id
    """The party that records it."""


class PickupSchedule(Record):
    """When devices are picked up and brought back."""

    every: Text
    """How often: on each day of the visit rotation."""
    place: Text | None = None
    """Where at the school they lie."""
    cutoff: Clock | None = None
    """Local time by which a device must be there to go along."""
    calendar: Id | None = None
    """The calendar on whose days devices are picked up."""


class LoanerRule(Record):
    """When somebody whose device is away gets another."""

    who: Text
    """Who gets one: each student whose device cannot be repaired on the spot."""
    given: Text
    """How soon: within the same class period."""
    returned: Text | None = None
    """When it comes back."""


class EconomicalRepair(Record):
    """When a repair is not worth its price."""

    above: Share
    """Share of the device's value above which a repair needs the District's decision: 70%."""
    of: Text = "the price of a replacement of the same kind"
    """The value that the share is of."""
    then: Text | None = None
    """What happens to the device and to its user."""


class SparePool(Record):
    """Devices that stand ready for those that break."""

    item: Id
    """The scope item: student-laptops."""
    share: Share
    """How many, as a share: 3%."""
    basis: Literal["users", "devices"]
    """What the share is of."""
    owner: Literal["district", "contractor"]
    """Whose devices they are."""
    kept_at: Text | None = None
    """Where they lie: at each school."""
    feed: Id | None = None
    """The count that is delivered with the ticket export: spare-count."""
    replenish_days: Whole | None = None
    """Business days within which a spare that went out is replaced."""


class RepairProcess(Record):
    """How a device is repaired; a rule that is left out has the pack's words."""

    steps: tuple[RepairStep, ...] = ()
    """Steps in their order; the pack's seven if left out."""
    handoffs: tuple[CustodyHandoff, ...] = ()
    """Points at which a device changes hands."""
    pickup: PickupSchedule | None = None
    """When devices are picked up and brought back."""
    packaging: Text | None = None
    """How devices are packed, and who brings the packing."""
    loaner: LoanerRule | None = None
    """When somebody whose device is away gets another."""
    beyond_economical_repair: EconomicalRepair | None = None
    """When a repair is not worth its price."""
    data_wipe: Text | None = None
    """What happens to data on a device; the pack's words if left out."""
    parts_grade: Text | None = None
    """What parts may be used; the pack's words if left out."""
    warranty_days: Whole | None = None
    """Calendar days for which the Contractor answers for a repair: 90."""
    status_updates: tuple[Text, ...] = ()
    """When the person who asked hears something, step by step; the pack's if left out."""
    spare_pools: tuple[SparePool, ...] = ()
    """Devices that stand ready."""
