"""The floor is never proven for a looser member: tickets are counted one by one against it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from rfpkit.packs.library.drift import proof
from rfpkit.packs.library.items import item_of

from .counting import OWN, PAUSES, SHAPES, SHARES, TARGETS, TICKETS, held_against, judged, verdict


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
