"""Read a version of a pack, a folder or a bundle, such that it can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load.document import validated
from rfpkit.load.text import decode
from rfpkit.load.yaml import Parsed, parse
from rfpkit.model.library.files import LIBRARY
from rfpkit.packs.bundle import MANIFEST as DIGESTS
from rfpkit.packs.find import MANIFEST
from rfpkit.packs.library.locate import FOLDER, assert_not_too_large
from rfpkit.packs.library.trees import HIGHEST, Tree
from rfpkit.packs.meaning.changelog import CHANGELOG
from rfpkit.packs.meaning.contents import Contents, contents
from rfpkit.workflows.packs.beside import packs_below
from rfpkit.workflows.packs.share.bundle_of import files_in, open_files


def read_contents(path: Path, beside: Path | None = None) -> Contents:
    """Returns what a version of a pack holds.

    Args:
        path: its folder, or its bundle.
        beside: a folder whose neighbors are asked for the packs below, too.

    Raises:
        InputError: it is no pack, a file in it cannot be used, or a pack below is not there.
    """
    opened = open_files(path)
    files, manifest = opened.files, opened.manifest
    own = library_of(files, str(path), manifest.name, HIGHEST - 1)
    below = [
        tree
        for rank, pack in enumerate(packs_below(manifest, path, beside))
        for tree in library_of(files_in(pack.folder), str(pack.folder), pack.manifest.name, rank)
    ]
    return contents(manifest, own, below, dict(_digests(files)))


def library_of(files: Mapping[str, bytes], path: str, pack: str, rank: int) -> list[Tree]:
    """Returns the files of a pack's library.

    Args:
        files: the pack's files by their names.
        path: its folder or bundle, as messages name it.
        pack: its name.
        rank: how high it lies among the packs that it is read with.

    Raises:
        InputError: with everything that is wrong in them.
    """
    trees: list[Tree] = []
    found: list[Diagnostic] = []
    names = [one for one in files if one.startswith(f"{FOLDER}/") and one.endswith(".yaml")]
    assert_not_too_large(sum(len(files[name]) for name in names), f"{path}/{FOLDER}")
    for name in sorted(names):
        try:
            parsed = library_file(parse(decode(files[name], f"{path}/{name}"), f"{path}/{name}"))
            trees.append(Tree(parsed.data, parsed.places, pack, rank))
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
