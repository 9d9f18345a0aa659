"""The library of a pack over those of the packs below it, each file by the name that it has."""

from __future__ import annotations

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load.document import parse_file
from rfpkit.packs.library.locate import library_files
from rfpkit.packs.library.overlays import withdraw
from rfpkit.packs.library.shelf import Shelf, shelve
from rfpkit.packs.library.trees import Tree
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.version.contents import library_file


def shelf_of(stack: Stack) -> Shelf:
    """Returns what the packs of a stack offer together.

    Raises:
        InputError: with everything that is wrong with a file of a library.
    """
    trees: list[Tree] = []
    found: list[Diagnostic] = []
    for rank, pack in enumerate(stack.packs):
        for path, _ in library_files(pack):
            try:
                inside = path.relative_to(pack.folder.resolve())
                read = library_file(parse_file(path, str(pack.folder / inside)))
            except InputError as error:
                found += error.diagnostics
                continue
            trees.append(Tree(read.data, read.places, pack.manifest.name, rank))
    if found:
        raise InputError(found)
    shelf = shelve(trees)
    withdraw(shelf)
    return shelf
