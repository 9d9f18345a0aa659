"""Each rule of a stock, an outage and a duty has its sentence."""

from __future__ import annotations

import pytest

from tests.model.told import OUTAGE, told


@pytest.mark.parametrize(
    ("fields", "clause"),
    [
        (
            {},
            (
                "Each site that has ever reported a count needs one for each day on which the "
                "calendar is open; a day without one, or with one that cannot be read, is a miss. "
                "A count of a closed day is left out; of several counts of one day the last one "
                "counts."
            ),
        ),
        (
            {"missing": "unscorable", "by": "district"},
            (
                "The District needs a count, made up of one from each site that has ever reported "
                "a count, for each day on which the calendar is open; a day without one, or with "
                "one that cannot be read, is not scorable. A count of a closed day is left out; "
                "of several counts of one site and day the last one counts."
            ),
        ),
    ],
)
def test_a_calendar_says_on_which_days_a_count_is_needed(fields, clause):
    measure = {"kind": "stock", "feed": "spares", "of": "laptops", "calendar": "desk", **fields}
    assert clause in told(measure, "12")
    without = {
        name: value for name, value in measure.items() if name not in {"calendar", "missing"}
    }
    assert not any("needs a count" in one or "needs one" in one for one in told(without, "12"))
    assert any("divided by the number that was needed" in one for one in told(measure, "12"))


@pytest.mark.parametrize(
    ("by", "clause"),
    [
        (
            "site",
            (
                "The school days of the sentence above are those with a count: each count that is "
                "delivered stands for one school day at its site, all together. A day without a "
                "count is neither met nor missed, and a count without its number is not scorable; "
                "of several counts of one day the last one counts."
            ),
        ),
        (
            "district",
            (
                "The school days of the sentence above are those with a count: the counts of all "
                "sites on one day are added up. A day without a count is neither met nor missed, "
                "and a count without its number is not scorable; of several counts of one site "
                "and day the last one counts."
            ),
        ),
    ],
)
def test_without_a_calendar_only_what_was_delivered_counts(by, clause):
    found = told({"kind": "stock", "feed": "spares", "of": "laptops", "by": by}, "12")
    assert clause in found
    assert any("divided by the number that was delivered" in one for one in found)


def test_outages_that_overlap_count_once_and_so_on():
    found = told(OUTAGE | {"free": "4 hours", "pause": ["approval"]}, "5 school days")
    assert found[0] == (
        "An outage lasts from the customer's report to the return of the device. Outages of one "
        "device that overlap or touch are one, and their time counts once."
    )
    assert "The first 4 hours of service time of each outage do not count." in found
    assert (
        "A school day counts if its opening lies in an outage; it is never counted in part."
        in found
    )
    assert any("no other request for the device runs" in one for one in found)
    assert any("comes back within 5 business days" in one for one in found)


def test_a_day_may_count_for_any_part_of_it_and_a_stop_may_be_final():
    found = told(OUTAGE | {"day_counts": "any_part", "to": "loaner-issued"}, "5 business days")
    assert any("if any of its hours lie in an outage" in one for one in found)
    assert any(one.startswith("The first stop ends the outage for good") for one in found)
    hours = told(OUTAGE, "16 business hours")
    assert not any("never counted in part" in one for one in hours)


@pytest.mark.parametrize(
    ("within", "due"),
    [
        (
            "10 calendar days",
            "at the end of the tenth calendar day after the last day of the calendar month",
        ),
        (
            "5 business days",
            "at the close of the fifth business day after the last day of the calendar month",
        ),
        ("16 hours", "when that much service time has passed after the calendar month"),
    ],
)
def test_a_duty_says_when_it_is_due(within, due):
    measure = {"kind": "duty", "feed": "deliveries", "item": "monthly-report", "within": within}
    found = told(measure | {"calendar": "desk"}, None, {"at_least": "100%", "per": "month"})
    assert found[0] == f"The monthly report is due {due}."
    assert found[1].endswith("What is not delivered is missed as soon as it is due.")


def test_results_are_due_and_a_report_is():
    duty = {"kind": "duty", "feed": "deliveries", "within": "20 calendar days"}
    results = told(
        duty | {"item": "public-results"}, attainment={"at_least": "100%", "per": "month"}
    )
    assert results[0].startswith("The public results are due at the end of the 20th calendar day")
