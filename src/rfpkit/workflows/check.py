"""Check files: everything that is wrong with them, at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, printable
from rfpkit.load.document import load_any
from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.provenance import provenance
from rfpkit.review.rules import RULES, Finding
from rfpkit.tickets.preset_files import preset_files
from rfpkit.workflows.preset import preset_findings


@dataclass(frozen=True)
class Checked:
    """Documents that can be used, and what a careful reader would say of them."""

    documents: tuple[tuple[str, Record], ...]
    findings: tuple[tuple[str, Finding], ...]

    def lines(self) -> list[str]:
        """Returns a line for each finding and each file."""
        lines = [
            f"{printable(file)}: {f.where}: {f.message}\n  hint: {f.hint}"
            for file, f in self.findings
        ]
        return lines + [
            f"{printable(file)}: {_summary(document)}" for file, document in self.documents
        ]

    def json(self) -> str:
        """Returns the findings and the files for programs."""
        facts = {
            "files": [{"file": file, "kind": _kind(document)} for file, document in self.documents],
            "findings": [{"file": file} | finding._asdict() for file, finding in self.findings],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


def check(files: Sequence[Path]) -> Checked:
    """Reads every file and applies every rule.

    Raises:
        InputError: with every problem of every file.
    """
    documents: list[tuple[str, Record]] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        try:
            documents.append((str(file), load_any(file, preset_files())))
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
    return Checked(tuple(documents), tuple(findings))


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
