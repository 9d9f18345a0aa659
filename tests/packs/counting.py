"""Tickets that are counted one by one against a level: what its proof must never contradict."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from rfpkit.errors import Location
from rfpkit.packs.library.drift import Side, cell
from rfpkit.packs.library.reference import reference
from rfpkit.packs.library.resolve import resolve
from rfpkit.packs.library.shelf import shelve
from rfpkit.packs.library.trees import Tree


class Nowhere:
    """Places of a file that was never written."""

    def value(self, path):
        return Location("made-up", len(path))

    entry = value


class Ticket(NamedTuple):
    """What became of a ticket; hours and days have nothing to do with each other here."""

    seconds: int
    business_days: int
    calendar_days: int
    waited: tuple[tuple[str, int], ...]
    """Seconds of service time spent on each reason, beside `seconds`."""
    has_evidence: bool
    priority: str
    device_class: str
    excused: str | None
    month: int
    """0 to 2: the months of a quarter."""


class Meanings(NamedTuple):
    """What a member understands by the names that levels lean on."""

    parts_is_any_wait: bool = False
    minor_is_a_step: bool = False
    """Whether P2 on tablets is called P3."""
    most: Fraction = Fraction(1)
    """The most that all credits of a month come to."""


TARGETS = ["1 hour", "2 business hours", "90 minutes", "1 business day", "2 school days"]
TARGETS += ["2 business days", "1 calendar day", "2 calendar days"]
PAUSES = ["parts", "access", {"reason": "parts", "each": "1 business hour"}]
PAUSES += [{"reason": "parts", "total": "30 minutes"}, {"reason": "parts", "evidence": "required"}]
SHARES = ["80%", "90%", "90%", "90%", "95%", "100%"]
SHAPES: list[dict[str, Any]] = [{"per_missed_period": share} for share in ("0%", "2%", "3%")]
SHAPES += [
    {"bands": [{"below": "90%", "credit": "2%"}]},
    {"bands": [{"below": "90%", "credit": "2%"}, {"below": "70%", "credit": "8%"}]},
    {"bands": [{"below": "90%", "credit": "3%"}, {"below": "60%", "credit": "5%"}]},
    {"bands": [{"below": "90%", "credit": "0%"}]},
]

TICKETS = [
    Ticket(seconds, days, calendar, waited, evidence, priority, device, excused, month)
    for seconds, days, calendar in [(3000, 1, 1), (5400, 1, 3), (9000, 3, 1), (9000, 3, 3)]
    for waited, evidence in (
        ((), False),
        ((("parts", 1800),), True),
        ((("parts", 7200),), False),
        ((("access", 7200),), True),
    )
    for priority, device, excused in (
        ("P1", "laptop", None), ("P2", "tablet", "theft"), ("P2", "tablet", None),
    )
    for month in (0, 2)
]  # fmt: skip


WAITS = {"id": "parts", "definition": "The maker has no part."}
STEPS = [{"id": "P1", "name": "A class waits"}, {"id": "P2", "name": "One person waits"}]
FILLED: dict[str, Any] = {
    "kind": "defaults",
    "pauses": [WAITS, {"id": "access", "definition": "The room is locked."}],
    "exclusions": [{"id": one, "definition": f"A {one}."} for one in ("theft", "fire")],
    "priorities": STEPS,
    "at_risk": {"base": "fee", "cap": "20% per month"},
}
OWN: list[tuple[dict[str, Any], Meanings]] = [
    ({}, Meanings()),
    ({"at_risk": {"base": "fee", "cap": "30% per month"}}, Meanings()),
    ({"at_risk": {"base": "fee", "cap": "1% per month"}}, Meanings(most=Fraction(1, 100))),
    ({"pauses": [{**WAITS, "definition": "Anything."}]}, Meanings(parts_is_any_wait=True)),
    ({"priorities": [*STEPS, {"id": "P3", "name": "A tablet"}]}, Meanings(minor_is_a_step=True)),
]
"""What a member writes beside the level, and what follows from it."""


def verdict(level, ticket, said=Meanings()):  # noqa: B008 (a value)
    """Whether a ticket is `in time`, a `miss` or `not counted`."""
    scope = level.applies_to.device_class
    if (scope and ticket.device_class not in scope) or ticket.excused in level.exclude:
        return "not counted"
    step = "P3" if said.minor_is_a_step and ticket.device_class == "tablet" else ticket.priority
    limit = level.target.get(step) if isinstance(level.target, dict) else level.target
    if limit is None:
        return "not counted"
    taken = ticket.seconds + sum(
        length - excused(level, "parts" if said.parts_is_any_wait else why, length, ticket)
        for why, length in ticket.waited
    )
    taken = {"seconds": taken, "business days": ticket.business_days}.get(
        str(limit.unit), ticket.calendar_days
    )
    strict = level.measure.comparator == "less_than"
    return "in time" if (taken < limit.amount if strict else taken <= limit.amount) else "miss"


def excused(level, why, length, ticket):
    """How much of a wait the clock stands still for."""
    rule = next((one for one in level.measure.pause if one.reason == why), None)
    if rule is None or (rule.evidence and not ticket.has_evidence):
        return 0
    caps = [one.amount for one in (rule.each, rule.total) if one is not None]
    return min([length, *caps])


def judged(level, tickets, said=Meanings()):  # noqa: B008 (a value)
    """For each period of a quarter whether it is kept, and what it costs."""
    whole = level.attainment.per == "quarter"
    for period in [range(3)] if whole else [range(one, one + 1) for one in range(3)]:
        found = [verdict(level, one, said) for one in tickets if one.month in period]
        yield judge(level, found.count("in time"), found.count("miss"), said)


def judge(level, met, missed, said):
    """Whether a period is kept, and what share of the fee it costs if not."""
    share = Fraction(met, met + missed) if met + missed else Fraction(1)
    few = level.attainment.minimum
    is_kept = share >= level.attainment.at_least
    if few is not None and met + missed < few.tickets:
        is_kept |= few.otherwise == "no_credit" or missed <= few.otherwise.allow_misses
    if is_kept or level.credit is None:
        return is_kept, Fraction(0)
    flat = getattr(level.credit, "per_missed_period", None)
    bands = getattr(level.credit, "bands", ())
    cost = flat.share if flat else [band.credit for band in bands if share < band.below][-1]
    most = [level.credit.cap.share] if level.credit.cap is not None else []
    return is_kept, min([cost, said.most, *most])


def held_against(before, changes, own=None):
    file = {"kind": "service-levels", "id": "levels", "title": "L", "service_levels": [before]}
    shelf = shelve([Tree(one, Nowhere(), "joint", 0) for one in (file, FILLED)])
    rfp: dict[str, Any] = {"kind": "rfp", **(own or {})}
    rfp["include"] = {"service_levels": "all", "defaults": "all"}
    if changes:
        rfp["set"] = {"service_levels": {"x": changes}}
    resolved = resolve(Tree(rfp, Nowhere()), shelf, {})
    side = Side(resolved, frozenset({"joint"}), "joint 1.0.0")
    key = ("service_levels", "x")
    return cell(key, reference(shelf), side, ()), side.item(key)
