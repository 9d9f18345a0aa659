"""Packs come into a project verified and whole, with what they require, or not at all."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from rfpkit.errors import InputError
from rfpkit.model.packs.origin import ADDED
from rfpkit.packs.bundle import bundle
from rfpkit.packs.files import files_of
from rfpkit.resources import shared
from rfpkit.workflows.packs.open_pack import open_pack
from rfpkit.workflows.packs.share.add import add_bundle, add_pack
from rfpkit.workflows.packs.share.index import write_index
from tests.packs.published import publish, tree, write_pack

REVOKES = "revokes:\n  - {version: 1.0.0, on: 2026-09-01, reason: A cap ten times too high}\n"
OVER = "layer: consortium\nrequires: [words >= 1.0, k12-device-support >= 1.0]\n"
PACKS = [
    ("joint", "1.0.0", OVER),
    ("joint", "1.1.0", OVER + REVOKES),
    ("joint", "1.10.0", OVER),
    ("words", "1.0.0", ""),
    ("words", "2.0.0", ""),
]


@pytest.fixture
def published(tmp_path):
    return publish(tmp_path / "published", PACKS, tmp_path / "work")


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def held(project):
    return sorted(path.name for path in (project / "packs").iterdir() if path.name != ADDED)


def refused(wanted, place, project, *more):
    before = tree(project)
    with pytest.raises(InputError) as caught:
        add_pack(wanted, str(place), project, *more)
    assert tree(project) == before
    assert {path.name for path in project.iterdir()} <= {"packs"}
    return [(one.message, one.hint) for one in caught.value.diagnostics]


def test_the_newest_version_comes_with_what_it_requires_and_rfpkit_has_not(published, project):
    added = add_pack("joint >= 1.0", str(published), project)
    assert held(project) == ["joint-1.10.0", "words-2.0.0"]
    assert added.lines == (
        "joint 1.10.0: 1 file, which says of itself that it is from Fern County Service Agency",
        "not signed: nobody answers for who published it",
        "words 2.0.0: 1 file, which says of itself that it is from Fern County Service Agency",
        "not signed: nobody answers for who published it",
        f"wrote {project / 'packs' / 'joint-1.10.0'}",
        f"wrote {project / 'packs' / 'words-2.0.0'}",
    )
    assert [path.name for path in project.iterdir()] == ["packs"]


def test_what_was_added_is_what_was_published_and_an_rfp_finds_it(published, project, tmp_path):
    add_pack("joint", str(published / "index.json"), project)
    assert tree(project / "packs" / "joint-1.10.0") == tree(tmp_path / "work" / "joint-1.10.0")
    found = open_pack("joint", project / "rfp.yaml")
    labels = [one.manifest.label for one in found.packs]
    assert (labels[0], *labels[-2:]) == (
        "words 2.0.0",
        "k12-device-support 1.0.0",
        "joint 1.10.0",
    )


def test_a_pack_that_is_there_and_fits_is_not_fetched_again(published, project):
    add_pack("words == 1.0", str(published), project)
    add_pack("joint == 1.1", str(published), project)
    assert held(project) == ["joint-1.1.0", "words-1.0.0"]


def test_a_pack_that_is_there_and_too_old_is_joined_by_a_later_one(published, project, tmp_path):
    add_pack("words == 1.0", str(published), project)
    raw = bundle(write_pack(tmp_path, "later", "1.0.0", "requires: [words >= 2.0]\n"))
    (published / "later.rfppack").write_bytes(raw)
    write_index(published)
    add_pack("later", str(published), project)
    assert held(project) == ["later-1.0.0", "words-1.0.0", "words-2.0.0"]


def test_adding_twice_changes_nothing_and_says_so(published, project):
    add_pack("words", str(published), project)
    before = tree(project)
    told = add_pack("words", str(published), project)
    assert told.lines[-1] == f"{project / 'packs' / 'words-2.0.0'} holds it already"
    assert (tree(project), told.folders) == (before, ())


def test_a_version_that_is_there_with_other_words_is_refused(published, project):
    add_pack("words", str(published), project)
    (project / "packs" / "words-2.0.0" / "note.md").write_text("ours")
    assert refused("words", published, project) == [
        (
            "it is words 2.0.0 as well, and differs from the one to be added",
            "a version never changes: delete the folder to take the published one",
        )
    ]


def test_a_revoked_version_is_refused_with_its_reason(published, project):
    assert refused("joint == 1.0.0", published, project) == [
        ("joint 1.0.0 was revoked on 2026-09-01: A cap ten times too high", "ask for joint 1.10.0")
    ]


def test_a_revoked_version_is_passed_over_for_an_older_one(tmp_path, project):
    revokes = REVOKES.replace("1.0.0", "1.5.0")
    packs = [("a", "1.0.0", ""), ("a", "1.5.0", ""), ("a", "2.0.0", revokes)]
    folder = publish(tmp_path / "published", packs, tmp_path / "work")
    add_pack("a == 1", str(folder), project)
    assert held(project) == ["a-1.0.0"]


def test_a_version_that_a_pack_of_the_project_revokes_is_refused(published, project, tmp_path):
    add_pack("joint == 1.1", str(published), project)
    older = publish(tmp_path / "older", [("joint", "1.0.0", "")], tmp_path / "elsewhere")
    ((message, hint),) = refused("joint == 1.0.0", older, project)
    assert message == "joint 1.0.0 was revoked on 2026-09-01: A cap ten times too high"
    assert hint == "ask its publisher for a version that may be used"
    file = older / "joint-1.0.0.rfppack"
    with pytest.raises(InputError, match="was revoked on 2026-09-01"):
        add_bundle(file, project)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("jont", ("INDEX has no pack `jont`", "it has joint, words")),
        (
            "words >= 3",
            (
                "INDEX has no version of `words` that is asked for",
                "it has words 1.0.0, words 2.0.0",
            ),
        ),
        (
            "words > 1",
            (
                "`words > 1` does not name a pack and its version",
                (
                    "write the name, then the least version and, if need be, the first that "
                    "will not do: k12-device-support >= 1.0 < 2.0"
                ),
            ),
        ),
    ],
)
def test_what_is_not_there_is_told_with_what_is(published, project, wanted, told):
    message, hint = told
    shown = message.replace("INDEX", str(published / "index.json"))
    assert refused(wanted, published, project) == [(shown, hint)]


def test_packs_that_cannot_lie_over_each_other_are_refused(tmp_path, project):
    packs = [
        ("a", "1.0.0", "requires: [b]\n"),
        ("b", "1.0.0", "requires: [a]\n"),
        ("c", "1.0.0", "requires: [d == 2.0, d == 1.0]\n"),
        ("d", "1.0.0", ""),
        ("d", "2.0.0", ""),
        ("e", "1.0.0", "layer: state\nrequires: [f]\n"),
        ("f", "1.0.0", "layer: district\n"),
        ("g", "1.0.0", "requires: [h]\n"),
    ]
    folder = publish(tmp_path / "published", packs, tmp_path / "work")
    told = {name: refused(name, folder, project)[0][0] for name in "aceg"}
    assert told == {
        "a": "packs require each other in a circle: a → b → a",
        "c": "no version of `d` is all that is asked for: `d == 2.0` by c 1.0.0, "
        "`d == 1.0` by c 1.0.0",
        "e": "`f` speaks for a district, and lies below a state's pack",
        "g": f"{folder / 'index.json'} has no pack `h`",
    }


def test_of_what_several_packs_ask_for_the_newest_is_taken_that_fits_all(tmp_path, project):
    packs = [
        ("c", "1.0.0", "requires: [d, e]\n"),
        ("e", "1.0.0", "requires: ['d >= 1.0 < 2.0']\n"),
        *(("d", version, "") for version in ("1.0.0", "1.4.0", "2.0.0")),
    ]
    folder = publish(tmp_path / "published", packs, tmp_path / "work")
    add_pack("c", str(folder), project)
    assert held(project) == ["c-1.0.0", "d-1.4.0", "e-1.0.0"]


def test_a_pack_for_a_later_rfpkit_is_refused(tmp_path, project):
    (tmp_path / "one").mkdir()
    raw = bundle(write_pack(tmp_path, "later", "1.0.0", "rfpkit: 99.0.0\n"))
    (tmp_path / "one" / "later.rfppack").write_bytes(raw)
    with pytest.raises(InputError, match=r"later 1\.0\.0 is for rfpkit 99\.0\.0 or later"):
        add_bundle(tmp_path / "one" / "later.rfppack", project)
    assert list(project.iterdir()) == []


def test_one_bundle_is_added_by_itself_and_says_what_it_lacks(published, project):
    added = add_bundle(published / "joint-1.1.0.rfppack", project)
    assert held(project) == ["joint-1.1.0"]
    assert added.lines[-2:] == (
        f"wrote {project / 'packs' / 'joint-1.1.0'}",
        "it requires words >= 1.0, which is not there: add that, too",
    )


def test_a_pack_of_rfpkit_passes_through_a_bundle_unchanged(tmp_path, project):
    folder = shared("templates") / "k12-device-support"
    (tmp_path / "k12.rfppack").write_bytes(bundle(folder))
    (added,) = add_bundle(tmp_path / "k12.rfppack", project).folders
    assert list(files_of(added)) == list(files_of(folder))
    assert tree(added) == tree(folder)


def test_a_place_without_an_index_and_a_project_that_is_not_there_are_told(published, project):
    assert refused("words", project, project)[0][1].startswith("write it with `rfpkit pack index`")
    assert refused("words", "nowhere", project)[0][0] == "there is no such folder"
    with pytest.raises(InputError, match="there is no such folder"):
        add_pack("words", str(published), project / "none")


def test_a_file_in_the_place_of_a_pack_is_left_and_nothing_is_added(published, project):
    (project / "packs").mkdir()
    (project / "packs" / "words-2.0.0").write_text("mine")
    ((message, _),) = refused("joint", published, project)
    assert message == "something else lies where the pack belongs"
    assert held(project) == ["words-2.0.0"]


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
def test_a_list_of_allowed_signers_lets_signed_packs_in_and_no_others(published, project, tmp_path):
    given = ["-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")]
    subprocess.run(["ssh-keygen", *given], check=True)
    allowed = tmp_path / "allowed"
    allowed.write_text("packs@fern.example " + (tmp_path / "key.pub").read_text())
    assert refused("words", published, project, allowed)[0][0] == "the pack is not signed"

    from rfpkit.workflows.packs.share.bundles import sign_pack

    sign_pack(published / "words-2.0.0.rfppack", tmp_path / "key")
    write_index(published)
    assert (
        "signed by packs@fern.example" in add_pack("words", str(published), project, allowed).lines
    )
    shutil.rmtree(project / "packs")
    assert add_pack("words", str(published), project).lines[1].startswith("signed; name a list")

    signature = published / "words-2.0.0.rfppack.sig"
    shutil.rmtree(project / "packs")
    signature.write_bytes(signature.read_bytes().replace(b"U1NI", b"U1NJ"))
    assert "does not fit the pack" in refused("words", published, project)[0][0]
    assert (
        "the signature does not fit the pack" in refused("words", published, project, allowed)[0][0]
    )
    signature.write_bytes(b"x" * 200_000)
    assert "larger than the 100,000 bytes" in refused("words", published, project, allowed)[0][0]
