"""When a clause applies: the facts decide, what is not known stays open, and rules age."""

from __future__ import annotations

import datetime

import pytest
from pydantic import ValidationError

from rfpkit.model.library.clause import ClauseRule, is_stale
from rfpkit.model.library.condition import Condition, decide
from rfpkit.model.library.facts import Facts

ISSUED = datetime.date(2026, 1, 20)


def condition(**fields):
    return Condition.model_validate(fields)


def facts(**fields):
    return Facts.model_validate(fields)


def clause(**fields):
    return ClauseRule.model_validate({"id": "one", "title": "One", "text": "It applies."} | fields)


@pytest.mark.parametrize(
    ("tests", "known", "applies", "why"),
    [
        ({}, {}, True, "every contract has it"),
        ({"state": "TX"}, {"state": "TX"}, True, "the issuer is in Texas"),
        ({"state": "TX"}, {"state": "CO"}, False, "the issuer is not in Texas"),
        (
            {"state": ["TX", "ME"]},
            {"state": "co"},
            False,
            "the issuer is not in Texas or Maine",
        ),
        (
            {"funding": "federal"},
            {"funding": ["local", "federal"]},
            True,
            "federal funds pay for the contract",
        ),
        (
            {"funding": "federal"},
            {"funding": ["local"]},
            False,
            "no federal funds pay for the contract",
        ),
        (
            {"contract_value": {"above": "$350,000"}},
            {"contract_value": "$350,000.00"},
            False,
            "the contract is not estimated above $350,000.00",
        ),
        (
            {"contract_value": {"above": "$350,000"}},
            {"contract_value": "$350,000.01"},
            True,
            "the contract is estimated above $350,000.00",
        ),
        (
            {"population": {"at_least": "50,000"}},
            {"population": "50000"},
            True,
            "50,000 people or more live in the jurisdiction",
        ),
        (
            {"population": {"below": "50,000"}},
            {"population": "50000"},
            False,
            "50,000 people or more live in the jurisdiction",
        ),
        (
            {"population": {"at_least": "50,000"}},
            {"population": "49999"},
            False,
            "fewer than 50,000 people live in the jurisdiction",
        ),
        ({"research": True}, {"research": False}, False, "the work includes no research"),
        ({"e_rate": "requested"}, {"e_rate": "none"}, False, "no E-rate discount is requested"),
    ],
)
def test_the_facts_decide(tests, known, applies, why):
    decision = decide(condition(**tests), facts(**known))
    assert (decision.applies, decision.why) == (applies, why)


def test_what_is_not_known_is_not_decided():
    decision = decide(condition(funding="federal"), None)
    assert decision.applies is None
    assert decision.why == "the request does not say which funds pay for the contract"
    assert decision.missing == ("funding",)


def test_one_test_that_fails_decides_whatever_else_is_missing():
    decision = decide(condition(funding="federal", construction=True), facts(construction=False))
    assert (decision.applies, decision.why) == (False, "the work includes no construction")


@pytest.mark.parametrize(
    ("issued", "applies"),
    [
        (datetime.date(2025, 9, 30), False),
        (datetime.date(2025, 10, 1), True),
        (datetime.date(2026, 6, 30), True),
        (datetime.date(2026, 7, 1), False),
        (None, None),
    ],
)
def test_a_rule_applies_on_the_days_on_which_it_is_in_force(issued, applies):
    rule = clause(effective_from="2025-10-01", effective_to="2026-06-30")
    assert rule.decide(None, issued).applies is applies


def test_a_rule_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValidationError, match="ends before it begins"):
        clause(effective_from="2026-01-02", effective_to="2026-01-01")


@pytest.mark.parametrize(
    ("verified", "stale"),
    [
        (datetime.date(2025, 1, 19), True),
        (datetime.date(2025, 1, 20), False),
        (datetime.date(2026, 1, 20), False),
        (datetime.date(2026, 5, 1), False),
        (datetime.date(2024, 12, 31), True),
    ],
)
def test_a_rule_is_stale_after_twelve_months_to_the_day(verified, stale):
    assert is_stale(verified, ISSUED) is stale


@pytest.mark.parametrize("raw", [{"state": "XX"}, {"funding": ["private"]}, {"e_rate": "maybe"}])
def test_a_fact_has_closed_answers(raw):
    with pytest.raises(ValidationError):
        facts(**raw)
