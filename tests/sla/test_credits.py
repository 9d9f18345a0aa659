"""What a miss costs, step by step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rfpkit.model.credits.ledger import CreditLine
from rfpkit.model.credits.register import CreditRegister
from rfpkit.sla.audit import measure_contract
from tests.sla.logs import at, contract_of, level_of, log_of

BANDS = [
    {"below": "95%", "credit": "2%"},
    {"below": "90%", "credit": "5%"},
    {"below": "80%", "credit": "10%"},
]
CREDIT = {"base": "monthly-fee", "bands": BANDS}


def story(met: int, missed: int, day: str = "2026-09-01") -> dict[str, Any]:
    quick = [(f"{day} 08:00", "open"), (f"{day} 09:00", "event resolved")]
    slow = [(f"{day} 08:00", "open"), (f"{day} 09:00", "pause awaiting-parts")]
    return {f"{day}A{n:03}": quick for n in range(met)} | {
        f"{day}B{n:03}": slow for n in range(missed)
    }


def credit_lines(
    *levels: Any, told: Any = None, as_of: str = "2026-10-01", **changes: Any
) -> tuple[CreditLine, ...]:
    contract = contract_of(*(levels or (level_of(credit=CREDIT),)), **changes)
    return measure_contract(contract, log_of(told or story(412, 28)), at(as_of)).credits


def words(line: CreditLine) -> list[tuple[str, str]]:
    return [(step.step, str(step.amount)) for step in line.steps]


def test_every_step_is_printed_with_its_numbers():
    credit = {**CREDIT, "cap": "1.5% per month"}
    (line,) = credit_lines(
        level_of(credit=credit),
        fees=[{"id": "monthly-fee", "amount": "$41,250.00", "per": "month"}],
        at_risk={"base": "monthly-fee", "cap": "15% per month"},
    )
    assert words(line) == [
        ("monthly-fee for 1 month: $41,250.00", "41250.00"),
        ("attainment 412/440 = 93.63% is in the band below 95%: 2% of it", "825.00"),
        ("the level's cap of 1.5% per month leaves $618.75: cut to it", "618.75"),
        ("the at-risk amount of 2026-09 leaves $6,187.50: nothing is cut", "618.75"),
        ("rounded to cents, half-even", "618.75"),
    ]
    assert (line.id, line.state, line.amount) == ("repair/2026-09", "accrued", Decimal("618.75"))


def test_attainment_just_under_a_band_is_in_the_lower_one():
    assert credit_lines(told=story(9, 1))[0].amount == 200
    assert credit_lines(told=story(899, 101))[0].amount == 500
    assert credit_lines(told=story(0, 1))[0].amount == 1000


def test_a_level_that_was_met_costs_nothing():
    assert credit_lines(told=story(95, 5)) == ()


def test_nothing_is_claimed_before_the_period_is_over():
    assert credit_lines(as_of="2026-09-30") == ()


def test_nothing_is_claimed_where_unscorable_tickets_could_turn_the_result():
    blind = {"C": [("2026-09-01 08:00", "event resolved")]}
    assert credit_lines(told=story(18, 1) | blind) == ()


def test_a_miss_of_the_floor_alone_brings_no_credit_and_says_so():
    attainment = {"at_least": "95%", "per": "month", "floor": {"by": "site", "at_least": "80%"}}
    level = level_of(credit=CREDIT, attainment=attainment)
    told = story(99, 1)
    contract = contract_of(level)
    south = {"2026-09-01B000": {"site": "south"}}
    (line,) = measure_contract(contract, log_of(told, south), at("2026-10-01")).credits
    assert (line.state, line.amount) == ("none", Decimal(0))
    assert line.steps[1].step == (
        "attainment 99/100 = 99% meets what is owed: "
        "what was missed is the floor, which brings no credit"
    )


def test_before_a_step_up_the_top_band_does_not_credit_what_was_owed():
    steps = [{"from": "2026-07-01", "at_least": "94%"}, {"from": "2027-07-01", "at_least": "97%"}]
    credit = {"base": "monthly-fee", "bands": [{"below": "97%", "credit": "2%"}]}
    floor = {"by": "site", "at_least": "80%"}
    level = level_of(credit=credit, attainment={"steps": steps, "per": "month", "floor": floor})
    for met in (95, 94):
        log = log_of(story(met, 100 - met), {"2026-09-01B000": {"site": "south"}})
        (line,) = measure_contract(contract_of(level), log, at("2026-10-01")).credits
        assert (line.state, line.amount) == ("none", Decimal(0))


def other(name: str, credit: Any = None) -> dict[str, Any]:
    return {**level_of(credit=credit or CREDIT), "id": name}


def test_the_at_risk_amount_of_a_month_is_used_up_in_the_contracts_order():
    lines = credit_lines(
        other("zebra"),
        other("apple"),
        other("mango"),
        told=story(0, 3),
        at_risk={"base": "monthly-fee", "cap": "15% per month"},
    )
    assert [(line.level, line.state, line.amount) for line in lines] == [
        ("zebra", "accrued", Decimal(1000)),
        ("apple", "accrued", Decimal(500)),
        ("mango", "capped", Decimal(0)),
    ]
    assert lines[1].steps[-2].step == "the at-risk amount of 2026-09 leaves $500.00: cut to it"


def test_each_month_has_an_at_risk_amount_of_its_own():
    lines = credit_lines(
        told=story(0, 3) | story(0, 3, "2026-08-03"),
        at_risk={"base": "monthly-fee", "cap": "4% per month"},
    )
    assert [(line.period, line.amount) for line in lines] == [
        ("2026-08", Decimal(400)),
        ("2026-09", Decimal(400)),
    ]


def test_a_quarter_costs_by_three_months_of_the_fee():
    attainment = {"at_least": "95%", "per": "quarter"}
    (line,) = credit_lines(level_of(credit=CREDIT, attainment=attainment), told=story(0, 1))
    assert line.steps[0].step == "monthly-fee for 3 months: $30,000.00"
    assert line.amount == 3000


def test_a_yearly_fee_is_shared_out_and_half_a_cent_goes_to_the_even_one():
    for amount, owed in (("$1,200.30", "10.00"), ("$1,201.50", "10.01"), ("$1,201.80", "10.02")):
        fees = [{"id": "monthly-fee", "amount": amount, "per": "year"}]
        assert str(credit_lines(told=story(0, 1), fees=fees)[0].amount) == owed


def test_half_cents_are_rounded_to_the_even_cent_once():
    fees = [{"id": "monthly-fee", "amount": "$0.25", "per": "month"}]
    bands = [{"below": "95%", "credit": "2%"}]
    level = level_of(credit={"base": "monthly-fee", "bands": bands})
    assert credit_lines(level, told=story(0, 1), fees=fees)[0].amount == Decimal("0.00")
    fees = [{"id": "monthly-fee", "amount": "$0.75", "per": "month"}]
    assert credit_lines(level, told=story(0, 1), fees=fees)[0].amount == Decimal("0.02")


def test_rounding_never_lifts_a_month_above_its_at_risk_amount():
    fees = [{"id": "monthly-fee", "amount": "$0.36", "per": "month"}]
    credit = {"base": "monthly-fee", "bands": [{"below": "95%", "credit": "2%"}]}
    lines = credit_lines(
        *(other(name, credit) for name in "abc"),
        told=story(0, 1),
        fees=fees,
        at_risk={"base": "monthly-fee", "cap": "5% per month"},
    )
    # $0.0072 each, three times; $0.018 is at risk.
    assert [line.amount for line in lines] == [Decimal("0.01"), Decimal("0.00"), Decimal("0.00")]


def test_the_first_days_of_a_term_that_begins_in_a_month_cost_their_share():
    (line,) = credit_lines(
        told=story(0, 1, "2026-07-20"), as_of="2026-08-01", term="2026-07-15 to 2028-06-30"
    )
    assert line.steps[0].step == "monthly-fee for 17/31 of a month: $5,483.87"
    assert line.amount == Decimal("548.39")


def test_a_finding_of_the_register_names_five_credits_and_counts_all():
    months = [f"2026-{number:02}" for number in range(7, 13)]
    contract = contract_of(level_of(credit={"per_missed_period": "$500"}), claim_within="60 days")
    stories = {
        month: [(f"{month}-08 08:00", "open"), (f"{month}-28 08:00", "event resolved")]
        for month in months
    }
    late = [{"id": f"repair/{month}", "claimed": "2027-04-01"} for month in months]
    for register, name in ((None, "credit-register-missing"), (late, "credit-claimed-late")):
        entries = {"kind": "credit-register", "contract": "C-1", "credits": register}
        held = CreditRegister.model_validate(entries) if register else None
        measured = measure_contract(contract, log_of(stories), at("2027-05-01"), register=held)
        (found,) = [one for one in measured.findings if one.id == name]
        assert found.count == 6
        assert len(found.examples) == 5
        assert "repair/2026-11" in found.examples[-1]
        assert "repair/2026-12" not in found.message
    one = measure_contract(contract, log_of({"2026-07": stories["2026-07"]}), at("2027-05-01"))
    (told,) = [found for found in one.findings if found.id == "credit-register-missing"]
    assert told.message.startswith("the claim window of 1 credit is over")
