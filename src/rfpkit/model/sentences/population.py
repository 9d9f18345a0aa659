"""Which requests a level speaks of, as words: `device repair requests for student laptops`."""

from __future__ import annotations

from typing import Final

from rfpkit.model.references import Promises
from rfpkit.model.service_level import AppliesTo
from rfpkit.model.words import joined, plain, plural, proper

ELAPSED: Final = "Elapsed Time"
"""What the calendar that is always open is called."""
CLOCK: Final = r"(?:in (?P<elapsed>elapsed time)|on the (?P<calendar>.+?) calendar)"
"""On which calendar a clock runs, in a pattern."""


def population(scope: AppliesTo) -> str:
    """Writes the requests of a scope."""
    services = [plain(name) for name in scope.service or ()]
    text = f"{joined(services)} requests" if services else "requests"
    if scope.device_class:
        # A request for laptops would be one that asks for laptops.
        about = " for " if services else " about "
        text += about + joined([plural(plain(name)) for name in scope.device_class])
    if scope.audience:
        text += " from " + joined([plain(name) for name in scope.audience])
    return text + (f" at {places(scope)}" if scope.site else "")


def places(scope: AppliesTo) -> str:
    """Writes the sites of a scope; nothing where it names none."""
    return joined([proper(name) for name in scope.site or ()])


def write_clock(calendar: str) -> str:
    """Writes on which calendar a clock runs: `on the Support Hours calendar`, `in elapsed time`."""
    return "in elapsed time" if calendar == ELAPSED else f"on the {calendar} calendar"


def read_clock(parts: dict[str, str]) -> str:
    """Reads the groups that `CLOCK` found; empty where there is no clock."""
    return ELAPSED if parts["elapsed"] else parts["calendar"] or ""


def calendar_name(name: str | None, document: Promises) -> str:
    """Returns the name of a calendar as the document prints it."""
    found = (calendar.name for calendar in document.calendars if calendar.id == name)
    return next(found, ELAPSED)
