"""What holds for every pack: its files may be read in any order, and a bundle loses nothing."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.packs.bundle import bundle, unbundle
from rfpkit.workflows.packs.lock.lock import lock
from rfpkit.workflows.packs.lock.upgrade import upgrade
from rfpkit.workflows.rfp import open_rfp

from .conftest import LEVEL, MANIFEST, REQUIREMENT, RFP, write

LEVELS = st.fixed_dictionaries(
    {
        "target": st.integers(1, 9).map(lambda days: f"{days + 1} business days"),
        "attainment": st.integers(50, 100).map(lambda n: {"at_least": f"{n}%", "per": "month"}),
        "title": st.sampled_from(["Repair time", "Turnaround"]),
    }
).map(lambda changes: {**LEVEL, **changes})
ASKED = st.sets(st.integers(1, 6), min_size=1).map(
    lambda numbers: [{**REQUIREMENT, "id": f"RPR-{number}"} for number in sorted(numbers)]
)


def pack(home: Path, version: str, level: dict[str, Any], asked: list[dict[str, Any]]) -> None:
    """A pack of one level and some requirements."""
    write(home / "pack.yaml", {**MANIFEST, "name": "support", "version": version})
    levels = {"kind": "service-levels", "id": "repair-levels", "title": "Repair"}
    write(home / "library" / "levels.yaml", {**levels, "service_levels": [level]})
    told = {"kind": "requirements", "id": "repair", "group": "Repair"}
    write(home / "library" / "repair.yaml", {**told, "requirements": asked})


@given(old=LEVELS, new=LEVELS, asked=ASKED, later=ASKED)
@settings(max_examples=15, deadline=None)
def test_a_member_that_changed_nothing_has_the_new_base_after_the_upgrade(old, new, asked, later):
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        pack(home / "packs" / "support-1.0.0", "1.0.0", old, asked)
        path = write(home / "rfp.yaml", {**RFP, "pack": "support >= 1.0"})
        lock(path)
        pack(home / "packs" / "support-2.0.0", "2.0.0", new, later)
        assert open_rfp(path).solicitation.service_levels[0].title == old["title"]
        assert upgrade(path).waiting == ()
        upgraded = open_rfp(path).solicitation
        (home / "rfpkit.lock").unlink()
        assert upgraded == open_rfp(path).solicitation
        assert [one.id for one in upgraded.requirements] == [one["id"] for one in later]


@given(
    names=st.permutations(["a", "b", "c"]),
    target=st.integers(1, 9),
    share=st.integers(50, 100),
)
@settings(max_examples=20, deadline=None)
def test_the_files_of_an_overlay_may_have_any_names(names, target, share):
    parts: list[dict[str, Any]] = [
        {"set": {"service_levels": {"repair-time": {"target": f"{target + 1} business days"}}}},
        {"set": {"service_levels": {"repair-time": {"attainment": {"at_least": f"{share}%"}}}}},
        {"except": ["RPR-2"]},
    ]
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        asked = [{**REQUIREMENT, "id": f"RPR-{number}"} for number in (1, 2, 3)]
        pack(home / "packs" / "support", "1.0.0", LEVEL, asked)
        own = {"name": "joint", "layer": "consortium", "requires": ["support"]}
        write(home / "packs" / "joint" / "pack.yaml", {**MANIFEST, **own})
        for file, part in zip(names, parts, strict=True):
            library = home / "packs" / "joint" / "library"
            write(library / f"{file}.yaml", {"kind": "overlay", **part})
        found = open_rfp(write(home / "rfp.yaml", RFP)).solicitation
        (level,) = found.service_levels
        assert str(level.target) == f"{target + 1} business days"
        assert level.attainment.at_least == Fraction(share, 100)
        assert [one.id for one in found.requirements] == ["RPR-1", "RPR-3"]


def test_two_files_of_a_pack_cannot_set_one_field(support, joint, rfp):
    support()
    home = joint(set={"service_levels": {"repair-time": {"target": "4 business days"}}})
    other = {"set": {"service_levels": {"repair-time": {"target": "3 business days"}}}}
    write(home / "library" / "second.yaml", {"kind": "overlay", **other})
    with pytest.raises(InputError) as caught:
        open_rfp(rfp())
    (told,) = caught.value.diagnostics
    assert str(told.at) == "joint/library/second.yaml:4:5"
    assert told.message == (
        "service_levels.repair-time: `target` is set twice "
        "(first at joint/library/overlay.yaml:4:5)"
    )


NAMES = st.from_regex(
    r"[a-z][a-z0-9_]{0,12}(/[a-z][a-z0-9_]{0,12}){0,2}\.(yaml|md)", fullmatch=True
)


@given(files=st.dictionaries(NAMES, st.binary(max_size=200), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_bundle_holds_what_the_folder_holds_and_is_the_same_each_time(files):
    folders = {name.rpartition("/")[0] for name in files}
    if any(f"{folder}/".startswith(f"{name}/") for name in files for folder in folders):
        return
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "pack"
        for path, data in reversed(files.items()):
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(data)
        raw = bundle(home)
        assert unbundle(raw, "x.rfppack") == files
        assert bundle(home) == raw
