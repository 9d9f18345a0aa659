"""Single deliveries, counts and new requests of the worked examples, in words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.sentences.events import recorded
from rfpkit.model.sentences.ratio import CLOSED
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import long_date, plain, singular
from rfpkit.model.worked import Single
from rfpkit.render.view.annexes.instants import at
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital


def single(level: ServiceLevel, one: Single, solicitation: Solicitation) -> Part:
    """Returns what happened, and what the level says of it."""
    told = _told(level, one, solicitation)
    return {"given": capital(told), "state": "Met" if one.met else "Missed"}


def _told(level: ServiceLevel, one: Single, solicitation: Solicitation) -> str:
    zone = ZoneInfo(solicitation.issuer.timezone)
    match level.measure:
        case DutyMeasure() as measure if one.first is not None and one.last is not None:
            period = f"{long_date(one.first)} to {long_date(one.last)}"
            return f"{plain(measure.item)} for {period}, delivered on {at(one.at or 0, zone)}"
        case RatioMeasure() as measure:
            event = recorded(measure.counted or CLOSED, solicitation)
            again = _AGAIN[measure.good.not_again or "ticket"]
            return f"{event} on {at(one.begun or 0, zone)}; {again} on {at(one.at or 0, zone)}"
        case StockMeasure() as measure:
            things = plain(measure.of)
            counted = f"{one.value} {singular(things) if one.value == 1 else things}"
            place = "a site" if measure.by == "site" else "the District"
            users = f" with {one.base:,} users" if one.base is not None else ""
            return f"{counted} at {place}{users}"
        case _:
            return ""


_AGAIN = {
    "ticket": "work on the request goes on",
    "device": "a new request for the same device",
    "device_and_fault": "a new request for the same device and fault",
}
