from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.errors import InputError, Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.find import Pack, find
from rfpkit.packs.wanted import parse_wanted

AT = Location("rfp.yaml", 6, 7)


def read(path: Path) -> Pack:
    """A pack from the folder's name: `support-1.2.0` is version 1.2.0 of `support`."""
    name, _, version = path.parent.name.rpartition("-")
    fields = {"kind": "pack", "name": name, "version": version, "sections": []}
    words = {"title": "A pack", "publisher": "A state", "licence": "Apache-2.0"}
    return Pack(path.parent, PackManifest.model_validate(fields | words))


@pytest.fixture
def packs(tmp_path):
    for name in ("support-0.9.0", "support-1.0.3", "support-1.2.0", "network-1.0.0"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").touch()
    (tmp_path / "base").mkdir()
    return [tmp_path]


def told(wanted, packs):
    with pytest.raises(InputError) as caught:
        find(wanted, AT, read, packs)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.at == AT
    return diagnostic.message, diagnostic.hint


@pytest.mark.parametrize(
    ("wanted", "folder"),
    [
        ("support", "support-1.2.0"),
        ("support >= 1.0", "support-1.2.0"),
        ("support>=1", "support-1.2.0"),
        ("support == 1.0", "support-1.0.3"),
        ("support == 0.9.0", "support-0.9.0"),
        ("support >= 0.9 < 1.2", "support-1.0.3"),
        ("support>=0.9,<1.0.3", "support-0.9.0"),
        ("support < 1", "support-0.9.0"),
    ],
)
def test_the_newest_pack_that_fits_is_found(packs, wanted, folder):
    assert find(wanted, AT, read, packs).folder.name == folder


def test_a_misspelt_pack_is_told_with_the_nearest(packs):
    assert told("suport >= 1.0", packs) == (
        "there is no template pack `suport`",
        "did you mean `support`?",
    )


def test_a_pack_like_no_other_is_told_with_those_that_there_are(packs):
    assert told("zzz", packs)[1] == "there are: network, support"


def test_a_pack_that_is_too_old_is_told_with_its_versions(packs):
    assert told("support  >=  2.0", packs) == (
        "no installed pack is `support >= 2.0`",
        "installed is 0.9.0, 1.0.3, 1.2.0; ask for that, or install a later one",
    )


@pytest.mark.parametrize(
    "text",
    ["", "support > 1", "support 1.0", "support >= 1.0.0.0", "a b", "a < 2 >= 1", "a == 1 < 2"],
)
def test_a_line_that_names_no_pack_is_refused(text):
    with pytest.raises(InputError, match="does not name a pack and its version"):
        parse_wanted(text, AT)


@pytest.mark.parametrize("text", ["support >= 2.0 < 1.9.9", "support < 0", "support >= 1 < 1.0"])
def test_a_range_in_which_no_version_lies_is_refused(text):
    with pytest.raises(InputError, match="no version can be `support"):
        parse_wanted(text, AT)


def test_versions_are_compared_as_numbers():
    assert parse_wanted("support >= 1.9", AT).accepts((1, 10, 0))
    assert not parse_wanted("support == 1.1", AT).accepts((1, 10, 0))


@pytest.mark.parametrize("name", ["base", "k12-device-support"])
def test_every_shipped_pack_has_the_templates_of_its_sections(name):
    from rfpkit.workflows.packs.open_pack import open_pack_at

    packs = open_pack_at(f"{name} >= 1.0", AT)
    wanted = {f"{section.id}.html.j2" for section in packs.manifest.sections}
    found = {path.name for folder in packs.folders for path in (folder / "sections").iterdir()}
    assert found == wanted


def test_what_a_project_has_copied_is_what_it_uses(packs, tmp_path):
    own = tmp_path / "project"
    (own / "support-1.0.0").mkdir(parents=True)
    (own / "support-1.0.0" / "pack.yaml").touch()
    found = find("support >= 1.0", AT, read, [own, *packs])
    assert found.folder == own / "support-1.0.0"


def test_a_lock_names_the_one_version_that_is_used(packs):
    found = find("support >= 1.0", AT, read, packs, {"support": (1, 0, 3)})
    assert found.folder.name == "support-1.0.3"


def test_a_version_that_a_lock_names_and_nobody_has_is_told(packs):
    with pytest.raises(InputError, match=r"the lock names support 1\.1\.0, which is not there"):
        find("support >= 1.0", AT, read, packs, {"support": (1, 1, 0)})


def test_a_version_that_a_later_one_revokes_is_refused(packs):
    def reading(path: Path) -> Pack:
        pack = read(path)
        if path.parent.name != "support-1.2.0":
            return pack
        revoked = {
            "version": "1.0.3",
            "on": "2026-09-01",
            "reason": "a cap ten times too high",
        }
        manifest = pack.manifest.model_dump() | {"revokes": [revoked], "version": "1.2.0"}
        return Pack(path.parent, PackManifest.model_validate(manifest))

    with pytest.raises(InputError) as caught:
        find("support == 1.0", AT, reading, packs)
    (told,) = caught.value.diagnostics
    assert told.message == ("support 1.0.3 was revoked on 2026-09-01: a cap ten times too high")
    assert told.hint == "ask for 1.2.0, which may be used"
