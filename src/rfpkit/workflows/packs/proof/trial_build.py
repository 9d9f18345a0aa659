"""Build documents of a pack to try it: its examples, or an invented issuer that takes all of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import parse_file
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST, PACKS
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.stack import Stack
from rfpkit.render.formats import FORMATS, JSON
from rfpkit.review.accessibility import barriers
from rfpkit.review.finding import Finding
from rfpkit.workflows.audits.case import Step
from rfpkit.workflows.build import build
from rfpkit.workflows.findings import Placed
from rfpkit.workflows.open_contracting import FORMAT as OPEN_DATA
from rfpkit.workflows.packs.proof.invented import invented
from rfpkit.workflows.packs.proof.trial import trial_folder, trial_rfp
from rfpkit.workflows.rfp import open_rfp
from rfpkit.workflows.workbooks import FORMAT as WORKBOOKS

EXAMPLES: Final = "examples"
LAYOUT: Final = "layouts/rfp.html.j2"
"""Without this template a pack is a library only."""
EVERY_FORMAT: Final = (*FORMATS, JSON, WORKBOOKS, OPEN_DATA)


@dataclass(frozen=True)
class Trial:
    """What came of a trial."""

    documents: tuple[str, ...]
    """The RFPs that were built."""
    left_out: tuple[str, ...]
    """What no trial took, with the reason."""
    findings: tuple[Placed, ...]


def try_pack(stack: Stack, shelf: Shelf, formats: Sequence[str], step: Step) -> Trial:
    """Builds each RFP of the pack's examples, or one that takes everything.

    Raises:
        InputError: a document cannot be built.
    """
    if not formats:
        return Trial((), (), ())
    if not any((folder / LAYOUT).is_file() for folder in stack.folders):
        told = f"no RFP can be built: neither the pack nor one below it has {LAYOUT}"
        return Trial((), (told,), ())
    found: list[Placed] = []
    built: list[str] = []
    left: list[str] = []
    with trial_folder(stack) as trial:
        for rfp, shown in list(_rfps(stack, shelf, trial)):
            step(f"building {shown}")
            output = trial / "out"
            try:
                made = build(rfp, output, formats=formats, step=step)
            except InputError as error:
                raise InputError(_told(one, trial, stack) for one in error.diagnostics) from error
            built.append(shown)
            left += _not_taken(rfp, shown)
            found += _read_by_everybody(made.files, shown, stack)
            shutil.rmtree(output)
    return Trial(tuple(built), tuple(left), tuple(dict.fromkeys(found)))


def _rfps(stack: Stack, shelf: Shelf, trial: Path) -> Iterator[tuple[Path, str]]:
    examples = rfps_in(stack.top.folder)
    for file in examples:
        home = file.parent
        copy = trial / PACKS / stack.top.manifest.name / file.relative_to(stack.top.folder).parent
        _packs_beside(trial, copy)
        yield copy / file.name, str(home / file.name)
    if not examples:
        yield trial_rfp(trial, stack, invented(shelf)), "an invented RFP that takes everything"


def _not_taken(rfp: Path, shown: str) -> Iterator[str]:
    """Yields how many conditions the facts of a trial do not meet: no RFP meets all of them."""
    opened = open_rfp(rfp)
    asked = opened.resolved.left_out if opened.resolved is not None else ()
    requirements = [one for one in asked if one.list == "requirements" and one.reason != "excepted"]
    rfp_made = opened.solicitation
    clauses = [
        clause
        for clause in rfp_made.required_clauses or ()
        if not clause.decide(rfp_made.facts, rfp_made.issued_on).applies
    ]
    for count, word in ((len(requirements), "requirements"), (len(clauses), "clauses")):
        if count:
            yield f"{count} {word} are not in {shown}: its facts do not meet their conditions"


def _packs_beside(trial: Path, home: Path) -> None:
    # A project's packs lie beside its RFP.
    if not (home / PACKS).exists():
        shutil.copytree(trial / PACKS, home / PACKS, ignore=shutil.ignore_patterns(EXAMPLES))


def rfps_in(folder: Path) -> list[Path]:
    """Returns the RFPs among a pack's examples.

    Raises:
        InputError: a file of them cannot be read.
    """
    files = [
        path
        for name, path in files_of(folder).items()
        if name.startswith(f"{EXAMPLES}/") and name.endswith(".yaml")
    ]
    return [path for path in files if parse_file(path).data.get("kind") == "rfp"]


def _told(one: Diagnostic, trial: Path, stack: Stack) -> Diagnostic:
    """Returns a diagnostic with the place of the pack's own file instead of the trial's copy."""
    file = one.at.file
    if file == "document" and (found := re.search(r"#([\w-]+)", f"{one.at} {one.message}")):
        # What may not stand in a document is told of the section, which is a template's.
        return Diagnostic(_template(found[1], stack), one.message, one.hint)
    for folder in stack.folders if file.endswith(".j2") else ():
        if not Path(file).is_absolute() and (folder / file).is_file():
            at = Location(str(folder / file), one.at.line, one.at.column)
            return Diagnostic(at, one.message, one.hint)
    if (own := _own_file(file, trial, stack)) is not None:
        return Diagnostic(replace(one.at, file=own), one.message, one.hint)
    if file.startswith(str(trial)):
        at = Location(str(stack.top.folder / MANIFEST), 1, 1)
        message = f"an invented RFP that takes everything cannot be built: {one.message}"
        return Diagnostic(at, message, f"{one.hint}, or show how in an RFP of `{EXAMPLES}/`")
    return one


def _own_file(file: str, trial: Path, stack: Stack) -> str | None:
    """Returns the pack's file of which a trial has the copy; None where it is no copy."""
    copies = {pack.folder: f"/{PACKS}/{pack.manifest.name}/" for pack in stack.packs}
    if file.startswith(str(trial)):
        # An example's folder has copies of its own: the last name is the pack's.
        found = {file.rfind(part): (folder, part) for folder, part in copies.items()}
        last = max(found)
        folder, part = found[last]
        return None if last < 0 else str(folder / file[last + len(part) :])
    for pack in stack.packs:
        if file.startswith(f"{pack.manifest.name}/"):
            return str(pack.folder / file.removeprefix(f"{pack.manifest.name}/"))
    return None


def _read_by_everybody(files: Sequence[Path], shown: str, stack: Stack) -> Iterator[Placed]:
    for file in files:
        if file.suffix == ".html":
            for one in barriers(file.read_text("utf-8")):
                at = _template(one.section, stack)
                where = f"{shown}, HTML line {one.line}"
                yield Placed(at, Finding(f"accessibility-{one.rule}", where, one.message, one.hint))


def _template(name: str, stack: Stack) -> Location:
    """Returns the template of the section in which something is, as far as one can tell."""
    section = name.partition(".")[0]
    for folder in stack.folders:
        for path in (folder / f"sections/{section}.html.j2", folder / f"forms/{section}.html.j2"):
            if section and path.is_file():
                return Location(str(path), 1, 1)
    return Location(str(stack.top.folder / MANIFEST), 1, 1)
