"""Who says each field of an item: the pack, the consortium, or the RFP, where and why."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.packs.library.items import base_digest
from rfpkit.workflows.packs.show import show, why

from .conftest import LEVEL, REQUIREMENT, write

LEFT = {**LEVEL, "target": "4 business days"}
DIGEST = base_digest("service_levels", LEFT)[:16]


@pytest.fixture
def project(support, joint, rfp):
    support(requirements=[REQUIREMENT, {**REQUIREMENT, "id": "RPR-2"}])
    joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    return rfp(
        include={"requirements": "all", "service_levels": "all", "except": "RPR-2"},
        overrides=[
            {
                "of": "service_levels.repair-time",
                "set": {"attainment": {"at_least": "95%"}},
                "reason": "The board promised it.",
                "authority": "Board, item 7",
                "date": "2026-03-04",
                "base_digest": DIGEST,
            }
        ],
    )


def test_each_field_is_told_with_its_layer_its_place_and_the_reason(project):
    found = why(project, "repair-time")
    told = {
        one.name: (one.value, one.layer, one.at.rpartition("/")[2])
        for one in found.fields
        if one.name in {"title", "target", "attainment.at_least", "attainment.per"}
    }
    assert told == {
        "title": ("Repair time", "support", "levels.yaml:6:10"),
        "target": ("4 business days", "joint", "overlay.yaml:5:15"),
        "attainment.at_least": ("95%", "the RFP", "rfp.yaml:25:17"),
        "attainment.per": ("month", "support", "levels.yaml:16:10"),
    }
    assert found.digest == DIGEST
    assert found.reasons == ("the RFP: The board promised it. (Board, item 7, 2026-03-04)",)


def test_the_whole_says_what_is_taken_changed_and_left_out(project):
    assert list(show(project).lines) == [
        "packs, the lowest first:",
        "  support 1.0.0 (base), A consortium",
        "  joint 1.0.0 (consortium), A consortium",
        "requirements: 1 as the packs say, 0 changed, 0 of its own",
        "service_levels: 0 as the packs say, 1 changed, 0 of its own",
        "left out: requirements.RPR-2: excepted",
    ]


def test_a_name_that_the_rfp_does_not_have_is_told_with_the_nearest(project):
    with pytest.raises(InputError) as caught:
        why(project, "service_levels.repair-tme")
    (told,) = caught.value.diagnostics
    assert (told.message, told.hint) == (
        "the RFP has no `service_levels.repair-tme`",
        "did you mean `repair-time`?",
    )


def test_programs_get_the_same_as_json(project):
    done = CliRunner().invoke(rfpkit, ["pack", "show", str(project), "--why", "RPR-1", "--json"])
    told = json.loads(done.output)
    assert told["name"] == "requirements.RPR-1"
    assert {one["layer"] for one in told["fields"]} == {"support"}


def test_what_a_pack_marks_is_told_with_what_may_be_done(support, joint, rfp):
    support()
    marks = {"target": "tighten", "except": "none", "others": "loosen_with_reason"}
    joint(marks={"service_levels": {"repair-time": marks}})
    assert list(why(rfp(), "repair-time").lines)[-4:] == [
        "may be changed",
        "  `target`: only what is shown to be tighter",
        "  leaving it out: not at all",
        "  every other field: with a reason, under `overrides`",
    ]


def test_what_a_pack_fills_in_is_told_with_its_layer_and_its_marks(support, joint, rfp):
    support()
    home = joint(marks={"defaults": {"priorities": "none"}})
    steps = [{"id": "P1", "name": "A class waits"}]
    write(home / "library" / "defaults.yaml", {"kind": "defaults", "priorities": steps})
    found = list(why(rfp(include={"defaults": "all"}), "priorities").lines)
    assert found[0] == "defaults.priorities"
    assert found[1].startswith("  priorities  joint  ")
    assert found[-2:] == ["may be changed", "  every field: not at all"]
