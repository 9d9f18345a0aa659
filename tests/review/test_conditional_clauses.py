"""A rule that nobody verified, or long ago, is told before the RFP is issued."""

from __future__ import annotations

import pytest

from rfpkit.load.document import load_text
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.rules import RULES

HEAD = """\
kind: rfp
id: R-1
title: Repair
issuer: {name: Maple, level: district, timezone: America/Denver}
"""
ISSUED = """\
schedule:
  - {id: issued, name: Issued, date: 2026-01-20}
  - {id: proposals-due, name: Proposals due, date: 2026-03-05, time: 14:00}
"""


def findings(clause, more=ISSUED):
    rule = f"{{id: one, title: One, text: It applies.{clause}}}"
    document = load_text(f"{HEAD}{more}required_clauses: [{rule}]\n", Solicitation, "rfp.yaml")
    return [found for rule in RULES.values() for found in rule(document)]


def test_a_rule_that_nobody_compared_is_told():
    (found,) = findings("")
    assert found.rule == "clause-not-verified"
    assert found.message == "nobody has compared 1 clause with the source: one"


def test_a_rule_of_the_issuers_own_needs_no_source():
    assert findings(", basis: local") == []


def test_a_rule_that_was_compared_within_the_year_is_not_told():
    assert findings(", verified_on: 2025-01-20") == []


@pytest.mark.parametrize("more", [ISSUED, ""], ids=["issued", "no date"])
def test_a_rule_that_was_compared_long_ago_or_nobody_knows_when_it_is_issued(more):
    (found,) = findings(", verified_on: 2025-01-19", more)
    assert found.where == "required_clauses[one].verified_on"
    last = "12 months before the RFP is issued" if more else "the RFP has no date of issue"
    assert found.message.endswith(last)


def test_a_rule_that_does_not_apply_is_nobodys_concern():
    facts = "facts: {state: CO}\n"
    assert findings(", when: {state: TX}", ISSUED + facts) == []


def test_a_rule_that_the_facts_do_not_decide_is_told():
    state, funds = findings(", verified_on: 2026-01-01, when: {state: TX, funding: federal}")
    assert {state.rule, funds.rule} == {"clause-undecided"}
    assert state.message == (
        "the RFP does not say in which state the issuer lies; 1 clause may apply: one"
    )
    assert (state.hint, funds.hint) == ("write `state`", "write `funding`")


def test_a_rule_with_dates_asks_for_the_date_of_issue():
    (found,) = [
        one
        for one in findings(", verified_on: 2026-01-01, effective_from: 2026-01-01", "")
        if one.rule == "clause-undecided"
    ]
    assert found.hint == "date the event `issued`"


def test_a_rule_that_may_apply_must_be_compared_too():
    found = findings(", when: {state: TX}")
    assert [one.rule for one in found] == ["clause-not-verified", "clause-undecided"]
