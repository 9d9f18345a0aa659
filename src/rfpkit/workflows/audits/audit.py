"""Audit a vendor's export: from three files to verdicts, credits and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rfpkit import __version__
from rfpkit.model.audit import Audit, PeriodState
from rfpkit.model.credits.ledger import whole_balance
from rfpkit.model.digest import digest_of, short
from rfpkit.model.exports.intake import DoubtfulValue, Intake
from rfpkit.model.exports.joined import joined
from rfpkit.render.audit_json import audit_json
from rfpkit.render.audit_workbook import workbook
from rfpkit.render.changes_table import changes_csv
from rfpkit.render.rejected_table import rejected_csv
from rfpkit.render.verdict_table import verdict_csv
from rfpkit.sla.audit import Measured, Measurement, Measuring, looks_across_tickets
from rfpkit.tickets.partitions.verdict_store import VerdictStore
from rfpkit.workflows.audits.as_of import write_instant
from rfpkit.workflows.audits.case import Case, Inputs, Step, open_case, silent
from rfpkit.workflows.audits.doubtful import DoubtfulValues
from rfpkit.workflows.audits.event_log import read_logs
from rfpkit.workflows.audits.hold_time import with_holds
from rfpkit.workflows.audits.over_time import Earlier
from rfpkit.workflows.audits.preset import preset_findings
from rfpkit.workflows.audits.priorities import Priorities
from rfpkit.workflows.audits.published import published_findings
from rfpkit.workflows.audits.scorecard import Scorecard
from rfpkit.workflows.audits.side_by_side import side_by_side
from rfpkit.workflows.write import write_files

if TYPE_CHECKING:
    from rfpkit.model.exports.event_log import EventLog

MOST_ROWS_OF_A_WORKBOOK = 1_000_000
"""Most verdicts that a workbook is made of: no spreadsheet program is at ease with more."""


@dataclass(frozen=True)
class Audited:
    """An audit and the files that it was written to."""

    audit: Audit
    json: str
    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    """What was not written, and why."""

    @property
    def missed(self) -> bool:
        """Whether a complete period of a level was missed."""
        periods = (period for level in self.audit.levels for period in level.periods)
        return any(period.state is PeriodState.MISSED for period in periods)


def audit(inputs: Inputs, output: Path, *, step: Step = silent) -> Audited:
    """Audits an export against a contract and writes the reports to a folder.

    The same inputs give the same bytes: `audit.json`, `verdicts.csv`, `rejected.csv`,
    `scorecard.pdf` and `audit.xlsx`; with a store of earlier exports also `changes.csv`. A large
    export is measured in partitions of whole tickets.

    Raises:
        InputError: with every problem of the inputs; nothing is written then.
    """
    case = open_case(inputs, step)
    with (
        VerdictStore() as store,
        Scorecard() as scorecard,
        Earlier(inputs.store, case.mapping, case.as_of) as earlier,
    ):
        doubtful = DoubtfulValues()
        found = assemble(case, *measure(case, inputs, store, step, earlier, doubtful))
        made = _Made(found, doubtful.of(found.intake), store, scorecard, earlier)
        return _written(case, made, output, step)


@dataclass(frozen=True, eq=False)
class _Made:
    """An audit, and what its reports are made of beside it."""

    audit: Audit
    doubtful: tuple[DoubtfulValue, ...]
    store: VerdictStore
    scorecard: Scorecard
    earlier: Earlier


def measure(
    case: Case,
    inputs: Inputs,
    store: VerdictStore,
    step: Step,
    earlier: Earlier | None = None,
    doubtful: DoubtfulValues | None = None,
) -> tuple[Measured, Intake]:
    """Returns what the clocks say and what was read; the verdicts go into the store.

    Where they are given, `earlier` compares with an export that was kept, and `doubtful` gathers
    the values that are used in spite of a doubt.
    """
    earlier = earlier or Earlier(None, case.mapping, case.as_of)
    listing = doubtful or DoubtfulValues()
    measuring = Measuring(case.contract, case.as_of, case.claims_level)
    table = joined(case.mapping)
    filled = {name for name, column in table.columns if column is not None}
    whole = looks_across_tickets(case.contract, filled)
    priorities = Priorities(case.contract, table)
    step("reading the export")
    with read_logs(
        inputs.exports, inputs.feeds, case.mapping, whole=whole, parts=inputs.parts
    ) as logs:
        seen = listing.seen(earlier.seen(priorities.seen(logs)))
        for measured in measured_parts(measuring, seen, step):
            store.add(measuring.take(measured))
        more = [*priorities.findings(inputs.exports), *preset_findings(inputs.mapping)]
        intake = logs.intake
        told = intake.model_copy(update={"findings": (*intake.findings, *more)})
        result = measuring.result(case.register)
        step("comparing with the export before")
        changed = earlier.findings(intake.sources, case.contract.timezone)
        return replace(result, findings=(*result.findings, *changed)), told


def measured_parts(
    measuring: Measuring, logs: Iterator[EventLog], step: Step = silent
) -> Iterator[Measurement]:
    """Yields what the clocks say of each partition, in their order; two run side by side."""

    def measure(position: int, log: EventLog) -> Measurement:
        step("running the clocks")
        return measuring.measure(log, first=position == 0)

    return side_by_side(logs, measure)


def _written(case: Case, made: _Made, output: Path, step: Step) -> Audited:
    found, store, scorecard = made.audit, made.store, made.scorecard
    text, zone = audit_json(found), case.contract.timezone
    scorecard.begin(found, text)
    notes: tuple[str, ...] = (made.earlier.note,) if made.earlier.note else ()
    files: dict[str, bytes | Iterable[bytes]] = {"audit.json": text.encode()}
    files["rejected.csv"] = rejected_csv(found.intake, made.doubtful)
    if made.earlier.changes is not None:
        files["changes.csv"] = changes_csv(made.earlier.changes, zone)
    if store.rows <= MOST_ROWS_OF_A_WORKBOOK:
        step("writing the workbook")
        verdicts = list(store.read())
        files["verdicts.csv"] = verdict_csv(verdicts, zone)
        files["audit.xlsx"] = workbook(found, verdicts, made.doubtful)
    else:
        files["verdicts.csv"] = verdict_csv(store.read(), zone)
        most = f"more than the {MOST_ROWS_OF_A_WORKBOOK:,} that one is made of"
        notes += (f"no workbook: {store.rows:,} verdicts are {most}; verdicts.csv holds them all",)
    step("setting the scorecard")
    files["scorecard.pdf"] = scorecard.finish()
    return Audited(found, text, tuple(write_files(output, files)), notes)


def assemble(case: Case, measured: Measured, intake: Intake) -> Audit:
    """Puts the results together with everything they were made from."""
    contract = case.contract
    measured, intake = with_holds(case, measured, intake)
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
        intake=intake,
        levels=measured.levels,
        credits=measured.credits,
        credits_total=measured.credits_total,
        credit_balance=whole_balance(measured.credits),
        triggers=measured.triggers,
        claims=measured.claims,
        findings=(*published_findings(contract), *measured.findings),
    )
