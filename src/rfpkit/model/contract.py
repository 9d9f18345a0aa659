"""The contract: the published levels with awarded values, and every dated change since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

from rfpkit.model.calendars.calendar import ServiceCalendar, always
from rfpkit.model.counts import counts
from rfpkit.model.credits.values import TimeToClaim
from rfpkit.model.dates import Dates
from rfpkit.model.digest import digest_of
from rfpkit.model.fees import AtRisk, Fee, fee_problems
from rfpkit.model.months import months_between
from rfpkit.model.priority import Priority
from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.references import calendar_problems, level_problems
from rfpkit.model.scalars import Date, Id, Text, YearDay, Zone
from rfpkit.model.service_level import ServiceLevel, unknown
from rfpkit.model.signals import Signals
from rfpkit.model.terms import Definition
from rfpkit.model.ticket_event import TicketEvent, event_problems
from rfpkit.model.words import plural
from rfpkit.model.written_sentences import sentence_problems

ORIGINAL = "original"
"""The version of a contract before its first amendment."""

Named = TypeVar("Named", ServiceLevel, ServiceCalendar)


class Parties(Record):
    """Who promises what to whom."""

    district: Text
    """The public body."""
    contractor: Text
    """The vendor."""


class Published(Record):
    """The RFP that the contract comes from."""

    id: Id
    """Number of the solicitation."""
    digest: Text | None = None
    """Short digest of the solicitation: 7f3a 91c2."""


class Amendment(Record):
    """A dated change. What was in force before it can always be asked."""

    id: Id
    """Name of the amendment: A1."""
    effective: Date
    """First local date on which it is in force."""
    reason: Text
    """Why the parties agreed on it."""
    service_levels: tuple[ServiceLevel, ...] = ()
    """Levels that are added, or that replace the level of the same id, whole."""
    retired: tuple[Id, ...] = ()
    """Levels that end."""
    calendars: tuple[ServiceCalendar, ...] = ()
    """Calendars that are added, or that replace the calendar of the same id, whole."""


@dataclass(frozen=True)
class Terms:
    """What is in force on a day, and since when until when."""

    version: str
    """`original`, or the id of the amendment that brought it."""
    first: datetime.date
    """First local date of this version."""
    last: datetime.date
    """Last local date of this version, included."""
    service_levels: tuple[ServiceLevel, ...]
    calendars: tuple[ServiceCalendar, ...]


class Contract(Record):
    """A signed contract with its amendments."""

    kind: Literal["contract"]
    """What the file is."""
    id: Id
    """Number of the contract."""
    title: Text
    """Title."""
    note: Text | None = None
    """A line on every report: that the parties are invented, for instance."""
    rfp: Published | None = None
    """The RFP that it comes from."""
    parties: Parties
    """The two sides."""
    timezone: Zone
    """IANA time zone of every date, hour and measurement period."""
    currency: Literal["USD"] = "USD"
    """Currency of every amount."""
    term: Dates
    """First and last day of the contract, both included."""
    school_year_starts: YearDay = (7, 1)
    """Day on which a school year begins."""
    fees: tuple[Fee, ...] = ()
    """What is invoiced."""
    at_risk: AtRisk | None = None
    """The most that all levels together may cost."""
    claim_within: TimeToClaim | None = None
    """How long a credit may be claimed: 60 calendar days after the period, or after the report."""
    tickets_credited: Literal["once", "under each level"] | None = None
    """Whether a ticket that is credited under one level is credited under a later one, too; once
    if left out."""
    priorities: tuple[Priority, ...] = ()
    """Steps of urgency, the most urgent first."""
    calendars: tuple[ServiceCalendar, ...] = ()
    """Hours on which clocks run."""
    pauses: tuple[Definition, ...] = ()
    """Reasons for which a clock may stand still."""
    ticket_events: tuple[TicketEvent, ...] | None = None
    """Events of a ticket: what each means, and how sentences speak of it; the product has words
    for the usual ones."""
    exclusions: tuple[Definition, ...] = ()
    """Reasons for which a ticket is left out of the count."""
    service_levels: tuple[ServiceLevel, ...]
    """The promises that are measured, as signed."""
    amendments: tuple[Amendment, ...] = ()
    """Dated changes, earliest first."""
    signals: Signals | None = None
    """From where on a pattern in the records is listed; the usual thresholds if left out."""

    @property
    def digest(self) -> str:
        """SHA-256 of the contract with all its amendments."""
        return digest_of(self)

    def versions(self) -> tuple[Terms, ...]:
        """Returns the terms of each stretch of the contract's term, in order, without gaps."""
        found = []
        levels, calendars = self.service_levels, self.calendars
        starts = [(ORIGINAL, self.term.first), *((a.id, a.effective) for a in self.amendments)]
        ends = [start - datetime.timedelta(days=1) for _, start in starts[1:]] + [self.term.last]
        for position, ((version, first), last) in enumerate(zip(starts, ends, strict=True)):
            if position:
                amendment = self.amendments[position - 1]
                levels = _replaced(levels, amendment.service_levels, amendment.retired)
                calendars = _replaced(calendars, amendment.calendars, ())
            found.append(Terms(version, first, last, levels, self._zoned(calendars)))
        return tuple(terms for terms in found if terms.first <= terms.last)

    def in_force(self, on: datetime.date) -> Terms | None:
        """Returns the terms of a local date; None outside the contract's term."""
        held = [terms for terms in self.versions() if terms.first <= on <= terms.last]
        return held[-1] if held else None

    def fee(self, name: str) -> Fee:
        """Returns the fee of that id; it exists in every contract that loads."""
        return next(fee for fee in self.fees if fee.id == name)

    @property
    def months(self) -> Fraction:
        """Months of the whole term."""
        return months_between(self.term.first, self.term.last)

    def at_risk_for(self, months: int | Fraction) -> Fraction:
        """Returns the at-risk amount of a number of months, exactly; zero without one."""
        if self.at_risk is None:
            return Fraction(0)
        cap = self.at_risk.cap
        each = Fraction(cap.amount) * months if cap.amount is not None else Fraction(0)
        return each + self.at_risk_base(months) * (cap.share or 0)

    def at_risk_base(self, months: int | Fraction) -> Fraction:
        """Returns the fee of which the caps are shares, for a number of months."""
        if self.at_risk is None or self.at_risk.base is None:
            return Fraction(0)
        return self.fee(self.at_risk.base).for_months(months)

    def problems(self) -> Iterable[Problem]:
        """Yields each rule between the contract's objects that does not hold."""
        for key in ("fees", "priorities", "calendars", "pauses", "exclusions", "service_levels"):
            yield from repeated_ids(key, getattr(self, key), (key,))
        yield from calendar_problems(self.calendars, ("calendars",))
        yield from level_problems(self, self.service_levels, ("service_levels",))
        yield from sentence_problems(self, self.service_levels, ("service_levels",))
        amended = (level for one in self.amendments for level in one.service_levels)
        named = (name for level in (*self.service_levels, *amended) for name in level.events)
        yield from event_problems(self.ticket_events or (), named)
        yield from self._unknown_fees()
        yield from self._wrong_amendments()

    def _zoned(self, calendars: tuple[ServiceCalendar, ...]) -> tuple[ServiceCalendar, ...]:
        placed = (
            calendar.model_copy(update={"timezone": calendar.timezone or self.timezone})
            for calendar in calendars
        )
        return (*placed, always(self.timezone))

    def _unknown_fees(self) -> Iterable[Problem]:
        amended = (
            (("amendments", position, "service_levels"), amendment.service_levels)
            for position, amendment in enumerate(self.amendments)
        )
        lists = [(("service_levels",), self.service_levels), *amended]
        yield from fee_problems(self.fees, self.at_risk, lists)

    def _wrong_amendments(self) -> Iterable[Problem]:
        yield from repeated_ids("amendments", self.amendments, ("amendments",))
        earlier = self.term.first
        known = {level.id for level in self.service_levels}
        counted = {level.id: _what(level) for level in self.service_levels}
        for position, amendment in enumerate(self.amendments):
            path = ("amendments", position)
            if amendment.id == ORIGINAL:
                message = f"`{ORIGINAL}` is how the contract as signed is called"
                yield Problem((*path, "id"), message, "give the amendment another id: A1")
            for key in ("service_levels", "calendars"):
                yield from repeated_ids(key, getattr(amendment, key), (*path, key))
            if amendment.effective <= earlier or amendment.effective not in self.term:
                message = f"the amendment takes effect on {amendment.effective}, out of order"
                hint = "put amendments in order of their dates, inside the term"
                yield Problem((*path, "effective"), message, hint)
            earlier = max(earlier, amendment.effective)
            calendars = _replaced(self.calendars, amendment.calendars, ())
            merged = self.model_copy(update={"calendars": calendars})
            yield from calendar_problems(amendment.calendars, (*path, "calendars"))
            yield from level_problems(merged, amendment.service_levels, (*path, "service_levels"))
            yield from sentence_problems(
                merged, amendment.service_levels, (*path, "service_levels")
            )
            yield from _other_counts(counted, amendment.service_levels, path)
            written = {level.id for level in amendment.service_levels}
            for index, name in enumerate(amendment.retired):
                if name in written:
                    message = f"`{name}` is both retired and written anew"
                    yield Problem((*path, "retired", index), message, "keep one of the two")
                elif name not in known:
                    yield unknown((*path, "retired", index), "service level", name, known)
            known |= written


def _other_counts(
    known: dict[str, str], levels: tuple[ServiceLevel, ...], path: tuple[str | int, ...]
) -> Iterable[Problem]:
    """Yields levels that an amendment turns into another kind; notes what each is."""
    for position, level in enumerate(levels):
        now = _what(level)
        before = known.setdefault(level.id, now)
        if before != now:
            message = f"`{level.id}` is of kind {before} so far, and of kind {now} from here on"
            hint = "retire it, and write the new promise under an id of its own"
            yield Problem((*path, "service_levels", position, "measure"), message, hint)


def _what(level: ServiceLevel) -> str:
    return f"{level.measure.kind} ({plural(counts(level.measure))})"


def _replaced(
    old: tuple[Named, ...], new: tuple[Named, ...], retired: tuple[str, ...]
) -> tuple[Named, ...]:
    by_id = {item.id: item for item in old} | {item.id: item for item in new}
    return tuple(item for name, item in by_id.items() if name not in retired)
