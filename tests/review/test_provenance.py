"""A contract that says something else than the RFP is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.load.document import load_text
from rfpkit.model.contract import Contract
from rfpkit.review.provenance import provenance
from rfpkit.workflows.rfp import open_rfp

DISTRICT = Path(__file__).resolve().parents[2] / "examples" / "city-district"
CONTRACT = (DISTRICT / "contract.yaml").read_text("utf-8")


def told(old="", new=""):
    contract = load_text(CONTRACT.replace(old, new, 1), Contract, "contract.yaml")
    rfp = open_rfp(DISTRICT / "rfp.yaml").solicitation
    return [(finding.where, finding.message) for finding in provenance(contract, rfp)]


def test_the_example_is_as_published():
    assert told() == []


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        (
            "digest: f54d 2acd",
            "digest: 0000 0000",
            "rfp.digest",
            "the contract names the digest 0000 0000; the RFP's is f54d 2acd",
        ),
        ("level: spare-pool", "level: spares", "service_levels[spare-pool].from.level", "`spares`"),
        (
            "acknowledgement, digest: 227d 94b5",
            "acknowledgement, digest: 0000 0000",
            "service_levels[acknowledgement].from.digest",
            "in the RFP it is 227d 94b5",
        ),
        (
            "P1: 1 business hour",
            "P1: 2 business hours",
            "service_levels[acknowledgement]",
            "in place of 227d 94b5",
        ),
        (
            "at_risk: {base: monthly-fee, cap: 10% per month}",
            "at_risk: {base: monthly-fee, cap: 8% per month, rolling: 5% per 12 months}",
            "at_risk",
            (
                "the contract says 8% per month, 5% per 12 months of monthly-fee; the RFP says "
                "10% per month of monthly-fee"
            ),
        ),
        (
            "at_risk: {base: monthly-fee, cap: 10% per month}",
            "",
            "at_risk",
            "the contract says nothing; the RFP says 10% per month of monthly-fee",
        ),
        (
            "at_risk: {base: monthly-fee,",
            "claim_within: 60 days\nat_risk: {base: monthly-fee,",
            "claim_within",
            "the contract says 60 calendar days after the period; the RFP says nothing",
        ),
        (
            "at_risk: {base: monthly-fee,",
            "tickets_credited: under each level\nat_risk: {base: monthly-fee,",
            "tickets_credited",
            "the contract says under each level; the RFP says once",
        ),
    ],
)
def test_each_difference_is_told_with_its_place(old, new, where, words):
    ((place, message),) = told(old, new)
    assert place == where
    assert words in message


def test_what_goes_without_saying_is_no_difference():
    at_risk = "at_risk: {base: monthly-fee,"
    assert told(at_risk, f"tickets_credited: once\n{at_risk}") == []


def test_terms_that_were_offered_may_differ():
    assert told("P1: 1 business hour", "P1: 30 minutes") != []
    better = CONTRACT.replace("P1: 1 business hour", "P1: 30 minutes", 1).replace(
        "title: Acknowledgement\n", "title: Acknowledgement\n    offered: Half the time for P1\n", 1
    )
    contract = load_text(better, Contract, "contract.yaml")
    assert list(provenance(contract, open_rfp(DISTRICT / "rfp.yaml").solicitation)) == []


def test_an_offer_excuses_no_wrong_digest():
    found = told(
        "acknowledgement, digest: 227d 94b5}",
        "acknowledgement, digest: 0000 0000}\n    offered: Half the time for P1",
    )
    assert found == [
        (
            "service_levels[acknowledgement].from.digest",
            "the level names the digest 0000 0000; in the RFP it is 227d 94b5",
        )
    ]
