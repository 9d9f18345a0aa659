"""What is proven of a member and what is not, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.packs.library.drift import proof
from rfpkit.packs.library.items import item_of

from .counting import FILLED, STEPS, TICKETS, WAITS, held_against, judged

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
