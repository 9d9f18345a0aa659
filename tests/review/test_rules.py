"""What a careful reader would say of a sound document."""

from __future__ import annotations

import pytest

from rfpkit.model.calendars.calendar import CalendarFile
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
    contract = contract_with(calendar, **changes)
    return {name: [one.where for one in rule(contract)] for name, rule in RULES.items()}


def contract_with(calendar=None, **changes):
    return Contract.model_validate(
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


def rule_of(name, calendar):
    return list(RULES[name](contract_with(calendar)))


def test_a_careful_contract_has_no_finding():
    assert all(places == [] for places in found().values())


def test_hours_that_end_when_clocks_are_changed_are_told():
    places = found({"week": {"sat": "22:00-02:30"}})["hours-near-a-clock-change"]
    assert places == ["calendars[hours].week"]


def test_midnight_is_no_hour_of_change():
    assert found({"week": {"sat": "00:00-24:00"}})["hours-near-a-clock-change"] == []


@pytest.mark.parametrize(
    ("hours", "is_near"),
    [
        ("22:00-00:01", True),
        ("22:00-03:00", True),
        ("22:00-03:01", False),
        ("00:00-24:00", False),
        ("04:00-06:00", False),
    ],
)
def test_near_a_change_is_after_midnight_and_up_to_three(hours, is_near):
    places = found({"week": {"sat": hours}})["hours-near-a-clock-change"]
    assert bool(places) is is_near


def test_where_clocks_never_change_no_hour_is_near_a_change():
    night = {"week": {"sat": "22:00-02:30"}, "timezone": "America/Phoenix"}
    assert found(night)["hours-near-a-clock-change"] == []
    winter = {"week": {"sat": "22:00-02:30"}, "covers": "2026-12-01 to 2027-02-28"}
    assert found(winter)["hours-near-a-clock-change"] == []


def test_a_season_counts_where_the_clocks_change_in_it():
    night = {"id": "nights", "week": {"sat": "22:00-02:30"}}
    autumn = night | {"from": "2026-10-01", "to": "2026-10-31"}
    places = found({"seasons": [autumn]})["hours-near-a-clock-change"]
    assert places == ["calendars[hours].seasons[nights].week"]  # its last night ends on November 1
    over = night | {"from": "2026-10-01", "to": "2026-10-30"}
    assert found({"seasons": [over]})["hours-near-a-clock-change"] == []
    summer = night | {"from": "2026-08-01", "to": "2026-08-31"}
    assert found({"seasons": [summer]})["hours-near-a-clock-change"] == []


def test_closures_and_openings_count_on_the_day_of_a_change():
    entry = {"from": "01:30", "to": "04:00", "reason": "Network work", "noticed": "2026-07-01"}
    entry |= {"approved_by": "Board"}
    opening = {"from": "00:00", "to": "02:15", "date": "2027-03-14"}
    places = found(
        {
            "closures": [entry | {"date": "2027-03-14"}, entry | {"date": "2027-03-15"}],
            "openings": [opening, opening | {"date": "2027-03-13"}],
        }
    )["hours-near-a-clock-change"]
    assert places == [
        "calendars[hours].closures[2027-03-14]",
        "calendars[hours].openings[2027-03-14]",
    ]


def test_calendars_of_amendments_and_of_their_own_file_are_read_too():
    changed = CALENDAR | {"week": {"sat": "22:00-02:30"}}
    amendment = {"id": "A1", "effective": "2026-09-01", "reason": "Nights", "calendars": [changed]}
    places = found(amendments=[amendment])["hours-near-a-clock-change"]
    assert places == ["amendments[A1].calendars[hours].week"]
    alone = CalendarFile.model_validate(
        changed | {"kind": "calendar", "timezone": "America/Chicago"}
    )
    rule = RULES["hours-near-a-clock-change"]
    assert [one.where for one in rule(alone)] == ["week"]


def test_a_closure_without_its_papers_is_told():
    bare = {"date": "2027-01-14", "reason": "Ice"}
    papers = {"noticed": "2027-01-14", "approved_by": "Superintendent"}
    (told,) = rule_of("closure-without-notice", {"closures": [bare, bare | papers]})
    assert told.message == (
        "the closure of 2027-01-14 does not say when the other party was told and who approved it"
    )
    (half,) = rule_of("closure-without-notice", {"closures": [bare | {"noticed": "2027-01-13"}]})
    assert half.message.endswith("does not say who approved it")


def test_a_closure_that_was_told_afterwards_is_told():
    late = {"date": "2027-01-14", "reason": "Ice", "noticed": "2027-01-15"}
    assert found({"closures": [late]})["closure-told-afterwards"] == ["calendars[hours].closures"]


def test_a_pause_and_an_exclusion_that_nobody_defined_are_told():
    places = found(pauses=[], exclusions=[])["undefined-term"]
    assert places == [
        "service_levels[repair].measure.pause: approval",
        "service_levels[repair].exclude: storm",
    ]
