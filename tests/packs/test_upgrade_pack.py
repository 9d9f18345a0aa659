"""A pack goes to later versions of those below it as an RFP does."""

from __future__ import annotations

import datetime
import json

import pytest
from click.testing import CliRunner

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.packs.bundle import bundle
from rfpkit.packs.library.items import base_digest
from rfpkit.workflows.packs.lock.of_pack import lock_pack, upgrade_pack
from rfpkit.workflows.packs.proof.check import check_pack
from rfpkit.workflows.packs.proof.proofs import prove
from rfpkit.workflows.rfp import open_rfp

from .conftest import LEVEL, REQUIREMENT
from .published import tree

LATER = {**LEVEL, "target": "4 business days"}
OLD, NEW = (base_digest("service_levels", one)[:16] for one in (LEVEL, LATER))
WHY = {"reason": "The depot is far.", "authority": "Committee, item 7", "date": "2026-03-04"}
WHEN = datetime.date(2026, 3, 4)
NAME = "service_levels.repair-time"


def override(fields, digest=OLD, of=NAME):
    return {"of": of, **fields, **WHY, "base_digest": digest}


def locked(folder):
    held = json.loads((folder / "rfpkit.lock").read_text("utf-8"))
    return [f"{one['name']} {one['version']}" for one in held["packs"]]


@pytest.fixture
def consortium(support, joint):
    """Locks the consortium's pack over `support` 1.0.0, then publishes 1.1.0 of that."""

    def made(level=LATER, requirement=REQUIREMENT, **overlay):
        support()
        home = joint(**overlay)
        lock_pack(home)
        support(folder="support-1.1.0", version="1.1.0", levels=[level], requirements=[requirement])
        return home

    return made


def test_a_pack_is_locked_to_those_below_it(consortium):
    home = consortium(overrides=[override({"set": {"target": "6 business days"}})])
    held = json.loads((home / "rfpkit.lock").read_text("utf-8"))
    assert (held["document"], locked(home)) == ("pack.yaml", ["support 1.0.0"])
    assert held["objects"]["service_levels.repair-time"].startswith(OLD)


def test_the_lock_is_no_part_of_the_bundle(support, joint):
    support()
    home = joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    before = bundle(home)
    lock_pack(home)
    assert bundle(home) == before


def test_what_is_proved_of_a_locked_pack_is_proved_over_the_locked_one(consortium):
    home = consortium(overrides=[override({"set": {"target": "6 business days"}})])
    assert prove(home).failures == ()
    assert check_pack(home, WHEN, ()).label == "joint 1.0.0"


def test_what_the_pack_below_left_alone_goes_along(consortium, rfp):
    home = consortium(overrides=[override({"set": {"attainment": {"at_least": "85%"}}})])
    found = upgrade_pack(home)
    assert found.came == (f"changed by the packs: {NAME}",)
    assert found.carried == (f"{NAME} (attainment.at_least)",)
    assert found.written == ("library/overlay.yaml", "rfpkit.lock")
    assert f'base_digest: "{NEW}"' in (home / "library" / "overlay.yaml").read_text("utf-8")
    assert locked(home) == ["support 1.1.0"]
    (level,) = open_rfp(rfp()).solicitation.service_levels
    assert str(level.target) == "4 business days"


STALE = """STALE service_levels.repair-time ({at})
  your reason: The depot is far. (Committee, item 7)
  target
    old base: 5 business days
    new base: 4 business days
    yours:    6 business days"""


def test_where_both_changed_a_field_nothing_is_written_before_it_is_accepted(consortium, rfp):
    home = consortium(overrides=[override({"set": {"target": "6 business days"}})])
    before = tree(home)
    found = upgrade_pack(home)
    assert "\n".join(found.waiting[0].lines) == STALE.format(
        at=f"{home / 'library' / 'overlay.yaml'}:3:3"
    )
    assert tree(home) == before
    with pytest.raises(InputError, match="does not wait to be accepted"):
        upgrade_pack(home, ["service_levels.other"])
    assert upgrade_pack(home, [NAME]).accepted == (NAME,)
    assert locked(home) == ["support 1.1.0"]
    assert open_rfp(rfp()).solicitation.service_levels[0].id == "repair-time"
    assert upgrade_pack(home).waiting == ()


def test_one_that_is_left_waiting_keeps_back_all_the_others(consortium):
    both = [
        override({"set": {"target": "6 business days"}}),
        override(
            {"except": True},
            base_digest("requirements", REQUIREMENT)[:16],
            "requirements.RPR-1",
        ),
    ]
    home = consortium(requirement={**REQUIREMENT, "verification": "Photos."}, overrides=both)
    before = tree(home)
    found = upgrade_pack(home, [NAME])
    assert [one.name for one in found.waiting] == ["requirements.RPR-1"]
    assert found.waiting[0].fields == (
        ("verification", "The log of collections.", "Photos.", "(left out)"),
    )
    assert tree(home) == before
    assert upgrade_pack(home, [NAME, "requirements.RPR-1"]).waiting == ()
    assert locked(home) == ["support 1.1.0"]


def test_a_plain_change_waits_as_an_override_does(consortium):
    home = consortium(set={"service_levels": {"repair-time": {"target": "3 business days"}}})
    (waiting,) = upgrade_pack(home).waiting
    assert waiting.fields == (("target", "5 business days", "4 business days", "3 business days"),)


def test_a_change_that_the_new_text_does_not_allow_is_told_and_nothing_is_written(consortium):
    marked = {**LEVEL, "overridable": {"target": "none"}}
    home = consortium(level=marked, overrides=[override({"set": {"target": "6 business days"}})])
    before = tree(home)
    with pytest.raises(InputError, match="the pack does not allow that `target` is changed"):
        upgrade_pack(home)
    assert tree(home) == before


def test_a_change_of_something_that_is_gone_is_told_and_nothing_is_written(consortium):
    home = consortium(
        level={**LEVEL, "id": "repair-days"},
        overrides=[override({"set": {"target": "6 business days"}})],
    )
    before = tree(home)
    with pytest.raises(InputError, match="no pack below has `repair-time`"):
        upgrade_pack(home)
    assert tree(home) == before


def test_a_pack_with_a_stale_override_cannot_be_locked_as_if_it_were_proved(support, joint):
    support(levels=[LATER])
    home = joint(overrides=[override({"set": {"target": "6 business days"}})])
    with pytest.raises(InputError, match="not the one that this override was written against"):
        lock_pack(home)
    assert not (home / "rfpkit.lock").exists()


def test_the_commands_take_the_folder_of_a_pack(consortium, monkeypatch):
    home = consortium(overrides=[override({"set": {"target": "6 business days"}})])
    monkeypatch.chdir(home.parent)
    done = CliRunner().invoke(rfpkit, ["pack", "upgrade", "joint"])
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == (
        f"nothing is written: change yours, or accept it over the new text: --accept {NAME}"
    )
    done = CliRunner().invoke(rfpkit, ["pack", "upgrade", "joint", "--accept", NAME])
    assert done.output.splitlines()[-2:] == ["wrote library/overlay.yaml", "wrote rfpkit.lock"]
    done = CliRunner().invoke(rfpkit, ["pack", "lock", "joint"])
    assert done.output == "wrote joint/rfpkit.lock: 1 pack, 2 items\n"
    (home / "rfpkit.lock").unlink()
    done = CliRunner().invoke(rfpkit, ["pack", "upgrade", "joint"])
    assert isinstance(done.exception, InputError)
    assert "which text the pack was written against" in str(done.exception)
