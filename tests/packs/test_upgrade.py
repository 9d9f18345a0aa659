"""Going to later packs: what goes along, what waits for a decision, and what is written when."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction

import pytest

from rfpkit.errors import InputError
from rfpkit.packs.library.items import base_digest
from rfpkit.workflows.packs.lock.lock import lock
from rfpkit.workflows.packs.lock.upgrade import upgrade
from rfpkit.workflows.rfp import open_rfp

from .conftest import LEVEL, REQUIREMENT

LATER = {**LEVEL, "target": "4 business days"}
OLD, NEW = (base_digest("service_levels", one)[:16] for one in (LEVEL, LATER))
WHY = {"reason": "Our depot is far.", "authority": "Board, item 7", "date": "2026-03-04"}


def override(fields, digest=OLD):
    return {"of": "service_levels.repair-time", "set": fields, **WHY, "base_digest": digest}


def versions(folder):
    held = json.loads((folder / "rfpkit.lock").read_text("utf-8"))
    return [f"{one['name']} {one['version']}" for one in held["packs"]]


@pytest.fixture
def publish(support, joint, rfp):
    """Locks an RFP against 1.0.0, then publishes 1.1.0 with other items."""

    def published(levels=(LATER,), requirements=(REQUIREMENT,), **changes):
        support()
        joint()
        path = rfp(**changes)
        lock(path)
        support(
            folder="support-1.1.0",
            version="1.1.0",
            levels=list(levels),
            requirements=list(requirements),
        )
        return path

    return published


def test_a_member_that_changed_nothing_gets_the_new_base(publish, tmp_path):
    path = publish(requirements=[REQUIREMENT, {**REQUIREMENT, "id": "RPR-2"}])
    text = path.read_bytes()
    found = upgrade(path)
    assert found.came == (
        "changed by the packs: service_levels.repair-time",
        "new: requirements.RPR-2",
    )
    assert path.read_bytes() == text
    assert versions(tmp_path) == ["support 1.1.0", "joint 1.0.0"]
    (level,) = open_rfp(path).solicitation.service_levels
    assert str(level.target) == "4 business days"


def test_an_override_goes_along_where_the_pack_changed_another_field(publish):
    path = publish(overrides=[override({"attainment": {"at_least": "85%"}})])
    found = upgrade(path)
    assert found.waiting == ()
    assert found.carried == ("service_levels.repair-time (attainment.at_least)",)
    assert f'base_digest: "{NEW}"' in path.read_text("utf-8")
    (level,) = open_rfp(path).solicitation.service_levels
    assert (str(level.target), level.attainment.at_least) == ("4 business days", Fraction(85, 100))


STALE = """STALE service_levels.repair-time ({at})
  your reason: Our depot is far. (Board, item 7)
  target
    old base: 5 business days
    new base: 4 business days
    yours:    6 business days"""


def test_where_both_changed_a_field_nothing_is_written_before_it_is_accepted(publish, tmp_path):
    path = publish(overrides=[override({"target": "6 business days"})])
    before = {one.name: one.read_bytes() for one in (path, tmp_path / "rfpkit.lock")}
    found = upgrade(path)
    assert "\n".join(found.waiting[0].lines) == STALE.format(at=f"{path}:21:3")
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert list(found.lines)[-1] == (
        "nothing is written: change yours, or accept it over the new text: "
        "--accept service_levels.repair-time"
    )
    with pytest.raises(InputError, match="does not wait to be accepted"):
        upgrade(path, ["service_levels.other"])
    accepted = upgrade(path, ["service_levels.repair-time"])
    assert accepted.accepted == ("service_levels.repair-time",)
    assert versions(tmp_path) == ["support 1.1.0", "joint 1.0.0"]
    (level,) = open_rfp(path).solicitation.service_levels
    assert str(level.target) == "6 business days"


def test_who_writes_the_new_digest_has_accepted_the_new_text(publish, tmp_path):
    path = publish(overrides=[override({"target": "6 business days"})])
    path.write_text(path.read_text("utf-8").replace(OLD, NEW), "utf-8")
    assert upgrade(path).waiting == ()
    assert versions(tmp_path) == ["support 1.1.0", "joint 1.0.0"]


def test_a_plain_change_waits_as_an_override_does(publish):
    path = publish(set={"service_levels": {"repair-time": {"target": "3 business days"}}})
    (waiting,) = upgrade(path).waiting
    assert waiting.fields == (("target", "5 business days", "4 business days", "3 business days"),)


def test_an_override_that_was_written_against_neither_text_waits(publish):
    path = publish(overrides=[override({"attainment": {"at_least": "85%"}})])
    path.write_text(path.read_text("utf-8").replace(OLD, "0" * 16), "utf-8")
    (waiting,) = upgrade(path).waiting
    assert [row[0] for row in waiting.fields] == ["attainment"]


def test_a_change_of_something_that_is_gone_is_told_and_nothing_is_written(publish, tmp_path):
    path = publish(
        levels=[{**LEVEL, "id": "repair-days"}],
        set={"service_levels": {"repair-time": {"target": "3 business days"}}},
    )
    with pytest.raises(InputError, match="there is no `repair-time` in `service_levels`"):
        upgrade(path)
    assert versions(tmp_path) == ["support 1.0.0", "joint 1.0.0"]


def test_a_project_without_a_lock_is_told_how_to_get_one(support, joint, rfp):
    support()
    joint()
    with pytest.raises(InputError, match="there is no lock"):
        upgrade(rfp())


def test_an_upgrade_to_what_is_there_says_so(support, joint, rfp):
    support()
    joint()
    path = rfp()
    lock(path)
    assert list(upgrade(path).lines) == [
        "the packs are the newest that are asked for: support 1.0.0, joint 1.0.0"
    ]


def test_what_is_left_out_with_a_reason_is_read_again_when_its_text_changed(publish, tmp_path):
    later = {**REQUIREMENT, "verification": "Photos of each box."}
    digests = [base_digest("requirements", one)[:16] for one in (REQUIREMENT, later)]
    left = {"of": "requirements.RPR-1", "except": True, **WHY, "base_digest": digests[0]}
    path = publish(requirements=[later], overrides=[left])
    (waiting,) = upgrade(path).waiting
    assert waiting.fields == (
        ("verification", "The log of collections.", "Photos of each box.", "(left out)"),
    )
    assert versions(tmp_path) == ["support 1.0.0", "joint 1.0.0"]
    found = upgrade(path, ["requirements.RPR-1"])
    assert found.written == ("rfp.yaml", "rfpkit.lock")
    assert f'base_digest: "{digests[1]}"' in path.read_text("utf-8")
    assert versions(tmp_path) == ["support 1.1.0", "joint 1.0.0"]
    assert open_rfp(path).solicitation.requirements == ()


def test_the_lines_of_a_file_end_as_they_did(publish):
    path = publish(overrides=[override({"attainment": {"at_least": "85%"}})])
    before = path.read_text("utf-8").replace("\n", "\r\n").encode()
    path.write_bytes(before)
    upgrade(path)
    assert path.read_bytes() == before.replace(OLD.encode(), f'"{NEW}"'.encode())


def test_where_both_made_the_same_change_nothing_waits(publish, tmp_path):
    path = publish(overrides=[override({"target": "4 business days"})])
    found = upgrade(path)
    assert not found.waiting
    assert NEW in path.read_text("utf-8")
    assert versions(tmp_path) == ["support 1.1.0", "joint 1.0.0"]


@pytest.mark.parametrize("fields", [{"target": "6 business days"}, {"title": "Turnaround"}])
def test_where_the_old_version_is_gone_what_is_left_is_shown_and_accepted(
    publish, tmp_path, fields
):
    path = publish(overrides=[override(fields)])
    shutil.rmtree(tmp_path / "packs/support")
    with pytest.raises(InputError, match="go on to what is asked for with `rfpkit pack upgrade`"):
        open_rfp(path)
    found = upgrade(path)
    assert found.gone == ("support 1.0.0",)
    assert "shown in two ways" in "\n".join(found.lines)
    assert [one.name for one in found.waiting] == ["service_levels.repair-time"]
    assert found.written == ()
    assert upgrade(path, ["service_levels.repair-time"]).written
    assert versions(tmp_path) == ["support 1.1.0", "joint 1.0.0"]
    assert not upgrade(path).waiting


def test_where_the_old_version_is_gone_and_nothing_was_changed_nothing_waits(publish, tmp_path):
    path = publish(set={"requirements": {"RPR-1": {"text": "The Contractor must drive."}}})
    shutil.rmtree(tmp_path / "packs/support")
    assert upgrade(path).came == ("changed by the packs: service_levels.repair-time",)


def test_a_line_that_excludes_the_locked_version_leaves_the_old_text_to_be_shown(publish):
    path = publish(overrides=[override({"target": "6 business days"})])
    joint = path.parent / "packs/joint/pack.yaml"
    joint.write_text(joint.read_text("utf-8").replace("support >= 1.0", "support >= 1.1"), "utf-8")
    (waiting,) = upgrade(path).waiting
    assert waiting.fields[0][1:3] == ("5 business days", "4 business days")
