"""Where packs came from is remembered, told and locked; an index that went back is refused."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.model.packs.origin import ADDED
from rfpkit.packs.checkout import commit_of
from rfpkit.workflows.build import build
from rfpkit.workflows.check import check
from rfpkit.workflows.packs.consortium.drift import drift
from rfpkit.workflows.packs.lock.lock import lock
from rfpkit.workflows.packs.lock.upgrade import upgrade
from rfpkit.workflows.packs.share.add import add_bundle, add_pack
from rfpkit.workflows.packs.share.bundles import verify_pack
from rfpkit.workflows.packs.share.listing import packs
from rfpkit.workflows.packs.share.vendor import vendor
from tests.packs.conftest import RFP, write
from tests.packs.published import publish, tree

REVOKES = "revokes:\n  - {version: 1.0.0, on: 2026-09-01, reason: A cap ten times too high}\n"
OVER = "layer: consortium\nrequires: [k12-device-support >= 1.0]\n"
TOLD = "joint 1.0.0 was revoked on 2026-09-01: A cap ten times too high"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project's folder, seen from beside it, with a place that publishes packs."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "project"
    rfp = {**RFP, "pack": "joint >= 1.0", "include": {"requirements": ["RPR-101"]}}
    write(folder / "rfp.yaml", rfp)
    publish(tmp_path / "one", [("joint", "1.0.0", OVER)], tmp_path / "work")
    later = [("joint", "1.0.0", OVER), ("joint", "1.1.0", OVER + REVOKES), ("other", "1.0.0", "")]
    publish(tmp_path / "two", later, tmp_path / "again")
    return folder


def record(project):
    return json.loads((project / "packs" / "added.json").read_text("utf-8"))


def messages(run, *given, **more):
    with pytest.raises(InputError) as caught:
        run(*given, **more)
    return [one.message for one in caught.value.diagnostics]


def test_the_record_and_the_lock_say_where_a_pack_came_from(project):
    add_pack("joint", "one", project)
    (added,) = record(project)["packs"]
    assert added["origin"] == {
        "from": "one",
        "file": "joint-1.0.0.rfppack",
        "file_sha256": added["sha256"],
        "signature": "none",
    }
    _, made, _ = lock(project / "rfp.yaml")
    held = {pack.name: pack for pack in made.packs}
    assert held["joint"].origin is not None
    assert held["joint"].origin.place == "one"
    assert held["k12-device-support"].origin is None
    assert (
        build(project / "rfp.yaml", project / "out", formats=["json"], locked=True).unlocked == ()
    )


def test_a_place_in_the_project_is_named_from_there(project, tmp_path):
    shutil.move(tmp_path / "one", project / "published")
    add_bundle(project / "published" / "joint-1.0.0.rfppack", project)
    assert record(project)["packs"][0]["origin"]["from"] == "published"
    assert str(tmp_path) not in (project / "packs" / "added.json").read_text("utf-8")


def test_a_pack_that_was_changed_since_has_no_origin_any_more(project):
    add_pack("joint", "one", project)
    (project / "packs" / "joint-1.0.0" / "note.md").write_text("ours")
    assert packs(project)[0].origin == "changed since it was added"
    _, made, _ = lock(project / "rfp.yaml")
    assert [pack.origin for pack in made.packs] == [None] * len(made.packs)


def test_the_list_and_the_show_tell_it(project):
    add_pack("joint", "one", project)
    vendor(project / "rfp.yaml")
    done = CliRunner().invoke(rfpkit, ["pack", "list", "project"])
    lines = done.output.splitlines()
    assert "    packs/joint-1.0.0, from one; not signed" in lines
    assert "    packs/base-1.0.0, from rfpkit 0.1.0; not signed" in lines
    done = CliRunner().invoke(rfpkit, ["pack", "show", "project/rfp.yaml"])
    told = "joint 1.0.0 (consortium), Fern County Service Agency; from one; not signed"
    assert told in done.output


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_the_commit_of_a_checkout_is_remembered(project, tmp_path):
    who = ["-c", "user.name=x", "-c", "user.email=x@fern.example"]
    git = ["git", "-C", str(tmp_path / "one"), *who]
    for given in (["init", "-q"], ["add", "."], ["commit", "-qm", "packs"]):
        subprocess.run([*git, *given], check=True)
    done = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    commit = done.stdout.strip()
    add_pack("joint", "one", project)
    assert record(project)["packs"][0]["origin"]["commit"] == commit
    assert packs(project)[0].origin == f"from one, commit {commit[:12]}; not signed"
    subprocess.run([*git, "pack-refs", "--all"], check=True)
    subprocess.run([*git, "worktree", "add", "-q", str(tmp_path / "tree")], check=True)
    assert commit_of(tmp_path / "one", project) == commit
    assert commit_of(tmp_path / "tree", project) == commit
    assert commit_of(tmp_path / "one", tmp_path / "one" / "project") is None


@pytest.mark.parametrize(
    "head", ["ref: refs/../../../etc/passwd", "ref: /etc/passwd", "x" * 40, ""]
)
def test_a_head_that_leads_elsewhere_is_no_commit(tmp_path, head):
    (tmp_path / "one" / ".git").mkdir(parents=True)
    (tmp_path / "one" / ".git" / "HEAD").write_text(head)
    assert commit_of(tmp_path / "one", tmp_path / "project") is None


def test_an_index_that_lists_less_than_before_is_refused(project, tmp_path):
    add_pack("joint", "two", project)
    before = tree(project)
    shutil.copy(tmp_path / "one" / "index.json", tmp_path / "two" / "index.json")
    assert messages(add_pack, "joint", "two", project) == [
        "it does not list joint 1.1.0 any more, which was added from there"
    ]
    assert tree(project) == before


def test_an_index_that_lists_another_file_for_a_version_is_refused(project, tmp_path):
    add_pack("joint == 1.0.0", "one", project)
    shutil.rmtree(tmp_path / "one")
    other = OVER + "jurisdictions: [US]\n"
    publish(tmp_path / "one", [("joint", "1.0.0", other)], tmp_path / "elsewhere")
    assert messages(add_pack, "joint", "one", project) == [
        "it lists joint 1.0.0 with another SHA-256 than when it was added from there"
    ]


def test_what_an_index_revokes_is_refused_from_then_on_everywhere(project, tmp_path):
    rfp = project / "rfp.yaml"
    add_pack("joint", "one", project)
    lock(rfp)
    add_pack("other", "two", project)
    assert record(project)["revoked"] == [
        {
            "on": "2026-09-01",
            "reason": "A cap ten times too high",
            "name": "joint",
            "version": "1.0.0",
        }
    ]
    refusals = [
        messages(build, rfp, tmp_path / "out", formats=["json"]),
        messages(build, rfp, tmp_path / "out", formats=["json"], locked=True),
        [one.message for one in check([rfp]).diagnostics],
        messages(lock, rfp),
        messages(upgrade, rfp),
        messages(add_pack, "joint == 1.0.0", "one", project),
    ]
    assert refusals == [[TOLD]] * 6
    (member,) = drift(tmp_path).members
    assert "uses joint 1.0.0, which was revoked on 2026-09-01" in member.notes[0]
    assert packs(project)[0].revoked == "on 2026-09-01: A cap ten times too high"


def test_who_is_locked_to_a_revoked_version_goes_on_by_an_upgrade(project, tmp_path):
    rfp = project / "rfp.yaml"
    add_pack("joint", "one", project)
    lock(rfp)
    add_pack("joint", "two", project)
    with pytest.raises(InputError) as caught:
        build(rfp, tmp_path / "out", formats=["json"], locked=True)
    (told,) = caught.value.diagnostics
    assert (told.message, told.hint) == (TOLD, "go on to 1.1.0 with `rfpkit pack upgrade`")
    assert upgrade(rfp).after[-1] == "joint 1.1.0"
    build(rfp, tmp_path / "out", formats=["json"], locked=True)


def test_a_pack_in_a_project_is_verified_against_its_record_and_its_lock(project):
    add_pack("joint", "one", project)
    folder = project / "packs/joint-1.0.0"
    assert "as it was added from one; not signed" in verify_pack(folder).lines
    assert lock(project / "rfp.yaml")[2] == ()
    assert "as the project's lock has it" in verify_pack(folder).lines
    (folder / "README.md").write_text("Another word.", "utf-8")
    assert messages(verify_pack, folder) == [
        "it was changed since it was added from one; not signed"
    ]
    again = lock(project / "rfp.yaml")[2]
    assert again[-1] == "joint 1.0.0 was changed since it was added from one; not signed"
    (folder / "README.md").write_text("One more.", "utf-8")
    (project / "packs" / ADDED).unlink()
    assert messages(verify_pack, folder) == ["it was changed since the project was locked"]
    lock(project / "rfp.yaml")
    assert verify_pack(folder).lines[1].startswith("nobody wrote down from where it came")
