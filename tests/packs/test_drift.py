"""How far members are from their joint contract."""

from __future__ import annotations

import json

import pytest

from rfpkit.errors import InputError
from rfpkit.model.packs.drift import State
from rfpkit.workflows.packs.consortium.drift import as_json, drift
from tests.conftest import ROOT

from .conftest import MANIFEST, REQUIREMENT, write
from .members import ALL, CUSTODY, FLOOR, OLD, WHY, Consortium, level_set, override

REPAIR = ("service_levels", "repair-time")


@pytest.fixture
def consortium(tmp_path):
    made = Consortium(tmp_path / "members")
    made.publish()
    return made


def cell(found, member, key=REPAIR):
    place = [one.name for one in found.members].index(member)
    (row,) = [row for row in found.rows if (row.list, row.id) == key]
    return row.cells[place]


def proof(found, member, key=REPAIR):
    place = [one.name for one in found.members].index(member)
    (row,) = [row for row in found.floor if (row.list, row.id) == key]
    return row.proofs[place]


def states(consortium, **changes):
    """The state of the repair time in an RFP, and of what it is against the newest text."""
    consortium.member("ash", **changes)
    found = cell(drift(consortium.folder), "ash")
    return found.state, found.against


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        pytest.param({}, State.INHERITED, id="nothing"),
        pytest.param({"set": level_set(title="Turnaround")}, State.INHERITED, id="a name"),
        pytest.param({"set": level_set(target="3 business days")}, State.TIGHTENED, id="shorter"),
        pytest.param({"set": level_set(target="5 business days")}, State.LOOSENED, id="longer"),
        pytest.param({"set": level_set(target="2 calendar days")}, State.REPLACED, id="other days"),
        pytest.param({"overrides": override(target="5 business days")}, State.LOOSENED, id="why"),
    ],
)
def test_an_item_is_what_its_terms_are_against_the_pack(changes, state, consortium):
    assert states(consortium, **changes) == (state, state)


def test_a_clause_that_counsel_has_confirmed_asks_what_it_asked(consortium):
    checked = {"verified_on": "2026-01-15", "source": "Counsel's memorandum"}
    consortium.member("ash", set={"required_clauses": {"records": checked}})
    found = cell(drift(consortium.folder), "ash", ("required_clauses", "records"))
    assert found.state is State.INHERITED
    assert [one.field for one in found.changes] == ["verified_on", "source"]


def test_a_change_is_told_with_its_words_its_reason_and_its_place(consortium):
    path = consortium.member("ash", overrides=override(target="5 business days"))
    found = cell(drift(consortium.folder), "ash")
    (change,) = found.changes
    assert (change.field, change.reference, change.member) == (
        "target",
        "4 business days",
        "5 business days",
    )
    lines = path.read_text("utf-8").splitlines()
    file, line, column = change.at.rsplit(":", 2)
    assert file == str(path)
    assert lines[int(line) - 1][int(column) - 1 :] == "5 business days"
    (decision,) = found.decisions
    assert (decision.reason, decision.authority, decision.date) == tuple(WHY.values())
    assert lines[int(decision.at.split(":")[-2]) - 1].startswith("- of: service_levels.repair-time")


def test_an_override_that_was_written_against_another_text_is_stale(consortium):
    changes = {"overrides": override(OLD, target="3 business days")}
    assert states(consortium, **changes) == (State.STALE, State.TIGHTENED)


def test_one_members_stale_override_marks_no_other_member(consortium):
    consortium.member("ash", overrides=override(OLD, target="3 business days"))
    consortium.member("birch", overrides=override(target="3 business days"))
    found = drift(consortium.folder)
    assert cell(found, "ash").state is State.STALE
    assert cell(found, "birch").state is State.TIGHTENED


