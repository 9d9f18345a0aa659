"""What members cannot prove for themselves: the joint pack, their templates, words and hours."""

from __future__ import annotations

import copy
import json
import shutil

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.model.packs.drift import State
from rfpkit.workflows.packs.consortium.drift import drift, fails

from .conftest import MANIFEST, RFP, write
from .members import Consortium, level_set
from .test_drift import cell, proof


@pytest.fixture
def consortium(tmp_path):
    return Consortium(tmp_path / "members")


def forge(consortium, member):
    """Writes a later joint pack, with a longer time, that revokes the published one."""
    consortium.publish(consortium.folder / member, "1.2.0")
    pack = consortium.folder / member / "packs/joint-1.2.0"
    write(
        pack / "library/overlay.yaml",
        {"kind": "overlay", "set": level_set(target="9 business days")},
    )
    revoked = "revokes: [{version: 1.1.0, on: 2026-05-01, reason: None.}]\n"
    manifest = pack / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8") + revoked, "utf-8")


def test_one_members_later_version_is_never_the_joint_pack_nor_does_it_revoke_one(consortium):
    consortium.publish()
    for name in ("ash", "birch", "cedar"):
        consortium.member(name)
    forge(consortium, "birch")
    found = drift(consortium.folder)
    assert found.reference == "joint 1.1.0"
    assert [one.notes for one in found.members] == [
        (),
        (
            "ahead: uses joint 1.2.0, compared with 1.1.0",
            "joint 1.2.0 lies with birch only, and is not published",
        ),
        (),
    ]
    assert [proof(found, one.name).proven for one in found.members] == [True, False, True]
    assert cell(found, "birch").state is State.LOOSENED


def test_without_a_published_pack_the_one_that_most_members_hold_is_it(consortium):
    for name in ("ash", "birch", "cedar"):
        consortium.member(name)
    found = drift(consortium.folder)
    assert found.floor
    assert all(one.proven for row in found.floor for one in row.proofs)
    assert "alike with ash, birch and cedar (3)" in found.told[1]
    forge(consortium, "birch")
    assert drift(consortium.folder).reference == "joint 1.1.0"


def test_where_copies_differ_and_none_is_published_nothing_is_proven(consortium):
    for name in ("ash", "birch", "cedar"):
        consortium.member(name)
    write(
        consortium.folder / "ash/packs/joint-1.1.0/library/overlay.yaml",
        {"kind": "overlay", "set": level_set(target="9 business days")},
    )
    found = drift(consortium.folder)
    assert found.told[1].startswith(
        "joint 1.1.0 is not published: alike with birch and cedar (2); another one with ash (1)."
    )
    assert found.floor
    assert not any(one.proven for row in found.floor for one in row.proofs)
    told = "its own copy of joint 1.1.0, which is not the published one, says it so"
    assert cell(found, "ash").why == told


def test_a_version_that_one_member_alone_holds_can_be_named_and_proves_nothing(consortium):
    consortium.publish()
    consortium.member("ash")
    consortium.member("birch")
    forge(consortium, "birch")
    found = drift(consortium.folder, "joint >= 1.2")
    assert found.told[0].startswith("joint 1.2.0 lies with birch only, and is not published")
    assert found.floor
    assert not any(one.proven for row in found.floor for one in row.proofs)


@pytest.mark.parametrize(
    ("manifest", "template", "named"),
    [
        pytest.param(
            {"sections": [{"id": "introduction", "title": "Introduction"}]}, "", "pack.yaml", id="s"
        ),
        pytest.param({}, "sections/service-levels.html.j2", "sections/service-levels", id="t"),
    ],
)
def test_sections_and_templates_of_a_members_own_pack_prove_nothing(
    consortium, manifest, template, named
):
    consortium.publish()
    consortium.member("ash", pack="own")
    own = consortium.folder / "ash/packs/own-1.0.0"
    told = {"name": "own", "layer": "district", "requires": ["joint >= 1.0"]}
    write(own / "pack.yaml", {**MANIFEST, **told, **manifest})
    if template:
        (own / template).parent.mkdir()
        (own / template).write_text("None of these levels binds the Contractor.", "utf-8")
    found = proof(drift(consortium.folder), "ash")
    assert not found.proven
    assert f"the document is set by own 1.0.0 ({named}" in found.why


def test_templates_put_into_a_members_copy_of_the_joint_pack_prove_nothing(consortium):
    consortium.publish()
    consortium.member("ash")
    template = consortium.folder / "ash/packs/joint-1.1.0/sections/service-levels.html.j2"
    template.parent.mkdir()
    template.write_text("Nothing is owed.", "utf-8")
    assert "the document is set by joint 1.1.0" in proof(drift(consortium.folder), "ash").why


