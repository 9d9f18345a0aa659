"""Read a pack that is one file, or a folder of files, and the pack that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.text import decode
from rfpkit.load.yaml import parse
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import write_version
from rfpkit.packs.bundle import SUFFIX, read, unbundle
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST, Pack
from rfpkit.workflows.packs.open_pack import pack_of


@dataclass(frozen=True)
class Bundle:
    """A bundle in which nothing was changed."""

    pack: Pack
    """What it holds; its folder is where the pack will lie."""
    files: Mapping[str, bytes]
    signed_by: str = ""
    """Who signed it, by the list of allowed signers; empty where no list was named."""
    is_signed: bool = False

    @property
    def manifest(self) -> PackManifest:
        """What the pack says of itself."""
        return self.pack.manifest

    @property
    def lines(self) -> list[str]:
        """What a person should know of it."""
        own = self.manifest
        count = "1 file" if len(self.files) == 1 else f"{len(self.files)} files"
        whose = f"as {own.publisher} bundled it"
        if not self.signed_by:
            whose = f"which says of itself that it is from {own.publisher}"
        told = [f"{own.label}: {count}, {whose}"]
        if self.signed_by:
            told.append(f"signed by {self.signed_by}")
        elif self.is_signed:
            told.append("signed; name a list with --allowed-signers to see by whom")
        else:
            told.append("not signed: nobody answers for who published it")
        return told


def open_bundle(raw: bytes, shown: str) -> Bundle:
    """Returns what a bundle holds, once nothing in it is found to be changed.

    Args:
        raw: its bytes.
        shown: the file or address that they come from, as messages name it.

    Raises:
        InputError: it is no bundle, something in it was changed, or its manifest cannot be used.
    """
    return _opened(unbundle(raw, shown), shown, "ask its publisher")


def open_files(path: Path) -> Bundle:
    """Returns what a pack holds, whose folder or bundle lies at a path.

    Raises:
        InputError: it is no pack, or something in it may not be in one.
    """
    return _opened(files_in(path), str(path), "name the folder of a pack, or its bundle")


def files_in(path: Path) -> Mapping[str, bytes]:
    """Returns the files of a pack by their names; it is a folder or a bundle.

    Raises:
        InputError: the path is no pack, or something in it may not be in one.
    """
    if path.is_dir():
        return {name: file.read_bytes() for name, file in files_of(path).items()}
    if path.suffix != SUFFIX:
        hint = f"name the folder of a pack, or a bundle, NAME-VERSION{SUFFIX}"
        raise InputError([Diagnostic(Location(str(path)), "there is no such pack", hint)])
    return unbundle(read(path), path)


def _opened(files: Mapping[str, bytes], shown: str, hint: str) -> Bundle:
    if MANIFEST not in files:
        raise InputError([Diagnostic(Location(shown), f"it has no {MANIFEST}", hint)])
    name = f"{shown}/{MANIFEST}"
    pack = pack_of(parse(decode(files[MANIFEST], name), name), Path())
    return Bundle(pack, files)


def folder_name(manifest: PackManifest) -> str:
    """Returns what a pack's folder is called in a project: `support-1.0.0`."""
    return f"{manifest.name}-{write_version(manifest.version)}"
