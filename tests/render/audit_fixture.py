"""An audit written by hand: a year of four promises, with every state that a period can have.

The verdict rows are made from the same counts, so that workbook and audit can be compared.
"""

from __future__ import annotations

import calendar
import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rfpkit.model.audit import (
    Audit,
    CalendarStamp,
    GroupResult,
    LevelLedger,
    LevelResult,
    PeriodResult,
    PeriodState,
    Tally,
)
from rfpkit.model.exports.intake import Count
from rfpkit.model.ticket_verdict import TicketVerdict
from tests.render import audit_evidence

ZONE = "America/Chicago"
S = PeriodState


class Month(NamedTuple):
    """What happened in a period, before pooling."""

    period: str
    state: PeriodState
    met: int = 0
    missed: int = 0
    missed_open: int = 0
    pending: int = 0
    unscorable: int = 0
    reason: str = ""
    pooled: tuple[str, ...] = ()
    groups: tuple[tuple[str, int, int], ...] = ()


REPAIR = (
    Month("2026-07", S.MET, 212, 4),
    Month("2026-08", S.MET, 480, 17),
    Month("2026-09", S.MISSED, 641, 52),
    Month("2026-10", S.MET, 588, 21),
    Month(
        "2026-11",
        S.MISSED,
        430,
        18,
        reason="the floor of 85% by site is not kept: lincoln-high (80%)",
        groups=(("lincoln-high", 20, 5), ("mesa-elementary", 40, 1), ("(not given)", 12, 0)),
    ),
    Month("2026-12", S.MET, 301, 9),
    Month("2027-01", S.MISSED, 402, 71),
    Month("2027-02", S.INDETERMINATE, 455, 22, unscorable=6),
    Month("2027-03", S.MET, 390, 11, unscorable=1),
    Month("2027-04", S.MET, 377, 12),
    Month("2027-05", S.MISSED, 502, 30, 3),
    Month("2027-06", S.MET, 198, 4, 1),
    Month("2027-07", S.IN_PROGRESS, 61, 1, 2, 23),
)
RESPONSE = (
    Month("2026-07", S.MET, 230, 2),
    Month("2026-08", S.MET, 512, 5),
    Month("2026-09", S.MET, 705, 9),
    Month("2026-10", S.MET, 622, 4),
    Month("2026-11", S.MET, 466, 3),
    Month("2026-12", S.MET, 322, 2),
    Month("2027-01", S.MISSED, 461, 25),
    Month("2027-02", S.MISSED, 470, 21),
    Month("2027-03", S.MET, 411, 5),
    Month("2027-04", S.MET, 399, 2),
    Month("2027-05", S.MET, 548, 7),
    Month("2027-06", S.MET, 210, 3),
    Month("2027-07", S.IN_PROGRESS, 86, 1, 0, 2),
)
LOANER = (
    Month("2026-07", S.POOLED, 4, 0, reason="4 tickets decided, 10 needed"),
    Month("2026-08", S.MET, 33, 2, pooled=("2026-07",)),
    Month("2026-09", S.MET, 60, 3),
    Month("2026-10", S.MET, 48, 2),
    Month("2026-11", S.MET, 41, 4),
    Month("2026-12", S.NO_DATA),
    Month("2027-01", S.MET, 38, 1),
    Month("2027-02", S.MET, 44, 1),
    Month("2027-03", S.MET, 29, 2),
    Month("2027-04", S.MET, 31, 0),
    Month("2027-05", S.MISSED, 40, 8),
    Month("2027-06", S.BELOW_MINIMUM, 5, 2, reason="7 tickets decided, 10 needed"),
    Month("2027-07", S.IN_PROGRESS),
)
SATISFACTION = (
    Month("2026-27", S.MISSED, 3011, 209),
    Month("2027-28", S.IN_PROGRESS, 40, 3),
)
LEVELS = (
    ("repair-turnaround", "Repair turnaround", REPAIR, Fraction(95, 100)),
    ("first-response", "First response", RESPONSE, Fraction(98, 100)),
    ("loaner-delivery", "Loaner at the student's desk", LOANER, Fraction(90, 100)),
    ("satisfaction", "Quality satisfaction at closure", SATISFACTION, Fraction(94, 100)),
)
SENTENCES = {
    "repair-turnaround": "The Contractor shall return at least 95 % of repairs of student laptops "
    "and staff laptops, for each calendar month, within 1 business day (P1), 3 business days (P2) "
    "or 5 business days (P3) of receipt, on the Support Hours calendar.",
    "first-response": "The Contractor shall respond to at least 98 % of tickets, for each calendar "
    "month, within 1 business hour (P1), 4 business hours (P2) or 8 business hours (P3) of the "
    "report, on the Support Hours calendar.",
    "loaner-delivery": "The Contractor shall hand over at least 90 % of loaners, for each calendar "
    "month, within 4 business hours of the report, on the School Days calendar.",
    "satisfaction": "The Contractor shall reach a satisfaction of at least 94 % with the quality "
    "of its work, counted as ratings of 4 or 5 of 5, for each school year.",
}
DIGESTS = {
    "repair-turnaround": "7f3a 91c2",
    "first-response": "04be c7d1",
    "loaner-delivery": "e912 5a60",
    "satisfaction": "38d0 1f7b",
    "spare-pool": "c55e 0b19",
}
EXCLUDED = {"repair-turnaround": (("beyond-economical-repair", 48), ("force-majeure", 5))}
UNSCORABLE = {"repair-turnaround": (("returned before it was received", 4), ("no receipt", 3))}
NO_TARGET = {"first-response": 17}
OUTSIDE = 311


