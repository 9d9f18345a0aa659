"""The sentence of a level says its terms, and can be read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from rfpkit.model.sentence import promise, read, sentence, write
from rfpkit.model.service_level import ServiceLevel
from tests.model.promises import DOCUMENT, PROMISES

MONTH = {"at_least": "95%", "per": "month"}
SUPPORT = "on the Support Hours calendar"
LAPTOPS = {"service": "device-repair", "device_class": ["student-laptop", "staff-laptop"]}
TURNAROUND: dict[str, Any] = {
    "applies_to": LAPTOPS,
    "measure": {"kind": "duration", "from": "received", "to": "returned", "calendar": "support"},
    "target": {"P1": "1 business day", "P2": "3 business days", "P3": "5 business days"},
    "attainment": MONTH,
}
SATISFACTION = {
    "measure": {
        "kind": "satisfaction",
        "dimension": "quality",
        "scale": "5",
        "method": "top_two_box",
    },
    "attainment": {
        "per": "school year",
        "steps": [
            {"from": "2026-07-01", "at_least": "94%"},
            {"from": "2027-07-01", "at_least": "97%"},
        ],
    },
}
SPARES = {
    "measure": {"kind": "stock", "feed": "spare-count", "of": "student-laptops"},
    "target": "3% of users",
    "attainment": {"at_least": "98%", "per": "month"},
}
TARGET_TABLE = {
    "measure": TURNAROUND["measure"]
    | {"calendar_by_site": {"kula-elementary": "hawaii", "hana-high": "hawaii"}},
    "target": [
        {
            "within": "1 business day",
            "priority": "P1",
            "device_class": "student-laptop",
            "site": "lincoln",
            "season": "testing-2027",
            "from": "2027-07-01",
        },
        {"within": "3 business days"},
    ],
    "attainment": MONTH | {"rolling": "3"},
}
FIRST_VISIT = {
    "applies_to": {"service": "device-repair"},
    "measure": {"kind": "ratio", "at": "resolved", "good": {"event": "visited", "at_most": "1"}},
    "attainment": MONTH,
}
REPEATS = {
    "measure": {
        "kind": "ratio",
        "at": "returned",
        "good": {"not_again": "device_and_fault", "within": "30 calendar days"},
    },
    "attainment": MONTH,
}
RATED = {
    "measure": {"kind": "ratio", "good": {"rating": "quality", "at_least": "4"}},
    "attainment": MONTH,
}
VISITS = {
    "applies_to": {"site": "lincoln"},
    "measure": {"kind": "ratio", "feed": "visits", "good": {"fact": "outcome", "is": ["kept"]}},
    "attainment": MONTH,
}
ANSWERS = {
    "measure": {
        "kind": "statistic",
        "statistic": "percentile",
        "percentile": "90",
        "feed": "calls",
        "weight": "base",
    },
    "target": "60 seconds",
    "attainment": {"per": "month"},
}
ACKNOWLEDGED = {
    "measure": {
        "kind": "statistic",
        "statistic": "median",
        "to": "acknowledged",
        "calendar": "support",
    },
    "target": "4 business hours",
    "attainment": {"per": "month"},
}
DEPOT = {
    "measure": {
        "kind": "stock",
        "feed": "spare-count",
        "of": "student-laptops",
        "by": "district",
        "calendar": "school-days",
    },
    "target": "12",
    "attainment": {"at_least": "98%", "per": "month"},
}
LAST_SPARE = DEPOT | {"target": "1"}
DEAD = {
    "measure": {
        "kind": "ratio",
        "at": "handed-over",
        "good": {"event": "returned-dead", "at_most": "0"},
    },
    "attainment": MONTH,
}
SOONER = {
    "measure": TURNAROUND["measure"] | {"comparator": "less_than", "to": "loaner-issued"},
    "target": "1 business day",
    "attainment": MONTH,
}
LEMONS = {
    "applies_to": {"device_class": "student-laptop"},
    "measure": {"kind": "accumulation", "to": "returned", "calendar": "school-days"},
    "target": "5 school days",
    "attainment": {"at_least": "98%", "per": "contract year"},
}
REPORT = {
    "measure": {
        "kind": "duty",
        "feed": "deliveries",
        "item": "monthly-report",
        "within": "10 calendar days",
    },
    "attainment": {"at_least": "100%", "per": "month"},
}


def level(raw):
    return ServiceLevel.model_validate({"id": "level", "title": "Level"} | raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            TURNAROUND,
            (
                "The Contractor shall return the device for at least 95% of device repair "
                "requests for student laptops and staff laptops, in each calendar month, within "
                "1 business day (P1), "
                f"3 business days (P2) or 5 business days (P3) of receipt, {SUPPORT}."
            ),
        ),
        (
            SATISFACTION,
            (
                "The Contractor shall reach customer satisfaction with quality of at least 94% "
                "(from July 1, 2026) and 97% (from July 1, 2027) on requests, in each school "
                "year, measured as the share of ratings of 4 or 5 among all ratings."
            ),
        ),
        (
            SPARES,
            (
                "The Contractor shall keep student laptops in stock for at least 3% of the "
                "users of each site, on at least 98% of the school days in each calendar month,"
                " as counted in the spare-count feed."
            ),
        ),
        (
            TARGET_TABLE,
            (
                "The Contractor shall return the device for at least 95% of requests, in each "
                "calendar month "
                "together with the two before it, within 1 business day (P1, student laptops, at "
                "Lincoln, in the season testing 2027, from July 1, 2027) or 3 business days (all "
                f"others) of receipt, {SUPPORT} (Hawaii Hours at Kula Elementary and Hana High)."
            ),
        ),
        (
            FIRST_VISIT,
            (
                "The Contractor shall ensure that, of the device repair requests resolved in each "
                "calendar month, at least 95% have the event “visited” recorded at most once."
            ),
        ),
        (
            REPEATS,
            (
                "The Contractor shall ensure that, of the requests whose device is returned in "
                "each calendar month, at least 95% are not followed by a new request for the same "
                "device and fault within 30 calendar days."
            ),
        ),
        (
            RATED,
            (
                "The Contractor shall ensure that, of the requests closed in each calendar "
                "month, at least 95% of those rated have a quality rating of at least 4."
            ),
        ),
        (
            VISITS,
            (
                "The Contractor shall ensure that, of the rows of the visits feed at Lincoln "
                "dated in each calendar month, at least 95% have “outcome” recorded as “kept”."
            ),
        ),
        (
            ANSWERS,
            (
                "The Contractor shall keep the 90th percentile of the values in the calls feed,"
                " each row counted as often as its base says, in each calendar month, at or "
                "below 60 seconds."
            ),
        ),
        (
            ACKNOWLEDGED,
            (
                "The Contractor shall keep the median of the service time from the customer's "
                "report to acknowledgement, over requests, in each calendar month, at or below 4 "
                f"business hours, {SUPPORT}."
            ),
        ),
        (
            DEPOT,
            (
                "The Contractor shall keep at least 12 student laptops in stock in the "
                "District, in at least 98% of the counts in each calendar month, one for the "
                "District on each school day of the School Days calendar, as counted in the "
                "spare-count feed."
            ),
        ),
        (
            LAST_SPARE,
            (
                "The Contractor shall keep at least 1 student laptop in stock in the District, in "
                "at least 98% of the counts in each calendar month, one for the District on each "
                "school day of the School Days calendar, as counted in the spare-count feed."
            ),
        ),
        (
            DEAD,
            (
                "The Contractor shall ensure that, of the requests that are handed over in "
                "each calendar month, at least 95% never have the event “returned dead” recorded."
            ),
        ),
        (
            SOONER,
            (
                "The Contractor shall issue a loaner for at least 95% of requests, in each "
                f"calendar month, in less than 1 business day after receipt, {SUPPORT}."
            ),
        ),
        (
            LEMONS,
            (
                "The Contractor shall ensure that at least 98% of the devices named in requests"
                " about student laptops are out of service for no more than 5 school days in "
                "total in each contract year, from the customer's report to the return of the "
                "device, on the School Days calendar."
            ),
        ),
        (
            REPORT,
            (
                "The Contractor shall deliver the monthly report for each calendar month within 10 "
                "calendar days after its end, as noted in the deliveries feed."
            ),
        ),
    ],
)
def test_each_kind_of_level_has_its_sentence_and_it_reads_back_as_its_terms(raw, text):
    assert sentence(level(raw), DOCUMENT) == text
    assert read(text) == promise(level(raw), DOCUMENT)


@given(PROMISES)
@settings(max_examples=400)
def test_a_sentence_read_back_is_the_promise_it_was_written_from(told):
    assert read(write(told)) == told


def test_other_prose_is_not_taken_for_a_promise():
    with pytest.raises(ValueError, match="not a controlled sentence"):
        read("The Contractor shall use best efforts to repair devices promptly.")


@pytest.mark.parametrize(
    "ending", ["try hard.", "have a good day.", "have the event “visited” recorded rather often."]
)
def test_an_unknown_test_of_what_is_good_is_no_promise(ending):
    start = "The Contractor shall ensure that, of the requests closed in each calendar month, "
    with pytest.raises(ValueError, match=r"not a controlled sentence|no known test"):
        read(f"{start}at least 90% {ending}")


def test_titles_and_reasons_leave_the_digest_alone_and_terms_do_not():
    same = level(TURNAROUND | {"title": "Turnaround of repairs", "rationale": "Learning time."})
    other = level(TURNAROUND | {"target": TURNAROUND["target"] | {"P1": "2 business days"}})
    spelled = level(
        TURNAROUND | {"exclude": [], "attainment": {"per": "month", "at_least": "95.0 %"}}
    )
    assert level(TURNAROUND).digest == same.digest == spelled.digest
    assert level(TURNAROUND).digest != other.digest