def test_a_member_on_an_earlier_version_is_behind_and_held_against_the_newest(consortium):
    consortium.member("ash", "1.0.0")
    found = drift(consortium.folder)
    assert found.reference == "joint 1.1.0"
    assert found.members[0].pack == "joint 1.0.0"
    assert found.members[0].notes == ("behind: uses joint 1.0.0, the newest is 1.1.0",)
    assert cell(found, "ash").state is State.LOOSENED
    assert cell(found, "ash").changes[0].at.startswith("support/library/a.yaml:")
    assert not proof(found, "ash").proven


def test_a_plain_change_over_an_earlier_text_is_stale(consortium):
    consortium.member("ash", "1.0.0", set=level_set(attainment={"at_least": "95%"}))
    consortium.member("birch", "1.0.0", set=level_set("acknowledgement", target="3 business hours"))
    found = drift(consortium.folder)
    assert cell(found, "ash").state is State.STALE
    assert cell(found, "ash").words == "stale, loosened"
    # The text of this one is the same in both versions.
    birch = cell(found, "birch", ("service_levels", "acknowledgement"))
    assert birch.state is State.TIGHTENED


def test_what_is_excepted_is_removed_and_told_with_its_place(consortium):
    path = consortium.member("ash", include={**ALL, "except": ["records", "RPR-2"]})
    found = cell(drift(consortium.folder), "ash", ("requirements", "RPR-2"))
    assert found.state is State.REMOVED
    assert found.why == "the RFP excepts it without a reason"
    line = int(found.at.rsplit(":", 2)[1])
    assert path.read_text("utf-8").splitlines()[line - 1].strip() == "- RPR-2"


def test_what_is_left_out_with_a_reason_tells_it(consortium):
    told = {"of": "service_levels.repair-time", "except": True, **WHY, "base_digest": OLD}
    consortium.member("ash", "1.0.0", overrides=[told])
    found = drift(consortium.folder)
    assert cell(found, "ash").state is State.REMOVED
    assert cell(found, "ash").decisions[0].reason == WHY["reason"]
    why = "the RFP leaves it out, and decided so over another text of the pack"
    assert proof(found, "ash").why == f"removed: {why}"


def test_what_nobody_expects_is_not_taken(consortium):
    consortium.member("ash", include={"requirements": ["RPR-1"], "service_levels": ["repair-time"]})
    consortium.member("birch")
    found = drift(consortium.folder)
    assert cell(found, "ash", ("requirements", "RPR-2")).state is State.NOT_TAKEN


def test_what_the_floor_or_the_starting_point_of_others_takes_is_missed(consortium):
    consortium.member("ash", include={"service_levels": ["times"]})
    consortium.member("birch", include={"starting_point": "small"})
    found = drift(consortium.folder)
    assert cell(found, "ash", ("requirements", "RPR-1")).state is State.REMOVED
    assert cell(found, "ash", ("requirements", "RPR-2")).state is State.REMOVED
    assert proof(found, "ash", ("requirements", "RPR-1")).why == (
        "removed: the RFP does not name it under `include`"
    )


def test_what_an_earlier_version_does_not_have_is_not_taken_and_not_proven(consortium):
    extra = {"kind": "requirements", "id": "new", "group": "New"}
    third = {**REQUIREMENT, "id": "RPR-3"}
    consortium.publish(
        floor={**FLOOR, "requirements": "all"},
        **{"joint-1.1.0/library/new.yaml": {**extra, "requirements": [third]}},
    )
    consortium.member("ash", "1.0.0")
    found = drift(consortium.folder)
    key = ("requirements", "RPR-3")
    assert cell(found, "ash", key).state is State.NOT_TAKEN
    assert proof(found, "ash", key).why == "not taken: joint 1.0.0 does not have it"


def test_an_id_of_the_member_alone_is_local(consortium):
    consortium.member("ash", requirements=[{**REQUIREMENT, "id": "OWN-1"}])
    consortium.member("birch")
    found = drift(consortium.folder)
    assert cell(found, "ash", ("requirements", "OWN-1")).state is State.LOCAL
    assert cell(found, "birch", ("requirements", "OWN-1")) is None


