"""Who published a pack: signatures by `ssh-keygen -Y`, against a list of allowed signers.

A district's IT has the program and the keys already. A signature says who published the bundle,
never that its text is good.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location

SUFFIX: Final = ".sig"
"""What the name of a signature's file ends in, behind that of the bundle."""
LARGEST: Final = 100_000
"""Bytes of a signature's file; one has a few hundred."""

_NAMESPACE = "rfpkit-pack"
# A signature for mail or for a commit cannot be passed off as one for a pack.
_PROGRAM = "ssh-keygen"
_SECONDS = 120


def sign(file: Path, key: Path) -> Path:
    """Signs a bundle and returns the signature's file, which lies beside it.

    Args:
        file: the bundle.
        key: a private key, or a public one whose private key an agent holds.

    Raises:
        InputError: the key cannot be used, or the bundle is signed already.
    """
    signature = signature_of(file)
    if signature.exists():
        hint = "delete it to sign anew"
        raise InputError(
            [Diagnostic(Location(str(signature)), "there is a signature already", hint)]
        )
    done = _run(["-Y", "sign", "-f", str(key), "-n", _NAMESPACE, str(file)], str(file))
    if done.returncode or not signature.is_file():
        signature.unlink(missing_ok=True)
        hint = "name a private key of your own, or one that your agent holds"
        raise InputError([Diagnostic(Location(str(key)), _said(done, "the key cannot sign"), hint)])
    return signature


def signer(file: Path, content: bytes, allowed: Path) -> str:
    """Returns who signed a bundle, as the list of allowed signers calls them.

    Args:
        file: the bundle.
        content: its bytes, as they were read: what is verified is what is used.
        allowed: the list, in the format that `ssh-keygen` reads.

    Raises:
        InputError: it is not signed, by none of them, or was changed since.
    """
    signature = signature_of(file)
    if not signature.is_file():
        raise unsigned(str(signature))
    return _who(signature, content, allowed, str(signature))


def signer_by(signature: bytes, content: bytes, allowed: Path, shown: str) -> str:
    """Returns who signed a bundle that lies nowhere on this machine.

    Args:
        signature: the bytes of its signature's file.
        content: its own bytes.
        allowed: the list, in the format that `ssh-keygen` reads.
        shown: what messages call the signature's file.

    Raises:
        InputError: it is signed by none of them, or was changed since.
    """
    with tempfile.TemporaryDirectory(prefix="rfpkit-") as folder:
        file = Path(folder) / f"pack{SUFFIX}"
        file.write_bytes(signature)
        return _who(file, content, allowed, shown)


def refuse_misfit(signature: Path, content: bytes) -> None:
    """Sees that a signature beside a bundle is one of these very bytes, whoever made it.

    Raises:
        InputError: it is none for a pack, or the bundle was changed since.
    """
    _key_of(signature, content, str(signature))


def refuse_misfit_bytes(signature: bytes, content: bytes, shown: str) -> None:
    """Sees the same of a signature that lies nowhere on this machine.

    Raises:
        InputError: as `refuse_misfit`.
    """
    with tempfile.TemporaryDirectory(prefix="rfpkit-") as folder:
        file = Path(folder) / f"pack{SUFFIX}"
        file.write_bytes(signature)
        _key_of(file, content, shown)


def unsigned(shown: str) -> InputError:
    """Returns the refusal of a bundle without a signature, where a list was named."""
    hint = "use it unsigned, without a list, or ask the publisher to sign it"
    return InputError([Diagnostic(Location(shown), "the pack is not signed", hint)])


def signature_of(file: Path) -> Path:
    """Returns where a bundle's signature lies."""
    return file.with_name(file.name + SUFFIX)


def _key_of(signature: Path, content: bytes, shown: str) -> str:
    """Returns the key with which these very bytes were signed as a pack, whoever holds it."""
    _refuse_a_large_one(signature, shown)
    given = ["-Y", "check-novalidate", "-n", _NAMESPACE, "-s", str(signature)]
    done = _run(given, shown, content)
    key = re.search(rb"SHA256:[A-Za-z0-9+/]+", done.stdout + done.stderr)
    if done.returncode or key is None:
        message = "the signature does not fit the pack: it was changed since, or never signed so"
        hint = "do not use it; ask the publisher for the pack with its own signature"
        raise InputError([Diagnostic(Location(shown), message, hint)])
    return key[0].decode()


def _refuse_a_large_one(signature: Path, shown: str) -> None:
    if signature.stat().st_size > LARGEST:
        message = f"the signature is larger than the {LARGEST:,} bytes that it may have"
        raise InputError([Diagnostic(Location(shown), message, "ask the publisher")])


def _who(signature: Path, content: bytes, allowed: Path, shown: str) -> str:
    if not allowed.is_file():
        hint = "name a file of allowed signers: NAME, then the key, a line each"
        raise InputError([Diagnostic(Location(str(allowed)), "there is no such list", hint)])
    key = _key_of(signature, content, shown)
    for name in _principals(signature, allowed, shown):
        given = ["-f", str(allowed), "-I", name, "-n", _NAMESPACE, "-s", str(signature)]
        if _run(["-Y", "verify", *given], shown, content).returncode == 0:
            return name
    message = f"it was signed with {key}, a key of none of the allowed signers"
    hint = "look for the key in the list: whose it is, for what, and until when; ask the publisher"
    raise InputError([Diagnostic(Location(shown), message, hint)])


def _principals(signature: Path, allowed: Path, shown: str) -> list[str]:
    done = _run(["-Y", "find-principals", "-s", str(signature), "-f", str(allowed)], shown)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [name for line in lines for name in line.split(",")] if done.returncode == 0 else []


def _run(
    arguments: list[str], shown: str, content: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments, no shell
            [_PROGRAM, *arguments],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"`{_PROGRAM}` does not run here: {error}"
        hint = "install OpenSSH (Debian: openssh-client)"
        raise InputError([Diagnostic(Location(shown), message, hint)]) from None


def _said(done: subprocess.CompletedProcess[bytes], otherwise: str) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"{otherwise}: {lines[-1]}" if lines else otherwise
