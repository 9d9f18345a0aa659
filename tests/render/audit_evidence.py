"""The rest of the audit written by hand: what was read, credits, claims and findings."""

from __future__ import annotations

from decimal import Decimal

from rfpkit.model.audit import ClaimResult, Disagreement
from rfpkit.model.credits.ledger import CreditLine, CreditState, CreditStep
from rfpkit.model.exports.intake import Count, Finding, Intake, Rejected, Source


def intake() -> Intake:
    """What was read: two files, 14 rows rejected."""
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


def credits() -> tuple[CreditLine, ...]:
    """Seven missed periods: one cut by a cap, one that brings nothing."""
    no_band = "meets what is owed: what was missed is the floor, which brings no credit"
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
        state=CreditState.ACCRUED if amount else CreditState.NONE,
        steps=tuple(steps),
        amount=amount,
    )


def claims() -> tuple[ClaimResult, ...]:
    """47 disagreements of one level; another level without a claim."""
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


def findings() -> tuple[Finding, ...]:
    """Findings of every kind that a scorecard treats in a way of its own."""
    return (
        Finding(
            id="events-after-as-of",
            message="212 events lie after the instant of the audit and are not used",
            count=212,
            examples=("INC0016031", "INC0016044"),
        ),
        Finding(
            id="closure-noticed-late",
            message="1 closure of the calendar support-hours announced after the day itself",
            count=1,
            examples=("2027-01-14: Ice storm",),
        ),
        Finding(
            id="pause-not-honoured",
            message="31 tickets of repair-turnaround stood in a pause that it does not allow; with "
            "the pause, 9 verdicts would be different",
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
