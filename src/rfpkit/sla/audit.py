"""The audit: contract, event log and an instant in; verdicts, attainment and credits out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from rfpkit.model.audit import (
    ZERO,
    AmendedLevel,
    CalendarStamp,
    ClaimResult,
    CreditLine,
    LevelResult,
)
from rfpkit.model.calendar import ServiceCalendar
from rfpkit.model.contract import Contract
from rfpkit.model.digest import digest_of, short
from rfpkit.model.event_log import EventLog
from rfpkit.model.intake import Finding
from rfpkit.model.sentence import sentence
from rfpkit.sla import findings
from rfpkit.sla.attainment import period_results
from rfpkit.sla.case import Case, open_case
from rfpkit.sla.claims import claim_result
from rfpkit.sla.counting import counted
from rfpkit.sla.credits import Miss, credit_lines, misses_of
from rfpkit.sla.stages import Stage, level_ids, stages
from rfpkit.sla.tallies import ledger
from rfpkit.sla.verdicts import Export, export, no_verdicts, verdicts


@dataclass(frozen=True, eq=False)
class Measured:
    """What the clocks of an export say of a contract."""

    levels: tuple[LevelResult, ...]
    credits: tuple[CreditLine, ...]
    credits_total: Decimal
    claims: tuple[ClaimResult, ...]
    findings: tuple[Finding, ...]
    calendars: tuple[CalendarStamp, ...]
    """Calendars on which a clock ran."""
    verdicts: pl.DataFrame
    """One row for each ticket in scope and level, in the columns of `TicketVerdict`."""


def measure_contract(
    contract: Contract, log: EventLog, as_of: int, claims_level: str | None = None
) -> Measured:
    """Measures every level of a contract, as far as the export shows it at an instant.

    Args:
        contract: the signed terms with their amendments.
        log: the events of an export; their order does not matter.
        as_of: the instant up to which the audit knows, whole seconds UTC.
        claims_level: the level that the vendor's own flags and due times speak of.
    """
    case = open_case(contract, log, as_of)
    source = export(log, case.timeline, as_of)
    done = [_level(case, source, name, claims=name == claims_level) for name in level_ids(contract)]
    lines = credit_lines(contract, [miss for one in done for miss in one.misses])
    told = [one for one in done if one.result.id == claims_level and one.result.measured]
    return Measured(
        levels=tuple(one.result for one in done),
        credits=lines,
        credits_total=sum((line.amount for line in lines), ZERO),
        claims=tuple(claim_result(one.result.id, one.verdicts) for one in told),
        findings=(
            *findings.later_events(log, as_of),
            *findings.late_closures(case.used_calendars),
            *(finding for one in done for finding in one.findings),
        ),
        calendars=_stamps(case.used_calendars),
        verdicts=pl.concat([no_verdicts(), *(one.verdicts for one in done)]),
    )


@dataclass(frozen=True, eq=False)
class _Level:
    """One level, measured."""

    result: LevelResult
    verdicts: pl.DataFrame
    misses: tuple[Miss, ...] = ()
    findings: tuple[Finding, ...] = ()


def _level(case: Case, source: Export, name: str, *, claims: bool) -> _Level:
    found = stages(case.contract, name)
    reason = case.not_measurable(found)
    if reason:
        return _Level(_result(case, found, reason), no_verdicts())
    measured = case.measure(found)
    table = verdicts(name, measured.units, source, claims=claims)
    periods = period_results(counted(case, measured))
    books = ledger(measured.units, case.log.tickets.height)
    result = _result(case, found).model_copy(update={"ledger": books, "periods": periods})
    told = (
        *findings.refused_exclusions(name, measured.units, case.log),
        *findings.refused_pauses(name, table),
        *findings.undone_stops(name, measured.units, case.log),
    )
    return _Level(result, table, tuple(misses_of(name, measured.parts, periods)), told)


def _result(case: Case, found: tuple[Stage, ...], reason: str = "") -> LevelResult:
    signed, *later = case.begun(found)
    return LevelResult(
        id=signed.level.id,
        title=signed.level.title,
        digest=short(signed.level.digest),
        sentence=sentence(signed.level, case.contract),
        amended=tuple(_amended(case, signed, later)),
        measured=not reason,
        reason=reason,
    )


def _amended(case: Case, signed: Stage, later: Iterable[Stage]) -> Iterable[AmendedLevel]:
    # A stage also ends where only the calendar changed: the promise is the same then.
    earlier = signed.level.digest
    for stage in later:
        if stage.level.digest != earlier:
            yield AmendedLevel(
                version=stage.versions[0].version,
                effective=stage.first,
                digest=short(stage.level.digest),
                sentence=sentence(stage.level, case.contract),
            )
        earlier = stage.level.digest


def _stamps(calendars: Iterable[ServiceCalendar]) -> tuple[CalendarStamp, ...]:
    return tuple(
        CalendarStamp(
            id=calendar.id,
            version=calendar.version,
            timezone=calendar.timezone or "UTC",
            digest=short(digest_of(calendar)),
        )
        for calendar in calendars
    )
