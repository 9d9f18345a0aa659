"""How parties, audiences, items and ways are called in the service side."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.services.responsibility import ALWAYS
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.writing import label

CHANNELS = {
    "portal": "Portal",
    "phone": "Phone",
    "email": "E-mail",
    "chat": "Chat",
    "walk-in": "In person",
    "kiosk": "Kiosk",
    "qr-code": "Code on the device",
}
"""Ways in which people ask for help."""

MODES = {
    "dedicated": "A technician at each site",
    "rotating": "Technicians on a rotation",
    "hub": "A hub for several sites",
    "remote": "Remote service",
    "student-technicians": "Students who help",
}
"""How technicians are placed."""


def party(solicitation: Solicitation, name: str) -> str:
    """Returns a party's name in the document: `The Contractor`."""
    named = {item.id: item.name for item in solicitation.parties}
    return named.get(name) or ALWAYS[name]


def parties(solicitation: Solicitation, names: Iterable[str] | None) -> str:
    """Returns several parties' names, one under the other in a cell."""
    return "; ".join(party(solicitation, name) for name in names or ())


def item(solicitation: Solicitation, name: str) -> str:
    """Returns a scope item's name."""
    named = {item.id: item.name for item in solicitation.scope}
    return named.get(name) or label(name)


def items(solicitation: Solicitation, names: Iterable[str]) -> str:
    """Returns several scope items' names."""
    return "; ".join(item(solicitation, name) for name in names)


def audiences(solicitation: Solicitation, names: Iterable[str] | None) -> str:
    """Returns several audiences' names in a row."""
    named = {item.id: item.name for item in solicitation.audiences}
    called = [named.get(name) or label(name) for name in names or ()]
    return joined([called[0], *(_inside(name) for name in called[1:])]) if called else ""


def calendar(solicitation: Solicitation, name: str | None) -> str:
    """Returns the title of a calendar; nothing where none is named."""
    named = {item.id: item.title for item in solicitation.calendars}
    return (named.get(name) or label(name)) if name else ""


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]
