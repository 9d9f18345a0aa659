"""Audit a vendor's export: from three files to verdicts, credits and reports."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rfpkit import __version__
from rfpkit.model.audit import Audit, PeriodState
from rfpkit.model.digest import digest_of, short
from rfpkit.render.audit_json import audit_json
from rfpkit.render.audit_workbook import workbook
from rfpkit.render.formats import FORMATS
from rfpkit.render.scorecard.document import scorecard_html
from rfpkit.render.verdict_table import verdict_csv
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.verdicts import rows
from rfpkit.workflows.as_of import write_instant
from rfpkit.workflows.case import Case, Inputs, Step, open_case, silent
from rfpkit.workflows.write import write_files


@dataclass(frozen=True)
class Audited:
    """An audit and the files that it was written to."""

    audit: Audit
    json: str
    files: tuple[Path, ...]

    @property
    def missed(self) -> bool:
        """Whether a complete period of a level was missed."""
        periods = (period for level in self.audit.levels for period in level.periods)
        return any(period.state is PeriodState.MISSED for period in periods)


def audit(inputs: Inputs, output: Path, *, step: Step = silent) -> Audited:
    """Audits an export against a contract and writes the reports to a folder.

    The same inputs give the same bytes: `audit.json`, `verdicts.csv`, `scorecard.pdf` and
    `audit.xlsx`.

    Raises:
        InputError: with every problem of the inputs; nothing is written then.
    """
    case = open_case(inputs, step)
    step("running the clocks")
    measured = measure_contract(case.contract, case.log, case.as_of, case.claims_level)
    found = assemble(case, measured)
    verdicts = list(rows(measured.verdicts))
    text = audit_json(found)
    step("writing the workbook")
    files = {
        "audit.json": text.encode(),
        "verdicts.csv": verdict_csv(verdicts, case.contract.timezone).encode(),
        "audit.xlsx": workbook(found, verdicts),
    }
    step("setting the scorecard")
    files["scorecard.pdf"] = FORMATS["pdf"].render(scorecard_html(found))
    return Audited(found, text, tuple(write_files(output, files)))


def assemble(case: Case, measured: Measured) -> Audit:
    """Puts the results together with everything they were made from."""
    contract = case.contract
    return Audit(
        product=f"rfpkit {__version__}",
        timezone_data=f"tzdata {version('tzdata')}",
        contract=contract.id,
        title=contract.title,
        note=contract.note or "",
        district=contract.parties.district,
        contractor=contract.parties.contractor,
        contract_digest=short(contract.digest),
        mapping_digest=short(digest_of(case.mapping)),
        as_of=write_instant(case.as_of, contract.timezone),
        timezone=contract.timezone,
        calendars=measured.calendars,
        intake=case.log.intake,
        levels=measured.levels,
        credits=measured.credits,
        credits_total=measured.credits_total,
        claims=measured.claims,
        findings=measured.findings,
    )
