"""Make a pack one file, sign it, and verify it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.bundle import SUFFIX, bundle, read
from rfpkit.packs.files import files_of
from rfpkit.packs.signature import refuse_misfit, sign, signature_of, signer
from rfpkit.workflows.audits.case import Step, silent
from rfpkit.workflows.packs.beside import stack_of
from rfpkit.workflows.packs.lock.pack_side import prove
from rfpkit.workflows.packs.share.bundle_of import Bundle, files_in, folder_name, open_bundle
from rfpkit.workflows.packs.share.installed import Installed, verify_folder
from rfpkit.workflows.packs.version.number import numbered
from rfpkit.workflows.write import write_files


def bundle_pack(folder: Path, output: Path, since: Path | None = None, step: Step = silent) -> Path:
    """Writes a pack's folder as one file, `NAME-VERSION.rfppack`, and returns where it is.

    Args:
        folder: the pack; its changelog gets an entry where it has none for the version.
        output: where the bundle goes, and earlier ones lie.
        since: the version with which it is compared; by default the highest earlier bundle.
        step: says what was written beside.

    Raises:
        InputError: its manifest cannot be used, its version says less than what changed,
            something in it may not be in a pack, or no RFP could be read over it.
    """
    files_of(folder)  # refuses links before one of them is read
    prove(folder, stack_of(folder), files_in(folder))
    manifest, told = numbered(folder, output, since)
    if told:
        step(told)
    name = f"{folder_name(manifest)}{SUFFIX}"
    (written,) = write_files(output, {name: bundle(folder)})
    return written


def sign_pack(file: Path, key: Path) -> Path:
    """Signs a bundle in which nothing was changed, and returns the signature's file.

    Raises:
        InputError: it is no sound bundle, or the key cannot be used.
    """
    verified(read(file), file, None)
    return sign(file, key)


def verify_pack(file: Path, allowed: Path | None = None) -> Bundle | Installed:
    """Returns what a bundle is, or a pack's folder, once nothing in it is found to be changed.

    Raises:
        InputError: something in it was changed, its signature does not fit it, or none of the
            allowed signers signed it.
    """
    if file.is_dir():
        return verify_folder(file, allowed)
    return verified(read(file), file, allowed)


def verified(raw: bytes, file: Path, allowed: Path | None) -> Bundle:
    """Returns what a bundle is whose bytes were read.

    Raises:
        InputError: as `verify_pack`.
    """
    opened = open_bundle(raw, str(file))
    _refuse_another_name(opened, file)
    is_signed = signature_of(file).is_file()
    if allowed is None and is_signed:
        refuse_misfit(signature_of(file), raw)
    who = signer(file, raw, allowed) if allowed is not None else ""
    return replace(opened, signed_by=who, is_signed=is_signed)


def _refuse_another_name(one: Bundle, file: Path) -> None:
    """Sees that a file that is called as a version of a pack holds that version."""
    called = file.name.removesuffix(SUFFIX)
    if _VERSIONED.fullmatch(called) and called != folder_name(one.manifest):
        message = f"the file is called `{called}`, and holds {one.manifest.label}"
        hint = f"call it {folder_name(one.manifest)}{SUFFIX}, or ask who sent it"
        raise InputError([Diagnostic(Location(str(file)), message, hint)])


_VERSIONED = re.compile(r".+-[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}")