def test_a_copy_under_the_packs_id_is_replaced_even_where_it_says_the_same(consortium):
    consortium.member("ash", include={**ALL, "requirements": ["RPR-2"]}, requirements=[REQUIREMENT])
    found = drift(consortium.folder)
    key = ("requirements", "RPR-1")
    assert cell(found, "ash", key).state is State.REPLACED
    assert not proof(found, "ash", key).proven


def test_another_meaning_of_a_pause_is_not_proven(consortium):
    parts = {"id": "parts", "definition": "The maker has no part."}
    paused = {"measure": {"pause": ["parts"]}}
    more = {
        "joint-1.1.0/library/d.yaml": {"kind": "defaults", "pauses": [parts]},
        "joint-1.1.0/library/overlay.yaml": {"kind": "overlay", "set": level_set(**paused)},
    }
    consortium.publish(**more)
    for name in ("ash", "birch"):
        consortium.member(name)
        consortium.publish(consortium.folder / name, **more)
    path = consortium.folder / "ash" / "rfp.yaml"
    mine = "pauses:\n- {id: parts, definition: The bench is busy.}\n"
    path.write_text(path.read_text("utf-8") + mine, "utf-8")
    found = drift(consortium.folder)
    assert proof(found, "birch").proven
    assert proof(found, "ash").why == "cannot be shown, as it is replaced"
    (change,) = cell(found, "ash").changes
    assert (change.field, change.member) == ("pauses.parts.definition", "The bench is busy.")


def test_a_member_that_cannot_be_read_is_told_and_never_proven(consortium):
    consortium.member("ash", title=None)
    consortium.member("birch")
    found = drift(consortium.folder)
    assert found.unreadable
    assert found.members[0].errors[0].startswith(f"{consortium.folder}/ash/rfp.yaml:3:1: title")
    assert cell(found, "ash") is None
    assert proof(found, "ash").why == "cannot be shown: the RFP cannot be read"


def test_a_folder_without_an_rfp_is_named(consortium):
    consortium.member("ash")
    (consortium.folder / "minutes").mkdir()
    assert drift(consortium.folder).skipped == ("minutes",)


def test_a_member_that_does_not_use_the_pack_is_told(consortium):
    consortium.member("ash")
    consortium.member("birch")
    consortium.member("cedar", pack="support >= 1.0")
    found = drift(consortium.folder)
    assert found.members[2].notes == ("does not use joint",)
    assert found.members[2].pack == ""
    # It takes the level as the pack below says it, which is longer.
    assert cell(found, "cedar").against is State.LOOSENED


def test_which_of_two_joint_packs_is_meant_is_not_guessed(consortium):
    consortium.member("ash")
    consortium.member("birch", pack="other")
    manifest = {**MANIFEST, "name": "other", "layer": "consortium", "requires": ["support"]}
    write(consortium.folder / "birch/packs/other/pack.yaml", manifest)
    with pytest.raises(InputError, match="the members use several joint packs: joint, other"):
        drift(consortium.folder)
    assert drift(consortium.folder, "joint").reference == "joint 1.1.0"


def test_a_members_own_later_copy_of_the_pack_below_changes_nothing_for_the_others(consortium):
    home = consortium.member("ash").parent / "packs/support"
    manifest = (home / "pack.yaml").read_text("utf-8")
    (home / "pack.yaml").write_text(manifest.replace("1.0.0", "9.0.0"), "utf-8")
    text = (home / "library/a.yaml").read_text("utf-8")
    (home / "library/a.yaml").write_text(text.replace("4 business h", "9 business h"), "utf-8")
    consortium.member("birch")
    found = drift(consortium.folder)
    key = ("service_levels", "acknowledgement")
    assert cell(found, "birch", key).state is State.INHERITED
    assert cell(found, "ash", key).state is State.LOOSENED
    assert found.members[0].notes == (
        "ahead: uses support 9.0.0, compared with 1.0.0",
        "support 9.0.0 lies with ash only, and is not published",
    )


