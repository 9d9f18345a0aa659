"""What a mapping lacks is said in the words of the export that it describes."""

from __future__ import annotations

import pytest

from rfpkit.model.exports.mapping import ExportMapping


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


HISTORY = {"ticket": "No", "at": "At", "field": "Field", "value": "To"}


def of(**written):
    raw = {"kind": "mapping", "timezone": "UTC", "states": {"new": "open"}, **written}
    return [problem.message for problem in ExportMapping.model_validate(raw).problems()]


def test_a_log_of_changed_fields_needs_the_columns_of_name_and_value():
    fields = {"status": "state"}
    assert of(columns=HISTORY, fields=fields) == []
    told = of(columns={key: HISTORY[key] for key in ("ticket", "at", "field")}, fields=fields)
    assert told == ["a log of changed fields needs `field` and `value`; `value` is missing"]


def test_the_column_of_a_changed_field_is_told_when_no_field_is_named():
    told = of(columns=HISTORY | {"state": "State"})
    assert told[0].startswith("`field` is a column of a log of changed fields, and no field")


def test_lengths_of_time_need_the_way_they_are_written():
    base = {"columns": {"ticket": "No"}, "stamps": {"reported": "In"}}
    assert of(**base, claims={"paused": "Hold", "durations": "seconds"}) == []
    told = of(**base, claims={"paused": "Hold"})
    assert told == ["the vendor's durations are named, and nothing says how they are written"]


def test_a_claim_has_one_source():
    base = {"columns": {"ticket": "No"}, "stamps": {"reported": "In"}, "claims": {"met": "Flag"}}
    part = {"columns": {"ticket": "task"}, "claims": {"met": "breached"}}
    told = of(**base, parts={"sla": part})
    assert told == ["the vendor's `met` is read here and under claims"]


def test_the_stamps_of_a_part_say_when_a_ticket_began():
    part = {"columns": {"ticket": "id"}, "stamps": {"reported": "made"}}
    assert of(columns={"ticket": "No"}, parts={"tickets": part}) == []


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
