"""The floor is never proven for a looser member: tickets are counted one by one against it."""

from __future__ import annotations

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


def fields():
    limits = st.sampled_from(TARGETS)
    by_priority = st.dictionaries(st.sampled_from(["P1", "P2"]), limits, min_size=1)
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
    minimum = st.fixed_dictionaries(
        {
            "tickets": st.sampled_from([2, 4]),
            "otherwise": st.sampled_from(["no_credit", {"allow_misses": 1}, {"allow_misses": 2}]),
        }
    )
    return {
        "measure": measures,
        "target": st.one_of(limits, by_priority),
        "attainment": st.fixed_dictionaries(
            {"at_least": st.sampled_from(SHARES), "per": st.sampled_from(["month", "quarter"])},
            optional={"minimum": minimum},
        ),
        "exclude": st.lists(st.sampled_from(["theft", "fire"]), unique=True),
        "applies_to": st.fixed_dictionaries(
            {"device_class": st.sampled_from([["laptop"], ["laptop", "tablet"]])}
        ),
        "credit": st.builds(
            lambda shape, cap: {"base": "fee", **shape, **cap},
            st.sampled_from(SHAPES),
            st.sampled_from([{}, {"cap": "1% per month"}, {"cap": "4% per month"}]),
        ),
    }


def reason_of(rule: Any) -> str:
    return rule if isinstance(rule, str) else rule["reason"]


NEEDED = ("measure", "target", "attainment")
LEVELS = st.fixed_dictionaries(
    {"id": st.just("x"), "title": st.just("X"), **{name: fields()[name] for name in NEEDED}},
    optional={name: one for name, one in fields().items() if name not in NEEDED},
)


PLAIN: dict[str, Any] = {
    "id": "x",
    "title": "X",
    "measure": {
        "kind": "duration", "from": "received", "to": "repaired", "calendar": "hours",
        "pause": ["parts"],
    },
    "target": "1 hour",
}  # fmt: skip


def members():
    """A level, and whatever a member writes otherwise."""
    return st.builds(written, LEVELS, st.fixed_dictionaries({}, optional=fields()))


@st.composite
def neighbors(draw, name):
    """A level, and one field of it that a member writes a little otherwise."""
    owed = {"at_least": "90%" if name == "credit" else "60%", "per": "month"}
    before = {**PLAIN, "attainment": owed, name: draw(fields()[name])}
    return written(before, {name: draw(near(name, before[name]))})


def written(before, changes):
    """A level with what is written to change it."""
    return before, {name: in_place_of(before.get(name), one) for name, one in changes.items()}


def in_place_of(value, other):
    """What is written to put one group of fields in place of another."""
    if not isinstance(value, dict) or not isinstance(other, dict):
        return other
    return {**dict.fromkeys(value), **other}


def near(name, value):
    """Values of a field that differ from another one in one part."""
    other = fields()[name]
    if not isinstance(value, dict):
        return other
    return st.builds(
        lambda part, new: {**value, part: new[part]} if part in new else new,
        st.sampled_from(sorted(value)),
        other,
    )


MONTHS = st.lists(st.sampled_from(TICKETS), min_size=1, max_size=4, unique=True).flatmap(
    lambda few: st.lists(st.sampled_from(few), min_size=2, max_size=12)
)
"""Tickets of a quarter, of a few sorts each."""
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


BESIDE = st.one_of(st.just(OWN[0]), st.sampled_from(OWN))


@given(members(), BESIDE, MONTHS)
def test_no_ticket_no_period_and_no_credit_is_better_off_where_the_floor_is_proven(
    member, own, quarter
):
    assert_nothing_is_better_off(member, own, quarter)


@pytest.mark.parametrize("name", ["attainment", "credit", "exclude", "measure"])
@given(data=st.data())
def test_nor_is_it_where_one_field_is_a_little_different(name, data):
    member = data.draw(neighbors(name))
    assert_nothing_is_better_off(member, data.draw(BESIDE), data.draw(MONTHS))


def assert_nothing_is_better_off(member, own, quarter):
    (before, changes), (beside, said) = member, own
    told, held = held_against(before, changes, beside)
    old, new = item_of("service_levels", before), item_of("service_levels", held)
    event(f"{told.against}, proven: {proof(told).proven}")
    if old is None or new is None or str(told.against) not in {"inherited", "tightened"}:
        return
    # What is told as tighter lets no single ticket pass, also where it proves nothing.
    assert [
        one for one in TICKETS if verdict(old, one) == "miss" and verdict(new, one, said) != "miss"
    ] == []
    if not proof(told).proven:
        return
    was, now = list(judged(old, quarter)), list(judged(new, quarter, said))
    assert all(is_kept for is_kept, _ in was) or not all(is_kept for is_kept, _ in now)
    if len(was) == len(now):
        assert all(one[1] <= other[1] for one, other in zip(was, now, strict=True))


