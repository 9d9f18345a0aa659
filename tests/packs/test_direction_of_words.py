"""What can be shown of other words: whether they bind the Contractor more, or less."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import REQUIREMENT
from .leading import changed, leads

SHOULD = {**REQUIREMENT, "kind": "desirable", "text": "The Contractor should bring a van."}
OFFER = {**REQUIREMENT, "kind": "optional", "text": "The Contractor may offer a van."}

REQUIREMENTS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "other words": (
        REQUIREMENT, {"text": "The Contractor must collect devices daily."}, "replaced",
    ),
    "must to should": (
        REQUIREMENT,
        {"kind": "desirable", "text": "The Contractor should collect devices at each school."},
        "loosened",
    ),
    "must to should, and other words": (
        REQUIREMENT, {"kind": "desirable", "text": "The Contractor should call."}, "loosened",
    ),
    "should to must": (
        SHOULD, {"kind": "mandatory", "text": "The Contractor must bring a van."}, "tightened",
    ),
    "should to must, and other words": (
        SHOULD, {"kind": "mandatory", "text": "The Contractor must have a van."}, "replaced",
    ),
    "may to must": (
        OFFER, {"kind": "mandatory", "text": "The Contractor must offer a van."}, "tightened",
    ),
    "must to shall": (
        {**REQUIREMENT, "text": "Devices must be clean. They must be dry."},
        {"text": "Devices must be clean. They shall be dry."},
        "same",
    ),
    "one of two verbs is weaker": (
        {**REQUIREMENT, "text": "The Contractor must call. The Contractor must come."},
        {"text": "The Contractor must call. The Contractor should come."},
        "loosened",
    ),
    "the verb of the District": (
        {**REQUIREMENT, "text": "The Contractor must call. The District should answer."},
        {"text": "The Contractor must call. The District must answer."},
        "replaced",
    ),
    "less evidence": (REQUIREMENT, {"verification": None}, "loosened"),
    "other evidence": (REQUIREMENT, {"verification": "A letter."}, "replaced"),
    "another reason": (REQUIREMENT, {"rationale": "None."}, "same"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "changes", "where"), REQUIREMENTS.values(), ids=REQUIREMENTS)
def test_where_a_change_of_a_requirement_leads(before, changes, where):
    assert leads("requirements", before, changed(before, changes)) == where


CLAUSE: dict[str, Any] = {
    "id": "records",
    "title": "Records",
    "text": "The Contractor shall keep records for five years. The District may inspect them.",
    "when": {"state": ["TX", "CO"], "contract_value": {"above": "$350,000"}},
    "effective_from": "2026-01-01",
}

CLAUSES: dict[str, tuple[dict[str, Any], str]] = {
    "shall to should": ({"text": CLAUSE["text"].replace("shall", "should")}, "loosened"),
    "shall to may": ({"text": CLAUSE["text"].replace("shall", "may")}, "loosened"),
    "what the District may, it must": ({"text": CLAUSE["text"].replace("may", "must")}, "replaced"),
    "four years for five": ({"text": CLAUSE["text"].replace("five", "four")}, "replaced"),
    "shall not, for shall": ({"text": CLAUSE["text"].replace("keep", "not keep")}, "replaced"),
    "in one more state": ({"when.state": ["TX", "CO", "ME"]}, "tightened"),
    "in one state less": ({"when.state": ["TX"]}, "loosened"),
    "above a lower value": ({"when.contract_value": {"above": "$250,000"}}, "tightened"),
    "in another state": ({"when.state": ["ME", "TX"]}, "replaced"),
    "in force later": ({"effective_from": "2027-01-01"}, "loosened"),
    "in force always": ({"effective_from": None}, "tightened"),
    "in force until": ({"effective_to": "2027-01-01"}, "loosened"),
    "read by counsel": ({"verified_on": "2026-02-01"}, "same"),
    "another source of law": ({"citation": "2 CFR 200"}, "replaced"),
}


@pytest.mark.parametrize(("changes", "where"), CLAUSES.values(), ids=CLAUSES)
def test_where_a_change_of_a_clause_leads(changes, where):
    assert leads("required_clauses", CLAUSE, changed(CLAUSE, changes)) == where


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("The Contractor must not charge.", "The Contractor should not charge.", "loosened"),
        ("The Contractor must not charge.", "The Contractor may not charge.", "replaced"),
        ("The Contractor may subcontract.", "The Contractor must subcontract.", "replaced"),
        ("Records must be kept.", "Records should be kept.", "loosened"),
        ("Records should be kept.", "Records must be kept.", "replaced"),
        ("The District shall pay.", "The District should pay.", "replaced"),
        ("The Contractor must call", "The  contractor must call", "same"),
    ],
)
def test_what_a_verb_is_worth_depends_on_whose_it_is(before, after, where):
    old, new = ({**CLAUSE, "text": text} for text in (before, after))
    assert leads("required_clauses", old, new) == where
