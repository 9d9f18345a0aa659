"""The index of a folder of bundles: the same each time, and true to the bundles."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess

import pytest

from rfpkit.errors import InputError
from rfpkit.packs.signature import sign
from rfpkit.packs.source import source
from rfpkit.workflows.packs.share.index import read_index, write_index
from tests.packs.published import publish, tree

REVOKES = "revokes:\n  - {version: 1.0.0, on: 2026-09-01, reason: A cap ten times too high}\n"
PACKS = [
    ("joint", "1.0.0", "layer: consortium\nrequires: [words]\n"),
    ("joint", "1.2.0", f"layer: consortium\njurisdictions: [US-CO, US-UT]\n{REVOKES}"),
    ("joint", "1.10.0", "layer: consortium\n"),
    ("words", "1.0.0", "languages: [en, es]\n"),
]


@pytest.fixture
def published(tmp_path):
    return publish(tmp_path / "published", PACKS, tmp_path / "work")


def listed(folder):
    return json.loads((folder / "index.json").read_text("utf-8"))["packs"]


def test_an_index_says_of_each_bundle_what_one_must_know_to_fetch_it(published):
    raw = (published / "joint-1.2.0.rfppack").read_bytes()
    (one,) = [pack for pack in listed(published) if pack["version"] == "1.2.0"]
    assert one == {
        "name": "joint",
        "version": "1.2.0",
        "title": "Words of joint",
        "publisher": "Fern County Service Agency",
        "layer": "consortium",
        "jurisdictions": ["US-CO", "US-UT"],
        "languages": ["en"],
        "file": "joint-1.2.0.rfppack",
        "bytes": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "signed": False,
        "revoked": None,
    }


def test_versions_stand_in_the_order_of_their_numbers(published):
    found = [(pack["name"], pack["version"]) for pack in listed(published)]
    assert found == [
        ("joint", "1.0.0"),
        ("joint", "1.2.0"),
        ("joint", "1.10.0"),
        ("words", "1.0.0"),
    ]


def test_a_version_that_a_later_one_revokes_is_listed_with_the_reason(published):
    revoked = {pack["file"]: pack["revoked"] for pack in listed(published)}
    assert revoked.pop("joint-1.0.0.rfppack") == {
        "on": "2026-09-01",
        "reason": "A cap ten times too high",
    }
    assert set(revoked.values()) == {None}


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
def test_a_signature_beside_a_bundle_is_seen_and_must_fit_it(published, tmp_path):
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True
    )
    signature = sign(published / "words-1.0.0.rfppack", tmp_path / "key")
    shutil.copy(signature, published / "joint-1.0.0.rfppack.sig")
    before = tree(published)
    with pytest.raises(InputError, match="does not fit the pack"):
        write_index(published)
    assert tree(published) == before
    (published / "joint-1.0.0.rfppack.sig").unlink()
    write_index(published)
    assert [pack["file"] for pack in listed(published) if pack["signed"]] == ["words-1.0.0.rfppack"]


def test_the_same_bundles_give_the_same_index_and_nothing_else_is_written(published):
    before = tree(published)
    told = write_index(published)
    assert tree(published) == before
    assert told.lines[0] == (
        "joint 1.0.0: not signed; revoked on 2026-09-01: A cap ten times too high"
    )
    assert told.lines[-1] == f"wrote {published / 'index.json'}: 4 bundles"


def test_what_is_written_is_read_again(published):
    index = read_index(source(str(published)))
    assert [one.label for one in index.packs][-1] == "words 1.0.0"
    assert index.packs[-1].languages == ("en", "es")


def test_every_bundle_that_cannot_be_listed_is_told_and_nothing_is_written(published):
    (published / "index.json").unlink()
    (published / "broken-1.0.0.rfppack").write_bytes(b"PK")
    (published / "two words.rfppack").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        write_index(published)
    assert [one.message for one in caught.value.diagnostics] == [
        "it is not a pack, or it is damaged",
        "others could not ask for a file of this name",
    ]
    assert not (published / "index.json").exists()


def test_one_version_in_two_files_is_told(published):
    raw = (published / "words-1.0.0.rfppack").read_bytes()
    (published / "words-again.rfppack").write_bytes(raw)
    with pytest.raises(InputError, match=r"words 1\.0\.0 is in `words-1\.0\.0\.rfppack`, too"):
        write_index(published)


def test_a_folder_without_bundles_has_no_index(tmp_path):
    with pytest.raises(InputError, match="there is no bundle in it"):
        write_index(tmp_path)
    with pytest.raises(InputError, match="there is no such folder"):
        write_index(tmp_path / "none")
