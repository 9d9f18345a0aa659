"""Each rule of a level that is no plain duration has its sentence."""

from __future__ import annotations

import pytest

from tests.model.told import DURATION, MONTH, OUTAGE, told

# Durations.


def test_each_cap_of_a_pause_is_a_sentence_and_so_is_its_evidence():
    rule = {
        "reason": "approval",
        "each": "2 business days",
        "total": "16 business hours",
        "evidence": "required",
    }
    found = told(
        DURATION | {"pause": [rule], "pause_total": "24 business hours"}, "3 business days"
    )
    start = found.index(
        "A pause while awaiting an approval is honored for at most 2 business days; the rest of "
        "it counts."
    )
    assert found[start + 1 : start + 4] == [
        (
            "All pauses of one request while awaiting an approval are honored for at most 16 "
            "business hours together; the rest counts."
        ),
        (
            "A pause while awaiting an approval is honored only if the ticket export carries its "
            "evidence."
        ),
        (
            "All pauses of one request, whatever their reasons, are honored for at most 24 "
            "business hours together; the rest counts."
        ),
    ]


def test_a_pause_without_limits_has_no_sentence_of_its_own():
    assert not [
        one for one in told(DURATION | {"pause": ["approval"]}, "1 hour") if "at most" in one
    ]


def test_the_first_line_of_a_table_that_fits_is_the_target():
    rows = [
        {"within": "1 business day", "priority": "P1"},
        {"within": "2 business days", "season": "testing", "from": "2027-01-01"},
        {"within": "3 business days"},
    ]
    found = told(DURATION, rows)
    assert found[0] == (
        "The first limit that fits a request is its target; the season and the date are those on "
        "which its clock starts."
    )
    elsewhere = told(DURATION | {"calendar_by_site": {"hana": "desk"}}, rows)
    assert elsewhere[0] == (
        "The first limit that fits a request is its target; the season and the date are those on "
        "which its clock starts, and the season is one of the calendar of its site."
    )
    assert any("strictest target" in one for one in found)
    assert not any("has no target" in one for one in found)
    open_ended = told(DURATION, [{"within": "3 business days", "site": "lincoln"}])
    assert "The first limit that fits a request is its target." in open_ended
    assert "A request that no limit fits has no target and is not counted." in open_ended
    assert not any("priority" in one for one in open_ended)
    alone = told(DURATION, [{"within": "3 business days"}])
    assert not any("first limit" in one for one in alone)


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("ticket", "A new request for the same device and fault is a request of its own."),
        (
            "device_and_fault",
            (
                "A request comes back also as a new request for the same device and fault, which "
                "then counts with it as one."
            ),
        ),
    ],
)
def test_what_comes_back_is_said_where_the_level_says_it(by, words):
    assert words in told(DURATION | {"reopen_by": by}, "3 business days")
    assert not any("same device" in one for one in told(DURATION, "3 business days"))
    final = DURATION | {"reopen_by": by, "to": "acknowledged"}
    assert not any("same device" in one for one in told(final, "3 business days"))


def test_periods_that_roll_are_judged_with_those_before_them():
    found = told(DURATION, "3 business days", MONTH | {"rolling": "3"})
    assert (
        "Each calendar month is judged on everything that counts in it and in the two before it; "
        "one with fewer before it is not judged."
    ) in found
    added = told(OUTAGE, "5 business days", MONTH | {"rolling": "2"})
    assert (
        "Each calendar month is judged on the time that adds up in it and in the one before it; "
        "where the contract is not so old yet, on what adds up since it began."
    ) in added
    assert (
        "Only the part of an outage that lies in the calendar month or in the one before it counts "
        "there. A device is missed as soon as it is over the limit, and met when the calendar "
        "month is over."
    ) in added
    assert any(
        "out of service at any time in the calendar month or in the one before it." in one
        for one in added
    )


def test_a_period_of_starts_waits_for_what_is_pending_in_it():
    waits = (
        "A calendar month is not judged while a request that is pending in it could turn the "
        "verdict."
    )
    assert waits in told(DURATION, "3 business days", MONTH | {"counted_by": "start"})
    assert waits not in told(DURATION, "3 business days")


# Ratios.


def ratio(good, **fields):
    return told({"kind": "ratio", "good": good, **fields})


def test_an_event_is_counted_up_to_the_moment_that_counts_the_request():
    found = ratio({"event": "visited", "at_most": "1"}, at="resolved")
    assert found[:3] == [
        (
            "“visited” counts as often as it is recorded up to the moment at which the request "
            "is counted; records of one instant count once."
        ),
        "If work on a request goes on after “resolved” was recorded, the record does not count.",
        (
            "A request counts in the calendar month in which “resolved” is last recorded for it. "
            "Attainment is the number of which the test holds divided by the number counted. It "
            "is compared exactly and never rounded up."
        ),
    ]


