"""Ways around a mark: each is refused, and told what would be allowed."""

from __future__ import annotations

import pytest

from rfpkit.errors import InputError
from rfpkit.packs.library.items import base_digest
from rfpkit.workflows.rfp import open_rfp

from .conftest import LEVEL, REQUIREMENT

BASE = base_digest("service_levels", LEVEL)[:16]
WHY = {"reason": "Our depot is far.", "authority": "Board, item 7", "date": "2026-03-04"}
LAXER = {**LEVEL, "target": "9 business days"}
TAKES = {"requirements": "all", "service_levels": "all"}


def marked(**marks):
    return {"service_levels": {"repair-time": marks}}


def told(path):
    with pytest.raises(InputError) as caught:
        open_rfp(path)
    return [(str(one.at).rpartition("/")[2], one.message) for one in caught.value.diagnostics]


@pytest.mark.parametrize(
    "include",
    [
        pytest.param({**TAKES, "except": ["repair-time"]}, id="excepted"),
        pytest.param({"requirements": "all"}, id="never taken"),
    ],
)
@pytest.mark.parametrize(
    "marks", [{"target": "tighten"}, {"target": "loosen_with_reason"}, {"except": "none"}]
)
def test_a_marked_id_belongs_to_its_pack(include, marks, support, joint, rfp):
    support()
    joint(marks=marked(**marks))
    path = rfp(include=include, service_levels=[LAXER])
    message = "service_levels[repair-time]: the id belongs to an item of support, and its marks "
    message += "say how far it may be changed"
    (at,) = [place for place, text in told(path) if text == message]
    line = path.read_text("utf-8").splitlines()[int(at.split(":")[1]) - 1]
    assert line == "- id: repair-time"


def test_an_id_that_every_pack_leaves_free_may_be_written_anew(support, joint, rfp):
    support()
    joint(marks=marked(target="free"))
    path = rfp(include={"requirements": "all"}, service_levels=[LAXER])
    assert str(open_rfp(path).solicitation.service_levels[0].target) == "9 business days"


def test_the_hint_names_the_ways_that_there_are(support, joint, rfp):
    support()
    joint(marks={"requirements": {"RPR-1": "none"}})
    with pytest.raises(InputError) as caught:
        open_rfp(rfp(include={"service_levels": "all"}, requirements=[REQUIREMENT]))
    (found,) = caught.value.diagnostics
    assert found.hint == (
        "take it with `include`, and change it under `set: {requirements: …}`, or under "
        "`overrides` with a reason; or give yours another id"
    )


def test_a_change_in_two_halves_that_nobody_can_read_alone_is_held_against_the_marks(
    support, joint, rfp
):
    support()
    joint(marks=marked(measure="tighten"))
    ratio = {"kind": "ratio", "at": "closed", "good": {"event": "visit", "at_most": 1}}
    gone = dict.fromkeys(("from", "to", "calendar"))
    # A ratio has no target, so each half alone would be no level.
    path = rfp(
        set={"service_levels": {"repair-time": {"measure": {**gone, **ratio}}}},
        overrides=[
            {"of": "service_levels.repair-time", "set": {"target": None}, **WHY}
            | {"base_digest": BASE}
        ],
    )
    message = "service_levels.repair-time: the pack allows `measure` to be tightened, and this "
    message += "cannot be shown to be tighter"
    assert [text for _, text in told(path)] == [message]


def test_what_a_pack_leaves_unreadable_is_not_shown_to_be_tighter(support, joint, rfp):
    support(levels=[{**LEVEL, "overridable": {"target": "tighten"}}])
    joint(set={"service_levels": {"repair-time": {"target": "soon"}}})
    path = rfp(set={"service_levels": {"repair-time": {"target": "9 business days"}}})
    message = "service_levels.repair-time: the pack allows `target` to be tightened, and this "
    message += "cannot be shown to be tighter"
    assert told(path) == [("rfp.yaml:23:7", message), ("overlay.yaml:5:7", message)]


def test_a_mark_of_a_field_that_there_is_not_binds_nothing_and_is_told(support, joint, rfp):
    support(levels=[{**LEVEL, "overridable": {"targets": "none"}}])
    joint(marks=marked(atainment="tighten", others="free"))
    assert told(rfp()) == [
        ("overlay.yaml:5:7", "marks.service_levels: a level has no field `atainment`"),
        ("levels.yaml:18:5", "overridable: a level has no field `targets`"),
    ]
