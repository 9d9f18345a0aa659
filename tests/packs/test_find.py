from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.errors import InputError, Location
from rfpkit.model.pack import PackManifest
from rfpkit.packs.find import find, parse_wanted

AT = Location("rfp.yaml", 6, 7)


def read(path: Path) -> PackManifest:
    """A manifest from the folder's name: `support-1.2.0` is version 1.2.0 of `support`."""
    name, _, version = path.parent.name.rpartition("-")
    fields = {"kind": "pack", "name": name, "version": version, "sections": []}
    words = {"title": "A pack", "publisher": "A state", "licence": "Apache-2.0"}
    return PackManifest.model_validate(fields | words)


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


@pytest.mark.parametrize("text", ["", "support > 1", "support 1.0", "support >= 1.0.0.0", "a b"])
def test_a_line_that_names_no_pack_is_refused(text):
    with pytest.raises(InputError, match="does not name a pack and its version"):
        parse_wanted(text, AT)


def test_versions_are_compared_as_numbers():
    assert parse_wanted("support >= 1.9", AT).accepts((1, 10, 0))
    assert not parse_wanted("support == 1.1", AT).accepts((1, 10, 0))


def test_every_shipped_pack_has_the_templates_of_its_sections():
    from rfpkit.load.document import load

    pack = find("k12-device-support >= 1.0", AT, lambda path: load(path, PackManifest))
    wanted = {f"{section.id}.html.j2" for section in pack.manifest.sections}
    assert {path.name for path in (pack.folder / "sections").iterdir()} == wanted
