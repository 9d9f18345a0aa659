"""Where a change leads, as a contract manager would say it: tighter, looser, or another promise."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import LEVEL
from .leading import changed, leads

TIMED: dict[str, Any] = {
    **LEVEL,
    "measure": {
        **LEVEL["measure"],
        "pause": ["awaiting-parts", {"reason": "awaiting-approval", "each": "2 business days"}],
        "cutoff": "15:00",
    },
    "attainment": {"at_least": "90%", "per": "month", "floor": {"by": "site", "at_least": "80%"}},
    "exclude": ["duplicate"],
    "applies_to": {"service": ["repair", "swap"]},
}
URGENT = {**TIMED, "target": {"P1": "1 business day", "P2": "3 business days"}}
QUARTERLY: dict[str, Any] = {**LEVEL, "attainment": {"at_least": "90%", "per": "quarter"}}


def of_kind(**measure: Any) -> dict[str, Any]:
    return {
        "id": "x",
        "title": "X",
        "measure": measure,
        "attainment": {"at_least": "90%", "per": "month"},
    }


FIXED = of_kind(kind="ratio", at="closed", good={"event": "visit", "at_most": 2})
LASTS = of_kind(
    kind="ratio", at="returned", good={"not_again": "device", "within": "30 calendar days"}
)
WORDED = of_kind(kind="ratio", at="closed", good={"fact": "fix", "is": ["yes", "partly"]})
WAIT: dict[str, Any] = {
    **of_kind(kind="statistic", statistic="percentile", percentile=90, number="wait"),
    "target": "60",
    "attainment": {"per": "month"},
}
RATED: dict[str, Any] = {
    **of_kind(kind="statistic", statistic="mean", rating="quality", better="higher"),
    "target": "4.2",
    "attainment": {"per": "month"},
}
SPARES = {**of_kind(kind="stock", feed="count", of="laptops"), "target": "3% of users"}
LOST: dict[str, Any] = {
    **of_kind(kind="accumulation", to="returned", calendar="hours", free="8 business hours"),
    "target": "5 business days",
}
OWED = of_kind(kind="duty", feed="deliveries", item="report", within="10 calendar days")
PLEASED = of_kind(kind="satisfaction", dimension="quality", scale=5, method="top_two_box")
FEE = {"base": "monthly-fee"}


def costs(**credit: Any) -> dict[str, Any]:
    return {**LEVEL, "credit": credit}


BANDS = costs(
    **FEE, bands=[{"below": "90%", "credit": "2%"}, {"below": "80%", "credit": "5%"}],
    cap="10% per month", repeat=[{"misses": "2 in a row", "times": 2}],
    earn_back={"periods": 3, "share": "50%"}, in_kind="loaner",
    chronic=[{"misses": "3 in a row", "then": "termination right"}],
)  # fmt: skip
TICKET = costs(per_missed_ticket={"P1": "$50", "P2": "$20"})
LATE = costs(per_day_late="$100 per business day", free_days=1, most_days=10)
POOL = costs(pool="40%", allocation="50%")

LEVELS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    # Words and targets
    "another name or reason": (TIMED, {"title": "Turnaround", "rationale": "Other."}, "same"),
    "less time": (TIMED, {"target": "4 business days"}, "tightened"),
    "more time": (TIMED, {"target": "6 business days"}, "loosened"),
    "hours in place of days": (TIMED, {"target": "20 business hours"}, "replaced"),
    "calendar days in place of business days": (TIMED, {"target": "4 calendar days"}, "replaced"),
    "school days in place of business days": (TIMED, {"target": "5 school days"}, "replaced"),
    "fewer, and school days": (TIMED, {"target": "4 school days"}, "replaced"),
    "the same hours in minutes": (
        {**TIMED, "target": "4 business hours"}, {"target": "240 business minutes"}, "replaced",
    ),
    "a time for each priority": (TIMED, {"target": {"P1": "1 business day"}}, "replaced"),
    "less time for one priority": (URGENT, {"target.P2": "2 business days"}, "tightened"),
    "less time for one and more for another": (
        URGENT, {"target.P2": "2 business days", "target.P1": "2 business days"}, "loosened",
    ),
    "a priority without a time any more": (URGENT, {"target.P2": None}, "loosened"),
    "a time for one more priority": (URGENT, {"target.P3": "9 business days"}, "replaced"),
    # What is owed
    "a higher share": (TIMED, {"attainment.at_least": "95%"}, "tightened"),
    "a lower share": (TIMED, {"attainment.at_least": "89.9%"}, "loosened"),
    "a share that rises with the years": (
        TIMED,
        {
            "attainment.at_least": None,
            "attainment.steps": [
                {"from": "2026-07-01", "at_least": "90%"},
                {"from": "2027-07-01", "at_least": "95%"},
            ],
        },
        "loosened",
    ),
    "a longer period": (TIMED, {"attainment.per": "quarter"}, "loosened"),
    "a shorter period": (QUARTERLY, {"attainment.per": "month"}, "tightened"),
    "a shorter period in which few tickets count": (
        QUARTERLY,
        {
            "attainment.per": "month",
            "attainment.minimum": {"tickets": 5, "otherwise": "no_credit"},
        },
        "loosened",
    ),
    "a school year for a calendar year": (
        {**LEVEL, "attainment": {"at_least": "90%", "per": "year"}},
        {"attainment.per": "school year"},
        "replaced",
    ),
    "a longer period in which lost time adds up": (
        LOST, {"attainment.per": "quarter"}, "replaced",
    ),
    "a rolling period": (TIMED, {"attainment.rolling": 3}, "replaced"),
    "counted by another instant": (TIMED, {"attainment.counted_by": "stop"}, "replaced"),
    "a higher floor": (TIMED, {"attainment.floor.at_least": "85%"}, "tightened"),
    "no floor any more": (TIMED, {"attainment.floor": None}, "loosened"),
    "a floor for other groups": (TIMED, {"attainment.floor.by": "priority"}, "replaced"),
    "a tolerance for few tickets": (
        TIMED,
        {"attainment.minimum": {"tickets": 10, "otherwise": {"allow_misses": 1}}},
        "loosened",
    ),
    "a larger tolerance": (
        {**LEVEL, "attainment": {"at_least": "90%", "per": "month",
                                 "minimum": {"tickets": 10, "otherwise": {"allow_misses": 1}}}},
        {"attainment.minimum.otherwise": {"allow_misses": 2}},
        "loosened",
    ),
    "no tolerance any more": (
        {**LEVEL, "attainment": {"at_least": "90%", "per": "month",
                                 "minimum": {"tickets": 10, "otherwise": {"allow_misses": 1}}}},
        {"attainment.minimum": None},
        "tightened",
    ),
    "few tickets are not pooled any more": (
        {**LEVEL, "attainment": {"at_least": "90%", "per": "month",
                                 "minimum": {"tickets": 10, "otherwise": "pool_with_next"}}},
        {"attainment.minimum": None},
        "replaced",
    ),
    "less time and a lower share": (
        TIMED, {"target": "4 business days", "attainment.at_least": "80%"}, "loosened",
    ),
    # The clock
    "another end of the clock": (TIMED, {"measure.to": "returned"}, "replaced"),
    "one more end of the clock": (TIMED, {"measure.to": ["repaired", "loaned"]}, "loosened"),
    "another start of the clock": (TIMED, {"measure.from": "diagnosed"}, "replaced"),
    "another calendar": (TIMED, {"measure.calendar": "desk"}, "replaced"),
    "a clock that stands still at night": (
        {**LEVEL, "target": "20 hours", "measure": {**LEVEL["measure"], "calendar": "always"}},
        {"measure.calendar": "desk"},
        "loosened",
    ),
    "one pause less": (
        TIMED, {"measure.pause": ["awaiting-parts"]}, "tightened",
    ),
    "one pause more": (
        TIMED, {"measure.pause": [*TIMED["measure"]["pause"], "weather"]}, "loosened",
    ),
    "one pause for another": (TIMED, {"measure.pause": ["awaiting-parts", "weather"]}, "loosened"),
    "a pause with a limit": (
        TIMED,
        {"measure.pause": [{"reason": "awaiting-parts", "each": "5 business days"},
                           TIMED["measure"]["pause"][1]]},
        "tightened",
    ),
    "a pause with a longer limit": (
        TIMED,
        {"measure.pause": ["awaiting-parts",
                           {"reason": "awaiting-approval", "each": "3 business days"}]},
        "loosened",
    ),
    "a pause with a limit on its sum": (
        TIMED,
        {"measure.pause": [{"reason": "awaiting-parts", "total": "16 business hours"},
                           TIMED["measure"]["pause"][1]]},
        "tightened",
    ),
    "a pause that needs evidence": (
        TIMED,
        {"measure.pause": [{"reason": "awaiting-parts", "evidence": "required"},
                           TIMED["measure"]["pause"][1]]},
        "tightened",
    ),
    "a limit on all pauses together": (
        TIMED, {"measure.pause_total": "16 business hours"}, "tightened",
    ),
    "less than, in place of at most": (TIMED, {"measure.comparator": "less_than"}, "tightened"),
    "an earlier cutoff": (TIMED, {"measure.cutoff": "12:00"}, "loosened"),
    "a later cutoff": (TIMED, {"measure.cutoff": "16:00"}, "tightened"),
    "no cutoff": (TIMED, {"measure.cutoff": None}, "tightened"),
    "the target of the first priority": (
        URGENT, {"measure.priority_change": "at_start"}, "loosened",
    ),
    "due at the next opening": (TIMED, {"measure.day_rule": "next_opening"}, "loosened"),
    "due at the same time of day": (TIMED, {"measure.day_rule": "same_time"}, "replaced"),
    "a reopened repair is forgotten": (TIMED, {"measure.on_reopen": "first_stop"}, "loosened"),
    "a closed repair counts on": (TIMED, {"measure.on_reopen": "count_closed"}, "replaced"),
    # Who is counted
    "one exclusion more": (TIMED, {"exclude": ["duplicate", "no-show"]}, "loosened"),
    "one exclusion less": (TIMED, {"exclude": []}, "tightened"),
    "one exclusion for another": (TIMED, {"exclude": ["no-show"]}, "loosened"),
    "fewer services": (TIMED, {"applies_to.service": ["repair"]}, "loosened"),
    "more services": (TIMED, {"applies_to.service": ["repair", "swap", "loan"]}, "replaced"),
    "one site alone": (TIMED, {"applies_to.site": ["north"]}, "loosened"),
    # Other kinds of level
    "fewer visits are good": (FIXED, {"measure.good.at_most": 1}, "tightened"),
    "more visits are good": (FIXED, {"measure.good.at_most": 3}, "loosened"),
    "another thing is counted": (FIXED, {"measure.good.event": "call"}, "replaced"),
    "a repair must last longer": (
        LASTS, {"measure.good.within": "60 calendar days"}, "tightened",
    ),
    "a repair must last less long": (LASTS, {"measure.good.within": "9 calendar days"}, "loosened"),
    "fewer words are good": (WORDED, {"measure.good.is": ["yes"]}, "tightened"),
    "more words are good": (WORDED, {"measure.good.is": ["yes", "partly", "no"]}, "loosened"),
    "a lower value, and lower is better": (WAIT, {"target": "45"}, "tightened"),
    "a higher value, and lower is better": (WAIT, {"target": "75"}, "loosened"),
    "more calls must be as fast": (WAIT, {"measure.percentile": 95}, "tightened"),
    "fewer calls must be as fast": (WAIT, {"measure.percentile": 80}, "loosened"),
    "higher is better now": (WAIT, {"measure.better": "higher"}, "replaced"),
    "a higher value, and higher is better": (RATED, {"target": "4.5"}, "tightened"),
    "a lower value, and higher is better": (RATED, {"target": "4"}, "loosened"),
    "more spares": (SPARES, {"target": "4% of users"}, "tightened"),
    "fewer spares": (SPARES, {"target": "2% of users"}, "loosened"),
    "a number of spares for a share": (SPARES, {"target": "40"}, "replaced"),
    "a day without a count is no miss": (SPARES, {"measure.missing": "unscorable"}, "loosened"),
    "a miss as by default, in other words": (SPARES, {"measure.missing": "missed"}, "replaced"),
    "spares counted for all schools together": (SPARES, {"measure.by": "district"}, "loosened"),
    "less time free": (LOST, {"measure.free": "4 business hours"}, "tightened"),
    "no time free": (LOST, {"measure.free": None}, "tightened"),
    "more time free": (LOST, {"measure.free": "16 business hours"}, "loosened"),
    "each day that is touched": (LOST, {"measure.day_counts": "any_part"}, "tightened"),
    "a report sooner": (OWED, {"measure.within": "5 calendar days"}, "tightened"),
    "a report later": (OWED, {"measure.within": "15 calendar days"}, "loosened"),
    "only the best rating": (PLEASED, {"measure.method": "top_box"}, "tightened"),
    "a mean of ratings": (PLEASED, {"measure.method": "mean_over_max"}, "replaced"),
    "another kind of measure": (
        FIXED, {"measure": {"kind": "ratio", "feed": "f", "good": {"fact": "x", "is": ["y"]}}},
        "replaced",
    ),
    # Credits
    "a credit where there was none": (LEVEL, {"credit": BANDS["credit"]}, "tightened"),
    "no credit any more": (BANDS, {"credit": None}, "loosened"),
    "a larger credit": (
        BANDS,
        {"credit.bands": [{"below": "90%", "credit": "3%"}, {"below": "80%", "credit": "5%"}]},
        "tightened",
    ),
    "credits of nothing": (BANDS, {"credit.bands": [{"below": "90%", "credit": "0%"}]}, "loosened"),
    "a band that begins lower": (
        BANDS,
        {"credit.bands": [{"below": "90%", "credit": "2%"}, {"below": "75%", "credit": "5%"}]},
        "loosened",
    ),
    "larger in one band and smaller in another": (
        BANDS,
        {"credit.bands": [{"below": "90%", "credit": "3%"}, {"below": "80%", "credit": "4%"}]},
        "loosened",
    ),
    "a share of another fee": (BANDS, {"credit.base": "desk-fee"}, "replaced"),
    "a credit of another shape": (
        BANDS, {"credit": {**FEE, "per_point": "9%"}}, "replaced",
    ),
    "a lower cap": (BANDS, {"credit.cap": "5% per month"}, "loosened"),
    "a cap in dollars": (BANDS, {"credit.cap": "$900 per month"}, "replaced"),
    "no cap": (BANDS, {"credit.cap": None}, "tightened"),
    "repeated misses cost no more": (BANDS, {"credit.repeat": None}, "loosened"),
    "repeated misses cost more": (
        BANDS, {"credit.repeat": [{"misses": "2 in a row", "times": 3}]}, "tightened",
    ),
    "all of it is earned back": (BANDS, {"credit.earn_back.share": None}, "loosened"),
    "earned back after more months": (BANDS, {"credit.earn_back.periods": 6}, "tightened"),
    "nothing is earned back": (BANDS, {"credit.earn_back": None}, "tightened"),
    "no loaner": (BANDS, {"credit.in_kind": None}, "loosened"),
    "a right after fewer misses": (
        BANDS, {"credit.chronic": [{"misses": "2 in a row", "then": "termination right"}]},
        "tightened",
    ),
    "a right after more misses": (
        BANDS, {"credit.chronic": [{"misses": "4 in a row", "then": "termination right"}]},
        "loosened",
    ),
    "a lesser right": (
        BANDS, {"credit.chronic": [{"misses": "3 in a row", "then": "corrective action plan"}]},
        "replaced",
    ),
    "more for each ticket": (TICKET, {"credit.per_missed_ticket.P2": "$25"}, "tightened"),
    "nothing for a priority": (TICKET, {"credit.per_missed_ticket.P2": None}, "loosened"),
    "one price for all priorities": (TICKET, {"credit.per_missed_ticket": "$50"}, "replaced"),
    "more for each late day": (LATE, {"credit.per_day_late": "$120 per business day"}, "tightened"),
    "a price for other days": (LATE, {"credit.per_day_late": "$120 per calendar day"}, "replaced"),
    "more free days": (LATE, {"credit.free_days": 2}, "loosened"),
    "no most days": (LATE, {"credit.most_days": None}, "tightened"),
    "a larger pool with a smaller part": (
        POOL, {"credit.pool": "50%", "credit.allocation": "40%"}, "replaced",
    ),
    "a smaller pool": (POOL, {"credit.pool": "30%"}, "loosened"),
    # Reports
    "the level's report sooner": (TIMED, {"report": {"per": "month", "within": 5}}, "tightened"),
    "the level's report later": (TIMED, {"report": {"per": "month", "within": 15}}, "loosened"),
    "the level's report more rarely": (TIMED, {"report": {"per": "quarter"}}, "loosened"),
    "the level's report in a rhythm nobody knows": (
        TIMED, {"report": {"per": "semester"}}, "replaced",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "changes", "where"), LEVELS.values(), ids=LEVELS)
def test_where_a_change_of_a_level_leads(before, changes, where):
    assert leads("service_levels", before, changed(before, changes)) == where


@pytest.mark.parametrize("name", [name for name in LEVELS if LEVELS[name][2] == "tightened"])
def test_what_is_tighter_is_looser_the_other_way_round_or_another_promise(name):
    before, changes, _ = LEVELS[name]
    back = leads("service_levels", changed(before, changes), before)
    assert back in {"loosened", "replaced"}


def test_a_limit_in_another_unit_is_another_limit():
    hours = {**TIMED, "target": "2 business hours"}
    for target, where in [
        ("120 business minutes", "replaced"),
        ("90 business minutes", "replaced"),
        ("1 business day", "replaced"),
    ]:
        assert leads("service_levels", hours, {**hours, "target": target}) == where
