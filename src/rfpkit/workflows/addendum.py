"""Change an RFP by addendum: two versions in, the addendum out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.addenda.difference import Change, written
from rfpkit.model.addenda.told import Comparison, Remark
from rfpkit.model.digest import short
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.bundle import digest
from rfpkit.packs.stack import Stack
from rfpkit.render.addendum.document import addendum_html, questions_html
from rfpkit.render.formats import FORMATS
from rfpkit.review.addendum.comparable import between
from rfpkit.review.addendum.comparison import compare
from rfpkit.review.addendum.labels import change_words
from rfpkit.review.addendum.substance import substance
from rfpkit.review.finding import Finding
from rfpkit.workflows.audits.case import Step, silent
from rfpkit.workflows.field_texts import told_at_fields
from rfpkit.workflows.findings import Placed, placed
from rfpkit.workflows.rfp import OpenedRfp, open_rfp
from rfpkit.workflows.write import write_files

PAGES = ("pdf", "docx", "html")
"""Formats of a document that people read."""
JSON = "json"
"""The list of changes for programs."""


@dataclass(frozen=True)
class Written:
    """An addendum, and the files that it became."""

    comparison: Comparison
    files: tuple[Path, ...]
    findings: tuple[Placed, ...]
    """What a careful reader would say of it, with its places in the later version."""

    def json(self) -> str:
        """Returns the changes for programs."""
        return as_json(self.comparison)


def addendum(
    old: Path,
    new: Path,
    output: Path,
    *,
    formats: Sequence[str] = PAGES,
    number: int | None = None,
    step: Step = silent,
) -> Written | None:
    """Writes the addendum between two versions of an RFP; None, and nothing, if they are alike.

    Raises:
        InputError: a file, a format or the pair of versions cannot be used.
    """
    chosen = _formats(formats, (*PAGES, JSON))
    step("reading both versions")
    earlier = open_version(old)
    before = earlier.solicitation
    opened = open_version(new, lambda rfp: between(before, rfp, number))
    after = opened.solicitation
    found = compare(before, after, number)
    if found is None:
        return None
    packs = earlier.stack(rfp_file(old)), opened.stack(rfp_file(new))
    found = replace(found, remarks=(*found.remarks, *_pack_remarks(*packs)))
    manifests = packs[0].manifest, packs[1].manifest
    html = addendum_html(found, manifests) if set(chosen) - {JSON} else ""
    name = f"{after.id}-addendum-{found.addendum.number}"
    files = {}
    for form in chosen:
        step(f"writing {form}")
        made = as_json(found).encode() if form == JSON else _rendered(form, html, opened, earlier)
        files[f"{name}.{form}"] = made
    remarks = [Finding(*remark) for remark in found.remarks]
    findings = tuple(placed(remarks, opened.read)) if opened.read is not None else ()
    return Written(found, tuple(write_files(output, files)), findings)


def questions(
    rfp: Path, output: Path, *, formats: Sequence[str] = PAGES, step: Step = silent
) -> tuple[Path, ...]:
    """Writes the log of questions and answers of an RFP as a document of its own.

    Raises:
        InputError: the file or a format cannot be used, or nobody has asked anything.
    """
    chosen = _formats(formats, PAGES)
    step("reading the RFP")
    opened = open_version(rfp)
    solicitation = opened.solicitation
    if not solicitation.questions:
        message = "the RFP holds no `questions`"
        hint = "add the first one: {id: Q-01, received: 2026-02-03, question: …}"
        raise InputError([Diagnostic(Location(str(rfp_file(rfp))), message, hint)])
    html = questions_html(solicitation, opened.stack(rfp_file(rfp)).manifest)
    name = f"{solicitation.id}-questions"
    files = {}
    for form in chosen:
        step(f"writing {form}")
        files[f"{name}.{form}"] = _rendered(form, html, opened)
    return tuple(write_files(output, files))


def open_version(
    path: Path, also: Callable[[Solicitation], Iterable[Problem]] | None = None
) -> OpenedRfp:
    """Returns the RFP in a file, or in a folder that holds `rfp.yaml`.

    Raises:
        InputError: with every problem.
    """
    return open_rfp(rfp_file(path), also)


def rfp_file(path: Path) -> Path:
    """Returns the file that is meant: a folder stands for its `rfp.yaml`."""
    return path / "rfp.yaml" if path.is_dir() else path


def as_json(found: Comparison) -> str:
    """Returns an addendum for programs: each change with its path and both values."""
    facts = {
        "rfp": found.new.id,
        "addendum": found.addendum.number,
        "date": found.addendum.date.isoformat(),
        "summary": found.addendum.summary,
        "substantive": found.substantive,
        "substantive_by_rule": found.by_rule,
        "erate_earliest_close": found.erate_earliest and found.erate_earliest.isoformat(),
        "digests": {"before": short(found.old.digest), "after": short(found.new.digest)},
        "changes": [_change(change) for change in found.changes],
        "clauses": [{"id": one.id, "kind": one.kind} for one in found.entries if not one.changes],
        "questions": [one.id for one in found.questions],
        "findings": [remark._asdict() for remark in found.remarks],
    }
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def _pack_remarks(before: Stack, after: Stack) -> Iterable[Remark]:
    """Yields a remark for each pack whose own words may differ: no field tells them."""
    earlier = {pack.manifest.name: pack for pack in before.packs}
    for pack in after.packs:
        was = earlier.get(pack.manifest.name)
        if was is None or was.folder == pack.folder or digest(was.folder) == digest(pack.folder):
            continue
        labels = f"{was.manifest.label} before, {pack.manifest.label} now"
        message = f"the pack's own words may have changed, and no addendum tells them: {labels}"
        hint = "keep the pack of the earlier version, or compare both with `rfpkit pack diff`"
        yield Remark("pack-changed", "pack", message, hint)


def _rendered(form: str, html: str, *versions: OpenedRfp) -> bytes:
    try:
        return FORMATS[form].render(html)
    except InputError as error:
        for opened in versions:
            error = told_at_fields(error, opened)
        raise error from None


def _change(change: Change) -> dict[str, Any]:
    judged = substance(change)
    return {
        "path": written(change.path),
        "what": change_words(change, 0),
        "kind": change.kind,
        "before": change.old,
        "after": change.new,
        "substantive": judged.substantive,
        "reason": judged.reason,
    }


def _formats(names: Sequence[str], known: Sequence[str]) -> list[str]:
    wanted = [name.strip() for name in names if name.strip()]
    hint = f"write one or more of: {','.join(known)}"
    wrong = [name for name in wanted if name not in known]
    if wrong or not wanted:
        messages = [f"there is no format `{name}` of this document" for name in wrong]
        messages = messages or ["no format is named"]
        raise InputError([Diagnostic(Location("--format"), text, hint) for text in messages])
    return list(dict.fromkeys(wanted))
