"""What the levels promise students and families, each in a sentence that they know."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.limit import TimeLimit, Unit
from rfpkit.model.scalars import write_share
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, plain, plural, proper
from rfpkit.render.view.outline import Part

FAMILY = ("student", "parent")
"""Kinds of audience that the page speaks to."""

_WORKING_DEVICE = "You have a working device"
_DEVICES = {
    "returned": "Your device is back",
    "repaired": "Your device is fixed",
    "loaner-issued": "You have a loaner in your hands",
    "swapped": _WORKING_DEVICE,
    "replaced": _WORKING_DEVICE,
}
_ANSWERS = {
    "acknowledged": "We tell you we have your request",
    "responded": "We answer you",
    "answered": "We answer you",
    "resolved": "Your problem is solved",
    "closed": "Your problem is solved",
    "arrived": "Somebody is there to help",
    "visited": "Somebody is there to help",
}


_STARTS = {
    "reported": "after you ask",
    "received": "after we get it",
    "picked-up": "after we pick it up",
}


def promises(solicitation: Solicitation) -> list[Part]:
    """Returns a promise for each level that can be said in these words."""
    return [one for _, one in _told(solicitation)]


def untold(solicitation: Solicitation) -> int:
    """Returns how many levels the page leaves out."""
    return len(solicitation.service_levels) - len(promises(solicitation))


def clocked(solicitation: Solicitation) -> list[str]:
    """Returns the calendars by which the promises of the page are timed."""
    told = [level.measure for level, _ in _told(solicitation)]
    return [one.calendar for one in told if isinstance(one, DurationMeasure)]


def _told(solicitation: Solicitation) -> Iterator[tuple[ServiceLevel, Part]]:
    for level in solicitation.service_levels:
        promise = _promise(level)
        if promise is not None and _speaks_to_families(level, solicitation):
            yield level, promise


def _promise(level: ServiceLevel) -> Part | None:
    match level.measure:
        case DurationMeasure() as measure if what := _ending(measure.stop):
            within, sooner = _within(level)
            return {
                "what": what, "within": within, "sooner": sooner, "share": _share(level),
                "whom": _whom(level), "after": _STARTS.get(measure.start[0], ""),
            }  # fmt: skip
        case StockMeasure() as measure:
            places = "each school" if measure.by == "site" else "the District"
            things = plain(measure.of).removeprefix("spare ")
            what = f"We keep spare {things} at {places}"
            empty = dict.fromkeys(("within", "sooner", "share", "after"), "")
            return {"what": what, "whom": _whom(level)} | empty
        case _:
            return None


def _ending(stop: tuple[str, ...]) -> str:
    """Returns what the person has when the clock stops; nothing for an event without a word."""
    known = _DEVICES | _ANSWERS
    said = {known.get(event, "") for event in stop}
    if len(said) > 1 and all(event in _DEVICES for event in stop):
        return _WORKING_DEVICE
    return said.pop() if len(said) == 1 else ""


def _speaks_to_families(level: ServiceLevel, solicitation: Solicitation) -> bool:
    """Whether no audience that the level names is known to be of another kind."""
    named = level.applies_to.audience or ()
    kinds = {one.kind for one in solicitation.audiences if {one.id, one.kind} & {*named}}
    return not kinds or bool(kinds & {*FAMILY, None})


def _within(level: ServiceLevel) -> tuple[str, str]:
    """Writes the limit, the longest where it depends on something; and how it may be sooner."""
    limits = _limits(level)
    if not limits:
        return "", ""
    first, last = limits[0], limits[-1]
    school = getattr(level.measure, "calendar", "") == "school-days"
    within = f"within {_said(last, school)}"
    if first == last:
        return within, ""
    if isinstance(level.target, dict):
        return within, f", or within {_said(first, school)} if it is urgent"
    return within, ", and sooner in some cases"


def _limits(level: ServiceLevel) -> list[TimeLimit]:
    target = level.target
    if isinstance(target, TimeLimit):
        return [target]
    found = list(target.values()) if isinstance(target, dict) else []
    if isinstance(target, tuple):
        found = [row.within for row in target]
    return sorted(found, key=lambda one: (list(Unit).index(one.unit), one.amount))


def _said(limit: TimeLimit, school: bool) -> str:  # noqa: FBT001 (whose hours they are)
    open_time = "school" if school else "working"
    words = {
        "business day": f"{open_time} day",
        "business hour": f"{open_time} hour",
        "business minute": "minute",
        "calendar day": "day",
    }
    text = str(limit)
    for word, said in words.items():
        text = text.replace(word, said)
    return text


def _share(level: ServiceLevel) -> str:
    steps = level.attainment.steps
    owed = steps[0].at_least if steps else level.attainment.at_least
    if owed is None:
        return ""
    if owed == 1:
        return "every time"
    return f"at least {write_share(owed).removesuffix('%')} times out of 100"


def _whom(level: ServiceLevel) -> str:
    """Writes what the level is limited to: `device repair of student laptops`."""
    only = level.applies_to
    things = joined([plural(plain(name)) for name in only.device_class or ()])
    services = joined([plain(name) for name in only.service or ()])
    people = joined([plural(plain(name)) for name in only.audience or ()])
    sites = joined([proper(name) for name in only.site or ()])
    told = " of ".join(part for part in (services, things) if part)
    if people:
        told = f"{told} for {people}" if told else people
    if sites:
        told = f"{told} at {sites}" if told else sites
    return told
