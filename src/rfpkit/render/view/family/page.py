"""The family page: what students and families can count on, in plain words, from the levels."""

from __future__ import annotations

from rfpkit.model.planning import Audience
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, long_date, plain
from rfpkit.render.view.family.promises import FAMILY, clocked, promises, untold
from rfpkit.render.view.hours import season_names, usual_hours
from rfpkit.render.view.outline import Part
from rfpkit.render.view.planning import language_names
from rfpkit.render.view.writing import capital, label

PAGE = "family"
"""What is asked for with `--section`; the page is no part of the RFP's document."""
TEMPLATE = "pages/family.html.j2"
"""The template of a pack that makes the page."""


def view(solicitation: Solicitation) -> Part:
    """Returns what the page says; it has promises only where a level makes one to people."""
    served = [one for one in solicitation.audiences if one.kind in FAMILY and one.may_open_ticket]
    told = promises(solicitation)
    return {
        "document": {
            "title": "Help with your school device",
            "number": solicitation.id,
            "author": solicitation.issuer.name,
            "language": "en-US",
            "page": solicitation.page,
            "draft": solicitation.status == "draft",
            "contents": 0,
        },
        "issuer": solicitation.issuer.name,
        "note": solicitation.note or "",
        "starts": next((long_date(e.date) for e in solicitation.schedule if e.id == "start"), ""),
        "promises": told,
        "working_days": any("working" in str(one.get("within")) for one in told),
        "more": untold(solicitation),
        "hours": _hours(solicitation),
        "asks": [_asks(one) for one in served if one.channels],
        "languages": joined(_languages(served)),
        "covered": _items(solicitation, "full"),
        "partly": _items(solicitation, "best-effort", "advice"),
        "excluded": _items(solicitation, "excluded"),
    }


def _hours(solicitation: Solicitation) -> Part:
    """Returns when the doors are open, by the calendars that time what is promised here."""
    used = clocked(solicitation)
    found = [one for one in solicitation.calendars if one.id in used]
    if not found and len(solicitation.calendars) == 1:
        found = list(solicitation.calendars)
    seasons = dict.fromkeys(name for one in found for name in season_names(one))
    named = len(found) > 1
    return {
        "usual": [hour for one in found for hour in usual_hours(one)] if not named else [],
        "named": [{"name": one.name, "hours": usual_hours(one)} for one in found] if named else [],
        "holidays": any(one.closed_dates() for one in found),
        "seasons": joined(list(seasons)),
    }


def _asks(audience: Audience) -> Part:
    ways = [_WAYS.get(channel, plain(channel)) for channel in audience.channels]
    return {"who": capital(audience.name or plain(audience.id)), "ways": joined(ways, "or")}


_WAYS = {
    "portal": "on the help page",
    "phone": "by phone",
    "walk-in": "at the help desk in your school",
    "in-person": "in person at school",
    "email": "by e-mail",
    "chat": "in the chat",
}


def _languages(served: list[Audience]) -> list[str]:
    codes = dict.fromkeys(code for one in served for code in one.languages)
    # Whoever reads this page reads English.
    return language_names(codes) if set(codes) != {"en"} else []


def _items(solicitation: Solicitation, *coverage: str) -> list[str]:
    things = [one for one in solicitation.scope if one.kind in {"device", "peripheral"}]
    return [
        capital(one.name) if one.name else label(one.id)
        for one in things
        if one.coverage in coverage
    ]
