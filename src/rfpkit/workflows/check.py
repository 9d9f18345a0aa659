"""Check files: everything that is wrong with them, at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, printable
from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.provenance import provenance
from rfpkit.review.rules import RULES, Finding
from rfpkit.workflows.document import open_document
from rfpkit.workflows.preset import preset_findings
from rfpkit.workflows.readiness_words import readiness_facts, readiness_lines
from rfpkit.workflows.rfp import OpenedRfp
from rfpkit.workflows.taken import taken, taken_findings, taken_lines


@dataclass(frozen=True)
class Checked:
    """Documents that can be used, and what a careful reader would say of them."""

    documents: tuple[tuple[str, Record], ...]
    findings: tuple[tuple[str, Finding], ...]
    rfps: tuple[tuple[str, OpenedRfp], ...] = ()
    """The RFPs among them, with what each takes from its pack."""

    def lines(self) -> list[str]:
        """Returns a line for each finding and each file."""
        lines = [
            f"{printable(file)}: {f.where}: {f.message}\n  hint: {f.hint}"
            for file, f in self.findings
        ]
        lines += [f"{printable(file)}: {_summary(document)}" for file, document in self.documents]
        return lines + [
            f"{printable(file)}: {line}"
            for file, rfp in self.rfps
            for line in (*taken_lines(rfp), *readiness_lines(rfp.solicitation))
        ]

    def json(self) -> str:
        """Returns the findings and the files for programs."""
        facts = {
            "files": [{"file": file, "kind": _kind(document)} for file, document in self.documents],
            "findings": [{"file": file} | finding._asdict() for file, finding in self.findings],
            "library": [{"file": file} | taken(rfp) for file, rfp in self.rfps if rfp.resolved],
            "readiness": [
                {"file": file, "questions": readiness_facts(rfp.solicitation)}
                for file, rfp in self.rfps
            ],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


def check(files: Sequence[Path]) -> Checked:
    """Reads every file and applies every rule.

    Raises:
        InputError: with every problem of every file.
    """
    documents: list[tuple[str, Record]] = []
    rfps: list[tuple[str, OpenedRfp]] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        try:
            document, rfp = open_document(file)
            documents.append((str(file), document))
            rfps += [(str(file), rfp)] if rfp is not None else []
        except InputError as error:
            diagnostics.extend(error.diagnostics)
    if diagnostics:
        raise InputError(diagnostics)
    findings = [
        (file, finding)
        for file, document in documents
        for rule in RULES.values()
        for finding in rule(document)
    ]
    findings += _against_the_rfp(documents)
    findings += _of_presets(documents)
    findings += [(file, found) for file, rfp in rfps for found in taken_findings(rfp)]
    return Checked(tuple(documents), tuple(findings), tuple(rfps))


def _against_the_rfp(documents: Sequence[tuple[str, Record]]) -> list[tuple[str, Finding]]:
    published = {rfp.id: rfp for _, rfp in documents if isinstance(rfp, Solicitation)}
    return [
        (file, finding)
        for file, contract in documents
        if isinstance(contract, Contract) and contract.rfp and contract.rfp.id in published
        for finding in provenance(contract, published[contract.rfp.id])
    ]


def _of_presets(documents: Sequence[tuple[str, Record]]) -> list[tuple[str, Finding]]:
    return [
        (file, Finding(found.id, "preset", found.message, "a real export shows them too"))
        for file, document in documents
        if isinstance(document, ExportMapping) and document.preset
        for found in preset_findings(Path(file))
    ]


def _kind(document: Record) -> str:
    return str(getattr(document, "kind", ""))


def _summary(document: Record) -> str:
    levels = getattr(document, "service_levels", ())
    digests = [f"{level.id} {short(level.digest)}" for level in levels]
    return f"{_kind(document)} is sound" + (f": {', '.join(digests)}" if digests else "")
