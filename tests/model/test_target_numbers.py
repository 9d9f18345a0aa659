"""The numbers of a level that an offer can better."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.model.answers.target_numbers import target_numbers
from rfpkit.model.service_level import ServiceLevel

LEVEL: dict[str, Any] = {
    "id": "repair",
    "title": "Repair",
    "measure": {"kind": "duration", "to": "returned", "calendar": "always"},
    "target": "3 calendar days",
    "attainment": {"at_least": "95%", "per": "month"},
}


def numbers(**changes: Any) -> list[tuple[str, str, str, str]]:
    level = ServiceLevel.model_validate(LEVEL | changes)
    return [
        (number.path, f"{number.value:f}", number.unit, number.better)
        for number in target_numbers(level)
    ]


def test_each_limit_and_each_share_is_a_number_in_its_own_unit():
    target = {"P1": "90 minutes", "P2": "1 business hour"}
    attainment = LEVEL["attainment"] | {"floor": {"by": "site", "at_least": "85.5%"}}
    assert numbers(target=target, attainment=attainment) == [
        ("target.P1", "90", "minutes", "lower"),
        ("target.P2", "1", "business hours", "lower"),
        ("attainment.at_least", "95", "%", "higher"),
        ("attainment.floor.at_least", "85.5", "%", "higher"),
    ]


def test_nothing_is_sooner_than_one_day_or_more_than_all():
    attainment = {"at_least": "100%", "per": "month"}
    assert numbers(target="1 calendar day", attainment=attainment) == []


def test_a_stock_gets_better_as_it_grows():
    measure = {"kind": "stock", "feed": "spares", "of": "laptops"}
    assert numbers(measure=measure, target="3% of users")[0] == (
        "target",
        "3",
        "% of users",
        "higher",
    )


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_a_statistic_says_itself_which_way_is_better(better):
    measure = {"kind": "statistic", "statistic": "mean", "number": "cost", "better": better}
    found = numbers(measure=measure, target="4.25", attainment={"per": "month"})
    assert found == [("target", "4.25", "", better)]


def test_a_duty_can_be_done_sooner():
    measure = {"kind": "duty", "feed": "reports", "item": "report", "within": "10 calendar days"}
    assert numbers(measure=measure, target=None)[0] == (
        "measure.within",
        "10",
        "calendar days",
        "lower",
    )


def test_each_step_of_a_share_is_a_number():
    steps = [{"from": "2026-07-01", "at_least": "94%"}, {"from": "2027-07-01", "at_least": "97%"}]
    attainment = {"per": "month", "steps": steps}
    assert [path for path, *_ in numbers(attainment=attainment)][1:] == [
        "attainment.steps.0.at_least",
        "attainment.steps.1.at_least",
    ]
