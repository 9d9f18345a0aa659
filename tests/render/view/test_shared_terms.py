"""What binds all credits together is printed in the RFP, before anybody has signed."""

from __future__ import annotations

from typing import Any

from rfpkit.render.view.shared_terms import shared_rules

PER_TICKET = {"per_missed_ticket": "$25"}


def told(make: Any, **changes: Any) -> dict[str, str]:
    return {name: rule["text"] for name, rule in shared_rules(make(**changes)).items()}


def test_an_rfp_that_says_nothing_of_them_prints_nothing(make):
    assert told(make) == {}


def test_the_at_risk_amount_is_told_with_each_cap(make):
    caps = {
        "base": "monthly-fee",
        "cap": "10% per month",
        "rolling": "8% per 12 months",
        "contract": "$100,000 per contract",
    }
    assert told(make, at_risk=caps)["at-risk"] == (
        "The performance credits of a month, all levels together, are at most 10% of the monthly "
        "fee for the month. Those of any twelve months that follow each other are at most 8% of "
        "the monthly fee for the twelve months. Those of the whole contract are at most "
        "$100,000.00."
    )


def test_a_share_of_the_whole_term_is_told_as_one(make):
    caps = {"base": "yearly-fee", "cap": "$500 per month", "contract": "5% per contract"}
    assert told(make, at_risk=caps)["at-risk"] == (
        "The performance credits of a month, all levels together, are at most $500.00. Those of "
        "the whole contract are at most 5% of the yearly fee for the whole term."
    )


def test_the_time_to_claim_is_told_from_where_it_runs(make):
    assert told(make, claim_within="60 days")["claims"] == (
        "A performance credit can be claimed for 60 calendar days after the last day of its "
        "period. What is not claimed by then is no longer owed."
    )
    after = told(make, claim_within="30 calendar days after the report")["claims"]
    assert "for 30 calendar days after the day on which the report on its period is due." in after


def test_two_levels_that_credit_single_requests_need_a_rule_for_one_that_misses_both(make, levels):
    one = levels["repair"] | {"credit": PER_TICKET}
    both = [one, one | {"id": "other"}]
    assert "credited-once" not in told(make, service_levels=[one])
    assert told(make, service_levels=both)["credited-once"] == (
        "A request that is missed under several levels that credit single requests is credited "
        "once, under the level that stands first."
    )
    each = told(make, service_levels=both, tickets_credited="under each level")["credited-once"]
    assert each == ("A request that is missed under several levels is credited under each of them.")
