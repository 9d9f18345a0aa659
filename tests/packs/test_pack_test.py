"""Proofs that travel with a pack, and run again under every pack over it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.resources import shared
from rfpkit.workflows.packs.proof.proofs import prove

from .conftest import write

PROOFS: dict[str, Any] = {
    "kind": "pack-test",
    "timezone": "America/Chicago",
    "calendars": [
        {
            "id": "hours",
            "title": "Support Hours",
            "covers": "2026-07-01 to 2027-06-30",
            "week": {"mon-fri": "08:00-16:00"},
        }
    ],
    "sentences": {
        "repair-time": "The Contractor shall complete the repair for at least 90% of requests, in "
        "each calendar month, within 5 business days of receipt, on the Support Hours calendar."
    },
    "timelines": [
        {
            "id": "met",
            "level": "repair-time",
            "ticket": ["2026-09-01 09:00 | event received", "2026-09-08 15:00 | event repaired"],
            "expect": {"verdict": "met", "due": "2026-09-08 16:00"},
        }
    ],
}


@pytest.fixture
def proved(support):
    """Writes the pack below with its proofs, of which something is said otherwise."""

    def made(**changes):
        home = support()
        write(home / "tests" / "repair.yaml", {**PROOFS, **changes})
        return home

    return made


def failures(folder):
    return [(one.what, one.expected, one.told, one.layer.pack) for one in prove(folder).failures]


def test_what_a_pack_promises_is_kept(proved):
    found = prove(proved())
    assert failures(proved()) == []
    assert list(found.lines()) == [
        "support 1.0.0: 1 sentences and 1 timelines of 1 levels, of 1 that it offers: all kept"
    ]


def test_a_wrong_sentence_and_a_wrong_instant_are_told_with_what_is_so_now(proved):
    case = {**PROOFS["timelines"][0], "expect": {"verdict": "missed", "due": "2026-09-04 16:00"}}
    home = proved(sentences={"repair-time": "The Contractor shall hurry."}, timelines=[case])
    now = PROOFS["sentences"]["repair-time"]
    assert failures(home) == [
        ("repair-time: sentence", "The Contractor shall hurry.", now, "support"),
        ("repair-time: met: verdict", "missed", "met", "support"),
        ("repair-time: met: due", "2026-09-04 16:00:00", "2026-09-08 16:00:00", "support"),
    ]


def test_an_overlay_that_shortens_a_level_fails_the_proofs_below_and_is_named(proved, joint):
    proved()
    home = joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    assert [one[0] for one in failures(home)] == [
        "repair-time: sentence",
        "repair-time: met: verdict",
        "repair-time: met: due",
    ]
    layer = prove(home).failures[0].layer
    assert (layer.pack, layer.fields) == ("joint", ("target",))
    assert layer.at.file == str(home / "library" / "overlay.yaml")
    assert layer.at.line > 1


def test_an_overlay_that_leaves_a_level_out_breaks_its_promise(proved, joint):
    proved()
    home = joint(**{"except": ["repair-time"]})
    assert failures(home) == [
        ("repair-time: the level itself", "offered", "the level is not offered", "joint")
    ]


def test_an_overlay_that_changes_a_promise_on_purpose_proves_its_own(proved, joint):
    proved()
    home = joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    later = PROOFS["sentences"]["repair-time"].replace("5 business", "4 business")
    case = {**PROOFS["timelines"][0], "expect": {"verdict": "missed", "due": "2026-09-07 16:00"}}
    own = {**PROOFS, "sentences": {"repair-time": later}, "timelines": [case]}
    write(home / "tests" / "ours.yaml", own)
    found = prove(home)
    assert (found.failures, found.sentences, found.timelines) == ((), 1, 1)


def test_an_overlay_may_end_a_promise_on_purpose(proved, joint):
    proved()
    home = joint(**{"except": ["repair-time"]})
    told = {"kind": "pack-test", "timezone": "America/Chicago", "left_out": ["repair-time"]}
    write(home / "tests" / "ours.yaml", told)
    assert failures(home) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing-such", "no pack below promises anything of a level `nothing-such`"),
        ("repair-time", "`repair-time` is offered, so its promises hold"),
    ],
)
def test_only_a_promise_of_a_level_that_is_gone_can_be_ended(proved, joint, name, message):
    proved()
    home = joint()
    told = {"kind": "pack-test", "timezone": "America/Chicago", "left_out": [name]}
    write(home / "tests" / "ours.yaml", told)
    with pytest.raises(InputError, match=message):
        prove(home)


def test_an_overlay_that_changes_something_else_keeps_it(proved, joint):
    proved()
    home = joint(set={"requirements": {"RPR-1": {"rationale": "Our schools have no van."}}})
    assert failures(home) == []


def test_the_command_ends_with_1_and_tells_programs_the_layer(proved, joint):
    proved()
    home = joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    done = CliRunner().invoke(rfpkit, ["pack", "test", str(home), "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["failures"][0]["layer"]["pack"] == "joint"
    assert "changed by joint at" in done.stderr


def test_a_timeline_out_of_order_is_refused_with_its_place(proved):
    lines = list(reversed(PROOFS["timelines"][0]["ticket"]))
    home = proved(timelines=[{**PROOFS["timelines"][0], "ticket": lines}])
    with pytest.raises(InputError, match=r"repair\.yaml:\d+:\d+: .*not in the order of time"):
        prove(home)


def test_a_calendar_that_the_proofs_lack_is_told_where_the_level_names_it(proved):
    home = proved(calendars=[])
    with pytest.raises(InputError) as caught:
        prove(home)
    (one,) = caught.value.diagnostics
    assert one.at.file == str(home / "library" / "levels.yaml")
    assert "`hours`" in one.message
    assert one.hint.endswith("tests/repair.yaml write the calendars that levels name")


def test_a_level_without_a_clock_cannot_have_timelines(proved, support):
    home = proved(sentences={})
    calls = {
        "id": "repair-time",
        "title": "Calls",
        "rationale": "Callers wait.",
        "measure": {"kind": "ratio", "feed": "calls", "good": {"number": "value", "at_most": 30}},
        "attainment": {"at_least": "85%", "per": "month"},
    }
    support(levels=[calls])
    assert failures(home)[0][2] == "no verdict: the level has no clock of single tickets"


def test_the_pack_of_rfpkit_keeps_its_promises_and_proves_ten_levels():
    found = prove(shared("templates") / "k12-device-support")
    assert found.failures == ()
    assert found.levels >= 10
    assert found.timelines >= 3 * 10
