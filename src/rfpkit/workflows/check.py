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
from rfpkit.workflows.audits.preset import preset_findings
from rfpkit.workflows.document import Opened, ReadDocument, read_document
from rfpkit.workflows.findings import Placed, placed, problem_facts, without_open_points
from rfpkit.workflows.readiness_words import readiness_facts, readiness_lines
from rfpkit.workflows.rfp import OpenedRfp
from rfpkit.workflows.taken import taken, taken_findings, taken_lines
from rfpkit.workflows.unchecked import Unchecked, asked, unchecked
from rfpkit.workflows.writable import not_on_paper


@dataclass(frozen=True)
class Checked:
    """Documents, what is wrong with them, and what a careful reader would say of them."""

    documents: tuple[tuple[str, Record], ...]
    """Those that can be used, by their files."""
    findings: tuple[Placed, ...]
    rfps: tuple[tuple[str, OpenedRfp], ...] = ()
    """The RFPs among them, with what each takes from its pack."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What must be mended before the others can be used."""
    unchecked: tuple[Unchecked, ...] = ()
    """What could not be looked at until then."""

    def lines(self) -> list[str]:
        """Returns a line for each problem, each finding and each file."""
        lines = [str(one) for one in self.diagnostics]
        lines += [found.line() for found in self.findings]
        lines += [line for one in self.unchecked for line in one.lines()]
        lines += [f"{printable(file)}: {_summary(document)}" for file, document in self.documents]
        return lines + [
            f"{printable(file)}: {line}"
            for file, rfp in self.rfps
            for line in (*taken_lines(rfp), *readiness_lines(rfp))
        ]

    def json(self) -> str:
        """Returns the problems, the findings and the files for programs."""
        facts = {
            "files": [{"file": file, "kind": _kind(document)} for file, document in self.documents],
            "problems": [problem_facts(one) for one in self.diagnostics],
            "findings": [found.facts() for found in self.findings],
            "unchecked": [one.facts() for one in self.unchecked],
            "library": [{"file": file} | taken(rfp) for file, rfp in self.rfps if rfp.resolved],
            "readiness": [
                {"file": file, "questions": readiness_facts(rfp)} for file, rfp in self.rfps
            ],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


def check(files: Sequence[Path]) -> Checked:
    """Reads every file and applies every rule, as far as each file can be used."""
    read = [(str(file), read_document(file)) for file in files]
    sound = [
        (file, one.opened) for file, one in read if one.opened is not None and not one.diagnostics
    ]
    rfps = tuple((file, one.rfp) for file, one in sound if one.rfp is not None)
    published = {rfp.solicitation.id: rfp.solicitation for _, rfp in rfps}
    return Checked(
        documents=tuple((file, one.document) for file, one in sound),
        findings=tuple(found for file, one in read for found in _placed(file, one, published)),
        rfps=rfps,
        diagnostics=InputError(told for _, one in read for told in one.diagnostics).diagnostics,
        # Of a file that is not there, or no text, nobody expects more.
        unchecked=tuple(
            unchecked(file, one)
            for file, one in read
            if any(told.at.line for told in one.diagnostics)
        ),
    )


def _placed(
    file: str, read: ReadDocument, published: Mapping[str, Solicitation]
) -> Iterator[Placed]:
    if read.opened is None:
        return
    document, whole = read.opened.document, not read.diagnostics
    found = (finding for rule in asked(read.unsure) for finding in rule(document))
    told = list(without_open_points(document, found, whole=whole))
    if isinstance(document, Solicitation):
        told += not_on_paper(document, read.opened.read)
    if whole:
        told += _beside(file, read.opened, published)
    yield from placed(told, read.opened.read)


def _beside(file: str, opened: Opened, published: Mapping[str, Solicitation]) -> Iterator[Finding]:
    """Yields what other files say of a sound one."""
    document = opened.document
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