def test_an_event_that_ends_no_work_is_not_undone():
    found = ratio({"number": "visits", "at_most": "1"}, at="diagnosed")
    assert not any("does not count" in one for one in found)


@pytest.mark.parametrize(
    ("good", "clause"),
    [
        (
            {"number": "visits", "at_most": "1"},
            (
                "What its last record says counts; a request of which nothing is recorded is not "
                "scorable."
            ),
        ),
        (
            {"fact": "first-visit-fix", "is": ["yes"]},
            (
                "What its last record says counts; a request of which nothing is recorded is not "
                "scorable, and capital letters make no difference."
            ),
        ),
        (
            {"rating": "quality", "at_least": "4"},
            "A request without a rating is left out of the count.",
        ),
        ({"rated": "quality"}, "A request without a rating is a miss."),
    ],
)
def test_what_is_not_recorded_is_told_for_each_test(good, clause):
    assert ratio(good)[0] == clause


@pytest.mark.parametrize(
    ("within", "window"),
    [
        (
            "30 calendar days",
            "The window ends at the same clock time, that many calendar days later.",
        ),
        ("5 business days", "The window ends at the close of its last business day."),
        ("8 business hours", "The window runs on the Desk Hours calendar."),
    ],
)
def test_each_window_says_when_it_ends(within, window):
    found = ratio({"not_again": "device", "within": within}, at="returned", calendar="desk")
    assert found[0] == (
        "A request is a miss if a new request for the same device, of which this level speaks "
        "and which is not left out, is made after it was counted and within the window; a "
        "request without a device is not scorable."
    )
    assert found[1] == f"{window} Until it ends, the request is pending."


def test_a_window_for_the_ticket_itself_begins_at_the_first_closing():
    found = ratio({"not_again": "ticket", "within": "5 business days"}, calendar="support-hours")
    assert found[0].startswith("The window begins when “closed” is first recorded for")
    assert any("in which “closed” is first recorded" in one for one in found)
    assert not any("does not count" in one for one in found)


def test_rows_of_a_feed_count_at_their_own_date():
    found = ratio({"fact": "outcome", "is": ["kept"]}, feed="visits")
    assert found[0].startswith("A row of which nothing is recorded is not scorable")
    assert found[1].startswith("A row counts in the calendar month of its date.")


# Statistics.


def statistic(name, target="60 seconds", **fields):
    measure = {"kind": "statistic", "statistic": name, **fields}
    return told(measure, target, {"per": "month"})


@pytest.mark.parametrize(
    ("fields", "clause"),
    [
        (
            {"name": "percentile", "percentile": "90"},
            (
                "The 90th percentile is the smallest of the values that 90 in 100 of them do not "
                "exceed; nothing is interpolated."
            ),
        ),
        (
            {"name": "median"},
            (
                "The median is the value in the middle when the values are put in order; of an "
                "even number of values, the mean of the two in the middle."
            ),
        ),
        ({"name": "maximum"}, "The maximum is the largest of the values."),
        ({"name": "mean"}, "The mean is the sum of the values divided by their number."),
    ],
)
def test_each_statistic_is_defined(fields, clause):
    assert clause in statistic(feed="calls", **fields)


def test_rows_with_a_weight_count_as_often_as_their_base_says():
    found = statistic("mean", feed="calls", weight="base")
    assert "A row counts as often as its base says; a row whose base is 0 is left out." in found
    assert any("each weighted by its base" in one for one in found)


def test_service_time_of_a_statistic_has_the_rules_of_a_clock():
    found = statistic("median", "4 hours", to="returned", calendar="desk", pause=["approval"])
    assert found[0].startswith(
        "The clock stands still only while a request is awaiting an approval."
    )
    assert any("comes back within 5 business days of its stop" in one for one in found)
    assert any("still open counts with its time so far" in one for one in found)
    assert any("whether or not it is finished. The result is their median." in one for one in found)


def test_fewer_than_one_is_singular():
    attainment = MONTH | {"minimum": {"tickets": "1", "otherwise": "no_credit"}}
    found = told(DURATION, "3 business days", attainment)
    assert any("with fewer than 1 decided request is not judged" in one for one in found)


def test_one_free_hour_does_not_count():
    found = told(OUTAGE | {"free": "1 hour"}, "5 school days")
    assert "The first 1 hour of service time of each outage does not count." in found


def test_few_values_are_called_values():
    attainment = {"per": "month", "minimum": {"tickets": "10", "otherwise": "no_credit"}}
    measure = {"kind": "statistic", "statistic": "mean", "number": "cost"}
    found = told(measure, "40", attainment)
    assert "A calendar month with fewer than 10 values is not judged and brings no credit." in found
