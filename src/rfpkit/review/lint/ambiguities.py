"""What an RFP leaves open, so that each side will fill it as it suits it."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.credits.credit import charged_per_ticket
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding


def few_tickets(rfp: Solicitation) -> Iterable[Finding]:
    """Finds credits for a share of tickets where a month with one ticket decides like any other."""
    for level in rfp.service_levels:
        rules = level.attainment
        if level.credit is None or charged_per_ticket(level.credit) or not _counts_tickets(level):
            continue
        # A window of several periods has more tickets, which is what a minimum is for.
        if rules.minimum is not None or rules.rolling or not (rules.at_least or rules.steps):
            continue
        message = f"one ticket alone would decide a {rules.per} and its credit"
        hint = (
            "add `minimum: {tickets: 10, otherwise: pool_with_next}`, or leave it open on purpose"
        )
        yield Finding("few-tickets", f"service_levels[{level.id}].attainment", message, hint)


def endless_pauses(rfp: Solicitation) -> Iterable[Finding]:
    """Finds pauses that no length ends, no evidence shows and nobody approves."""
    defined = {one.id: one for one in rfp.pauses}
    for level in rfp.service_levels:
        measure = level.measure
        if not isinstance(measure, DurationMeasure) or measure.pause_total is not None:
            continue
        for rule in measure.pause:
            term = defined.get(rule.reason)
            shown = term is not None and (term.evidence or term.approved_by)
            if rule.each or rule.total or rule.evidence or shown:
                continue
            message = f"nothing ends the pause `{rule.reason}`, and nobody has to show it"
            hint = "add `each` or `total`, or say under `pauses` what shows it"
            yield Finding("endless-pause", f"service_levels[{level.id}].measure", message, hint)


def terms_without_evidence(rfp: Solicitation) -> Iterable[Finding]:
    """Finds reasons to leave a ticket out that one side can claim alone."""
    for one in rfp.exclusions:
        if one.approved_by is None and one.evidence is None:
            message = f"nobody has to agree to `{one.id}`, and nothing has to show it"
            hint = "add `approved_by` and `evidence`"
            yield Finding("unproven-term", f"exclusions[{one.id}]", message, hint)


def duplicates(rfp: Solicitation) -> Iterable[Finding]:
    """Finds RFPs that count tickets and do not say what becomes of a ticket written twice."""
    counted = [level for level in rfp.service_levels if _counts_tickets(level)]
    known = [one.id for one in rfp.exclusions if "duplicate" in one.id]
    if counted and not known:
        message = "nothing says whether a ticket that repeats another one counts"
        hint = "add an exclusion `duplicate`, and name it in `exclude` of the levels"
        yield Finding("duplicates", "exclusions", message, hint)


def silent_customers(rfp: Solicitation) -> Iterable[Finding]:
    """Finds satisfaction that three answers of a thousand could decide."""
    for level in rfp.service_levels:
        measure = level.measure
        if isinstance(measure, SatisfactionMeasure) and measure.response_floor is None:
            where = f"service_levels[{level.id}].measure"
            message = "however few customers answer, their ratings decide"
            yield Finding("silent-customers", where, message, "add `response_floor: 20%`")


def late_reports(rfp: Solicitation) -> Iterable[Finding]:
    """Finds RFPs with credits in which not reporting costs nothing."""
    has_credit = any(level.credit is not None for level in rfp.service_levels)
    has_duty = any(isinstance(level.measure, DutyMeasure) for level in rfp.service_levels)
    if has_credit and not has_duty:
        message = "a Contractor that delivers no export misses no level"
        hint = "add a level of kind `duty` for the monthly export"
        yield Finding("late-report", "service_levels", message, hint)


def chronic_failure(rfp: Solicitation) -> Iterable[Finding]:
    """Finds RFPs with credits in which missing a level for years costs the same each month."""
    credits = [level.credit for level in rfp.service_levels if level.credit is not None]
    if credits and all(credit.chronic is None for credit in credits):
        message = "nothing follows when a level is missed month after month"
        hint = "add `chronic:` to a credit: three misses in a row, and the right that follows"
        yield Finding("chronic-failure", "service_levels", message, hint)


def _counts_tickets(level: ServiceLevel) -> bool:
    return not isinstance(level.measure, StockMeasure | DutyMeasure | AccumulationMeasure)
