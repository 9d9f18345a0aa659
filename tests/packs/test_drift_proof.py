"""The floor is never proven for a looser member: tickets are counted one by one against it."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from rfpkit.errors import Location
from rfpkit.packs.library.drift import Side, cell, proof
from rfpkit.packs.library.items import item_of
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
    waited: dict[str, int]
    """Seconds of service time spent on each reason, beside `seconds`."""
    priority: str
    device_class: str
    excused: str | None


TARGETS = ["1 hour", "2 business hours", "90 minutes", "1 business day", "2 school days"]
TARGETS += ["2 business days", "1 calendar day", "2 calendar days"]
PAUSES = ["parts", "access", {"reason": "parts", "each": "1 business hour"}]
SHARES = ["80%", "90%", "95%"]

TICKETS = [
    Ticket(seconds, days, calendar, waited, priority, device, excused)
    for seconds, days, calendar in itertools.product([3000, 5400, 9000], [1, 3], [1, 3])
    for waited in ({}, {"parts": 1800}, {"parts": 7200}, {"access": 7200})
    for priority, device, excused in (("P1", "laptop", None), ("P2", "tablet", "theft"))
]


def fields():
    limits = st.sampled_from(TARGETS)
    by_priority = st.fixed_dictionaries({"P1": limits, "P2": limits})
    pauses = st.lists(st.sampled_from(PAUSES), max_size=2, unique_by=reason_of)
    measures = st.fixed_dictionaries(
        {
            "kind": st.just("duration"),
            "from": st.just("received"),
            "to": st.just("repaired"),
            "calendar": st.just("hours"),
            "pause": pauses,
            "comparator": st.sampled_from(["at_most", "less_than"]),
        }
    )
    return {
        "measure": measures,
        "target": st.one_of(limits, by_priority),
        "attainment": st.fixed_dictionaries(
            {"at_least": st.sampled_from(SHARES), "per": st.just("month")}
        ),
        "exclude": st.lists(st.sampled_from(["theft", "fire"]), unique=True),
        "applies_to": st.fixed_dictionaries(
            {"device_class": st.sampled_from([["laptop"], ["laptop", "tablet"]])}
        ),
    }


def reason_of(rule: Any) -> str:
    return rule if isinstance(rule, str) else rule["reason"]


LEVELS = st.fixed_dictionaries({"id": st.just("x"), "title": st.just("X"), **fields()})
# Most members change a field or two.
CHANGES = st.fixed_dictionaries({}, optional=fields())


def verdict(level, ticket):
    """Whether a ticket is `in time`, a `miss` or `not counted`."""
    scope = level.applies_to.device_class
    if (scope and ticket.device_class not in scope) or ticket.excused in level.exclude:
        return "not counted"
    limit = level.target[ticket.priority] if isinstance(level.target, dict) else level.target
    caps = {rule.reason: rule.each.amount if rule.each else None for rule in level.measure.pause}
    taken = ticket.seconds
    for why, length in ticket.waited.items():
        cap = caps.get(why, 0)
        taken += length - (length if cap is None else min(length, cap))
    taken = {"seconds": taken, "business days": ticket.business_days}.get(
        str(limit.unit), ticket.calendar_days
    )
    strict = level.measure.comparator == "less_than"
    return "in time" if (taken < limit.amount if strict else taken <= limit.amount) else "miss"


def kept(level, tickets):
    """Whether the promise is kept in a month with these tickets."""
    found = [verdict(level, one) for one in tickets]
    counted = [one for one in found if one != "not counted"]
    share = Fraction(found.count("in time"), len(counted)) if counted else Fraction(1)
    return share >= level.attainment.at_least


def held_against(before, changes):
    file = {"kind": "service-levels", "id": "levels", "title": "L", "service_levels": [before]}
    shelf = shelve([Tree(file, Nowhere(), "joint", 0)])
    rfp: dict[str, Any] = {"kind": "rfp", "include": {"service_levels": "all"}}
    if changes:
        rfp["set"] = {"service_levels": {"x": changes}}
    resolved = resolve(Tree(rfp, Nowhere()), shelf, {})
    side = Side(resolved, frozenset({"joint"}), "joint 1.0.0")
    key = ("service_levels", "x")
    return proof(cell(key, reference(shelf), side, ())), side.item(key)


@given(LEVELS, CHANGES, st.lists(st.sampled_from(TICKETS), min_size=1, max_size=8))
def test_no_ticket_and_no_month_is_better_off_where_the_floor_is_proven(before, changes, month):
    told, held = held_against(before, changes)
    old, new = item_of("service_levels", before), item_of("service_levels", held)
    event(f"proven: {told.proven}")
    if not told.proven or old is None or new is None:
        return
    assert [
        one for one in TICKETS if verdict(old, one) == "miss" and verdict(new, one) != "miss"
    ] == []
    assert kept(old, month) or not kept(new, month)


BEFORE: dict[str, Any] = {
    "id": "x",
    "title": "X",
    "measure": {
        "kind": "duration", "from": "received", "to": "repaired", "calendar": "hours",
        "pause": ["parts"],
    },
    "target": "2 business days",
    "attainment": {"at_least": "90%", "per": "month"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "proven"),
    [
        ({}, True),
        ({"title": "Another name"}, True),
        ({"target": "1 business day"}, True),
        ({"attainment": {"at_least": "95%"}}, True),
        ({"measure": {"pause": []}}, True),
        ({"target": "3 business days"}, False),
        ({"target": "2 calendar days"}, False),
        ({"attainment": {"at_least": "89%"}}, False),
        ({"target": "1 business day", "attainment": {"at_least": "89%"}}, False),
        ({"measure": {"pause": ["parts", "access"]}}, False),
        ({"measure": {"calendar": "always"}}, False),
        ({"exclude": ["theft"]}, False),
        ({"applies_to": {"device_class": ["laptop"]}}, False),
    ],
)
def test_what_is_proven_and_what_is_not(changes, proven):
    assert held_against(BEFORE, changes)[0].proven is proven
