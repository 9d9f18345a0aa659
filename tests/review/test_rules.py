"""What a careful reader would say of a sound document."""

from __future__ import annotations

from rfpkit.model.contract import Contract
from rfpkit.review.rules import RULES

LEVEL = {
    "id": "repair",
    "title": "Repair",
    "measure": {"kind": "duration", "to": "returned", "calendar": "hours", "pause": ["approval"]},
    "target": "8 hours",
    "attainment": {"at_least": "95%", "per": "month"},
    "exclude": ["storm"],
}
CALENDAR = {"id": "hours", "covers": "2026-07-01 to 2027-06-30", "week": {"mon-fri": "08:00-16:00"}}


def found(calendar=None, **changes):
    contract = Contract.model_validate(
        {
            "kind": "contract",
            "id": "C-1",
            "title": "Repair",
            "parties": {"district": "District", "contractor": "Vendor"},
            "timezone": "America/Chicago",
            "term": "2026-07-01 to 2027-06-30",
            "calendars": [CALENDAR | (calendar or {})],
            "pauses": [{"id": "approval", "definition": "Waiting for the District."}],
            "exclusions": [{"id": "storm", "definition": "A storm closed the schools."}],
            "service_levels": [LEVEL],
        }
        | changes
    )
    return {name: [one.where for one in rule(contract)] for name, rule in RULES.items()}


def test_a_careful_contract_has_no_finding():
    assert all(places == [] for places in found().values())


def test_hours_that_end_when_clocks_are_changed_are_told():
    places = found({"week": {"sat": "22:00-02:30"}})["hours-near-a-clock-change"]
    assert places == ["calendars[hours].week"]


def test_midnight_is_no_hour_of_change():
    assert found({"week": {"sat": "00:00-24:00"}})["hours-near-a-clock-change"] == []


def test_a_closure_that_was_told_afterwards_is_told():
    late = {"date": "2027-01-14", "reason": "Ice", "noticed": "2027-01-15"}
    assert found({"closures": [late]})["closure-told-afterwards"] == ["calendars[hours].closures"]


def test_a_pause_and_an_exclusion_that_nobody_defined_are_told():
    places = found(pauses=[], exclusions=[])["undefined-term"]
    assert places == [
        "service_levels[repair].measure.pause: approval",
        "service_levels[repair].exclude: storm",
    ]
