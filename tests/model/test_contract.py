"""What was in force on a date can always be asked."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from rfpkit.model.contract import Contract

LEVEL = {
    "id": "repair",
    "title": "Repair",
    "measure": {"kind": "duration", "to": "returned", "calendar": "always"},
    "target": "3 calendar days",
    "attainment": {"at_least": "95%", "per": "month"},
}
CONTRACT: dict[str, Any] = {
    "kind": "contract",
    "id": "C-1",
    "title": "Repair",
    "parties": {"district": "District", "contractor": "Vendor"},
    "timezone": "America/Chicago",
    "term": "2026-07-01 to 2027-06-30",
    "fees": [{"id": "monthly-fee", "amount": "$1,000.00", "per": "month"}],
    "service_levels": [LEVEL],
    "amendments": [
        {
            "id": "A1",
            "effective": "2027-01-01",
            "reason": "Faster",
            "service_levels": [LEVEL | {"target": "2 calendar days"}],
        },
        {"id": "A2", "effective": "2027-03-01", "reason": "Ended", "retired": ["repair"]},
    ],
}


def contract(**changes):
    return Contract.model_validate(CONTRACT | changes)


def day(text):
    return datetime.date.fromisoformat(text)


def test_each_day_of_the_term_has_the_terms_of_its_last_amendment():
    found = contract()
    targets = [
        [str(level.target) for level in found.in_force(day(on)).service_levels]
        for on in ("2026-12-31", "2027-01-01", "2027-03-01")
    ]
    assert targets == [["3 calendar days"], ["2 calendar days"], []]


def test_outside_the_term_nothing_is_in_force():
    assert contract().in_force(day("2026-06-30")) is None
    assert contract().in_force(day("2027-07-01")) is None


def test_versions_cover_the_term_without_gap_or_overlap():
    versions = contract().versions()
    assert versions[0].first == day("2026-07-01")
    assert versions[-1].last == day("2027-06-30")
    for earlier, later in itertools.pairwise(versions):
        assert later.first == earlier.last + datetime.timedelta(days=1)


def test_an_amendment_out_of_order_and_an_unknown_fee_are_problems():
    credit = {"base": "monthly-fe", "bands": [{"below": "95%", "credit": "2%"}]}
    found = contract(
        service_levels=[LEVEL | {"credit": credit}],
        amendments=[*reversed(CONTRACT["amendments"])],
    )
    messages = [problem.message for problem in found.problems()]
    assert "there is no fee `monthly-fe`" in messages
    assert any("out of order" in message for message in messages)


def test_an_amendment_says_each_thing_once_and_is_not_called_as_the_contract_is():
    twice = {"service_levels": [LEVEL, LEVEL], "retired": ["repair"]}
    amendment = {"id": "original", "effective": "2027-01-01", "reason": "Slip"} | twice
    found = contract(amendments=[amendment]).problems()
    assert {problem.path: problem.message for problem in found} == {
        ("amendments", 0, "id"): "`original` is how the contract as signed is called",
        ("amendments", 0, "service_levels", 1, "id"): (
            "the id `repair` is used twice in service_levels"
        ),
        ("amendments", 0, "retired", 0): "`repair` is both retired and written anew",
    }


def test_a_yearly_fee_is_shared_out_over_its_months():
    found = contract(fees=[{"id": "yearly", "amount": "$12,000.00", "per": "year"}])
    assert found.fee("yearly").for_months(3) == 3000
