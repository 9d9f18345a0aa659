"""A feed that lacks a column by which a level counts is refused before anything is read."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.review.fit import fit
from tests.sla.counted import level
from tests.sla.logs import contract_of

SPARES = {"kind": "stock", "feed": "feed", "of": "laptops"}
VISITS = {"kind": "ratio", "feed": "feed", "good": {"fact": "outcome", "is": ["kept"]}}
CALLS = {"kind": "statistic", "statistic": "mean", "feed": "feed", "weight": "base"}
REPORT = {"kind": "duty", "feed": "feed", "item": "report", "within": "10 calendar days"}


def told(
    measure: dict[str, Any], columns: dict[str, str], feed: dict[str, Any] | None = None
) -> list[tuple[str, ...]]:
    mapping = ExportMapping.model_validate(
        {
            "kind": "mapping",
            "timezone": "America/Chicago",
            "columns": {"ticket": "number", "at": "at", "state": "state"},
            "states": {"New": "open"},
            "feeds": {"feed": {"columns": {"at": "day", **columns}, **(feed or {})}},
        }
    )
    written = level(measure)
    if measure is CALLS:
        written |= {"target": "30 seconds", "attainment": {"per": "month"}}
    elif measure["kind"] == "stock":
        written["target"] = "3% of users"
    return [(problem.message, problem.hint) for problem in fit(contract_of(written), mapping)]


@pytest.mark.parametrize(
    ("measure", "columns", "lacking"),
    [
        (SPARES, {}, ["value", "base", "site"]),
        (SPARES | {"by": "district"}, {"value": "spares"}, ["base"]),
        (SPARES, {"value": "spares", "base": "users", "site": "school"}, []),
        (VISITS, {}, ["fact"]),
        (VISITS | {"good": {"number": "value", "at_least": "1"}}, {}, ["value"]),
        (VISITS | {"good": {"number": "base", "at_least": "1"}}, {"value": "n"}, ["base"]),
        (CALLS, {"value": "seconds"}, ["base"]),
        (REPORT, {}, []),
    ],
)
def test_a_level_names_the_columns_that_it_counts_by(measure, columns, lacking):
    assert [message for message, _ in told(measure, columns)] == [
        f"`kind` counts by the `{column}` of the feed `feed`, and it has none" for column in lacking
    ]


def test_a_feed_whose_words_never_mean_what_is_counted_is_refused():
    columns = {"of": "item", "value": "spares", "base": "users", "site": "school"}
    values = {"values": {"of": {"Laptop": "student-laptops"}}}
    assert told(SPARES, columns, values) == [
        ("no word of the feed `feed` means `laptops`", "known meanings: student-laptops")
    ]
    assert told(SPARES, columns, {"values": {"of": {"Laptop": "laptops"}}}) == []


def test_a_feed_that_the_mapping_lacks_is_told_by_the_audit_and_no_mistake():
    assert told(SPARES | {"feed": "other"}, {}) == []