def audit() -> Audit:
    """The audit."""
    return Audit(
        product="rfpkit 0.1.0",
        timezone_data="tzdata 2026.1",
        contract="PC-2026-014-C",
        title="Technical support and device repair",
        note="Prairie City Public Schools and its contractor are invented.",
        district="Prairie City Public Schools",
        contractor="Northfield Device Services, Inc.",
        contract_digest="b194 6ac9",
        mapping_digest="5917 85b7",
        as_of="2027-07-13T00:00:00-05:00",
        timezone=ZONE,
        calendars=(
            CalendarStamp(id="support-hours", version="1", timezone=ZONE, digest="a3f0 77b2"),
            CalendarStamp(id="school-days", version="2", timezone=ZONE, digest="0c41 d9e8"),
        ),
        intake=audit_evidence.intake(),
        levels=(*map(_level, LEVELS), _unmeasured()),
        credits=audit_evidence.credits(),
        credits_total=Decimal("11400.00"),
        claims=audit_evidence.claims(),
        findings=audit_evidence.findings(),
    )


def verdicts() -> list[TicketVerdict]:
    """One row for each level and ticket, in the order of the audit's counts."""
    rows = []
    for level, _, months, _ in LEVELS:
        for month in months:
            rows += [_row(level, month.period, verdict) for verdict in _each(month)]
        unscored = [reason for reason, count in UNSCORABLE.get(level, ()) for _ in range(count)]
        at = [place for place, row in enumerate(rows) if row.verdict == "unscorable"]
        for place, reason in zip(at, unscored, strict=True) if unscored else ():
            rows[place] = rows[place]._replace(reason=reason, stop=None, elapsed=None)
        for reason, count in EXCLUDED.get(level, ()):
            rows += [_row(level, "", "excluded", reason) for _ in range(count)]
        rows += [_row(level, "", "no_target") for _ in range(NO_TARGET.get(level, 0))]
    return [_numbered(place, row) for place, row in enumerate(rows)]


def _each(month: Month) -> list[str]:
    return [
        verdict
        for verdict in ("met", "missed", "missed_open", "pending", "unscorable")
        for _ in range(getattr(month, verdict))
    ]


def _row(level: str, period: str, verdict: str, reason: str = "") -> TicketVerdict:
    return TicketVerdict(
        level=level,
        ticket="",
        episode=1,
        verdict=verdict,
        reason=reason,
        period=period,
        version="original",
        priority="P2",
        service="device-repair",
        device_class="student-laptop",
        site="mesa-elementary",
        audience="students",
        start=None,
        first_stop=None,
        stop=None,
        last_stop=None,
        due=None,
        target="" if verdict == "no_target" else "3 business days",
        elapsed=None,
        paused=None,
        not_honoured=None,
        verdict_if_honoured=verdict,
        claimed="met" if verdict in {"met", "missed"} else "",
        claimed_due=None,
        by_claimed_due="",
        row=0,
        value=None,
        value_unit="",
        weight=None,
    )


