"""Single deliveries, counts and new requests: the words say what the arithmetic says."""

from __future__ import annotations

import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from rfpkit.load.document import load
from rfpkit.model.solicitation import Solicitation
from rfpkit.sla.worked.examples import worked_examples
from tests.conftest import ROOT

CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture(scope="module")
def singles():
    rfp = load(ROOT / "examples" / "every-kind" / "rfp.yaml", Solicitation)
    return {one.level: one.singles for one in worked_examples(rfp)}


def local(instant):
    return datetime.datetime.fromtimestamp(instant, CHICAGO)


def test_a_report_is_in_time_until_the_last_second_of_its_tenth_day(singles):
    met, edge, late = singles["monthly-report"]
    assert (met.met, edge.met, late.met) == (True, True, False)
    assert met.last == datetime.date(2026, 8, 31)
    assert local(edge.at) == datetime.datetime(2026, 9, 10, 23, 59, 59, tzinfo=CHICAGO)
    assert local(late.at) == datetime.datetime(2026, 9, 11, 0, 1, tzinfo=CHICAGO)


def test_a_fault_that_comes_back_in_the_last_second_of_the_window_is_a_miss(singles):
    inside, edge, after = singles["repeat-repair"]
    assert (inside.met, edge.met, after.met) == (False, False, True)
    assert local(edge.at).time() == local(edge.begun).time()
    assert local(edge.at).date() - local(edge.begun).date() == datetime.timedelta(days=30)
    assert after.at == edge.at + 1


def test_no_device_is_counted_in_part(singles):
    for one in singles["spare-pool"]:
        assert one.met is (one.value >= Fraction(3, 100) * one.base)
    assert [one.value for one in singles["spare-pool"]] == [14, 13, 12, 11]


def test_levels_with_a_clock_have_none(singles):
    assert singles["repair-turnaround"] == singles["satisfaction"] == ()
