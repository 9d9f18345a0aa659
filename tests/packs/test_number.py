"""Bundling: a number that says less than what changed is refused, and a changelog is begun."""

from __future__ import annotations

import pytest

from rfpkit.errors import InputError
from rfpkit.workflows.packs.share.bundles import bundle_pack

from .conftest import LEVEL

LOOSER = {**LEVEL, "target": "6 business days"}
TIGHTER = {**LEVEL, "target": "4 business days"}


def refused(folder, output, since=None):
    with pytest.raises(InputError) as caught:
        bundle_pack(folder, output, since)
    (one,) = caught.value.diagnostics
    return (one.at.file.rpartition("/")[2], one.at.line, one.at.column), one.message, one.hint


def test_a_looser_level_needs_a_major_number(support, tmp_path):
    out = tmp_path / "out"
    bundle_pack(support(), out)
    at, message, hint = refused(support(version="1.1.0", levels=[LOOSER]), out)
    assert at == ("pack.yaml", 2, 10)
    assert message == "version: 1.1.0 says less than what changed since 1.0.0, which is major"
    assert hint == "write 2.0.0 or later: service_levels.repair-time is loosened"
    assert (
        bundle_pack(support(version="2.0.0", levels=[LOOSER]), out).name == "support-2.0.0.rfppack"
    )


def test_a_tighter_level_needs_a_minor_number(support, tmp_path):
    bundle_pack(support(), tmp_path)
    assert refused(support(version="1.0.1", levels=[TIGHTER]), tmp_path)[2].startswith(
        "write 1.1.0"
    )
    assert bundle_pack(support(version="1.1.0", levels=[TIGHTER]), tmp_path).is_file()


def test_a_version_is_bundled_once_with_the_same_bytes_only(support, tmp_path):
    first = bundle_pack(support(), tmp_path)
    raw = first.read_bytes()
    assert bundle_pack(support(), tmp_path).read_bytes() == raw
    _, message, hint = refused(support(levels=[TIGHTER]), tmp_path)
    assert "support 1.0.0 was bundled before, with other bytes" in message
    assert hint == "write 1.1.0; the change is minor: service_levels.repair-time is tightened"
    assert first.read_bytes() == raw


def test_the_version_before_may_be_a_folder_that_is_named(support, tmp_path):
    old = support(folder="old")
    new = support(folder="new", version="1.0.1", levels=[LOOSER])
    assert refused(new, tmp_path / "out", old)[2].startswith("write 2.0.0 or later")


def test_the_highest_earlier_bundle_is_the_version_before(support, tmp_path):
    bundle_pack(support(), tmp_path)
    bundle_pack(support(version="1.1.0", levels=[TIGHTER]), tmp_path)
    # Over 1.0.0 it is tighter, and over 1.1.0 it is looser.
    almost = {**LEVEL, "target": "30 business hours"}
    at_once = {**TIGHTER, "attainment": {"at_least": "85%", "per": "month"}}
    assert refused(support(version="1.2.0", levels=[at_once]), tmp_path)[2].startswith(
        "write 2.0.0"
    )
    assert refused(support(version="1.2.0", levels=[almost]), tmp_path)[2].startswith("write 2.0.0")


def test_the_changelog_gets_the_bones_of_an_entry_once(support, tmp_path):
    home = support()
    said: list[str] = []
    bundle_pack(home, tmp_path / "out", step=said.append)
    assert said == [
        f"wrote the bones of an entry for 1.0.0 to {home}/CHANGELOG.md, for you to complete"
    ]
    support(version="1.1.0", levels=[TIGHTER])
    bundle_pack(home, tmp_path / "out", step=said.append)
    bundle_pack(home, tmp_path / "out", step=said.append)
    text = (home / "CHANGELOG.md").read_text("utf-8")
    assert len(said) == 2
    assert text.index("## 1.1.0") < text.index("tightened") < text.index("## 1.0.0")


def test_an_entry_that_a_person_wrote_is_left_alone(support, tmp_path):
    home = support()
    (home / "CHANGELOG.md").write_text("# Changes\n\n## [1.0.0] - 2026-05-01\n\nOurs.\n", "utf-8")
    bundle_pack(home, tmp_path / "out")
    assert (home / "CHANGELOG.md").read_text("utf-8").endswith("2026-05-01\n\nOurs.\n")


def test_nothing_is_written_for_a_pack_that_is_refused(support, tmp_path):
    home = support()
    (home / "run.py").write_text("pass")
    with pytest.raises(InputError):
        bundle_pack(home, tmp_path / "out")
    assert not (home / "CHANGELOG.md").exists()
    assert not (tmp_path / "out").exists()
