"""The section on required clauses: what applies, what may, what does not, and how sure it is."""

from __future__ import annotations

from rfpkit.load.document import load_text
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.required_clauses import required_clauses

HEAD = """\
kind: rfp
id: R-1
title: Repair
issuer: {name: Maple, level: district, timezone: America/Denver}
schedule:
  - {id: issued, name: Issued, date: 2026-01-20}
  - {id: proposals-due, name: Proposals due, date: 2026-03-05, time: 14:00}
facts: {state: CO}
"""


def shown(*rules):
    clauses = "".join(f"  - {{id: c{n}, title: C, text: It is so., {r}}}\n" for n, r in rules)
    text = f"{HEAD}required_clauses:\n{clauses}"
    return required_clauses(load_text(text, Solicitation, "rfp.yaml"))


def clause(rule):
    found = shown((1, rule))
    assert found is not None
    return found["parts"]["c1"]


def test_an_rfp_without_clauses_has_no_such_section():
    assert required_clauses(load_text(HEAD, Solicitation, "rfp.yaml")) is None


def test_a_clause_that_applies_says_why():
    found = clause("when: {state: CO}, verified_on: 2025-06-01")
    assert (found["applies"], found["why"]) == (True, "the issuer is in Colorado")
    assert (found["sure"], found["verified"]) == (True, "Compared with its source on June 1, 2025.")


def test_a_clause_that_waits_for_a_fact_stands_among_those_that_apply():
    found = clause("when: {funding: federal}, verified_on: 2025-06-01")
    assert found["applies"] is False
    assert found["why"] == "the request does not say which funds pay for the contract"


def test_a_clause_that_nobody_compared_or_long_ago_says_so():
    never, stale = clause("basis: law"), clause("verified_on: 2025-01-19")
    assert not never["sure"]
    assert never["verified"].startswith("Not verified")
    assert not stale["sure"]
    assert stale["verified"].endswith("too long ago, and to be compared again.")


def test_a_rule_of_the_district_needs_no_source():
    found = clause("basis: local")
    assert (found["sure"], found["verified"]) == (True, "A rule of the District's own.")


def test_a_clause_that_does_not_apply_stands_in_the_table_with_its_reason():
    found = shown((1, "when: {state: TX}, citation: A code"), (2, "effective_from: 2026-02-01"))
    assert found is not None
    assert found["parts"] == {}
    assert [(row["citation"], row["why"]) for row in found["others"]] == [
        ("A code", "The issuer is not in Texas"),
        ("", "It is in force from February 1, 2026 only"),
    ]
