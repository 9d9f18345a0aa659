"""Signed by whom: a consortium's list of keys decides."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from rfpkit.errors import InputError
from rfpkit.packs.bundle import bundle
from rfpkit.packs.signature import sign, signature_of, signer
from rfpkit.workflows.packs.share.add import add_bundle
from rfpkit.workflows.packs.share.bundles import verify_pack
from tests.packs.published import write_pack

if shutil.which("ssh-keygen") is None:
    pytest.skip("ssh-keygen is not on this machine", allow_module_level=True)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    for name in ("consortium", "stranger"):
        given = ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(["ssh-keygen", *given], check=True)
    public = (folder / "consortium.pub").read_text()
    (folder / "allowed").write_text(f'packs@consortium.example namespaces="rfpkit-pack" {public}')
    return folder


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "k12-1.0.0.rfppack"
    path.write_bytes(b"a pack")
    return path


def test_a_signed_pack_tells_who_signed_it(pack, keys):
    assert sign(pack, keys / "consortium") == signature_of(pack)
    assert signer(pack, b"a pack", keys / "allowed") == "packs@consortium.example"


def test_a_changed_pack_is_not_what_was_signed(pack, keys):
    sign(pack, keys / "consortium")
    with pytest.raises(InputError, match="it was changed since"):
        signer(pack, b"another pack", keys / "allowed")


def test_a_stranger_may_sign_and_is_not_allowed(pack, keys):
    sign(pack, keys / "stranger")
    with pytest.raises(InputError, match="of none of the allowed signers"):
        signer(pack, b"a pack", keys / "allowed")


def test_a_signature_for_something_else_is_none_for_a_pack(pack, keys):
    given = ["-Y", "sign", "-q", "-f", str(keys / "consortium"), "-n", "file", str(pack)]
    subprocess.run(["ssh-keygen", *given], check=True, capture_output=True)
    with pytest.raises(InputError, match="the signature does not fit the pack"):
        signer(pack, b"a pack", keys / "allowed")


@pytest.mark.parametrize("more", ['valid-before="20200101"', 'namespaces="file"'])
def test_a_key_that_may_not_sign_packs_any_more_or_at_all_is_told(pack, keys, tmp_path, more):
    sign(pack, keys / "consortium")
    public = (keys / "consortium.pub").read_text()
    (tmp_path / "allowed").write_text(f"packs@consortium.example {more} {public}")
    with pytest.raises(InputError) as caught:
        signer(pack, b"a pack", tmp_path / "allowed")
    (told,) = caught.value.diagnostics
    assert re.match(r"it was signed with SHA256:\S+, a key of none of the allowed", told.message)
    assert "for what, and until when" in told.hint


def test_an_unsigned_pack_is_told_as_one(pack, keys):
    with pytest.raises(InputError, match="the pack is not signed"):
        signer(pack, b"a pack", keys / "allowed")


@pytest.mark.parametrize("text", ["", "\0" * 100, "packs@x ssh-ed25519 nonsense", "*" * 10_000])
def test_a_list_that_is_none_allows_nobody(pack, keys, tmp_path, text):
    sign(pack, keys / "consortium")
    (tmp_path / "allowed").write_text(text)
    with pytest.raises(InputError):
        signer(pack, b"a pack", tmp_path / "allowed")


def test_a_key_that_is_none_signs_nothing(pack, tmp_path):
    (tmp_path / "key").write_text("no key")
    with pytest.raises(InputError, match="the key cannot sign"):
        sign(pack, tmp_path / "key")
    assert not signature_of(pack).exists()


def test_without_a_list_a_signature_must_fit_the_bundle_that_lies_beside_it(tmp_path, keys):
    pack = tmp_path / "joint-1.0.0.rfppack"
    pack.write_bytes(bundle(write_pack(tmp_path / "work", "joint")))
    sign(pack, keys / "stranger")
    told = verify_pack(pack).lines
    assert "which says of itself that it is from Fern County Service Agency" in told[0]
    assert told[1].startswith("signed; name a list")
    pack.write_bytes(bundle(write_pack(tmp_path / "other", "joint", a="Another text.")))
    for used in (verify_pack, lambda file: add_bundle(file, tmp_path)):
        with pytest.raises(InputError, match="does not fit the pack"):
            used(pack)


def test_a_signature_is_not_written_over(pack, keys):
    sign(pack, keys / "consortium")
    with pytest.raises(InputError, match="there is a signature already"):
        sign(pack, keys / "stranger")
