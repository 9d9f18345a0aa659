"""Every rule that a careful counsel applies to an RFP. A new one is a function and a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding
from rfpkit.review.lint import ambiguities, dates, e_rate, goals, prices, targets, words

Rule = Callable[[Solicitation], Iterable[Finding]]


def _of_rfp(rule: Rule) -> Callable[[Record], Iterable[Finding]]:
    """Returns the rule for any document: it finds nothing in other kinds."""

    def asked(document: Record) -> Iterable[Finding]:
        if isinstance(document, Solicitation):
            yield from rule(document)

    return asked


_RULES: dict[str, Rule] = {
    "vague-word": words.vague_words,
    "two-duties": words.two_duties,
    "undefined-day": words.undefined_days,
    "always-open": words.around_the_clock,
    "goal-without-level": goals.goals_without_a_level,
    "level-without-goal": goals.levels_without_a_goal,
    "level-without-remedy": goals.levels_without_a_remedy,
    "slower-when-urgent": targets.slower_when_urgent,
    "answer-after-repair": targets.answers_after_the_repair,
    "longer-than-the-period": targets.longer_than_the_period,
    "baseline-better": targets.baselines_better_than_the_target,
    "not-surveyed": targets.ratings_that_nobody_asks,
    "dates-out-of-order": dates.dates_out_of_order,
    "due-on-a-closed-day": dates.due_on_a_closed_day,
    "addendum-too-late": dates.addenda_after_the_last_day,
    "calendar-ends-early": dates.calendars_that_end_early,
    "few-tickets": ambiguities.few_tickets,
    "endless-pause": ambiguities.endless_pauses,
    "unproven-term": ambiguities.terms_without_evidence,
    "duplicates": ambiguities.duplicates,
    "silent-customers": ambiguities.silent_customers,
    "late-report": ambiguities.late_reports,
    "chronic-failure": ambiguities.chronic_failure,
    "option-without-price": prices.options_without_a_price,
    "e-rate-days": e_rate.too_few_days,
    "e-rate-price": e_rate.price_not_the_heaviest,
}

RULES_OF_RFPS = {name: _of_rfp(rule) for name, rule in _RULES.items()}
"""Each rule by its name; it finds nothing in a document that is no RFP."""