def _numbered(place: int, row: TicketVerdict) -> TicketVerdict:
    start = _start(row.period) + place % 20 * 86_400 + place % 7 * 611
    due = start + 3 * 86_400
    late = 7_200 if row.verdict == "missed" else -5_400
    stop = due + late if row.verdict in {"met", "missed", "excluded"} else None
    return row._replace(
        ticket=f"INC{place + 10_001:07d}",
        row=place + 2,
        start=start,
        first_stop=stop,
        stop=stop,
        last_stop=stop,
        due=due if row.target else None,
        elapsed=None if stop is None else 97_200 + late,
        paused=place % 3 * 1_800,
        not_honoured=place % 11 * 60,
        claimed_due=due,
        by_claimed_due=row.verdict if row.claimed else "",
    )


def _start(period: str) -> int:
    # "2026-27" is a school year: it begins in July.
    year, month = (int(period[:4]), int(period[5:7])) if period else (2026, 9)
    first = datetime.datetime(year, month if month <= 12 else 7, 1, 7, 30, tzinfo=ZoneInfo(ZONE))
    return int(first.timestamp())


def _level(plan: tuple[str, str, tuple[Month, ...], Fraction]) -> LevelResult:
    name, title, months, owed = plan
    by_period = {month.period: month for month in months}
    return LevelResult(
        id=name,
        title=title,
        digest=DIGESTS[name],
        sentence=SENTENCES[name],
        measured=True,
        ledger=_ledger(name, months),
        periods=tuple(_period(month, by_period, owed) for month in months),
    )


def _period(month: Month, by_period: dict[str, Month], owed: Fraction) -> PeriodResult:
    parts = [by_period[name] for name in (month.period, *month.pooled)]
    tally = Tally(
        met=sum(part.met for part in parts),
        missed=sum(part.missed for part in parts),
        missed_open=sum(part.missed_open for part in parts),
        pending=sum(part.pending for part in parts),
        unscorable=sum(part.unscorable for part in parts),
    )
    first, last = _days(month.period)
    return PeriodResult(
        period=month.period,
        first=first,
        last=last,
        versions=("original",),
        owed=owed,
        tally=tally,
        pooled_from=month.pooled,
        attainment=tally.attainment,
        best=tally.best,
        worst=tally.worst,
        state=month.state,
        reason=month.reason,
        groups=tuple(_group(*group) for group in month.groups),
    )


def _group(name: str, met: int, missed: int) -> GroupResult:
    tally = Tally(met=met, missed=missed)
    kept = Fraction(met, met + missed) >= Fraction(85, 100)
    state = S.MET if kept else S.MISSED
    return GroupResult(group=name, tally=tally, attainment=tally.attainment, state=state)


def _days(period: str) -> tuple[datetime.date, datetime.date]:
    year, month = int(period[:4]), int(period[5:7])
    if month > 12:
        return datetime.date(year, 7, 1), datetime.date(year + 1, 6, 30)
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, 1), datetime.date(year, month, last)


def _ledger(name: str, months: tuple[Month, ...]) -> LevelLedger:
    excluded = tuple(Count(reason=why, count=n) for why, n in EXCLUDED.get(name, ()))
    unscorable = tuple(Count(reason=why, count=n) for why, n in UNSCORABLE.get(name, ()))
    met = sum(month.met for month in months)
    missed = sum(month.missed for month in months)
    missed_open = sum(month.missed_open for month in months)
    pending = sum(month.pending for month in months)
    no_target = NO_TARGET.get(name, 0)
    scope = met + missed + missed_open + pending + no_target
    scope += sum(line.count for line in (*excluded, *unscorable))
    return LevelLedger(
        tickets=scope + OUTSIDE,
        out_of_scope=(Count(reason="other service", count=OUTSIDE),),
        met=met,
        missed=missed,
        missed_open=missed_open,
        pending=pending,
        no_target=no_target,
        excluded=excluded,
        unscorable=unscorable,
    )


def _unmeasured() -> LevelResult:
    return LevelResult(
        id="spare-pool",
        title="Spares at each school",
        digest=DIGESTS["spare-pool"],
        sentence="The Contractor shall keep spares of at least 3 % of users at each school on at "
        "least 98 % of school days of each calendar month.",
        measured=False,
        reason="needs the count feed `spare-count`, which an export of tickets does not hold",
    )
