"""When question 11 is answered: what is measured, from where, at which price and at which risk."""

from __future__ import annotations

from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.readiness.rule import Question, Rule, unless


def _has_credit(rfp: Solicitation) -> bool:
    return any(level.credit is not None for level in rfp.service_levels)


def _value(rfp: Solicitation) -> object:
    return rfp.facts.contract_value if rfp.facts is not None else None


def _survey(rfp: Solicitation) -> object:
    return rfp.operations.survey if rfp.operations is not None else None


SUCCESS = Question(
    "What shows success?",
    "service levels; reporting; credits; price sheet; evaluation",
    ("service_levels", "pricing", "at_risk"),
    Rule(
        "no-level",
        "nothing is measured",
        "take `service_levels` from the pack, or write your own",
        unless(lambda rfp: rfp.service_levels),
    ),
    (
        Rule(
            "no-baseline",
            "no target is held against where things stand today",
            "add `baseline` to a level: value, period and source",
            unless(lambda rfp: any(level.baseline for level in rfp.service_levels)),
        ),
        Rule(
            "no-survey",
            "nothing says how users are asked whether they are satisfied",
            "write `operations.survey`",
            unless(_survey),
        ),
        Rule(
            "satisfaction-not-measured",
            "no service level measures whether users are satisfied",
            "take `satisfaction` from the pack",
            unless(
                lambda rfp: any(
                    isinstance(level.measure, SatisfactionMeasure) for level in rfp.service_levels
                )
            ),
        ),
        Rule(
            "credits-without-limit",
            "nothing says how much all credits together may cost",
            "write `at_risk`: {base: monthly-fee, cap: 10% per month}",
            lambda rfp: [""] if _has_credit(rfp) and rfp.at_risk is None else [],
        ),
        Rule(
            "no-prices",
            "nothing says what proposers price",
            "write `pricing`, or take the pack's: `include: {defaults: [pricing]}`",
            unless(lambda rfp: rfp.pricing),
        ),
        Rule(
            "budget-not-known",
            "nobody has estimated what the contract is worth",
            "add `facts.contract_value`: everything that is paid over all years",
            unless(_value),
        ),
        Rule(
            "budget-without-term",
            "the contract's value is estimated, and nothing says over how many years",
            "write `term`: {initial: 2027-07-01 to 2030-06-30, renewals: two of one year each}",
            lambda rfp: [""] if _value(rfp) is not None and rfp.term is None else [],
        ),
    ),
)
