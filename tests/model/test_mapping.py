"""What a mapping lacks is said in the words of the export that it describes."""

from __future__ import annotations

import pytest

from rfpkit.model.mapping import ExportMapping


def problems(columns, stamps):
    raw = {"kind": "mapping", "timezone": "America/Chicago", "columns": columns, "stamps": stamps}
    return list(ExportMapping.model_validate(raw).problems())


def test_a_status_column_beside_stamps_is_not_taken_for_half_an_event_log():
    (found,) = problems({"ticket": "No", "state": "Status"}, {"returned": "Date Out"})
    assert found.message == "an export has `stamps`, a row for each ticket, or `at` and `state`"
    assert "`exclusions`" in found.hint


@pytest.mark.parametrize(("named", "missing"), [("at", "state"), ("state", "at")])
def test_half_an_event_log_is_told_what_is_missing(named, missing):
    first, *_ = problems({"ticket": "No", named: "Column"}, {})
    assert first.message == f"an event log needs `at` and `state`; `{missing}` is missing"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"dates": {"opened": "m/d/y"}},
            "it does not say how the stamps of `closed` (stamps.closed) are written",
        ),
        (
            {"dates": {"opened": "iso", "closed": "iso", "clsed": "iso"}},
            "there is no column of stamps `clsed`",
        ),
        (
            {"dates": "detect", "feeds": {"spares": {"columns": {"at": "day"}}}},
            "the dates of a feed need an order of their own here",
        ),
    ],
)
def test_orders_for_columns_must_speak_of_the_columns_of_stamps(changes, told):
    data = {
        "kind": "mapping",
        "timezone": "UTC",
        "columns": {"ticket": "number"},
        "stamps": {"reported": "opened", "closed": "closed"},
    }
    mapping = ExportMapping.model_validate({**data, **changes})
    assert [problem.message for problem in mapping.problems()] == [told]
