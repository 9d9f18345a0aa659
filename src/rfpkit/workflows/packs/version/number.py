"""Whether a pack's version says as much as what changed since the version before."""

from __future__ import annotations

import re
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import load_placed
from rfpkit.load.text import read as read_text
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import Version, parse_version, write_version
from rfpkit.packs.bundle import SUFFIX, bundle, read
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST
from rfpkit.packs.meaning.changelog import CHANGELOG, bones, has_entry, with_entry
from rfpkit.packs.meaning.compare import Comparison
from rfpkit.workflows.packs.version.diff import diff
from rfpkit.workflows.write import write_files


def numbered(folder: Path, output: Path, since: Path | None = None) -> tuple[PackManifest, str]:
    """Returns what a pack says of itself, once its number is found to be large enough.

    Where its changelog has no section for the version, the bones of one are written; the second
    value then says so.

    Args:
        folder: the pack.
        output: where its bundles lie.
        since: the version before; the highest earlier one among the bundles if left out.

    Raises:
        InputError: the version is smaller than the change deserves, or was bundled with other
            bytes.
    """
    manifest, places = load_placed(folder / MANIFEST, PackManifest)
    at = places.value(("version",))
    same = output / f"{manifest.name}-{write_version(manifest.version)}{SUFFIX}"
    if same.is_file():
        if read(same) == bundle(folder):
            return manifest, ""
        raise InputError([_bundled_before(folder, same, manifest, at)])
    files_of(folder)  # what may not be in a pack is told before anything is written
    before = since or _highest_earlier(manifest, output)
    found = None if before is None else diff(before, folder)
    if found is not None and found.is_too_small:
        raise InputError([_too_small(found, at)])
    return manifest, _with_an_entry(folder, found, manifest.version)


def _highest_earlier(manifest: PackManifest, output: Path) -> Path | None:
    found: dict[Version, Path] = {}
    named = re.compile(rf"{re.escape(manifest.name)}-(\d{{1,4}}(?:\.\d{{1,4}}){{2}})")
    for path in sorted(output.glob(f"*{SUFFIX}")) if output.is_dir() else ():
        if (match := named.fullmatch(path.name.removesuffix(SUFFIX))) is not None:
            found[parse_version(match[1])] = path
    earlier = [version for version in found if version < manifest.version]
    return found[max(earlier)] if earlier else None


def _bundled_before(folder: Path, same: Path, manifest: PackManifest, at: Location) -> Diagnostic:
    found = diff(same, folder)
    least = write_version(_next(found))
    message = f"version: {manifest.label} was bundled before, with other bytes: {same}"
    told = f"; the change is {found.step.word}: {_why(found)}" if found.differences else ""
    return Diagnostic(at, message, f"write {least}{told}")


def _next(found: Comparison) -> Version:
    major, minor, patch = found.before
    return max(found.deserved, (major, minor, patch + 1))


def _too_small(found: Comparison, at: Location) -> Diagnostic:
    old, new, least = map(write_version, (found.before, found.after, found.deserved))
    message = f"version: {new} says less than what changed since {old}, which is {found.step.word}"
    return Diagnostic(at, message, f"write {least} or later: {_why(found)}")


def _why(found: Comparison) -> str:
    largest = [one for one in found.differences if one.step is found.step]
    more = f", and {len(largest) - 1} more, see `rfpkit pack diff`" if len(largest) > 1 else ""
    return f"{largest[0].what} is {largest[0].kind.value}{more}"


def _with_an_entry(folder: Path, found: Comparison | None, version: Version) -> str:
    file = folder / CHANGELOG
    text = read_text(file, str(file)) if file.is_file() else ""
    if has_entry(text, version):
        return ""
    made = with_entry(text, bones(found, version))
    write_files(folder, {CHANGELOG: made.encode()})
    named = write_version(version)
    return f"wrote the bones of an entry for {named} to {file}, for you to complete"
