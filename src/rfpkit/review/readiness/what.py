"""When questions 4 and 5 are answered: what is covered, and what happens away from the schools."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.planning import ScopeItem
from rfpkit.model.services.off_campus import OffCampusPolicy
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.readiness.rule import Lacking, Question, Rule, ids, unless

LIMITED = ("best-effort", "advice", "excluded")


def _devices(rfp: Solicitation) -> list[ScopeItem]:
    """Returns the devices that are supported in full or in part."""
    return [
        one for one in rfp.scope if one.kind == "device" and one.coverage in ("full", "best-effort")
    ]


def _without_models(rfp: Solicitation) -> Iterable[str]:
    inventory = any("inventory" in f"{one.id} {one.title}".lower() for one in rfp.attachments or ())
    priced = rfp.pricing is not None and rfp.pricing.parts is not None
    if not inventory and not priced:
        yield from ids(one for one in _devices(rfp) if not one.models)


SCOPE = Question(
    "What is in and out of scope?",
    "scope; price sheet; spare pools; parts",
    ("scope",),
    Rule(
        "no-scope",
        "nothing says what is supported and what is not",
        "write `scope`: devices, software, networks and services, each with its `coverage`",
        unless(lambda rfp: rfp.scope),
    ),
    (
        Rule(
            "devices-without-number",
            "nobody says how many there are: {names}",
            "add `count`: a proposer prices what is counted",
            lambda rfp: ids(one for one in _devices(rfp) if not one.count),
        ),
        Rule(
            "devices-without-model",
            "nobody says which makes and models they are: {names}",
            "add `models`, each with its number and year, or attach an inventory (`attachments`)",
            _without_models,
        ),
        Rule(
            "devices-without-owner",
            "nobody says whose they are: {names}",
            "add `ownership`: district, leased, student, staff or third-party",
            lambda rfp: ids(one for one in rfp.scope if one.kind == "device" and not one.ownership),
        ),
        Rule(
            "own-devices-not-mentioned",
            "nothing says what becomes of devices that students or staff own",
            "add an item with `ownership: student`, be it `coverage: excluded`",
            unless(lambda rfp: {"student", "staff"} & {one.ownership for one in rfp.scope}),
        ),
        Rule(
            "software-not-mentioned",
            "nothing says which software is supported",
            "add an item of `kind: software`, be it `coverage: excluded`",
            unless(lambda rfp: any(one.kind == "software" for one in rfp.scope)),
        ),
        Rule(
            "network-not-mentioned",
            "nothing says whether the wireless network and the broadband line are supported",
            "add an item of `kind: network`, be it `coverage: excluded`",
            unless(lambda rfp: any(one.kind == "network" for one in rfp.scope)),
        ),
        Rule(
            "nothing-excluded",
            "nothing is excluded, so that everything may be asked for",
            "add what users must take elsewhere, with `coverage: excluded` and a `reason`",
            unless(lambda rfp: any(one.coverage == "excluded" for one in rfp.scope)),
        ),
        Rule(
            "limits-without-reason",
            "nobody says how far they are supported, or what users do instead: {names}",
            "add `reason`",
            lambda rfp: ids(
                one for one in rfp.scope if one.coverage in LIMITED and one.reason is None
            ),
        ),
    ),
)


def _policy(rfp: Solicitation) -> OffCampusPolicy | None:
    return rfp.operations.off_campus if rfp.operations is not None else None


def _lacks(*fields: str, supported: bool) -> Lacking:
    """Returns what finds a policy lacking that has none of some fields, where it is (not) help."""

    def lacking(rfp: Solicitation) -> Iterable[str]:
        policy = _policy(rfp)
        if policy is None or policy.supported is not supported:
            return []
        return [] if any(getattr(policy, field) for field in fields) else [""]

    return lacking


def _at_home_without_a_way(rfp: Solicitation) -> Iterable[str]:
    policy = _policy(rfp)
    return (
        _lacks("return_by", "loaner", supported=False)(rfp) if policy and policy.take_home else ()
    )


OFF_CAMPUS = Question(
    "Are devices supported off campus?",
    "operations; off-campus requirements; loaners",
    ("operations.off_campus",),
    Rule(
        "off-campus-not-said",
        "nothing says whether devices are supported off campus",
        "write `operations.off_campus` with `supported: true` and `methods`, or `supported: false`",
        unless(_policy),
    ),
    (
        Rule(
            "take-home-not-said",
            "nothing says whether students take devices home",
            "add `take_home: true` or `false` to `operations.off_campus`",
            unless(lambda rfp: (one := _policy(rfp)) and one.take_home is not None),
        ),
        Rule(
            "broken-at-home",
            "students take devices home, and nothing says what they do when one breaks there",
            "add `return_by` (where the device is brought) and `loaner` to `operations.off_campus`",
            _at_home_without_a_way,
        ),
        Rule(
            "off-campus-without-hours",
            "nothing says in which hours people off campus are helped",
            "add `calendar` or `hours` to `operations.off_campus`",
            _lacks("calendar", "hours", supported=True),
        ),
        Rule(
            "off-campus-without-loaner",
            "nothing says how a loaner reaches a person off campus",
            "add `loaner` to `operations.off_campus`",
            _lacks("loaner", supported=True),
        ),
        Rule(
            "off-campus-without-return",
            "nothing says how a repaired device comes back",
            "add `return_by` to `operations.off_campus`",
            _lacks("return_by", supported=True),
        ),
        Rule(
            "home-internet-not-said",
            "nothing says how far internet access at home is helped with",
            "add `home_internet` to `operations.off_campus`",
            _lacks("home_internet", supported=True),
        ),
    ),
)
