"""Base, consortium, procurement: who may change what, and who changed it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rfpkit.errors import InputError
from rfpkit.packs.library.items import base_digest
from rfpkit.workflows.rfp import open_rfp

from .conftest import LEVEL, REQUIREMENT

BASE = base_digest("service_levels", LEVEL)[:16]
WHY = {"reason": "Our depot is far.", "authority": "Board, item 7", "date": "2026-03-04"}


def override(fields, digest=BASE, of="service_levels.repair-time"):
    return {"of": of, "set": fields, **WHY, "base_digest": digest}


def level(path):
    (found,) = open_rfp(path).solicitation.service_levels
    return found


def told(path):
    with pytest.raises(InputError) as caught:
        open_rfp(path)
    return [(str(one.at).rpartition("/")[2], one.message) for one in caught.value.diagnostics]


def test_each_layer_changes_what_the_layer_below_left(support, joint, rfp):
    support()
    joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    path = rfp(set={"service_levels": {"repair-time": {"attainment": {"at_least": "95%"}}}})
    found = level(path)
    assert str(found.target) == "4 business days"
    assert found.attainment.at_least == Fraction(95, 100)
    assert found.attainment.per == "month"


def test_a_level_of_the_rfp_itself_is_left_alone_by_packs(support, joint, rfp):
    support()
    joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    own = {**LEVEL, "target": "7 business days"}
    path = rfp(include={"requirements": "all"}, service_levels=[own])
    assert str(level(path).target) == "7 business days"


def test_a_pack_takes_away_what_it_does_not_offer(support, joint, rfp):
    support(requirements=[REQUIREMENT, {**REQUIREMENT, "id": "RPR-2"}])
    joint(**{"except": ["RPR-1"]})
    asked = open_rfp(rfp()).solicitation.requirements
    assert [one.id for one in asked] == ["RPR-2"]


def test_a_pack_that_changes_what_no_pack_below_has_is_refused_at_each_place(support, joint, rfp):
    support()
    joint(
        **{"except": "RPR-7"},
        set={"service_levels": {"repair-tim": {"target": "4 business days"}}},
        marks={"requirements": {"RPR-9": "none"}},
    )
    assert told(rfp()) == [
        ("overlay.yaml:2:9", "no pack below has `RPR-7`, so it cannot be left out"),
        ("overlay.yaml:5:5", "no pack below has `repair-tim` in `service_levels`"),
        ("overlay.yaml:9:5", "no pack below has `RPR-9` in `requirements`"),
    ]


MARKED = {**LEVEL, "overridable": {"target": "tighten", "attainment": "loosen_with_reason"}}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param({"target": "4 business days"}, None, id="a shorter target is tighter"),
        pytest.param(
            {"target": "6 business days"},
            "the pack allows `target` to be tightened, and this loosens it",
            id="a longer one is not",
        ),
        pytest.param(
            {"target": "30 business hours"},
            "the pack allows `target` to be tightened, and this cannot be shown to be tighter",
            id="days and hours cannot be compared",
        ),
        pytest.param({"attainment": {"at_least": "95%"}}, None, id="a higher share is tighter"),
        pytest.param(
            {"attainment": {"at_least": "85%"}},
            "the pack asks for a reason where `attainment` is changed, and this loosens it",
            id="a lower share needs a reason",
        ),
        pytest.param({"title": "Turnaround"}, None, id="what has no mark is free"),
    ],
)
def test_the_marks_of_an_item_say_what_a_plain_change_may_do(fields, message, support, joint, rfp):
    support(levels=[MARKED])
    joint()
    path = rfp(set={"service_levels": {"repair-time": fields}})
    if message is None:
        assert level(path).id == "repair-time"
    else:
        assert [text for _, text in told(path)] == [f"service_levels.repair-time: {message}"]


def test_a_reason_allows_what_needs_one_and_nothing_else(support, joint, rfp):
    support(levels=[MARKED])
    joint()
    assert level(rfp(overrides=[override({"attainment": {"at_least": "85%"}})])).id
    assert told(rfp(overrides=[override({"target": "6 business days"})])) == [
        (
            "rfp.yaml:23:5",
            (
                "service_levels.repair-time: the pack allows `target` to be tightened, "
                "and this loosens it"
            ),
        )
    ]


def test_a_mark_of_a_file_holds_for_each_item_that_has_none_of_its_own(support, joint, rfp):
    home = support(
        requirements=[REQUIREMENT, {**REQUIREMENT, "id": "RPR-2", "overridable": "free"}]
    )
    file = home / "library" / "repair.yaml"
    file.write_text(file.read_text("utf-8") + "overridable: none\n", "utf-8")
    joint()
    words = {"verification": "Photos."}
    assert open_rfp(rfp(set={"requirements": {"RPR-2": words}})).solicitation.id
    (found,) = told(rfp(set={"requirements": {"RPR-1": words}}))
    assert found[1] == "requirements.RPR-1: the pack does not allow that `verification` is changed"


def test_a_consortium_may_mark_more_strictly_and_never_less(support, joint, rfp):
    support(levels=[MARKED])
    joint(marks={"service_levels": {"repair-time": {"target": "free", "attainment": "none"}}})
    looser = rfp(set={"service_levels": {"repair-time": {"target": "6 business days"}}})
    assert [text for _, text in told(looser)] == [
        "service_levels.repair-time: the pack allows `target` to be tightened, and this loosens it"
    ]
    better = rfp(set={"service_levels": {"repair-time": {"attainment": {"at_least": "95%"}}}})
    assert [text for _, text in told(better)] == [
        "service_levels.repair-time: the pack does not allow that `attainment` is changed"
    ]


def test_a_consortium_is_bound_by_the_marks_of_the_pack_below(support, joint, rfp):
    support(levels=[MARKED])
    joint(set={"service_levels": {"repair-time": {"target": "6 business days"}}})
    assert told(rfp()) == [
        (
            "overlay.yaml:5:7",
            (
                "service_levels.repair-time: the pack allows `target` to be tightened, "
                "and this loosens it"
            ),
        )
    ]


def test_what_must_not_be_left_out_is_not(support, joint, rfp):
    support(requirements=[{**REQUIREMENT, "overridable": {"except": "none"}}])
    joint()
    path = rfp(include={"requirements": "all", "service_levels": "all", "except": "RPR-1"})
    assert told(path) == [
        (
            "rfp.yaml:12:11",
            "requirements.RPR-1: the pack does not allow that it is left out",
        )
    ]


def test_what_may_be_left_out_with_a_reason_needs_one(support, joint, rfp):
    support(requirements=[{**REQUIREMENT, "overridable": {"except": "loosen_with_reason"}}])
    joint()
    path = rfp(include={"requirements": "all", "service_levels": "all", "except": "RPR-1"})
    assert [text for _, text in told(path)] == [
        "requirements.RPR-1: it is left out without a reason"
    ]
    digest = base_digest("requirements", REQUIREMENT)[:16]
    reasoned = {"of": "requirements.RPR-1", "except": True, **WHY, "base_digest": digest}
    assert open_rfp(rfp(overrides=[reasoned])).solicitation.requirements == ()
    stale = {**reasoned, "base_digest": "0" * 16}
    assert [text for _, text in told(rfp(overrides=[stale]))] == [
        "requirements.RPR-1: the pack's text is not the one that this override was written against"
    ]


def test_an_override_is_held_against_what_the_packs_below_leave(support, joint, rfp):
    support()
    joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    left = {**LEVEL, "target": "4 business days"}
    current = base_digest("service_levels", left)[:16]
    fields = {"target": "6 business days"}
    assert str(level(rfp(overrides=[override(fields, current)])).target) == "6 business days"
    assert told(rfp(overrides=[override(fields, BASE)])) == [
        (
            "rfp.yaml:27:16",
            (
                "service_levels.repair-time: the pack's text is not the one that this override was "
                "written against"
            ),
        )
    ]


def test_an_override_that_is_written_wrongly_is_told_with_all_that_is_wrong(support, joint, rfp):
    support()
    joint()
    wrong = {"of": "levels.repair-time", "reason": "x", "authority": "y", "base_digest": "12"}
    found = {text for _, text in told(rfp(overrides=[wrong]))}
    assert found == {
        "overrides[1].of: `levels.repair-time` names nothing that a pack has",
        "overrides[1]: `date` is missing",
        "overrides[1].base_digest: `12` is no digest",
    }
