"""Packs from the command line: made one file, signed, verified, and refused where changed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.resources import shared

PACK = shared("templates") / "k12-device-support"
FILE = "k12-device-support-1.0.0.rfppack"


def run(*arguments):
    done = CliRunner().invoke(rfpkit, ["pack", *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("bundle", PACK) == f"wrote {FILE}\n"
    return Path(FILE)


def test_the_packs_that_are_there_are_listed():
    names = [line.partition("  ")[0] for line in run("list").splitlines()]
    assert names[:2] == ["base 1.0.0", "k12-device-support 1.0.0"]


def test_a_bundle_is_verified_and_says_that_nobody_signed_it(made):
    told = run("verify", made).splitlines()
    assert told[0].startswith("k12-device-support 1.0.0: ")
    assert told[1] == "not signed: nobody answers for who published it"


def test_a_bundle_that_was_changed_is_refused(made):
    made.write_bytes(made.read_bytes().replace(b"kind: pack", b"kind: pick", 1))
    with pytest.raises(InputError):
        run("verify", made)


def test_a_folder_without_a_manifest_is_no_pack(tmp_path):
    with pytest.raises(InputError, match=r"pack\.yaml: there is no such file"):
        run("bundle", tmp_path)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
def test_a_signed_bundle_names_its_signer(made):
    given = ["-q", "-t", "ed25519", "-N", "", "-f", "key"]
    subprocess.run(["ssh-keygen", *given], check=True)
    Path("allowed").write_text("packs@consortium.example " + Path("key.pub").read_text())
    assert run("sign", made, "--key", "key") == f"wrote {FILE}.sig\n"
    assert run("verify", made, "--allowed-signers", "allowed").splitlines()[1] == (
        "signed by packs@consortium.example"
    )
    assert "name a list" in run("verify", made)
