"""When questions 9 and 10 are answered: who answers for what, and how technicians are placed."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.services.responsibility import ALWAYS
from rfpkit.model.services.staffing import StaffingModel
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.readiness.rule import Question, Rule, ids, unless


def _without_a_party(rfp: Solicitation) -> Iterable[str]:
    named = {row.item for row in rfp.responsibilities}
    return ids(one for one in rfp.scope if one.coverage == "full" and one.id not in named)


def _networks_without_a_party(rfp: Solicitation) -> Iterable[str]:
    named = {row.item for row in rfp.responsibilities}
    for one in rfp.scope:
        ours = one.ownership != "third-party"
        if one.kind == "network" and one.coverage != "full" and ours and one.id not in named:
            yield one.id


def _told_to_users(rfp: Solicitation) -> bool:
    return any("responsibilities" in one.what for one in rfp.publications)


WHO_ANSWERS = Question(
    "Who is responsible for what?",
    "scope; handing on of requests; custody in the repair process",
    ("responsibilities", "parties"),
    Rule(
        "no-responsibility",
        "nothing says who answers for what",
        "write `responsibilities`: for each scope item who does it and who is accountable",
        unless(lambda rfp: rfp.responsibilities),
    ),
    (
        Rule(
            "items-without-party",
            "nobody answers for {names}",
            "add a line under `responsibilities` for each",
            _without_a_party,
        ),
        Rule(
            "networks-without-party",
            "nothing says who answers for {names}, which the Contractor does not support",
            "add a line under `responsibilities` with the party that does",
            _networks_without_a_party,
        ),
        Rule(
            "parties-without-contact",
            "nobody says where they are reached: {names}",
            "add `contact` under `parties`",
            lambda rfp: ids(one for one in rfp.parties if one.contact is None),
        ),
        Rule(
            "handoffs-not-said",
            "nothing says how a request is handed on to another party: {names}",
            "add `handoff`: what is handed over, where and how soon",
            lambda rfp: [
                row.item
                for row in rfp.responsibilities
                if row.accountable not in ALWAYS and row.handoff is None
            ],
        ),
        Rule(
            "responsibilities-not-published",
            "nothing says where users read who answers for what",
            "add a line under `publications` whose `what` names responsibilities",
            unless(_told_to_users),
        ),
    ),
)


def _model(rfp: Solicitation) -> StaffingModel | None:
    return rfp.operations.staffing if rfp.operations is not None else None


STAFFING = Question(
    "How are technicians placed?",
    "operations; options of the price sheet",
    ("operations.staffing", "profile"),
    Rule(
        "placing-not-said",
        "nothing says how technicians are placed",
        "write `operations.staffing` with `mode`: dedicated, rotating, hub, remote or "
        "student-technicians",
        unless(_model),
    ),
    (
        Rule(
            "demand-not-counted",
            "nobody says how many requests there are in a year",
            "add `profile.yearly_requests`",
            unless(lambda rfp: rfp.profile.yearly_requests),
        ),
        Rule(
            "schools-not-counted",
            "nobody says how many schools there are",
            "add `profile.schools`",
            unless(lambda rfp: rfp.profile.schools),
        ),
        Rule(
            "people-not-counted",
            "nothing says how many technicians there are to be",
            "add `technicians` or `devices_per_technician` to `operations.staffing`",
            unless(
                lambda rfp: (one := _model(rfp)) and (one.technicians or one.devices_per_technician)
            ),
        ),
        Rule(
            "no-demand-rule",
            "nothing says by which number the placing is looked at again",
            "add `demand_rule` to `operations.staffing`",
            unless(lambda rfp: (one := _model(rfp)) and one.demand_rule),
        ),
    ),
)
