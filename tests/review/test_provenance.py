"""A contract that says something else than the RFP is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.load.document import load_text
from rfpkit.model.contract import Contract
from rfpkit.review.provenance import provenance, unlike_published
from rfpkit.workflows.audits.published import published_findings
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
            "digest: 95da 451d",
            "digest: 0000 0000",
            "rfp.digest",
            "the contract names the digest 0000 0000; the RFP's is 95da 451d",
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
            "in place of 227d 94b5; look at `target`",
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


def without_the_rfp(old="", new=""):
    contract = load_text(CONTRACT.replace(old, new, 1), Contract, "contract.yaml")
    checked = [(finding.where, finding.message) for finding in unlike_published(contract)]
    return checked, [finding.message for finding in published_findings(contract)]


def test_a_contract_alone_shows_that_its_terms_are_not_those_it_names_as_published():
    (checked,), (audited,) = without_the_rfp("P1: 1 business hour", "P1: 2 business hours")
    assert checked == (
        "service_levels[acknowledgement]",
        "the terms are eadb 9c51; the level names 227d 94b5 as published",
    )
    assert audited == (
        "Acknowledgement was audited as eadb 9c51, and the contract names 227d 94b5 as published; "
        "what the Contractor offered belongs in `offered`"
    )


def test_an_audit_is_silent_of_terms_that_are_as_published_or_were_offered():
    assert without_the_rfp() == ([], [])
    offered = "id: acknowledgement\n    offered: One hour for P1.\n"
    assert "id: acknowledgement\n" in CONTRACT
    softer = CONTRACT.replace("P1: 1 business hour", "P1: 2 business hours", 1)
    contract = softer.replace("id: acknowledgement\n", offered, 1)
    assert not list(unlike_published(load_text(contract, Contract, "contract.yaml")))
