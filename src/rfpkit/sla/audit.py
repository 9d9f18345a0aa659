"""The audit: contract, event log and an instant in; verdicts, attainment and credits out.

A log may come in partitions of whole tickets: what each comes to adds up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

import polars as pl

from rfpkit.model.audit import (
    ZERO,
    AmendedLevel,
    CalendarStamp,
    ClaimResult,
    LevelResult,
)
from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.contract import Contract
from rfpkit.model.counts import counts
from rfpkit.model.credits.ledger import CreditLine, Trigger
from rfpkit.model.credits.register import CreditRegister
from rfpkit.model.digest import digest_of, short
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.sentence import sentence
from rfpkit.sla import findings
from rfpkit.sla.attainment.counting import Books, counted
from rfpkit.sla.attainment.results import period_results
from rfpkit.sla.attainment.sums import LevelSums, level_sums
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.zones import local_date
from rfpkit.sla.case import CalendarCache, Case, open_case
from rfpkit.sla.claims import claim_result, claims_together
from rfpkit.sla.clocks.record import pauses_never_given, record_doubts, record_findings
from rfpkit.sla.credits.facts import Facts, credit_facts, merged, missed_units, no_missed
from rfpkit.sla.credits.ledger import Credits, credits_of
from rfpkit.sla.credits.runs import History
from rfpkit.sla.kinds.value_units import with_value_units
from rfpkit.sla.levels import Part, parts_of
from rfpkit.sla.measure import across_tickets, of_feed
from rfpkit.sla.signals.signals import Watch
from rfpkit.sla.stages import Stage, level_ids, stages
from rfpkit.sla.verdicts import no_verdicts, verdicts, with_rows


@dataclass(frozen=True, eq=False)
class Measured:
    """What the clocks of an export say of a contract."""

    levels: tuple[LevelResult, ...]
    credits: tuple[CreditLine, ...]
    credits_total: Decimal
    triggers: tuple[Trigger, ...]
    """Rights that chronic failure has given."""
    claims: tuple[ClaimResult, ...]
    findings: tuple[Finding, ...]
    calendars: tuple[CalendarStamp, ...]
    """Calendars on which a clock ran."""
    verdicts: pl.DataFrame
    """One row for each ticket in scope and level, in the columns of `TicketVerdict`."""


def measure_contract(
    contract: Contract,
    log: EventLog,
    as_of: int,
    claims_level: str | None = None,
    register: CreditRegister | None = None,
) -> Measured:
    """Measures every level of a contract, as far as the export shows it at an instant.

    Args:
        contract: the signed terms with their amendments.
        log: the events of an export; their order does not matter.
        as_of: the instant up to which the audit knows, whole seconds UTC.
        claims_level: the level that the vendor's own flags and due times speak of.
        register: which credits were claimed and paid.
    """
    measuring = Measuring(contract, as_of, claims_level)
    table = measuring.add(log)
    return measuring.result(register, table)


def looks_across_tickets(contract: Contract, attributes: Collection[str]) -> bool:
    """Returns whether a level needs all tickets of a device, or a site, at once.

    Args:
        contract: the signed terms.
        attributes: the attributes of a ticket that the mapping fills.
    """
    linked = {"device", "fault"} <= set(attributes)
    versions = contract.versions()
    levels = [level.measure for terms in versions for level in terms.service_levels]
    return any(across_tickets(measure, linked=linked) for measure in levels)


@dataclass(frozen=True, eq=False)
class Measurement:
    """What the clocks say of one partition of whole tickets; nothing of another goes into it."""

    levels: dict[str, _PartOfLevel]
    calendars: dict[str, CompiledCalendar]
    """The calendars that were needed, in that order."""
    later: findings.Doubt
    records: findings.Doubts
    facts: Facts
    watch: Watch
    verdicts: pl.DataFrame
    """In the columns of `TicketVerdict`; without a row where nobody asked for them."""


@dataclass(eq=False)
class Measuring:
    """An audit in the making: each partition of whole tickets adds to its sums.

    A level that looks across the tickets of a device needs them in one partition. Partitions may
    be measured side by side; what adds them up takes them in their order.
    """

    contract: Contract
    as_of: int
    claims_level: str | None = None
    wants_verdicts: bool = True
    """Whether the table of verdicts is made, too."""
    _levels: dict[str, _Sums] = field(default_factory=dict)
    _calendars: dict[str, CompiledCalendar] = field(default_factory=dict)
    _facts: Facts = field(default_factory=dict)
    _later: findings.Doubt = field(default_factory=lambda: findings.Doubt(0))
    _records: findings.Doubts = field(default_factory=dict)
    _watch: Watch = field(init=False)
    _cache: CalendarCache = field(default_factory=CalendarCache)

    def __post_init__(self) -> None:
        """Begins with nothing seen."""
        self._watch = Watch(self.contract)

    def add(self, log: EventLog) -> pl.DataFrame:
        """Measures a partition and adds it: see `measure` and `take`."""
        return self.take(self.measure(log, first=not self._levels))

    def measure(self, log: EventLog, *, first: bool) -> Measurement:
        """Returns what the clocks say of a partition, and changes nothing.

        Args:
            log: the partition.
            first: whether it is the first one, which measures what is no ticket, too.
        """
        case = open_case(self.contract, log, self.as_of, self._cache)
        tickets = with_rows(log)
        watch = Watch(self.contract)
        watch.add(log, case.timeline)
        names = level_ids(self.contract)
        found = {name: self._level(case, tickets, name, watch, first=first) for name in names}
        return Measurement(
            levels=found,
            calendars=case.calendars,
            later=findings.later_events(log, self.as_of),
            records=record_doubts(log, case.timeline),
            facts=credit_facts(one.missed for one in found.values()),
            watch=watch,
            verdicts=pl.concat([no_verdicts(), *(one.verdicts for one in found.values())]),
        )

    def take(self, measured: Measurement) -> pl.DataFrame:
        """Adds what was measured of a partition, and returns its verdicts."""
        for name, part in measured.levels.items():
            held = self._levels.setdefault(name, _Sums(part.stages, part.begun, part.reason))
            held.add(part)
        for digest, calendar in measured.calendars.items():
            self._calendars.setdefault(digest, calendar)
        self._later += measured.later
        self._records = findings.merged(self._records, measured.records)
        self._facts = merged([self._facts, measured.facts])
        self._watch.merge(measured.watch)
        return measured.verdicts

    def result(
        self, register: CreditRegister | None = None, table: pl.DataFrame | None = None
    ) -> Measured:
        """Returns the audit of all partitions together.

        Args:
            register: which credits were claimed and paid.
            table: the verdicts, where the caller has kept them.
        """
        levels = tuple(self._result(name) for name in self._levels)
        owed = self._credits(levels, register)
        used = [compiled.calendar for compiled in self._calendars.values()]
        return Measured(
            levels=levels,
            credits=owed.lines,
            credits_total=sum((line.amount for line in owed.lines), ZERO),
            triggers=owed.triggers,
            claims=tuple(
                claims_together(name, sums.claims)
                for name, sums in self._levels.items()
                if sums.claims
            ),
            findings=(
                *findings.later_finding(self._later),
                *findings.late_closures(used),
                *record_findings(self._records),
                *self._findings(),
                *self._watch.findings(),
                *owed.findings,
            ),
            calendars=_stamps(used),
            verdicts=no_verdicts() if table is None else table,
        )

    def _level(
        self, case: Case, tickets: pl.DataFrame, name: str, watch: Watch, *, first: bool
    ) -> _PartOfLevel:
        """Returns what one level comes to in a partition."""
        found = stages(self.contract, name)
        held = _PartOfLevel(found, case.begun(found), case.not_measurable(found))
        if held.reason or (not first and any(of_feed(stage.level) for stage in found)):
            return held
        measured = case.measure(found)
        subjects = tickets if measured.of_tickets else measured.subjects
        told = name == self.claims_level
        watch.add_level(name, measured)
        table = no_verdicts()
        if self.wants_verdicts or told:
            units = with_value_units(measured.units, [one.level for one in found])
            table = verdicts(name, units, subjects, self.as_of, claims=told)
        return replace(
            held,
            sums=level_sums(measured),
            doubts=findings.doubts_of(measured),
            claims=(claim_result(name, table),) if told else (),
            told=(*_told_once(name, found, case.log), *measured.told) if first else (),
            verdicts=table,
            missed=missed_units(
                name,
                measured.parts,
                measured.units,
                subjects,
                case.compiled,
                self.as_of,
                of_tickets=measured.of_tickets,
            ),
        )

    def _result(self, name: str) -> LevelResult:
        held = self._levels[name]
        result = _level_result(self.contract, held.begun, held.reason)
        if held.reason:
            return result
        books = Books(self.contract, self._parts(name), held.sums, self.as_of)
        noun = counts(held.begun[0].level.measure)
        measured = {"ledger": held.sums.ledger(noun), "periods": period_results(counted(books))}
        return result.model_copy(update=measured)

    def _parts(self, name: str) -> tuple[Part, ...]:
        return parts_of(self.contract, self._levels[name].stages)

    def _credits(self, levels: Iterable[LevelResult], register: CreditRegister | None) -> Credits:
        histories = [
            History(level.id, self._parts(level.id), level.periods)
            for level in levels
            if level.measured
        ]
        today = local_date(self.contract.timezone, self.as_of - 1)
        return credits_of(self.contract, histories, self._facts, today, register)

    def _findings(self) -> Iterator[Finding]:
        for name, sums in self._levels.items():
            yield from findings.findings_of(name, sums.doubts)
            yield from sums.told


@dataclass(frozen=True, eq=False)
class _PartOfLevel:
    """What one level comes to in one partition."""

    stages: tuple[Stage, ...]
    begun: tuple[Stage, ...]
    """The stages that began by the audit's instant; at least the first."""
    reason: str = ""
    """Why it cannot be measured."""
    sums: LevelSums = field(default_factory=LevelSums)
    doubts: findings.Doubts = field(default_factory=dict)
    claims: tuple[ClaimResult, ...] = ()
    told: tuple[Finding, ...] = ()
    """Findings that no partition adds to."""
    verdicts: pl.DataFrame = field(default_factory=no_verdicts)
    missed: pl.DataFrame = field(default_factory=no_missed)


