"""The annexes say by what they judge, and in whose time."""

from __future__ import annotations

import datetime

import pytest

from rfpkit.render.view.annexes.export import export_annex
from rfpkit.render.view.annexes.stamps import sample_day, stamp
from rfpkit.render.view.annexes.worked import worked_examples
from rfpkit.sla.worked.examples import worked_examples as compute

STEPS = [{"from": "2026-07-01", "at_least": "94%"}, {"from": "2027-07-01", "at_least": "97%"}]
SPEED = {
    "id": "speed",
    "title": "Speed of answer",
    "measure": {"kind": "statistic", "statistic": "percentile", "percentile": "90",
                "feed": "calls"},
    "target": "60 seconds",
    "attainment": {"per": "month"},
}  # fmt: skip


def only_example(document):
    annex = worked_examples(document, compute(document))
    assert annex is not None
    (part,) = annex["parts"].values()
    return part


def comes_to(make, level):
    return only_example(make(service_levels=[level]))["comes_to"]


@pytest.mark.parametrize(
    ("attainment", "told"),
    [
        ({"at_least": "95%", "per": "month"}, "what a month comes to, where at least 95% is owed"),
        (
            {"steps": STEPS, "per": "school year"},
            "what a school year comes to, where at least 97% is owed from July 1, 2027",
        ),
        (
            {"at_least": "95%", "per": "month", "rolling": "3"},
            "what a month with the two before it comes to, where at least 95% is owed",
        ),
    ],
)
def test_the_periods_are_told_with_the_share_that_is_owed_and_its_date(
    make, levels, attainment, told
):
    assert comes_to(make, levels["survey"] | {"attainment": attainment}) == told


def test_a_level_that_owes_a_value_says_which(make):
    told = "what a month comes to, where the 90th percentile must be at most 60 seconds"
    assert comes_to(make, SPEED) == told


def test_ratings_are_not_called_tickets(make, levels):
    part = only_example(make(service_levels=[levels["survey"]]))
    assert {row["given"].split()[-1] for row in part["periods"]} == {"ratings"}


def test_the_priority_is_named_only_where_the_target_depends_on_it(make, levels):
    for target, named in (({"P1": "1 business day"}, True), ("1 business day", False)):
        part = only_example(make(service_levels=[levels["repair"] | {"target": target}]))
        assert ("priority P1" in part["timelines"][0]["facts"]) is named


def test_the_sample_is_in_the_time_of_the_issuers_own_zone(make):
    mountain = {"name": "A District", "level": "district", "timezone": "America/Denver"}
    annex = export_annex(make(issuer=mountain))
    assert annex is not None
    part = annex["parts"]
    assert part["file"]["stamp"] == "2026-09-17T08:30:00-06:00"
    times = next(row for row in part["sample"]["rows"] if row["name"] == "changed_at")
    assert [value[-6:] for value in times["values"]] == ["-06:00"] * 3


@pytest.mark.parametrize(
    ("start", "day"), [("2026-07-01", "2026-09-17"), ("2027-08-01", "2027-10-18"),
                       ("2026-07-03", "2026-09-21")],
)  # fmt: skip
def test_the_day_of_the_sample_is_a_weekday_after_service_has_begun(make, start, day):
    events = [{"id": "start", "name": "Service begins", "date": start}]
    document = make(schedule=events)
    assert sample_day(document) == datetime.date.fromisoformat(day)
    assert sample_day(document).weekday() < 5
    assert stamp(document).startswith(f"{day}T08:30:00-0")
