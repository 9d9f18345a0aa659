"""Where a change of a level leads: shown to be tighter, looser, or another promise."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from rfpkit.packs.library.direction import direction
from rfpkit.packs.library.items import item_of

from .conftest import LEVEL, REQUIREMENT

BASE: dict[str, Any] = {
    **LEVEL,
    "measure": {**LEVEL["measure"], "pause": ["awaiting-parts", "awaiting-approval"]},
    "attainment": {"at_least": "90%", "per": "month", "floor": {"by": "site", "at_least": "80%"}},
    "exclude": ["duplicate"],
    "applies_to": {"service": ["repair", "swap"]},
}


def leads(changes: dict[str, Any], base: dict[str, Any] | None = None) -> str:
    """Where it leads to write some fields of the level otherwise; none takes a field away."""
    before = deepcopy(base or BASE)
    after = deepcopy(before)
    for path, value in changes.items():
        *groups, last = path.split(".")
        held = after
        for group in groups:
            held = held.setdefault(group, {})
        if value is None:
            del held[last]
        else:
            held[last] = value
    old, new = item_of("service_levels", before), item_of("service_levels", after)
    assert old is not None
    assert new is not None
    return str(direction(old, new))


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("same", {"title": "Turnaround", "rationale": "Another one."}),
        ("tightened", {"target": "4 business days"}),
        ("loosened", {"target": "6 business days"}),
        ("replaced", {"target": "20 business hours"}),
        ("replaced", {"target": "4 calendar days"}),
        ("same", {"target": "5 school days"}),
        ("replaced", {"target": {"P1": "1 business day", "P2": "2 business days"}}),
        ("tightened", {"attainment.at_least": "95%"}),
        ("loosened", {"attainment.at_least": "89.9%"}),
        ("replaced", {"attainment.per": "quarter"}),
        ("replaced", {"attainment.counted_by": "stop"}),
        ("tightened", {"attainment.floor.at_least": "85%"}),
        ("loosened", {"attainment.floor": None}),
        ("replaced", {"attainment.floor.by": "priority"}),
        ("loosened", {"target": "4 business days", "attainment.at_least": "80%"}),
        ("replaced", {"target": "4 business days", "measure.to": "returned"}),
        ("tightened", {"measure.pause": ["awaiting-parts"]}),
        ("loosened", {"measure.pause": ["awaiting-parts", "awaiting-approval", "weather"]}),
        ("replaced", {"measure.pause": ["awaiting-parts", "weather"]}),
        ("replaced", {"measure.calendar": "desk"}),
        ("loosened", {"exclude": ["duplicate", "no-show"]}),
        ("replaced", {"exclude": []}),
        ("loosened", {"applies_to.service": ["repair"]}),
        ("replaced", {"applies_to.service": ["repair", "swap", "loan"]}),
        ("loosened", {"applies_to.site": ["north"]}),
        ("tightened", {"report": {"per": "month", "within": 5}}),
        ("loosened", {"report": {"per": "month", "within": 15}}),
        ("replaced", {"report": {"per": "quarter", "within": 5}}),
        (
            "tightened",
            {"credit": {"base": "fee", "bands": [{"below": "90%", "credit": "2%"}]}},
        ),
    ],
)
def test_where_a_change_leads(where, changes):
    assert leads(changes) == where


def test_a_credit_that_is_taken_away_is_looser_and_another_one_is_another_promise():
    held = {**BASE, "credit": {"base": "fee", "bands": [{"below": "90%", "credit": "2%"}]}}
    assert leads({"credit": None}, held) == "loosened"
    assert leads({"credit.bands": [{"below": "90%", "credit": "3%"}]}, held) == "replaced"


def test_service_time_is_the_same_however_it_is_written_and_a_day_is_never_hours():
    hours = {**BASE, "target": "2 business hours"}
    assert leads({"target": "120 business minutes"}, hours) == "same"
    assert leads({"target": "90 business minutes"}, hours) == "tightened"
    assert leads({"target": "1 business day"}, hours) == "replaced"


def test_another_text_of_a_requirement_is_another_requirement():
    told = {**REQUIREMENT, "text": "The Contractor must collect devices daily at each school."}
    old, new = item_of("requirements", REQUIREMENT), item_of("requirements", told)
    assert old is not None
    assert new is not None
    assert str(direction(old, new)) == "replaced"
