"""Each clause says what the audit does where the level says so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from rfpkit.model.clauses.level import clauses
from rfpkit.model.service_level import ServiceLevel

DOCUMENT = SimpleNamespace(
    calendars=(),
    priorities=(),
    pauses=(SimpleNamespace(id="approval", name="awaiting the District's approval"),),
    exclusions=(SimpleNamespace(id="storm", name="a storm"),),
)
BACK = "If a request comes back within 5 business days of its stop,"
OWN = "counts as a request of its own, whose clock starts when it comes back."
MONTH = {"at_least": "95%", "per": "month"}


def told(*, target="4 business hours", attainment=None, credit=None, exclude=(), **measure):
    terms = {"kind": "duration", "from": "received", "to": "returned", "calendar": "desk"}
    level = ServiceLevel.model_validate(
        {
            "id": "repair",
            "title": "Repair",
            "measure": terms | measure,
            "target": target,
            "attainment": MONTH | (attainment or {}),
            "credit": credit,
            "exclude": list(exclude),
        }
    )
    return clauses(level, DOCUMENT)


@pytest.mark.parametrize(
    ("policy", "clause"),
    [
        (
            "continue",
            (
                f"{BACK} its clock goes on; the time for which it was closed does not count. "
                f"If it comes back later, it {OWN}"
            ),
        ),
        (
            "count_closed",
            (
                f"{BACK} its clock goes on as if it had never stopped. "
                f"If it comes back later, it {OWN}"
            ),
        ),
        (
            "first_stop",
            f"{BACK} its first stop stands. If it comes back later, it {OWN}",
        ),
        ("new_episode", f"A request that comes back after its stop, however soon, {OWN}"),
    ],
)
def test_each_policy_for_reopened_requests_has_its_clause(policy, clause):
    assert clause in told(on_reopen=policy)


@pytest.mark.parametrize("policy", ["continue", "count_closed", "first_stop", "new_episode"])
def test_a_stop_at_a_milestone_is_final_whatever_the_policy(policy):
    found = told(to="acknowledged", on_reopen=policy)
    assert "The first stop is final: nothing that happens later starts the clock again." in found
    assert not [clause for clause in found if "comes back" in clause]


def test_a_level_decides_itself_whether_its_stop_is_final():
    final = "The first stop is final: nothing that happens later starts the clock again."
    assert final in told(to="on-the-shelf", final_stop=True)
    assert final not in told(to="acknowledged", final_stop=False)


@pytest.mark.parametrize(
    ("target", "time"), [("3 business days", "service time"), ("3 calendar days", "time")]
)
def test_time_that_does_not_count_moves_a_target_in_days(target, time):
    found = " ".join(told(target=target, pause=["approval"]))
    assert f"does not count and moves the due time by as much {time}." in found
    assert f"the due time moves by the {time} that the pause took." in found


@pytest.mark.parametrize(
    ("rule", "cutoff", "clause"),
    [
        (
            "close_of_business",
            "15:00",
            (
                "The business day on which the clock starts is day 0; a start after 3:00 p.m. or "
                "on a closed day counts as one on the next business day. The request is due at "
                "the close of the business day that is the stated number of business days after "
                "day 0."
            ),
        ),
        (
            "next_opening",
            None,
            (
                "The business day on which the clock starts is day 0; a start on a closed day "
                "counts as one on the next business day. The request is due at the opening of the "
                "business day that follows the stated number of business days after day 0."
            ),
        ),
        (
            "same_time",
            "15:00",
            (
                "A start outside hours moves to the next opening, and one after 3:00 p.m. to the "
                "opening of the next business day. The request is due at the same clock time, the "
                "stated number of business days later, within that day's hours."
            ),
        ),
    ],
)
def test_each_rule_for_business_days_names_its_cutoff(rule, cutoff, clause):
    assert told(target="3 business days", day_rule=rule, cutoff=cutoff)[0] == clause


def test_reasons_to_leave_a_request_out_are_listed_as_reasons():
    one, two = told(exclude=["storm"]), told(exclude=["storm", "duplicate"])
    assert "A request is left out of the count only for this reason: a storm." in one
    assert "A request is left out of the count only for these reasons: a storm or duplicate." in two


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        ("pool_with_next", "is judged together with the next one."),
        ("no_credit", "is not judged and brings no credit."),
        ({"allow_misses": "1"}, "is met also with up to 1 miss."),
        ({"allow_misses": "2"}, "is met also with up to 2 misses."),
    ],
)
def test_few_requests_are_treated_alike_in_a_period_and_in_a_group_of_a_floor(otherwise, words):
    minimum = {"tickets": "10", "otherwise": otherwise}
    found = told(attainment={"minimum": minimum, "floor": {"by": "site", "at_least": "85%"}})
    assert f"A calendar month with fewer than 10 decided requests {words}" in found
    assert (
        "Each site must reach at least 85% by itself; where a site has fewer than 10 decided "
        f"requests, its calendar month {words}"
    ) in found


def test_a_floor_alone_brings_no_credit_and_bands_do_not_add_up():
    bands = [{"below": "95%", "credit": "2%"}, {"below": "90%", "credit": "5%"}]
    credit = {"base": "monthly-fee", "bands": bands, "cap": "10% per month"}
    found = told(credit=credit, attainment={"floor": {"by": "site", "at_least": "85%"}})
    assert found[-2:] == [
        (
            "The performance credit is a share of the monthly fee: 2% below 95% and 5% below 90%, "
            "at most 10% per month. Only the lowest band that is reached counts."
        ),
        (
            "The credit follows from the attainment of all requests together; a floor that is "
            "missed while no band is reached brings none."
        ),
    ]


@pytest.mark.parametrize("counted_by", ["due", "stop", "start"])
def test_a_rating_counts_when_its_request_is_closed_whatever_is_written(counted_by):
    raw = {
        "id": "survey",
        "title": "Survey",
        "measure": {
            "kind": "satisfaction",
            "dimension": "quality",
            "scale": "5",
            "method": "top_box",
        },
        "attainment": MONTH | {"counted_by": counted_by},
    }
    found = " ".join(clauses(ServiceLevel.model_validate(raw), DOCUMENT))
    assert "A rating counts in the calendar month in which its request is closed." in found


def test_a_pause_whose_name_is_a_state_is_told_as_one():
    found = told(pause=["approval", "parts-on-order"])
    assert any(
        "while a request is awaiting the District's approval or in the state “parts on order”;"
        in one
        for one in found
    )


def test_reasons_that_hold_the_word_or_are_told_apart_by_quotation_marks():
    found = told(exclude=["lost-or-stolen", "storm"])
    end = "only for these reasons: “lost or stolen” or “a storm”."
    assert any(one.endswith(end) for one in found)
