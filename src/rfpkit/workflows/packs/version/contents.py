"""Read a version of a pack, a folder or a bundle, such that it can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import validated
from rfpkit.load.text import decode
from rfpkit.load.yaml import Parsed, parse
from rfpkit.model.library.files import LIBRARY
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.bundle import MANIFEST as DIGESTS
from rfpkit.packs.bundle import SUFFIX, read, unbundle
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST
from rfpkit.packs.library.locate import FOLDER
from rfpkit.packs.library.trees import HIGHEST, Tree
from rfpkit.packs.meaning.changelog import CHANGELOG
from rfpkit.packs.meaning.contents import Contents, contents
from rfpkit.workflows.packs.beside import packs_below


def read_contents(path: Path, beside: Path | None = None) -> Contents:
    """Returns what a version of a pack holds.

    Args:
        path: its folder, or its bundle.
        beside: a folder whose neighbors are asked for the packs below, too.

    Raises:
        InputError: it is no pack, a file in it cannot be used, or a pack below is not there.
    """
    files = files_in(path)
    if MANIFEST not in files:
        hint = "name the folder of a pack, or its bundle"
        raise InputError([Diagnostic(Location(str(path)), f"it has no {MANIFEST}", hint)])
    manifest = _manifest(files[MANIFEST], f"{path}/{MANIFEST}")
    own = _library(files, str(path), manifest.name)
    below = [
        Tree(tree.data, tree.places, tree.pack, rank)
        for rank, pack in enumerate(packs_below(manifest, path, beside))
        for tree in _library(files_in(pack.folder), str(pack.folder), pack.manifest.name)
    ]
    return contents(manifest, own, below, dict(_digests(files)))


def files_in(path: Path) -> Mapping[str, bytes]:
    """Returns the files of a pack by their names.

    Raises:
        InputError: the path is no pack, or something in it may not be in one.
    """
    if path.is_dir():
        return {name: file.read_bytes() for name, file in files_of(path).items()}
    if path.suffix != SUFFIX:
        hint = f"name the folder of a pack, or a bundle, NAME-VERSION{SUFFIX}"
        raise InputError([Diagnostic(Location(str(path)), "there is no such pack", hint)])
    return unbundle(read(path), path)


def _manifest(raw: bytes, file: str) -> PackManifest:
    return validated(parse(decode(raw, file), file), PackManifest)


def _library(files: Mapping[str, bytes], path: str, pack: str) -> list[Tree]:
    trees: list[Tree] = []
    found: list[Diagnostic] = []
    for name in sorted(files):
        if not name.startswith(f"{FOLDER}/") or not name.endswith(".yaml"):
            continue
        try:
            parsed = library_file(parse(decode(files[name], f"{path}/{name}"), f"{path}/{name}"))
            trees.append(Tree(parsed.data, parsed.places, pack, HIGHEST - 1))
        except InputError as error:
            found += error.diagnostics
    if found:
        raise InputError(found)
    return trees


def library_file(parsed: Parsed) -> Parsed:
    """Returns a file of a library that is sound.

    Raises:
        InputError: it is none, or something in it is wrong.
    """
    model = LIBRARY.get(str(parsed.data.get("kind")))
    if model is None:
        message = "this file is no part of a library"
        hint = f"begin it with one of: {', '.join(f'kind: {kind}' for kind in LIBRARY)}"
        raise InputError([Diagnostic(parsed.places.value(("kind",)), message, hint)])
    validated(parsed, model)
    return parsed


def _digests(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    return [
        (name, hashlib.sha256(data).hexdigest())
        for name, data in files.items()
        if name not in {MANIFEST, DIGESTS, CHANGELOG}
        and not (name.startswith(f"{FOLDER}/") and name.endswith(".yaml"))
    ]
