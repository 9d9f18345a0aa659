"""What an audit found: verdicts, attainment, performance credits, and books that balance."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from rfpkit.model.credits.ledger import CreditBalance, CreditLine, Trigger
from rfpkit.model.exports.intake import Count, Finding, Intake
from rfpkit.model.record import Record
from rfpkit.model.scalars import Money, Share, write_share
from rfpkit.model.written import Written


class Verdict(StrEnum):
    """What a ticket is for one service level. Every ticket in scope has exactly one."""

    MET = "met"
    MISSED = "missed"
    MISSED_OPEN = "missed_open"
    PENDING = "pending"
    EXCLUDED = "excluded"
    NO_TARGET = "no_target"
    UNSCORABLE = "unscorable"


class PeriodState(StrEnum):
    """What a measurement period is for one service level."""

    MET = "met"
    MISSED = "missed"
    NO_DATA = "no_data"
    POOLED = "pooled"
    BELOW_MINIMUM = "below_minimum"
    INDETERMINATE = "indeterminate"
    IN_PROGRESS = "in_progress"
    NOT_YET_JUDGED = "not_yet_judged"
    """Over, at the start of a contract, before a rolling window is full."""
    NO_TARGET = "no_target"


ExactShare = Annotated[
    Fraction,
    Written(
        Fraction,
        str,
        {"type": "string", "pattern": r"^\d+(/\d+)?$", "examples": ["182/190"]},
        "an exact fraction: 182/190",
    ),
]
"""A share as an exact fraction."""


class LevelLedger(Record):
    """The books of one level: tickets in scope = the sum of all verdicts."""

    tickets: int
    """Tickets of the export; what else is counted, where the level counts something else."""
    noun: str = "ticket"
    """What is counted: ticket, device, count, delivery, row."""
    new_episodes: int = 0
    """Reopenings that count as tickets of their own."""
    out_of_scope: tuple[Count, ...] = ()
    """Tickets that the level does not speak of, by reason."""
    met: int
    missed: int
    missed_open: int
    pending: int
    no_target: int
    excluded: tuple[Count, ...] = ()
    """Tickets left out, by reason."""
    unscorable: tuple[Count, ...] = ()
    """Tickets whose record does not allow a verdict, by reason."""

    @property
    def in_scope(self) -> int:
        """Tickets of which the level speaks."""
        return self.tickets + self.new_episodes - sum(line.count for line in self.out_of_scope)

    @property
    def balanced(self) -> bool:
        """Whether tickets in scope = met + missed + pending + excluded + no target + unscorable."""
        verdicts = self.met + self.missed + self.missed_open + self.pending + self.no_target
        verdicts += sum(line.count for line in (*self.excluded, *self.unscorable))
        return self.in_scope == verdicts


class Tally(Record):
    """Counts of verdicts, of a period or of a group in it."""

    met: int = 0
    missed: int = 0
    missed_open: int = 0
    pending: int = 0
    unscorable: int = 0

    @property
    def decided(self) -> int:
        """Tickets that are met or missed: the denominator."""
        return self.met + self.missed + self.missed_open

    @property
    def attainment(self) -> Fraction | None:
        """Met as an exact share of the decided; None without any, never 0 % or 100 %."""
        return Fraction(self.met, self.decided) if self.decided else None

    @property
    def best(self) -> Fraction | None:
        """Attainment if every unscorable ticket had been met."""
        total = self.decided + self.unscorable
        return Fraction(self.met + self.unscorable, total) if total else None

    @property
    def worst(self) -> Fraction | None:
        """Attainment if every unscorable ticket had been missed."""
        total = self.decided + self.unscorable
        return Fraction(self.met, total) if total else None


class GroupResult(Record):
    """The result of one group where the level sets a floor."""

    group: str
    """The site, audience or class; `(not given)` where the export does not say."""
    tally: Tally
    """Its verdicts."""
    attainment: ExactShare | None
    """Its exact attainment."""
    state: PeriodState
    """Whether the floor was kept."""


class StatisticResult(Record):
    """The statistic of a period, where one value is owed and no share."""

    name: str
    """Which statistic: mean, median, 90th percentile, maximum."""
    value: ExactShare | None
    """The exact value, in seconds or in the number's own unit; None without a value."""
    owed: ExactShare
    """The value that is owed."""
    text: str
    """The value for print, cut and never rounded: 2 h 13 min, 4.31."""
    owed_text: str
    """The owed value as it was written: 4 business hours."""
    count: int
    """How many values it is made of."""


class PeriodResult(Record):
    """One measurement period of one level, under one version of the contract."""

    period: str
    """2026-09, 2026-Q3, 2026-27 (school year)."""
    first: datetime.date
    """First local date."""
    last: datetime.date
    """Last local date, included."""
    versions: tuple[str, ...]
    """Versions of the contract that its tickets were judged by."""
    owed: Share | None
    """The attainment that was owed; None before the first step."""
    tally: Tally
    """Verdicts, with those pooled from earlier periods."""
    pooled_from: tuple[str, ...] = ()
    """Earlier periods whose tickets are counted here because they had too few."""
    rolled_from: tuple[str, ...] = ()
    """Earlier periods that a rolling level judges together with this one."""
    attainment: ExactShare | None
    """Exact attainment; None without decided tickets."""
    best: ExactShare | None = None
    """Attainment if every unscorable ticket had been met."""
    worst: ExactShare | None = None
    """Attainment if every unscorable ticket had been missed."""
    statistic: StatisticResult | None = None
    """The statistic, where one is owed in place of a share."""
    state: PeriodState
    """The verdict of the period."""
    reason: str = ""
    """Why, where the numbers do not say it: too few tickets, a floor not kept."""
    groups: tuple[GroupResult, ...] = ()
    """Groups, where the level sets a floor."""


