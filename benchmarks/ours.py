"""The audit by rfpkit, reports aside: the one place where the benchmark calls it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.counts import Counts
from rfpkit.load.document import load
from rfpkit.model.contract import Contract
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.sla.audit import Measured, Measuring
from rfpkit.tickets.partitions.parts import event_logs
from rfpkit.workflows.audits.as_of import parse_as_of
from rfpkit.workflows.audits.audit import measured_parts

HERE = Path(__file__).parent
CONTRACT, MAPPING = HERE / "contract.yaml", HERE / "mapping.yaml"
AS_OF = "2027-06-30"


def audit(path: Path) -> Counts:
    """Returns what an audit of the log counts.

    Raises:
        InputError: the log is refused.
    """
    contract, mapping = load(CONTRACT, Contract), load(MAPPING, ExportMapping)
    measuring = Measuring(contract, parse_as_of(AS_OF, contract.timezone), wants_verdicts=False)
    with event_logs([path], mapping) as parts:
        for measured in measured_parts(measuring, iter(parts)):
            measuring.take(measured)
    return _counts(measuring.result())


def _counts(measured: Measured) -> Counts:
    found = {
        (level.id, period.period, group.group, verdict): count
        for level in measured.levels
        for period in level.periods
        for group in period.groups
        for verdict, count in group.tally
        if count
    }
    return Counts(found, str(measured.credits_total))
