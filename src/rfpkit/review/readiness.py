"""Which of the eleven planning questions an RFP answers, and what waits for the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from rfpkit.model.solicitation import Solicitation

State = Literal["answered", "thin", "open"]
"""Answered; answered in part; not answered."""


class Question(NamedTuple):
    """One planning question."""

    number: int
    text: str
    depends: str
    """What waits for the answer."""


class Readiness(NamedTuple):
    """How far one question is answered."""

    number: int
    question: str
    state: State
    missing: tuple[str, ...]
    """What is missing, with the key to write it under."""
    depends: str


Asked = Callable[[Solicitation], list[tuple[bool, str]]]
"""Whether each part of an answer is there, the part without which it is open first."""


def readiness(rfp: Solicitation) -> list[Readiness]:
    """Returns for each question whether it is answered; the first missing part leaves it open."""
    return [_of(question, asked(rfp)) for question, asked in _QUESTIONS]


def _of(question: Question, parts: list[tuple[bool, str]]) -> Readiness:
    missing = tuple(text for there, text in parts if not there)
    state: State = "answered" if not missing else "thin" if parts[0][0] else "open"
    return Readiness(question.number, question.text, state, missing, question.depends)


def _customers(rfp: Solicitation) -> list[tuple[bool, str]]:
    people = rfp.audiences
    return [
        (bool(people), "who is served (`audiences`)"),
        (all(one.count is not None for one in people), "how many they are (`count`)"),
        (all(one.channels for one in people), "how each group asks for help (`channels`)"),
        (all(one.languages for one in people), "in which languages (`languages`)"),
    ]


def _goals(rfp: Solicitation) -> list[tuple[bool, str]]:
    measured = {level.goal for level in rfp.service_levels}
    measured |= {item.goal for item in rfp.requirements}
    unserved = [goal.id for goal in rfp.goals if goal.id not in measured]
    return [
        (bool(rfp.goals), "what the support is for (`goals`)"),
        (not unserved, f"a level or requirement that serves {', '.join(unserved)}"),
        (all(goal.tied_to for goal in rfp.goals), "the plan each goal comes from (`tied_to`)"),
    ]


def _priorities(rfp: Solicitation) -> list[tuple[bool, str]]:
    said = {what for one in rfp.publications for what in one.what}
    return [
        (bool(rfp.priorities), "steps of urgency (`priorities`)"),
        (all(one.definition for one in rfp.priorities), "what each step means (`definition`)"),
        ("priorities" in said, "where users read them (`publications`)"),
    ]


def _scope(rfp: Solicitation) -> list[tuple[bool, str]]:
    kinds = {item.kind for item in rfp.scope}
    owners = {item.ownership for item in rfp.scope}
    return [
        (bool(rfp.scope), "what is supported and what is not (`scope`)"),
        (bool(owners & {"student", "staff"}), "devices that students or staff own"),
        ("software" in kinds, "software (`kind: software`)"),
        ("network" in kinds, "wireless network and broadband (`kind: network`)"),
        (any(item.coverage == "excluded" for item in rfp.scope), "what is excluded"),
    ]


def _off_campus(rfp: Solicitation) -> list[tuple[bool, str]]:
    policy = rfp.operations.off_campus if rfp.operations else None
    hours = policy is not None and (not policy.supported or policy.calendar or policy.hours)
    return [
        (policy is not None, "whether devices are supported off campus (`operations.off_campus`)"),
        (bool(hours), "in which hours (`operations.off_campus.calendar`)"),
    ]


def _intake(rfp: Solicitation) -> list[tuple[bool, str]]:
    work = rfp.operations
    return [
        (
            bool(work and (work.intake or work.channels)),
            "how a request starts (`operations.intake`)",
        ),
        (bool(work and work.channels), "each way to ask, with its hours (`operations.channels`)"),
        (bool(work and work.triage), "how a request gets its priority (`operations.triage`)"),
        (bool(work and work.queues), "who works on it (`operations.queues`)"),
    ]


def _maintenance(rfp: Solicitation) -> list[tuple[bool, str]]:
    work = rfp.operations
    visits = bool(work and (work.visits or work.rotations))
    return [
        (bool(work and (work.maintenance or visits)), "routine work (`operations.maintenance`)"),
        (bool(work and work.maintenance), "what is done on what (`operations.maintenance`)"),
        (bool(work and work.rotations), "the rotation, group by group (`operations.rotations`)"),
    ]


def _hours(rfp: Solicitation) -> list[tuple[bool, str]]:
    return [
        (bool(rfp.calendars), "the hours of support (`calendars`)"),
        (any(one.seasons for one in rfp.calendars), "summer and other seasons (`seasons`)"),
        (any(one.holidays for one in rfp.calendars), "days without support (`holidays`)"),
    ]


def _parties(rfp: Solicitation) -> list[tuple[bool, str]]:
    named = {row.item for row in rfp.responsibilities}
    without = [item.id for item in rfp.scope if item.coverage == "full" and item.id not in named]
    told = {what for one in rfp.publications for what in one.what}
    return [
        (bool(rfp.responsibilities), "who answers for what (`responsibilities`)"),
        (not without, f"who answers for {', '.join(without)}"),
        ("responsibilities" in told, "where users read it (`publications`)"),
    ]


def _staffing(rfp: Solicitation) -> list[tuple[bool, str]]:
    model = rfp.operations.staffing if rfp.operations else None
    return [
        (model is not None, "how technicians are placed (`operations.staffing`)"),
        (bool(model and model.demand_rule), "by which number that is looked at again"),
        (bool(model and model.options), "other ways, as options to price (`options`)"),
        (rfp.profile.yearly_requests is not None, "the demand (`profile.yearly_requests`)"),
    ]


def _metrics(rfp: Solicitation) -> list[tuple[bool, str]]:
    levels = rfp.service_levels
    survey = rfp.operations is not None and rfp.operations.survey is not None
    return [
        (bool(levels), "what is measured (`service_levels`)"),
        (survey, "how users are asked (`operations.survey`)"),
        (any(one.baseline for one in levels), "where things stand today (`baseline`)"),
        (rfp.pricing is not None, "what it costs (`pricing`)"),
    ]


_QUESTIONS: tuple[tuple[Question, Asked], ...] = tuple(
    (Question(number, text, depends), asked)
    for number, (text, depends, asked) in enumerate(
        (
            ("Who are the customers?", "introduction; response matrix; survey", _customers),
            ("What are the goals?", "introduction; each level's goal", _goals),
            (
                "Which priorities, and who knows them?",
                "priorities; targets by priority",
                _priorities,
            ),
            ("What is in and out of scope?", "scope; price sheet; spare pools", _scope),
            (
                "Are devices supported off campus?",
                "operations; off-campus requirements",
                _off_campus,
            ),
            ("How do requests start and get a priority?", "operations; acknowledgement", _intake),
            ("Is there routine maintenance?", "operations; visits", _maintenance),
            ("What are the hours?", "support hours; every clock", _hours),
            ("Who is responsible for what?", "scope; custody in the repair process", _parties),
            ("How are technicians placed?", "operations; options of the price sheet", _staffing),
            ("What shows success?", "service levels; reporting; credits", _metrics),
        ),
        start=1,
    )
)
