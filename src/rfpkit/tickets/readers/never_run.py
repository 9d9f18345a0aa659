"""What a workbook holds that is never run, followed or asked: told, so that nobody relies on it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from rfpkit.errors import InputError
from rfpkit.model.exports.intake import Finding
from rfpkit.tickets.readers.archive import BROKEN, is_zip
from rfpkit.tickets.readers.given import Given, given_files
from rfpkit.tickets.readers.stored import Stored

_LARGEST = 300_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def never_run(paths: Sequence[Given]) -> tuple[Finding, ...]:
    """Returns a finding for the macros, and one for the links, of the workbooks among files."""
    holds = {str(file): _parts_of(file) for file in given_files(paths)}
    findings = []
    for kind, signs, told in _KINDS:
        files = [file for file, names in holds.items() if _any(names, signs)]
        if files:
            message = f"{'workbook holds' if len(files) == 1 else 'workbooks hold'} {told}"
            examples = tuple(Path(file).name for file in files[:5])
            findings.append(
                Finding(
                    id=kind,
                    message=f"{len(files)} {message}",
                    count=len(files),
                    examples=examples,
                )
            )
    return tuple(findings)


def _any(names: Iterable[str], signs: Sequence[str]) -> bool:
    return any(sign in name for name in names for sign in signs)


def _parts_of(file: Given) -> list[str]:
    """Returns the names of what a workbook is made of; nothing for another file."""
    try:
        stored = Stored(file)
        if stored.start.startswith(_OLD_OFFICE):
            # The names of the parts are found by looking for them.
            raw = stored.content(_LARGEST)
            return [sign for sign in _OLD_SIGNS if sign.encode("utf-16-le") in raw]
        if is_zip(stored.start) and stored.path is not None:
            with zipfile.ZipFile(stored.path) as archive:
                return archive.namelist()
    except (InputError, *BROKEN):
        # Whoever reads its cells tells what is wrong with it.
        return []
    return []


_OLD_SIGNS = ("_VBA_PROJECT",)
_MACROS = "macros; none was run"
_LINKS = "links to other files; none was followed: cells show what they did when it was saved"
_KINDS = (
    ("macros-not-run", ("vbaProject", "macrosheets/", "_VBA_PROJECT", "Basic/"), _MACROS),
    ("links-not-followed", ("externalLinks/", "xl/connections", "xl/queryTables/"), _LINKS),
)
