"""Marks of what a pack fills in: priorities, the at-risk amount, definitions."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.errors import InputError
from rfpkit.workflows.rfp import open_rfp

from .conftest import write

PRIORITIES = [
    {"id": "P1", "name": "A class cannot go on"},
    {"id": "P2", "name": "One person cannot work"},
]
PARTS = {"id": "parts", "definition": "The maker has no part.", "evidence": "Its letter."}
FILLED: dict[str, Any] = {
    "kind": "defaults",
    "priorities": PRIORITIES,
    "pauses": [PARTS],
    "at_risk": {"base": "monthly-fee", "cap": "10% per month"},
    "claim_within": "60 calendar days after the report",
    "pricing": {
        "years": 1,
        "fees": [{"id": "monthly-fee", "per": "month"}],
        "lines": [
            {"id": "service", "title": "Service", "unit": "service per month", "quantity": 1}
            | {"group": "Service", "fee": "monthly-fee"}
        ],
    },
}
TAKES = {"service_levels": "all", "requirements": "all", "defaults": "all"}
ALLOWS = "the pack allows `{field}` to be tightened, and this {why}"
LAXER = "loosens it"
UNSHOWN = "cannot be shown to be tighter"


@pytest.fixture
def marked(support, joint, rfp):
    """Writes the packs with marks of the defaults, and an RFP; returns what is said of it."""

    def made(marks, include=TAKES, above=None, **changes):
        support()
        home = joint(marks={"defaults": marks})
        write(home / "library" / "defaults.yaml", FILLED)
        if above is not None:
            over = home.parent / "county"
            manifest = {"kind": "pack", "name": "county", "version": "1.0.0", "title": "County"}
            manifest |= {"publisher": "County", "licence": "CC0-1.0", "layer": "district"}
            write(over / "pack.yaml", {**manifest, "requires": ["joint"]})
            write(over / "library" / "defaults.yaml", {"kind": "defaults", **above})
            changes["pack"] = "county"
        return rfp(include=include, **changes)

    return made


def told(path):
    try:
        open_rfp(path)
    except InputError as error:
        return [
            (str(one.at).rpartition("/")[2].partition(":")[0], one.message)
            for one in error.diagnostics
        ]
    return []


TIGHTEN = {"at_risk": "tighten", "claim_within": "tighten", "priorities": "tighten"}
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": ({}, []),
    "more at risk": ({"at_risk": {"cap": "15% per month"}}, []),
    "less at risk": (
        {"at_risk": {**FILLED["at_risk"], "cap": "5% per month"}},
        ["at_risk: " + ALLOWS.format(field="cap", why=LAXER)],
    ),
    "dollars for a share": (
        {"at_risk": {"cap": "$900 per month"}},
        ["at_risk: " + ALLOWS.format(field="cap", why=UNSHOWN)],
    ),
    "one more cap": (
        {"at_risk": {**FILLED["at_risk"], "rolling": "8% per 12 months"}},
        ["at_risk: " + ALLOWS.format(field="rolling", why=LAXER)],
    ),
    "longer to claim": ({"claim_within": "90 calendar days after the report"}, []),
    "less long to claim": (
        {"claim_within": "30 calendar days after the report"},
        ["claim_within: " + ALLOWS.format(field="claim_within", why=LAXER)],
    ),
    "another first day to claim": (
        {"claim_within": "90 calendar days after the period"},
        ["claim_within: " + ALLOWS.format(field="claim_within", why=UNSHOWN)],
    ),
    "another meaning of P1": (
        {"priorities": [{"id": "P1", "name": "The town is on fire"}, PRIORITIES[1]]},
        ["priorities: " + ALLOWS.format(field="P1", why=UNSHOWN)],
    ),
    "one more step of urgency": (
        {"priorities": [*PRIORITIES, {"id": "P3", "name": "Some day"}]},
        ["priorities: " + ALLOWS.format(field="P3", why=UNSHOWN)],
    ),
    "another order of steps": (
        {"priorities": PRIORITIES[::-1]},
        ["priorities: " + ALLOWS.format(field="order", why=UNSHOWN)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "messages"), CASES.values(), ids=CASES)
def test_what_the_rfp_says_is_held_against_the_marks(changes, messages, marked):
    assert told(marked(TIGHTEN, **changes)) == [("rfp.yaml", text) for text in messages]


def test_a_mark_binds_what_is_written_also_where_the_default_is_not_taken(marked):
    path = marked(
        {"at_risk": {"cap": "none"}},
        include={"requirements": "all", "defaults": ["pricing"]},
        at_risk={"base": "monthly-fee", "cap": "20% per month"},
    )
    assert told(path) == [("rfp.yaml", "at_risk: the pack does not allow that `cap` is changed")]


def test_what_must_not_be_left_out_is_asked_for(marked):
    marks = {"at_risk": {"except": "none"}}
    assert told(marked(marks, include={"requirements": "all"})) == [
        ("rfp.yaml", "the pack does not allow that `at_risk` is left out")
    ]
    assert told(marked(marks)) == []


def test_a_change_of_a_taken_priority_is_held_against_the_marks(marked):
    marks = {"priorities": {"P1": "none", "others": "free"}}
    free = {"priorities": {"P2": {"name": "One person waits"}}}
    assert told(marked(marks, set=free)) == []
    bound = {"priorities": {"P1": {"name": "The town is on fire"}}}
    assert told(marked(marks, set=bound)) == [
        ("rfp.yaml", "priorities: the pack does not allow that `P1` is changed")
    ]


def test_a_pack_above_is_bound_as_the_rfp_is(marked):
    less = {"at_risk": {"base": "monthly-fee", "cap": "5% per month"}}
    assert told(marked({"at_risk": "tighten"}, above=less)) == [
        ("defaults.yaml", "at_risk: " + ALLOWS.format(field="cap", why=LAXER))
    ]
    more = {"at_risk": {"base": "monthly-fee", "cap": "12% per month"}}
    path = marked({"at_risk": "tighten"}, above=more)
    assert told(path) == []
    at_risk = open_rfp(path).solicitation.at_risk
    assert at_risk is not None
    assert str(at_risk.cap) == "12% per month"


def test_a_definition_of_the_pack_stays_and_one_more_is_nobodys_affair(marked):
    paused = {"service_levels": {"repair-time": {"measure": {"pause": ["parts"]}}}}
    other = {**PARTS, "definition": "The bench is busy."}
    assert told(marked({"pauses": "none"}, set=paused, pauses=[other])) == [
        ("rfp.yaml", "pauses: the pack does not allow that `parts` is changed")
    ]
    more = {"id": "storm", "definition": "Roads are closed."}
    assert told(marked({"pauses": "none"}, set=paused, pauses=[more])) == []


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ({"evaluation": "none"}, "no pack has defaults for `evaluation`"),
        (
            {"at_risk": {"cap": "loosen_with_reason"}},
            "`at_risk` cannot be loosened with a reason: an override names an item",
        ),
        ({"at_risk": {"capp": "none"}}, "`at_risk` has no field `capp`"),
        ({"priorities": {"P4": "none"}}, "`priorities` has no field `P4`"),
    ],
)
def test_a_mark_that_would_bind_nothing_is_refused(marks, message, marked):
    assert told(marked(marks)) == [("overlay.yaml", message)]