def test_a_version_that_was_revoked_is_told(consortium):
    path = consortium.folder / "packs/joint-1.1.0/pack.yaml"
    revoked = "revokes: [{version: 1.0.0, on: 2026-05-01, reason: A wrong target.}]\n"
    path.write_text(path.read_text("utf-8") + revoked, "utf-8")
    consortium.member("ash", "1.0.0")
    notes = drift(consortium.folder).members[0].notes
    assert "uses joint 1.0.0, which was revoked on 2026-05-01: A wrong target." in notes


def test_an_rfp_that_writes_everything_itself_takes_nothing(consortium):
    path = consortium.member("ash", requirements=[{**REQUIREMENT, "id": "OWN-1"}])
    consortium.member("birch")
    lines = path.read_text("utf-8").split("include:")
    path.write_text(lines[0] + lines[1][lines[1].index("calendars:") :], "utf-8")
    found = drift(consortium.folder)
    assert found.members[0].notes == (
        "takes nothing from its packs, so no mark of theirs binds it",
    )
    assert cell(found, "ash", ("requirements", "RPR-1")).state is State.REMOVED
    assert cell(found, "ash", ("requirements", "OWN-1")).state is State.LOCAL
    assert not proof(found, "ash").proven


def test_what_a_starting_point_leaves_out_is_not_laid_at_the_rfps_door(consortium):
    start = {"kind": "starting-point", "id": "tiny", "title": "Tiny", **ALL, "except": ["RPR-2"]}
    more = {"support/library/t.yaml": start}
    consortium.publish(**more)
    consortium.member("ash", include={"starting_point": "tiny"})
    consortium.publish(consortium.folder / "ash", **more)
    found = cell(drift(consortium.folder), "ash", ("requirements", "RPR-2"))
    assert (found.state, found.why) == (State.NOT_TAKEN, "its starting point leaves it out")


def test_another_version_can_be_asked_for(consortium):
    consortium.publish(version="1.0.0")
    consortium.member("ash", "1.0.0")
    found = drift(consortium.folder, "joint == 1.0.0")
    assert found.reference == "joint 1.0.0"
    assert not found.drifted


def test_a_pack_without_a_floor_proves_nothing(tmp_path):
    made = Consortium(tmp_path / "members")
    made.publish(floor=None)
    made.member("ash")
    found = drift(made.folder)
    assert found.floor is None
    assert not found.below_the_floor


def test_a_floor_that_names_what_the_pack_does_not_have_is_refused(consortium):
    consortium.publish(floor={**FLOOR, "service_levels": ["repair-tim"]})
    consortium.member("ash")
    with pytest.raises(InputError) as caught:
        drift(consortium.folder)
    assert str(caught.value).startswith("joint/library/floor.yaml:3:3: the pack has no service")


def test_the_json_has_every_cell_and_the_counts(consortium):
    consortium.member("ash", requirements=[{**CUSTODY, "id": "OWN-1"}])
    told = json.loads(as_json(drift(consortium.folder)))
    assert told["members"][0]["counts"] == {
        **dict.fromkeys(map(str, State), 0),
        "inherited": 5,
        "local": 1,
    }
    assert told["members"][0]["floor_proven"] == 2
    assert len(told["rows"]) == 6


def test_the_examples_members_are_as_the_how_to_tells():
    found = drift(ROOT / "examples" / "members")
    key = ("service_levels", "repair-turnaround")
    told = {one.name: cell(found, one.name, key).words for one in found.members}
    assert told == {"harbor": "tightened", "mesa": "stale, loosened", "tundra": "loosened"}
    assert [found.counts(place)[State.REMOVED] for place in range(3)] == [0, 0, 2]
    assert [proof(found, one.name, key).proven for one in found.members] == [True, False, False]