CODES = {
    "blank": "N",
    **{
        name: [
            {"id": "Q", "title": "keeps nothing", "meets": True},
            {"id": "N", "title": "no answer", "meets": False},
        ]
        for name in ("requirements", "service_levels")
    },
}
OPEN = [{"rule": "few-tickets", "of": "repair-time", "settled": "Nothing is owed."}]
SLOWER = level_set("acknowledgement", target="9 business hours")
WISH = level_set(title="Repair time (a wish)", rationale="Nothing is owed.")


@pytest.mark.parametrize(
    ("own", "names", "proven"),
    [
        ({}, [], True),
        (
            {"set": WISH},
            ["service_levels.repair-time.title", "service_levels.repair-time.rationale"],
            True,
        ),
        ({"terms": {"more": [{"title": "L", "text": "No level binds."}]}}, ["terms.more"], True),
        ({"response_codes": CODES}, ["response_codes"], True),
        ({"left_open": OPEN}, ["left_open repair-time"], False),
        ({"terms": {"own_words": {"set-off": "Never."}}}, ["terms.own_words.set-off"], False),
    ],
)
def test_free_words_that_touch_the_floor_are_told_with_their_place(consortium, own, names, proven):
    consortium.publish()
    consortium.member("ash", **own)
    found = drift(consortium.folder)
    told = found.members[0].words
    assert [one.name for one in told] == names
    assert all(one.at.startswith(str(consortium.folder / "ash/rfp.yaml:")) for one in told)
    assert proof(found, "ash").proven is proven
    if own == {"set": WISH}:
        why = "inherited, on its own hours (hours), beside words of its own: title, rationale"
        assert proof(found, "ash").why == why


@pytest.mark.parametrize(
    ("week", "proven"),
    [({"mon-fri": "09:00-15:00"}, True), ({"mon": "08:00-08:01"}, False), ({"mon": "0-24"}, False)],
)
def test_hours_far_below_those_of_the_others_prove_no_level_on_them(consortium, week, proven):
    consortium.publish()
    consortium.member("ash")
    calendars = copy.deepcopy(RFP["calendars"])
    calendars[0]["week"] = {day: "00:00-24:00" if at == "0-24" else at for day, at in week.items()}
    consortium.member("birch", calendars=calendars)
    found = drift(consortium.folder)
    assert proof(found, "ash").proven
    assert proof(found, "birch").proven is proven
    assert proof(found, "birch", ("requirements", "RPR-1")).proven


def test_where_no_member_can_be_read_all_that_is_wrong_is_told(consortium):
    consortium.publish()
    consortium.member("ash", title=None)
    consortium.member("birch", id=None)
    found = drift(consortium.folder)
    assert (found.reference, fails(found, None)) == ("joint 1.1.0", True)
    assert all("rfp.yaml" in one.errors[0] for one in found.members)
    shutil.rmtree(consortium.folder / "packs")
    with pytest.raises(InputError) as caught:
        drift(consortium.folder)
    assert [one.at.file.split("/")[-2] for one in caught.value.diagnostics] == ["ash", "birch"]


def test_a_copy_of_the_pack_that_was_changed_is_noticed(consortium):
    consortium.publish()
    consortium.member("ash")
    write(
        consortium.folder / "ash/packs/joint-1.1.0/library/overlay.yaml",
        {"kind": "overlay", "set": level_set(target="9 business days")},
    )
    found = drift(consortium.folder)
    assert found.members[0].notes == ("its copy of joint 1.1.0 is not the published one",)
    assert cell(found, "ash").state is State.LOOSENED
    assert found.drifted


def test_each_form_tells_words_of_a_members_own_and_what_drifted_beside_the_floor(consortium):
    consortium.publish()
    own = {"set": {"service_levels": {**WISH["service_levels"], **SLOWER["service_levels"]}}}
    consortium.member("ash", **own)
    out = consortium.folder.parent / "out"
    done = CliRunner().invoke(rfpkit, ["pack", "drift", str(consortium.folder), "-o", str(out)])
    told = " ".join(done.stderr.split())
    assert "service_levels.repair-time.title: Repair time (a wish)" in told
    assert "ash: loosened: service_levels.acknowledgement: target 4 business hours → 9" in told
    assert "Repair time (a wish)" in (out / "drift.html").read_text("utf-8")
    (member,) = json.loads((out / "drift.json").read_text("utf-8"))["members"]
    assert [one["text"] for one in member["words"]] == ["Repair time (a wish)", "Nothing is owed."]
    words = load_workbook(out / "drift.xlsx")["Words"]
    assert "Repair time (a wish)" in [row[2].value for row in words.iter_rows()]
