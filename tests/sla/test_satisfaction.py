"""Ratings of closed tickets, by the method that the contract names."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from rfpkit.model.audit import LevelResult, Tally
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.counted import units_of
from tests.sla.logs import at, contract_of, log_of

CLOSED = [("2026-09-01 08:00", "open"), ("2026-09-02 09:00", "event closed")]


def satisfaction(**measure: Any) -> dict[str, Any]:
    return {
        "id": "satisfaction",
        "title": "Satisfaction",
        "measure": {
            "kind": "satisfaction",
            "dimension": "quality",
            "scale": "5",
            "method": "top_two_box",
            **measure,
        },
        "attainment": {"at_least": "75%", "per": "month"},
    }


def rated(*ratings: int | None, story: Any = CLOSED, level: Any = None) -> LevelResult:
    tickets = {f"T{n}": {"rating_quality": rating} for n, rating in enumerate(ratings)}
    log = log_of(dict.fromkeys(tickets, story), tickets, ratings=["quality"])
    found = measure_contract(contract_of(level or satisfaction()), log, at("2026-10-01"))
    (result,) = found.levels
    assert result.ledger is None or result.ledger.balanced
    return result


@pytest.mark.parametrize(("method", "met"), [("top_two_box", 2), ("top_box", 1)])
def test_the_method_says_which_ratings_are_satisfied(method, met):
    found = rated(5, 4, 3, 1, level=satisfaction(method=method))
    assert found.periods[-1].tally == Tally(met=met, missed=4 - met)


def test_a_ticket_without_a_rating_is_left_out_and_counted():
    found = rated(5, None, None)
    assert found.ledger is not None
    assert [(one.reason, one.count) for one in found.ledger.excluded] == [("no response", 2)]
    assert found.periods[-1].attainment == 1


def test_a_rating_off_the_scale_decides_nothing():
    found = rated(5, 6, 0)
    assert found.ledger is not None
    assert [(one.reason, one.count) for one in found.ledger.unscorable] == [
        ("rating is not on the scale of 1 to 5", 2)
    ]
    assert found.periods[-1].state == "indeterminate"


def test_too_few_answers_give_no_result():
    found = rated(5, 4, *[None] * 9, level=satisfaction(response_floor="20%")).periods[-1]
    assert (found.state.value, found.attainment) == ("below_minimum", Fraction(1))
    assert found.reason == (
        "2 of 11 closed tickets have a rating: 18.18% is below the floor of 20%"
    )
    assert rated(5, 4, *[None] * 8, level=satisfaction(response_floor="20%")).periods[-1].state == (
        "met"
    )


REOPENED = [*CLOSED, ("2026-09-03 09:00", "open")]
RESOLVED = [
    ("2026-08-31 08:00", "open"),
    ("2026-08-31 09:00", "event resolved"),
    ("2026-09-07 09:00", "event closed"),
]


def test_a_ticket_is_counted_when_it_was_closed_and_stayed_so():
    assert rated(5, story=RESOLVED).periods[-1].tally == Tally(met=1)
    assert rated(5, story=RESOLVED[:2]).periods[-2].tally == Tally(met=1)
    assert rated(5, story=REOPENED).periods[-1].tally == Tally(pending=1)
    acknowledged = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event acknowledged")]
    assert rated(5, story=acknowledged).periods[-1].tally == Tally(pending=1)
    stamped = [("2026-09-01 08:00", "event closed")]
    assert rated(5, story=stamped).periods[-1].tally == Tally(met=1)
    returned = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event returned")]
    assert rated(5, story=returned).periods[-1].tally == Tally(met=1)


def test_the_verdict_shows_the_ratings_that_count():
    log = log_of({"T": CLOSED}, {"T": {"rating_quality": 4}}, ratings=["quality"])
    found = measure_contract(contract_of(satisfaction()), log, at("2026-10-01"))
    row = next(rows(found.verdicts))
    assert (row.verdict, row.target, row.start, row.stop) == (
        "met",
        "4 or 5",
        None,
        at("2026-09-02 09:00"),
    )


def test_an_export_without_the_ratings_cannot_measure_them():
    found = rated(5, level=satisfaction(dimension="timeliness"))
    assert (found.measured, found.reason) == (
        False,
        "the mapping names no column for ratings of `timeliness`",
    )


@pytest.mark.parametrize(
    ("method", "verdicts"),
    [("mean_over_max", ["met", "met", "missed"]), ("mean_rescaled", ["met", "missed", "missed"])],
)
def test_a_mean_has_the_rating_of_each_ticket_and_the_side_of_what_is_owed(method, verdicts):
    level = satisfaction(method=method)
    level["attainment"] = {
        "per": "month",
        "steps": [
            {"from": "2026-09-01", "at_least": "80%"},
            {"from": "2026-09-15", "at_least": "100%"},
        ],
    }
    late = [("2026-09-14 08:00", "open"), ("2026-09-15 09:00", "event closed")]
    early = [("2026-08-14 08:00", "open"), ("2026-08-15 09:00", "event closed")]
    stories = {"A": CLOSED, "B": CLOSED, "C": late, "D": CLOSED, "E": CLOSED, "F": early}
    ratings = {"A": 5, "B": 4, "C": 4, "D": 6, "E": None, "F": 5}
    held = {name: {"rating_quality": rating} for name, rating in ratings.items()}
    log = log_of(stories, held, ratings=["quality"])
    found = units_of(level, log, "2026-10-01")
    assert [(one["verdict"], one["value"], one["weight"]) for one in found] == [
        *((verdict, ratings[name], 1) for name, verdict in zip("ABC", verdicts, strict=True)),
        ("unscorable", None, None),
        ("excluded", None, None),
        ("no_target", None, None),
    ]


def test_a_stock_needs_a_feed_of_its_own():
    level = {
        "id": "spares",
        "title": "Spares",
        "measure": {"kind": "stock", "feed": "spare-count", "of": "student-laptops"},
        "target": "3% of users",
        "attainment": {"at_least": "98%", "per": "month"},
    }
    found = rated(5, level=level)
    assert (found.measured, found.reason) == (
        False,
        "needs the feed `spare-count`, which was not given",
    )