@dataclass(eq=False)
class _Sums:
    """What one level has come to so far."""

    stages: tuple[Stage, ...]
    begun: tuple[Stage, ...]
    """The stages that began by the audit's instant; at least the first."""
    reason: str = ""
    """Why it cannot be measured."""
    sums: LevelSums = field(default_factory=LevelSums)
    doubts: findings.Doubts = field(default_factory=dict)
    claims: list[ClaimResult] = field(default_factory=list)
    told: tuple[Finding, ...] = ()
    """Findings that no partition adds to."""

    def add(self, part: _PartOfLevel) -> None:
        """Adds a partition."""
        self.sums.add(part.sums)
        self.doubts = findings.merged(self.doubts, part.doubts)
        self.claims += part.claims
        self.told += part.told


def _told_once(name: str, found: Iterable[Stage], log: EventLog) -> Iterator[Finding]:
    for measure in {stage.level.digest: stage.level.measure for stage in found}.values():
        if isinstance(measure, DurationMeasure):
            yield from pauses_never_given(name, measure, log)


def _level_result(contract: Contract, begun: tuple[Stage, ...], reason: str) -> LevelResult:
    signed, *later = begun
    return LevelResult(
        id=signed.level.id,
        title=signed.level.title,
        digest=short(signed.level.digest),
        sentence=sentence(signed.level, contract),
        amended=tuple(_amended(contract, signed, later)),
        kind=signed.level.measure.kind,
        measured=not reason,
        reason=reason,
    )


def _amended(contract: Contract, signed: Stage, later: Iterable[Stage]) -> Iterable[AmendedLevel]:
    # A stage also ends where only the calendar changed: the promise is the same then.
    earlier = signed.level.digest
    for stage in later:
        if stage.level.digest != earlier:
            yield AmendedLevel(
                version=stage.versions[0].version,
                effective=stage.first,
                digest=short(stage.level.digest),
                sentence=sentence(stage.level, contract),
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
