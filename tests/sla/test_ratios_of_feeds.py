"""Ratios of the rows of a feed: visits, surveys and deliveries that no ticket holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sla.counted import level, units_of, verdicts_of, with_feed
from tests.sla.logs import at


def test_rows_of_a_feed_are_counted_at_their_own_date():
    rows: list[dict[str, Any]] = [
        {"at": "2026-09-01", "fact": "Kept", "site": "north"},
        {"at": "2026-09-30 23:59", "fact": "late"},
        {"at": "2026-10-01", "fact": None},
        {"at": "2026-10-02", "fact": "kept"},
    ]
    written = level({"kind": "ratio", "feed": "feed", "good": {"fact": "outcome", "is": ["kept"]}})
    found = units_of(written, with_feed(rows), "2026-10-01 12:00")
    assert {one["target"] for one in found} == {"outcome: kept"}
    assert [(one["name"], one["verdict"], one["known"]) for one in found] == [
        ("feed row 2", "met", at("2026-09-01")),
        ("feed row 3", "missed", at("2026-09-30 23:59")),
        ("feed row 4", "unscorable", at("2026-10-01")),
    ]


@pytest.mark.parametrize(
    ("good", "verdicts", "target"),
    [
        ({"number": "value", "at_most": "30"}, ["met", "missed", "met"], "value at most 30"),
        ({"number": "value", "at_least": "30"}, ["met", "met", "missed"], "value at least 30"),
    ],
)
def test_a_number_of_a_feed_may_be_just_what_is_owed(good, verdicts, target):
    values = [30, 31, 29]
    rows = [{"at": f"2026-09-0{day}", "value": one} for day, one in enumerate(values, start=1)]
    written = level({"kind": "ratio", "feed": "feed", "good": good})
    found = units_of(written, with_feed(rows), "2026-10-01 12:00")
    assert [one["verdict"] for one in found] == verdicts
    assert {one["target"] for one in found} == {target}


def test_a_level_speaks_of_its_own_sites_and_things_only():
    rows = [
        {"at": "2026-09-01", "value": 1, "site": "north", "of": "printer"},
        {"at": "2026-09-01", "value": 1, "site": "south", "of": "printer"},
        {"at": "2026-09-01", "value": 1, "site": "north", "of": "projector"},
        {"at": "2026-09-01", "value": 0, "site": None, "of": None},
    ]
    written = level(
        {"kind": "ratio", "feed": "feed", "good": {"number": "value", "at_least": "1"}},
        applies_to={"site": ["north"], "device_class": ["printer"]},
    )
    assert verdicts_of(written, with_feed(rows), "2026-10-01") == {
        "feed row 2": "met",
        "feed row 3": "another site",
        "feed row 4": "another device class",
        "feed row 5": "site is not given",
    }
