"""Build an RFP's documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.logo import read_logo
from rfpkit.model.digest import short
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.worked import Worked
from rfpkit.packs.stack import Stack
from rfpkit.render import solicitation_json
from rfpkit.render.document import document_html
from rfpkit.render.engine import BrokenTemplateError
from rfpkit.render.formats import FORMATS, JSON
from rfpkit.render.view.family.page import PAGE
from rfpkit.render.view.rfp import WORKED
from rfpkit.workflows.audits.case import Step, silent
from rfpkit.workflows.field_texts import told_at_fields
from rfpkit.workflows.open_contracting import FORMAT as OPEN_DATA
from rfpkit.workflows.open_contracting import open_contracting, without_a_date
from rfpkit.workflows.packs.lock.lock import against_lock
from rfpkit.workflows.rfp import OpenedRfp, open_rfp
from rfpkit.workflows.template_place import told_by_sections, told_with_the_field
from rfpkit.workflows.workbooks import FORMAT as WORKBOOKS
from rfpkit.workflows.workbooks import too_long_for_a_cell, workbooks
from rfpkit.workflows.writable import no_logo, without_sign
from rfpkit.workflows.write import write_files


@dataclass(frozen=True)
class Built:
    """What was built."""

    solicitation: Solicitation
    files: tuple[Path, ...]
    unlocked: tuple[str, ...] = ()
    """How the packs differ from the lock beside the RFP."""

    def json(self) -> str:
        """Returns the solicitation, its levels' digests and the files as JSON."""
        levels = {level.id: short(level.digest) for level in self.solicitation.service_levels}
        facts = {
            "id": self.solicitation.id,
            "digest": short(self.solicitation.digest),
            "service_levels": levels,
            "files": [str(path) for path in self.files],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


def build(
    rfp: Path,
    output: Path,
    *,
    section: str | None = None,
    formats: Sequence[str] = ("pdf", "docx", "html"),
    locked: bool = False,
    step: Step = silent,
) -> Built:
    """Builds the document, whole or one section of it, in each format.

    Raises:
        InputError: the RFP, a section's id or a format cannot be used, or the project is to be
            `locked` and differs from its lock; nothing is written then.
    """
    chosen = _formats(formats)
    step("reading the RFP")
    opened = open_rfp(rfp, lambda made: _unwritable(made, chosen, rfp))
    solicitation = opened.solicitation
    pack = opened.stack(rfp)
    lock, unlocked = against_lock(opened, rfp, needed=locked)
    documents = [form for form in chosen if form in FORMATS]
    html = _document(opened, pack, section, rfp, lock) if documents else ""
    name = solicitation.id if section is None else f"{solicitation.id}-{section}"
    files: dict[str, bytes] = {}
    for form in chosen:
        step(f"writing {form}")
        if form == WORKBOOKS:
            files |= workbooks(solicitation, pack.manifest, section, rfp)
        elif form == OPEN_DATA:
            files |= open_contracting(solicitation)
        elif form == JSON:
            files[f"{solicitation.id}.json"] = solicitation_json.render(solicitation)
        else:
            files[f"{name}{FORMATS[form].suffix}"] = _rendered(form, html, opened, pack)
    return Built(solicitation, tuple(write_files(output, files)), unlocked)


def _rendered(form: str, html: str, opened: OpenedRfp, pack: Stack) -> bytes:
    try:
        return FORMATS[form].render(html)
    except InputError as error:
        raise told_by_sections(told_at_fields(error, opened), opened, pack) from error


def _document(opened: OpenedRfp, pack: Stack, section: str | None, rfp: Path, lock: str) -> str:
    solicitation = opened.solicitation
    named = solicitation.issuer.logo
    logo = read_logo(rfp, named.file) if named is not None else b""
    worked: Iterable[Worked] = ()
    if section != PAGE and any(place.id == WORKED for place in pack.manifest.sections):
        from rfpkit.sla.worked.examples import worked_examples  # half a second, with its tables

        worked = worked_examples(solicitation)
    try:
        return document_html(solicitation, pack, section, worked, logo, lock)
    except BrokenTemplateError as error:
        raise told_with_the_field(error, opened) from error
    except InputError as error:
        raise told_by_sections(error, opened, pack) from error


def _unwritable(solicitation: Solicitation, formats: Sequence[str], rfp: Path) -> Iterable[Problem]:
    yield from no_logo(solicitation, rfp)
    if WORKBOOKS in formats:
        yield from too_long_for_a_cell(solicitation)
    if OPEN_DATA in formats:
        yield from without_a_date(solicitation)
    # Screens and workbooks find other fonts; paper has the bundled ones only.
    if set(formats) & {"pdf", "docx"}:
        yield from without_sign(solicitation)


def _formats(names: Sequence[str]) -> list[str]:
    wanted = [name.strip() for name in names if name.strip()]
    known = [*FORMATS, JSON, WORKBOOKS, OPEN_DATA]
    hint = f"write one or more of: {','.join(known)}"
    wrong = [name for name in wanted if name not in known]
    if wrong or not wanted:
        messages = [f"there is no format `{name}`" for name in wrong] or ["no format is named"]
        raise InputError([Diagnostic(Location("--format"), text, hint) for text in messages])
    return list(dict.fromkeys(wanted))
