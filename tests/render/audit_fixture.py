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
    ClaimResult,
    CreditLine,
    CreditStep,
    Disagreement,
    GroupResult,
    LevelLedger,
    LevelResult,
    PeriodResult,
    PeriodState,
    Tally,
)
from rfpkit.model.intake import Count, Finding, Intake, Rejected, Source
from rfpkit.model.ticket_verdict import TicketVerdict

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
        intake=_intake(),
        levels=(*map(_level, LEVELS), _unmeasured()),
        credits=_credits(),
        credits_total=Decimal("11400.00"),
        claims=_claims(),
        findings=_findings(),
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


def _intake() -> Intake:
    return Intake(
        sources=(
            Source(file="tickets-2026-27.csv", sha256="9f86d081884c7d65" * 4, rows=38_204),
            Source(file="tickets-2027-07.csv", sha256="60303ae22b998861" * 4, rows=912),
        ),
        rows_read=39_116,
        rows_used=39_102,
        rows_rejected=(
            Count(reason="stamp cannot be read", count=9),
            Count(reason="no ticket number", count=5),
        ),
        events=39_102,
        rejected=tuple(
            Rejected(
                file="tickets-2026-27.csv",
                row=1_200 + 31 * place,
                column="sys_updated_at" if place < 9 else "number",
                value="2026-02-30 07:10" if place < 9 else "",
                reason="stamp cannot be read" if place < 9 else "no ticket number",
            )
            for place in range(14)
        ),
        findings=(
            Finding(
                id="ambiguous-local-time",
                message="3 stamps lie in the hour that autumn repeats; the first was taken",
                count=3,
                examples=("INC0012031", "INC0012044", "INC0012051"),
            ),
            Finding(
                id="finer-than-a-second",
                message="12 stamps were cut to whole seconds",
                count=12,
            ),
        ),
    )


def _credits() -> tuple[CreditLine, ...]:
    no_band = "is in no band: what was missed is the floor, which brings no credit"
    return (
        _credit("repair-turnaround", "2026-09", "641/693 = 92.49%", ("95%", 2), "6,000.00"),
        _credit("repair-turnaround", "2026-11", f"430/448 = 95.98% {no_band}", None, "6,000.00"),
        _credit("repair-turnaround", "2027-01", "402/473 = 84.98%", ("90%", 12), "6,000.00"),
        _credit("first-response", "2027-01", "461/486 = 94.85%", ("98%", 2), "3,000.00"),
        _credit("first-response", "2027-02", "470/491 = 95.72%", ("98%", 2), "3,000.00"),
        _credit("repair-turnaround", "2027-05", "502/535 = 93.83%", ("95%", 2), "6,000.00"),
        _credit("loaner-delivery", "2027-05", "40/48 = 83.33%", ("90%", 1), "3,000.00"),
    )


def _credit(
    level: str, period: str, attained: str, band: tuple[str, int] | None, most: str
) -> CreditLine:
    fee, limit = Decimal("60000.00"), Decimal(most.replace(",", ""))
    steps = [CreditStep(step="monthly-fee for 1 month: $60,000.00", amount=fee)]
    exact = fee * band[1] / 100 if band else Decimal("0.00")
    found = f" is in the band below {band[0]}: {band[1]}% of it" if band else ""
    steps.append(CreditStep(step=f"attainment {attained}{found}", amount=exact))
    amount = min(exact, limit)
    if band:
        cut = "cut to it" if exact > limit else "nothing is cut"
        told = f"the level's cap of 10% per month leaves ${most}: {cut}"
        steps.append(CreditStep(step=told, amount=amount))
        told = f"the at-risk amount of {period} leaves $9,000.00: nothing is cut"
        steps.append(CreditStep(step=told, amount=amount))
    steps.append(CreditStep(step="rounded to cents, half-even", amount=amount))
    return CreditLine(
        id=f"{level}/{period}",
        level=level,
        period=period,
        state="accrued" if amount else "none",
        steps=tuple(steps),
        amount=amount,
    )


def _claims() -> tuple[ClaimResult, ...]:
    causes = (
        "a pause that the contract does not allow",
        "the ticket was reopened after the stop that the vendor counts",
        "the vendor's due time is 2 h 15 min later",
        "the vendor's due time is 30 min later",
        "the same due time, another verdict",
    )
    disagreements = tuple(
        Disagreement(
            ticket=f"INC{11_400 + 13 * place:07d}",
            level="repair-turnaround",
            claimed="met",
            by_claimed_due="missed" if place % 4 == 0 else "met",
            ours="missed_open" if place % 9 == 0 else "missed",
            cause=causes[place * place % 13 % 5],
        )
        for place in range(47)
    )
    return (
        ClaimResult(
            level="repair-turnaround",
            claims=5_250,
            flag_agrees_with_own_due=5_238,
            flag_contradicts_own_due=12,
            dues=5_250,
            due_within_15_minutes=5_100,
            flag_agrees_with_ours=5_203,
            flag_differs_from_ours=47,
            disagreements=disagreements,
        ),
        ClaimResult(
            level="first-response",
            claims=0,
            flag_agrees_with_own_due=0,
            flag_contradicts_own_due=0,
            dues=0,
            due_within_15_minutes=0,
            flag_agrees_with_ours=0,
            flag_differs_from_ours=0,
        ),
    )


def _findings() -> tuple[Finding, ...]:
    return (
        Finding(
            id="events-after-as-of",
            message="212 events lie after the instant of the audit and are not used",
            count=212,
            examples=("INC0016031", "INC0016044"),
        ),
        Finding(
            id="closure-noticed-late",
            message="1 closure of the calendar support-hours noticed after the day itself",
            count=1,
            examples=("2027-01-14: Ice storm",),
        ),
        Finding(
            id="pause-not-honoured",
            message="31 tickets of repair-turnaround stood in a pause that it does not allow; with "
            "the pause, 9 verdicts would be another",
            count=31,
            examples=("INC0011400", "INC0011413", "INC0011426", "INC0011439", "INC0011452"),
        ),
        Finding(
            id="exclusion-not-allowed",
            message="4 tickets marked `awaiting-parts`, for which repair-turnaround leaves no "
            "ticket out: judged like any other",
            count=4,
            examples=("INC0010031", "INC0010077", "INC0010102", "INC0010460"),
        ),
    )
