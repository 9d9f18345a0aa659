"""Publish packs: write and read the index of a folder of bundles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load import text
from rfpkit.load.document import load_text
from rfpkit.model.packs.index import IndexedPack, PackIndex
from rfpkit.packs.bundle import SUFFIX, read
from rfpkit.packs.index import INDEX, Published, index_of, index_text
from rfpkit.packs.signature import refuse_misfit, signature_of
from rfpkit.packs.source import Source
from rfpkit.workflows.packs.share.bundle_of import open_bundle
from rfpkit.workflows.write import write_files


@dataclass(frozen=True)
class Indexed:
    """An index that was written."""

    file: Path
    packs: tuple[IndexedPack, ...]

    @property
    def lines(self) -> list[str]:
        """What a person should know of it."""
        told = [_line(one) for one in self.packs]
        return [*told, f"wrote {self.file}: {_counted(len(self.packs))}"]


def write_index(folder: Path) -> Indexed:
    """Writes `index.json` beside the bundles of a folder.

    Raises:
        InputError: a bundle cannot be used, or there is none; nothing is written then.
    """
    index = index_of(_published(folder), str(folder))
    (file,) = write_files(folder, {INDEX: index_text(index).encode()})
    return Indexed(file, index.packs)


def read_index(source: Source) -> PackIndex:
    """Returns the index of a place.

    Raises:
        InputError: there is none, or it cannot be used.
    """
    shown = source.shown(INDEX)
    return load_text(text.decode(source.read(INDEX, text.LARGEST), shown), PackIndex, shown)


def _published(folder: Path) -> list[Published]:
    if not folder.is_dir():
        raise _refused(folder, "there is no such folder", "name the folder of the bundles")
    files = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    if not files:
        raise _refused(folder, "there is no bundle in it", "make one with `rfpkit pack bundle`")
    found: list[Published] = []
    problems: list[Diagnostic] = []
    for path in files:
        try:
            found.append(_one(path))
        except InputError as error:
            problems += error.diagnostics
    if problems:
        raise InputError(problems)
    return found


def _one(path: Path) -> Published:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,128}", path.name) is None:
        hint = "call it NAME-VERSION.rfppack, as `rfpkit pack bundle` does"
        raise _refused(path, "others could not ask for a file of this name", hint)
    raw = read(path)
    manifest = open_bundle(raw, str(path)).manifest
    is_signed = signature_of(path).is_file()
    if is_signed:
        refuse_misfit(signature_of(path), raw)
    return Published(path.name, raw, manifest, is_signed)


def _line(one: IndexedPack) -> str:
    signed = "signed" if one.signed else "not signed"
    if one.revoked is not None:
        return f"{one.label}: {signed}; revoked on {one.revoked.on}: {one.revoked.reason}"
    return f"{one.label}: {signed}"


def _refused(path: Path, message: str, hint: str) -> InputError:
    return InputError([Diagnostic(Location(str(path)), message, hint)])


def _counted(bundles: int) -> str:
    return "1 bundle" if bundles == 1 else f"{bundles} bundles"
