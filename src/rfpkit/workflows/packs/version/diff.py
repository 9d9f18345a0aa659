"""Compare two versions of a pack, and say which number the new one deserves."""

from __future__ import annotations

from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.meaning.changelog import bones
from rfpkit.packs.meaning.compare import Comparison, compare
from rfpkit.workflows.packs.version.contents import read_contents


def diff(old: Path, new: Path) -> Comparison:
    """Returns what changed between two versions of a pack, folders or bundles.

    Raises:
        InputError: one of them cannot be used, or they are versions of different packs.
    """
    before, after = read_contents(old, new), read_contents(new, old)
    names = (before.manifest.name, after.manifest.name)
    if names[0] != names[1]:
        message = f"`{names[0]}` and `{names[1]}` are different packs"
        hint = "name two versions of one pack"
        raise InputError([Diagnostic(Location(str(new)), message, hint)])
    return compare(before, after)


def entry(found: Comparison) -> str:
    """Returns the bones of the changelog's entry for the new version."""
    return bones(found, max(found.after, found.deserved))
