"""The eleven planning questions, held against an RFP: each rule, kept and broken."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rfpkit.errors import InputError
from rfpkit.load.document import load, load_text
from rfpkit.load.yaml import parse
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.readiness.readiness import QUESTIONS, readiness

ANSWERED = Path(__file__).with_name("answered.yaml")
DISTRICT = Path("examples/city-district/rfp.yaml")
BARE = """\
kind: rfp
id: A-1
title: Repair
issuer: {name: Small District, level: district, timezone: America/Chicago}
"""
GONE = object()
HOME = {"supported": False, "take_home": True}

BROKEN: dict[str, list[tuple[str, Any]]] = {
    "nobody-named": [("publications", GONE), ("audiences", GONE)],
    "groups-without-number": [("audiences.1.count", GONE)],
    "groups-without-kind": [("audiences.0.kind", GONE)],
    "groups-without-channel": [("audiences.1.channels", GONE)],
    "groups-without-language": [("audiences.0.languages", GONE)],
    "families-not-mentioned": [("audiences.1.kind", "staff")],
    "students-counted-twice": [("profile.students", "901")],
    "no-privacy-law": [("required_clauses", GONE)],
    "no-goal": [("goals", GONE), ("service_levels.*.goal", GONE)],
    "goals-nobody-serves": [
        ("goals.+", {"id": "other", "statement": "Nothing is lost, ever.", "tied_to": "Plan"})
    ],
    "goals-nobody-measures": [("service_levels.*.goal", GONE)],
    "goals-without-plan": [("goals.0.tied_to", GONE)],
    "goals-that-say-little": [("goals.0.statement", "Timely help for all students.")],
    "no-priority": [
        ("priorities", GONE),
        ("operations.triage", GONE),
        ("service_levels.0.target", "4 business hours"),
    ],
    "one-priority": [("priorities.1", GONE)],
    "priorities-without-definition": [("priorities.1.definition", GONE)],
    "priorities-without-example": [("priorities.0.examples", GONE)],
    "levels-without-priorities": [("service_levels.0.target", "4 business hours")],
    "priorities-not-published": [("publications.0.what", ["responsibilities"])],
    "no-scope": [("scope", GONE), ("responsibilities", GONE), ("operations.maintenance", GONE)],
    "devices-without-number": [("scope.0.count", GONE)],
    "devices-without-model": [("scope.0.models", GONE)],
    "devices-without-owner": [("scope.0.ownership", GONE)],
    "own-devices-not-mentioned": [("scope.1.ownership", "third-party")],
    "software-not-mentioned": [("scope.2.kind", "service")],
    "network-not-mentioned": [("scope.3.kind", "service")],
    "nothing-excluded": [("scope.1.coverage", "advice"), ("scope.3.coverage", "advice")],
    "limits-without-reason": [("scope.1.reason", GONE)],
    "off-campus-not-said": [("operations.off_campus", GONE)],
    "take-home-not-said": [("operations.off_campus.take_home", GONE)],
    "broken-at-home": [("operations.off_campus", HOME)],
    "off-campus-without-hours": [("operations.off_campus.calendar", GONE)],
    "off-campus-without-loaner": [("operations.off_campus.loaner", GONE)],
    "off-campus-without-return": [("operations.off_campus.return_by", GONE)],
    "home-internet-not-said": [("operations.off_campus.home_internet", GONE)],
    "intake-not-said": [("operations.channels", GONE)],
    "channels-not-listed": [("operations.channels", GONE), ("operations.intake", "By phone.")],
    "channels-without-hours": [("operations.channels.0.hours", GONE)],
    "channels-without-reply": [("operations.channels.0.auto_ack", GONE)],
    "no-triage": [("operations.triage", GONE)],
    "urgent-never-given": [("operations.triage.0", GONE)],
    "no-queue": [("operations.queues", GONE)],
    "first-answer-not-measured": [("service_levels.0.measure.to", "returned")],
    "routine-not-said": [("operations.maintenance", GONE), ("operations.rotations", GONE)],
    "no-maintenance": [("operations.maintenance", GONE)],
    "maintenance-without-evidence": [("operations.maintenance.0.evidence", GONE)],
    "no-rotation": [("operations.rotations", GONE)],
    "rotations-without-make-up": [("operations.rotations.0.make_up", GONE)],
    "no-calendar": [
        ("calendars", GONE),
        ("operations.off_campus.calendar", GONE),
        ("service_levels.0.measure.calendar", "always"),
        ("service_levels.0.target", "4 hours"),
    ],
    "no-season": [("calendars.0.seasons", GONE)],
    "no-holiday": [("calendars.0.holidays", GONE)],
    "year-without-holiday": [("calendars.0.holidays.1", GONE)],
    "term-beyond-the-calendar": [("term.initial", "2027-07-01 to 2030-06-30")],
    "nights-not-said": [
        ("operations.channels.0.hours", GONE),
        ("operations.channels.0.calendar", "support-hours"),
    ],
    "no-responsibility": [("responsibilities", GONE)],
    "items-without-party": [("responsibilities.0", GONE)],
    "networks-without-party": [("responsibilities.2", GONE)],
    "parties-without-contact": [("parties.0.contact", GONE)],
    "handoffs-not-said": [("responsibilities.2.handoff", GONE)],
    "responsibilities-not-published": [("publications.0.what", ["priorities"])],
    "placing-not-said": [("operations.staffing", GONE)],
    "demand-not-counted": [("profile.yearly_requests", GONE)],
    "schools-not-counted": [("profile.schools", GONE)],
    "people-not-counted": [("operations.staffing.technicians", GONE)],
    "no-demand-rule": [("operations.staffing.demand_rule", GONE)],
    "no-level": [("service_levels", GONE)],
    "no-baseline": [("service_levels.0.baseline", GONE)],
    "no-survey": [("operations.survey", GONE)],
    "satisfaction-not-measured": [("service_levels.1", GONE)],
    "credits-without-limit": [("at_risk", GONE)],
    "no-prices": [
        ("pricing", GONE),
        ("operations.staffing.options.0.price_line", GONE),
    ],
    "budget-not-known": [("facts.contract_value", GONE)],
    "budget-without-term": [("term", GONE)],
}
"""For each rule, what breaks it in the RFP that keeps them all."""


@cache
def _whole() -> dict[str, Any]:
    return parse(ANSWERED.read_text("utf-8"), "rfp.yaml").data


def _states(text: str) -> list[str]:
    return [one.state for one in readiness(load_text(text, Solicitation, "rfp.yaml"))]


def _put(held: Any, path: list[str], value: Any) -> None:
    name, *rest = path
    if name == "+":
        held.append(value)
    elif name == "*":
        for one in held:
            _put(one, rest, value)
    else:
        key = int(name) if isinstance(held, list) else name
        if rest:
            _put(held[key], rest, value)
        elif value is GONE:
            del held[key]
        else:
            held[key] = value


def _told(changes: list[tuple[str, Any]]) -> dict[str, str]:
    """Returns the rules that are broken after some changes, with the state of their question."""
    data = copy.deepcopy(_whole())
    for path, value in changes:
        _put(data, path.split("."), value)
    rfp = Solicitation.model_validate(data)
    return {reason.rule: one.state for one in readiness(rfp) for reason in one.reasons}


def test_an_rfp_that_says_nothing_leaves_every_question_open() -> None:
    assert _states(BARE) == ["open"] * 11


def test_an_rfp_that_says_it_all_has_answered() -> None:
    assert _told([]) == {}
    assert [one.state for one in readiness(load(ANSWERED, Solicitation))] == ["answered"] * 11


def test_each_rule_is_shown_broken() -> None:
    rules = [one.opened_by.id for one in QUESTIONS]
    rules += [rule.id for one in QUESTIONS for rule in one.thinned_by]
    assert sorted(BROKEN) == sorted(rules)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_told(rule: str) -> None:
    opens = {one.opened_by.id for one in QUESTIONS}
    assert _told(BROKEN[rule]).get(rule) == ("open" if rule in opens else "thin")


def test_a_reason_names_what_it_is_about_and_how_to_mend_it() -> None:
    rfp = load_text(BARE + "audiences: [{id: students}]\n", Solicitation, "rfp.yaml")
    reason = readiness(rfp)[0].reasons[0]
    assert (reason.rule, reason.about) == ("groups-without-number", ("students",))
    assert reason.reason == "nobody says how many they are: students"
    assert reason.mend == "add `count` to each group"


def test_guests_need_no_number() -> None:
    assert _told([("audiences.+", {"id": "guests", "kind": "guest", "languages": ["en"],
                                   "channels": ["portal"]})]) == {}  # fmt: skip


def test_an_rfp_that_refuses_support_off_campus_has_answered() -> None:
    off = {"supported": False, "take_home": False}
    assert _told([("operations.off_campus", off)]) == {}


def test_an_rfp_that_excludes_visits_needs_no_rotation() -> None:
    visits = {"id": "school-visits", "kind": "service", "coverage": "excluded", "reason": "Depot"}
    assert _told([("operations.rotations", GONE), ("scope.+", visits)]) == {}


def test_an_inventory_stands_for_the_models() -> None:
    inventory = [{"id": "device-inventory", "title": "Devices by school and model"}]
    assert _told([("scope.0.models", GONE), ("attachments", inventory)]) == {}


@pytest.mark.parametrize(
    ("line", "rule", "number"),
    [
        ({"question": "7", "what": "how often carts are checked"}, "not-known", 7),
        ({"question": "2", "what": "the plan", "proposed": "Plan"}, "not-confirmed", 2),
        ({"what": "the day of issue"}, "not-known", 0),
    ],
)
def test_what_is_not_settled_leaves_its_question_thin(line, rule, number) -> None:
    data = copy.deepcopy(_whole()) | {"unsettled": [line]}
    told = readiness(Solicitation.model_validate(data))
    assert [(one.number, one.state, one.reasons[0].rule) for one in told if one.reasons] == [
        (number, "thin", rule)
    ]


def test_no_question_12_can_be_left_unsettled() -> None:
    text = BARE + "unsettled: [{question: 12, what: the weather}]\n"
    with pytest.raises(InputError) as refused:
        load_text(text, Solicitation, "rfp.yaml")
    assert "there is no planning question 12" in str(refused.value.diagnostics[0])


def test_the_city_district_leaves_no_question_open() -> None:
    assert "open" not in [one.state for one in readiness(load(DISTRICT, Solicitation))]
