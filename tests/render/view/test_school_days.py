"""What a school day is, where a level counts school days on another calendar."""

from __future__ import annotations

import pytest

from rfpkit.render.view.terms import definitions


@pytest.mark.parametrize(
    ("calendar", "target", "other"),
    [
        ("school-days", "5 school days", False),
        ("support-hours", "5 school days", True),
        ("support-hours", "5 business days", False),
    ],
)
def test_a_level_on_another_calendar_has_that_ones_school_days(make, calendar, target, other):
    level = {
        "id": "collection",
        "title": "Collection",
        "measure": {
            "kind": "duration",
            "from": "reported",
            "to": "collected",
            "calendar": calendar,
        },
        "target": target,
        "attainment": {"at_least": "90%", "per": "month"},
    }
    week = {"covers": "2026-07-01 to 2027-06-30", "week": {"mon-fri": "08:00-16:00"}}
    calendars = [{"id": name, **week} for name in ("school-days", "support-hours")]
    words = definitions(make(calendars=calendars, service_levels=[level]))["parts"]["words"]
    assert words["school_days"] == "School Days"
    assert words["other_school_days"] is other
