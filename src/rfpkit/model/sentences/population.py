"""Which requests a level speaks of, as words: `device repair requests for student laptops`."""

from __future__ import annotations

from rfpkit.model.references import Promises
from rfpkit.model.service_level import AppliesTo
from rfpkit.model.words import joined, plain, plural, proper

ELAPSED = "Elapsed Time"
"""What sentences call the calendar that is always open."""


def population(scope: AppliesTo) -> str:
    """Writes the requests of a scope."""
    services = [plain(name) for name in scope.service or ()]
    text = f"{joined(services)} requests" if services else "requests"
    if scope.device_class:
        text += " for " + joined([plural(plain(name)) for name in scope.device_class])
    if scope.audience:
        text += " from " + joined([plain(name) for name in scope.audience])
    return text + (f" at {places(scope)}" if scope.site else "")


def places(scope: AppliesTo) -> str:
    """Writes the sites of a scope; nothing where it names none."""
    return joined([proper(name) for name in scope.site or ()])


def calendar_name(name: str | None, document: Promises) -> str:
    """Returns the name of a calendar as the document prints it."""
    found = (calendar.name for calendar in document.calendars if calendar.id == name)
    return next(found, ELAPSED)
