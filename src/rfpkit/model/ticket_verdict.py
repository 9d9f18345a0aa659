"""What one ticket is for one service level, with every number that the verdict rests on."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class TicketVerdict(NamedTuple):
    """One row of the verdict table. Instants are whole seconds UTC, durations whole seconds."""

    level: str
    """Id of the service level."""
    ticket: str
    """Number as the vendor prints it."""
    episode: int
    """1, or more for a reopening that counts as a ticket of its own."""
    verdict: str
    """A word of `Verdict`."""
    reason: str
    """Why, for excluded and unscorable tickets; else empty."""
    period: str
    """Measurement period in which it is counted; empty where it is in none."""
    version: str
    """Version of the contract in force at its clock start."""
    priority: str | None
    """Priority whose target counted."""
    service: str | None
    device_class: str | None
    site: str | None
    audience: str | None
    start: int | None
    """When the clock started."""
    first_stop: int | None
    """When it stopped for the first time."""
    stop: int | None
    """When its clock stopped for good; None while the clock runs."""
    last_stop: int | None
    """When the ticket stopped last, whichever stop counts; None while it is open again."""
    due: int | None
    """When it fell due, pauses included; None without a target or where it is not yet known."""
    target: str
    """The target that counted, as written."""
    elapsed: int | None
    """Service time that counted."""
    paused: int | None
    """Service time in pauses that the contract allows."""
    not_honoured: int | None
    """Service time in pauses that it does not allow; the clock ran."""
    verdict_if_honoured: str
    """The verdict if every pause had been honoured."""
    claimed: str
    """The vendor's flag: met, missed, or empty."""
    claimed_due: int | None
    """The vendor's due time."""
    by_claimed_due: str
    """The verdict from the vendor's own due time; empty without one."""
    row: int
    """First row of the ticket in the export; the head is row 1."""
    value: Decimal | None
    """What a statistic is made of, or what adds up for a device or a site; exact."""
    value_unit: str
    """Unit of the value: seconds, school days, rating, the name of a number or of a feed."""
    weight: int | None
    """How often the value counts: the calls of an hour."""
    claimed_elapsed: int | None = None
    """What the vendor's clock counted."""
    claimed_paused: int | None = None
    """How long the vendor's clock stood still."""
    first_priority: str | None = None
    """The priority with which it began; told where the vendor's claims are."""
