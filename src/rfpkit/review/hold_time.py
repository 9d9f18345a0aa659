"""Pauses that a contract allows and an export cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rfpkit.model.audit import ClaimResult, LevelLedger
from rfpkit.model.contract import Contract
from rfpkit.model.exports.intake import Finding
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.words import joined

HOLD_TIME = "hold-time-unverifiable"
"""Kind of the finding."""


def unverifiable_holds(
    contract: Contract,
    mapping: ExportMapping,
    ledgers: Mapping[str, LevelLedger | None],
    claims: Mapping[str, ClaimResult],
) -> Iterator[Finding]:
    """Yields each level that honors pauses, where the export tells only how tickets ended.

    Such an export counts every wait as work: what it shows as met is met, what it shows as missed
    may be no miss.
    """
    if mapping.columns.at is not None:
        return
    for level in contract.service_levels:
        reasons = level.measure.pause_reasons if isinstance(level.measure, DurationMeasure) else ()
        if reasons:
            names = joined([f"`{reason}`" for reason in reasons])
            message = f"{level.id} honors pauses for {names}, and the export has a row for each "
            message += "ticket and shows none: hold time cannot be verified"
            missed = _missed(ledgers.get(level.id))
            message += f"; {missed}" if missed else ""
            message += _claimed(claims.get(level.id))
            yield Finding(id=HOLD_TIME, message=message, count=len(reasons), examples=reasons[:5])


def _missed(ledger: LevelLedger | None) -> str:
    count = 0 if ledger is None else ledger.missed + ledger.missed_open
    if not count:
        return ""
    told = "1 miss may be none" if count == 1 else f"each of {count:,} misses may be none"
    return f"{told} with the pauses"


def _claimed(claim: ClaimResult | None) -> str:
    if claim is None or not claim.pauses:
        return ""
    tickets = "1 ticket" if claim.pauses == 1 else f"{claim.pauses:,} tickets"
    return f"; the vendor claims pauses on {tickets}, of which it gives no more than the sum"
