"""The words that English has for the events of a help desk and a repair bench.

An event that is not listed gets words from the form of its name, and an RFP, a contract or a
pack can give it better ones under `events`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class EventWords(NamedTuple):
    """How sentences speak of one event."""

    does: str
    """What the Contractor does, before the requests: `return the device for`."""
    when: str
    """The moment, behind `of` or `from`: `the return of the device`."""
    done: str
    """What is true of a request then, behind the requests: `whose device is returned`."""


def words_for(name: str) -> EventWords:
    """Returns the words for an event's name, written with spaces: `loaner issued`."""
    return _KNOWN.get(name) or _formed(name)


def title_for(name: str) -> str:
    """Returns an event's name as tables print it: `reported to the District`."""
    return re.sub(r"\bto district\b", "to the District", name)


def _formed(name: str) -> EventWords:
    """Returns words that are right for any name of its form, if not always pretty."""
    quoted = f"“{name}”"
    thing, _, done = name.rpartition(" ")
    if _PARTICIPLE.fullmatch(done) and re.fullmatch(r"[a-z]+", thing) and not _past(thing):
        be = "are" if thing.endswith("s") else "is"
        told = f"{thing} {be} {done}"
        return EventWords(f"have the {name} for", f"the time when the {told}", f"whose {told}")
    if not thing and _PARTICIPLE.fullmatch(name):
        return EventWords(f"reach {quoted} for", f"being {name}", name)
    return EventWords(f"reach {quoted} for", f"the event {quoted}", f"that reach {quoted}")


def _past(word: str) -> bool:
    return _PARTICIPLE.fullmatch(word) is not None


_PARTICIPLE: Final = re.compile(r"[a-z]*(?:ed|sent|made|done|found|given|taken|begun|paid|built)")
_KNOWN: Final = {
    name: EventWords(*(part.strip() for part in words.split("|")))
    for name, words in {
        "accepted": "accept | acceptance | accepted",
        "acknowledged": "acknowledge | acknowledgement | acknowledged",
        "answered": "answer | the answer | answered",
        "approved": "approve | approval | approved",
        "arrived": "be on site for | arrival on site | whose technician is on site",
        "assigned": "assign | assignment | assigned",
        "canceled": "cancel | cancellation | canceled",
        "cancelled": "cancel | cancellation | canceled",
        "closed": "close | closure | closed",
        "collected": "collect the device for | collection | whose device is collected",
        "completed": "complete | completion | completed",
        "confirmed": "confirm | confirmation | confirmed",
        "contacted": "contact the customer for | the first contact | whose customer is contacted",
        "delivered": "complete the delivery for | delivery | whose delivery is complete",
        "diagnosed": "complete the diagnosis for | diagnosis | whose diagnosis is complete",
        "dispatched": "dispatch a technician for | dispatch | whose technician is dispatched",
        "escalated": "escalate | escalation | escalated",
        "exchanged": "make the exchange for | the exchange | whose exchange is made",
        "first response": (
            "give the first response to | the first response | that have a first response"
        ),
        "fixed": "complete the repair for | completion of the repair | whose repair is complete",
        "handed back": "hand back the device for | the handover | whose device is handed back",
        "handed over": "hand over | the handover | that are handed over",
        "inspected": "complete the inspection for | inspection | whose inspection is complete",
        "installed": (
            "complete the installation for | installation | whose installation is complete"
        ),
        "loaner issued": "issue a loaner for | the issue of a loaner | whose loaner is issued",
        "on site": "be on site for | arrival on site | whose technician is on site",
        "opened": "open | opening | opened",
        "ordered": "place the order for | the order | ordered",
        "picked up": "pick up the device for | pickup | whose device is picked up",
        "quoted": "send the quote for | the quote | whose quote is sent",
        "ready for pickup": (
            "have the device ready for pickup for | the notice that the device is ready | "
            "whose device is ready for pickup"
        ),
        "received": "take in the device for | receipt | received",
        "repaired": "complete the repair for | completion of the repair | whose repair is complete",
        "replaced": (
            "hand over a replacement for | the replacement | whose replacement is handed over"
        ),
        "reported": "take the report of | the customer's report | reported",
        "reported to district": (
            "give the District notice of | the District's notice | of which the District has notice"
        ),
        "resolved": "resolve | resolution | resolved",
        "responded": "respond to | the first response | that have a first response",
        "restored": "restore service for | restoration of service | whose service is restored",
        "returned": "return the device for | the return of the device | whose device is returned",
        "sanitized": "erase the storage for | erasure of the storage | whose storage is erased",
        "scheduled": "set the appointment for | the appointment | whose appointment is set",
        "shipped": "make the shipment for | shipment | whose shipment is made",
        "solved": "solve | the solution | solved",
        "submitted": "submit | submission | submitted",
        "swapped": "make the swap for | the swap | whose swap is made",
        "technician on site": "be on site for | arrival on site | whose technician is on site",
        "tested": "complete the test for | the test | whose test is complete",
        "triaged": "triage | triage | triaged",
        "visited": "make the visit for | the visit | visited",
    }.items()
}
NAMED: Final = frozenset(name.replace(" ", "-") for name in _KNOWN)
"""Ids of the events that English has words for."""
