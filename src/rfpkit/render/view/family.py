"""The family page: what students and families can count on, in plain words, from the levels."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.planning import Audience
from rfpkit.model.scalars import write_share
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, long_date, plain
from rfpkit.render.view.hours import usual_hours
from rfpkit.render.view.outline import Part
from rfpkit.render.view.planning import language_names
from rfpkit.render.view.writing import capital, label

PAGE = "family"
"""What is asked for with `--section`; the page is no part of the RFP's document."""
TEMPLATE = "pages/family.html.j2"
"""The template of a pack that makes the page."""

_FAMILY = ("student", "parent")
_PROMISES = {
    "returned": "Your device is back",
    "repaired": "Your device is fixed",
    "loaner-issued": "You have a loaner in your hands",
    "swapped": "You have a device that works",
    "acknowledged": "We tell you that we have your request",
    "responded": "We answer you",
    "answered": "We answer you",
    "resolved": "Your problem is solved",
    "closed": "Your problem is solved",
    "arrived": "Somebody is there to help",
    "visited": "Somebody is there to help",
}


def view(solicitation: Solicitation) -> Part:
    """Returns what the page says; it has promises only where a level makes one to people."""
    served = [one for one in solicitation.audiences if one.kind in _FAMILY and one.may_open_ticket]
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
        "promises": list(_promises(solicitation)),
        "hours": _hours(solicitation),
        "asks": [_asks(one) for one in served if one.channels],
        "languages": joined(_languages(served)),
        "covered": _items(solicitation, "full"),
        "partly": _items(solicitation, "best-effort", "advice"),
        "excluded": _items(solicitation, "excluded"),
    }


def _promises(solicitation: Solicitation) -> Iterator[Part]:
    for level in solicitation.service_levels:
        match level.measure:
            case DurationMeasure() as measure if measure.stop[0] in _PROMISES:
                yield {
                    "what": _PROMISES[measure.stop[0]],
                    "within": _within(level),
                    "share": _of_a_hundred(level),
                    "whom": _whom(level),
                }
            case StockMeasure() as measure:
                places = "each school" if measure.by == "site" else "the district"
                yield {
                    "what": f"We keep spare {plain(measure.of)} at {places}",
                    "within": "", "share": "", "whom": "",
                }  # fmt: skip
            case _:
                continue


def _within(level: ServiceLevel) -> str:
    """Writes the limit; the longest where it depends on something, since it holds for all."""
    target = level.target
    if isinstance(target, TimeLimit):
        return f"within {_limit(target)}"
    limits = list(target.values()) if isinstance(target, dict) else []
    if isinstance(target, tuple):
        limits = [row.within for row in target]
    if not limits:
        return ""
    ordered = sorted(limits, key=lambda one: (list(Unit).index(one.unit), one.amount))
    first, last = ordered[0], ordered[-1]
    if first == last:
        return f"within {_limit(first)}"
    sooner = f"when it is urgent, within {_limit(first)}"
    return f"within {_limit(last)}; {sooner if isinstance(target, dict) else 'often sooner'}"


def _limit(limit: TimeLimit) -> str:
    words = {"business day": "working day", "business hour": "working hour", "calendar day": "day"}
    text = str(limit)
    for word, said in words.items():
        text = text.replace(word, said)
    return text


def _of_a_hundred(level: ServiceLevel) -> str:
    steps = level.attainment.steps
    owed = steps[0].at_least if steps else level.attainment.at_least
    return "" if owed is None else f"{write_share(owed).removesuffix('%')} times out of 100"


def _whom(level: ServiceLevel) -> str:
    names = level.applies_to.device_class or ()
    return joined([plain(f"{name}s") for name in names])


def _hours(solicitation: Solicitation) -> list[str]:
    used = [
        level.measure.calendar
        for level in solicitation.service_levels
        if isinstance(level.measure, DurationMeasure)
    ]
    found = [one for one in solicitation.calendars if one.id in used] or solicitation.calendars
    return usual_hours(found[0]) if found else []


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
    return language_names(codes)


def _items(solicitation: Solicitation, *coverage: str) -> list[str]:
    things = [one for one in solicitation.scope if one.kind in {"device", "peripheral"}]
    return [label(one.name or one.id) for one in things if one.coverage in coverage]
