"""What a project is built from is written down, and held against what is there."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.workflows.build import build
from rfpkit.workflows.packs.lock.lock import lock

from .conftest import LEVEL


def messages(rfp, tmp_path):
    with pytest.raises(InputError) as caught:
        build(rfp, tmp_path / "out", formats=["json"], locked=True)
    assert not (tmp_path / "out").exists()
    return [one.message for one in caught.value.diagnostics]


@pytest.fixture
def project(support, joint, rfp):
    support()
    joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    return rfp()


def test_the_lock_names_every_pack_and_every_item(project):
    path, made, _ = lock(project)
    told = json.loads(path.read_text("utf-8"))
    assert [(one["name"], one["version"], one["source"]) for one in told["packs"]] == [
        ("support", "1.0.0", "packs"),
        ("joint", "1.0.0", "packs"),
    ]
    assert list(told["objects"]) == ["requirements.RPR-1", "service_levels.repair-time"]
    assert path.read_text("utf-8") == made.text


def test_a_project_that_is_as_it_was_locked_is_built(project, tmp_path):
    lock(project)
    assert build(project, tmp_path / "out", formats=["json"], locked=True).unlocked == ()


def test_without_a_lock_nothing_is_built_as_locked(project, tmp_path):
    assert messages(project, tmp_path) == ["there is no lock"]


def test_a_pack_in_which_a_word_was_changed_is_not_the_locked_one(project, support, tmp_path):
    lock(project)
    support(levels=[{**LEVEL, "target": "6 business days"}])
    assert messages(project, tmp_path) == [
        "the pack `support` 1.0.0 was changed since it was locked",
    ]
    assert build(project, tmp_path / "out", formats=["json"]).unlocked == (
        "the pack `support` 1.0.0 was changed since it was locked",
    )


def test_an_item_that_says_something_else_is_told(project, joint, tmp_path):
    lock(project)
    joint(set={"service_levels": {"repair-time": {"target": "3 business days"}}})
    assert messages(project, tmp_path) == [
        "`service_levels.repair-time` does not say what it said when it was locked",
        "the pack `joint` 1.0.0 was changed since it was locked",
    ]


def test_what_is_taken_since_is_told(project, rfp, tmp_path):
    lock(project)
    path = rfp(include={"service_levels": "all"})
    assert messages(path, tmp_path) == ["`requirements.RPR-1` is in the lock, and is not taken"]


def test_a_later_version_is_not_taken_before_the_upgrade(project, support, tmp_path):
    lock(project)
    later = {**LEVEL, "target": "2 business days"}
    support(folder="support-1.1.0", version="1.1.0", levels=[later])
    assert build(project, tmp_path / "out", formats=["json"], locked=True).unlocked == ()
    lock(project)
    assert build(project, tmp_path / "out", formats=["json"], locked=True).unlocked == ()


def test_a_lock_that_was_written_by_hand_is_told_with_its_place(project, tmp_path):
    path, _, _ = lock(project)
    path.write_text(path.read_text("utf-8").replace('"sha256": "', '"sha256": "x'), "utf-8")
    with pytest.raises(InputError) as caught:
        build(project, tmp_path / "out", formats=["json"], locked=True)
    first = caught.value.diagnostics[0]
    assert (first.at.file, first.at.line) == (str(path), 9)
    assert first.hint == "write the lock anew with `rfpkit pack lock`"


def test_the_document_prints_the_digest_of_its_lock_and_none_when_it_differs(project, tmp_path):
    path = project
    path.write_text(path.read_text("utf-8").replace("joint >= 1.0", "k12-device-support"), "utf-8")
    path.write_text(path.read_text("utf-8").replace("include:", "left: x\ninclude:"), "utf-8")
    path.write_text(path.read_text("utf-8").split("left: x")[0] + CALENDARS, "utf-8")
    _, made, _ = lock(path)
    build(path, tmp_path, formats=["html"])
    page = (tmp_path / "X-1.html").read_text("utf-8")
    assert f"those of the lock {made.digest[:4]} {made.digest[4:8]}" in page
    assert made.digest in page
    held = tmp_path / "rfpkit.lock"
    held.write_text(held.read_text("utf-8").replace("1.0.0", "0.9.0"), "utf-8")
    with pytest.raises(InputError, match=r"the lock names k12-device-support 0\.9\.0"):
        build(path, tmp_path, formats=["html"])


CALENDARS = """calendars:
- id: hours
  covers: 2026-07-01 to 2027-06-30
  week: {mon-fri: 08:00-16:00}
"""


def test_the_command_says_what_it_locked_and_how_to_upgrade(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(rfpkit, ["pack", "lock", "rfp.yaml"])
    assert done.output == "wrote rfpkit.lock: 2 packs, 2 items\n"
    done = CliRunner().invoke(rfpkit, ["pack", "upgrade", "rfp.yaml"])
    assert done.output.startswith("the packs are the newest that are asked for: support 1.0.0")
    project.with_name("rfpkit.lock").unlink()
    done = CliRunner().invoke(rfpkit, ["build", "rfp.yaml", "--locked"])
    assert isinstance(done.exception, InputError)
