"""Make a pack one file, sign it, verify it, and name the packs that are there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import load_text
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import write_version
from rfpkit.packs.bundle import SUFFIX, bundle, read, unbundle
from rfpkit.packs.find import MANIFEST, available
from rfpkit.packs.signature import sign, signature_of, signer
from rfpkit.workflows.case import Step, silent
from rfpkit.workflows.packs.number import numbered
from rfpkit.workflows.packs.open_pack import read_pack
from rfpkit.workflows.write import write_files


@dataclass(frozen=True)
class Verified:
    """A bundle in which nothing was changed."""

    manifest: PackManifest
    files: int
    signed_by: str
    """Who signed it, by the list of allowed signers; empty where no list was named."""
    is_signed: bool

    @property
    def lines(self) -> list[str]:
        """What a person should know of it."""
        pack = f"{self.manifest.name} {write_version(self.manifest.version)}"
        told = [f"{pack}: {self.files} files, as {self.manifest.publisher} bundled them"]
        if self.signed_by:
            told.append(f"signed by {self.signed_by}")
        elif self.is_signed:
            told.append("signed; name a list with --allowed-signers to see by whom")
        else:
            told.append("not signed: nobody answers for who published it")
        return told


def bundle_pack(folder: Path, output: Path, since: Path | None = None, step: Step = silent) -> Path:
    """Writes a pack's folder as one file, `NAME-VERSION.rfppack`, and returns where it is.

    Args:
        folder: the pack; its changelog gets an entry where it has none for the version.
        output: where the bundle goes, and earlier ones lie.
        since: the version with which it is compared; by default the highest earlier bundle.
        step: says what was written beside.

    Raises:
        InputError: its manifest cannot be used, its version says less than what changed, or
            something in it may not be in a pack.
    """
    manifest, told = numbered(folder, output, since)
    if told:
        step(told)
    name = f"{manifest.name}-{write_version(manifest.version)}{SUFFIX}"
    (written,) = write_files(output, {name: bundle(folder)})
    return written


def sign_pack(file: Path, key: Path) -> Path:
    """Signs a bundle in which nothing was changed, and returns the signature's file.

    Raises:
        InputError: it is no sound bundle, or the key cannot be used.
    """
    verify_pack(file)
    return sign(file, key)


def verify_pack(file: Path, allowed: Path | None = None) -> Verified:
    """Returns what a bundle is, once nothing in it is found to be changed.

    Raises:
        InputError: something in it was changed, or none of the allowed signers signed it.
    """
    raw = read(file)
    files = unbundle(raw, file)
    if MANIFEST not in files:
        raise InputError(
            [Diagnostic(Location(str(file)), f"it has no {MANIFEST}", "ask its publisher")]
        )
    manifest = load_text(
        files[MANIFEST].decode("utf-8", "replace"), PackManifest, f"{file}/{MANIFEST}"
    )
    who = signer(file, raw, allowed) if allowed is not None else ""
    return Verified(manifest, len(files), who, signature_of(file).is_file())


def packs() -> list[tuple[str, str, str]]:
    """Returns name, version and title of each pack that is there."""
    found = [pack.manifest for pack in available(read_pack)]
    return [(one.name, write_version(one.version), one.title) for one in found]
