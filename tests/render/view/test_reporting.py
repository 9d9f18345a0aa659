from __future__ import annotations

from rfpkit.render.view.reporting import export_columns, reporting


def columns(document):
    return {row["name"]: row["levels"] for row in export_columns(document.service_levels)}


def test_the_export_has_the_columns_that_the_levels_need_and_no_other(make, levels):
    measure = levels["repair"]["measure"] | {"pause": ["approval"]}
    scope = {"device_class": "student-laptop"}
    level = levels["repair"] | {"measure": measure, "applies_to": scope, "exclude": ["flood"]}
    assert list(columns(make(service_levels=[level]))) == [
        "Ticket",
        "Status",
        "Time of the status",
        "Device class",
        "Priority",
        "Time: received",
        "Time: returned",
        "Pauses",
        "Exclusion",
    ]


def test_one_target_for_all_needs_no_priority(make, levels):
    level = levels["repair"] | {"target": "3 business days"}
    assert "Priority" not in columns(make(service_levels=[level]))


def test_a_column_names_the_levels_that_need_it(make, levels):
    found = columns(make(service_levels=[levels["repair"], levels["survey"]]))
    assert found["Ticket"] == "Every level"
    assert found["Rating: quality"] == "Satisfaction"
    assert found["Time: received"] == "Repair turnaround"


def test_an_event_that_starts_one_clock_and_stops_another_is_one_column(make, levels):
    measure = levels["repair"]["measure"] | {"from": "returned", "to": "closed"}
    closing = levels["repair"] | {"id": "closing", "title": "Closing", "measure": measure}
    found = columns(make(service_levels=[levels["repair"], closing]))
    assert found["Time: returned"] == "Every level"
    assert found["Time: received"] == "Repair turnaround"


def test_a_floor_by_site_needs_the_site(make, levels):
    floor = {"floor": {"by": "site", "at_least": "85%"}}
    level = levels["repair"] | {"attainment": levels["repair"]["attainment"] | floor}
    assert "Site" in columns(make(service_levels=[level]))


def test_a_stock_asks_for_counts_and_for_no_ticket(make, levels):
    part = reporting(make(service_levels=[levels["spares"]]))["parts"]["export"]
    assert part["rows"] == []
    assert [row["name"] for row in part["feeds"]] == ["spare-count"]


def test_without_levels_no_report_on_levels_is_owed_and_no_column_is_listed(make):
    parts = reporting(make(service_levels=[]))["parts"]
    assert list(parts) == ["export"]
    assert parts["export"]["rows"] == []
