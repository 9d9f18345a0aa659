"""Every rule that a careful counsel applies to an RFP. A new one is a function and a row.

A row names the fields that its rule needs whole, if any.
"""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding, Rule, rule
from rfpkit.review.lint import (
    ambiguities,
    credits,
    dates,
    e_rate,
    goals,
    levels,
    names,
    prices,
    scope,
    targets,
    words,
)


def _of_any(one: Rule[Solicitation]) -> Rule[Record]:
    """Returns the rule for any document: it finds nothing in other kinds."""

    def asked(document: Record) -> Iterable[Finding]:
        if isinstance(document, Solicitation):
            yield from one(document)

    return Rule(asked, one.needs)


_RULES: dict[str, Rule[Solicitation]] = {
    "vague-word": rule(words.vague_words),
    "placeholder": rule(words.placeholders),
    "two-duties": rule(words.two_duties),
    "undefined-day": rule(words.undefined_days, "calendars"),
    "always-open": rule(words.around_the_clock),
    "almost-the-same": rule(names.almost_the_same),
    "goal-without-level": rule(goals.goals_without_a_level, "service_levels", "requirements"),
    "level-without-goal": rule(goals.levels_without_a_goal),
    "level-without-remedy": rule(goals.levels_without_a_remedy),
    "slower-when-urgent": rule(targets.slower_when_urgent),
    "answer-after-repair": rule(targets.answers_after_the_repair),
    "longer-than-the-period": rule(targets.longer_than_the_period),
    "no-target": rule(levels.priorities_without_a_target),
    "row-never-fits": rule(levels.rows_that_never_fit),
    "two-promises": rule(levels.two_promises),
    "paused-and-left-out": rule(levels.paused_and_left_out),
    "no-cap": rule(credits.credits_without_a_cap, "at_risk"),
    "cap-below-credit": rule(credits.caps_below_the_credit),
    "nobody-answers": rule(scope.items_without_a_party, "responsibilities"),
    "excluded-and-promised": rule(scope.excluded_and_promised),
    "baseline-better": rule(targets.baselines_better_than_the_target),
    "not-surveyed": rule(targets.ratings_that_nobody_asks, "operations"),
    "dates-out-of-order": rule(dates.dates_out_of_order),
    "due-on-a-closed-day": rule(dates.due_on_a_closed_day),
    "addendum-too-late": rule(dates.addenda_after_the_last_day),
    "too-late": rule(dates.too_late),
    "term-too-soon": rule(dates.terms_that_begin_too_soon),
    "meeting-without-hour": rule(dates.meetings_without_an_hour),
    "calendar-ends-early": rule(dates.calendars_that_end_early),
    "few-tickets": rule(ambiguities.few_tickets),
    "endless-pause": rule(ambiguities.endless_pauses, "pauses"),
    "unproven-term": rule(ambiguities.terms_without_evidence),
    "duplicates": rule(ambiguities.duplicates, "exclusions"),
    "silent-customers": rule(ambiguities.silent_customers),
    "late-report": rule(ambiguities.late_reports, "service_levels"),
    "chronic-failure": rule(ambiguities.chronic_failure, "service_levels"),
    "option-without-price": rule(prices.options_without_a_price),
    "other-years": rule(prices.years_unlike_the_term, "pricing", "term"),
    "price-not-rated": rule(prices.prices_that_nobody_rates),
    "e-rate-days": rule(e_rate.too_few_days),
    "e-rate-price": rule(e_rate.price_not_the_heaviest),
}

RULES_OF_RFPS = {name: _of_any(one) for name, one in _RULES.items()}
"""Each rule by its name; it finds nothing in a document that is no RFP."""
