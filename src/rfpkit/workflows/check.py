"""Check files: everything that is wrong with them, at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, printable
from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.record import Record
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding
from rfpkit.review.provenance import provenance, unlike_published
from rfpkit.review.rules import RULES
from rfpkit.workflows.audits.preset import preset_findings
from rfpkit.workflows.document import Opened, open_document
from rfpkit.workflows.findings import Placed, placed, without_open_points
from rfpkit.workflows.readiness_words import readiness_facts, readiness_lines
from rfpkit.workflows.rfp import OpenedRfp
from rfpkit.workflows.taken import taken, taken_findings, taken_lines


@dataclass(frozen=True)
class Checked:
    """Documents that can be used, and what a careful reader would say of them."""

    documents: tuple[tuple[str, Record], ...]
    findings: tuple[Placed, ...]
    rfps: tuple[tuple[str, OpenedRfp], ...] = ()
    """The RFPs among them, with what each takes from its pack."""

    def lines(self) -> list[str]:
        """Returns a line for each finding and each file."""
        lines = [found.line() for found in self.findings]
        lines += [f"{printable(file)}: {_summary(document)}" for file, document in self.documents]
        return lines + [
            f"{printable(file)}: {line}"
            for file, rfp in self.rfps
            for line in (*taken_lines(rfp), *readiness_lines(rfp))
        ]

    def json(self) -> str:
        """Returns the findings and the files for programs."""
        facts = {
            "files": [{"file": file, "kind": _kind(document)} for file, document in self.documents],
            "findings": [found.facts() for found in self.findings],
            "library": [{"file": file} | taken(rfp) for file, rfp in self.rfps if rfp.resolved],
            "readiness": [
                {"file": file, "questions": readiness_facts(rfp)} for file, rfp in self.rfps
            ],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


def check(files: Sequence[Path]) -> Checked:
    """Reads every file and applies every rule.

    Raises:
        InputError: with every problem of every file.
    """
    opened: list[tuple[str, Opened]] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        try:
            opened.append((str(file), open_document(file)))
        except InputError as error:
            diagnostics.extend(error.diagnostics)
    if diagnostics:
        raise InputError(diagnostics)
    published = {rfp.id: rfp for _, (rfp, *_) in opened if isinstance(rfp, Solicitation)}
    return Checked(
        documents=tuple((file, one.document) for file, one in opened),
        findings=tuple(
            found
            for file, one in opened
            for found in placed(_findings(file, one, published), one.read)
        ),
        rfps=tuple((file, one.rfp) for file, one in opened if one.rfp is not None),
    )


def _findings(
    file: str, opened: Opened, published: Mapping[str, Solicitation]
) -> Iterator[Finding]:
    document = opened.document
    found = (finding for rule in RULES.values() for finding in rule(document))
    yield from without_open_points(document, found)
    if isinstance(document, Contract):
        rfp = published.get(document.rfp.id) if document.rfp else None
        yield from provenance(document, rfp) if rfp else unlike_published(document)
    if isinstance(document, ExportMapping) and document.preset:
        for one in preset_findings(Path(file)):
            yield Finding(one.id, "preset", one.message, "a real export shows them too")
    if opened.rfp is not None:
        yield from taken_findings(opened.rfp)


def _kind(document: Record) -> str:
    return str(getattr(document, "kind", ""))


def _summary(document: Record) -> str:
    levels = getattr(document, "service_levels", ())
    digests = [
        f"{level.id} {short(level.digest)}" for level in levels if isinstance(level, ServiceLevel)
    ]
    return f"{_kind(document)} is sound" + (f": {', '.join(digests)}" if digests else "")