BEFORE: dict[str, Any] = {
    "id": "x",
    "title": "X",
    "measure": {
        "kind": "duration", "from": "received", "to": "repaired", "calendar": "hours",
        "pause": ["parts"],
    },
    "target": "2 business days",
    "attainment": {"at_least": "90%", "per": "month"},
    "exclude": ["theft"],
    "credit": {"base": "fee", "bands": [{"below": "90%", "credit": "5%"}], "cap": "5% per month"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "proven"),
    [
        ({}, True),
        ({"title": "Another name"}, True),
        ({"target": "1 business day"}, True),
        (
            {
                "attainment": {"at_least": "95%"},
                "credit": {"bands": [{"below": "95%", "credit": "5%"}]},
            },
            True,
        ),
        ({"measure": {"pause": []}}, True),
        ({"target": "3 business days"}, False),
        ({"target": "2 calendar days"}, False),
        ({"attainment": {"at_least": "89%"}}, False),
        ({"target": "1 business day", "attainment": {"at_least": "89%"}}, False),
        ({"measure": {"pause": ["parts", "access"]}}, False),
        ({"measure": {"calendar": "always"}}, False),
        ({"measure": {"comparator": "less_than"}}, True),
        ({"measure": {"pause": [{"reason": "parts", "evidence": "required"}]}}, True),
        ({"measure": {"pause": [{"reason": "parts", "each": "2 business days"}]}}, True),
        ({"measure": {"cutoff": "12:00"}}, False),
        ({"measure": {"to": ["repaired", "loaned"]}}, False),
        ({"measure": {"day_rule": "next_opening"}}, False),
        ({"measure": {"on_reopen": "first_stop"}}, False),
        ({"measure": {"calendar_by_site": {"hill": "short-hours"}}}, False),
        ({"attainment": {"per": "quarter"}}, False),
        ({"attainment": {"minimum": {"tickets": 50, "otherwise": "no_credit"}}}, False),
        ({"attainment": {"floor": {"by": "site", "at_least": "80%"}}}, True),
        ({"exclude": ["theft", "fire"]}, False),
        ({"exclude": []}, False),
        ({"credit": {"cap": None}}, True),
        ({"credit": {"bands": [{"below": "90%", "credit": "6%"}]}}, True),
        ({"credit": {"bands": [{"below": "90%", "credit": "0%"}]}}, False),
        ({"credit": {"cap": "1% per month"}}, False),
        ({"credit": {"base": "small-fee"}}, False),
        ({"credit": {"earn_back": {"periods": 1}}}, False),
        ({"credit": None}, False),
        ({"applies_to": {"device_class": ["laptop"]}}, False),
    ],
)
def test_what_is_proven_and_what_is_not(changes, proven):
    assert proof(held_against(BEFORE, changes)[0]).proven is proven


BY_STEP = {**BEFORE, "target": {"P1": "1 business day", "P2": "2 business days"}}

INHERITED = "inherited, on its own hours (hours)"

WHYS: dict[str, tuple[dict[str, Any], str]] = {
    "another meaning of a pause": (
        {"pauses": [{**WAITS, "definition": "Anything."}]}, "cannot be shown, as it is replaced",
    ),
    "another meaning of an exclusion": (
        {"exclusions": [{"id": "theft", "definition": "Any loss."}]},
        "cannot be shown, as it is replaced",
    ),
    "another meaning of a priority": (
        {"priorities": [{"id": "P1", "name": "The town is on fire"}, STEPS[1]]},
        "cannot be shown, as it is replaced",
    ),
    "one more priority, which has no target": (
        {"priorities": [*STEPS, {"id": "P3", "name": "Some day"}]},
        "cannot be shown, as it is replaced",
    ),
    "less at risk": (
        {"at_risk": {"base": "fee", "cap": "1% per month"}},
        "inherited, but its credit may come to less: `at_risk` is loosened",
    ),
    "a cap over twelve months": (
        {"at_risk": {**FILLED["at_risk"], "rolling": "2% per 12 months"}},
        "inherited, but its credit may come to less: `at_risk` is loosened",
    ),
    "a short time to claim": (
        {"claim_within": "5 calendar days after the period"},
        "inherited, but its credit is bounded by `claim_within`, which the pack does not fill in",
    ),
    "more at risk": ({"at_risk": {"base": "fee", "cap": "30% per month"}}, INHERITED),
    "a definition more": ({"pauses": [{"id": "storm", "definition": "No road."}]}, INHERITED),
}  # fmt: skip


@pytest.mark.parametrize(("own", "why"), WHYS.values(), ids=WHYS)
def test_what_stands_beside_a_level_can_undo_its_proof(own, why):
    found = proof(held_against(BY_STEP, {}, own)[0])
    assert found.why == why
    assert found.proven is (why == INHERITED)


def test_more_tickets_that_count_are_tighter_and_prove_nothing():
    told, held = held_against(BEFORE, {"exclude": []})
    assert str(told.state) == "tightened"
    why = "tightened, but tickets that count again, and are in time, may lift the share of a month"
    assert proof(told).why == why
    # A month that shows it: two of nineteen are late, and five more that were stolen are in time.
    in_time = TICKETS[0]._replace(business_days=1, excused=None)
    month = [in_time] * 17 + [in_time._replace(business_days=9)] * 2
    month += [in_time._replace(excused="theft")] * 5
    old, new = item_of("service_levels", BEFORE), item_of("service_levels", held)
    assert [next(judged(one, month))[0] for one in (old, new)] == [False, True]


def test_where_every_ticket_is_owed_more_tickets_that_count_are_a_proof():
    credit = {"base": "fee", "bands": [{"below": "100%", "credit": "5%"}]}
    whole = {**BEFORE, "attainment": {"at_least": "100%", "per": "month"}, "credit": credit}
    assert proof(held_against(whole, {"exclude": []})[0]).proven
