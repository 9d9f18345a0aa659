"""The sentence of a level says its terms, and can be read back."""

from __future__ import annotations

import datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.model.attainment import Period
from rfpkit.model.measure import SatisfactionMethod
from rfpkit.model.sentence import (
    DurationPromise,
    SatisfactionPromise,
    StockPromise,
    read,
    sentence,
    write,
)
from rfpkit.model.service_level import ServiceLevel

DOCUMENT = SimpleNamespace(
    calendars=(SimpleNamespace(id="support-hours", name="Support Hours"),), pauses=(), exclusions=()
)
TURNAROUND: dict[str, Any] = {
    "id": "repair-turnaround",
    "title": "Repair turnaround",
    "applies_to": {"service": "device-repair", "device_class": ["student-laptop", "staff-laptop"]},
    "measure": {"from": "received", "to": "returned", "calendar": "support-hours"},
    "target": {"P1": "1 business day", "P2": "3 business days", "P3": "5 business days"},
    "attainment": {"at_least": "95%", "per": "month"},
}
SATISFACTION = {
    "id": "satisfaction",
    "title": "Quality satisfaction",
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
    "id": "spare-pool",
    "title": "Spares at each school",
    "measure": {"kind": "stock", "feed": "spare-count", "of": "student-laptops"},
    "target": "3% of users",
    "attainment": {"at_least": "98%", "per": "month"},
}
TURNAROUND_SENTENCE = (
    "The Contractor shall return at least 95% of device repair requests for student "
    "laptops and staff laptops, in each calendar month, within 1 business day (P1), "
    "3 business days (P2) or 5 business days (P3) of receipt, on the Support Hours "
    "calendar."
)
SATISFACTION_SENTENCE = (
    "The Contractor shall reach quality satisfaction of at least 94% (from July 1, 2026) "
    "and 97% (from July 1, 2027) on requests, in each school year, as the share of "
    "ratings of 4 or 5 among all ratings."
)
SPARES_SENTENCE = (
    "The Contractor shall keep student laptops in stock for at least 3% of the users of "
    "each site, on at least 98% of the school days in each calendar month, as counted in "
    "the spare-count feed."
)


def level(raw):
    return ServiceLevel.model_validate(raw, context=None)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (TURNAROUND, TURNAROUND_SENTENCE),
        (SATISFACTION, SATISFACTION_SENTENCE),
        (SPARES, SPARES_SENTENCE),
    ],
)
def test_each_kind_of_level_has_its_sentence(raw, text):
    assert sentence(level(raw | {"measure": {"kind": "duration"} | raw["measure"]}), DOCUMENT) == (
        text
    )


names = st.sampled_from(
    ["returned", "resolved", "received", "reported", "handed-over", "ready_1", "x.y"]
)
owed = st.one_of(
    st.integers(1, 100).map(lambda n: ((None, Fraction(n, 100)),)),
    st.lists(
        st.tuples(st.dates(datetime.date(2020, 1, 1)), st.integers(1, 10_000)),
        min_size=1,
        max_size=3,
    ).map(lambda steps: tuple((day, Fraction(n, 10_000)) for day, n in steps)),
)
limits = st.one_of(
    st.integers(2, 99).map(lambda n: (("", f"{n} business days"),)),
    st.lists(st.integers(2, 50), min_size=1, max_size=4).map(
        lambda many: tuple((f"P{k}", f"{n} hours") for k, n in enumerate(many, 1))
    ),
)
populations = st.sampled_from(["requests", "device repair requests for student laptops"])
events = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
periods = st.sampled_from(Period)
promises = st.one_of(
    st.builds(
        DurationPromise,
        owed,
        populations,
        periods,
        limits,
        st.sampled_from(["within", "in less than"]),
        events,
        events,
        st.sampled_from(["Support Hours", "School Days", "Elapsed Time"]),
    ),
    st.builds(
        SatisfactionPromise,
        owed,
        populations,
        periods,
        st.sampled_from(["quality", "timeliness"]),
        st.integers(2, 10),
        st.sampled_from(SatisfactionMethod),
    ),
    st.builds(
        StockPromise,
        owed,
        periods,
        st.just("student laptops"),
        st.integers(1, 100).map(lambda n: Fraction(n, 100)),
        st.sampled_from(["school day", "business day"]),
        st.sampled_from(["site", "district"]),
        st.just("spare-count"),
    ),
)


@given(promises)
def test_a_sentence_read_back_is_the_promise_it_was_written_from(promise):
    assert read(write(promise)) == promise


def test_other_prose_is_not_taken_for_a_promise():
    with pytest.raises(ValueError, match="not a controlled sentence"):
        read("The Contractor shall use best efforts to repair devices promptly.")


def test_titles_and_reasons_leave_the_digest_alone_and_terms_do_not():
    raw = TURNAROUND | {"measure": {"kind": "duration"} | TURNAROUND["measure"]}
    same = level(raw | {"title": "Turnaround of repairs", "rationale": "Learning time."})
    other = level(raw | {"target": raw["target"] | {"P1": "2 business days"}})
    spelled = level(raw | {"exclude": [], "attainment": {"per": "month", "at_least": "95.0 %"}})
    assert level(raw).digest == same.digest == spelled.digest
    assert level(raw).digest != other.digest
