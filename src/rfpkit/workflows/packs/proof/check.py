"""Check a pack: its files, its prose, its names, and documents that are built to try it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location, printable
from rfpkit.load.argument import read_argument
from rfpkit.load.document import load_any, load_placed, parse_file
from rfpkit.load.places import Places, address
from rfpkit.load.text import read as read_text
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import write_version
from rfpkit.model.scalars import parse_date
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST
from rfpkit.packs.library.locate import FOLDER
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import Tree
from rfpkit.packs.meaning.changelog import CHANGELOG, has_entry
from rfpkit.packs.proof.dead import dead
from rfpkit.packs.proof.goals import without_a_goal
from rfpkit.packs.proof.names import undefined
from rfpkit.packs.proof.remark import Remark
from rfpkit.packs.stack import Stack
from rfpkit.review.finding import Finding
from rfpkit.workflows.audits.case import Step, silent
from rfpkit.workflows.findings import Placed
from rfpkit.workflows.packs.beside import stack_of
from rfpkit.workflows.packs.library import shelf_of
from rfpkit.workflows.packs.lock.pack_side import prove
from rfpkit.workflows.packs.proof.invented import named_calendars
from rfpkit.workflows.packs.proof.proofs import TESTS, proofs_of
from rfpkit.workflows.packs.proof.prose import prose
from rfpkit.workflows.packs.proof.trial_build import EXAMPLES, Trial, try_pack
from rfpkit.workflows.packs.share.bundle_of import files_in

LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt")
"""Names of the file that says on which terms a pack may be used."""


@dataclass(frozen=True)
class CheckedPack:
    """A pack that can be used, and what a careful reader would say of it."""

    label: str
    folder: str
    counts: tuple[tuple[str, int], ...]
    trial: Trial
    findings: tuple[Placed, ...]

    def lines(self) -> Iterator[str]:
        """Returns a line for each finding, then what was looked at."""
        yield from (found.line() for found in self.findings)
        counted = ", ".join(f"{count} {what}" for what, count in self.counts)
        yield f"{printable(self.folder)}: {self.label} is sound: {counted}"
        for one in self.trial.documents:
            yield f"{printable(self.folder)}: built to try it: {printable(one)}"
        for one in self.trial.left_out:
            yield f"{printable(self.folder)}: {printable(one)}"
        if not self.trial.documents:
            yield f"{printable(self.folder)}: nothing was built to try it"

    def json(self) -> str:
        """Returns the findings for programs."""
        facts = {
            "pack": self.label,
            "counts": dict(self.counts),
            "tried": list(self.trial.documents),
            "not_tried": list(self.trial.left_out),
            "findings": [found.facts() for found in self.findings],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


def check_pack(
    folder: Path, on: datetime.date, formats: Sequence[str], step: Step = silent
) -> CheckedPack:
    """Checks the pack in a folder.

    Args:
        folder: the pack.
        on: the date on which its clauses must be in force, or later.
        formats: those in which a trial is built; none builds nothing.
        step: shows what is being done.

    Raises:
        InputError: with everything for which the pack cannot be used.
    """
    step("reading the pack")
    stack = stack_of(folder)
    shelf = shelf_of(stack)
    prove(folder, stack, files_in(folder))
    proofs_of(stack)
    _other_files(folder)
    manifest, places = load_placed(folder / MANIFEST, PackManifest)
    at = places.value(("sections",)) if manifest.sections else Location(places.file, 1, 1)
    remarks = [
        *undefined(shelf, manifest.name, _calendars(stack)),
        *without_a_goal(shelf, manifest.name),
        *dead(shelf, manifest.name, manifest.jurisdictions, on),
    ]
    sections = [places.value(("sections", n, "id")) for n, _ in enumerate(manifest.sections)]
    found = [
        *_files_that_go_with_it(folder, manifest, places),
        *_sections(stack, at, sections),
        *prose(shelf, manifest.name),
        *(_placed(one) for one in remarks),
    ]
    trial = try_pack(stack, shelf, formats, step)
    return CheckedPack(
        label=manifest.label,
        folder=str(folder),
        counts=tuple(_counts(shelf, manifest.name)),
        trial=trial,
        findings=tuple(sorted((*found, *trial.findings), key=lambda one: one.at)),
    )


def read_date(text: str) -> datetime.date:
    """Returns the date that a person gives on the command line.

    Raises:
        InputError: it is none.
    """
    return read_argument(parse_date, text, "--on")


def _other_files(folder: Path) -> None:
    """Reads the YAML that no library, manifest or proof is."""
    wrong: list[Diagnostic] = []
    for name, path in files_of(folder).items():
        head = name.partition("/")[0]
        if not name.endswith(".yaml") or name == MANIFEST or head in {FOLDER, TESTS}:
            continue
        try:
            # An example's RFP may take from the pack; it is opened when it is built.
            if head != EXAMPLES or parse_file(path).data.get("kind") != "rfp":
                load_any(path)
        except InputError as error:
            wrong += error.diagnostics
    if wrong:
        raise InputError(wrong)


def _calendars(stack: Stack) -> set[str]:
    found: set[str] = set()
    for pack in stack.packs:
        for name, path in files_of(pack.folder).items():
            if name.partition("/")[0] in {EXAMPLES, TESTS} and name.endswith(".yaml"):
                data = parse_file(path).data
                found |= named_calendars([data])
                if data.get("kind") == "calendar":
                    found.add(str(data.get("id")))
    return found


def _files_that_go_with_it(
    folder: Path, manifest: PackManifest, places: Places
) -> Iterator[Placed]:
    version = places.value(("version",))
    if not any((folder / name).is_file() for name in LICENCES):
        message = "the pack has no file LICENSE"
        hint = f"put the text of {manifest.licence} into it"
        yield Placed(places.value(("licence",)), Finding("no-licence", "licence", message, hint))
    changelog = folder / CHANGELOG
    if not changelog.is_file():
        message, hint = f"the pack has no {CHANGELOG}", "`rfpkit pack bundle` writes its bones"
        yield Placed(version, Finding("no-changelog", "version", message, hint))
    elif not has_entry(read_text(changelog, str(changelog)), manifest.version):
        named = write_version(manifest.version)
        message = f"{CHANGELOG} has no section for {named}"
        hint = f"write `## {named}`, or let `rfpkit pack bundle` write its bones"
        yield Placed(version, Finding("no-changelog", "version", message, hint))


def _sections(stack: Stack, at: Location, places: Sequence[Location]) -> Iterator[Placed]:
    templates = {path.name for folder in stack.folders for path in _templates(folder)}
    for position, section in enumerate(stack.top.manifest.sections):
        if f"{section.id}{_TEMPLATE}" not in templates:
            message = "the section has no template"
            hint = f"write sections/{section.id}{_TEMPLATE}, or take the section out"
            where = f"sections[{section.id}]"
            yield Placed(places[position], Finding("no-template", where, message, hint))
    known = {section.id for section in stack.manifest.sections}
    for path in _templates(stack.top.folder):
        if path.name.removesuffix(_TEMPLATE) not in known:
            message = "no section of the pack has this template"
            hint = f"name the section in pack.yaml, {at}, or take the file out"
            where = f"sections/{path.name}"
            yield Placed(Location(str(path), 1, 1), Finding("no-section", where, message, hint))


_TEMPLATE = ".html.j2"


def _templates(folder: Path) -> list[Path]:
    return sorted((folder / "sections").glob(f"*{_TEMPLATE}"))


def _placed(one: Remark) -> Placed:
    where = address(one.path, one.tree.data)
    return Placed(one.tree.places.value(one.path), Finding(one.rule, where, one.message, one.hint))


def _counts(shelf: Shelf, pack: str) -> Iterable[tuple[str, int]]:
    for key, word in (
        ("requirements", "requirement"),
        ("service_levels", "service level"),
        ("clauses", "clause"),
    ):
        own = [one for one in shelf.items[key].values() if _tree(shelf, one.layer).pack == pack]
        yield word if len(own) == 1 else f"{word}s", len(own)


def _tree(shelf: Shelf, layer: int) -> Tree:
    return shelf.files[layer - 1]