class AmendedLevel(Record):
    """A level as an amendment changed it."""

    version: str
    """Id of the amendment."""
    effective: datetime.date
    """First local date on which it is in force."""
    digest: str
    """Short digest of the changed terms."""
    sentence: str
    """The promise from that date."""


class LevelResult(Record):
    """What became of one promise."""

    id: str
    title: str
    digest: str
    """Short digest of the level as signed, the same as in the RFP and the contract."""
    sentence: str
    """The promise as signed."""
    amended: tuple[AmendedLevel, ...] = ()
    """What amendments that were in force by the audit's instant made of it, earliest first."""
    kind: str = "duration"
    """Kind of the level: duration, ratio, statistic, stock, accumulation, duty, satisfaction."""
    measured: bool
    """False where the export cannot measure the level; `reason` says why."""
    reason: str = ""
    ledger: LevelLedger | None = None
    periods: tuple[PeriodResult, ...] = ()

    @property
    def digests(self) -> str:
        """The digest as signed, and those since: `91cf 30a6, from 2027-02-01 0967 d35d`."""
        later = [f"from {one.effective} {one.digest}" for one in self.amended]
        return ", ".join([self.digest, *later])

    @property
    def sentence_in_force(self) -> str:
        """The promise at the audit's instant."""
        return self.amended[-1].sentence if self.amended else self.sentence


class Disagreement(Record):
    """A ticket on which the vendor's claim and the contract differ."""

    ticket: str
    level: str
    claimed: str
    """The vendor's flag: met, missed, or nothing."""
    by_claimed_due: str
    """What follows from the vendor's own due time."""
    ours: str
    """The verdict of the contract."""
    cause: str
    """Where the difference comes from."""


class ClaimResult(Record):
    """The vendor's claims of one level, beside our verdicts."""

    level: str
    claims: int
    """Tickets with a flag of the vendor."""
    flag_agrees_with_own_due: int
    """Flags that follow from the vendor's own due time and stamps."""
    flag_contradicts_own_due: int
    """Flags that contradict the vendor's own due time and stamps."""
    dues: int
    """Tickets with a due time of the vendor and one of ours."""
    due_within_15_minutes: int
    """Of these, due times that differ by 15 minutes at most."""
    flag_agrees_with_ours: int
    """Flags that agree with the contract's verdict, of those decided."""
    flag_differs_from_ours: int
    """Flags that differ from the contract's verdict, of those decided."""
    durations: int = 0
    """Tickets with a length of time by the vendor's clock and one by ours."""
    duration_within_15_minutes: int = 0
    """Of these, lengths that differ by 15 minutes at most."""
    pauses: int = 0
    """Tickets for which the vendor claims that its clock stood still."""
    pauses_not_shown: int = 0
    """Of these, tickets that could be scored and of which the export shows no wait at all."""
    disagreements: tuple[Disagreement, ...] = ()
    """Each ticket with a difference, and its cause."""

    @property
    def contradicting(self) -> Fraction | None:
        """The share of flags that contradict their row's own due time and stamps."""
        judged = self.flag_agrees_with_own_due + self.flag_contradicts_own_due
        return Fraction(self.flag_contradicts_own_due, judged) if judged else None


class CalendarStamp(Record):
    """A calendar that a clock ran on."""

    id: str
    version: str
    timezone: str
    digest: str
    """Short digest of its content."""


class Audit(Record):
    """The audit of one export against one contract at one instant."""

    product: str
    """Name and version of the program."""
    timezone_data: str
    """Version of the time zone data."""
    contract: str
    """Number of the contract."""
    title: str
    """Title of the contract."""
    note: str = ""
    """The contract's note."""
    district: str
    contractor: str
    contract_digest: str
    mapping_digest: str
    as_of: str
    """The instant up to which the audit knows, local with its offset."""
    timezone: str
    calendars: tuple[CalendarStamp, ...]
    intake: Intake
    levels: tuple[LevelResult, ...]
    credits: tuple[CreditLine, ...]
    credits_total: Money
    """What is owed or paid, all credits together."""
    credit_balance: CreditBalance = CreditBalance()
    """The books of the credits."""
    triggers: tuple[Trigger, ...] = ()
    """Rights that chronic failure has given."""
    claims: tuple[ClaimResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What a person should look at beside the verdicts."""

    @property
    def balanced(self) -> bool:
        """Whether every ledger of the audit balances."""
        ledgers = [level.ledger for level in self.levels if level.ledger is not None]
        books = self.intake.balanced and self.credit_balance.balanced
        return books and all(ledger.balanced for ledger in ledgers)


def percent(share: Fraction | None) -> str:
    """Writes a share for print, cut (never rounded up) to two decimals: 94.96% stays below 95%."""
    if share is None:
        return "–"
    return write_share(Fraction(share.numerator * 10_000 // share.denominator, 10_000))


ZERO = Decimal("0.00")
